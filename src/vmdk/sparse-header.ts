import { invalid } from "./invalid.ts";
import { entriesPerTable, grainSectors, sectorSize, viewOf } from "./layout.ts";

/** "The directory is at the end, and the footer says where" (Virtual Disk Format 5.0, "Stream-Optimized Compressed"). */
const directoryAtEnd = 0xffff_ffff_ffff_ffffn;
const magic = 0x564d_444b;
const flag = { newlineTest: 1 << 0, compressed: 1 << 16, markers: 1 << 17 };
const newlineTest = Buffer.from("\n \r\n", "latin1");
/** Far above the 62 TB that any product takes, far below what a table of ours could not count. */
const largestCapacity = 2 ** 47 / sectorSize;

/** The structure of the first sector, and of the footer. All positions and sizes in sectors. */
export interface SparseHeader {
  readonly version: number;
  readonly capacity: number;
  readonly grainSectors: number;
  readonly entriesPerTable: number;
  readonly descriptorOffset: number;
  readonly descriptorSectors: number;
  /** undefined: at the end, see the footer. */
  readonly directoryOffset: number | undefined;
  /** The first sector behind the metadata in front. */
  readonly overhead: number;
}

export function encodeSparseHeader(header: Omit<SparseHeader, "grainSectors" | "entriesPerTable">): Uint8Array {
  const bytes = new Uint8Array(sectorSize);
  const view = viewOf(bytes);
  view.setUint32(0, magic, true);
  view.setUint32(4, header.version, true);
  view.setUint32(8, flag.newlineTest | flag.compressed | flag.markers, true);
  const u64 = (offset: number, value: number | bigint) => view.setBigUint64(offset, BigInt(value), true);
  u64(12, header.capacity);
  u64(20, grainSectors);
  u64(28, header.descriptorOffset);
  u64(36, header.descriptorSectors);
  view.setUint32(44, entriesPerTable, true);
  u64(48, 0); // a redundant directory: flag 2 is off
  u64(56, header.directoryOffset ?? directoryAtEnd);
  u64(64, header.overhead);
  bytes.set(newlineTest, 73);
  view.setUint16(77, 1, true); // deflate
  return bytes;
}

/** @throws {EdgelabError} VMDK_INVALID when it is no header of a compressed disk with markers, or cannot be true */
export function decodeSparseHeader(bytes: Uint8Array): SparseHeader {
  if (bytes.length < sectorSize) throw invalid(`it has ${bytes.length} bytes`);
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== magic) throw invalid("it does not begin with KDMV");
  const version = view.getUint32(4, true);
  if (version < 1 || version > 3) throw invalid(`its version is ${version}`);
  const flags = view.getUint32(8, true);
  if (!(flags & flag.compressed) || !(flags & flag.markers)) {
    throw invalid(`its flags are 0x${flags.toString(16)}: its grains are not compressed with markers`);
  }
  if (flags & flag.newlineTest && !newlineTest.equals(bytes.subarray(73, 77))) {
    throw invalid("its line ends were changed on the way, as by a transfer in text mode");
  }
  if (view.getUint16(77, true) !== 1)
    throw invalid(`its compression has the unknown number ${view.getUint16(77, true)}`);
  const count = (offset: number, what: string, most: number) => {
    const value = view.getBigUint64(offset, true);
    if (value > BigInt(most)) throw invalid(`its ${what} is ${value}`);
    return Number(value);
  };
  const capacity = count(12, "capacity in sectors", largestCapacity);
  if (capacity === 0) throw invalid("its capacity is 0: such files make readers open other files");
  const directory = view.getBigUint64(56, true);
  return {
    version,
    capacity,
    grainSectors: powerOfTwo(count(20, "grain size", grainSectors), 1, "grain size"),
    entriesPerTable: powerOfTwo(view.getUint32(44, true), 128, "number of entries in a table"),
    descriptorOffset: count(28, "descriptor's sector", largestCapacity),
    descriptorSectors: count(36, "descriptor's size in sectors", 2048),
    directoryOffset: directory === directoryAtEnd ? undefined : count(56, "directory's sector", largestCapacity),
    overhead: count(64, "overhead", largestCapacity),
  };
}

function powerOfTwo(value: number, least: number, what: string): number {
  if (value < least || value > 512 || (value & (value - 1)) !== 0) throw invalid(`its ${what} is ${value}`);
  return value;
}
