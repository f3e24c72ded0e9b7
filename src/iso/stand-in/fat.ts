const sectorBytes = 512;
const rootEntries = 512;
const reservedSectors = 1;
/** FAT16 has fewer clusters than this (FAT specification, section 3.5). */
const mostClusters = 65_525;

export interface FatFile {
  /** Absolute, each name 8.3 in upper or in lower case: `/EFI/boot/bootx64.efi`. */
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * A FAT16 file system as firmware reads its loader from, dated 1 January 2020. What follows the last used cluster is not
 * there: whoever wants the full size appends zeros.
 *
 * @param sizeBytes at least 4 MiB, a multiple of 512
 */
export function createFat(label: string, sizeBytes: number, files: readonly FatFile[]): Uint8Array {
  const sectors = sizeBytes / sectorBytes;
  let sectorsPerCluster = 1;
  while (sectors / sectorsPerCluster >= mostClusters) sectorsPerCluster *= 2;
  const clusterBytes = sectorsPerCluster * sectorBytes;
  const tableSectors = Math.ceil(((sectors / sectorsPerCluster + 2) * 2) / sectorBytes);
  const dataSector = reservedSectors + 2 * tableSectors + (rootEntries * 32) / sectorBytes;

  const table: number[] = [0xfff8, 0xffff];
  const clusters: Uint8Array[] = [];
  /** Stores bytes in clusters of their own and returns the first. */
  const store = (content: Uint8Array): number => {
    if (content.length === 0) return 0;
    const first = table.length;
    const count = Math.ceil(content.length / clusterBytes);
    for (let index = 1; index <= count; index += 1) table.push(index === count ? 0xffff : first + index);
    clusters.push(content, new Uint8Array(count * clusterBytes - content.length));
    return first;
  };

  const root = directoryOf(files);
  const encodeDirectory = (directory: Directory, parent: number): Uint8Array[] =>
    [...directory].map(([name, node]) =>
      node instanceof Map
        ? encodeEntry(name, 0x10, storeDirectory(node, parent), 0)
        : encodeEntry(name, 0x20, store(node), node.length),
    );
  /** Its own cluster is known before what is inside is stored. */
  const storeDirectory = (directory: Directory, parent: number): number => {
    const first = table.length;
    table.push(0xffff);
    const place = new Uint8Array(clusterBytes);
    clusters.push(place);
    const dots = [encodeEntry(".", 0x10, first, 0), encodeEntry("..", 0x10, parent, 0)];
    const entries = [...dots, ...encodeDirectory(directory, first)];
    if (entries.length * 32 > clusterBytes) throw new RangeError("a directory is larger than one cluster");
    for (const [index, entry] of entries.entries()) place.set(entry, index * 32);
    return first;
  };
  const rootBytes = Buffer.alloc(rootEntries * 32);
  for (const [index, entry] of [encodeLabel(label), ...encodeDirectory(root, 0)].entries())
    rootBytes.set(entry, index * 32);

  const tableBytes = Buffer.alloc(tableSectors * sectorBytes);
  for (const [index, value] of table.entries()) tableBytes.writeUInt16LE(value, index * 2);
  const boot = bootSector({ label, sectors, sectorsPerCluster, tableSectors });
  const image = Buffer.concat([boot, tableBytes, tableBytes, rootBytes, ...clusters]);
  if (image.length > sizeBytes || dataSector * sectorBytes > sizeBytes) {
    throw new RangeError(`${image.length} bytes do not fit in a FAT of ${sizeBytes}`);
  }
  return image;
}

type Directory = Map<string, Directory | Uint8Array>;

function directoryOf(files: readonly FatFile[]): Directory {
  const root: Directory = new Map();
  for (const { path, content } of files) {
    const names = path.slice(1).split("/");
    const name = names.pop() ?? "";
    let at = root;
    for (const each of names) {
      const next = at.get(each);
      const inside: Directory = next instanceof Map ? next : new Map();
      at.set(each, inside);
      at = inside;
    }
    at.set(name, content);
  }
  return root;
}

/** @see FAT specification, section 3.2 */
function bootSector(volume: {
  readonly label: string;
  readonly sectors: number;
  readonly sectorsPerCluster: number;
  readonly tableSectors: number;
}): Uint8Array {
  const boot = Buffer.alloc(sectorBytes);
  boot.set([0xeb, 0x3c, 0x90]);
  boot.write("EDGELAB ", 3, "latin1");
  boot.writeUInt16LE(sectorBytes, 11);
  boot[13] = volume.sectorsPerCluster;
  boot.writeUInt16LE(reservedSectors, 14);
  boot[16] = 2; // tables
  boot.writeUInt16LE(rootEntries, 17);
  if (volume.sectors < 1 << 16) boot.writeUInt16LE(volume.sectors, 19);
  else boot.writeUInt32LE(volume.sectors, 32);
  boot[21] = 0xf8; // a fixed disk
  boot.writeUInt16LE(volume.tableSectors, 22);
  boot.writeUInt16LE(32, 24); // sectors per track
  boot.writeUInt16LE(64, 26); // heads
  boot[36] = 0x80;
  boot[38] = 0x29; // the next three fields are there
  boot.writeUInt32LE(0x2020_0101, 39);
  boot.write(volume.label.padEnd(11), 43, "latin1");
  boot.write("FAT16   ", 54, "latin1");
  boot.set([0x55, 0xaa], 510);
  return boot;
}

const date = ((2020 - 1980) << 9) | (1 << 5) | 1;

function encodeEntry(name: string, attributes: number, cluster: number, size: number): Uint8Array {
  const [base = "", extension = ""] = /^\.+$/.test(name) ? [name] : name.split(".");
  if (base.length > 8 || extension.length > 3) throw new RangeError(`${name} is no 8.3 name`);
  const entry = Buffer.alloc(32);
  entry.write(base.toUpperCase().padEnd(8) + extension.toUpperCase().padEnd(3), 0, "latin1");
  entry[11] = attributes;
  const isLower = (text: string) => text !== "" && text !== text.toUpperCase();
  entry[12] = (isLower(base) ? 0x08 : 0) | (isLower(extension) ? 0x10 : 0);
  for (const at of [16, 18, 24]) entry.writeUInt16LE(date, at);
  entry.writeUInt16LE(cluster, 26);
  entry.writeUInt32LE(size, 28);
  return entry;
}

function encodeLabel(label: string): Uint8Array {
  const entry = Buffer.alloc(32);
  entry.write(label.padEnd(11), 0, "latin1");
  entry[11] = 0x08;
  entry.writeUInt16LE(date, 24);
  return entry;
}
