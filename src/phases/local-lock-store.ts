import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { OutputFile } from "../core/output-file.ts";
import { unwritable } from "../core/unwritable.ts";
import type { LockStore } from "./lock.ts";

/** Folders of this machine as the lock wants them; paths are whole ones. */
export const localLockStore: LockStore = {
  makeDirectory: async (path) => {
    try {
      await mkdir(dirname(path), { recursive: true });
      await mkdir(path);
      return true;
    } catch (error) {
      if (hasSystemCode(error, "EEXIST")) return false;
      throw unwritable(path, error);
    }
  },
  readText: async (path) => {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if (hasSystemCode(error, "ENOENT")) return undefined;
      throw error;
    }
  },
  writeText: async (path, text) => {
    await using file = await OutputFile.create(path, { overwrite: true });
    await file.write(Buffer.from(text));
    await file.commit();
  },
  move: async (from, to) => {
    try {
      await rename(from, to);
      return true;
    } catch (error) {
      if (hasSystemCode(error, "ENOENT", "ENOTEMPTY", "EEXIST")) return false;
      throw unwritable(to, error);
    }
  },
  remove: (path) => rm(path, { recursive: true, force: true }),
  serverTime: () => Promise.resolve(Date.now()),
};

function hasSystemCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
