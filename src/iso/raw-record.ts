import { type BoundedSource, invalid } from "./bounded-source.ts";
import { directoryFlag, recordHeader } from "./directory-record.ts";
import { readBoth32, sectorSize, viewOf } from "./sector.ts";

/** Where a directory or a part of a file is. */
export interface Place {
  /** First sector. */
  readonly extent: number;
  /** In bytes. */
  readonly size: number;
}

/** A directory record as it is on the volume. */
export interface RawRecord extends Place {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly isDirectory: boolean;
  /** Its parts are spread over the volume with gaps between them, which no reader of today supports. */
  readonly isInterleaved: boolean;
  readonly systemUse: Uint8Array;
}

/** @throws {EdgelabError} ISO_INVALID when it contradicts itself */
export function parseRecord(bytes: Uint8Array): RawRecord {
  const view = viewOf(bytes);
  const [extent, size] = [readBoth32(view, 2), readBoth32(view, 10)];
  if (extent === undefined || size === undefined) throw invalid("a directory record contradicts itself in byte order");
  const flags = bytes[25]!;
  const nameLength = bytes[32]!;
  const nameEnd = recordHeader + nameLength;
  if (nameLength === 0 || nameEnd > bytes.length) throw invalid("a directory record is shorter than its name");
  return {
    extent: extent + bytes[1]!, // an extended attribute record comes before the data
    size,
    flags,
    isDirectory: (flags & directoryFlag) !== 0,
    isInterleaved: bytes[26] !== 0 || bytes[27] !== 0,
    name: bytes.subarray(recordHeader, nameEnd),
    systemUse: bytes.subarray(Math.min(nameEnd + (nameEnd % 2), bytes.length)),
  };
}

/** The first record of a directory, which is the directory itself: its true size, and the volume's extensions. */
export async function readSelf(source: BoundedSource, place: Place): Promise<RawRecord> {
  const sector = await source.read(place.extent, Math.min(place.size, sectorSize), "a directory");
  const length = sector[0] ?? 0;
  if (length <= recordHeader || length > sector.length) throw invalid("a directory does not begin with itself");
  return parseRecord(sector.subarray(0, length));
}

/** The records of a directory but its first two, which are itself and its parent. */
export function* recordsOf(directory: Uint8Array): Generator<RawRecord> {
  for (let at = 0; at < directory.length; ) {
    const length = directory[at]!;
    const sectorEnd = at - (at % sectorSize) + sectorSize;
    if (length === 0) {
      at = sectorEnd;
      continue;
    }
    const end = at + length;
    if (length <= recordHeader || end > sectorEnd || end > directory.length) {
      throw invalid("a directory record crosses the end of its sector");
    }
    const record = parseRecord(directory.subarray(at, end));
    if (!(record.name.length === 1 && record.name[0]! <= 1)) yield record;
    at = end;
  }
}
