import { formatUuid, swapUuid } from "../core/uuid.ts";
import type { BoundedSource } from "./bounded-source.ts";
import { viewOf } from "./sector.ts";

export interface DiskPartition {
  readonly table: "mbr" | "gpt";
  /** Counted from 1. */
  readonly number: number;
  /** Two hex digits of an MBR; the GUID of a GPT, lower case. */
  readonly type: string;
  /** In bytes, as the table says: it may lie outside the image. */
  readonly offset: number;
  readonly sizeBytes: number;
}

const block = 512;
/** Entries of a GPT that are read; firmware makes 128. */
const mostEntries = 256;
const espGuid = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

/** Whether EFI firmware looks for its loader there. */
export function isEfi({ type }: DiskPartition): boolean {
  return type === "ef" || type === espGuid;
}

/**
 * The partition tables of a hybrid image, as they are. Nothing is refused: isohybrid makes tables whose partitions
 * overlap, with check sums that nobody updated when the image was changed.
 */
export async function readPartitions(source: BoundedSource): Promise<DiskPartition[]> {
  const start = await source.readAt(0, Math.min(source.size, 2 * block), "the system area");
  if (start[510] !== 0x55 || start[511] !== 0xaa) return [];
  return [...mbrPartitions(start), ...(await gptPartitions(source, start.subarray(block)))];
}

function mbrPartitions(mbr: Uint8Array): DiskPartition[] {
  const view = viewOf(mbr);
  return [446, 462, 478, 494].flatMap((at, index) => {
    const [type, first, count] = [mbr[at + 4]!, view.getUint32(at + 8, true), view.getUint32(at + 12, true)];
    if (type === 0 || count === 0) return [];
    const name = type.toString(16).padStart(2, "0");
    return [{ table: "mbr" as const, number: index + 1, type: name, offset: first * block, sizeBytes: count * block }];
  });
}

async function gptPartitions(source: BoundedSource, header: Uint8Array): Promise<DiskPartition[]> {
  if (Buffer.from(header.subarray(0, 8)).toString("latin1") !== "EFI PART") return [];
  const view = viewOf(header);
  const [firstBlock, entryBytes] = [Number(view.getBigUint64(72, true)), view.getUint32(84, true)];
  const offset = firstBlock * block;
  if (entryBytes < 128 || entryBytes > 4096 || offset >= source.size) return [];
  const wanted = Math.min(view.getUint32(80, true), mostEntries) * entryBytes;
  const entries = await source.readAt(offset, Math.min(wanted, source.size - offset), "the partition table");
  const found: DiskPartition[] = [];
  for (let at = 0; at + 128 <= entries.length; at += entryBytes) {
    const entry = viewOf(entries.subarray(at, at + 128));
    const type = swapUuid(formatUuid(entries.subarray(at, at + 16)));
    const [first, last] = [Number(entry.getBigUint64(32, true)), Number(entry.getBigUint64(40, true))];
    if (/^[0-]+$/.test(type) || last < first) continue;
    const sizeBytes = (last - first + 1) * block;
    found.push({ table: "gpt", number: at / entryBytes + 1, type, offset: first * block, sizeBytes });
  }
  return found;
}
