import { openSync, readSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { EdgelabError } from "../core/errors.ts";
import { type Chunk, type ChunkTask, largestRecord, grainsPerChunk, type WriteWorkerData } from "./chunk.ts";
import { serve, type Work } from "./crew-member.ts";
import { createGrainCompressor } from "./grain-compressor.ts";
import { grainMarkerSize, grainSize, sectorSize, sectorsFor } from "./layout.ts";
import { encodeGrainMarker } from "./marker.ts";

const { path, offset: start, sizeBytes, compression } = workerData as WriteWorkerData;
const zeros = Buffer.alloc(grainSize);
const file = openSync(path, "r");
const compressor = createGrainCompressor(compression);
const { input } = compressor;

const compressChunk: Work<ChunkTask, Chunk> = ({
  offset,
  buffer = new ArrayBuffer(grainsPerChunk * largestRecord),
}) => {
  read(offset);
  const output = new Uint8Array(buffer);
  const sectors: number[] = [];
  let length = 0;
  for (let at = 0; at < input.length; at += grainSize) {
    if (zeros.equals(input.subarray(at, at + grainSize))) {
      sectors.push(0);
      continue;
    }
    const record = output.subarray(length, length + largestRecord);
    const stream = compressor.compress(at);
    encodeGrainMarker(record, (offset + at) / sectorSize, stream.length);
    record.set(stream, grainMarkerSize);
    const used = sectorsFor(grainMarkerSize + stream.length);
    record.fill(0, grainMarkerSize + stream.length, used * sectorSize);
    sectors.push(used);
    length += used * sectorSize;
  }
  return { result: { buffer, length, sectors }, transfer: [buffer] };
};

/** Fills the input with the disk's bytes from `offset` on, and with zeros behind its end. */
function read(offset: number): void {
  const wanted = Math.max(0, Math.min(input.length, sizeBytes - offset));
  for (let filled = 0; filled < wanted; ) {
    const count = readSync(file, input, filled, wanted - filled, start + offset + filled);
    if (count === 0) {
      throw new EdgelabError("FILE_UNUSABLE", {
        what: `${path} was cut short while it was read.`,
        why: `It ends at byte ${start + offset + filled}, and had ${start + sizeBytes} before.`,
        next: "See that nothing writes to it, and run again.",
      });
    }
    filled += count;
  }
  input.fill(0, wanted);
}

serve(compressChunk);
