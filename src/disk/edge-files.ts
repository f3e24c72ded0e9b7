import { EdgelabError } from "../core/errors.ts";
import type { DirectoryEntry, FileStat } from "./file-system.ts";
import type { Volume } from "./volumes.ts";

/** The partitions of an installed Edge system, by the labels of their file systems. */
export type EdgeLabel = "COS_GRUB" | "COS_OEM" | "COS_RECOVERY" | "COS_STATE" | "COS_PERSISTENT";

/** Files on labelled partitions. What cannot be read is as good as not there, and remembered. */
export class EdgeFiles {
  readonly #volumes: readonly Volume[];
  readonly problems: string[] = [];

  constructor(volumes: readonly Volume[]) {
    this.#volumes = volumes;
  }

  volume(label: EdgeLabel): Volume | undefined {
    return this.#volumes.find(({ fileSystem }) => fileSystem?.label === label);
  }

  stat(label: EdgeLabel, path: string): Promise<FileStat | undefined> {
    return this.#attempt(label, path, async () => this.volume(label)?.fileSystem?.stat(path));
  }

  /** Of a directory that need not be there. */
  async list(label: EdgeLabel, path: string): Promise<readonly DirectoryEntry[]> {
    if ((await this.stat(label, path))?.kind !== "directory") return [];
    return (await this.#attempt(label, path, async () => this.volume(label)?.fileSystem?.list(path))) ?? [];
  }

  /** Of a file that need not be there. */
  async read(label: EdgeLabel, path: string, maxBytes: number): Promise<Uint8Array | undefined> {
    if ((await this.stat(label, path))?.kind !== "file") return undefined;
    return this.#attempt(label, path, async () => this.volume(label)?.fileSystem?.readFile(path, { maxBytes }));
  }

  async #attempt<T>(label: EdgeLabel, path: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof EdgelabError) || error.code !== "DISK_INVALID") throw error;
      const problem = `${label}:${path}: ${error.message}`;
      if (!this.problems.includes(problem)) this.problems.push(problem);
      return undefined;
    }
  }
}
