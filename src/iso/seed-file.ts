import { OutputFile } from "../core/output-file.ts";
import { sha256 } from "../core/sha256.ts";
import { createSeedIso, type SeedContent } from "./seed.ts";

export interface WrittenSeed {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * Writes a seed CD that only its owner can read: user-data hold secrets.
 *
 * @throws {EdgelabError} FILE_EXISTS unless `overwrite`; FILE_UNUSABLE
 */
export async function writeSeedFile(
  path: string,
  { overwrite, ...content }: SeedContent & { readonly overwrite?: boolean | undefined },
): Promise<WrittenSeed> {
  const bytes = createSeedIso(content);
  await using output = await OutputFile.create(path, { mode: 0o600, overwrite });
  await output.write(bytes);
  await output.commit();
  return { path, sizeBytes: bytes.length, sha256: sha256(bytes) };
}
