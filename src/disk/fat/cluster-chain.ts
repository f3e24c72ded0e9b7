import type { RandomAccess } from "../../core/random-access.ts";
import { type BoundedSource, invalid } from "../bounded-source.ts";
import { uint16, uint32 } from "../bytes.ts";
import type { FatLayout } from "./boot-sector.ts";

/** A FAT volume's bytes and how they are laid out. */
export interface FatVolume {
  readonly source: BoundedSource;
  readonly layout: FatLayout;
}

interface Run {
  /** Cluster of the volume. */
  readonly first: number;
  readonly count: number;
}

/**
 * The clusters of one file or directory in order, at most `maxClusters`, as runs of neighbours.
 *
 * @throws {EdgelabError} DISK_INVALID when the chain leaves the volume; a circle ends at `maxClusters`
 */
export async function followChain(volume: FatVolume, first: number, maxClusters: number, what: string): Promise<Run[]> {
  const runs: { first: number; count: number }[] = [];
  let cluster = first;
  for (let count = 0; count < maxClusters; count += 1) {
    checkCluster(volume.layout, cluster, what);
    const last = runs.at(-1);
    if (last && last.first + last.count === cluster) last.count += 1;
    else runs.push({ first: cluster, count: 1 });
    const next = await nextCluster(volume, cluster, what);
    if (next === undefined) break;
    cluster = next;
  }
  return runs;
}

function checkCluster({ clusterCount }: FatLayout, cluster: number, what: string): void {
  if (cluster >= 2 && cluster < clusterCount + 2) return;
  throw invalid(`${what} leads to cluster ${cluster}, but the volume has those from 2 to ${clusterCount + 1}`);
}

/** What the table says comes after a cluster; undefined at the end. */
async function nextCluster(volume: FatVolume, cluster: number, what: string): Promise<number | undefined> {
  const { bits, tableOffset } = volume.layout;
  const bytes = bits === 32 ? 4 : 2;
  const entry = await volume.source.read(tableOffset + Math.floor((cluster * bits) / 8), bytes, `the table of ${what}`);
  if (bits === 32) return endOrCluster(uint32(entry, 0) & 0x0fff_ffff, 0x0fff_fff8);
  const pair = uint16(entry, 0);
  if (bits === 16) return endOrCluster(pair, 0xfff8);
  return endOrCluster(cluster % 2 === 0 ? pair & 0xfff : pair >> 4, 0xff8);
}

function endOrCluster(value: number, end: number): number | undefined {
  return value >= end ? undefined : value;
}

/** The first `size` bytes of a chain. */
export async function openChain(volume: FatVolume, first: number, size: number, what: string): Promise<RandomAccess> {
  const { clusterBytes, dataOffset, clusterCount } = volume.layout;
  const needed = Math.ceil(size / clusterBytes);
  if (needed > clusterCount) throw invalid(`${what} is said to have ${size} bytes, more than the volume holds`);
  const runs = needed === 0 ? [] : await followChain(volume, first, needed, what);
  const found = runs.reduce((sum, run) => sum + run.count, 0);
  if (found < needed) throw invalid(`${what} is said to have ${size} bytes, and has room for ${found * clusterBytes}`);
  return {
    size,
    read: async (offset, length) => {
      const end = Math.min(size, offset + length);
      const parts: Uint8Array[] = [];
      let runStart = 0;
      for (const run of runs) {
        const runEnd = runStart + run.count * clusterBytes;
        const [from, to] = [Math.max(offset, runStart), Math.min(end, runEnd)];
        if (from < to) {
          const at = dataOffset + (run.first - 2) * clusterBytes + from - runStart;
          parts.push(await volume.source.read(at, to - from, what));
        }
        runStart = runEnd;
      }
      return Buffer.concat(parts);
    },
  };
}
