import { chunkSize } from "./chunk.ts";
import type { Compression } from "./compression.ts";
import { grainSize } from "./layout.ts";
import { instantiate } from "./wasm.ts";

const efforts = { none: 0, fast: 1, default: 2, best: 3 } as const satisfies Record<Compression, number>;

/** What src/vmdk/assembly/deflate.ts exports. */
interface Deflate {
  readonly memory: { readonly buffer: ArrayBuffer };
  prepare(): void;
  inputAddress(): number;
  outputAddress(): number;
  compress(effort: number, from: number, length: number, to: number): number;
}

/** Compresses the grains of one thread, one after the other. */
export interface GrainCompressor {
  /** A chunk of grains, to be filled by the caller. */
  readonly input: Buffer;
  /** The zlib stream of the grain at this byte of the input; valid until the next call. */
  compress(offset: number): Uint8Array;
}

export function createGrainCompressor(compression: Compression): GrainCompressor {
  const deflate = instantiate("deflate.wasm") as Deflate;
  deflate.prepare();
  const { buffer } = deflate.memory;
  const [from, to] = [deflate.inputAddress(), deflate.outputAddress()];
  const effort = efforts[compression];
  return {
    input: Buffer.from(buffer, from, chunkSize),
    compress: (offset) => new Uint8Array(buffer, to, deflate.compress(effort, from + offset, grainSize, to)),
  };
}
