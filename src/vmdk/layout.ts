/** Every number of a VMDK counts these. In bytes. */
export const sectorSize = 512;

/** What we write; readers take any power of two up to these. */
export const grainSectors = 128;
export const grainSize = grainSectors * sectorSize;
export const entriesPerTable = 512;
/** Bytes of the disk that one grain table describes: 32 MiB. */
export const tableSpan = grainSize * entriesPerTable;

/** A grain's marker: u64 sector on the disk, u32 length; the compressed bytes follow at once. */
export const grainMarkerSize = 12;

/**
 * Compressed bytes that a grain may have: open-vmdk's reader holds a grain and one sector, marker included.
 * zlib never makes more of 64 KiB than 65 564.
 */
export function largestCompressed(sectorsOfGrain: number): number {
  return (sectorsOfGrain + 1) * sectorSize - grainMarkerSize;
}

export function sectorsFor(bytes: number): number {
  return Math.ceil(bytes / sectorSize);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
