import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Files about one failed run, readable by this user only, with the time in their names. */
export interface Evidence {
  /** Path of the file; undefined when it could not be written, which is no reason to lose the error it is about. */
  write(what: string, extension: string, content: Uint8Array | string): Promise<string | undefined>;
}

export async function openEvidence(folder: string): Promise<Evidence> {
  const time = new Date().toISOString().replaceAll(/[-:]/g, "").replace(".", "-");
  return {
    write: async (what, extension, content) => {
      const path = join(folder, `${what}-${time}.${extension}`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(path, content, { mode: 0o600 });
        return path;
      } catch (error) {
        if (error instanceof Error && "code" in error) return undefined; // a full disk is often the very subject
        throw error;
      }
    },
  };
}
