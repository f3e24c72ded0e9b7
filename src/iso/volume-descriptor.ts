import { encodeRecord, selfName } from "./directory-record.ts";
import { sectorSize, viewOf, writeBoth16, writeBoth32 } from "./sector.ts";

/** Where one directory hierarchy is: the primary one, or Joliet's. */
export interface Hierarchy {
  readonly root: { readonly extent: number; readonly size: number };
  readonly pathTableSize: number;
  readonly littleEndianPathTable: number;
  readonly bigEndianPathTable: number;
}

export interface VolumeDescriptor extends Hierarchy {
  readonly volumeId: string;
  /** Sectors of the whole volume. */
  readonly volumeSpace: number;
  readonly date: Date;
  readonly joliet: boolean;
}

/** Primary or, with `joliet`, supplementary volume descriptor (ECMA-119, 8.4 and 8.5). */
export function encodeVolumeDescriptor(volume: VolumeDescriptor): Uint8Array {
  const bytes = new Uint8Array(sectorSize);
  const view = viewOf(bytes);
  // Space-padded as the standard wants: readers that trim white space would keep NULs in the label.
  const text = (offset: number, length: number, value: string) =>
    bytes.set(volume.joliet ? jolietText(value, length) : asciiText(value, length), offset);

  bytes[0] = volume.joliet ? 2 : 1;
  bytes.set(asciiText("CD001", 5), 1);
  bytes[6] = 1;
  text(8, 32, volume.joliet ? "" : "LINUX");
  text(40, 32, volume.volumeId);
  writeBoth32(view, 80, volume.volumeSpace);
  if (volume.joliet) bytes.set(asciiText("%/E", 3), 88);
  writeBoth16(view, 120, 1);
  writeBoth16(view, 124, 1);
  writeBoth16(view, 128, sectorSize);
  writeBoth32(view, 132, volume.pathTableSize);
  view.setUint32(140, volume.littleEndianPathTable, true);
  view.setUint32(148, volume.bigEndianPathTable, false);
  bytes.set(encodeRecord({ name: selfName, ...volume.root, isDirectory: true }, volume.date), 156);
  for (const offset of [190, 318, 446]) text(offset, 128, "");
  text(574, 128, "EDGELAB");
  for (const offset of [702, 739, 776]) text(offset, 37, "");
  for (const offset of [813, 830]) bytes.set(volumeDate(volume.date), offset);
  for (const offset of [847, 864]) bytes.set(volumeDate(undefined), offset);
  bytes[881] = 1;
  return bytes;
}

export function encodeTerminator(): Uint8Array {
  const bytes = new Uint8Array(sectorSize);
  bytes[0] = 255;
  bytes.set(asciiText("CD001", 5), 1);
  bytes[6] = 1;
  return bytes;
}

/** Path table record (ECMA-119, 9.4): how some readers find directories without walking the tree. */
export interface PathTableEntry {
  readonly name: Uint8Array;
  readonly extent: number;
  /** Number of the parent in the table; the root is 1 and its own parent. */
  readonly parent: number;
}

export function encodePathTable(entries: readonly PathTableEntry[], littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(pathTableSize(entries.map((entry) => entry.name.length)));
  const view = viewOf(bytes);
  let at = 0;
  for (const { name, extent, parent } of entries) {
    bytes[at] = name.length;
    view.setUint32(at + 2, extent, littleEndian);
    view.setUint16(at + 6, parent, littleEndian);
    bytes.set(name, at + 8);
    at += pathTableSize([name.length]);
  }
  return bytes;
}

export function pathTableSize(nameLengths: readonly number[]): number {
  return nameLengths.reduce((size, length) => size + 8 + length + (length % 2), 0);
}

/** UCS-2 big-endian, as Joliet writes all text. */
export function ucs2(text: string): Uint8Array {
  return Buffer.from(text, "utf16le").swap16();
}

export function ucs2Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString("utf16le");
}

function asciiText(value: string, length: number): Uint8Array {
  return Buffer.from(value.padEnd(length, " ").slice(0, length), "latin1");
}

function jolietText(value: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(ucs2(value.padEnd(length >> 1, " ").slice(0, length >> 1)));
  return bytes;
}

/** Sixteen digits and the offset from UTC; unset is sixteen zeros (ECMA-119, 8.4.26.1). */
function volumeDate(date: Date | undefined): Uint8Array {
  const digits = date
    ? date
        .toISOString()
        .replaceAll(/[-T:.Z]/g, "")
        .slice(0, 16)
    : "0".repeat(16);
  return Buffer.concat([Buffer.from(digits, "latin1"), Buffer.alloc(1)]);
}
