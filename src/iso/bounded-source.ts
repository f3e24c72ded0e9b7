import { EdgelabError } from "../core/errors.ts";
import type { RandomAccess } from "../core/random-access.ts";
import { sectorSize } from "./sector.ts";

/** Reads exactly what was asked for, never beyond the end: an ISO's own numbers are not to be trusted. */
export class BoundedSource {
  readonly #source: RandomAccess;
  constructor(source: RandomAccess) {
    this.#source = source;
  }

  get size(): number {
    return this.#source.size;
  }

  /** @throws {EdgelabError} ISO_INVALID when the range is not inside the image */
  check(sector: number, length: number, what: string): void {
    const end = sector * sectorSize + length;
    if (end > this.#source.size) {
      throw invalid(`${what} ends at byte ${end}, but the image has ${this.#source.size}: it is cut short or damaged`);
    }
  }

  async read(sector: number, length: number, what: string): Promise<Uint8Array> {
    this.check(sector, length, what);
    const bytes = await this.#source.read(sector * sectorSize, length);
    if (bytes.length !== length) throw invalid(`${what} could not be read: ${bytes.length} of ${length} bytes came`);
    return bytes;
  }
}

export function invalid(why: string): EdgelabError {
  return new EdgelabError("ISO_INVALID", { what: `This is not a sound ISO 9660 image: ${why}.` });
}
