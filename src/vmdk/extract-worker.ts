import { openSync, readSync, writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { serve, type Work } from "./crew-member.ts";
import type { ExtractWorkerData, GrainBatch } from "./grain-batch.ts";
import { createGrainInflater } from "./grain-inflater.ts";
import { invalid } from "./invalid.ts";
import { sectorSize } from "./layout.ts";

const { path, offset, output, grainSectors, capacity } = workerData as ExtractWorkerData;
const file = openSync(path, "r");
const grainSize = grainSectors * sectorSize;
const inflater = createGrainInflater();
const { input: records, output: disk } = inflater;

/** Inflates the grains of a batch, which are neighbours on the disk, and writes them at once. */
const inflateBatch: Work<GrainBatch, undefined> = ({ first, sectors, ends }) => {
  const endOf = (at: number) => Math.min(ends[at]!, sectors[at]! + grainSectors + 1);
  let filled = 0;
  for (let at = 0; at < sectors.length; ) {
    // neighbours in the file too, when they were written in order: one read for all
    let next = at + 1;
    while (next < sectors.length && sectors[next] === endOf(next - 1)) next += 1;
    const start = sectors[at]!;
    readRecords(start, endOf(next - 1));
    for (; at < next; at += 1) {
      const [from, end] = [sectors[at]!, endOf(at)].map((sector) => (sector - start) * sectorSize) as [number, number];
      filled += inflater.inflate(from, end, filled, { number: first + at, grainSectors, capacity });
    }
  }
  write(first * grainSize, filled);
  return { result: undefined };
};

/** Fills the buffer with these sectors of the VMDK. */
function readRecords(from: number, end: number): void {
  const length = (end - from) * sectorSize;
  for (let filled = 0; filled < length; ) {
    const count = readSync(file, records, filled, length - filled, offset + from * sectorSize + filled);
    if (count === 0) throw invalid(`${path} was cut short while it was read`);
    filled += count;
  }
}

function write(position: number, length: number): void {
  for (let done = 0; done < length; ) done += writeSync(output, disk, done, length - done, position + done);
}

serve(inflateBatch);
