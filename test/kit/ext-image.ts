import type { Files } from "./disk-image.ts";

const block = 1024;
const inodeBytes = 128;
const inodeCount = 128;
const tableAt = 5;
const dataAt = tableAt + (inodeCount * inodeBytes) / block;
const firstFree = 12;
const kind = { file: 0x8000, directory: 0x4000 };

export interface ExtSpec {
  readonly label: string;
  /** By path; their directories are made. */
  readonly files: Files;
  /** Map files by extents, as ext4 does, rather than by block lists. @default true */
  readonly extents?: boolean;
  /** @default 1 MiB; one group, so up to 8 MiB */
  readonly sizeBytes?: number;
}

/** A small ext2 or ext4 made by code: one group, blocks of 1 KiB, a block per directory, files in one piece. */
export function createExt({ label, files, extents = true, sizeBytes = 1 << 20 }: ExtSpec): Buffer {
  const writer = new ExtWriter(sizeBytes, extents);
  writer.superblock(label);
  writer.addDirectory(2, treeOf(files), 2);
  return writer.image;
}

type Tree = Map<string, Tree | Uint8Array>;

function treeOf(files: Files): Tree {
  const root: Tree = new Map();
  for (const [path, content] of Object.entries(files)) {
    const names = path.split("/").filter(Boolean);
    let at = root;
    for (const name of names.slice(0, -1)) {
      const next = at.get(name) ?? new Map();
      at.set(name, next);
      at = next as Tree;
    }
    at.set(names.at(-1)!, Buffer.from(content as string));
  }
  return root;
}

class ExtWriter {
  readonly image: Buffer;
  readonly #extents: boolean;
  #nextInode = firstFree;
  #nextBlock = dataAt;

  constructor(sizeBytes: number, extents: boolean) {
    this.image = Buffer.alloc(sizeBytes);
    this.#extents = extents;
  }

  superblock(label: string): void {
    const at = this.image.subarray(block, 2 * block);
    const blocks = this.image.length / block;
    for (const [offset, value] of [
      [0x00, inodeCount],
      [0x04, blocks],
      [0x14, 1],
      [0x20, 8192],
      [0x24, 8192],
      [0x28, inodeCount],
      [0x4c, 1],
      [0x54, firstFree - 1],
      [0x60, this.#extents ? 0x42 : 0x02],
    ] as const) {
      at.writeUInt32LE(value, offset);
    }
    at.writeUInt16LE(0xef53, 0x38);
    at.writeUInt16LE(1, 0x3a);
    at.writeUInt16LE(inodeBytes, 0x58);
    at.fill(0x11, 0x68, 0x78);
    at.write(label, 0x78, "utf8");
    const group = this.image.subarray(2 * block);
    for (const [index, value] of [3, 4, tableAt].entries()) group.writeUInt32LE(value, index * 4);
  }

  addDirectory(inode: number, tree: Tree, parent: number): void {
    const records: [name: string, inode: number, type: number][] = [
      [".", inode, 2],
      ["..", parent, 2],
    ];
    for (const [name, content] of tree) {
      const child = this.#nextInode;
      this.#nextInode += 1;
      records.push([name, child, content instanceof Map ? 2 : 1]);
      if (content instanceof Map) this.addDirectory(child, content, inode);
      else this.#addInode(child, kind.file | 0o640, content);
    }
    this.#addInode(inode, kind.directory | 0o755, directoryBlock(records));
  }

  #addInode(number: number, mode: number, content: Uint8Array): void {
    const inode = this.image.subarray(tableAt * block + (number - 1) * inodeBytes);
    inode.writeUInt16LE(mode, 0);
    inode.writeUInt32LE(content.length, 4);
    inode.writeUInt16LE(1, 0x1a);
    const blocks = Math.ceil(content.length / block);
    const first = this.#take(blocks);
    this.image.set(content, first * block);
    if (this.#extents) {
      inode.writeUInt32LE(0x8_0000, 0x20);
      for (const [offset, value] of [
        [0, 0xf30a],
        [2, blocks === 0 ? 0 : 1],
        [4, 4],
        [16, blocks],
      ] as const) {
        inode.writeUInt16LE(value, 0x28 + offset);
      }
      inode.writeUInt32LE(first, 0x28 + 20);
    } else this.#writeBlockList(inode.subarray(0x28), first, blocks);
  }

  #writeBlockList(list: Buffer, first: number, blocks: number): void {
    for (let index = 0; index < Math.min(blocks, 12); index += 1) list.writeUInt32LE(first + index, index * 4);
    if (blocks <= 12) return;
    const indirect = this.#take(1);
    list.writeUInt32LE(indirect, 48);
    for (let index = 12; index < blocks; index += 1) {
      this.image.writeUInt32LE(first + index, indirect * block + (index - 12) * 4);
    }
  }

  #take(blocks: number): number {
    const first = this.#nextBlock;
    this.#nextBlock += blocks;
    return first;
  }
}

function directoryBlock(records: readonly [name: string, inode: number, type: number][]): Buffer {
  const bytes = Buffer.alloc(block);
  let at = 0;
  for (const [index, [name, inode, type]] of records.entries()) {
    const text = Buffer.from(name);
    const length = index === records.length - 1 ? block - at : Math.ceil((8 + text.length) / 4) * 4;
    bytes.writeUInt32LE(inode, at);
    bytes.writeUInt16LE(length, at + 4);
    bytes.set([text.length, type], at + 6);
    text.copy(bytes, at + 8);
    at += length;
  }
  return bytes;
}
