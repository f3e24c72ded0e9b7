import { EdgelabError } from "../core/errors.ts";
import type { RandomAccess } from "../core/random-access.ts";

const pageSize = 16 << 10;
const pagesKept = 64;

/**
 * Reads exactly what was asked for, never beyond the end: a disk's own numbers are not to be trusted.
 * Short reads go through a few kept pages, because structures are small and lie together.
 */
export class BoundedSource {
  readonly size: number;
  readonly #source: RandomAccess;
  readonly #pages = new Map<number, Uint8Array>();

  constructor(source: RandomAccess) {
    this.#source = source;
    this.size = source.size;
  }

  /** @throws {EdgelabError} DISK_INVALID when the range is not inside the source */
  check(offset: number, length: number, what: string): void {
    if (offset >= 0 && length >= 0 && offset + length <= this.size) return;
    throw invalid(`${what} ends at byte ${offset + length}, but there are ${this.size}: it is cut short or damaged`);
  }

  /** @throws {EdgelabError} DISK_INVALID when the range is not inside the source */
  async read(offset: number, length: number, what: string): Promise<Uint8Array> {
    this.check(offset, length, what);
    const start = Math.floor(offset / pageSize) * pageSize;
    if (offset + length > start + pageSize) return this.#readDirectly(offset, length, what);
    const page = await this.#page(start, what);
    return page.subarray(offset - start, offset - start + length);
  }

  async #page(start: number, what: string): Promise<Uint8Array> {
    const kept = this.#pages.get(start);
    const page = kept ?? (await this.#readDirectly(start, Math.min(pageSize, this.size - start), what));
    this.#pages.delete(start); // set again: the last used is the last dropped
    this.#pages.set(start, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= pagesKept) break;
      this.#pages.delete(oldest);
    }
    return page;
  }

  async #readDirectly(offset: number, length: number, what: string): Promise<Uint8Array> {
    const bytes = await this.#source.read(offset, length);
    if (bytes.length !== length) throw invalid(`${what} could not be read: ${bytes.length} of ${length} bytes came`);
    return bytes;
  }
}

export function invalid(why: string): EdgelabError {
  return new EdgelabError("DISK_INVALID", { what: `This disk cannot be read: ${why}.` });
}
