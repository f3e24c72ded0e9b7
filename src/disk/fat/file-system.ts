import type { RandomAccess } from "../../core/random-access.ts";
import { type BoundedSource, invalid } from "../bounded-source.ts";
import { componentsOf, directoryLimits, type FileStat, type FileSystem } from "../file-system.ts";
import { type FatLayout, labelOf, parseFatLayout } from "./boot-sector.ts";
import { type FatVolume, followChain, openChain } from "./cluster-chain.ts";
import { type FatDirectory, type FatEntry, parseDirectory } from "./directory.ts";

const root: FatEntry = { name: "", shortName: "", isDirectory: true, firstCluster: 0, size: 0 };

/** @throws {EdgelabError} DISK_INVALID when its boot sector or root directory is not sound */
export async function openFat(source: BoundedSource): Promise<FileSystem> {
  const layout = parseFatLayout(await source.read(0, 512, "the boot sector"));
  if (!layout) throw invalid("its first sector is not that of a FAT volume");
  const volume = { source, layout };
  const { volumeLabel } = await readDirectory(volume, root, "/");
  return {
    type: "vfat",
    label: volumeLabel === undefined ? layout.label : labelOf(volumeLabel),
    uuid: layout.serial,
    isDirty: layout.isDirty,
    stat: async (path) => toStat(await find(volume, path)),
    list: async (path) => {
      const directory = await find(volume, path);
      if (!directory?.isDirectory) throw invalid(`there is no directory ${path}`);
      const { entries } = await readDirectory(volume, directory, path);
      return entries.map(({ name, isDirectory }) => ({ name, kind: isDirectory ? "directory" : "file" }));
    },
    open: (path) => openFile(volume, path),
    readFile: async (path, { maxBytes = 16 << 20 } = {}) => {
      const file = await openFile(volume, path);
      if (file.size > maxBytes) throw invalid(`${path} has ${file.size} bytes, more than the ${maxBytes} looked for`);
      return file.read(0, file.size);
    },
  };
}

function toStat(entry: FatEntry | undefined): FileStat | undefined {
  if (!entry) return undefined;
  const { isDirectory, size } = entry;
  return { kind: isDirectory ? "directory" : "file", size: isDirectory ? 0 : size, mode: undefined, target: undefined };
}

async function openFile(volume: FatVolume, path: string): Promise<RandomAccess> {
  const entry = await find(volume, path);
  if (!entry || entry.isDirectory) throw invalid(`there is no file ${path}`);
  return openChain(volume, entry.firstCluster, entry.size, path);
}

async function find(volume: FatVolume, path: string): Promise<FatEntry | undefined> {
  let at = root;
  for (const component of componentsOf(path)) {
    if (!at.isDirectory) return undefined;
    const { entries } = await readDirectory(volume, at, path);
    const wanted = component.toUpperCase();
    const next = entries.find(
      ({ name, shortName }) => name.toUpperCase() === wanted || shortName.toUpperCase() === wanted,
    );
    if (!next) return undefined;
    at = next;
  }
  return at;
}

async function readDirectory(volume: FatVolume, directory: FatEntry, path: string): Promise<FatDirectory> {
  const { layout, source } = volume;
  if (directory.firstCluster === 0 && layout.rootCluster === 0) {
    return parseDirectory(await source.read(layout.rootOffset, layout.rootBytes, "the root directory"), path);
  }
  const first = directory.firstCluster === 0 ? layout.rootCluster : directory.firstCluster;
  return parseDirectory(await readChain(volume, first, layout, path), path);
}

/** A directory has no size of its own: its chain is all of it. */
async function readChain(volume: FatVolume, first: number, layout: FatLayout, path: string): Promise<Uint8Array> {
  const maxClusters = Math.min(layout.clusterCount, Math.ceil(directoryLimits.bytes / layout.clusterBytes)) + 1;
  const runs = await followChain(volume, first, maxClusters, path);
  const clusters = runs.reduce((sum, run) => sum + run.count, 0);
  if (clusters === maxClusters) throw invalid(`${path} does not end: its chain runs in a circle or is too long`);
  const whole = await openChain(volume, first, clusters * layout.clusterBytes, path);
  return whole.read(0, whole.size);
}
