import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { sectorSize, viewOf } from "./sector.ts";

/** Units of partition tables, in bytes. */
const block = 512;
const blocksPerSector = sectorSize / block;
const entrySize = 128;
const entryCount = 128;
const entryBlocks = (entryCount * entrySize) / block;
/** The system area ends here; partitions begin no earlier, as in what grub-mkrescue makes. */
const firstUsable = 64;
/** EFI System Partition, as a GPT stores the GUID. */
export const espType = Uint8Array.from(Buffer.from("28732ac11ff8d211ba4b00a0c93ec93b", "hex"));

/** Sectors that the copy of the table needs at the end of the volume. */
export const backupSectors = Math.ceil((entryBlocks + 1) / blocksPerSector);

export interface HybridTables {
  /** Sectors of the whole volume, the copy of the table included. */
  readonly sectors: number;
  /** Where the image is that EFI firmware shall take for a partition. */
  readonly esp?: { readonly sector: number; readonly sizeBytes: number } | undefined;
  /** Code for the first block, at most 440 bytes of it are used. @default none: BIOSes do not start from it */
  readonly code?: Uint8Array | undefined;
  /** Sector of the BIOS boot image, to be told to GRUB's `boot_hybrid.img`. */
  readonly grub2Core?: number | undefined;
  /** The GUIDs are derived from it. */
  readonly seed: string;
}

/**
 * What makes a disk of the same bytes bootable: a protective MBR with boot code, and a GPT.
 *
 * @returns the first 16 sectors, and the last {@link backupSectors} of the volume
 * @see UEFI specification, 5.2.3 and 5.3; xorrisofs(1), --grub2-mbr and --protective-msdos-label
 */
export function encodeHybrid(tables: HybridTables): { systemArea: Uint8Array; backup: Uint8Array } {
  const blocks = tables.sectors * blocksPerSector;
  const entries = encodeEntries(tables);
  const header = (own: number, other: number, entriesAt: number) =>
    encodeHeader({ own, other, entriesAt, blocks, entries, guid: guidFrom(tables.seed, "disk") });

  const systemArea = new Uint8Array(firstUsable * block);
  systemArea.set(encodeMbr(tables, blocks));
  systemArea.set(header(1, blocks - 1, 2), block);
  systemArea.set(entries, 2 * block);

  const backup = new Uint8Array(backupSectors * sectorSize);
  backup.set(entries, backup.length - block - entries.length);
  backup.set(header(blocks - 1, 1, blocks - 1 - entryBlocks), backup.length - block);
  return { systemArea, backup };
}

function encodeMbr({ code, grub2Core, seed }: HybridTables, blocks: number): Uint8Array {
  const bytes = new Uint8Array(block);
  const view = viewOf(bytes);
  bytes.set(code?.subarray(0, 440) ?? []);
  if (grub2Core !== undefined) view.setBigUint64(0x1b0, BigInt(grub2Core) * 4n + 4n, true);
  bytes.set(guidFrom(seed, "mbr").subarray(0, 4), 440);
  // one partition over everything, so that nobody takes the disk for empty
  bytes.set([0, 0, 2, 0, 0xee, 0xff, 0xff, 0xff], 446);
  view.setUint32(454, 1, true);
  view.setUint32(458, Math.min(blocks - 1, 0xffff_ffff), true);
  bytes.set([0x55, 0xaa], 510);
  return bytes;
}

function encodeEntries({ esp, seed }: HybridTables): Uint8Array {
  const bytes = new Uint8Array(entryCount * entrySize);
  if (!esp) return bytes;
  const view = viewOf(bytes);
  const first = esp.sector * blocksPerSector;
  bytes.set(espType);
  bytes.set(guidFrom(seed, "esp"), 16);
  view.setBigUint64(32, BigInt(first), true);
  view.setBigUint64(40, BigInt(first + Math.ceil(esp.sizeBytes / block) - 1), true);
  view.setBigUint64(48, 1n, true); // required for the platform to function
  bytes.set(Buffer.from("EFI boot partition", "utf16le"), 56);
  return bytes;
}

function encodeHeader(at: {
  readonly own: number;
  readonly other: number;
  readonly entriesAt: number;
  readonly blocks: number;
  readonly entries: Uint8Array;
  readonly guid: Uint8Array;
}): Uint8Array {
  const bytes = new Uint8Array(block);
  const view = viewOf(bytes);
  bytes.set(Buffer.from("EFI PART", "latin1"));
  view.setUint32(8, 0x0001_0000, true);
  view.setUint32(12, 92, true);
  const lastUsable = at.blocks - 2 - entryBlocks;
  [at.own, at.other, firstUsable, lastUsable].forEach((value, index) =>
    view.setBigUint64(24 + index * 8, BigInt(value), true),
  );
  bytes.set(at.guid, 56);
  view.setBigUint64(72, BigInt(at.entriesAt), true);
  view.setUint32(80, entryCount, true);
  view.setUint32(84, entrySize, true);
  view.setUint32(88, crc32(at.entries), true);
  view.setUint32(16, crc32(bytes.subarray(0, 92)), true);
  return bytes;
}

/** Random enough to be nobody else's, and the same for the same volume. */
function guidFrom(seed: string, purpose: string): Uint8Array {
  const bytes = createHash("sha256").update(`${purpose}\0${seed}`).digest().subarray(0, 16);
  bytes[7] = (bytes[7]! & 0x0f) | 0x80; // version 8, of which the first three groups are little-endian
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes;
}
