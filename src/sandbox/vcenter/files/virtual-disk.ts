import { randomUUID } from "node:crypto";
import type { DiskContent } from "../../machine.ts";
import type { DatastoreFiles } from "./datastore-files.ts";

export interface VirtualDiskState {
  readonly id: string;
  readonly uuid: string;
  readonly contentId: string;
  readonly capacityBytes: number;
  readonly thin: boolean;
  readonly parent?: string;
  /** Base64 by path; null where the parent's file is hidden. */
  readonly layer: Readonly<Record<string, string | null>>;
}

/** Room that a thin disk takes before anything is written: descriptor and grain tables. */
const emptyBytes = 64 * 1024;

/**
 * A virtual disk on a datastore. A child disk stores only what differs from its parent, so a linked clone costs next to
 * nothing and sees the parent's files until it writes.
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
  /** Files by path; null where the parent's file is hidden. */
  readonly #layer = new Map<string, Uint8Array | null>();
  #writtenBytes = 0;

  constructor(
    files: DatastoreFiles,
    path: string,
    settings: { capacityBytes: number; thin: boolean; parent?: VirtualDisk | undefined; id: string; uuid?: string },
  ) {
    this.#files = files;
    this.path = path;
    this.id = settings.id;
    this.uuid = settings.uuid ?? randomUUID();
    this.contentId = randomUUID().replaceAll("-", "");
    this.capacityBytes = settings.capacityBytes;
    this.thin = settings.thin;
    this.parent = settings.parent;
  }

  /** Bytes that the disk takes on the datastore. */
  get committedBytes(): number {
    return this.thin ? emptyBytes + this.#writtenBytes : this.capacityBytes;
  }

  get datastorePath(): string {
    return `[${this.#files.datastore}] ${this.path}`;
  }

  get isEmpty(): boolean {
    return this.#layer.size === 0 && (this.parent?.isEmpty ?? true);
  }

  read(path: string): Uint8Array | undefined {
    const own = this.#layer.get(path);
    if (own === null) return undefined;
    return own ?? this.parent?.read(path);
  }

  /** @throws ENOSPC when the datastore is full, as the guest would see it */
  write(path: string, bytes: Uint8Array | string): void {
    this.#set(path, typeof bytes === "string" ? Buffer.from(bytes) : Uint8Array.from(bytes));
  }

  remove(path: string): void {
    if (this.parent?.read(path) === undefined) this.#set(path, undefined);
    else this.#set(path, null);
  }

  paths(): readonly string[] {
    const all = new Set(this.parent?.paths());
    for (const [path, bytes] of this.#layer) {
      if (bytes === null) all.delete(path);
      else all.add(path);
    }
    return [...all].toSorted();
  }

  /** Everything visible of `source`, as the one layer of this disk: a full copy, deltas merged. */
  copyFrom(source: VirtualDisk): void {
    for (const path of source.paths()) this.#set(path, source.read(path));
    this.contentId = source.contentId;
  }

  /** The own layer of `source`, where both hang on the same parent. */
  copyLayerFrom(source: VirtualDisk): void {
    for (const [path, bytes] of source.#layer) this.#set(path, bytes);
  }

  /** Takes in what a child of this disk has changed: the child can go, and nobody sees a difference. */
  absorb(child: VirtualDisk): void {
    for (const [path, bytes] of child.#layer) {
      this.#set(path, bytes === null && this.parent?.read(path) === undefined ? undefined : bytes);
    }
    this.contentId = child.contentId;
  }

  /** What {@link copyFrom} of this disk would take on a thin disk. */
  get mergedBytes(): number {
    return this.paths().reduce((sum, path) => sum + (this.read(path)?.length ?? 0), emptyBytes);
  }

  isOn(ancestor: VirtualDisk): boolean {
    return this === ancestor || (this.parent?.isOn(ancestor) ?? false);
  }

  save(): VirtualDiskState {
    const layer = Object.fromEntries(
      [...this.#layer].map(([path, bytes]) => [path, bytes === null ? null : Buffer.from(bytes).toString("base64")]),
    );
    const { id, uuid, contentId, capacityBytes, thin, parent } = this;
    return { id, uuid, contentId, capacityBytes, thin, ...(parent && { parent: parent.id }), layer };
  }

  static restore(
    files: DatastoreFiles,
    path: string,
    state: VirtualDiskState,
    parent: VirtualDisk | undefined,
  ): VirtualDisk {
    const disk = new VirtualDisk(files, path, { ...state, parent });
    disk.contentId = state.contentId;
    for (const [name, text] of Object.entries(state.layer)) {
      const bytes = text === null ? null : Buffer.from(text, "base64");
      disk.#layer.set(name, bytes);
      disk.#writtenBytes += bytes?.length ?? 0;
    }
    return disk;
  }

  #set(path: string, bytes: Uint8Array | null | undefined): void {
    const growth = (bytes?.length ?? 0) - (this.#layer.get(path)?.length ?? 0);
    if (this.thin && growth > this.#files.freeBytes) {
      throw Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), { code: "ENOSPC" });
    }
    if (bytes === undefined) this.#layer.delete(path);
    else this.#layer.set(path, bytes);
    this.#writtenBytes += growth;
    this.contentId = randomUUID().replaceAll("-", "");
    this.#files.spaceChanged(this.thin ? growth : 0);
  }
}
