import type { BoundedSource } from "./bounded-source.ts";
import { sectorSize, viewOf } from "./sector.ts";

/** Which firmware can start from the image. */
export interface BootSupport {
  readonly bios: boolean;
  readonly uefi: boolean;
}

const efiPlatform = 0xef;
const efiPartitionType = 0xef;
/** EFI System Partition, as GPT stores the GUID. */
const espGuid = "28732ac11ff8d211ba4b00a0c93ec93b";

/** Reads the El Torito catalog, and the partition table that makes hybrid images bootable from a disk. */
export async function readBootSupport(source: BoundedSource, catalogSector: number | undefined): Promise<BootSupport> {
  const platforms = catalogSector === undefined ? [] : await catalogPlatforms(source, catalogSector);
  return {
    bios: platforms.includes(0),
    uefi: platforms.includes(efiPlatform) || (await hasEfiPartition(source)),
  };
}

/** Platform of each bootable entry of the catalog (El Torito, section 2). */
async function catalogPlatforms(source: BoundedSource, sector: number): Promise<number[]> {
  const catalog = await source.read(sector, sectorSize, "the boot catalog");
  const view = viewOf(catalog);
  const isBootable = (entry: number) => catalog[entry] === 0x88;
  if (catalog[0] !== 1 || catalog[30] !== 0x55 || catalog[31] !== 0xaa) return [];
  const platforms = isBootable(32) ? [catalog[1]!] : [];
  for (let header = 64; header + 32 <= sectorSize && (catalog[header] === 0x90 || catalog[header] === 0x91); ) {
    const count = view.getUint16(header + 2, true);
    for (let entry = header + 32; entry + 32 <= sectorSize && entry <= header + count * 32; entry += 32) {
      if (isBootable(entry)) platforms.push(catalog[header + 1]!);
    }
    header += (count + 1) * 32;
  }
  return platforms;
}

async function hasEfiPartition(source: BoundedSource): Promise<boolean> {
  const start = await source.read(0, sectorSize, "the system area");
  if (start[510] !== 0x55 || start[511] !== 0xaa) return false;
  if ([446, 462, 478, 494].some((entry) => start[entry + 4] === efiPartitionType)) return true;
  const isGpt = Buffer.from(start.subarray(512, 520)).toString("latin1") === "EFI PART";
  return isGpt && Buffer.from(start.subarray(1024)).toString("hex").includes(espGuid);
}
