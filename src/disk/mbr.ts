import { type BoundedSource, invalid } from "./bounded-source.ts";
import { uint16, uint32 } from "./bytes.ts";
import { checkPlaces, type Partition, type PartitionTable } from "./partition.ts";

export const mbrSectorSize = 512;
const [tableAt, entryBytes, entryCount] = [446, 16, 4];
const protectiveType = 0xee;
const extendedTypes = [0x05, 0x0f, 0x85];
/** As many logical partitions as Linux makes devices for, and more. */
const logicalLimit = 128;

interface Entry {
  readonly type: number;
  readonly firstSector: number;
  readonly sectors: number;
}

export interface Mbr {
  /** It says that the real table is a GPT. */
  readonly isProtective: boolean;
  readonly entries: readonly (Entry | undefined)[];
}

/** What a first sector says about partitions; undefined when it is not a master boot record. */
export function parseMbr(sector: Uint8Array): Mbr | undefined {
  if (uint16(sector, 510) !== 0xaa55) return undefined;
  const entries = Array.from({ length: entryCount }, (_, index) => parseEntry(sector, tableAt + index * entryBytes));
  if (entries.some((entry) => entry === "nonsense")) return undefined;
  const real = entries.map((entry) => (entry === "nonsense" ? undefined : entry));
  return { isProtective: real.some((entry) => entry?.type === protectiveType), entries: real };
}

function parseEntry(sector: Uint8Array, at: number): Entry | undefined | "nonsense" {
  if ((sector[at]! & 0x7f) !== 0) return "nonsense"; // only "active" or nothing
  const entry = { type: sector[at + 4]!, firstSector: uint32(sector, at + 8), sectors: uint32(sector, at + 12) };
  return entry.type === 0 || entry.sectors === 0 ? undefined : entry;
}

/**
 * The partitions of a plain MBR, the logical ones too.
 *
 * @throws {EdgelabError} DISK_INVALID when the chain of logical partitions runs in a circle or out of the disk
 */
export async function readMbrPartitions(source: BoundedSource, mbr: Mbr): Promise<PartitionTable> {
  const partitions: Partition[] = [];
  for (const [index, entry] of mbr.entries.entries()) {
    if (entry && !extendedTypes.includes(entry.type)) partitions.push(toPartition(index + 1, entry, 0));
  }
  const extended = mbr.entries.find((entry) => entry && extendedTypes.includes(entry.type));
  if (extended) partitions.push(...(await readLogical(source, extended)));
  return { kind: "mbr", diskGuid: undefined, partitions, notes: checkPlaces(partitions, source.size) };
}

/** Each logical partition has a sector of its own that names it and where the next such sector is. */
async function readLogical(source: BoundedSource, extended: Entry): Promise<Partition[]> {
  const partitions: Partition[] = [];
  const visited = new Set<number>();
  for (let at: number | undefined = extended.firstSector; at !== undefined; ) {
    if (visited.has(at)) throw invalid("its logical partitions run in a circle");
    if (visited.size === logicalLimit) throw invalid(`it has more than ${logicalLimit} logical partitions`);
    visited.add(at);
    const sector = await source.read(at * mbrSectorSize, mbrSectorSize, "the list of logical partitions");
    const record = parseMbr(sector);
    if (!record) throw invalid(`sector ${at} names no logical partition`);
    const [own, next] = record.entries;
    if (own) partitions.push(toPartition(entryCount + partitions.length + 1, own, at));
    at = next && extendedTypes.includes(next.type) ? extended.firstSector + next.firstSector : undefined;
  }
  return partitions;
}

function toPartition(number: number, entry: Entry, base: number): Partition {
  return {
    number,
    name: "",
    typeGuid: undefined,
    guid: undefined,
    mbrType: entry.type,
    offset: (base + entry.firstSector) * mbrSectorSize,
    sizeBytes: entry.sectors * mbrSectorSize,
  };
}
