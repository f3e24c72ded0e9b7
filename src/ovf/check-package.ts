import type { Abortable } from "../core/abort.ts";
import { streamOptimizedFormat } from "./create-descriptor.ts";
import { digestOf } from "./digest.ts";
import type { Finding } from "./finding.ts";
import { shown } from "./invalid.ts";
import { checkCoverage, type DigestAlgorithm } from "./manifest.ts";
import type { OvfPackage } from "./package.ts";

/** A file of a package beside what the manifest says of it. */
export interface CheckedFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** SHA256 where there is no manifest. */
  readonly algorithm: DigestAlgorithm;
  readonly digest: string;
  /** Undefined when the manifest does not mention it. */
  readonly matches?: boolean | undefined;
}

interface Progress extends Abortable {
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

/** Hashes every file and compares with the manifest. */
export async function checkDigests(
  { manifest, descriptor, files }: OvfPackage,
  { signal, onProgress }: Progress,
): Promise<{ readonly files: readonly CheckedFile[]; readonly findings: readonly Finding[] }> {
  const all = [descriptor.file, ...files];
  const total = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const checked: CheckedFile[] = [];
  const findings: Finding[] = [];
  let done = 0;
  for (const file of all) {
    const entry = manifest?.entries.find(({ fileName }) => fileName === file.name);
    const algorithm = entry?.algorithm ?? "SHA256";
    const start = done;
    const digest = await digestOf(file, algorithm, {
      signal,
      onProgress: (bytes) => onProgress?.(start + bytes, total),
    });
    done += file.sizeBytes;
    const matches = entry && entry.digest === digest;
    if (matches === false) {
      const message = `${shown(file.name)} is not what the manifest vouches for: its ${algorithm} is ${digest}, expected ${entry!.digest}.`;
      findings.push({ severity: "error", check: "manifest", message });
    }
    checked.push({ name: file.name, sizeBytes: file.sizeBytes, algorithm, digest, matches });
  }
  if (!manifest) {
    findings.push({ severity: "warning", check: "manifest", message: "There is no manifest: nothing vouches for it." });
    return { files: checked, findings };
  }
  const names = all.map(({ name }) => name);
  if (checked.every(({ matches }) => matches === true)) {
    const message = `The digests of all ${checked.length} files are those of the manifest.`;
    findings.push({ severity: "info", check: "manifest", message });
  }
  return { files: checked, findings: [...manifest.findings, ...checkCoverage(manifest, names), ...findings] };
}

/** What an importer would refuse, or that makes another machine than was meant. */
export function checkDescriptor(opened: OvfPackage): Finding[] {
  const { envelope, files, strays, isSigned } = opened;
  const findings: Finding[] = [...opened.findings];
  const find = (severity: Finding["severity"], check: Finding["check"], message: string) =>
    findings.push({ severity, check, message });

  for (const name of strays) find("warning", "archive", `Nothing refers to ${shown(name)} in the archive.`);
  if (isSigned) find("info", "archive", "The package is signed; edgelab does not check the signature.");
  for (const [index, { href, sizeBytes, compression }] of envelope.files.entries()) {
    const actual = files[index]!.sizeBytes;
    if (sizeBytes === undefined) find("info", "files", `The descriptor does not say how large ${shown(href)} is.`);
    else if (sizeBytes !== actual) {
      find("error", "files", `${shown(href)} has ${actual} bytes, its descriptor says ${sizeBytes}.`);
    }
    if (compression !== undefined && compression !== "identity") {
      find("error", "files", `${shown(href)} is compressed as a whole (${shown(compression)}), which vSphere refuses.`);
    }
  }
  for (const { id, fileRef, format } of envelope.disks) {
    if (fileRef !== undefined && format !== undefined && format !== streamOptimizedFormat) {
      find(
        "warning",
        "disk",
        `The descriptor says that disk ${shown(id)} is ${shown(format)}, expected streamOptimized.`,
      );
    }
  }
  const { version, items } = envelope.system.hardware;
  if (version === undefined || !/^vmx-\d+$/.test(version)) {
    find("error", "descriptor", `vSphere refuses a machine of type ${shown(version ?? "")}, expected vmx-NN.`);
  }
  for (const name of envelope.unknownSections) {
    find("warning", "descriptor", `The descriptor demands that an importer knows its ${shown(name)}.`);
  }
  for (const item of items) {
    if (item.kind !== "nic") continue;
    if (!envelope.networks.some(({ name }) => name === item.connection)) {
      find(
        "error",
        "descriptor",
        `A network adapter is on ${shown(item.connection ?? "")}, which is no network of it.`,
      );
    }
  }
  return findings;
}
