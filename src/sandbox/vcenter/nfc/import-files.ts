import { EdgelabError } from "../../../core/errors.ts";
import { openRandomAccess } from "../../../core/random-access-file.ts";
import { fault, type Fault } from "../fault.ts";
import type { Stored } from "../files/blobs.ts";
import type { DatastoreFiles } from "../files/datastore-files.ts";
import { parseDatastorePath } from "../files/datastore-path.ts";
import { readDiskImage } from "../files/read-disk-image.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import { openVmdk, type VmdkDisk } from "../../../vmdk/index.ts";
import { ImportFile, type Transferred } from "./lease-file.ts";

interface Place {
  readonly key: string;
  readonly importKey: string;
  readonly name: string;
  readonly isOptional: boolean;
}

/** A disk on its way in: a streamOptimized VMDK, kept as it came until the import is complete. */
export class DiskImport extends ImportFile {
  readonly #disk: VirtualDisk;
  readonly #files: DatastoreFiles;
  #stored: Stored | undefined;
  #isAbandoned = false;

  constructor(place: Place, disk: VirtualDisk, files: DatastoreFiles) {
    super({ ...place, isDisk: true });
    this.#disk = disk;
    this.#files = files;
  }

  override async receive(chunks: AsyncIterable<Uint8Array>, over: AbortSignal): Promise<Transferred> {
    this.#letGo();
    const stored = await this.#files.receiveUnnamed(this.#disk.path, chunks);
    try {
      const sizes = await this.#withOpened(stored, async ({ capacityBytes, populatedBytes }) => ({
        capacityBytes,
        populatedBytes,
      }));
      over.throwIfAborted();
      this.#stored = stored;
      return { ...stored, ...sizes };
    } catch (error) {
      this.#files.blobs.release(stored.blob);
      throw error;
    }
  }

  /** Makes what has come the content of the disk. @throws NoDiskSpace, InvalidDiskFormat */
  async finish(): Promise<void> {
    const stored = this.#stored;
    if (!stored) return;
    const known = this.#files.imageOf(stored.blob);
    const image = known ?? (await this.#withOpened(stored, (vmdk) => readDiskImage(stored, vmdk)));
    if (this.#isAbandoned) return;
    this.#disk.fill(image);
    this.#letGo();
  }

  abandon(): void {
    this.#isAbandoned = true;
    this.#letGo();
  }

  #letGo(): void {
    if (this.#stored) this.#files.blobs.release(this.#stored.blob);
    this.#stored = undefined;
  }

  async #withOpened<T>({ blob }: Stored, work: (vmdk: VmdkDisk) => Promise<T>): Promise<T> {
    await using source = await openRandomAccess(this.#files.blobs.path(blob));
    try {
      return await work(await openVmdk(source));
    } catch (error) {
      if (error instanceof EdgelabError && error.code === "VMDK_INVALID") throw notADisk(this.name, error.message);
      throw error;
    }
  }
}

/** Any other file of a package: an ISO in a drive. */
export class PlainImport extends ImportFile {
  readonly #files: DatastoreFiles;
  readonly #path: string;

  /** @param file datastore path where the file goes */
  constructor(place: Place, file: string, files: DatastoreFiles) {
    super({ ...place, isDisk: false });
    this.#files = files;
    this.#path = parseDatastorePath(file, "fileName").path;
  }

  override async receive(chunks: AsyncIterable<Uint8Array>, over: AbortSignal): Promise<Transferred> {
    const stored = await this.#files.receiveUnnamed(this.#path, chunks);
    if (over.aborted) this.#files.blobs.release(stored.blob);
    over.throwIfAborted();
    this.#files.addBlob(this.#path, stored);
    return stored;
  }
}

/** What hosts say of a disk in a format that they do not import. */
function notADisk(name: string, why: string): Fault {
  return fault("InvalidDiskFormat", {}, `Not a supported disk format: ${name}. ${why}`);
}
