import type { Abortable } from "../core/abort.ts";
import { type CheckedDisk, checkDisk, type SecretsAllowed } from "./check-disk.ts";
import { checkDescriptor, checkDigests, type CheckedFile } from "./check-package.ts";
import type { Finding } from "./finding.ts";
import { openPackage, type OvfPackage } from "./package.ts";

export interface VerifyPackageOptions extends Abortable, SecretsAllowed {
  /** Bytes of all files together. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

/** What is known of a package after looking at every byte of it. */
export interface PackageReport {
  readonly path: string;
  readonly kind: OvfPackage["kind"];
  /** Of the machine. */
  readonly name: string;
  /** No finding is an error. */
  readonly ok: boolean;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly files: readonly CheckedFile[];
  /** Undefined when it cannot be read. */
  readonly disk?: CheckedDisk | undefined;
}

/**
 * Checks a package as a template for Edge hosts: the archive, digests, descriptor against disk, whether it boots by the
 * firmware it asks for, whether the Edge system is complete and was never started, whether it holds secrets.
 *
 * @throws {EdgelabError} OVF_INVALID when it is no package at all; what is wrong with one is in the report
 */
export async function verifyPackage(path: string, options: VerifyPackageOptions): Promise<PackageReport> {
  await using opened = await openPackage(path);
  const digests = await checkDigests(opened, options);
  const { disk, findings } = await checkDisk(opened, options);
  const all = [...checkDescriptor(opened), ...digests.findings, ...findings];
  const rank = { error: 0, warning: 1, info: 2 };
  return {
    path,
    kind: opened.kind,
    name: opened.envelope.system.name ?? opened.name,
    ok: all.every(({ severity }) => severity !== "error"),
    findings: all.toSorted((a, b) => rank[a.severity] - rank[b.severity]),
    files: digests.files,
    disk,
  };
}
