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
