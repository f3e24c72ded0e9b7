import { type BoundedSource, invalid } from "../bounded-source.ts";
import { joined, uint16, uint32 } from "../bytes.ts";
import type { EntryKind } from "../file-system.ts";
import type { Superblock } from "./superblock.ts";

export const rootInode = 2;

/** An ext file system's bytes and how they are laid out. */
export interface ExtVolume {
  readonly source: BoundedSource;
  readonly superblock: Superblock;
}

export interface Inode {
  readonly number: number;
  readonly kind: EntryKind;
  /** POSIX permission bits. */
  readonly mode: number;
  /** In bytes. */
  readonly size: number;
  readonly hasExtents: boolean;
  readonly hasInlineData: boolean;
  /** The 60 bytes that hold block pointers, the root of the extents, a short target or the first inline data. */
  readonly block: Uint8Array;
  /** All of it, for the attributes behind its fields. */
  readonly raw: Uint8Array;
}

const flag = { extents: 0x8_0000, inlineData: 0x1000_0000 };
const kinds: Readonly<Record<number, EntryKind>> = { 0x4: "directory", 0x8: "file", 0xa: "symlink" };

/** @throws {EdgelabError} DISK_INVALID when there is no such inode, or it is a free one */
export async function readInode({ source, superblock }: ExtVolume, number: number, what: string): Promise<Inode> {
  if (number < 1 || number > superblock.inodeCount) throw invalid(`${what} is said to be inode ${number}`);
  const group = Math.floor((number - 1) / superblock.inodesPerGroup);
  const index = (number - 1) % superblock.inodesPerGroup;
  const table = await inodeTableOf(source, superblock, group);
  const offset = table * superblock.blockBytes + index * superblock.inodeBytes;
  const raw = await source.read(offset, superblock.inodeBytes, `inode ${number} (${what})`);
  const flags = uint32(raw, 0x20);
  const mode = uint16(raw, 0);
  if (uint16(raw, 0x1a) === 0 || mode === 0) throw invalid(`${what} is inode ${number}, which is free`);
  return {
    number,
    kind: kinds[mode >> 12] ?? "other",
    mode: mode & 0o7777,
    size: joined(uint32(raw, 0x6c), uint32(raw, 4)),
    hasExtents: (flags & flag.extents) !== 0,
    hasInlineData: (flags & flag.inlineData) !== 0,
    block: raw.subarray(0x28, 0x28 + 60),
    raw,
  };
}

/** The block where a group's inodes begin, from its descriptor. */
async function inodeTableOf(source: BoundedSource, superblock: Superblock, group: number): Promise<number> {
  const { blockBytes, descriptorBytes } = superblock;
  const perBlock = blockBytes / descriptorBytes;
  const block = descriptorBlock(superblock, Math.floor(group / perBlock), perBlock);
  const offset = block * blockBytes + (group % perBlock) * descriptorBytes;
  const descriptor = await source.read(offset, descriptorBytes, `the descriptor of group ${group}`);
  return joined(descriptorBytes >= 64 ? uint32(descriptor, 0x28) : 0, uint32(descriptor, 8));
}

/** Descriptors follow the first superblock; with meta_bg, later blocks of them lie in the groups they describe. */
function descriptorBlock(superblock: Superblock, index: number, perBlock: number): number {
  const { firstDataBlock, firstMetaGroup, blocksPerGroup, hasSuperblock } = superblock;
  if (firstMetaGroup === undefined || index < firstMetaGroup) return firstDataBlock + 1 + index;
  const group = index * perBlock;
  return firstDataBlock + group * blocksPerGroup + (hasSuperblock(group) ? 1 : 0);
}
