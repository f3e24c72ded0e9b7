import { directoryMode, encodeRockRidge, fileMode } from "./rock-ridge.ts";
import type { DirectoryNode, FileNode } from "./tree.ts";
import { ucs2 } from "./volume-descriptor.ts";

/** A child of a directory, as one hierarchy names and describes it. */
export interface NamedChild {
  readonly node: FileNode | DirectoryNode;
  readonly name: Uint8Array;
  readonly systemUse?: Uint8Array;
}

/** What differs between the hierarchies of a volume: the names, and what is noted beside them. */
export interface Naming {
  /** Children in the order that the hierarchy's names sort. */
  children(directory: DirectoryNode): readonly NamedChild[];
  selfSystemUse?(directory: DirectoryNode): Uint8Array;
  parentSystemUse?(directory: DirectoryNode): Uint8Array;
}

/** Plain names in 8.3 form, the real ones in Rock Ridge fields. */
export const primaryNaming: Naming = {
  children: (directory) => {
    const taken = new Set<string>();
    return sorted(
      [...directory.children.values()].map((node) => ({
        node,
        name: Buffer.from(shortName(node, taken), "latin1"),
        systemUse: encodeRockRidge({ name: node.name, ...posix(node) }),
      })),
    );
  },
  selfSystemUse: (directory) => encodeRockRidge(posix(directory), { isRootSelf: directory.parent === undefined }),
  parentSystemUse: (directory) => encodeRockRidge(posix(directory.parent ?? directory)),
};

/** The real names in UCS-2. */
export const jolietNaming: Naming = {
  children: (directory) => sorted([...directory.children.values()].map((node) => ({ node, name: ucs2(node.name) }))),
};

function posix(node: FileNode | DirectoryNode): { mode: number; links: number } {
  if (node.kind === "file") return { mode: fileMode | node.mode, links: 1 };
  const folders = [...node.children.values()].filter((child) => child.kind === "directory").length;
  return { mode: directoryMode | 0o755, links: 2 + folders };
}

/** A name that level 1 of the standard allows and no other child has: `USER_DAT.;1`. */
function shortName(node: FileNode | DirectoryNode, taken: Set<string>): string {
  const dot = node.kind === "file" ? node.name.lastIndexOf(".") : -1;
  const legal = (text: string, length: number) =>
    text
      .toUpperCase()
      .replaceAll(/[^A-Z0-9_]/g, "_")
      .slice(0, length);
  const stem = legal(dot > 0 ? node.name.slice(0, dot) : node.name, 8);
  const extension = dot > 0 ? legal(node.name.slice(dot + 1), 3) : "";
  for (let number = 0; ; number += 1) {
    const base = number === 0 ? stem : stem.slice(0, 8 - String(number).length) + number;
    const name = node.kind === "file" ? `${base}.${extension};1` : base;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function sorted(children: NamedChild[]): NamedChild[] {
  return children.sort((a, b) => Buffer.compare(a.name, b.name));
}
