import { formatUuid, swapUuid } from "../core/uuid.ts";

/** Numbers and texts of on-disk structures, little-endian unless said otherwise. */

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function uint16(bytes: Uint8Array, offset: number): number {
  return viewOf(bytes).getUint16(offset, true);
}

export function uint32(bytes: Uint8Array, offset: number): number {
  return viewOf(bytes).getUint32(offset, true);
}

/** Above 2^53 it is only near the truth, which is enough to find it beyond the end of any disk. */
export function uint64(bytes: Uint8Array, offset: number): number {
  return joined(uint32(bytes, offset + 4), uint32(bytes, offset));
}

/** A number stored as two halves in different places. */
export function joined(high: number, low: number): number {
  return high * 2 ** 32 + low;
}

/** Shorter where the bytes end. */
export function latin1(bytes: Uint8Array, offset: number, length: number): string {
  return Buffer.from(bytes.subarray(offset, offset + length)).toString("latin1");
}

/** UTF-8 up to the first NUL; what is not UTF-8 becomes U+FFFD. */
export function utf8UntilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** UTF-16LE up to the first NUL. */
export function utf16UntilNul(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf16le");
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

/** A GUID whose first three groups are little-endian, as in a GPT; lower case. */
export function mixedEndianGuid(bytes: Uint8Array, offset: number): string {
  return swapUuid(formatUuid(bytes.subarray(offset, offset + 16)));
}

export function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value));
}

export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
