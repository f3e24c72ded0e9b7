import { invalid } from "../bounded-source.ts";
import { uint16, uint32 } from "../bytes.ts";
import { directoryLimits, type EntryKind, isSafeName } from "../file-system.ts";
import { openContents } from "./contents.ts";
import { type ExtVolume, type Inode, readInode } from "./inode.ts";
import { readInlineData } from "./inline-data.ts";

export interface ExtEntry {
  readonly name: string;
  readonly inode: number;
  /** undefined: the file system is too old to say, or the disk says something odd. */
  readonly kind: EntryKind | undefined;
}

const recordHeader = 8;
/** An inline directory begins with its parent's inode number. */
const inlineHeader = 4;
const kinds: Readonly<Record<number, EntryKind>> = { 1: "file", 2: "directory", 7: "symlink" };

/**
 * A directory's entries without `.` and `..`, block by block: the nodes of a hash tree look like empty records there.
 *
 * @throws {EdgelabError} DISK_INVALID
 */
export async function readDirectory(volume: ExtVolume, inode: Inode, path: string): Promise<ExtEntry[]> {
  if (inode.size > directoryLimits.bytes) throw invalid(`the directory ${path} has ${inode.size} bytes`);
  const { blockBytes, hasFileTypes } = volume.superblock;
  const entries: ExtEntry[] = [];
  for await (const block of blocksOf(volume, inode, path)) {
    for (const { name, inode, type } of records(block, path, blockBytes)) {
      entries.push({ name, inode, kind: hasFileTypes ? type : undefined });
    }
    if (entries.length > directoryLimits.entries) throw invalid(`the directory ${path} has too many entries`);
  }
  return entries;
}

async function* blocksOf(volume: ExtVolume, inode: Inode, path: string): AsyncGenerator<Uint8Array> {
  if (inode.hasInlineData) {
    const { head, tail } = readInlineData(inode, path);
    yield head.subarray(inlineHeader);
    if (tail.length > 0) yield tail;
    return;
  }
  const { blockBytes } = volume.superblock;
  if (inode.size % blockBytes !== 0) throw invalid(`the directory ${path} has ${inode.size} bytes, not whole blocks`);
  const contents = openContents(volume, inode, path);
  const step = Math.max(blockBytes, 64 << 10);
  for (let at = 0; at < inode.size; at += step) {
    const bytes = await contents.read(at, step);
    for (let block = 0; block < bytes.length; block += blockBytes) yield bytes.subarray(block, block + blockBytes);
  }
}

function* records(
  block: Uint8Array,
  path: string,
  blockBytes: number,
): Generator<{ name: string; inode: number; type: EntryKind | undefined }> {
  for (let at = 0; at < block.length; ) {
    if (at + recordHeader > block.length) throw invalid(`the directory ${path} has half a record`);
    const length = recordLength(uint16(block, at + 4), blockBytes);
    const nameLength = block[at + 6]!;
    if (length < recordHeader || length % 4 !== 0 || at + length > block.length) {
      throw invalid(`the directory ${path} has a record of ${length} bytes`);
    }
    const inode = uint32(block, at);
    if (inode !== 0) {
      if (recordHeader + nameLength > length)
        throw invalid(`a name in the directory ${path} is longer than its record`);
      const name = Buffer.from(block.subarray(at + recordHeader, at + recordHeader + nameLength)).toString("utf8");
      if (name !== "." && name !== "..") {
        if (!isSafeName(name)) throw invalid(`the directory ${path} has an entry named ${JSON.stringify(name)}`);
        yield { name, inode, type: kinds[block[at + 7]!] };
      }
    }
    at += length;
  }
}

/** With blocks of 64 KiB a whole block does not fit into 16 bits. */
function recordLength(stored: number, blockBytes: number): number {
  return blockBytes === 65_536 && (stored === 0xffff || stored === 0) ? 65_536 : stored;
}

/** What kind an entry is of: from the entry when it says so, else from its inode. */
export async function kindOf(volume: ExtVolume, entry: ExtEntry): Promise<EntryKind> {
  return entry.kind ?? (await readInode(volume, entry.inode, entry.name)).kind;
}
