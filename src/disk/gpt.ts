import { crc32 } from "node:zlib";
import { type BoundedSource, invalid } from "./bounded-source.ts";
import { isZero, latin1, mixedEndianGuid, uint32, uint64, utf16UntilNul } from "./bytes.ts";
import { checkPlaces, type Partition, type PartitionTable } from "./partition.ts";

const signature = "EFI PART";
/** The least that a header has (UEFI 2.10, table 5-5). */
const headerBytes = 92;
/** Far above the 128 entries of every common tool. */
const limits = { entries: 1024, entryBytes: 4096, tableBytes: 1 << 20 };

interface Copy {
  readonly table: { readonly diskGuid: string; readonly partitions: readonly Partition[] };
  readonly entriesDigest: number;
  /** LBA of the other copy. */
  readonly alternate: number;
}

/**
 * The GPT of a disk with 512- or 4096-byte sectors; the backup's when the primary is damaged. Digests are checked.
 * undefined when neither copy has so much as its signature.
 *
 * @throws {EdgelabError} DISK_INVALID when there is one and both copies are damaged
 */
export async function readGpt(source: BoundedSource): Promise<PartitionTable | undefined> {
  const reasons: string[] = [];
  for (const sectorSize of [512, 4096]) {
    const last = Math.floor(source.size / sectorSize) - 1;
    if (last < 2) continue;
    const primary = await readCopy(source, sectorSize, 1);
    const elsewhere = typeof primary === "object" && primary.alternate !== last ? primary.alternate : last;
    const backup = await readCopy(source, sectorSize, elsewhere);
    const chosen = typeof primary === "object" ? primary : typeof backup === "object" ? backup : undefined;
    if (chosen) {
      const notes = [...compare(primary, backup), ...checkPlaces(chosen.table.partitions, source.size)];
      if (elsewhere !== last)
        notes.push("the backup partition table is not at the end: the disk has been grown or cut");
      return { kind: "gpt", ...chosen.table, notes };
    }
    for (const reason of [primary, backup]) if (typeof reason === "string") reasons.push(reason);
  }
  if (reasons.length > 0) throw invalid(`its partition table is damaged: ${reasons.join("; ")}`);
  return undefined;
}

function compare(primary: Copy | string | undefined, backup: Copy | string | undefined): string[] {
  if (typeof primary !== "object") return [`the backup partition table was used: ${primary ?? "there is no primary"}`];
  if (typeof backup !== "object") return [backup ?? "there is no backup partition table"];
  const differ = primary.entriesDigest !== backup.entriesDigest || primary.table.diskGuid !== backup.table.diskGuid;
  return differ ? ["the two copies of the partition table differ"] : [];
}

/** A sound copy, or why it is not, or undefined when nothing there claims to be one. */
async function readCopy(source: BoundedSource, sectorSize: number, lba: number): Promise<Copy | string | undefined> {
  const where = lba === 1 ? "the primary" : "the backup";
  if ((lba + 1) * sectorSize > source.size) return `${where} partition table is said to be beyond the end`;
  const sector = await source.read(lba * sectorSize, sectorSize, `${where} partition table`);
  if (latin1(sector, 0, 8) !== signature) return undefined;
  const size = uint32(sector, 12);
  if (size < headerBytes || size > sectorSize) return `${where} header says it has ${size} bytes`;
  const header = Uint8Array.from(sector.subarray(0, size));
  header.fill(0, 16, 20);
  if (crc32(header) !== uint32(sector, 16)) return `${where} header does not have the digest it states`;
  if (uint64(sector, 24) !== lba) return `${where} header says it is in sector ${uint64(sector, 24)}`;
  const [entriesAt, count, entryBytes] = [uint64(sector, 72) * sectorSize, uint32(sector, 80), uint32(sector, 84)];
  const tableBytes = count * entryBytes;
  if (count > limits.entries || entryBytes < 128 || entryBytes > limits.entryBytes || entryBytes % 8 !== 0) {
    return `${where} header announces ${count} entries of ${entryBytes} bytes`;
  }
  if (tableBytes > limits.tableBytes || entriesAt + tableBytes > source.size) {
    return `${where} list of partitions does not fit on the disk`;
  }
  const entries = await source.read(entriesAt, tableBytes, `${where} list of partitions`);
  const entriesDigest = crc32(entries);
  if (entriesDigest !== uint32(sector, 88)) return `${where} list of partitions does not have the digest it states`;
  const table = { diskGuid: mixedEndianGuid(sector, 56), partitions: [...parse(entries, entryBytes, sectorSize)] };
  return { table, entriesDigest, alternate: uint64(sector, 32) };
}

function* parse(entries: Uint8Array, entryBytes: number, sectorSize: number): Generator<Partition> {
  for (let number = 1; number * entryBytes <= entries.length; number += 1) {
    const entry = entries.subarray((number - 1) * entryBytes, number * entryBytes);
    if (isZero(entry.subarray(0, 16))) continue;
    const [first, last] = [uint64(entry, 32), uint64(entry, 40)];
    if (last < first) throw invalid(`partition ${number} ends in sector ${last}, before it begins in ${first}`);
    yield {
      number,
      name: utf16UntilNul(entry.subarray(56, 128)),
      typeGuid: mixedEndianGuid(entry, 0),
      guid: mixedEndianGuid(entry, 16),
      mbrType: undefined,
      offset: first * sectorSize,
      sizeBytes: (last - first + 1) * sectorSize,
    };
  }
}
