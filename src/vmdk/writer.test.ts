import { randomBytes } from "node:crypto";
import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../../test/kit/built.ts";
import { memorySink, smallVmdk, textGrain } from "../../test/kit/vmdk.ts";
import { fromBytes } from "../core/random-access.ts";
import { sha256 } from "../core/sha256.ts";
import { compressions } from "./compression.ts";
import { extractVmdk } from "./extract.ts";
import { grainSize } from "./layout.ts";
import { openVmdk } from "./reader.ts";
import { type RawDisk, type WriteOptions, writeVmdk } from "./writer.ts";

const signal = AbortSignal.timeout(60_000);
const mebibyte = 1 << 20;
let folder: string;

beforeAll(async () => {
  for (const entry of ["write-worker", "extract-worker"]) built(`vmdk/${entry}.js`);
  folder = await mkdtemp(join(tmpdir(), "edgelab-vmdk-"));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
/** A sparse raw disk: parts by offset. */
async function rawDisk(sizeBytes: number, parts: Readonly<Record<number, Uint8Array>> = {}): Promise<RawDisk> {
  const path = join(folder, `${(files += 1)}.raw`);
  await using file = await open(path, "w");
  await file.truncate(sizeBytes);
  for (const [offset, bytes] of Object.entries(parts)) await file.write(bytes, 0, bytes.length, Number(offset));
  return { path, sizeBytes };
}

async function written(disk: RawDisk, options: Partial<WriteOptions> = {}) {
  const sink = memorySink();
  const result = await writeVmdk(disk, sink, { signal, workers: 2, ...options });
  return { result, bytes: sink.bytes() };
}

async function extracted(vmdk: Uint8Array, offset = 0): Promise<Buffer> {
  const path = join(folder, `${(files += 1)}.vmdk`);
  await writeFile(path, vmdk);
  await using output = await open(`${path}.raw`, "w+");
  await extractVmdk({ path, offset, sizeBytes: vmdk.length - offset }, output, { signal, workers: 2 });
  return readFile(`${path}.raw`);
}

const text = Buffer.from("All work and no play makes Jack a dull boy. ".repeat(60_000));
const mixed = {
  0: text.subarray(0, 3 * mebibyte - 1000),
  [33 * mebibyte + 5]: randomBytes(mebibyte),
  [100 * mebibyte - 10]: Buffer.from("0123456789"),
};

describe("writeVmdk and extractVmdk", () => {
  test.each(compressions)("give back the disk, compression %s", async (compression) => {
    const disk = await rawDisk(100 * mebibyte, mixed);
    const { result, bytes } = await written(disk, { compression });
    expect(result).toMatchObject({ sizeBytes: bytes.length, sha256: sha256(bytes), capacityBytes: 100 * mebibyte });
    const seen = await openVmdk(fromBytes(bytes));
    expect(seen.layout).toMatchObject({ footer: true, eos: true, grainsOrdered: true });
    expect(seen.populatedBytes).toBe(result.populatedBytes);
    const original = await readFile(disk.path);
    expect(original.equals(await seen.read(0, seen.size))).toBe(true);
    expect(original.equals(await extracted(bytes))).toBe(true);
  });

  test("a disk of zeros has no grain", async () => {
    const { result, bytes } = await written(await rawDisk(64 * mebibyte));
    expect(result.populatedBytes).toBe(0);
    expect(bytes.length).toBeLessThan(70_000);
    expect((await extracted(bytes)).equals(Buffer.alloc(64 * mebibyte))).toBe(true);
  });

  test("a disk of one byte is padded to 1 MiB", async () => {
    const { result, bytes } = await written(await rawDisk(1, { 0: Buffer.from("x") }));
    expect(result).toMatchObject({ capacityBytes: mebibyte, populatedBytes: grainSize });
    const back = await extracted(bytes);
    expect(back.length).toBe(mebibyte);
    expect(back.subarray(0, 2)).toEqual(Buffer.from("x\0"));
  });

  test("bytes that do not compress are stored, and cost less than 1 in 100", async () => {
    const disk = await rawDisk(8 * mebibyte, { 0: randomBytes(8 * mebibyte) });
    for (const compression of compressions) {
      const { result } = await written(disk, { compression });
      expect(result.sizeBytes).toBeLessThan(8 * mebibyte * 1.01 + 70_000);
    }
  });

  test("the bytes do not depend on the number of threads", async () => {
    const disk = await rawDisk(100 * mebibyte, mixed);
    const [one, three] = [await written(disk, { workers: 1 }), await written(disk, { workers: 3 })];
    expect(one.bytes.equals(three.bytes)).toBe(true);
    expect((await written(disk, { contentIdSeed: "another" })).bytes.equals(one.bytes)).toBe(false);
  });

  test("a disk inside a file", async () => {
    const whole = await rawDisk(4 * mebibyte, { 0: text.subarray(0, 100_000), 1_500_000: text.subarray(0, 100_000) });
    const part = { path: whole.path, offset: 65_536, sizeBytes: 3_000_000 };
    const { result, bytes } = await written(part);
    expect(result.capacityBytes).toBe(3 * mebibyte);
    const expected = Buffer.alloc(3 * mebibyte);
    (await readFile(whole.path)).copy(expected, 0, 65_536, 3_065_536);
    expect(expected.equals(await extracted(bytes))).toBe(true);
  });

  test("what the file system calls a hole is not read: 2 TiB with data at both ends, in a moment", async () => {
    const sizeBytes = 2 ** 41;
    const disk = await rawDisk(sizeBytes, { 0: text.subarray(0, 5000), [sizeBytes - 5000]: text.subarray(0, 5000) });
    const dataRanges = [
      { offset: 0, length: 8192 },
      { offset: sizeBytes - 8192, length: 8192 },
    ];
    const progress: number[] = [];
    const { result, bytes } = await written({ ...disk, dataRanges }, { onProgress: (done) => progress.push(done) });
    expect(result).toMatchObject({ capacityBytes: sizeBytes, populatedBytes: 2 * grainSize });
    expect(progress.at(-1)).toBe(sizeBytes);
    const seen = await openVmdk(fromBytes(bytes));
    expect(text.subarray(0, 5000).equals(await seen.read(sizeBytes - 5000, 5000))).toBe(true);
    await rm(disk.path);
  });

  test("a member of an archive is extracted in place, and its digest is that of the member", async () => {
    const vmdk = await smallVmdk(new Map([[7, textGrain("seven ")]]));
    const path = join(folder, "x.ova");
    await writeFile(path, Buffer.concat([Buffer.alloc(1536, 1), vmdk, Buffer.alloc(1024)]));
    await using output = await open(`${path}.raw`, "w+");
    const result = await extractVmdk({ path, offset: 1536, sizeBytes: vmdk.length }, output, { signal });
    expect(result).toEqual({ capacityBytes: 64 * mebibyte, populatedBytes: grainSize, sha256: sha256(vmdk) });
    expect((await readFile(`${path}.raw`)).subarray(7 * grainSize, 8 * grainSize).equals(textGrain("seven "))).toBe(
      true,
    );
    const { size, blocks } = await stat(`${path}.raw`);
    expect(size).toBe(64 * mebibyte);
    expect(blocks * 512).toBeLessThan(4 * mebibyte);
  });
});

describe("when it cannot go on", () => {
  test("a disk that ends before its size is named", async () => {
    const disk = await rawDisk(3 * mebibyte);
    await truncate(disk.path, 2 * mebibyte);
    await expect(written(disk)).rejects.toMatchObject({ code: "FILE_UNUSABLE", message: /was cut short/ });
  });

  test("a disk that is not there is named", async () => {
    await expect(written({ path: join(folder, "none.raw"), sizeBytes: 10 })).rejects.toMatchObject({
      code: "FILE_UNUSABLE",
    });
  });

  test("a damaged grain ends the extraction with its name", async () => {
    const vmdk = await smallVmdk(new Map([[3, textGrain("three ")]]));
    vmdk[128 * 512 + 40]! ^= 0xff;
    await expect(extracted(vmdk)).rejects.toMatchObject({ code: "VMDK_INVALID", message: /grain 3 / });
  });

  test("a sink that fails ends it", async () => {
    const disk = await rawDisk(40 * mebibyte, mixed);
    const sink = { write: () => Promise.reject(new Error("disk full")) };
    await expect(writeVmdk(disk, sink, { signal })).rejects.toThrow("disk full");
  });

  test("an abort stops it at any moment, and nothing is written afterwards", async () => {
    const disk = await rawDisk(100 * mebibyte, { 0: Buffer.concat(Array<Buffer>(30).fill(text)) });
    for (const after of [0, 1, 2, 20]) {
      const abort = new AbortController();
      let writes = 0;
      const sink = {
        write: () => {
          if (writes++ === after) abort.abort(new Error("enough"));
        },
      };
      await expect(writeVmdk(disk, sink, { signal: abort.signal, workers: 2 })).rejects.toThrow("enough");
      expect(writes).toBe(after + 1);
    }
    await expect(writeVmdk(disk, memorySink(), { signal: AbortSignal.abort(new Error("never")) })).rejects.toThrow(
      "never",
    );
  });

  test("an abort stops an extraction", async () => {
    const { bytes } = await written(await rawDisk(40 * mebibyte, mixed));
    const path = join(folder, "abort.vmdk");
    await writeFile(path, bytes);
    await using output = await open(`${path}.raw`, "w+");
    const abort = new AbortController();
    const onProgress = () => abort.abort(new Error("enough"));
    const place = { path, offset: 0, sizeBytes: bytes.length };
    await expect(extractVmdk(place, output, { signal: abort.signal, onProgress })).rejects.toThrow("enough");
  });
});
