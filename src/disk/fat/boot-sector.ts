import { isPowerOfTwo, latin1, uint16, uint32 } from "../bytes.ts";

/** How a FAT volume is laid out. Everything in bytes from its start, but for clusters, which are counted from 2. */
export interface FatLayout {
  readonly bits: 12 | 16 | 32;
  readonly clusterBytes: number;
  readonly clusterCount: number;
  /** The first copy of the table, or the active one of FAT32. */
  readonly tableOffset: number;
  readonly tableBytes: number;
  readonly dataOffset: number;
  /** The fixed root directory of FAT12 and FAT16; of no bytes in FAT32. */
  readonly rootOffset: number;
  readonly rootBytes: number;
  /** The first cluster of FAT32's root directory; 0 otherwise. */
  readonly rootCluster: number;
  readonly label: string;
  /** Eight hex digits with a dash in the middle. */
  readonly serial: string;
  readonly isDirty: boolean;
}

/** Strict enough that a master boot record does not pass. */
export function isFatBootSector(sector: Uint8Array): boolean {
  return parseFatLayout(sector) !== undefined;
}

/** undefined when the sector is not the first of a FAT volume (FAT specification 1.03, section 3). */
export function parseFatLayout(sector: Uint8Array): FatLayout | undefined {
  const [sectorBytes, perCluster, reserved, copies] = [
    uint16(sector, 11),
    sector[13]!,
    uint16(sector, 14),
    sector[16]!,
  ];
  const media = sector[21]!;
  if (uint16(sector, 510) !== 0xaa55) return undefined;
  if (!isPowerOfTwo(sectorBytes) || sectorBytes < 512 || sectorBytes > 4096 || !isPowerOfTwo(perCluster))
    return undefined;
  if (reserved === 0 || copies === 0 || copies > 4 || (media !== 0xf0 && media < 0xf8)) return undefined;
  const [rootEntries, shortTable] = [uint16(sector, 17), uint16(sector, 22)];
  const sectors = uint16(sector, 19) || uint32(sector, 32);
  const isLong = shortTable === 0;
  const tableSectors = isLong ? uint32(sector, 36) : shortTable;
  const rootSectors = Math.ceil((rootEntries * 32) / sectorBytes);
  const dataSector = reserved + copies * tableSectors + rootSectors;
  const clusterCount = Math.floor((sectors - dataSector) / perCluster);
  if (tableSectors === 0 || clusterCount < 1 || (isLong && rootEntries !== 0)) return undefined;
  const bits = isLong ? 32 : clusterCount < 4085 ? 12 : 16;
  const tableBytes = tableSectors * sectorBytes;
  if ((clusterCount + 2) * bits > tableBytes * 8) return undefined;
  const active = isLong && (sector[40]! & 0x80) !== 0 ? sector[40]! & 0x0f : 0;
  const tail = isLong ? 64 : 36; // drive, flags, signature, serial, label
  const hasTail = sector[tail + 2] === 0x29;
  return {
    bits,
    clusterBytes: sectorBytes * perCluster,
    clusterCount,
    tableOffset: (reserved + Math.min(active, copies - 1) * tableSectors) * sectorBytes,
    tableBytes,
    dataOffset: dataSector * sectorBytes,
    rootOffset: (reserved + copies * tableSectors) * sectorBytes,
    rootBytes: rootEntries * 32,
    rootCluster: isLong ? uint32(sector, 44) & 0x0fff_ffff : 0,
    label: hasTail ? labelOf(latin1(sector, tail + 7, 11)) : "",
    serial: hasTail ? serialOf(uint32(sector, tail + 3)) : "",
    isDirty: (sector[tail + 1]! & 1) !== 0,
  };
}

/** Without padding; empty for the placeholder of volumes without a name. */
export function labelOf(padded: string): string {
  const label = padded.trimEnd();
  return label === "NO NAME" ? "" : label;
}

function serialOf(serial: number): string {
  const hex = serial.toString(16).padStart(8, "0").toUpperCase();
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}
