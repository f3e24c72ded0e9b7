/** Bytes that can be read at any offset: an ISO on a datastore, a file, a buffer. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /** Resolves with exactly `length` bytes, or fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export function fromBytes(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

/** A part of another source, as a source of its own: a member of an archive, a partition of a disk. */
export function slice(source: RandomAccess, offset: number, size: number): RandomAccess {
  return {
    size,
    read: (at, length) => source.read(offset + at, Math.max(0, Math.min(length, size - at))),
  };
}
