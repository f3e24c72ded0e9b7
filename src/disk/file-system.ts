import type { RandomAccess } from "../core/random-access.ts";

export type EntryKind = "file" | "directory" | "symlink" | "other";

export interface DirectoryEntry {
  /** One path component: never empty, `.`, `..`, nor with `/` or NUL. */
  readonly name: string;
  readonly kind: EntryKind;
}

export interface FileStat {
  readonly kind: EntryKind;
  /** In bytes. */
  readonly size: number;
  /** POSIX permission bits; undefined on FAT. */
  readonly mode: number | undefined;
  /** Where a symlink points. */
  readonly target: string | undefined;
}

export type FileSystemType = "ext2" | "ext3" | "ext4" | "vfat";

/**
 * A file system, for reading. Paths are absolute with `/`; on FAT their case does not matter. Links are never followed:
 * a path that goes through one is not found. Damage is thrown as DISK_INVALID when it is met, not before.
 */
export interface FileSystem {
  readonly type: FileSystemType;
  /** As libblkid and the kernel's by-label links show it; empty when there is none. */
  readonly label: string;
  /** As libblkid shows it. */
  readonly uuid: string;
  /** It was not unmounted: the newest changes may be in its journal only, which is not replayed. */
  readonly isDirty: boolean;
  /** undefined when there is nothing of that name. */
  stat(path: string): Promise<FileStat | undefined>;
  /** In the order of the disk. @throws {EdgelabError} DISK_INVALID when there is no such directory */
  list(path: string): Promise<DirectoryEntry[]>;
  /** A file's bytes, without reading them yet. @throws {EdgelabError} DISK_INVALID when there is no such file */
  open(path: string): Promise<RandomAccess>;
  /**
   * @throws {EdgelabError} DISK_INVALID when there is no such file, or it has more than `maxBytes` (default 16 MiB)
   */
  readFile(path: string, options?: { readonly maxBytes?: number }): Promise<Uint8Array>;
}

/** What the formats have in common is bounded here. */
export const directoryLimits = { bytes: 16 << 20, entries: 100_000 };

/** The components of an absolute path. */
export function componentsOf(path: string): string[] {
  return path.split("/").filter((component) => component !== "");
}

export function isSafeName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\0]/.test(name);
}
