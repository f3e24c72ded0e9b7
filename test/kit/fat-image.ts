import type { Files } from "./disk-image.ts";

const sector = 512;
const rootEntries = 64;
const tableSectors = 20;
const sectors = 5000;
const rootAt = (1 + tableSectors) * sector;
const dataAt = rootAt + rootEntries * 32;

/** A FAT16 of 2.5 MB made by code: clusters of one sector, one table, 8.3 names. */
export function createFat({ label, files }: { readonly label: string; readonly files: Files }): Buffer {
  const image = Buffer.alloc(sectors * sector);
  image.set([0xeb, 0x3c, 0x90]);
  image.write("edgelab ", 3, "latin1");
  for (const [offset, value] of [
    [11, sector],
    [14, 1],
    [17, rootEntries],
    [19, sectors],
    [22, tableSectors],
    [510, 0xaa55],
  ] as const) {
    image.writeUInt16LE(value, offset);
  }
  image[13] = 1;
  image[16] = 1;
  image[21] = 0xf8;
  image[38] = 0x29;
  image.writeUInt32LE(0x1234_abcd, 39);
  image.write(label.padEnd(11), 43, "latin1");
  image.writeUInt32LE(0xffff_fff8, sector);
  image.write(`${label.padEnd(11)}\x08`, rootAt, "latin1");
  let nextCluster = 2;
  const directories = new Map<string, { at: number; used: number }>([["", { at: rootAt, used: 1 }]]);

  const add = (path: string, attributes: number, content: Uint8Array): number => {
    const [parentPath, name] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/") + 1)];
    let parent = directories.get(parentPath);
    if (!parent) {
      parent = { at: add(parentPath, 0x10, Buffer.alloc(sector)), used: 0 };
      directories.set(parentPath, parent);
    }
    const clusters = Math.ceil(content.length / sector);
    const first = clusters === 0 ? 0 : nextCluster;
    nextCluster += clusters;
    for (let index = 0; index < clusters; index += 1) {
      image.writeUInt16LE(index === clusters - 1 ? 0xffff : first + index + 1, sector + (first + index) * 2);
    }
    const at = dataAt + (first - 2) * sector;
    if (clusters > 0) image.set(content, at);
    const record = image.subarray(parent.at + parent.used * 32);
    const [base = "", extension = ""] = name.split(".");
    record.write(base.padEnd(8) + extension.padEnd(3), 0, "latin1");
    record[11] = attributes;
    record.writeUInt16LE(first, 26);
    record.writeUInt32LE(attributes & 0x10 ? 0 : content.length, 28);
    parent.used += 1;
    return at;
  };
  for (const [path, content] of Object.entries(files)) add(path, 0x20, Buffer.from(content as string));
  return image;
}
