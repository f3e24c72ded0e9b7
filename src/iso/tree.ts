import { EdgelabError } from "../core/errors.ts";
import { type BytesContent, type StoredContent, type StreamContent, stored } from "./content.ts";

/** Longest name, in bytes, that Linux shows whole. */
const longestName = 253;
/** Longest target of a symbolic link, in bytes, that Linux follows. */
const longestTarget = 1023;
/** Levels of directories below the root that are written, and one fewer than are read. */
export const deepest = 63;

export interface FileNode {
  readonly kind: "file";
  readonly name: string;
  readonly content: StoredContent;
  /** Permission bits. */
  readonly mode: number;
}

export interface LinkNode {
  readonly kind: "symlink";
  readonly name: string;
  readonly target: string;
}

export interface DirectoryNode {
  readonly kind: "directory";
  readonly name: string;
  readonly parent: DirectoryNode | undefined;
  readonly children: Map<string, IsoNode>;
  /** How many of them are directories. */
  folders: number;
}

export type IsoNode = FileNode | LinkNode | DirectoryNode;

/** A file to be written. Its directories come by themselves. */
export interface IsoFile<Content extends StreamContent = BytesContent> {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly content: Content;
  /** @default 0o644 */
  readonly mode?: number | undefined;
}

/** A symbolic link to be written; readers of Joliet do not see it. */
export interface IsoLink {
  /** Absolute, with `/`. */
  readonly path: string;
  /** As `readlink` shows it. */
  readonly target: string;
}

/** @throws {EdgelabError} ISO_INVALID for a path that cannot be on an ISO, or is there twice */
export function buildTree(sources: readonly (IsoFile<StreamContent> | IsoLink)[]): DirectoryNode {
  const root: DirectoryNode = { kind: "directory", name: "", parent: undefined, children: new Map(), folders: 0 };
  for (const source of sources) {
    const { path } = source;
    const names = path.split("/").slice(1);
    const name = names.pop();
    if (!path.startsWith("/") || !name || names.length > deepest) {
      throw unwritable(path, `it needs 1 to ${deepest + 1} parts after /`);
    }
    const directory = directoryAt(root, names, path);
    checkName(name, path);
    if (directory.children.has(name)) throw unwritable(path, "it is given twice");
    directory.children.set(name, nodeOf(source, name));
  }
  return root;
}

/** @returns undefined when there is no such file in the tree */
export function fileAt(root: DirectoryNode, path: string): FileNode | undefined {
  let node: IsoNode | undefined = root;
  for (const part of path.split("/").slice(1)) node = node?.kind === "directory" ? node.children.get(part) : undefined;
  return node?.kind === "file" ? node : undefined;
}

function directoryAt(root: DirectoryNode, names: readonly string[], path: string): DirectoryNode {
  let directory = root;
  for (const part of names) {
    checkName(part, path);
    const found = directory.children.get(part);
    if (found && found.kind !== "directory") throw unwritable(path, `${part} is a file`);
    if (!found) directory.folders += 1;
    const next: DirectoryNode = found ?? {
      kind: "directory",
      name: part,
      parent: directory,
      children: new Map(),
      folders: 0,
    };
    directory.children.set(part, next);
    directory = next;
  }
  return directory;
}

function nodeOf(source: IsoFile<StreamContent> | IsoLink, name: string): FileNode | LinkNode {
  if ("content" in source) return { kind: "file", name, content: stored(source.content), mode: source.mode ?? 0o644 };
  const { path, target } = source;
  if (target === "" || target.includes("\0") || Buffer.byteLength(target) > longestTarget) {
    throw unwritable(path, `the target of a link needs 1 to ${longestTarget} bytes`);
  }
  if (target.split("/").some((part) => Buffer.byteLength(part) > longestName)) {
    throw unwritable(path, `a part of the link's target is longer than ${longestName} bytes`);
  }
  return { kind: "symlink", name, target };
}

function checkName(name: string, path: string): void {
  if (name === "" || name === "." || name === "..") throw unwritable(path, `${JSON.stringify(name)} is no name`);
  // oxlint-disable-next-line no-control-regex -- these are the characters that no reader takes
  if (/[\u0000-\u001f\u007f]/.test(name)) throw unwritable(path, "a name holds a control character");
  if (Buffer.byteLength(name) > longestName) throw unwritable(path, `a name is longer than ${longestName} bytes`);
}

function unwritable(path: string, why: string): EdgelabError {
  return new EdgelabError("ISO_INVALID", { what: `${JSON.stringify(path)} cannot be put on an ISO: ${why}.` });
}
