import { sectorSize, viewOf, writeBoth16, writeBoth32 } from "./sector.ts";

/** Length of a record before its name. */
export const recordHeader = 33;
export const directoryFlag = 0x02;
/** Set on all records of a file but the last when it needs several. */
export const moreExtentsFlag = 0x80;

/** Names of the first two records of every directory. */
export const selfName = new Uint8Array([0]);
export const parentName = new Uint8Array([1]);

/** One entry of a directory (ECMA-119, 9.1). */
export interface DirectoryRecord {
  readonly name: Uint8Array;
  /** First sector. */
  readonly extent: number;
  /** In bytes. */
  readonly size: number;
  readonly isDirectory: boolean;
  /** The file goes on in the next record. */
  readonly moreExtents?: boolean;
  /** Rock Ridge fields, as they are on the volume. */
  readonly systemUse?: Uint8Array | undefined;
}

export function recordLength(nameLength: number, systemUseLength = 0): number {
  return even(recordHeader + nameLength) + even(systemUseLength);
}

export function encodeRecord(record: DirectoryRecord, date: Date): Uint8Array {
  const systemUse = record.systemUse ?? new Uint8Array();
  const bytes = new Uint8Array(recordLength(record.name.length, systemUse.length));
  const view = viewOf(bytes);
  bytes[0] = bytes.length;
  writeBoth32(view, 2, record.extent);
  writeBoth32(view, 10, record.size);
  bytes.set(encodeRecordDate(date), 18);
  bytes[25] = (record.isDirectory ? directoryFlag : 0) | (record.moreExtents ? moreExtentsFlag : 0);
  writeBoth16(view, 28, 1);
  bytes[32] = record.name.length;
  bytes.set(record.name, recordHeader);
  bytes.set(systemUse, even(recordHeader + record.name.length));
  return bytes;
}

/** Puts records one after the other; one that would cross a sector starts the next (ECMA-119, 6.8.1.1). */
export function packRecords(records: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(packedSize(records.map((record) => record.length)));
  let at = 0;
  for (const record of records) {
    at = placeRecord(at, record.length);
    bytes.set(record, at);
    at += record.length;
  }
  return bytes;
}

/** Bytes that records of these lengths occupy as a directory: whole sectors, at least one. */
export function packedSize(lengths: readonly number[]): number {
  const end = lengths.reduce((at, length) => placeRecord(at, length) + length, 0);
  return Math.max(1, Math.ceil(end / sectorSize)) * sectorSize;
}

function placeRecord(at: number, length: number): number {
  const left = sectorSize - (at % sectorSize);
  return length > left ? at + left : at;
}

/** Seven bytes: years since 1900, month, day, hour, minute, second, quarter hours from UTC. */
function encodeRecordDate(date: Date): Uint8Array {
  return new Uint8Array([
    date.getUTCFullYear() - 1900,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    0,
  ]);
}

function even(length: number): number {
  return length + (length % 2);
}
