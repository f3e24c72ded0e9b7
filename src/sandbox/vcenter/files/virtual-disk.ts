import { randomUUID } from "node:crypto";
import type { DiskContent } from "../../machine.ts";
import type { DatastoreFiles } from "./datastore-files.ts";
import type { DiskImage, ImageFile } from "./disk-image.ts";

export interface VirtualDiskState {
  readonly id: string;
  readonly uuid: string;
  readonly contentId: string;
  readonly capacityBytes: number;
  readonly thin: boolean;
  readonly parent?: string;
  /** Digest of the uploaded image below the layer. */
  readonly image?: string;
  /** Base64 by path; null where the file below is hidden. */
  readonly layer: Readonly<Record<string, string | null>>;
}

interface Settings {
  readonly id: string;
  readonly uuid?: string;
  readonly capacityBytes: number;
  readonly thin: boolean;
  readonly parent?: VirtualDisk | undefined;
}

/** Room that a thin disk takes before anything is written: descriptor and grain tables. */
const emptyBytes = 64 * 1024;

/**
 * A virtual disk on a datastore: a layer of what simulated guests wrote, on top of a parent disk, of an uploaded image, or of
 * nothing. A child disk stores only what differs from its parent, so a linked clone costs next to nothing and sees the
 * parent's files until it writes.
 */
export class VirtualDisk implements DiskContent {
  readonly id: string;
  /** Changes with each disk: what the guest reads as the disk's serial number. */
  readonly uuid: string;
  /** Equal for disks of equal content. Changes with each write session. */
  contentId: string;
  capacityBytes: number;
  readonly thin: boolean;
  parent: VirtualDisk | undefined;
  /** Where it lies. A rename keeps the disk and changes the path. */
  path: string;
  readonly #files: DatastoreFiles;
  /** Files by path; null where the file below is hidden. */
  readonly #layer = new Map<string, Uint8Array | null>();
  #image: DiskImage | undefined;
  #writtenBytes = 0;

  constructor(files: DatastoreFiles, path: string, settings: Settings) {
    this.#files = files;
    this.path = path;
    this.id = settings.id;
    this.uuid = settings.uuid ?? randomUUID();
    this.contentId = newContentId();
    this.capacityBytes = settings.capacityBytes;
    this.thin = settings.thin;
    this.parent = settings.parent;
  }

  /** Bytes that the disk takes on the datastore. */
  get committedBytes(): number {
    return this.thin ? emptyBytes + this.#writtenBytes + (this.#image?.populatedBytes ?? 0) : this.capacityBytes;
  }

  get datastorePath(): string {
    return `[${this.#files.datastore}] ${this.path}`;
  }

  /** The uploaded image of this very disk. */
  get ownImage(): DiskImage | undefined {
    return this.#image;
  }

  /** The uploaded image that the chain of this disk stands on. */
  get image(): DiskImage | undefined {
    return this.#image ?? this.parent?.image;
  }

  /** Whether no guest has written since the image was uploaded or the disk was made. */
  get isUntouched(): boolean {
    return this.#layer.size === 0 && (this.parent?.isUntouched ?? true);
  }

  /** Whether a simulated guest's writes are on it, so that no real disk has the same content. */
  get isSimulated(): boolean {
    return this.isUntouched ? (this.image?.isSimulated ?? false) : true;
  }

  has(path: string): boolean {
    const own = this.#layer.get(path);
    return own === undefined ? this.#isBelow(path) : own !== null;
  }

  /** @throws EFBIG for a file of an uploaded image that is known by its size only */
  read(path: string): Uint8Array | undefined {
    const own = this.#layer.get(path);
    if (own === null) return undefined;
    return own ?? (this.parent ? this.parent.read(path) : bytesOf(this.#image?.files.get(path), path));
  }

  /** @throws ENOSPC when the datastore is full, as the guest would see it */
  write(path: string, bytes: Uint8Array | string): void {
    this.#set(path, typeof bytes === "string" ? Buffer.from(bytes) : Uint8Array.from(bytes));
  }

  remove(path: string): void {
    this.#set(path, this.#isBelow(path) ? null : undefined);
  }

  paths(): readonly string[] {
    return [...this.#visible().keys()].toSorted();
  }

  /** All that is visible, with what is known of it. */
  visibleFiles(): ReadonlyMap<string, ImageFile> {
    return this.#visible();
  }

  /** Takes an uploaded image for all that was on the disk. @throws NoDiskSpace for a thin disk without room for it */
  fill(image: DiskImage): void {
    const before = this.committedBytes;
    const after = this.thin ? emptyBytes + image.populatedBytes : this.capacityBytes;
    this.#files.demand(after - before, this.path);
    this.#files.blobs.retain(image.blob);
    this.release();
    this.#layer.clear();
    this.#writtenBytes = 0;
    this.#image = image;
    this.contentId = image.blob.slice(0, 32);
    this.#files.spaceChanged(after - before);
  }

  /** The disk goes, and with it its hold on the image. */
  release(): void {
    if (this.#image) this.#files.blobs.release(this.#image.blob);
    this.#image = undefined;
  }

  /** Everything visible of `source`, as the one layer of this disk: a full copy, deltas merged. */
  copyFrom(source: VirtualDisk): void {
    const { image } = source;
    if (image) {
      this.#files.blobs.adopt(source.#files.blobs, image.blob);
      this.fill(image);
      this.#files.blobs.release(image.blob);
    }
    for (const [path, bytes] of source.#mergedLayer()) this.#set(path, bytes);
    this.contentId = source.contentId;
  }

  /** The own layer of `source`, where both hang on the same parent. */
  copyLayerFrom(source: VirtualDisk): void {
    for (const [path, bytes] of source.#layer) this.#set(path, bytes);
  }

  /** Takes in what a child of this disk has changed: the child can go, and nobody sees a difference. */
  absorb(child: VirtualDisk): void {
    for (const [path, bytes] of child.#layer)
      this.#set(path, bytes === null && !this.#isBelow(path) ? undefined : bytes);
    this.contentId = child.contentId;
  }

  /** What {@link copyFrom} of this disk would take on a thin disk. */
  get mergedBytes(): number {
    const layered = [...this.#mergedLayer().values()].reduce((sum, bytes) => sum + (bytes?.length ?? 0), emptyBytes);
    return layered + (this.image?.populatedBytes ?? 0);
  }

  /** Disks below this one in its chain. */
  get depth(): number {
    return this.parent ? this.parent.depth + 1 : 0;
  }

  isOn(ancestor: VirtualDisk): boolean {
    return this === ancestor || (this.parent?.isOn(ancestor) ?? false);
  }

  save(): VirtualDiskState {
    const layer = Object.fromEntries(
      [...this.#layer].map(([path, bytes]) => [path, bytes === null ? null : Buffer.from(bytes).toString("base64")]),
    );
    const { id, uuid, contentId, capacityBytes, thin, parent } = this;
    const below = { ...(parent && { parent: parent.id }), ...(this.#image && { image: this.#image.blob }) };
    return { id, uuid, contentId, capacityBytes, thin, ...below, layer };
  }

  static restore(
    files: DatastoreFiles,
    path: string,
    state: VirtualDiskState,
    below: { readonly parent: VirtualDisk | undefined; readonly image: DiskImage | undefined },
  ): VirtualDisk {
    const disk = new VirtualDisk(files, path, { ...state, parent: below.parent });
    disk.contentId = state.contentId;
    disk.#image = below.image;
    if (below.image) files.blobs.retain(below.image.blob);
    for (const [name, text] of Object.entries(state.layer)) {
      const bytes = text === null ? null : Buffer.from(text, "base64");
      disk.#layer.set(name, bytes);
      disk.#writtenBytes += bytes?.length ?? 0;
    }
    return disk;
  }

  #isBelow(path: string): boolean {
    return this.parent ? this.parent.has(path) : (this.#image?.files.has(path) ?? false);
  }

  #visible(): Map<string, ImageFile> {
    const files = this.parent ? this.parent.#visible() : new Map(this.#image?.files);
    for (const [path, bytes] of this.#layer) {
      if (bytes === null) files.delete(path);
      else files.set(path, { size: bytes.length, bytes });
    }
    return files;
  }

  /** What guests wrote anywhere in the chain, above the image. */
  #mergedLayer(): Map<string, Uint8Array | null> {
    const merged = this.parent ? this.parent.#mergedLayer() : new Map<string, Uint8Array | null>();
    for (const [path, bytes] of this.#layer) merged.set(path, bytes);
    const isInImage = (path: string): boolean => this.image?.files.has(path) ?? false;
    for (const [path, bytes] of merged) if (bytes === null && !isInImage(path)) merged.delete(path);
    return merged;
  }

  #set(path: string, bytes: Uint8Array | null | undefined): void {
    const growth = (bytes?.length ?? 0) - (this.#layer.get(path)?.length ?? 0);
    if (this.thin && growth > this.#files.freeBytes) {
      throw Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), { code: "ENOSPC" });
    }
    if (bytes === undefined) this.#layer.delete(path);
    else this.#layer.set(path, bytes);
    this.#writtenBytes += growth;
    this.contentId = newContentId();
    this.#files.spaceChanged(this.thin ? growth : 0);
  }
}

const newContentId = (): string => randomUUID().replaceAll("-", "");

function bytesOf(file: ImageFile | undefined, path: string): Uint8Array | undefined {
  if (!file || file.bytes) return file?.bytes;
  throw Object.assign(new Error(`EFBIG: '${path}' has ${file.size} bytes, of which the sandbox keeps none`), {
    code: "EFBIG",
  });
}
