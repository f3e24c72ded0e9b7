import { deflateSync } from "node:zlib";
import type { Compression } from "./compression.ts";
import { grainSize } from "./layout.ts";

const levels = { fast: 1, default: 6, best: 9, none: 0 } as const satisfies Record<Compression, number>;

/** Compresses the grains of one worker, one after the other. */
export interface GrainCompressor {
  /** Holds the grains that are read; {@link compress} takes them from here. */
  readonly input: Uint8Array;
  /** Writes a zlib stream of the grain at `offset` of the input to `output`, and tells its length. */
  compress(offset: number, output: Uint8Array): number;
}

/** @param inputSize bytes that are read at once, a multiple of the grain size */
export function createGrainCompressor(compression: Compression, inputSize: number): GrainCompressor {
  const input = new Uint8Array(inputSize);
  const level = levels[compression];
  return {
    input,
    compress: (offset, output) => {
      const stream = deflateSync(input.subarray(offset, offset + grainSize), { level });
      output.set(stream);
      return stream.length;
    },
  };
}
