import { randomUUID } from "node:crypto";
import type { Clock } from "../../../core/clock.ts";
import type { RandomAccess } from "../../../core/random-access.ts";
import { fault, type Fault } from "../fault.ts";
import { Blobs, Draft, type Stored } from "./blobs.ts";
import { baseName, formatDatastorePath, parentPath, parseDatastorePath } from "./datastore-path.ts";
import { type DiskImage, type DiskImageState, restoreImage, saveImage } from "./disk-image.ts";
import { VirtualDisk, type VirtualDiskState } from "./virtual-disk.ts";

export type Content =
  | { readonly kind: "directory" }
  /** Uploaded bytes, in a file of the data folder named `blob`: their digest, once all have arrived. */
  | { readonly kind: "blob"; blob: string; size: number }
  /** What vCenter itself writes: a `.vmx`, a log. */
  | { readonly kind: "text"; text: string }
  | { readonly kind: "disk"; readonly disk: VirtualDisk };

type LockMode = "shared" | "exclusive";

/** A file or directory. It keeps its identity when renamed. */
export interface Entry {
  readonly content: Content;
  modifiedMs: number;
  /** Who has it open: running machines and uploads. */
  readonly locks: Map<object, LockMode>;
}

type ContentState =
  | { kind: "directory" }
  | { kind: "blob"; blob: string; size: number }
  | { kind: "text"; text: string }
  | { kind: "disk"; disk: VirtualDiskState };

export interface DatastoreFilesState {
  /** Uploaded images that disks stand on. */
  readonly images?: readonly DiskImageState[];
  readonly entries: readonly { readonly path: string; readonly modifiedMs: number; readonly content: ContentState }[];
}

interface Settings {
  readonly datastore: string;
  readonly capacityBytes: number;
  /** Folder of the blobs. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** After each change of names or sizes. */
  readonly changed: () => void;
}

/** The files of one datastore: names and sizes in memory, uploaded bytes on disk. All but reading and writing is synchronous. */
export class DatastoreFiles {
  readonly datastore: string;
  readonly capacityBytes: number;
  /** The bytes behind the names. */
  readonly blobs: Blobs;
  readonly #settings: Settings;
  readonly #entries = new Map<string, Entry>();
  #usedBytes = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.datastore = settings.datastore;
    this.capacityBytes = settings.capacityBytes;
    this.blobs = new Blobs(settings.dataDir);
  }

  get freeBytes(): number {
    return Math.max(0, this.capacityBytes - this.#usedBytes);
  }

  /** Disks that are thin may still grow by this much in all. */
  get uncommittedBytes(): number {
    let sum = 0;
    for (const { content } of this.#entries.values()) {
      if (content.kind === "disk") sum += Math.max(0, content.disk.capacityBytes - content.disk.committedBytes);
    }
    return sum;
  }

  find(path: string): Entry | undefined {
    return path === "" ? root : this.#entries.get(path);
  }

  /** @throws FileNotFound */
  get(path: string): Entry {
    const entry = this.find(path);
    if (!entry) throw this.#fault("FileNotFound", path, "was not found");
    return entry;
  }

  diskAt(path: string): VirtualDisk | undefined {
    const content = this.find(path)?.content;
    return content?.kind === "disk" ? content.disk : undefined;
  }

  disks(): readonly VirtualDisk[] {
    return [...this.#entries.values()].flatMap(({ content }) => (content.kind === "disk" ? [content.disk] : []));
  }

  /** Names and entries directly in a directory, sorted. @throws FileNotFound when it is missing or no directory */
  list(directory: string): readonly (readonly [name: string, entry: Entry])[] {
    if (this.get(directory).content.kind !== "directory") throw this.#fault("FileNotFound", directory, "was not found");
    return [...this.#entries]
      .filter(([path]) => parentPath(path) === directory)
      .map(([path, entry]) => [baseName(path), entry] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  /** @throws FileAlreadyExists; FileNotFound when the parent is missing and `createParents` is not set */
  makeDirectory(path: string, createParents: boolean): void {
    if (this.find(path)) throw this.#fault("FileAlreadyExists", path, "already exists");
    if (createParents) this.makeParents(path);
    else this.get(parentPath(path));
    this.#entries.set(path, this.#entry({ kind: "directory" }));
    this.#settings.changed();
  }

  makeParents(path: string): void {
    const parent = parentPath(path);
    const existing = this.find(parent);
    if (!existing) this.makeDirectory(parent, true);
    else if (existing.content.kind !== "directory") throw this.#fault("FileAlreadyExists", parent, "already exists");
  }

  /** Replaces the text of a file that vCenter writes. */
  writeText(path: string, text: string): void {
    const existing = this.find(path)?.content;
    if (existing?.kind === "text") {
      if (existing.text === text) return;
      this.#usedBytes += Buffer.byteLength(text) - Buffer.byteLength(existing.text);
      existing.text = text;
      this.get(path).modifiedMs = this.#settings.clock.now();
    } else {
      this.makeParents(path);
      this.#usedBytes += Buffer.byteLength(text);
      this.#entries.set(path, this.#entry({ kind: "text", text }));
    }
    this.#settings.changed();
  }

  /** @throws FileAlreadyExists, NoDiskSpace */
  addDisk(
    path: string,
    settings: { capacityBytes: number; thin: boolean; parent?: VirtualDisk | undefined },
  ): VirtualDisk {
    if (this.find(path)) throw this.#fault("FileAlreadyExists", path, "already exists");
    const disk = new VirtualDisk(this, path, { ...settings, id: randomUUID() });
    this.demand(disk.committedBytes, path);
    this.makeParents(path);
    this.#entries.set(path, this.#entry({ kind: "disk", disk }));
    this.spaceChanged(disk.committedBytes);
    return disk;
  }

  /** @throws NoDiskSpace unless `bytes` are free */
  demand(bytes: number, path: string): void {
    if (bytes <= this.freeBytes) return;
    throw fault(
      "NoDiskSpace",
      { file: this.#name(path), datastore: this.datastore },
      `Insufficient disk space on datastore '${this.datastore}'.`,
    );
  }

  /** Accounts for bytes that a disk or an upload took or gave back. */
  spaceChanged(bytes: number): void {
    this.#usedBytes += bytes;
    this.#settings.changed();
  }

  /** Recursive. @throws FileNotFound; FileLocked when anything below is open, or is the parent of a disk elsewhere */
  remove(path: string): void {
    this.get(path);
    const doomed = this.#tree(path);
    for (const [at, entry] of doomed) this.#refuseLocked(at, entry);
    this.#refuseParents(doomed);
    for (const [at, entry] of doomed) {
      this.#entries.delete(at);
      this.#usedBytes -= sizeOf(entry.content);
      if (entry.content.kind === "blob") this.blobs.release(entry.content.blob);
      if (entry.content.kind === "disk") entry.content.disk.release();
    }
    this.#settings.changed();
  }

  /** Renames a file or directory, within this datastore. @throws FileNotFound, FileAlreadyExists, FileLocked */
  move(from: string, to: string, force: boolean): void {
    this.get(from);
    if (to === from || to.startsWith(`${from}/`)) throw this.#fault("FileAlreadyExists", to, "already exists");
    const moving = this.#tree(from);
    for (const [at, entry] of moving) this.#refuseLocked(at, entry);
    this.#refuseParents(moving);
    this.#makeRoom(to, force);
    for (const [at, entry] of moving) {
      const target = to + at.slice(from.length);
      this.#entries.delete(at);
      this.#entries.set(target, entry);
      if (entry.content.kind === "disk") entry.content.disk.path = target;
    }
    this.#settings.changed();
  }

  /** Copies a file or directory to another place, perhaps on another datastore. @throws as {@link move}, and NoDiskSpace */
  copyTo(from: string, target: DatastoreFiles, to: string, force: boolean): void {
    this.get(from);
    const tree = this.#tree(from);
    for (const [at, { locks }] of tree) if ([...locks.values()].includes("exclusive")) throw this.#locked(at);
    target.demand(
      tree.reduce((sum, [, entry]) => sum + sizeOf(entry.content), 0),
      to,
    );
    target.#makeRoom(to, force);
    for (const [at, { content }] of tree) target.#adopt(to + at.slice(from.length), content, this);
    target.#settings.changed();
  }

  /** @throws FileLocked when somebody else has it open in a way that excludes this */
  lock(path: string, holder: object, mode: LockMode): void {
    const entry = this.get(path);
    for (const [other, held] of entry.locks) {
      if (other !== holder && (mode === "exclusive" || held === "exclusive")) throw this.#locked(path);
    }
    entry.locks.set(holder, mode);
  }

  /** @param file the datastore path, `[nvme-01] a/b.iso` */
  unlock(file: string, holder: object): void {
    this.find(parseDatastorePath(file, "fileName").path)?.locks.delete(holder);
  }

  unlockAll(holder: object): void {
    for (const entry of this.#entries.values()) entry.locks.delete(holder);
  }

  /** The bytes of a file, read as they are needed. @throws FileNotFound */
  open(path: string): RandomAccess {
    const { content } = this.get(path);
    if (content.kind === "blob") return this.blobs.read(content.blob, content.size);
    if (content.kind === "directory") throw this.#fault("FileNotFound", path, "was not found");
    const bytes = Buffer.from(content.kind === "text" ? content.text : describeDisk(content.disk));
    return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
  }

  /**
   * Takes an upload. The file is there from the first byte and stays, cut short, when the upload breaks off: as on a real
   * datastore, where a name alone says nothing about completeness.
   *
   * @throws FileLocked when the old file is open; NoDiskSpace as soon as the datastore is full
   */
  async receive(
    path: string,
    chunks: AsyncIterable<Uint8Array>,
    expectedBytes?: number,
  ): Promise<"created" | "replaced"> {
    const existing = this.find(path);
    if (existing?.content.kind === "directory") throw this.#fault("FileAlreadyExists", path, "already exists");
    if (existing) this.remove(path);
    this.demand(expectedBytes ?? 0, path);
    this.makeParents(path);
    const draft = new Draft();
    const content = { kind: "blob" as const, blob: draft.name, size: 0 };
    const entry = this.#entry(content);
    this.#entries.set(path, entry);
    entry.locks.set(content, "exclusive");
    this.#settings.changed();
    try {
      await this.blobs.write(draft, chunks, (chunk) => {
        this.demand(chunk.length, path);
        content.size += chunk.length;
        this.#usedBytes += chunk.length;
      });
    } finally {
      content.blob = this.blobs.seal(draft).blob;
      entry.locks.delete(content);
      entry.modifiedMs = this.#settings.clock.now();
      this.#settings.changed();
    }
    return existing ? "replaced" : "created";
  }

  /**
   * Takes bytes that get no name of their own, such as a disk's: they count as used until the caller lets go of them. An
   * upload that breaks off leaves nothing.
   *
   * @param path what NoDiskSpace names
   * @throws NoDiskSpace as soon as the datastore is full
   */
  async receiveUnnamed(path: string, chunks: AsyncIterable<Uint8Array>): Promise<Stored> {
    const draft = new Draft();
    try {
      await this.blobs.write(draft, chunks, (chunk) => {
        this.demand(chunk.length, path);
        this.spaceChanged(chunk.length);
      });
      return this.blobs.seal(draft);
    } catch (error) {
      this.blobs.discard(draft);
      throw error;
    } finally {
      this.spaceChanged(-draft.size);
    }
  }

  /** Names bytes that were received without a name. The caller's hold on them passes to the file. */
  addBlob(path: string, { blob, size }: Stored): void {
    if (this.find(path)) this.remove(path);
    this.demand(size, path);
    this.makeParents(path);
    this.#entries.set(path, this.#entry({ kind: "blob", blob, size }));
    this.spaceChanged(size);
  }

  /** An image of this digest that a disk already stands on: the same upload need not be looked into twice. */
  imageOf(blob: string): DiskImage | undefined {
    return this.disks().find(({ ownImage }) => ownImage?.blob === blob)?.ownImage;
  }

  save(): DatastoreFilesState {
    const entries = [...this.#entries].map(([path, { content, modifiedMs }]) => ({
      path,
      modifiedMs,
      content: content.kind === "disk" ? { kind: "disk" as const, disk: content.disk.save() } : { ...content },
    }));
    const images = new Set(this.disks().flatMap(({ ownImage }) => ownImage ?? []));
    return { images: [...images].map(saveImage), entries };
  }

  /** Puts saved entries in place and forgets blobs that nothing refers to. */
  restore({ entries, images: savedImages = [] }: DatastoreFilesState): void {
    const images = new Map(savedImages.map((state) => [state.blob, restoreImage(state)]));
    const states = new Map(
      entries.flatMap(({ path, content }) =>
        content.kind === "disk" ? [[content.disk.id, { path, ...content }]] : [],
      ),
    );
    const disks = new Map<string, VirtualDisk>();
    const disk = (id: string): VirtualDisk | undefined => {
      const known = disks.get(id);
      const state = states.get(id);
      if (known || !state) return known;
      const { parent, image } = state.disk;
      const restored = VirtualDisk.restore(this, state.path, state.disk, {
        parent: parent === undefined ? undefined : disk(parent),
        image: image === undefined ? undefined : images.get(image),
      });
      disks.set(id, restored);
      return restored;
    };
    for (const { path, modifiedMs, content } of entries) {
      const restored: Content =
        content.kind === "disk" ? { kind: "disk", disk: disk(content.disk.id)! } : { ...content };
      this.#entries.set(path, { content: restored, modifiedMs, locks: new Map() });
      this.#usedBytes += sizeOf(restored);
      if (restored.kind === "blob") this.blobs.retain(restored.blob);
    }
    this.blobs.removeUnused();
  }

  #adopt(path: string, content: Content, source: DatastoreFiles): void {
    switch (content.kind) {
      case "directory":
        if (!this.find(path)) this.makeDirectory(path, true);
        return;
      case "text":
        return this.writeText(path, content.text);
      case "disk": {
        const { capacityBytes, thin, mergedBytes } = content.disk;
        this.demand(thin ? mergedBytes : capacityBytes, path);
        return this.addDisk(path, { capacityBytes, thin }).copyFrom(content.disk);
      }
      case "blob": {
        this.makeParents(path);
        this.blobs.adopt(source.blobs, content.blob);
        this.#entries.set(path, this.#entry({ ...content }));
        this.#usedBytes += content.size;
        return;
      }
      default:
        content satisfies never;
    }
  }

  #makeRoom(path: string, force: boolean): void {
    const taken = this.find(path);
    if (taken) {
      // `force` replaces a file of the name; a directory is never merged with or lost to another.
      if (!force || taken.content.kind === "directory") throw this.#fault("FileAlreadyExists", path, "already exists");
      this.remove(path);
    }
    this.get(parentPath(path));
  }

  #tree(path: string): readonly (readonly [string, Entry])[] {
    return [...this.#entries].filter(([at]) => at === path || at.startsWith(`${path}/`));
  }

  #refuseLocked(path: string, entry: Entry): void {
    if (entry.locks.size > 0) throw this.#locked(path);
  }

  /** A disk that others hang on stays where it is: they would be worth nothing without it. */
  #refuseParents(tree: readonly (readonly [string, Entry])[]): void {
    const own = new Set(tree.flatMap(([, { content }]) => (content.kind === "disk" ? [content.disk] : [])));
    for (const child of own.size === 0 ? [] : this.disks()) {
      if (child.parent && own.has(child.parent) && !own.has(child)) throw this.#locked(child.parent.path);
    }
  }

  #locked(path: string): Fault {
    return fault(
      "FileLocked",
      { file: this.#name(path) },
      `Unable to access file ${this.#name(path)} since it is locked`,
    );
  }

  #fault(type: "FileNotFound" | "FileAlreadyExists", path: string, problem: string): Fault {
    return fault(type, { file: this.#name(path) }, `File ${this.#name(path)} ${problem}`);
  }

  #name(path: string): string {
    return formatDatastorePath({ datastore: this.datastore, path });
  }

  #entry(content: Content): Entry {
    return { content, modifiedMs: this.#settings.clock.now(), locks: new Map() };
  }
}

const root: Entry = { content: { kind: "directory" }, modifiedMs: 0, locks: new Map() };

/** Bytes that a file takes on the datastore. */
export function sizeOf(content: Content): number {
  switch (content.kind) {
    case "directory":
      return 0;
    case "blob":
      return content.size;
    case "text":
      return Buffer.byteLength(content.text);
    case "disk":
      return content.disk.committedBytes;
    default:
      return content satisfies never;
  }
}

/** The small text file that stands before a disk's extents on VMFS. */
function describeDisk(disk: VirtualDisk): string {
  const sectors = Math.ceil(disk.capacityBytes / 512);
  return [
    "# Disk DescriptorFile",
    "version=1",
    `CID=${disk.contentId.slice(0, 8)}`,
    `parentCID=${disk.parent?.contentId.slice(0, 8) ?? "ffffffff"}`,
    `createType="${disk.parent ? "vmfsSparse" : "vmfs"}"`,
    ...(disk.parent ? [`parentFileNameHint="${disk.parent.path}"`] : []),
    `RW ${sectors} ${disk.parent ? "VMFSSPARSE" : "VMFS"} "${baseName(disk.path).replace(/\.vmdk$/, "-flat.vmdk")}"`,
    `ddb.uuid = "${disk.uuid}"`,
    "",
  ].join("\n");
}
