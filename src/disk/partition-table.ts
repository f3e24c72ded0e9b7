import { type BoundedSource, invalid } from "./bounded-source.ts";
import { isFatBootSector } from "./fat/boot-sector.ts";
import { readGpt } from "./gpt.ts";
import { mbrSectorSize, parseMbr, readMbrPartitions } from "./mbr.ts";
import type { PartitionTable } from "./partition.ts";

/**
 * How a disk is divided. A disk that is one file system from its first sector has no table.
 *
 * @throws {EdgelabError} DISK_INVALID when a table is there and cannot be trusted
 */
export async function readPartitionTable(source: BoundedSource): Promise<PartitionTable> {
  const none: PartitionTable = { kind: "none", diskGuid: undefined, partitions: [], notes: [] };
  if (source.size < mbrSectorSize) return none;
  const first = await source.read(0, mbrSectorSize, "the first sector");
  const mbr = isFatBootSector(first) ? undefined : parseMbr(first);
  const isPlain = mbr && !mbr.isProtective && mbr.entries.some((entry) => entry);
  if (isPlain) return readMbrPartitions(source, mbr);
  const gpt = await readGpt(source);
  if (gpt) return mbr?.isProtective ? gpt : { ...gpt, notes: [...gpt.notes, "its GPT has no protective MBR"] };
  if (mbr?.isProtective) throw invalid("its first sector announces a GPT, and there is none");
  return none;
}
