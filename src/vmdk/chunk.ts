import type { Compression } from "./compression.ts";
import { grainMarkerSize, grainSectors, grainSize, largestCompressed, sectorSize, sectorsFor } from "./layout.ts";

export interface WriteWorkerData {
  readonly path: string;
  /** Byte of the file where the disk begins. */
  readonly offset: number;
  /** Bytes of the disk in the file; behind them it is zero. */
  readonly sizeBytes: number;
  readonly compression: Compression;
}

/** Grains that are read, compressed and handed over together: 1 MiB of the disk. */
export const grainsPerChunk = 16;
export const chunkSize = grainsPerChunk * grainSize;
/** Bytes of the longest record of a grain, marker included. */
export const largestRecord = sectorsFor(grainMarkerSize + largestCompressed(grainSectors)) * sectorSize;

export interface ChunkTask {
  /** Byte of the disk, a multiple of the chunk. */
  readonly offset: number;
  /** A buffer of an earlier chunk, to be used again. */
  readonly buffer: ArrayBuffer | undefined;
}

export interface Chunk {
  /** The records of the grains, in order, each with its marker and filled up to whole sectors. */
  readonly buffer: ArrayBuffer;
  readonly length: number;
  /** Sectors of the record of each grain; 0 for a grain of zeros, which has none. */
  readonly sectors: readonly number[];
}
