import { EdgelabError } from "../../core/errors.ts";
import type { Data } from "../../vim25/index.ts";
import type { Transferred } from "./transfer-digest.ts";

export type ManifestEntry = Data<"HttpNfcLeaseManifestEntry">;

/**
 * How what arrived is compared with what the vCenter tells of it. Size and SHA-256, which it tells since 6.7, cost nothing
 * more. SHA-1 is all that older ones tell: `always` makes one of every byte for them, as `sha256` does only for a file that
 * had to be sent again.
 */
export type CompareDigests = "sha256" | "always" | "never";

export interface Checked extends Transferred {
  /** As the package calls it. */
  readonly path: string;
  readonly deviceKey: string;
}

/**
 * How the server's own account of a file was compared: by a digest, by the size alone, or not at all, for want of an entry.
 * `sha1`: all it tells is a SHA-1, and none was made here.
 */
export type Comparison = "digest" | "size" | "sha1" | "none";

/** @throws {EdgelabError} VERIFY_FAILED when the server has something else than was sent or received */
export function compareEntry(file: Checked, manifest: readonly ManifestEntry[] | undefined): Comparison {
  const entry = manifest?.find(({ key }) => key === file.deviceKey);
  if (entry === undefined) return "none";
  if (entry.size !== undefined && entry.size !== file.sizeBytes)
    throw differs(file, `The vCenter counts ${entry.size} bytes, there were ${file.sizeBytes} here.`);
  const digest = digestOf(entry);
  if (digest === undefined) return "size";
  const [algorithm, theirs] = digest;
  const ours = file[algorithm];
  if (ours === undefined) return "sha1";
  if (theirs === ours) return "digest";
  throw differs(file, `Its ${algorithm.toUpperCase()} is ${ours} here, and ${theirs} at the vCenter.`);
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
