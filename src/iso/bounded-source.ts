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
    this.#checkAt(sector * sectorSize, length, what);
  }

  read(sector: number, length: number, what: string): Promise<Uint8Array> {
    return this.readAt(sector * sectorSize, length, what);
  }

  /** @param offset in bytes */
  async readAt(offset: number, length: number, what: string): Promise<Uint8Array> {
    this.#checkAt(offset, length, what);
    const bytes = await this.#source.read(offset, length);
    if (bytes.length !== length) throw invalid(`${what} could not be read: ${bytes.length} of ${length} bytes came`);
    return bytes;
  }

  #checkAt(offset: number, length: number, what: string): void {
    const end = offset + length;
    if (end > this.#source.size) {
      throw invalid(`${what} ends at byte ${end}, but the image has ${this.#source.size}: it is cut short or damaged`);
    }
  }
}

export function invalid(why: string): EdgelabError {
  return new EdgelabError("ISO_INVALID", { what: `This is not a sound ISO 9660 image: ${why}.` });
}
