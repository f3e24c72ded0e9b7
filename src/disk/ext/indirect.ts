import { invalid } from "../bounded-source.ts";
import { uint32 } from "../bytes.ts";
import type { FindRun } from "./block-map.ts";
import type { ExtVolume, Inode } from "./inode.ts";

const direct = 12;

/** The stretches of a file of ext2 and ext3: twelve pointers, then one, two and three levels of them. */
export function indirectRuns({ source, superblock }: ExtVolume, inode: Inode, what: string): FindRun {
  const { blockBytes } = superblock;
  const perBlock = blockBytes / 4;
  return async (block) => {
    if (block < direct) return neighbours(inode.block, block, direct);
    let within = block - direct;
    for (let levels = 1; levels <= 3; levels += 1) {
      const spanned = perBlock ** levels;
      if (within >= spanned) {
        within -= spanned;
        continue;
      }
      let pointer = uint32(inode.block, (direct + levels - 1) * 4);
      for (let span = spanned; pointer !== 0; ) {
        const table = await source.read(pointer * blockBytes, blockBytes, `the block list of ${what}`);
        span /= perBlock;
        if (span === 1) return neighbours(table, within % perBlock, perBlock);
        const index = Math.floor(within / span);
        pointer = uint32(table, index * 4);
        within -= index * span;
        if (pointer === 0) return { count: span - within, physical: undefined };
      }
      return { count: spanned - within, physical: undefined };
    }
    throw invalid(`${what} is longer than its block list can be`);
  };
}

/** How far pointers go on by one, or by nothing, from `index`. */
function neighbours(
  table: Uint8Array,
  index: number,
  entries: number,
): { count: number; physical: number | undefined } {
  const first = uint32(table, index * 4);
  const follows = (at: number) => uint32(table, at * 4) === (first === 0 ? 0 : first + at - index);
  let end = index + 1;
  while (end < entries && follows(end)) end += 1;
  return { count: end - index, physical: first === 0 ? undefined : first };
}
