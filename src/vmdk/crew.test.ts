import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { built } from "../../test/kit/built.ts";
import { type Chunk, type ChunkTask, chunkSize, type WriteWorkerData } from "./chunk.ts";
import { Crew } from "./crew.ts";

const signal = AbortSignal.timeout(60_000);
let folder: string;
let workerData: WriteWorkerData;

beforeAll(async () => {
  built("vmdk/write-worker.js");
  folder = await mkdtemp(join(tmpdir(), "edgelab-crew-"));
  workerData = { path: join(folder, "disk.raw"), offset: 0, sizeBytes: chunkSize, compression: "fast" };
  await writeFile(workerData.path, Buffer.alloc(chunkSize, "disk"));
});
afterAll(() => rm(folder, { recursive: true }));

const crewOf = (data: unknown, options = { signal }) => new Crew<ChunkTask, Chunk>("write-worker", 2, data, options);
const task: ChunkTask = { offset: 0, buffer: undefined };

test("a thread that dies fails what waits and what comes later, on every thread", async () => {
  await using crew = crewOf({ ...workerData, path: join(folder, "missing.raw") });
  const waiting = [1, 2, 3, 4].map(() => crew.run(task));
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  await expect(crew.run(task)).rejects.toThrow("missing.raw");
});

test("a task that cannot be done fails alone", async () => {
  await using crew = crewOf(workerData);
  const impossible = crew.run({ offset: 0, buffer: new ArrayBuffer(8) });
  const fine = crew.run(task);
  await expect(impossible).rejects.toThrow(/RangeError|offset/i);
  expect((await fine).sectors).toHaveLength(16);
});

test("an abort fails what waits, and no thread goes on", async () => {
  const stop = new AbortController();
  await using crew = crewOf(workerData, { signal: stop.signal });
  const waiting = [1, 2, 3].map(() => crew.run(task));
  stop.abort(new Error("Ctrl-C"));
  for (const promise of waiting) await expect(promise).rejects.toThrow("Ctrl-C");
  await expect(crew.run(task)).rejects.toThrow("Ctrl-C");
});
