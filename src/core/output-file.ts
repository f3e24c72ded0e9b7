import { type FileHandle, link, lstat, open, rename, rm } from "node:fs/promises";
import { draftName, removeDeadDrafts } from "./draft-name.ts";
import { EdgelabError } from "./errors.ts";
import { unwritable } from "./unwritable.ts";

export interface OutputFileOptions {
  /** POSIX mode of the finished file. @default 0o644 */
  readonly mode?: number | undefined;
  /** Replace a file that has the name already. @default false: that is FILE_EXISTS */
  readonly overwrite?: boolean | undefined;
}

/**
 * A file that has its name only when it is complete. Until {@link commit} the bytes are in a draft beside it, which is
 * opened exclusively and goes away when the block is left: a run that was cut off leaves nothing under the final name, and
 * the draft of one that was killed goes when the next makes a file of that name.
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

  /** @throws {EdgelabError} FILE_EXISTS; FILE_UNUSABLE, as of all methods, when the folder is missing, full or cannot be written to */
  static async create(path: string, { mode = 0o644, overwrite = false }: OutputFileOptions = {}): Promise<OutputFile> {
    try {
      const kind = await kindOf(path);
      if (kind === "folder") throw isFolder(path);
      if (kind === "file" && !overwrite) throw exists(path);
      await removeDeadDrafts(path);
      const draft = await draftName(path);
      return new OutputFile(path, draft, await open(draft, "wx+", mode), overwrite);
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** Writes all of `bytes`, at `position` or where the last such write ended. */
  async write(bytes: Uint8Array, position?: number): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        const at = position === undefined ? undefined : position + done;
        const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, at);
        done += bytesWritten;
      }
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /** Flushes to the device, then gives the file its name. */
  async commit(): Promise<void> {
    try {
      await this.handle.sync();
      await this.#close();
      if (this.#overwrite) await rename(this.draftPath, this.path);
      else await this.#linkExclusively();
    } catch (error) {
      throw unwritable(this.path, error);
    }
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
      if (await kindOf(this.path)) throw exists(this.path);
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

async function kindOf(path: string): Promise<"file" | "folder" | undefined> {
  try {
    return (await lstat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isFolder(path: string): EdgelabError {
  return new EdgelabError("FILE_EXISTS", {
    what: `${path} exists already, and is a folder.`,
    next: "Choose another name: a folder is never replaced by a file.",
  });
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
