import type { RandomAccess } from "../../../core/random-access.ts";
import { type Blobs, Draft } from "../files/blobs.ts";
import type { DatastoreFiles } from "../files/datastore-files.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import { ExportFile, type Transferred } from "./lease-file.ts";
import { simulatedVmdk } from "./simulated-vmdk.ts";

interface Place {
  readonly key: string;
  readonly name: string;
}

interface Held {
  readonly blob: string;
  readonly size: number;
}

const chunkBytes = 256 * 1024;

/** Holds the bytes until the lease is over, so that they stay even when the disk goes. */
abstract class BlobExport extends ExportFile {
  readonly sizeBytes: number;
  readonly #source: RandomAccess;
  readonly #blobs: Blobs;
  readonly #blob: string;
  #isHeld = true;

  /** @param held of which the caller passes on one reference */
  constructor(place: Place & { readonly isDisk: boolean }, { blob, size }: Held, blobs: Blobs) {
    super(place);
    this.sizeBytes = size;
    this.#source = blobs.read(blob, size);
    this.#blobs = blobs;
    this.#blob = blob;
  }

  override async *read(): AsyncGenerator<Uint8Array> {
    const { size } = this.#source;
    for (let at = 0; at < size; at += chunkBytes) yield await this.#source.read(at, Math.min(chunkBytes, size - at));
  }

  release(): void {
    if (this.#isHeld) this.#blobs.release(this.#blob);
    this.#isHeld = false;
  }
}

/**
 * A disk on its way out. One that was uploaded and that no guest has written to since goes out as it came, byte for byte; any
 * other as a simulated disk.
 */
export class DiskExport extends BlobExport {
  readonly disk: Pick<Transferred, "capacityBytes" | "populatedBytes">;

  private constructor(place: Place, held: Held, blobs: Blobs, disk: DiskExport["disk"]) {
    super({ ...place, isDisk: true }, held, blobs);
    this.disk = disk;
  }

  static async open(place: Place, disk: VirtualDisk, { blobs }: DatastoreFiles): Promise<DiskExport> {
    const { image, capacityBytes } = disk;
    if (image && disk.isUntouched) {
      blobs.retain(image.blob);
      const held = { blob: image.blob, size: image.sizeBytes };
      return new DiskExport(place, held, blobs, { capacityBytes, populatedBytes: image.populatedBytes });
    }
    const { bytes, populatedBytes } = await simulatedVmdk(disk);
    const draft = new Draft();
    await blobs.write(draft, inOnePiece(bytes), () => undefined);
    return new DiskExport(place, blobs.seal(draft), blobs, { capacityBytes, populatedBytes });
  }
}

/** The ISO in a drive, for clients that want it. */
export class PlainExport extends BlobExport {
  readonly disk = {};

  constructor(place: Place, { blob, size }: Held, { blobs }: DatastoreFiles) {
    blobs.retain(blob);
    super({ ...place, isDisk: false }, { blob, size }, blobs);
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
