import type { RandomAccess } from "../../core/random-access.ts";
import { type BoundedSource, invalid } from "../bounded-source.ts";
import { utf8UntilNul } from "../bytes.ts";
import { componentsOf, type DirectoryEntry, type FileStat, type FileSystem } from "../file-system.ts";
import { openContents } from "./contents.ts";
import { kindOf, readDirectory } from "./directory.ts";
import { type ExtVolume, type Inode, readInode, rootInode } from "./inode.ts";
import { parseSuperblock } from "./superblock.ts";

/** A target of up to 59 bytes lies in place of the block pointers. */
const shortTargetBytes = 60;
/** Linux's PATH_MAX. */
const longestTarget = 4096;

/** @throws {EdgelabError} DISK_INVALID when its superblock is not sound, or names a feature that is not read */
export async function openExt(source: BoundedSource): Promise<FileSystem> {
  const superblock = parseSuperblock(await source.read(1024, 1024, "the superblock"), source.size);
  const volume = { source, superblock };
  return {
    type: superblock.type,
    label: superblock.label,
    uuid: superblock.uuid,
    isDirty: superblock.needsRecovery,
    stat: async (path) => {
      const inode = await find(volume, path);
      return inode && toStat(volume, inode, path);
    },
    list: (path) => list(volume, path),
    open: (path) => openFile(volume, path),
    readFile: async (path, { maxBytes = 16 << 20 } = {}) => {
      const file = await openFile(volume, path);
      if (file.size > maxBytes) throw invalid(`${path} has ${file.size} bytes, more than the ${maxBytes} looked for`);
      return file.read(0, file.size);
    },
  };
}

async function find(volume: ExtVolume, path: string): Promise<Inode | undefined> {
  let inode = await readInode(volume, rootInode, "the root directory");
  for (const component of componentsOf(path)) {
    if (inode.kind !== "directory") return undefined;
    const entry = (await readDirectory(volume, inode, path)).find(({ name }) => name === component);
    if (!entry) return undefined;
    inode = await readInode(volume, entry.inode, path);
  }
  return inode;
}

async function list(volume: ExtVolume, path: string): Promise<DirectoryEntry[]> {
  const inode = await find(volume, path);
  if (inode?.kind !== "directory") throw invalid(`there is no directory ${path}`);
  const entries: DirectoryEntry[] = [];
  for (const entry of await readDirectory(volume, inode, path)) {
    entries.push({ name: entry.name, kind: await kindOf(volume, entry) });
  }
  return entries;
}

async function openFile(volume: ExtVolume, path: string): Promise<RandomAccess> {
  const inode = await find(volume, path);
  if (inode?.kind !== "file") throw invalid(`there is no file ${path}`);
  return openContents(volume, inode, path);
}

async function toStat(volume: ExtVolume, inode: Inode, path: string): Promise<FileStat> {
  const { kind, size, mode } = inode;
  return { kind, size, mode, target: kind === "symlink" ? await readTarget(volume, inode, path) : undefined };
}

async function readTarget(volume: ExtVolume, inode: Inode, path: string): Promise<string> {
  if (inode.size > longestTarget) throw invalid(`the target of ${path} has ${inode.size} bytes`);
  const isShort = inode.size < shortTargetBytes && !inode.hasExtents && !inode.hasInlineData;
  const bytes = isShort
    ? inode.block.subarray(0, inode.size)
    : await openContents(volume, inode, path).read(0, inode.size);
  return utf8UntilNul(bytes);
}
