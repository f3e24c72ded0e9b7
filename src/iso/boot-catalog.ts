import type { BoundedSource } from "./bounded-source.ts";
import { bootable, platforms } from "./el-torito.ts";
import { type DiskPartition, isEfi, readPartitions } from "./partition-tables.ts";
import { sectorSize, viewOf } from "./sector.ts";

export type { DiskPartition } from "./partition-tables.ts";

/** Which firmware can start from the image. */
export interface BootSupport {
  /** From CD. */
  readonly bios: boolean;
  /** From CD, or from a disk that holds the same bytes. */
  readonly uefi: boolean;
  /** Bootable entries of the El Torito catalog, in its order. */
  readonly images: readonly BootImage[];
  /** What a disk with these bytes has in its partition tables. They may overlap: isohybrid's do. */
  readonly partitions: readonly DiskPartition[];
}

export interface BootImage {
  readonly platform: "bios" | "efi" | "other";
  /** In bytes. */
  readonly offset: number;
  /** That the firmware loads; with EFI, 0 is all that follows. */
  readonly loadBytes: number;
}

/** Reads the El Torito catalog, and the partition tables that make hybrid images bootable from a disk. */
export async function readBootSupport(source: BoundedSource, catalogSector: number | undefined): Promise<BootSupport> {
  const images = catalogSector === undefined ? [] : await catalogImages(source, catalogSector);
  const partitions = await readPartitions(source);
  return {
    bios: images.some(({ platform }) => platform === "bios"),
    uefi: images.some(({ platform }) => platform === "efi") || partitions.some(isEfi),
    images,
    partitions,
  };
}

/** Bootable entries of the catalog (El Torito, section 2). An unsound catalog has none, as for a firmware. */
async function catalogImages(source: BoundedSource, sector: number): Promise<BootImage[]> {
  const catalog = await source.read(sector, sectorSize, "the boot catalog");
  const view = viewOf(catalog);
  const images: BootImage[] = [];
  const add = (entry: number, platform: number) => {
    if (catalog[entry] !== bootable) return;
    images.push({
      platform: platform === platforms.bios ? "bios" : platform === platforms.efi ? "efi" : "other",
      offset: view.getUint32(entry + 8, true) * sectorSize,
      loadBytes: view.getUint16(entry + 6, true) * 512,
    });
  };
  if (catalog[0] !== 1 || catalog[30] !== 0x55 || catalog[31] !== 0xaa) return [];
  add(32, catalog[1]!);
  for (let header = 64; header + 32 <= sectorSize && (catalog[header] === 0x90 || catalog[header] === 0x91); ) {
    const count = view.getUint16(header + 2, true);
    for (let entry = header + 32; entry + 32 <= sectorSize && entry <= header + count * 32; entry += 32) {
      add(entry, catalog[header + 1]!);
    }
    header += (count + 1) * 32;
  }
  return images;
}
