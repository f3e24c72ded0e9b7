import type { RandomAccess } from "../../core/random-access.ts";
import { invalid } from "../bounded-source.ts";
import type { FindRun } from "./block-map.ts";
import { extentRuns } from "./extents.ts";
import { indirectRuns } from "./indirect.ts";
import type { ExtVolume, Inode } from "./inode.ts";
import { readInlineData } from "./inline-data.ts";

/** What an inode holds, whichever way it is mapped. Holes and reserved blocks read as zeros. */
export function openContents(volume: ExtVolume, inode: Inode, what: string): RandomAccess {
  if (inode.hasInlineData) return openInline(inode, what);
  const findRun = inode.hasExtents ? extentRuns(volume, inode, what) : indirectRuns(volume, inode, what);
  return { size: inode.size, read: (offset, length) => readRuns(volume, findRun, inode.size, offset, length, what) };
}

function openInline(inode: Inode, what: string): RandomAccess {
  const { head, tail } = readInlineData(inode, what);
  const bytes = Buffer.concat([head, tail]);
  if (inode.size > bytes.length) throw invalid(`${what} has ${inode.size} bytes, and ${bytes.length} are in its inode`);
  return {
    size: inode.size,
    read: async (offset, length) => bytes.subarray(offset, Math.min(inode.size, offset + length)),
  };
}

async function readRuns(
  { source, superblock }: ExtVolume,
  findRun: FindRun,
  size: number,
  offset: number,
  length: number,
  what: string,
): Promise<Uint8Array> {
  const { blockBytes } = superblock;
  const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
  for (let done = 0; done < bytes.length; ) {
    const block = Math.floor((offset + done) / blockBytes);
    const skipped = offset + done - block * blockBytes;
    const { count, physical } = await findRun(block);
    const wanted = Math.min(bytes.length - done, count * blockBytes - skipped);
    if (physical !== undefined) bytes.set(await source.read(physical * blockBytes + skipped, wanted, what), done);
    done += wanted;
  }
  return bytes;
}
