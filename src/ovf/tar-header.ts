import { invalid, shown } from "./invalid.ts";

export const tarBlock = 512;
/** The size field of ustar has eleven octal digits; above, GNU's base-256 is used, which vSphere reads. pax it does not. */
const maxOctalSize = 0o77777777777;
/** Same input, same archive. Not 1970: tar warns of that. */
const fixedTime = Date.UTC(2020, 0, 1) / 1000;

export interface TarHeader {
  readonly name: string;
  readonly sizeBytes: number;
  /** `0` is a regular file. */
  readonly type: string;
}

/** The header of a regular file with a plain name of at most 100 bytes. */
export function formatTarHeader({ name, sizeBytes }: Omit<TarHeader, "type">): Uint8Array {
  const header = Buffer.alloc(tarBlock);
  if (Buffer.byteLength(name) > 100)
    throw invalid(`the file name ${shown(name)} is longer than a tar archive can hold`);
  header.write(name, 0, "utf8");
  header.write("0000644\0", 100, "latin1");
  header.write("0000000\0", 108, "latin1");
  header.write("0000000\0", 116, "latin1");
  header.write(`${fixedTime.toString(8).padStart(11, "0")}\0`, 136, "latin1");
  header.write("0", 156, "latin1");
  if (sizeBytes <= maxOctalSize) {
    header.write(`${sizeBytes.toString(8).padStart(11, "0")}\0`, 124, "latin1");
    header.write("ustar\u000000", 257, "latin1");
  } else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(sizeBytes), 128);
    header.write("ustar  \0", 257, "latin1");
  }
  header.write("root", 265, "latin1");
  header.write("root", 297, "latin1");
  header.write(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}

/**
 * A header of ustar, GNU tar or the tar before both. A block of zeros is undefined: the end of the archive.
 *
 * @throws {EdgelabError} OVF_INVALID
 */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined {
  const header = Buffer.from(block.buffer, block.byteOffset, block.length);
  if (header.every((byte) => byte === 0)) return undefined;
  if (octal(header.subarray(148, 156)) !== checksum(header)) throw invalid("a header of its archive is damaged");
  const magic = header.toString("latin1", 257, 265);
  if (magic !== "ustar\u000000" && magic !== "ustar  \0" && !/^\0+$/.test(magic)) {
    throw invalid(`its archive has the format ${shown(magic)}, expected ustar or GNU tar`);
  }
  // a second name in front of the first one: some readers heed it and some do not
  if (header.subarray(345, 500).some((byte) => byte !== 0)) throw invalid("its archive has a member in a folder");
  return {
    name: utf8(header.subarray(0, 100)),
    sizeBytes: parseSize(header.subarray(124, 136)),
    type: header[156] === 0 ? "0" : String.fromCodePoint(header[156]!),
  };
}

/** Whether a file that begins so can be an archive at all. */
export function isTarHeader(block: Uint8Array): boolean {
  return block.length === tarBlock && octal(Buffer.from(block).subarray(148, 156)) === checksum(block);
}

function checksum(header: Uint8Array): number {
  // its own field counts as blanks
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

function parseSize(field: Buffer): number {
  if ((field[0]! & 0x80) === 0) {
    const size = octal(field);
    if (size === undefined) throw invalid("a size in its archive is no number");
    return size;
  }
  const isPositive = field[0] === 0x80;
  const value = BigInt(`0x${field.subarray(1).toString("hex")}`);
  if (!isPositive || value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid("a size in its archive is absurd");
  return Number(value);
}

function octal(field: Buffer): number | undefined {
  const text = /^ *([0-7]+)[ \0]*$/.exec(field.toString("latin1"))?.[1];
  return text === undefined ? undefined : Number.parseInt(text, 8);
}

function utf8(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? field.length : end);
}
