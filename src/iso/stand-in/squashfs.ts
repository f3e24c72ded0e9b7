import { promisify } from "node:util";
import { deflate } from "node:zlib";
import type { SystemEntry, SystemTree } from "./system-tree.ts";

/** As Palette's own images are made (AuroraBoot's ISO builder). */
const blockSize = 1 << 20;
const metadataSize = 8192;
const storedBlock = 1 << 24;
const storedMetadata = 0x8000;
const none = 0xffff_ffff;
const types = { directory: 1, file: 2, symlink: 3 } as const;

interface Placed {
  readonly number: number;
  readonly type: number;
  /** Of its inode: offset into the inode table as if that had no block headers. */
  readonly at: number;
}

/**
 * A squashfs 4.0 image: data blocks deflated, metadata stored as it is, no fragments, everything owned by root.
 *
 * @param date modification time of all that is in it
 * @see https://dr-emann.github.io/squashfs/
 */
export async function createSquashfs(tree: SystemTree, { date }: { readonly date: Date }): Promise<Uint8Array> {
  const entries = tree.entries();
  const seconds = Math.floor(date.getTime() / 1000);
  const numbers = new Map(["", ...entries.map(({ path }) => path)].map((path, index) => [path, index + 1]));
  const children = new Map<string, SystemEntry[]>();
  for (const entry of entries) {
    const parent = parentOf(entry.path);
    children.set(parent, [...(children.get(parent) ?? []), entry]);
  }

  const blocks = await compressAll(entries);
  const data: Uint8Array[] = [];
  let position = 96; // after the superblock
  const inodes = new Bytes();
  const listings = new Bytes();

  const startInode = (kind: SystemEntry["kind"], path: string, mode: number): Placed => {
    const placed = { number: numbers.get(path) ?? 0, type: types[kind], at: inodes.length };
    inodes.u16(placed.type, mode, 0, 0).u32(seconds, placed.number);
    return placed;
  };
  const placeFile = (path: string, mode: number, content: Uint8Array): Placed => {
    const placed = startInode("file", path, mode);
    const stored = blocks.get(path) ?? [];
    inodes.u32(stored.length > 0 ? position : 0, none, 0, content.length, ...stored.map(({ size }) => size));
    for (const { bytes } of stored) {
      data.push(bytes);
      position += bytes.length;
    }
    return placed;
  };
  const placeSymlink = (path: string, target: string): Placed => {
    const placed = startInode("symlink", path, 0o777);
    inodes.u32(1, Buffer.byteLength(target)).bytes(Buffer.from(target));
    return placed;
  };
  /** What is inside comes first, so that the listing knows where it is. */
  const placeDirectory = (path: string, mode: number): Placed => {
    const inside = children.get(path) ?? [];
    const listing = encodeListing(
      inside.map((entry) => ({ name: entry.path.slice(path.length + 1), placed: place(entry) })),
    );
    const at = listings.length;
    listings.bytes(listing);
    const placed = startInode("directory", path, mode);
    inodes
      .u32(blockStart(at), 2 + inside.filter(({ kind }) => kind === "directory").length)
      .u16(listing.length + 3, at % metadataSize) // the 3 stands for `.` and `..`
      .u32(path === "" ? entries.length + 2 : (numbers.get(parentOf(path)) ?? 0));
    return placed;
  };
  const place = (entry: SystemEntry): Placed => {
    if (entry.kind === "directory") return placeDirectory(entry.path, entry.mode);
    if (entry.kind === "symlink") return placeSymlink(entry.path, entry.target);
    return placeFile(entry.path, entry.mode, entry.content);
  };
  const placedRoot = placeDirectory("", 0o755);

  const inodeTable = metadataBlocks(inodes.take());
  const directoryTable = metadataBlocks(listings.take());
  const ids = metadataBlocks(new Uint8Array(4)); // one id: 0
  const inodeTableAt = position;
  const directoryTableAt = inodeTableAt + inodeTable.length;
  const idsAt = directoryTableAt + directoryTable.length;
  const idTableAt = idsAt + ids.length;
  const used = idTableAt + 8;
  const superblock = new Bytes()
    .u32(0x73717368, entries.length + 1, seconds, blockSize, 0)
    .u16(1, 20, 0x0001 | 0x0008 | 0x0010 | 0x0200 | 0x0800, 1, 4, 0) // zlib; inodes and ids stored, no fragments, no xattrs
    .u64(inodeReference(placedRoot.at), BigInt(used), BigInt(idTableAt), (1n << 64n) - 1n)
    .u64(BigInt(inodeTableAt), BigInt(directoryTableAt), (1n << 64n) - 1n, (1n << 64n) - 1n);
  const idTable = new Bytes().u64(BigInt(idsAt));
  const padding = new Uint8Array(-used & 4095);
  return Buffer.concat([superblock.take(), ...data, inodeTable, directoryTable, ids, idTable.take(), padding]);
}

/** Little-endian fields, one after the other. */
class Bytes {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  bytes(part: Uint8Array): this {
    this.#parts.push(part);
    this.length += part.length;
    return this;
  }
  u16(...values: readonly number[]): this {
    const part = Buffer.alloc(values.length * 2);
    for (const [index, value] of values.entries()) part.writeUInt16LE(value, index * 2);
    return this.bytes(part);
  }
  u32(...values: readonly number[]): this {
    const part = Buffer.alloc(values.length * 4);
    for (const [index, value] of values.entries()) part.writeUInt32LE(value, index * 4);
    return this.bytes(part);
  }
  u64(...values: readonly bigint[]): this {
    const part = Buffer.alloc(values.length * 8);
    for (const [index, value] of values.entries()) part.writeBigUInt64LE(value, index * 8);
    return this.bytes(part);
  }
  take(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}

/** Runs of up to 256 names whose inodes lie in one metadata block. */
function encodeListing(children: readonly { readonly name: string; readonly placed: Placed }[]): Uint8Array {
  const listing = new Bytes();
  for (let start = 0; start < children.length; ) {
    const first = children[start]!.placed;
    let end = start + 1;
    while (
      end < children.length &&
      end - start < 256 &&
      blockStart(children[end]!.placed.at) === blockStart(first.at)
    ) {
      end += 1;
    }
    listing.u32(end - start - 1, blockStart(first.at), first.number);
    for (const { name, placed } of children.slice(start, end)) {
      const bytes = Buffer.from(name, "utf8");
      listing
        .u16(placed.at % metadataSize, (placed.number - first.number) & 0xffff, placed.type, bytes.length - 1)
        .bytes(bytes);
    }
    start = end;
  }
  return listing.take();
}

/** A table of stored metadata blocks, each after a header with its size. */
function metadataBlocks(table: Uint8Array): Uint8Array {
  const blocks = new Bytes();
  for (let at = 0; at < table.length; at += metadataSize) {
    const block = table.subarray(at, at + metadataSize);
    blocks.u16(block.length | storedMetadata).bytes(block);
  }
  return blocks.take();
}

/** Where the metadata block that holds an offset starts, headers counted. */
function blockStart(offset: number): number {
  return Math.floor(offset / metadataSize) * (metadataSize + 2);
}

function inodeReference(offset: number): bigint {
  return (BigInt(blockStart(offset)) << 16n) | BigInt(offset % metadataSize);
}

interface StoredBlock {
  readonly bytes: Uint8Array;
  /** As its inode has it: with a bit for a block that is stored as it is. */
  readonly size: number;
}

/** The data blocks of each file, by its path. */
async function compressAll(entries: readonly SystemEntry[]): Promise<ReadonlyMap<string, readonly StoredBlock[]>> {
  const files = entries.filter((entry) => entry.kind === "file");
  return new Map(
    await Promise.all(
      files.map(async ({ path, content }) => [path, await Promise.all(blocksOf(content).map(compress))] as const),
    ),
  );
}

function blocksOf(content: Uint8Array): Uint8Array[] {
  const count = Math.ceil(content.length / blockSize);
  return Array.from({ length: count }, (_, index) => content.subarray(index * blockSize, (index + 1) * blockSize));
}

const deflated = promisify<Uint8Array, { level: number }, Uint8Array>(deflate);

async function compress(block: Uint8Array): Promise<StoredBlock> {
  const smaller = await deflated(block, { level: 9 });
  return smaller.length < block.length
    ? { bytes: smaller, size: smaller.length }
    : { bytes: block, size: block.length | storedBlock };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
