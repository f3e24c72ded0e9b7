import { invalid } from "../bounded-source.ts";
import { latin1, uint16, uint32, utf16UntilNul } from "../bytes.ts";
import { directoryLimits, isSafeName } from "../file-system.ts";

const recordBytes = 32;
const attribute = { volumeId: 0x08, directory: 0x10, longName: 0x0f };
const lowerCase = { base: 0x08, extension: 0x10 };

export interface FatEntry {
  readonly name: string;
  /** The 8.3 name, by which the entry is found as well. */
  readonly shortName: string;
  readonly isDirectory: boolean;
  readonly firstCluster: number;
  readonly size: number;
}

export interface FatDirectory {
  readonly entries: readonly FatEntry[];
  /** Of the volume entry, which a root directory may have; padded to 11 characters. */
  readonly volumeLabel: string | undefined;
}

/**
 * The records of a directory (FAT specification 1.03, sections 6 and 7): long names where their digest fits.
 *
 * @throws {EdgelabError} DISK_INVALID when a name could lead out of its directory, or there are too many
 */
export function parseDirectory(bytes: Uint8Array, path: string): FatDirectory {
  const entries: FatEntry[] = [];
  let volumeLabel: string | undefined;
  let long = new LongName();
  for (let at = 0; at + recordBytes <= bytes.length; at += recordBytes) {
    const record = bytes.subarray(at, at + recordBytes);
    if (record[0] === 0) break;
    const attributes = record[11]! & 0x3f;
    if (record[0] === 0xe5) {
      long = new LongName();
    } else if (attributes === attribute.longName) {
      long.add(record);
    } else {
      const name = long.finish(record);
      long = new LongName();
      if (attributes & attribute.volumeId) volumeLabel ??= latin1(record, 0, 11);
      else if (!isSelfOrParent(record)) entries.push(toEntry(record, name, path));
    }
    if (entries.length > directoryLimits.entries) throw invalid(`${path} has too many entries`);
  }
  return { entries, volumeLabel };
}

function isSelfOrParent(record: Uint8Array): boolean {
  return /^\.\.? +$/.test(latin1(record, 0, 11));
}

function toEntry(record: Uint8Array, longName: string | undefined, path: string): FatEntry {
  const shortName = parseShortName(record);
  const name = longName ?? shortName;
  if (!isSafeName(name) || !isSafeName(shortName)) {
    throw invalid(`${path} has an entry named ${JSON.stringify(name)}, which no file can have`);
  }
  return {
    name,
    shortName,
    isDirectory: (record[11]! & attribute.directory) !== 0,
    firstCluster: uint16(record, 20) * 0x1_0000 + uint16(record, 26),
    size: uint32(record, 28),
  };
}

function parseShortName(record: Uint8Array): string {
  const raw = Uint8Array.from(record.subarray(0, 11));
  if (raw[0] === 0x05) raw[0] = 0xe5; // 0xe5 itself marks a free record
  const [base, extension] = [latin1(raw, 0, 8).trimEnd(), latin1(raw, 8, 3).trimEnd()];
  const flags = record[12]!;
  const shownBase = flags & lowerCase.base ? base.toLowerCase() : base;
  const shownExtension = flags & lowerCase.extension ? extension.toLowerCase() : extension;
  return shownExtension === "" ? shownBase : `${shownBase}.${shownExtension}`;
}

/** A name spread over the records before the one it belongs to, last part first. */
class LongName {
  #parts: string[] = [];
  #next = 0;
  #digest = 0;
  #isBroken = false;

  add(record: Uint8Array): void {
    const order = record[0]! & 0x3f;
    if (record[0]! & 0x40) {
      this.#parts = [];
      this.#digest = record[13]!;
      this.#isBroken = order === 0 || order > 20;
    } else if (order !== this.#next || record[13] !== this.#digest) this.#isBroken = true;
    if (this.#isBroken) return;
    this.#next = order - 1;
    const units = Buffer.concat([record.subarray(1, 11), record.subarray(14, 26), record.subarray(28, 32)]);
    this.#parts.unshift(utf16UntilNul(units));
  }

  /** undefined when there was none, or it belongs to something that is no longer there. */
  finish(record: Uint8Array): string | undefined {
    if (this.#isBroken || this.#parts.length === 0 || this.#next !== 0) return undefined;
    return digestOf(record) === this.#digest ? this.#parts.join("") : undefined;
  }
}

function digestOf(record: Uint8Array): number {
  let sum = 0;
  for (const byte of record.subarray(0, 11)) sum = (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff;
  return sum;
}
