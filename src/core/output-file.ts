import { randomUUID } from "node:crypto";
import { type FileHandle, link, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { EdgelabError } from "./errors.ts";

export interface OutputFileOptions {
  /** POSIX mode of the finished file. @default 0o644 */
  readonly mode?: number | undefined;
  /** Replace a file that has the name already. @default false: that is FILE_EXISTS */
  readonly overwrite?: boolean | undefined;
}

/**
 * A file that has its name only when it is complete. Until {@link commit} the bytes are in a draft beside it, which is
 * opened exclusively and goes away when the block is left: a run that was cut off leaves nothing under the final name.
 * A symbolic link with the final name is replaced, never written through.
 */
export class OutputFile implements AsyncDisposable {
  readonly path: string;
  /** For positioned writes, and for whoever needs the draft by its name. */
  readonly handle: FileHandle;
  readonly draftPath: string;
  readonly #overwrite: boolean;
  #isOpen = true;
  #isCommitted = false;

  private constructor(path: string, draftPath: string, handle: FileHandle, overwrite: boolean) {
    this.path = path;
    this.draftPath = draftPath;
    this.handle = handle;
    this.#overwrite = overwrite;
  }

  /** @throws {EdgelabError} FILE_EXISTS; FILE_UNUSABLE when the folder is missing or cannot be written to */
  static async create(path: string, { mode = 0o644, overwrite = false }: OutputFileOptions = {}): Promise<OutputFile> {
    if (!overwrite && (await isThere(path))) throw exists(path);
    const draft = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
    try {
      return new OutputFile(path, draft, await open(draft, "wx+", mode), overwrite);
    } catch (error) {
      throw new EdgelabError("FILE_UNUSABLE", {
        what: `${path} cannot be written.`,
        why: error instanceof Error ? error.message : undefined,
        next: "Check that its folder exists and that you may write there, or choose another name.",
        cause: error,
      });
    }
  }

  /** Writes all of `bytes`, at `position` or where the last such write ended. */
  async write(bytes: Uint8Array, position?: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const at = position === undefined ? undefined : position + done;
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, at);
      done += bytesWritten;
    }
  }

  /** Flushes to the device, then gives the file its name. */
  async commit(): Promise<void> {
    await this.handle.sync();
    await this.#close();
    if (this.#overwrite) await rename(this.draftPath, this.path);
    else await this.#linkExclusively();
    this.#isCommitted = true;
  }

  /** `rename` would replace what somebody else has put there meanwhile. */
  async #linkExclusively(): Promise<void> {
    try {
      await link(this.draftPath, this.path);
      await rm(this.draftPath, { force: true });
    } catch (error) {
      if (codeOf(error) === "EEXIST") throw exists(this.path);
      // a file system without hard links
      if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error) ?? "")) throw error;
      if (await isThere(this.path)) throw exists(this.path);
      await rename(this.draftPath, this.path);
    }
  }

  async #close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.handle.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
    if (!this.#isCommitted) await rm(this.draftPath, { force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function exists(path: string): EdgelabError {
  return new EdgelabError("FILE_EXISTS", {
    what: `${path} exists already.`,
    next: "Choose another name, or add --force to replace it.",
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
