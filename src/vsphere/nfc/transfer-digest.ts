import { createHash } from "node:crypto";

/** What can be compared with a package's manifest, and with a lease's. Digests in lower-case hex. */
export interface Transferred {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** All that vCenters before 6.7 tell. Where it was wanted: it takes as long again as SHA-256. */
  readonly sha1?: string | undefined;
}

/** Counts and hashes bytes on their way. */
export class TransferDigest {
  readonly #sha256 = createHash("sha256");
  readonly #sha1 = createHash("sha1");
  readonly #withSha1: boolean;
  #sizeBytes = 0;

  constructor({ withSha1 }: { readonly withSha1: boolean }) {
    this.#withSha1 = withSha1;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  update(chunk: Uint8Array): void {
    this.#sizeBytes += chunk.length;
    this.#sha256.update(chunk);
    if (this.#withSha1) this.#sha1.update(chunk);
  }

  /** Ends it: nothing can be added any more. */
  end(): Transferred {
    return {
      sizeBytes: this.#sizeBytes,
      sha256: this.#sha256.digest("hex"),
      sha1: this.#withSha1 ? this.#sha1.digest("hex") : undefined,
    };
  }
}
