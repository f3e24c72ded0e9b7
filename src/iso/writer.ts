import { EdgelabError } from "../core/errors.ts";
import { encodeRecord, packedSize, packRecords, parentName, recordLength, selfName } from "./directory-record.ts";
import { jolietNaming, type NamedChild, type Naming, primaryNaming } from "./naming.ts";
import { firstDescriptor, sectorSize, sectorsFor } from "./sector.ts";
import { buildTree, type DirectoryNode, type FileNode, type IsoFile } from "./tree.ts";
import {
  encodePathTable,
  encodeTerminator,
  encodeVolumeDescriptor,
  type Hierarchy,
  type PathTableEntry,
  pathTableSize,
} from "./volume-descriptor.ts";

export type { IsoFile } from "./tree.ts";

export interface IsoSpec {
  /** At most 32 characters; readers of Joliet see the first 16. */
  readonly volumeId: string;
  readonly files: readonly IsoFile[];
  /** Date of the volume and everything on it; equal input gives equal bytes. @default 2020-01-01 */
  readonly date?: Date;
}

/**
 * An ISO 9660 volume with Rock Ridge and Joliet names, in memory: made for seeds and small trees.
 *
 * @throws {EdgelabError} ISO_INVALID for a name or volume id that does not fit
 */
export function createIso({ volumeId, files, date = new Date("2020-01-01T00:00:00Z") }: IsoSpec): Uint8Array {
  if (!/^[ -~]{1,32}$/.test(volumeId)) {
    throw new EdgelabError("ISO_INVALID", { what: `${JSON.stringify(volumeId)} cannot be the label of an ISO.` });
  }
  const tree = buildTree(files);
  const space = new Space(firstDescriptor + 3);
  const primary = new DirectoryPlan(tree, primaryNaming);
  const joliet = new DirectoryPlan(tree, jolietNaming);
  for (const plan of [primary, joliet]) plan.placePathTables(space);
  for (const plan of [primary, joliet]) plan.placeDirectories(space);
  const contents = new Map(
    filesOf(tree).map((file) => [file, file.content.length > 0 ? space.take(file.content.length) : 0]),
  );

  const volume = new Uint8Array(space.next * sectorSize);
  const put = (sector: number, bytes: Uint8Array) => volume.set(bytes, sector * sectorSize);
  const describe = (plan: DirectoryPlan, isJoliet: boolean) =>
    encodeVolumeDescriptor({ ...plan.hierarchy(), volumeId, volumeSpace: space.next, date, joliet: isJoliet });
  put(firstDescriptor, describe(primary, false));
  put(firstDescriptor + 1, describe(joliet, true));
  put(firstDescriptor + 2, encodeTerminator());
  for (const plan of [primary, joliet]) plan.write(put, contents, date);
  for (const [file, sector] of contents) put(sector, file.content);
  return volume;
}

/** Sectors given out in order. */
class Space {
  next: number;
  constructor(first: number) {
    this.next = first;
  }
  take(bytes: number): number {
    const sector = this.next;
    this.next += sectorsFor(bytes);
    return sector;
  }
}

interface PlannedDirectory {
  readonly node: DirectoryNode;
  /** As its parent's record names it. */
  readonly name: Uint8Array;
  readonly children: readonly NamedChild[];
  readonly self: Uint8Array | undefined;
  readonly parent: Uint8Array | undefined;
  readonly size: number;
}

/** One hierarchy: its directories in path-table order, their sizes, and then their places. */
class DirectoryPlan {
  /** Breadth first with sorted children, which is the order that path tables want. */
  readonly #directories: readonly PlannedDirectory[];
  readonly #places = new Map<DirectoryNode, { readonly extent: number; readonly size: number }>();
  readonly #root: DirectoryNode;
  #tables: readonly [little: number, big: number] = [0, 0];

  constructor(root: DirectoryNode, naming: Naming) {
    this.#root = root;
    const directories = [planDirectory(root, selfName, naming)];
    for (const { children } of directories) {
      for (const { node, name } of children) {
        if (node.kind === "directory") directories.push(planDirectory(node, name, naming));
      }
    }
    this.#directories = directories;
  }

  placePathTables(space: Space): void {
    const size = this.#pathTableSize();
    this.#tables = [space.take(size), space.take(size)];
  }

  placeDirectories(space: Space): void {
    for (const { node, size } of this.#directories) this.#places.set(node, { extent: space.take(size), size });
  }

  hierarchy(): Hierarchy {
    const [littleEndianPathTable, bigEndianPathTable] = this.#tables;
    return {
      root: this.#place(this.#root),
      pathTableSize: this.#pathTableSize(),
      littleEndianPathTable,
      bigEndianPathTable,
    };
  }

  write(put: (sector: number, bytes: Uint8Array) => void, contents: ReadonlyMap<FileNode, number>, date: Date): void {
    const entries = this.#pathTable();
    put(this.#tables[0], encodePathTable(entries, true));
    put(this.#tables[1], encodePathTable(entries, false));
    for (const { node, children, self, parent } of this.#directories) {
      const records = [
        { name: selfName, ...this.#place(node), isDirectory: true, systemUse: self },
        { name: parentName, ...this.#place(node.parent ?? node), isDirectory: true, systemUse: parent },
        ...children.map(({ node: child, name, systemUse }) =>
          child.kind === "directory"
            ? { name, ...this.#place(child), isDirectory: true, systemUse }
            : { name, extent: contents.get(child) ?? 0, size: child.content.length, isDirectory: false, systemUse },
        ),
      ];
      put(this.#place(node).extent, packRecords(records.map((record) => encodeRecord(record, date))));
    }
  }

  #place(node: DirectoryNode): { readonly extent: number; readonly size: number } {
    const place = this.#places.get(node);
    if (!place) throw new Error("directories are placed before they are written");
    return place;
  }

  #pathTable(): PathTableEntry[] {
    const numbers = new Map(this.#directories.map(({ node }, index) => [node, index + 1]));
    return this.#directories.map(({ node, name }) => ({
      name,
      extent: this.#place(node).extent,
      parent: numbers.get(node.parent ?? node) ?? 1,
    }));
  }

  #pathTableSize(): number {
    return pathTableSize(this.#directories.map(({ name }) => name.length));
  }
}

function planDirectory(node: DirectoryNode, name: Uint8Array, naming: Naming): PlannedDirectory {
  const children = naming.children(node);
  const self = naming.selfSystemUse?.(node);
  const parent = naming.parentSystemUse?.(node);
  const size = packedSize([
    recordLength(selfName.length, self?.length),
    recordLength(parentName.length, parent?.length),
    ...children.map((child) => recordLength(child.name.length, child.systemUse?.length)),
  ]);
  return { node, name, children, self, parent, size };
}

function filesOf(directory: DirectoryNode): FileNode[] {
  return [...directory.children.values()].flatMap((child) => (child.kind === "file" ? [child] : filesOf(child)));
}
