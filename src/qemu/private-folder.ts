import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { EdgelabError } from "../core/errors.ts";
import { isRunning, ownIdentity, pidNamespace, type ProcessIdentity } from "../core/process-identity.ts";

const prefix = "edgelab-qemu-";
const ownerFile = "owner.json";
/** A folder without an owner's file is just being made, unless it is older than this. */
const youngMs = 10 * 60_000;

interface Owner extends ProcessIdentity {
  /** Process ids mean nothing in another namespace, as containers that share a temporary folder have it. */
  readonly namespace: string;
  /** Unfinished output files elsewhere that go when this folder goes. */
  readonly drafts: readonly string[];
}

/**
 * A temporary folder that only this user can look into, removed when the block is left. What a killed run left behind,
 * drafts of its output included, is removed when the next one makes its folder.
 */
export class PrivateFolder implements AsyncDisposable {
  readonly path: string;
  readonly #owner: Omit<Owner, "drafts">;
  readonly #drafts: string[] = [];

  private constructor(path: string, owner: Omit<Owner, "drafts">) {
    this.path = path;
    this.#owner = owner;
  }

  /**
   * @param root where folders are made. @default the system's temporary folder
   * @throws {EdgelabError} FILE_UNUSABLE when nothing can be made there
   */
  static async create({ root = tmpdir() }: { readonly root?: string | undefined } = {}): Promise<PrivateFolder> {
    const namespace = await pidNamespace();
    try {
      await sweep(root, namespace);
      // mode 0700, says mkdtemp(3)
      const folder = new PrivateFolder(await mkdtemp(join(root, prefix)), { ...(await ownIdentity()), namespace });
      await folder.#save();
      return folder;
    } catch (error) {
      throw unusable(root, error);
    }
  }

  /** The full path of a file in it. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file that only this user can read. */
  async write(name: string, content: Uint8Array | string): Promise<string> {
    try {
      await writeFile(this.file(name), content, { mode: 0o600, flag: "wx" });
    } catch (error) {
      throw unusable(this.path, error);
    }
    return this.file(name);
  }

  /** Has the next run remove this draft of an output file, should this run not come to it. */
  async adopt(draftPath: string): Promise<void> {
    this.#drafts.push(draftPath);
    await this.#save();
  }

  async #save(): Promise<void> {
    const owner: Owner = { ...this.#owner, drafts: this.#drafts };
    const draft = this.file(`${ownerFile}.new`);
    await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
    await rename(draft, this.file(ownerFile));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

function unusable(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !("code" in cause)) return cause;
  return new EdgelabError("FILE_UNUSABLE", {
    what: `The temporary folder ${path} cannot be written to.`,
    why: cause.message,
    next: "Free some space there, and see that you may write there. TMPDIR moves what is in the system's temporary folder.",
    cause,
  });
}

async function sweep(root: string, namespace: string): Promise<void> {
  const names = (await readdir(root)).filter((name) => name.startsWith(prefix));
  await Promise.all(names.map((name) => sweepOne(join(root, name), namespace)));
}

async function sweepOne(folder: string, namespace: string): Promise<void> {
  try {
    const { mtimeMs, uid } = await stat(folder);
    if (process.getuid !== undefined && uid !== process.getuid()) return;
    const owner = await readOwner(folder);
    if (owner === undefined) {
      if (Date.now() - mtimeMs > youngMs) await rm(folder, { recursive: true, force: true });
      return;
    }
    if (owner.namespace !== namespace || (await isRunning(owner))) return;
    const drafts = owner.drafts.filter((path) => /^\..+\.part$/.test(basename(path)));
    await Promise.all([folder, ...drafts].map((path) => rm(path, { recursive: true, force: true })));
  } catch (error) {
    if (!["ENOENT", "EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

async function readOwner(folder: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, ownerFile), "utf8")) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
