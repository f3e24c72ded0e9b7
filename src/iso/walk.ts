import { type BoundedSource, invalid } from "./bounded-source.ts";
import { moreExtentsFlag } from "./directory-record.ts";
import { type Place, type RawRecord, readSelf, recordsOf } from "./raw-record.ts";
import { sectorsFor } from "./sector.ts";
import type { RockRidge, SuspReader } from "./susp.ts";
import { deepest } from "./tree.ts";
import { ucs2Text } from "./volume-descriptor.ts";

/** Far above any installer; a crafted volume stops here. */
const limits = {
  depth: deepest + 1,
  entries: 100_000,
  directoryBytes: 64 << 20,
  extents: 100,
  /** Of all paths together, in characters. */
  paths: 32 << 20,
};
const associatedFlag = 0x04;

export interface IsoEntry {
  /** Absolute, with `/`. */
  readonly path: string;
  /** `special`: a device, a socket or a pipe. */
  readonly kind: "file" | "directory" | "symlink" | "special";
  /** In bytes. */
  readonly size: number;
  /** POSIX mode, when the volume has Rock Ridge. */
  readonly mode: number | undefined;
  /** Where a symlink points; never followed. */
  readonly target: string | undefined;
  /** Where the bytes are, in order. */
  readonly extents: readonly { readonly sector: number; readonly size: number }[];
  /** Stored in the compressed form of zisofs, which is not read; `size` is that of the content. */
  readonly isCompressed: boolean;
}

/** Whose names entries have. */
export type IsoNames = "rock-ridge" | "joliet" | "plain";

interface Found {
  readonly entry: IsoEntry;
  /** Where it goes on, when it is a directory. */
  readonly directory?: Place;
}

/** One walk over one hierarchy, with the counters that bound it. */
export class Walk {
  readonly #source: BoundedSource;
  readonly #names: IsoNames;
  readonly #susp: SuspReader | undefined;
  readonly #entries = new Map<string, IsoEntry>();
  readonly #visited = new VisitedSectors();
  #directoryBytes = 0;
  #pathLength = 0;

  /** @param susp without it, the fields of Rock Ridge are not read */
  constructor(source: BoundedSource, names: IsoNames, susp: SuspReader | undefined) {
    this.#source = source;
    this.#names = names;
    this.#susp = susp;
  }

  /** @throws {EdgelabError} ISO_INVALID for whatever is unsound, cyclic or larger than the limits */
  async from(root: Place): Promise<ReadonlyMap<string, IsoEntry>> {
    const waiting = [{ path: "", depth: 0, place: root }];
    for (const { path, depth, place } of waiting) {
      if (depth > limits.depth) throw invalid(`its directories are more than ${limits.depth} deep`);
      for (const { entry, directory } of await this.#directory(path, place)) {
        this.#add(entry);
        if (directory) waiting.push({ path: entry.path, depth: depth + 1, place: directory });
      }
    }
    return this.#entries;
  }

  #add(entry: IsoEntry): void {
    if (this.#entries.has(entry.path)) throw invalid(`${entry.path} is there twice`);
    if (this.#entries.size >= limits.entries) throw invalid(`it has more than ${limits.entries} entries`);
    this.#pathLength += entry.path.length;
    if (this.#pathLength > limits.paths) throw invalid("its paths are absurdly long");
    this.#entries.set(entry.path, entry);
  }

  async #directory(path: string, place: Place): Promise<Found[]> {
    this.#directoryBytes += place.size;
    if (this.#directoryBytes > limits.directoryBytes) throw invalid("its directories are absurdly large");
    if (!this.#visited.add(place)) throw invalid(`directory ${path} is reached twice, or overlaps another`);
    const bytes = await this.#source.read(place.extent, place.size, `directory ${path || "/"}`);
    const found: Found[] = [];
    const taken = new Set<string>();
    let unfinished: Unfinished | undefined;
    for (const record of recordsOf(bytes)) {
      const rockRidge = await this.#susp?.decode(record.systemUse);
      if (rockRidge?.isMoved || record.flags & associatedFlag) continue;
      const name = unfinished ? this.#nameOf(record, rockRidge) : this.#freeName(record, rockRidge, taken);
      const directory = await this.#directoryOf(record, rockRidge);
      if (directory) {
        found.push({ entry: entryOf(`${path}/${name}`, "directory", rockRidge, []), directory });
      } else {
        unfinished = this.#withExtent(unfinished, { path: `${path}/${name}`, record });
        if (record.flags & moreExtentsFlag) continue;
        found.push({ entry: entryOf(unfinished.path, kindOf(rockRidge), rockRidge, unfinished.extents) });
        unfinished = undefined;
      }
      if (unfinished) throw withoutEnd(unfinished);
    }
    if (unfinished) throw withoutEnd(unfinished);
    return found;
  }

  #withExtent(before: Unfinished | undefined, { path, record }: { path: string; record: RawRecord }): Unfinished {
    if (before && before.path.toLowerCase() !== path.toLowerCase()) throw withoutEnd(before);
    const file = before ?? { path, extents: [] };
    if (record.size === 0) return file;
    if (record.isInterleaved) throw invalid(`${path} is interleaved, which no reader supports`);
    this.#source.check(record.extent, record.size, path);
    const overlaps = file.extents.some(
      ({ sector, size }) =>
        record.extent < sector + sectorsFor(size) && sector < record.extent + sectorsFor(record.size),
    );
    if (overlaps) throw invalid(`the parts of ${path} overlap`);
    if (file.extents.length === limits.extents) throw invalid(`${path} has more than ${limits.extents} extents`);
    file.extents.push({ sector: record.extent, size: record.size });
    return file;
  }

  async #directoryOf(record: RawRecord, rockRidge: RockRidge | undefined): Promise<Place | undefined> {
    if (rockRidge?.movedTo !== undefined) return readSelf(this.#source, { extent: rockRidge.movedTo, size: 2048 });
    return record.isDirectory ? record : undefined;
  }

  /** A plain name in the case it has on the volume, where the one that Linux shows is taken. */
  #freeName(record: RawRecord, rockRidge: RockRidge | undefined, taken: Set<string>): string {
    const shown = this.#nameOf(record, rockRidge);
    if (this.#names !== "plain") return shown;
    const name = taken.has(shown) ? checked(plainName(record.name)) : shown;
    taken.add(name);
    return name;
  }

  #nameOf(record: RawRecord, rockRidge: RockRidge | undefined): string {
    if (this.#names === "joliet") return checked(withoutVersion(ucs2Text(record.name)));
    return checked(rockRidge?.name ?? plainName(record.name).toLowerCase());
  }
}

interface Unfinished {
  readonly path: string;
  readonly extents: { readonly sector: number; readonly size: number }[];
}

function withoutEnd({ path }: Unfinished): Error {
  return invalid(`${path} has no last extent`);
}

/** Sectors that directories were read from; no two directories of a sound volume share one. */
class VisitedSectors {
  readonly #sectors = new Set<number>();

  /** @returns false when one of them was there already */
  add({ extent, size }: Place): boolean {
    const before = this.#sectors.size;
    const count = Math.max(1, sectorsFor(size));
    for (let sector = extent; sector < extent + count; sector += 1) this.#sectors.add(sector);
    return this.#sectors.size === before + count;
  }
}

function checked(name: string): string {
  // oxlint-disable-next-line no-control-regex -- a name with these is an attack on whoever prints or stores it
  if (name === "" || name === "." || name === ".." || /[/\u0000-\u001f\u007f]/.test(name)) {
    throw invalid(`it holds the impossible name ${JSON.stringify(name)}`);
  }
  return name;
}

function kindOf(rockRidge: RockRidge | undefined): IsoEntry["kind"] {
  if (rockRidge?.target !== undefined) return "symlink";
  const type = (rockRidge?.mode ?? 0) & 0o170000;
  return type === 0 || type === 0o100000 ? "file" : "special";
}

function entryOf(
  path: string,
  kind: IsoEntry["kind"],
  rockRidge: RockRidge | undefined,
  extents: IsoEntry["extents"],
): IsoEntry {
  const stored = extents.reduce((sum, extent) => sum + extent.size, 0);
  const { mode, target, uncompressedSize } = rockRidge ?? {};
  const isCompressed = uncompressedSize !== undefined;
  return { path, kind, size: uncompressedSize ?? stored, mode, target, extents, isCompressed };
}

/** As Linux shows plain names, but for their case: without version and an empty extension. */
function plainName(name: Uint8Array): string {
  return withoutVersion(Buffer.from(name).toString("latin1")).replace(/\.$/, "");
}

function withoutVersion(name: string): string {
  return name.replace(/;\d+$/, "");
}
