import type { Data } from "../../../vim25/schema.ts";

/** What went over the wire for a file, as the host saw it. */
export interface Transferred {
  readonly size: number;
  /** Lower-case hex. */
  readonly sha1: string;
  readonly sha256: string;
  /** Of disks. */
  readonly capacityBytes?: number | undefined;
  readonly populatedBytes?: number | undefined;
}

/** One URL of a lease. */
export abstract class LeaseFile {
  readonly key: string;
  /** What CreateImportSpec calls the device; empty for an export. */
  readonly importKey: string;
  /** Last part of the URL. */
  readonly name: string;
  readonly isDisk: boolean;
  transferred: Transferred | undefined;
  #current: AbortController | undefined;

  constructor(file: { readonly key: string; readonly importKey?: string; name: string; readonly isDisk: boolean }) {
    this.key = file.key;
    this.importKey = file.importKey ?? "";
    this.name = file.name;
    this.isDisk = file.isDisk;
  }

  /** A transfer is under way. */
  get isBusy(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Runs a transfer. One that is under way is stopped: its client has given up on it, though that need not have been noticed
   * here yet.
   */
  async transfer<T>(work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
    this.#current?.abort();
    const own = new AbortController();
    this.#current = own;
    try {
      return await work(own.signal);
    } finally {
      if (this.#current === own) this.#current = undefined;
    }
  }

  get manifestEntry(): Data<"HttpNfcLeaseManifestEntry"> | undefined {
    if (!this.transferred) return undefined;
    const { size, sha1, sha256, capacityBytes, populatedBytes } = this.transferred;
    return {
      key: this.key,
      sha1,
      checksum: sha256,
      checksumType: "sha256",
      size,
      disk: this.isDisk,
      capacity: capacityBytes,
      populatedSize: populatedBytes,
    };
  }
}

/** A file that the client sends. */
export abstract class ImportFile extends LeaseFile {
  /** Whether the lease can be completed without it: a disk that no file of the package describes. */
  readonly isOptional: boolean;

  constructor(file: ConstructorParameters<typeof LeaseFile>[0] & { readonly isOptional: boolean }) {
    super(file);
    this.isOptional = file.isOptional;
  }

  /**
   * Takes the bytes.
   *
   * @param over aborted when nobody waits for the outcome any more: then nothing may be left of what came
   * @throws {Fault} what ends the lease: NoDiskSpace, InvalidDiskFormat. Anything else is a transfer that broke off
   */
  abstract receive(chunks: AsyncIterable<Uint8Array>, over: AbortSignal): Promise<Transferred>;
}

/** A file that the client fetches. */
export abstract class ExportFile extends LeaseFile {
  abstract readonly sizeBytes: number;
  abstract read(): AsyncIterable<Uint8Array>;
  /** What is known beside the digests of what was sent. */
  abstract readonly disk: Pick<Transferred, "capacityBytes" | "populatedBytes">;
}
