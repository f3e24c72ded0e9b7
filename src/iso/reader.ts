import type { RandomAccess } from "../core/random-access.ts";
import { type BootSupport, readBootSupport } from "./boot-catalog.ts";
import { BoundedSource, invalid } from "./bounded-source.ts";
import { directoryFlag, moreExtentsFlag, recordHeader } from "./directory-record.ts";
import { firstDescriptor, readBoth32, sectorSize, viewOf } from "./sector.ts";
import { decodeRockRidge, type RockRidge, suspSkip } from "./susp.ts";

/** Far above any installer; a crafted volume stops here. */
const limits = { descriptors: 64, depth: 32, entries: 100_000, directoryBytes: 64 << 20, extents: 100 };
const associatedFlag = 0x04;

export interface IsoEntry {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly kind: "file" | "directory" | "symlink";
  /** In bytes. */
  readonly size: number;
  /** POSIX mode, when the volume has Rock Ridge. */
  readonly mode: number | undefined;
  /** Where a symlink points; never followed. */
  readonly target: string | undefined;
  /** Where the bytes are, in order. */
  readonly extents: readonly { readonly sector: number; readonly size: number }[];
}

export interface IsoImage {
  /** Of the primary descriptor, without padding. */
  readonly volumeId: string;
  /** As libblkid and the kernel's by-label links show it: Joliet's when there is one. */
  readonly label: string;
  /** Whose names the entries have: those Linux would show. */
  readonly names: "rock-ridge" | "joliet" | "plain";
  readonly boot: BootSupport;
  /** By path, a directory before what is in it; without the root. */
  readonly entries: ReadonlyMap<string, IsoEntry>;
  /**
   * @throws {EdgelabError} ISO_INVALID when there is no such file, or it has more than `maxBytes` (default 16 MiB)
   */
  readFile(path: string, options?: { readonly maxBytes?: number }): Promise<Uint8Array>;
}

/**
 * Reads the tree of an ISO 9660 volume with Rock Ridge, Joliet or plain names.
 * Every offset is checked against the image, loops and absurd sizes are refused, links are not followed.
 *
 * @throws {EdgelabError} ISO_INVALID
 */
export async function readIso(image: RandomAccess): Promise<IsoImage> {
  const source = new BoundedSource(image);
  const volume = await readDescriptors(source);
  const skip = suspSkip((await readRootSelf(source, volume.primaryRoot)).systemUse);
  const names = skip !== undefined ? "rock-ridge" : volume.jolietRoot ? "joliet" : "plain";
  const root = names === "joliet" && volume.jolietRoot ? volume.jolietRoot : volume.primaryRoot;
  const entries = await new Walk(source, names, skip ?? 0).from(root);
  return {
    volumeId: volume.volumeId,
    label: labelOf(volume.volumeId, volume.jolietId),
    names,
    boot: await readBootSupport(source, volume.bootCatalog),
    entries,
    readFile: async (path, { maxBytes = 16 << 20 } = {}) => {
      const entry = entries.get(path);
      if (entry?.kind !== "file") throw invalid(`there is no file ${path}`);
      if (entry.size > maxBytes) throw invalid(`${path} has ${entry.size} bytes, more than the ${maxBytes} looked for`);
      const parts = entry.extents.map(({ sector, size }) => source.read(sector, size, path));
      return Buffer.concat(await Promise.all(parts));
    },
  };
}

interface Place {
  readonly extent: number;
  readonly size: number;
}

interface Volume {
  readonly volumeId: string;
  readonly primaryRoot: Place;
  readonly jolietId: string | undefined;
  readonly jolietRoot: Place | undefined;
  readonly bootCatalog: number | undefined;
}

async function readDescriptors(source: BoundedSource): Promise<Volume> {
  let primary: { id: string; root: Place } | undefined;
  let joliet: { id: string; root: Place } | undefined;
  let bootCatalog: number | undefined;
  for (let sector = firstDescriptor; sector < firstDescriptor + limits.descriptors; sector += 1) {
    const bytes = await source.read(sector, sectorSize, "the list of volume descriptors");
    if (text(bytes, 1, 5) !== "CD001") throw invalid(`sector ${sector} holds no volume descriptor`);
    const type = bytes[0];
    if (type === 255) break;
    if (type === 0 && text(bytes, 7, 23) === "EL TORITO SPECIFICATION") {
      bootCatalog ??= viewOf(bytes).getUint32(71, true);
    } else if (type === 1) {
      if (viewOf(bytes).getUint16(128, true) !== sectorSize) throw invalid("its blocks are not of 2048 bytes");
      primary ??= { id: text(bytes, 40, 32), root: rootOf(bytes) };
    } else if (type === 2 && /^%\/[@CE]/.test(text(bytes, 88, 3))) {
      joliet ??= { id: ucs2Text(bytes.subarray(40, 72)), root: rootOf(bytes) };
    }
  }
  if (!primary) throw invalid("it has no primary volume descriptor");
  return {
    volumeId: trimmed(primary.id),
    primaryRoot: primary.root,
    jolietId: joliet && trimmed(joliet.id),
    jolietRoot: joliet?.root,
    bootCatalog,
  };
}

function rootOf(descriptor: Uint8Array): Place {
  const record = parseRecord(descriptor.subarray(156, 190));
  if (!record.isDirectory) throw invalid("its root is not a directory");
  return record;
}

async function readRootSelf(source: BoundedSource, root: Place): Promise<RawRecord> {
  const sector = await source.read(root.extent, Math.min(root.size, sectorSize), "the root directory");
  const length = sector[0] ?? 0;
  if (length <= recordHeader || length > sector.length) throw invalid("its root directory does not begin with itself");
  return parseRecord(sector.subarray(0, length));
}

interface RawRecord extends Place {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly isDirectory: boolean;
  readonly systemUse: Uint8Array;
}

function parseRecord(bytes: Uint8Array): RawRecord {
  const view = viewOf(bytes);
  const [extent, size] = [readBoth32(view, 2), readBoth32(view, 10)];
  if (extent === undefined || size === undefined) throw invalid("a directory record contradicts itself in byte order");
  const flags = bytes[25]!;
  const nameLength = bytes[32]!;
  const nameEnd = recordHeader + nameLength;
  if (nameLength === 0 || nameEnd > bytes.length) throw invalid("a directory record is shorter than its name");
  return {
    extent: extent + bytes[1]!, // an extended attribute record comes before the data
    size,
    flags,
    isDirectory: (flags & directoryFlag) !== 0,
    name: bytes.subarray(recordHeader, nameEnd),
    systemUse: bytes.subarray(Math.min(nameEnd + (nameEnd % 2), bytes.length)),
  };
}

/** One walk over one hierarchy, with the counters that bound it. */
class Walk {
  readonly #source: BoundedSource;
  readonly #names: IsoImage["names"];
  readonly #skip: number;
  readonly #entries = new Map<string, IsoEntry>();
  readonly #visited = new Set<number>();
  #directoryBytes = 0;

  constructor(source: BoundedSource, names: IsoImage["names"], skip: number) {
    this.#source = source;
    this.#names = names;
    this.#skip = skip;
  }

  async from(root: Place): Promise<ReadonlyMap<string, IsoEntry>> {
    const waiting = [{ path: "", depth: 0, place: root }];
    for (let at = waiting.shift(); at; at = waiting.shift()) {
      const { path, depth, place } = at;
      if (depth > limits.depth) throw invalid(`its directories are more than ${limits.depth} deep`);
      if (this.#visited.has(place.extent)) throw invalid(`directory ${path} is reached twice`);
      this.#visited.add(place.extent);
      for (const { entry, directory } of await this.#directory(path, place)) {
        if (this.#entries.has(entry.path)) throw invalid(`${entry.path} is there twice`);
        if (this.#entries.size >= limits.entries) throw invalid(`it has more than ${limits.entries} entries`);
        this.#entries.set(entry.path, entry);
        if (directory) waiting.push({ path: entry.path, depth: depth + 1, place: directory });
      }
    }
    return this.#entries;
  }

  async #directory(path: string, place: Place): Promise<{ entry: IsoEntry; directory?: Place }[]> {
    this.#directoryBytes += place.size;
    if (this.#directoryBytes > limits.directoryBytes) throw invalid("its directories are absurdly large");
    const bytes = await this.#source.read(place.extent, place.size, `directory ${path || "/"}`);
    const found: { entry: IsoEntry; directory?: Place }[] = [];
    let unfinished: { path: string; extents: { sector: number; size: number }[] } | undefined;
    for (const record of recordsOf(bytes)) {
      const rockRidge =
        this.#names === "rock-ridge" ? await decodeRockRidge(record.systemUse, this.#skip, this.#source) : undefined;
      if (rockRidge?.isMoved || record.flags & associatedFlag) continue;
      const entryPath = `${path}/${this.#nameOf(record, rockRidge)}`;
      const directory = await this.#directoryOf(record, rockRidge);
      if (directory) {
        found.push({ entry: entryOf(entryPath, "directory", rockRidge, []), directory });
        continue;
      }
      if (unfinished && unfinished.path !== entryPath) throw invalid(`${unfinished.path} has no last extent`);
      const extents = unfinished?.extents ?? [];
      if (record.size > 0) extents.push({ sector: record.extent, size: record.size });
      if (extents.length > limits.extents) throw invalid(`${entryPath} has more than ${limits.extents} extents`);
      if (record.size > 0) this.#source.check(record.extent, record.size, entryPath);
      unfinished = record.flags & moreExtentsFlag ? { path: entryPath, extents } : undefined;
      const kind = rockRidge?.target === undefined ? "file" : "symlink";
      if (!unfinished) found.push({ entry: entryOf(entryPath, kind, rockRidge, extents) });
    }
    if (unfinished) throw invalid(`${unfinished.path} has no last extent`);
    return found;
  }

  async #directoryOf(record: RawRecord, rockRidge: RockRidge | undefined): Promise<Place | undefined> {
    if (rockRidge?.movedTo === undefined) return record.isDirectory ? record : undefined;
    return readRootSelf(this.#source, { extent: rockRidge.movedTo, size: sectorSize });
  }

  #nameOf(record: RawRecord, rockRidge: RockRidge | undefined): string {
    const name =
      this.#names === "joliet" ? withoutVersion(ucs2Text(record.name)) : (rockRidge?.name ?? plainName(record.name));
    // oxlint-disable-next-line no-control-regex -- a name with these is an attack on whoever prints or stores it
    if (name === "" || name === "." || name === ".." || /[/\u0000-\u001f\u007f]/.test(name)) {
      throw invalid(`it holds the impossible name ${JSON.stringify(name)}`);
    }
    return name;
  }
}

/** The records of a directory but its first two, which are itself and its parent. */
function* recordsOf(directory: Uint8Array): Generator<RawRecord> {
  for (let at = 0; at < directory.length; ) {
    const length = directory[at]!;
    const sectorEnd = at - (at % sectorSize) + sectorSize;
    if (length === 0) {
      at = sectorEnd;
      continue;
    }
    const end = at + length;
    if (length <= recordHeader || end > sectorEnd || end > directory.length) {
      throw invalid("a directory record crosses the end of its sector");
    }
    const record = parseRecord(directory.subarray(at, end));
    if (!(record.name.length === 1 && record.name[0]! <= 1)) yield record;
    at = end;
  }
}

function entryOf(
  path: string,
  kind: IsoEntry["kind"],
  rockRidge: RockRidge | undefined,
  extents: IsoEntry["extents"],
): IsoEntry {
  const size = extents.reduce((sum, extent) => sum + extent.size, 0);
  return { path, kind, size, mode: rockRidge?.mode, target: rockRidge?.target, extents };
}

/** As Linux shows plain names: lower case, without version and an empty extension. */
function plainName(name: Uint8Array): string {
  return withoutVersion(Buffer.from(name).toString("latin1")).replace(/\.$/, "").toLowerCase();
}

function withoutVersion(name: string): string {
  return name.replace(/;\d+$/, "");
}

/** Joliet's label, completed from the primary one where its 16 characters were not enough. */
function labelOf(volumeId: string, jolietId: string | undefined): string {
  if (!jolietId) return volumeId;
  const alike = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
  const isPrefix = alike(volumeId.slice(0, jolietId.length)) === alike(jolietId);
  return isPrefix && jolietId.length === 16 ? jolietId + volumeId.slice(16) : jolietId;
}

function text(bytes: Uint8Array, offset: number, length: number): string {
  return Buffer.from(bytes.subarray(offset, offset + length)).toString("latin1");
}

function ucs2Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString("utf16le");
}

function trimmed(label: string): string {
  return label.replace(/[\0 ]+$/, "");
}
