import { EdgelabError } from "../core/errors.ts";
import type { RandomAccess } from "../core/random-access.ts";

/** Bytes that are read and written at a time. */
export const chunkBytes = 1 << 20;

/**
 * All of a source, in order. The next chunk is read while the one before it is hashed and written.
 *
 * @throws {EdgelabError} FILE_UNUSABLE when it ends early
 */
export async function* readAhead(source: RandomAccess, name: string): AsyncGenerator<Uint8Array> {
  const at = (offset: number) => source.read(offset, Math.min(chunkBytes, source.size - offset));
  let next = at(0);
  for (let offset = 0; offset < source.size; ) {
    const chunk = await next;
    const expected = Math.min(chunkBytes, source.size - offset);
    if (chunk.length !== expected) throw changed(name, `${chunk.length} of ${expected} bytes came at ${offset}.`);
    offset += chunk.length;
    if (offset < source.size) {
      next = at(offset);
      next.catch(() => undefined); // awaited in the next round, unless whoever reads has stopped
    }
    yield chunk;
  }
}

export function changed(name: string, why: string): EdgelabError {
  return new EdgelabError("FILE_UNUSABLE", {
    what: `${name} changed while it was read.`,
    why,
    next: "Run the command again once nothing writes to it.",
  });
}
