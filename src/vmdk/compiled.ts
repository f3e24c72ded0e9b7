import { extname } from "node:path";

/**
 * A file of this room as it is built. From the source, as under vitest, it is that of the last build: Node loads
 * TypeScript itself only in its newer versions, and WebAssembly is never a source.
 */
export function compiled(name: string): URL {
  const isBuilt = extname(import.meta.url) === ".js";
  return new URL(isBuilt ? `./${name}` : `../../dist/vmdk/${name}`, import.meta.url);
}
