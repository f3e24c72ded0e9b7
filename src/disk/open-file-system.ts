import type { RandomAccess } from "../core/random-access.ts";
import { BoundedSource, invalid } from "./bounded-source.ts";
import { latin1 } from "./bytes.ts";
import { openExt } from "./ext/file-system.ts";
import { hasExtMagic } from "./ext/superblock.ts";
import { isFatBootSector } from "./fat/boot-sector.ts";
import { openFat } from "./fat/file-system.ts";
import type { FileSystem } from "./file-system.ts";

/** What edgelab knows by name and does not read: where its mark is, and the mark. */
const others: readonly (readonly [type: string, offset: number, mark: string])[] = [
  ["crypto_LUKS", 0, "LUKS\xba\xbe"],
  ["LVM2_member", 512, "LABELONE"],
  ["xfs", 0, "XFSB"],
  ["btrfs", 0x10040, "_BHRfS_M"],
  ["ntfs", 3, "NTFS    "],
  ["exfat", 3, "EXFAT   "],
  ["squashfs", 0, "hsqs"],
  ["swap", 4086, "SWAPSPACE2"],
  ["iso9660", 0x8001, "CD001"],
];

/** `ext` and `fat`, which can be opened, or one of those that cannot, by libblkid's name; undefined for neither. */
export async function fileSystemType(source: BoundedSource): Promise<string | undefined> {
  if (source.size >= 2048 && hasExtMagic(await source.read(1024, 1024, "a superblock"))) return "ext";
  for (const [type, offset, mark] of others) {
    if (offset + mark.length > source.size) continue;
    if (latin1(await source.read(offset, mark.length, "a mark"), 0, mark.length) === mark) return type;
  }
  if (source.size >= 512 && isFatBootSector(await source.read(0, 512, "a boot sector"))) return "fat";
  return undefined;
}

/**
 * Opens ext2, ext3, ext4, FAT12, FAT16 and FAT32 for reading: a partition, or a file that holds a file system.
 *
 * @throws {EdgelabError} DISK_INVALID when it is none of them, is damaged, or uses a feature that is named
 */
export async function openFileSystem(source: RandomAccess): Promise<FileSystem> {
  const bounded = new BoundedSource(source);
  const type = await fileSystemType(bounded);
  if (type === "ext") return openExt(bounded);
  if (type === "fat") return openFat(bounded);
  throw invalid(type === undefined ? "it holds no file system that edgelab knows" : `${type} is not read by edgelab`);
}
