import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { RandomAccess } from "../../../core/random-access.ts";

/** Uploaded bytes, a file each in a folder of their own. Once written a blob never changes. */
export class Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Writes what comes in to a blob; `accept` sees each chunk first and may refuse it by throwing. */
  async write(blob: string, chunks: AsyncIterable<Uint8Array>, accept: (chunk: Uint8Array) => void): Promise<void> {
    await withFile(this.#file(blob), "w", async (handle) => {
      for await (const chunk of chunks) {
        accept(chunk);
        await handle.writeFile(chunk);
      }
    });
  }

  read(blob: string, size: number): RandomAccess {
    const file = this.#file(blob);
    return { size, read: (offset, length) => withFile(file, "r", (handle) => readAt(handle, offset, length)) };
  }

  /** Since bytes never change, a second name for them is a copy. */
  copyFrom(source: Blobs, blob: string): string {
    const copy = randomUUID();
    linkSync(source.#file(blob), this.#file(copy));
    return copy;
  }

  remove(blob: string): void {
    rmSync(this.#file(blob), { force: true });
  }

  removeAllBut(known: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) if (!known.has(name)) this.remove(name);
  }

  #file(blob: string): string {
    return join(this.#folder, blob);
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

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
