import { grainsPerBatch, recordsSize } from "./grain-batch.ts";
import { compressedLength, damaged, type GrainPlace, tooLong, usedLength } from "./inflate.ts";
import { grainMarkerSize, grainSize, sectorSize } from "./layout.ts";
import { instantiate } from "./wasm.ts";

/** What src/vmdk/assembly/inflate.ts exports. */
interface Inflate {
  readonly memory: { readonly buffer: ArrayBuffer };
  inputAddress(): number;
  outputAddress(): number;
  /** Negative when it failed, see there. */
  inflate(from: number, length: number, to: number, most: number): number;
}

/** Inflates the grains of one thread: faster than zlib, and without a buffer for each of them. */
export interface GrainInflater {
  /** For the records of a batch, to be filled by the caller. */
  readonly input: Buffer;
  /** The plain bytes of a batch. */
  readonly output: Buffer;
  /**
   * Inflates the grain whose record is `[offset, end)` of the input to `to` of the output, and tells how many bytes of
   * it the disk has.
   *
   * @throws {EdgelabError} VMDK_INVALID as `inflateGrain`
   */
  inflate(offset: number, end: number, to: number, place: GrainPlace): number;
}

export function createGrainInflater(): GrainInflater {
  const module = instantiate("inflate.wasm") as Inflate;
  const { buffer } = module.memory;
  const [from, start] = [module.inputAddress(), module.outputAddress()];
  const input = Buffer.from(buffer, from, recordsSize);
  return {
    input,
    output: Buffer.from(buffer, start, grainsPerBatch * grainSize),
    inflate: (offset, end, to, place) => {
      const length = compressedLength(input.subarray(offset, end), place);
      const most = place.grainSectors * sectorSize;
      const inflated = module.inflate(from + offset + grainMarkerSize, length, start + to, most);
      if (inflated < 0) throw inflated === -2 ? tooLong(place) : damaged(place);
      return usedLength(inflated, place);
    },
  };
}
