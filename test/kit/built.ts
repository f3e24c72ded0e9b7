import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/**
 * Path of a compiled module, `sandbox/process.js`, for tests of what runs as a process of its own.
 *
 * @throws when it is not there, or its source has changed since the build: a test of yesterday's code proves nothing
 */
export function built(module: string): string {
  const path = resolve(root, "dist", module);
  const source = resolve(root, "src", module.replace(/\.js$/, ".ts"));
  // An incremental build leaves unchanged output alone, but always touches its own record.
  const record = resolve(root, "dist/.tsbuildinfo");
  if (!existsSync(path) || !existsSync(record) || statSync(record).mtimeMs < statSync(source).mtimeMs) {
    throw new Error(`${path} is missing or older than its source: npm run build`);
  }
  return path;
}
