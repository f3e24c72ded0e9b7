import { EdgelabError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { type RandomAccess, slice } from "../core/random-access.ts";
import { BoundedSource } from "./bounded-source.ts";
import type { FileSystem } from "./file-system.ts";
import { fileSystemType, openFileSystem } from "./open-file-system.ts";
import type { Partition } from "./partition.ts";

/** A partition with the file system on it, as far as it can be read. */
export interface Volume {
  readonly partition: Partition;
  /** For messages: its file system's label, else the partition's name or number. */
  readonly name: string;
  readonly fileSystem: FileSystem | undefined;
  /** Of a file system that is recognised and not read: `xfs`, `crypto_LUKS`. */
  readonly otherType: string | undefined;
  /** Why it cannot be read. */
  readonly problem: string | undefined;
}

/** Opens what is on a partition; damage is part of the answer. */
export async function openVolume(disk: RandomAccess, partition: Partition): Promise<Volume> {
  const available = Math.max(0, Math.min(partition.sizeBytes, disk.size - partition.offset));
  const source = slice(disk, partition.offset, available);
  const fallback = printable(partition.name) || `partition ${partition.number}`;
  const nothing = { partition, name: fallback, fileSystem: undefined, otherType: undefined, problem: undefined };
  try {
    const type = await fileSystemType(new BoundedSource(source));
    if (type === undefined) return nothing;
    if (type !== "ext" && type !== "fat") return { ...nothing, otherType: type };
    const fileSystem = await openFileSystem(source);
    return { ...nothing, name: printable(fileSystem.label) || fallback, fileSystem };
  } catch (error) {
    if (!(error instanceof EdgelabError) || error.code !== "DISK_INVALID") throw error;
    return { ...nothing, problem: error.message };
  }
}
