/** One entry of a partition table. */
export interface Partition {
  /** As Linux counts: `sda5` is 5. */
  readonly number: number;
  /** Of a GPT entry; empty in an MBR. */
  readonly name: string;
  /** Lower case; only in a GPT. */
  readonly typeGuid: string | undefined;
  /** Lower case, unique to the partition; only in a GPT. */
  readonly guid: string | undefined;
  /** Only in an MBR: 0x83 is Linux, 0xef an EFI system partition. */
  readonly mbrType: number | undefined;
  /** In bytes from the start of the disk. */
  readonly offset: number;
  readonly sizeBytes: number;
}

export interface PartitionTable {
  readonly kind: "gpt" | "mbr" | "none";
  /** Lower case; only of a GPT. */
  readonly diskGuid: string | undefined;
  /** In the order of their numbers. */
  readonly partitions: readonly Partition[];
  /** What is odd and did not stop the reading: a damaged copy, partitions that overlap or end beyond the disk. */
  readonly notes: readonly string[];
}

export const partitionTypes = {
  biosBoot: "21686148-6449-6e6f-744e-656564454649",
  efiSystem: "c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
} as const;

/** Overlaps, and ends beyond the end. */
export function checkPlaces(partitions: readonly Partition[], diskSize: number): string[] {
  const notes: string[] = [];
  let before: Partition | undefined;
  for (const partition of [...partitions].sort((one, other) => one.offset - other.offset)) {
    const end = partition.offset + partition.sizeBytes;
    if (end > diskSize) notes.push(`partition ${partition.number} ends at byte ${end}, but the disk has ${diskSize}`);
    if (before && before.offset + before.sizeBytes > partition.offset) {
      notes.push(`partitions ${before.number} and ${partition.number} overlap`);
    }
    if (!before || end > before.offset + before.sizeBytes) before = partition;
  }
  return notes;
}
