import { EdgelabError } from "../../../src/core/errors.ts";
import type { FileSystem } from "../../../src/disk/index.ts";
import { checkName } from "../misuse.ts";

const limits = { depth: 8, entries: 60, fileBytes: 1 << 20 };

/** Looks at everything in a file system, up to a point: a crafted one can have itself as its child. */
export async function walk(system: FileSystem): Promise<void> {
  const waiting = [{ path: "", depth: 0 }];
  let seen = 0;
  for (let at = waiting.shift(); at && seen < limits.entries; at = waiting.shift()) {
    const { path, depth } = at;
    for (const { name, kind } of (await orRefused(() => system.list(path || "/"))) ?? []) {
      checkName(name);
      const child = `${path}/${name}`;
      seen += 1;
      if (seen > limits.entries) break;
      await orRefused(() => system.stat(child));
      if (kind === "directory" && depth < limits.depth) waiting.push({ path: child, depth: depth + 1 });
      if (kind === "file") await orRefused(() => system.readFile(child, { maxBytes: limits.fileBytes }));
    }
  }
}

/** What one file refuses says nothing about the next. */
async function orRefused<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof EdgelabError && error.code === "DISK_INVALID") return undefined;
    throw error;
  }
}
