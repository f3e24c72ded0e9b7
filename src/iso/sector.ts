/** Bytes of a logical sector, and of the blocks that every number of an ISO 9660 volume counts. */
export const sectorSize = 2048;

/** Sector of the first volume descriptor; those before it are the system area. */
export const firstDescriptor = 16;

/** How many sectors `bytes` fill. */
export function sectorsFor(bytes: number): number {
  return Math.ceil(bytes / sectorSize);
}

/** Sectors given out in order. */
export class Space {
  next: number;
  constructor(first: number) {
    this.next = first;
  }
  /** @returns the first of as many sectors as `bytes` fill */
  take(bytes: number): number {
    const sector = this.next;
    this.next += sectorsFor(bytes);
    return sector;
  }
}

/** Little-endian, then big-endian: the 8-byte form of 32-bit numbers (ECMA-119, 7.3.3). */
export function writeBoth32(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value, true);
  view.setUint32(offset + 4, value, false);
}

/** Little-endian, then big-endian: the 4-byte form of 16-bit numbers (ECMA-119, 7.2.3). */
export function writeBoth16(view: DataView, offset: number, value: number): void {
  view.setUint16(offset, value, true);
  view.setUint16(offset + 2, value, false);
}

/** Reads both copies of a 32-bit number; undefined when they differ, as only a crafted volume's do. */
export function readBoth32(view: DataView, offset: number): number | undefined {
  const little = view.getUint32(offset, true);
  return little === view.getUint32(offset + 4, false) ? little : undefined;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
