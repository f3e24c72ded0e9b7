import { createHash, type Hash, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { RandomAccess } from "../../../core/random-access.ts";
import { readFully } from "../../../core/random-access-file.ts";

/** What is known of bytes that have arrived. Digests are lower-case hex. */
export interface Stored {
  /** Name of the bytes in {@link Blobs}: their SHA-256. */
  readonly blob: string;
  readonly size: number;
  readonly sha256: string;
  readonly sha1: string;
}

/** Bytes that are arriving, under a passing name. {@link Blobs.seal} or {@link Blobs.discard} ends it. */
export class Draft {
  readonly name = `draft-${randomUUID()}`;
  readonly sha256: Hash = createHash("sha256");
  readonly sha1: Hash = createHash("sha1");
  size = 0;
}

/**
 * Uploaded bytes, a file each in a folder of their own, named after their digest: the same bytes are kept once however many
 * names they have. Once sealed a blob never changes; it goes with the last that refers to it.
 */
export class Blobs {
  readonly #folder: string;
  readonly #references = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Where a blob or draft lies, for what must open it itself. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Writes what comes in to a draft; `accept` sees each chunk first and may refuse it by throwing. */
  async write(draft: Draft, chunks: AsyncIterable<Uint8Array>, accept: (chunk: Uint8Array) => void): Promise<void> {
    await withFile(this.path(draft.name), "a", async (handle) => {
      for await (const chunk of chunks) {
        accept(chunk);
        draft.sha256.update(chunk);
        draft.sha1.update(chunk);
        draft.size += chunk.length;
        await handle.writeFile(chunk);
      }
    });
  }

  /** Gives a draft its name for good. The caller holds one reference to it. */
  seal(draft: Draft): Stored {
    const sha256 = draft.sha256.digest("hex");
    const sha1 = draft.sha1.digest("hex");
    if (this.#references.has(sha256)) rmSync(this.path(draft.name), { force: true });
    else renameSync(this.path(draft.name), this.path(sha256));
    this.retain(sha256);
    return { blob: sha256, size: draft.size, sha256, sha1 };
  }

  discard(draft: Draft): void {
    rmSync(this.path(draft.name), { force: true });
  }

  read(name: string, size: number): RandomAccess {
    const file = this.path(name);
    return { size, read: (offset, length) => withFile(file, "r", (handle) => readFully(handle, offset, length)) };
  }

  /** One more thing refers to the blob. */
  retain(blob: string): void {
    this.#references.set(blob, (this.#references.get(blob) ?? 0) + 1);
  }

  /** One thing less refers to the blob; the last takes the bytes along. */
  release(blob: string): void {
    const left = (this.#references.get(blob) ?? 1) - 1;
    if (left > 0) return void this.#references.set(blob, left);
    this.#references.delete(blob);
    rmSync(this.path(blob), { force: true });
  }

  /** Takes over a blob of another folder; bytes that never change need no second copy. Counts as {@link retain}. */
  adopt(source: Blobs, blob: string): void {
    if (source !== this && !this.#references.has(blob)) linkSync(source.path(blob), this.path(blob));
    this.retain(blob);
  }

  /** Size of a blob in bytes; undefined when it is not there. */
  sizeOf(blob: string): number | undefined {
    return statSync(this.path(blob), { throwIfNoEntry: false })?.size;
  }

  /** Forgets drafts of an earlier run and blobs that nothing refers to. */
  removeUnused(): void {
    for (const name of readdirSync(this.#folder)) {
      if (!this.#references.has(name)) rmSync(this.path(name), { recursive: true, force: true });
    }
  }
}

async function withFile<T>(file: string, flags: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, flags);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}
