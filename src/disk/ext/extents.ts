import { invalid } from "../bounded-source.ts";
import { joined, uint16, uint32 } from "../bytes.ts";
import type { BlockRun, FindRun } from "./block-map.ts";
import type { ExtVolume, Inode } from "./inode.ts";

const magic = 0xf30a;
const recordBytes = 12;
/** As in Linux (EXT4_MAX_EXTENT_DEPTH). */
const maxDepth = 5;
/** A length above this one is that of reserved blocks, which read as zeros. */
const longestWritten = 32_768;
/** Blocks of a file are counted in 32 bits. */
const fileEnd = 2 ** 32;

interface Node {
  readonly depth: number;
  /** First block of the file that each record is about, ascending. */
  readonly records: readonly { readonly first: number; readonly bytes: Uint8Array }[];
}

/** The stretches of a file that is mapped by a tree of extents (filesystems/ext4/ifork.rst). */
export function extentRuns(volume: ExtVolume, inode: Inode, what: string): FindRun {
  return async (block) => {
    if (block >= fileEnd) throw invalid(`${what} is longer than its extents can be`);
    let node = parseNode(inode.block, what);
    let end = fileEnd;
    for (let hops = 0; ; hops += 1) {
      if (hops > maxDepth) throw invalid(`the extents of ${what} are more than ${maxDepth} deep`);
      const at = node.records.findLastIndex(({ first }) => first <= block);
      end = Math.min(end, node.records[at + 1]?.first ?? end);
      const record = node.records[at];
      if (!record) return { count: end - block, physical: undefined };
      if (node.depth === 0) return runWithin(record.first, record.bytes, block, end, what);
      const child = joined(uint16(record.bytes, 8), uint32(record.bytes, 4));
      const { blockBytes } = volume.superblock;
      const next = parseNode(await volume.source.read(child * blockBytes, blockBytes, `the extents of ${what}`), what);
      if (next.depth !== node.depth - 1) throw invalid(`the extents of ${what} are not a tree`);
      node = next;
    }
  };
}

function parseNode(bytes: Uint8Array, what: string): Node {
  const [entries, depth] = [uint16(bytes, 2), uint16(bytes, 6)];
  const fits = recordBytes * (entries + 1) <= bytes.length;
  if (uint16(bytes, 0) !== magic || depth > maxDepth || !fits) throw invalid(`the extents of ${what} are damaged`);
  const records = Array.from({ length: entries }, (_, index) => {
    const record = bytes.subarray(recordBytes * (index + 1), recordBytes * (index + 2));
    return { first: uint32(record, 0), bytes: record };
  });
  const isAscending = records.every(({ first }, index) => index === 0 || first > records[index - 1]!.first);
  if (!isAscending) throw invalid(`the extents of ${what} are not in order`);
  return { depth, records };
}

function runWithin(first: number, record: Uint8Array, block: number, end: number, what: string): BlockRun {
  const length = uint16(record, 4);
  const isWritten = length <= longestWritten;
  const extentEnd = first + (isWritten ? length : length - longestWritten);
  if (extentEnd > end) throw invalid(`the extents of ${what} overlap`);
  if (block >= extentEnd) return { count: end - block, physical: undefined };
  const physical = joined(uint16(record, 6), uint32(record, 8)) + block - first;
  return { count: extentEnd - block, physical: isWritten ? physical : undefined };
}
