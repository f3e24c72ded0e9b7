import { type FileHandle, open } from "node:fs/promises";
import { EdgelabError } from "./errors.ts";
import type { RandomAccess } from "./random-access.ts";

/** A regular file, open for reading until disposed. Its size is that of the moment it was opened. */
export interface RandomAccessFile extends RandomAccess, AsyncDisposable {
  readonly path: string;
}

/** @throws {EdgelabError} FILE_UNUSABLE when it is missing, not readable or not a regular file */
export async function openRandomAccess(path: string): Promise<RandomAccessFile> {
  const handle = await openOrExplain(path);
  const { size } = await handle.stat();
  return {
    path,
    size,
    read: (offset, length) => readFully(handle, offset, Math.max(0, Math.min(length, size - offset))),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

async function openOrExplain(path: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new EdgelabError("FILE_UNUSABLE", {
      what: missing ? `There is no file ${path}.` : `${path} cannot be read.`,
      why: missing || !(error instanceof Error) ? undefined : error.message,
      next: "Check the path.",
      cause: error,
    });
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new EdgelabError("FILE_UNUSABLE", { what: `${path} is not a regular file.`, next: "Check the path." });
}

/** Exactly `length` bytes from `offset` on, or fewer at the end of the file. */
export async function readFully(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
