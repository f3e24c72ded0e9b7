import { directoryMode, fileMode, linkMode, rockRidgeFields } from "./rock-ridge.ts";
import type { DirectoryNode, IsoNode } from "./tree.ts";
import { ucs2 } from "./volume-descriptor.ts";

/** A child of a directory, as one hierarchy names and describes it. */
export interface NamedChild {
  readonly node: IsoNode;
  readonly name: Uint8Array;
  /** System use fields, in order. */
  readonly fields?: readonly Uint8Array[];
}

/** What differs between the hierarchies of a volume: the names, and what is noted beside them. */
export interface Naming {
  /** Children in the order that the hierarchy's names sort. */
  children(directory: DirectoryNode): readonly NamedChild[];
  selfFields?(directory: DirectoryNode): readonly Uint8Array[];
  parentFields?(directory: DirectoryNode): readonly Uint8Array[];
}

/** Plain names in 8.3 form, the real ones in Rock Ridge fields. */
export const primaryNaming: Naming = {
  children: (directory) => {
    const names = new UniqueNames();
    return sorted(
      [...directory.children.values()].map((node) => ({
        node,
        name: Buffer.from(shortName(node, names), "latin1"),
        fields: rockRidgeFields({
          name: node.name,
          ...(node.kind === "symlink" ? { target: node.target } : {}),
          ...posix(node),
        }),
      })),
    );
  },
  selfFields: (directory) => rockRidgeFields(posix(directory), { isRootSelf: directory.parent === undefined }),
  parentFields: (directory) => rockRidgeFields(posix(directory.parent ?? directory)),
};

/** Characters of a Joliet name in its relaxed form, which all present readers take. */
const longestJolietName = 103;

/** The real names in UCS-2, as far as Joliet allows; it has no symbolic links. */
export const jolietNaming: Naming = {
  children: (directory) => {
    const names = new UniqueNames();
    return sorted(
      [...directory.children.values()]
        .filter((node) => node.kind !== "symlink")
        .map((node) => ({ node, name: ucs2(jolietName(node.name, names)) })),
    );
  },
};

function posix(node: IsoNode): { mode: number; links: number } {
  if (node.kind === "file") return { mode: fileMode | node.mode, links: 1 };
  if (node.kind === "symlink") return { mode: linkMode | 0o777, links: 1 };
  return { mode: directoryMode | 0o755, links: 2 + node.folders };
}

/** A name that level 1 of the standard allows and no other child has: `USER_DAT.;1`. */
function shortName(node: IsoNode, names: UniqueNames): string {
  const isFile = node.kind !== "directory";
  const dot = isFile ? node.name.lastIndexOf(".") : -1;
  const legal = (text: string, length: number) =>
    text
      .toUpperCase()
      .replaceAll(/[^A-Z0-9_]/g, "_")
      .slice(0, length);
  const stem = legal(dot > 0 ? node.name.slice(0, dot) : node.name, 8);
  const extension = dot > 0 ? legal(node.name.slice(dot + 1), 3) : "";
  return names.take(stem, 8, (base) => (isFile ? `${base}.${extension};1` : base));
}

function jolietName(name: string, names: UniqueNames): string {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : "";
  const legal = (text: string) => text.replaceAll(/[*/:;?\\]/g, "_");
  const stem = legal(name.slice(0, name.length - extension.length));
  return names.take(stem, longestJolietName - extension.length, (base) => base + legal(extension));
}

/** Gives each child of a directory a name of its own, by a number where its beginning is not enough. */
class UniqueNames {
  readonly #taken = new Set<string>();
  /** Where to go on counting, so that many alike names do not each count from one. */
  readonly #numbers = new Map<string, number>();

  take(stem: string, length: number, nameFrom: (base: string) => string): string {
    const first = nameFrom(cut(stem, length));
    let name = first;
    for (let number = this.#numbers.get(first) ?? 1; this.#taken.has(name); number += 1) {
      name = nameFrom(cut(stem, length - String(number).length) + number);
      this.#numbers.set(first, number + 1);
    }
    this.#taken.add(name);
    return name;
  }
}

/** Never in the middle of a surrogate pair. */
function cut(text: string, length: number): string {
  const end = /[\uD800-\uDBFF]/.test(text[length - 1] ?? "") && text.length > length ? length - 1 : length;
  return text.slice(0, end);
}

function sorted(children: NamedChild[]): NamedChild[] {
  return children.sort((a, b) => Buffer.compare(a.name, b.name));
}
