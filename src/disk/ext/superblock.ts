import { formatUuid } from "../../core/uuid.ts";
import { invalid } from "../bounded-source.ts";
import { isPowerOfTwo, joined, uint16, uint32, utf8UntilNul } from "../bytes.ts";
import type { FileSystemType } from "../file-system.ts";

/** Feature bits, by the names of e2fsprogs (Linux Documentation, filesystems/ext4/super.rst). */
const compat = { hasJournal: 0x4, sparseSuper2: 0x200 };
const incompat = {
  compression: 0x1,
  filetype: 0x2,
  needsRecovery: 0x4,
  journalDevice: 0x8,
  metaBg: 0x10,
  extents: 0x40,
  bit64: 0x80,
  mmp: 0x100,
  flexBg: 0x200,
  eaInode: 0x400,
  checksumSeed: 0x2000,
  largeDirectory: 0x4000,
  inlineData: 0x8000,
  casefold: 0x2_0000,
};
const readOnlyCompat = { sparseSuper: 0x1, largeFile: 0x2, btreeDirectory: 0x4, bigalloc: 0x200 };

const understood =
  incompat.filetype |
  incompat.needsRecovery |
  incompat.metaBg |
  incompat.extents |
  incompat.bit64 |
  incompat.mmp |
  incompat.flexBg |
  incompat.eaInode |
  incompat.checksumSeed |
  incompat.largeDirectory |
  incompat.inlineData |
  incompat.casefold;
const refusedNames: Readonly<Record<number, string>> = {
  [incompat.compression]: "compression",
  [incompat.journalDevice]: "journal_dev",
  0x1000: "dirdata",
  0x1_0000: "encrypt",
};
/** What ext3 knows; libblkid calls a file system with anything else ext4. */
const ext3Features = {
  incompat: incompat.filetype | incompat.needsRecovery | incompat.metaBg,
  readOnlyCompat: readOnlyCompat.sparseSuper | readOnlyCompat.largeFile | readOnlyCompat.btreeDirectory,
};

/** What is needed of a superblock to find inodes, with every number checked. */
export interface Superblock {
  readonly type: Exclude<FileSystemType, "vfat">;
  readonly label: string;
  readonly uuid: string;
  /** The journal is to be replayed. */
  readonly needsRecovery: boolean;
  readonly blockBytes: number;
  readonly blockCount: number;
  /** 1 with blocks of 1024 bytes, else 0. */
  readonly firstDataBlock: number;
  readonly blocksPerGroup: number;
  readonly inodeCount: number;
  readonly inodesPerGroup: number;
  readonly inodeBytes: number;
  readonly descriptorBytes: number;
  /** Number of the first block of descriptors that lies in its own group; undefined when all are together. */
  readonly firstMetaGroup: number | undefined;
  /** Whether a group begins with a copy of the superblock. */
  readonly hasSuperblock: (group: number) => boolean;
  /** Directory entries say what kind they are of. */
  readonly hasFileTypes: boolean;
}

export function hasExtMagic(block: Uint8Array): boolean {
  return uint16(block, 0x38) === 0xef53;
}

/** @throws {EdgelabError} DISK_INVALID when a number contradicts another, or a feature is not understood */
export function parseSuperblock(block: Uint8Array, sizeBytes: number): Superblock {
  const features = featuresOf(block);
  const hasBit64 = (features.incompat & incompat.bit64) !== 0;
  const logBlock = uint32(block, 0x18);
  if (logBlock > 6) throw invalid(`its blocks are of 2^${logBlock + 10} bytes, more than 65536`);
  const blockBytes = 1024 << logBlock;
  const blockCount = joined(hasBit64 ? uint32(block, 0x150) : 0, uint32(block, 4));
  const isDynamic = uint32(block, 0x4c) >= 1;
  const inodeBytes = isDynamic ? uint16(block, 0x58) : 128;
  const descriptorBytes = hasBit64 ? uint16(block, 0xfe) : 32;
  const [blocksPerGroup, inodesPerGroup, inodeCount] = [uint32(block, 0x20), uint32(block, 0x28), uint32(block, 0)];
  const firstDataBlock = uint32(block, 0x14);
  demand(
    blockCount * blockBytes <= sizeBytes,
    `it has ${blockCount} blocks of ${blockBytes} bytes and lies on ${sizeBytes}`,
  );
  demand(
    blockCount > firstDataBlock && firstDataBlock === (blockBytes === 1024 ? 1 : 0),
    `its first block is said to be ${firstDataBlock}`,
  );
  demand(
    isPowerOfTwo(inodeBytes) && inodeBytes >= 128 && inodeBytes <= blockBytes,
    `its inodes are said to have ${inodeBytes} bytes`,
  );
  demand(
    isPowerOfTwo(descriptorBytes) && descriptorBytes >= (hasBit64 ? 64 : 32) && descriptorBytes <= blockBytes,
    `its group descriptors are said to have ${descriptorBytes} bytes`,
  );
  demand(
    blocksPerGroup > 0 && blocksPerGroup <= blockBytes * 8,
    `its groups are said to have ${blocksPerGroup} blocks`,
  );
  demand(
    inodesPerGroup > 0 && inodesPerGroup <= blockBytes * 8,
    `its groups are said to have ${inodesPerGroup} inodes`,
  );
  const groups = Math.ceil((blockCount - firstDataBlock) / blocksPerGroup);
  demand(inodeCount <= groups * inodesPerGroup, `it has ${inodeCount} inodes in ${groups} groups of ${inodesPerGroup}`);
  return {
    type: typeOf(features),
    label: utf8UntilNul(block.subarray(0x78, 0x88)),
    uuid: formatUuid(block.subarray(0x68, 0x78)),
    needsRecovery: (features.incompat & incompat.needsRecovery) !== 0,
    blockBytes,
    blockCount,
    firstDataBlock,
    blocksPerGroup,
    inodeCount,
    inodesPerGroup,
    inodeBytes,
    descriptorBytes,
    firstMetaGroup: features.incompat & incompat.metaBg ? uint32(block, 0x104) : undefined,
    hasSuperblock: backupRule(features, [uint32(block, 0x24c), uint32(block, 0x250)]),
    hasFileTypes: (features.incompat & incompat.filetype) !== 0,
  };
}

interface Features {
  readonly compat: number;
  readonly incompat: number;
  readonly readOnlyCompat: number;
}

function featuresOf(block: Uint8Array): Features {
  const isDynamic = uint32(block, 0x4c) >= 1;
  if (!isDynamic) return { compat: 0, incompat: 0, readOnlyCompat: 0 };
  const features = { compat: uint32(block, 0x5c), incompat: uint32(block, 0x60), readOnlyCompat: uint32(block, 0x64) };
  const refused = bitsOf(features.incompat).filter((bit) => (bit & understood) === 0);
  const names = refused.map((bit) => refusedNames[bit] ?? `0x${bit.toString(16)} (unknown)`);
  if (features.readOnlyCompat & readOnlyCompat.bigalloc) names.push("bigalloc");
  if (names.length > 0) throw invalid(`it uses features of ext4 that edgelab does not read: ${names.join(", ")}`);
  return features;
}

function bitsOf(flags: number): number[] {
  return Array.from({ length: 32 }, (_, index) => (flags & (1 << index)) >>> 0).filter((bit) => bit !== 0);
}

function typeOf({ compat: flags, incompat, readOnlyCompat }: Features): Superblock["type"] {
  const isNewer = (incompat & ~ext3Features.incompat) !== 0 || (readOnlyCompat & ~ext3Features.readOnlyCompat) !== 0;
  if (isNewer) return "ext4";
  return flags & compat.hasJournal ? "ext3" : "ext2";
}

function backupRule(features: Features, chosen: readonly number[]): (group: number) => boolean {
  if (features.compat & compat.sparseSuper2) return (group) => group === 0 || chosen.includes(group);
  if (!(features.readOnlyCompat & readOnlyCompat.sparseSuper)) return () => true;
  return (group) => group <= 1 || [3, 5, 7].some((base) => isPowerOf(group, base));
}

function isPowerOf(value: number, base: number): boolean {
  let power = base;
  while (power < value) power *= base;
  return power === value;
}

function demand(holds: boolean, otherwise: string): void {
  if (!holds) throw invalid(otherwise);
}
