import type { Finding } from "./finding.ts";
import { invalid, shown } from "./invalid.ts";

export type DigestAlgorithm = "SHA1" | "SHA256" | "SHA512";

export interface ManifestEntry {
  readonly fileName: string;
  readonly algorithm: DigestAlgorithm;
  /** Hex, lower case. */
  readonly digest: string;
}

export interface Manifest {
  readonly entries: readonly ManifestEntry[];
  /** What the text itself gives away: lines that VMware's tools refuse. */
  readonly findings: readonly Finding[];
}

const limits = { bytes: 1 << 20, lines: 10_000 };
const digestLength: Readonly<Record<DigestAlgorithm, number>> = { SHA1: 40, SHA256: 64, SHA512: 128 };

/** Lines in exactly the spelling that VMware's tools take, in the order of `files`: the descriptor comes first. */
export function formatManifest(files: readonly { readonly name: string; readonly sha256: string }[]): string {
  return files.map(({ name, sha256 }) => `SHA256(${name})= ${sha256}\n`).join("");
}

/**
 * Reads a manifest, whatever wrote it. Spellings of `sha256sum --tag` and OpenSSL 3 are understood, and found fault with.
 *
 * @throws {EdgelabError} OVF_INVALID when it is too long to be one
 */
export function parseManifest(text: string): Manifest {
  if (Buffer.byteLength(text) > limits.bytes) throw invalid(`its manifest has more than ${limits.bytes} bytes`);
  const lines = text.split(/\r?\n/);
  if (lines.length > limits.lines) throw invalid(`its manifest has more than ${limits.lines} lines`);
  const entries: ManifestEntry[] = [];
  const findings: Finding[] = [];
  const find = (severity: Finding["severity"], message: string) =>
    findings.push({ severity, check: "manifest", message });
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const entry = parseLine(line);
    if (!entry) {
      find("error", `Line ${index + 1} of the manifest is ${shown(line)}, expected SHA256(file)= digest.`);
      continue;
    }
    if (entries.some(({ fileName }) => fileName === entry.fileName)) {
      find("error", `The manifest has ${shown(entry.fileName)} twice.`);
      continue;
    }
    if (!isExact(line, entry)) {
      find("error", `VMware's tools do not read line ${index + 1} of the manifest: ${shown(line)}.`);
    }
    entries.push(entry);
  }
  const algorithms = [...new Set(entries.map(({ algorithm }) => algorithm))];
  if (algorithms.length > 1) find("error", `The manifest mixes ${algorithms.join(" and ")}.`);
  else if (algorithms[0] === "SHA1") {
    find("error", "The manifest has SHA-1 only, which can be forged; expected SHA-256.");
  }
  return { entries, findings };
}

/** Anchored on the last parenthesis: names may contain some. */
function parseLine(line: string): ManifestEntry | undefined {
  const found = /^(?:SHA|SHA2-)(1|256|512)\s*\((.+)\)\s*=\s*([0-9a-f]+)\s*$/i.exec(line);
  if (!found) return undefined;
  const algorithm = `SHA${found[1]!}` as DigestAlgorithm;
  const digest = found[3]!.toLowerCase();
  return digest.length === digestLength[algorithm] ? { fileName: found[2]!, algorithm, digest } : undefined;
}

function isExact(line: string, { algorithm, fileName, digest }: ManifestEntry): boolean {
  return line.trimEnd().toLowerCase() === `${algorithm}(${fileName})= ${digest}`.toLowerCase();
}

/** Both ways: the descriptor and every referenced file have a line, and every line has a file. */
export function checkCoverage(manifest: Manifest, fileNames: readonly string[]): Finding[] {
  const listed = new Set(manifest.entries.map(({ fileName }) => fileName));
  const missing = fileNames.filter((name) => !listed.has(name));
  const extra = [...listed].filter((name) => !fileNames.includes(name));
  return [
    ...missing.map((name) => `The manifest does not vouch for ${shown(name)}.`),
    ...extra.map((name) => `The manifest has ${shown(name)}, which is no file of the package.`),
  ].map((message) => ({ severity: "error", check: "manifest", message }));
}
