import { EdgelabError } from "../core/errors.ts";

/** Longest name that both Joliet in its relaxed form (103 characters) and one Rock Ridge record hold. */
const longestName = 103;
/** Levels of directories below the root that every reader accepts without relocation (ECMA-119, 6.8.2.1). */
const deepest = 7;

export interface FileNode {
  readonly kind: "file";
  readonly name: string;
  readonly content: Uint8Array;
  /** Permission bits. */
  readonly mode: number;
}

export interface DirectoryNode {
  readonly kind: "directory";
  readonly name: string;
  readonly parent: DirectoryNode | undefined;
  readonly children: Map<string, FileNode | DirectoryNode>;
}

/** A file to be written. Its directories come by themselves. */
export interface IsoFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly content: Uint8Array | string;
  /** @default 0o644 */
  readonly mode?: number;
}

/** @throws {EdgelabError} ISO_INVALID for a path that cannot be on an ISO, or is there twice */
export function buildTree(files: readonly IsoFile[]): DirectoryNode {
  const root: DirectoryNode = { kind: "directory", name: "", parent: undefined, children: new Map() };
  for (const { path, content, mode = 0o644 } of files) {
    const names = path.split("/").slice(1);
    const name = names.pop();
    if (!path.startsWith("/") || !name || names.length > deepest)
      throw unwritable(path, "it needs 1 to 8 parts after /");
    let directory = root;
    for (const part of names) {
      checkName(part, path);
      const found = directory.children.get(part);
      if (found?.kind === "file") throw unwritable(path, `${part} is a file`);
      const next: DirectoryNode = found ?? { kind: "directory", name: part, parent: directory, children: new Map() };
      directory.children.set(part, next);
      directory = next;
    }
    checkName(name, path);
    if (directory.children.has(name)) throw unwritable(path, "it is given twice");
    directory.children.set(name, {
      kind: "file",
      name,
      content: typeof content === "string" ? Buffer.from(content) : content,
      mode,
    });
  }
  return root;
}

function checkName(name: string, path: string): void {
  if (name === "" || name === "." || name === "..") throw unwritable(path, `${JSON.stringify(name)} is no name`);
  // oxlint-disable-next-line no-control-regex -- these are the characters that no reader takes
  if (/[\u0000-\u001f\u007f]/.test(name)) throw unwritable(path, "a name holds a control character");
  if (name.length > longestName || Buffer.byteLength(name) > longestName) {
    throw unwritable(path, `a name is longer than ${longestName} bytes`);
  }
}

function unwritable(path: string, why: string): EdgelabError {
  return new EdgelabError("ISO_INVALID", { what: `${JSON.stringify(path)} cannot be put on an ISO: ${why}.` });
}
