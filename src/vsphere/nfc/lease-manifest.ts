import { EdgelabError } from "../../core/errors.ts";
import type { Data } from "../../vim25/index.ts";
import type { Transferred } from "./transfer-digest.ts";

export type ManifestEntry = Data<"HttpNfcLeaseManifestEntry">;

export interface Checked extends Transferred {
  /** As the package calls it. */
  readonly path: string;
  readonly deviceKey: string;
}

/**
 * Compares what was sent or received with the server's own account of it.
 *
 * @returns whether the server has told a digest of this file
 * @throws {EdgelabError} VERIFY_FAILED when it is another one
 */
export function checkEntry(file: Checked, manifest: readonly ManifestEntry[] | undefined): boolean {
  const entry = manifest?.find(({ key }) => key === file.deviceKey);
  if (entry === undefined) return false;
  if (entry.size !== undefined && entry.size !== file.sizeBytes)
    throw differs(file, `The vCenter counts ${entry.size} bytes, there were ${file.sizeBytes} here.`);
  const digest = digestOf(entry);
  if (digest === undefined) return false;
  const [algorithm, theirs] = digest;
  if (theirs === file[algorithm]) return true;
  throw differs(file, `Its ${algorithm.toUpperCase()} is ${file[algorithm]} here, and ${theirs} at the vCenter.`);
}

/** SHA-256 where the server has it, since 6.7; the older SHA-1 otherwise. */
function digestOf({ checksum, checksumType, sha1 }: ManifestEntry): readonly ["sha256" | "sha1", string] | undefined {
  const type = checksumType?.toLowerCase().replace("-", "");
  if ((type === "sha256" || type === "sha1") && checksum) return [type, checksum.toLowerCase()];
  return sha1 ? ["sha1", sha1.toLowerCase()] : undefined;
}

function differs({ path }: Checked, why: string): EdgelabError {
  return new EdgelabError("VERIFY_FAILED", {
    what: `${path} did not arrive as it was sent.`,
    why,
    next: "Run the command again; if it happens again, look for a proxy that changes what passes through it.",
  });
}
