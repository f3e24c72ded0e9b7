import type { BoundedSource } from "./bounded-source.ts";
import { isZero, latin1, uint16, uint32, uint64 } from "./bytes.ts";

const sectorSize = 512;
/** Where boot.img keeps the sector of the core image (GRUB_BOOT_MACHINE_KERNEL_SECTOR). */
const coreSectorAt = 0x5c;
/** The core image's first sector ends in a list of where the rest is, last record first. */
const lastBlockListAt = 0x1f4;
const firstBlockListAt = 0x100;
const blockListBytes = 12;

/** A stretch of the disk, in bytes. */
export interface Stretch {
  readonly offset: number;
  readonly sizeBytes: number;
}

/**
 * Whether a master boot record's code is GRUB's and the core image that it jumps to is there, inside `room`.
 * Resolves with what is wrong, or undefined.
 */
export async function findGrubFault(source: BoundedSource, room: readonly Stretch[]): Promise<string | undefined> {
  const mbr = await source.read(0, sectorSize, "the master boot record");
  if (uint16(mbr, 510) !== 0xaa55) return "the first sector is no boot record";
  if (isZero(mbr.subarray(0, 440))) return "there is no boot code in the first sector";
  if (!latin1(mbr, 0, sectorSize).includes("GRUB")) return "the boot code in the first sector is not GRUB's";
  const core = uint64(mbr, coreSectorAt) * sectorSize;
  const where = `sector ${core / sectorSize}, where GRUB's boot code looks for its core image,`;
  if (!isInside(room, core, sectorSize)) return `${where} is neither in a BIOS boot partition nor before the first one`;
  const first = await source.read(core, sectorSize, "GRUB's core image");
  if (!latin1(first, 0, sectorSize).includes("loading")) return `${where} does not begin a core image`;
  const rest = blockList(first);
  if (rest.length === 0) return "GRUB's core image has no list of its own blocks";
  for (const stretch of rest) {
    if (!isInside(room, stretch.offset, stretch.sizeBytes)) return "GRUB's core image reaches out of its place";
    const sector = await source.read(stretch.offset, sectorSize, "GRUB's core image");
    if (isZero(sector)) return "GRUB's core image is empty after its first sector";
  }
  return undefined;
}

function blockList(sector: Uint8Array): Stretch[] {
  const list: Stretch[] = [];
  for (let at = lastBlockListAt; at >= firstBlockListAt; at -= blockListBytes) {
    const sectors = uint16(sector, at + 8);
    if (sectors === 0) break;
    list.push({ offset: uint64(sector, at) * sectorSize, sizeBytes: sectors * sectorSize });
  }
  return list;
}

function isInside(room: readonly Stretch[], offset: number, length: number): boolean {
  return room.some((at) => offset >= at.offset && offset + length <= at.offset + at.sizeBytes);
}

/** A variable of a GRUB environment block (`grubenv`); undefined when it is not set. */
export function grubVariable(block: Uint8Array, name: string): string | undefined {
  const lines = Buffer.from(block).toString("utf8").split("\n");
  return lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The machine that a PE image is for, when the bytes begin one that firmware can start; undefined otherwise. */
export function efiMachine(bytes: Uint8Array): number | undefined {
  if (bytes.length < 64 || latin1(bytes, 0, 2) !== "MZ") return undefined;
  const header = uint32(bytes, 0x3c);
  if (header + 94 > bytes.length || latin1(bytes, header, 4) !== "PE\0\0") return undefined;
  const subsystem = uint16(bytes, header + 92); // of the optional header, at the same place in both of its forms
  return subsystem === 10 ? uint16(bytes, header + 4) : undefined;
}
