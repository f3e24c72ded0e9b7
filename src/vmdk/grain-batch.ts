import { grainMarkerSize, grainSectors, largestCompressed, sectorSize, sectorsFor } from "./layout.ts";

export interface ExtractWorkerData {
  readonly path: string;
  /** Byte of the file where the VMDK begins. */
  readonly offset: number;
  /** Descriptor of the raw file, open for writing: threads share those of the process. */
  readonly output: number;
  readonly grainSectors: number;
  /** Sectors of the disk. */
  readonly capacity: number;
}

/** Grains that are neighbours on the disk, at most {@link grainsPerBatch}. */
export interface GrainBatch {
  /** Number of the first. */
  readonly first: number;
  readonly sectors: Uint32Array;
  readonly ends: Uint32Array;
}

export const grainsPerBatch = 16;
/** Bytes that their records can have. */
export const recordsSize = grainsPerBatch * sectorsFor(grainMarkerSize + largestCompressed(grainSectors)) * sectorSize;
