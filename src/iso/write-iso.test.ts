import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { sha256 } from "../core/sha256.ts";
import { readIso } from "./reader.ts";
import { createIso, type IsoSpec, type StreamContent, writeIso } from "./writer.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-write-iso-"));
});
afterAll(() => rm(folder, { recursive: true }));

const signal = AbortSignal.timeout(60_000);
const content = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => at % 253));

class Collector {
  readonly chunks: Uint8Array[] = [];
  write(chunk: Uint8Array): void {
    this.chunks.push(Buffer.from(chunk));
  }
  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

const volume = (bytes: StreamContent): IsoSpec<StreamContent> => ({
  volumeId: "STREAM",
  files: [
    { path: "/boot/eltorito.img", content: fromBytes(Buffer.alloc(4096, 1)) },
    { path: "/content", content: bytes },
    { path: "/link", target: "content" },
  ],
  boot: { bios: { image: "/boot/eltorito.img" } },
});

test("is the same bytes from a file, from any source and in memory, and says their digest", async () => {
  const path = join(folder, "content");
  await writeFile(path, content);
  const contents = [content, fromBytes(content), { path, sizeBytes: content.length }];
  const inMemory = createIso({
    ...volume(content),
    files: [
      { path: "/boot/eltorito.img", content: Buffer.alloc(4096, 1) },
      { path: "/content", content },
      { path: "/link", target: "content" },
    ],
  });
  for (const each of contents) {
    const sink = new Collector();
    const written = await writeIso(volume(each), sink, { signal });
    expect(sink.bytes().equals(inMemory)).toBe(true);
    expect(written).toEqual({ sizeBytes: inMemory.length, sha256: sha256(inMemory) });
    expect(Math.max(...sink.chunks.map(({ length }) => length))).toBeLessThanOrEqual(1 << 20);
  }
  const image = await readIso(fromBytes(inMemory));
  expect(sha256(await image.readFile("/content"))).toBe(sha256(content));
});

test("tells how far it is, up to all of it", async () => {
  const seen: [number, number][] = [];
  const { sizeBytes } = await writeIso(volume(content), new Collector(), {
    signal,
    onProgress: (done, total) => seen.push([done, total]),
  });
  expect(seen.at(-1)).toEqual([sizeBytes, sizeBytes]);
  expect(seen.every(([done], at) => done > (seen[at - 1]?.[0] ?? 0))).toBe(true);
});

test("waits for its sink, and passes on what goes wrong there", async () => {
  const full = new Error("no space left");
  let busy = false;
  const sink = {
    write: async (chunk: Uint8Array) => {
      expect(busy).toBe(false);
      busy = true;
      await new Promise(setImmediate);
      busy = false;
      if (chunk.length === 1 << 20) throw full;
    },
  };
  await expect(writeIso(volume(fromBytes(content)), sink, { signal })).rejects.toBe(full);
});

test("ends at once when it is aborted", async () => {
  const stop = new AbortController();
  const sink = new Collector();
  const onProgress = () => stop.abort(new Error("enough"));
  await expect(writeIso(volume(fromBytes(content)), sink, { signal: stop.signal, onProgress })).rejects.toThrow(
    "enough",
  );
  expect(sink.chunks.length).toBe(1);
});

test.each([
  ["a file that is gone", { path: "/no/such/file", sizeBytes: 5 }, /no file \/no\/such\/file/],
  ["a file that has another size by now", { path: import.meta.filename, sizeBytes: 5 }, /changed while it was read/],
  ["a source that ends early", { size: 5000, read: async () => Buffer.alloc(10) }, /10 of 5000 bytes came/],
])("refuses %s", async (_, bytes, message) => {
  await expect(writeIso(volume(bytes), new Collector(), { signal })).rejects.toMatchObject({
    code: "FILE_UNUSABLE",
    message: expect.stringMatching(message),
  });
});

test("refuses more than the numbers of the format can count", async () => {
  const content = { size: 2 ** 43, read: async () => Buffer.alloc(0) };
  const spec = { volumeId: "HUGE", files: [{ path: "/huge", content }] };
  await expect(writeIso(spec, new Collector(), { signal })).rejects.toThrow("An ISO holds at most");
});
