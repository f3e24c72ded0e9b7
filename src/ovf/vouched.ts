import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { digestOf } from "./digest.ts";
import { invalid } from "./invalid.ts";
import { checkCoverage } from "./manifest.ts";
import type { OvfPackage, PackageFile } from "./package.ts";

/**
 * Compares a file of a package with its manifest.
 *
 * @param sha256 of its bytes, where it is known already: otherwise, and for another algorithm, the file is read
 * @returns false when nothing vouches for it
 * @throws {EdgelabError} VERIFY_FAILED when the manifest has another digest
 */
export async function compareWithManifest(
  { manifest }: Pick<OvfPackage, "manifest">,
  file: PackageFile,
  { signal, sha256 }: Abortable & { readonly sha256?: string | undefined },
): Promise<boolean> {
  const entry = manifest?.entries.find(({ fileName }) => fileName === file.name);
  if (!entry) return false;
  const isKnown = entry.algorithm === "SHA256" && sha256 !== undefined;
  const digest = isKnown ? sha256 : await digestOf(file, entry.algorithm, { signal });
  if (digest === entry.digest) return true;
  throw new EdgelabError("VERIFY_FAILED", {
    what: `${file.name} is not what the manifest of ${file.path} vouches for.`,
    why: `Its ${entry.algorithm} is ${digest}, expected ${entry.digest}.`,
    next: "Get the package again: it is damaged, or somebody changed it.",
  });
}

/**
 * Before the files of a package are sent: its manifest has to vouch for all of them, and for nothing else. The descriptor
 * is compared with it, and so are files of which it has another digest than SHA-256; the others can be on their way.
 *
 * @returns the SHA-256 that each of the others must have
 * @throws {EdgelabError} OVF_INVALID, VERIFY_FAILED
 */
export async function vouchedDigests(opened: OvfPackage, options: Abortable): Promise<ReadonlyMap<string, string>> {
  const { path, manifest, descriptor, files } = opened;
  if (manifest === undefined) {
    throw new EdgelabError("OVF_INVALID", {
      what: `${path} has no manifest.`,
      why: "Without digests nothing tells whether it arrives as it was sent.",
      next: "Get it with its .mf file, or make one: `sha256sum` lines of the form SHA256(name)= digest.",
    });
  }
  const names = [descriptor.file.name, ...files.map(({ name }) => name)];
  const [gap] = checkCoverage(manifest, names);
  if (gap) throw invalid(gap.message.replace(/\.$/, ""));
  await compareWithManifest(opened, descriptor.file, options);
  const expected = new Map<string, string>();
  for (const { fileName, algorithm, digest } of manifest.entries) {
    const file = files.find(({ name }) => name === fileName);
    if (file === undefined) continue;
    if (algorithm === "SHA256") expected.set(fileName, digest);
    else await compareWithManifest(opened, file, options);
  }
  return expected;
}
