import { createHash } from "node:crypto";
import type { Abortable } from "../core/abort.ts";
import { invalid, shown } from "./invalid.ts";
import type { DigestAlgorithm } from "./manifest.ts";
import type { PackageFile } from "./package.ts";

const readAtOnce = 1 << 20;

/** The digest of a file of a package, in lower-case hex. */
export async function digestOf(
  file: PackageFile,
  algorithm: DigestAlgorithm,
  { signal, onProgress }: Abortable & { readonly onProgress?: ((doneBytes: number) => void) | undefined },
): Promise<string> {
  const hash = createHash(algorithm.toLowerCase());
  for (let at = 0; at < file.sizeBytes; at += readAtOnce) {
    signal.throwIfAborted();
    const bytes = await file.source.read(at, readAtOnce);
    if (bytes.length < Math.min(readAtOnce, file.sizeBytes - at)) {
      throw invalid(`${shown(file.name)} was cut short while it was read`);
    }
    hash.update(bytes);
    onProgress?.(at + bytes.length);
  }
  return hash.digest("hex");
}
