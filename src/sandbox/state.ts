import { chmod, mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { EdgelabError } from "../core/errors.ts";

/** Quiet time before a change is written, in milliseconds: one write for a burst of changes. */
const settleMs = 250;

/** A JSON file of mode 0600 that follows what is in memory. A crash leaves the old text or the new one, never a part. */
export class StateFile {
  readonly #path: string;
  readonly #snapshot: () => unknown;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #dirty = false;
  #writing: Promise<void> = Promise.resolve();

  /** @param failed told when a write in the background fails; the next change tries again */
  constructor(path: string, snapshot: () => unknown, failed: (error: unknown) => void) {
    this.#path = path;
    this.#snapshot = snapshot;
    this.#failed = failed;
  }

  /** Notes a change; it is written soon. */
  changed(): void {
    this.#dirty = true;
    this.#timer ??= setTimeout(() => void this.flush().catch(this.#failed), settleMs);
  }

  /** Writes what has changed, and waits for it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const earlier = this.#writing.catch(() => undefined); // its own caller was told
    this.#writing = earlier.then(async () => {
      if (!this.#dirty) return;
      this.#dirty = false;
      await writePrivate(this.#path, JSON.stringify(this.#snapshot()));
    });
    await this.#writing;
  }
}

/**
 * Reads a JSON file; undefined when there is none.
 *
 * @throws {EdgelabError} SANDBOX when it is damaged
 */
export async function readState(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EdgelabError("SANDBOX", {
      what: `The sandbox's saved state cannot be read: ${path} is damaged.`,
      next: `start afresh with \`edgelab sandbox stop\` and by deleting ${dirname(path)}`,
      cause: error,
    });
  }
}

/** Replaces a file at once, readable by its owner only. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

export async function makePrivateDir(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700); // it may have been there before
}
