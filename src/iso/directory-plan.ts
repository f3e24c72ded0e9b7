import { EdgelabError } from "../core/errors.ts";
import type { ContinuationArea, SystemUse } from "./continuation-area.ts";
import {
  type DirectoryRecord,
  encodeRecord,
  packedSize,
  packRecords,
  parentName,
  recordLength,
  selfName,
} from "./directory-record.ts";
import type { NamedChild, Naming } from "./naming.ts";
import { sectorSize, type Space } from "./sector.ts";
import type { DirectoryNode, FileNode } from "./tree.ts";
import { encodePathTable, type Hierarchy, type PathTableEntry, pathTableSize } from "./volume-descriptor.ts";

/** Largest extent, in bytes: a whole number of sectors below 4 GiB, as xorriso cuts longer files. */
export const largestExtent = 0xffff_f800;
/** Path tables number parents with 16 bits. */
const mostDirectories = 0xffff;

/** Where the bytes of a file begin; they are contiguous. */
export type Placed = ReadonlyMap<FileNode, { readonly sector: number; readonly sizeBytes: number }>;

interface PlannedChild {
  readonly node: NamedChild["node"];
  readonly name: Uint8Array;
  readonly systemUse: SystemUse | undefined;
}

interface PlannedDirectory {
  readonly node: DirectoryNode;
  /** As its parent's record names it. */
  readonly name: Uint8Array;
  readonly children: readonly PlannedChild[];
  readonly self: SystemUse | undefined;
  readonly parent: SystemUse | undefined;
  readonly size: number;
}

/** One hierarchy: its directories in path-table order, their sizes, and then their places. */
export class DirectoryPlan {
  /** Breadth first with sorted children, which is the order that path tables want. */
  readonly #directories: readonly PlannedDirectory[];
  readonly #places = new Map<DirectoryNode, { readonly extent: number; readonly size: number }>();
  readonly #root: DirectoryNode;
  readonly #sizes: ReadonlyMap<FileNode, number>;
  #tables: readonly [little: number, big: number] = [0, 0];

  /** @throws {EdgelabError} ISO_INVALID when there are more directories than the format can number */
  constructor(
    root: DirectoryNode,
    naming: Naming,
    { sizes, continuations }: { sizes: ReadonlyMap<FileNode, number>; continuations: ContinuationArea },
  ) {
    this.#root = root;
    this.#sizes = sizes;
    const plan = (node: DirectoryNode, name: Uint8Array) => this.#plan(node, { name, naming, continuations });
    const directories = [plan(root, selfName)];
    for (const { children } of directories) {
      for (const { node, name } of children) if (node.kind === "directory") directories.push(plan(node, name));
      if (directories.length > mostDirectories) {
        throw new EdgelabError("ISO_INVALID", { what: `An ISO holds at most ${mostDirectories} directories.` });
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

  *pathTables(): Generator<{ sector: number; content: Uint8Array }> {
    const entries = this.#pathTable();
    yield { sector: this.#tables[0], content: encodePathTable(entries, true) };
    yield { sector: this.#tables[1], content: encodePathTable(entries, false) };
  }

  *directories(files: Placed, date: Date): Generator<{ sector: number; content: Uint8Array }> {
    for (const { node, children, self, parent } of this.#directories) {
      const records: DirectoryRecord[] = [
        { name: selfName, ...this.#place(node), isDirectory: true, systemUse: self?.encode() },
        { name: parentName, ...this.#place(node.parent ?? node), isDirectory: true, systemUse: parent?.encode() },
        ...children.flatMap((child) => this.#records(child, files)),
      ];
      const content = packRecords(records.map((record) => encodeRecord(record, date)));
      yield { sector: this.#place(node).extent, content };
    }
  }

  #records({ node, name, systemUse }: PlannedChild, files: Placed): DirectoryRecord[] {
    const common = { name, systemUse: systemUse?.encode() };
    if (node.kind === "directory") return [{ ...common, ...this.#place(node), isDirectory: true }];
    if (node.kind === "symlink") return [{ ...common, extent: 0, size: 0, isDirectory: false }];
    const { sector = 0, sizeBytes = 0 } = files.get(node) ?? {};
    return Array.from({ length: extentCount(sizeBytes) }, (_, index) => ({
      ...common,
      extent: sector + index * (largestExtent / sectorSize),
      size: Math.min(largestExtent, sizeBytes - index * largestExtent),
      isDirectory: false,
      moreExtents: index < extentCount(sizeBytes) - 1,
    }));
  }

  #plan(
    node: DirectoryNode,
    { name, naming, continuations }: { name: Uint8Array; naming: Naming; continuations: ContinuationArea },
  ): PlannedDirectory {
    const fit = (fields: readonly Uint8Array[] | undefined, nameLength: number) =>
      fields && continuations.fit(fields, recordLength(nameLength));
    const self = fit(naming.selfFields?.(node), selfName.length);
    const parent = fit(naming.parentFields?.(node), parentName.length);
    const children = naming
      .children(node)
      .map((child) => ({ node: child.node, name: child.name, systemUse: fit(child.fields, child.name.length) }));
    const size = packedSize([
      recordLength(selfName.length, self?.length),
      recordLength(parentName.length, parent?.length),
      ...children.flatMap((child) => {
        const records = child.node.kind === "file" ? extentCount(this.#sizes.get(child.node) ?? 0) : 1;
        return Array.from({ length: records }, () => recordLength(child.name.length, child.systemUse?.length));
      }),
    ]);
    return { node, name, children, self, parent, size };
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

/** An empty file has a record, too. */
function extentCount(sizeBytes: number): number {
  return Math.max(1, Math.ceil(sizeBytes / largestExtent));
}
