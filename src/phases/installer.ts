import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { OutputFile } from "../core/output-file.ts";
import { printable } from "../core/printable.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import { sha256 } from "../core/sha256.ts";
import { unwritable } from "../core/unwritable.ts";
import { createBootableStandIn, createStandIn, inspectInstaller } from "../iso/index.ts";
import type { Lab } from "../lab/lab.ts";

/** The installer's ISO, known by its content. */
export interface Installer {
  /** SHA-256 of its bytes, lower-case hex. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** For messages: the path, or what it is. */
  readonly name: string;
  /** Where it is, when it is a file: QEMU boots files. */
  readonly path: string | undefined;
  /** What the boot menu does by itself: only `unattended` installs. Undefined where there is no menu to read. */
  readonly defaultAction: "unattended" | "manual" | "interactive" | undefined;
  /** False for any other ISO, such as a desktop distribution's. */
  readonly isEdgeInstaller: boolean;
  /** edgelab's own, which is no product and must never pass for one. */
  readonly isStandIn: boolean;
  open(): Readable;
  /** What is odd about it, in sentences. */
  readonly warnings: readonly string[];
}

export type OpenInstallerLab = Pick<Lab, "installer" | "target" | "workDir" | "cacheDir"> & {
  readonly template: Pick<Lab["template"], "builder">;
};

/**
 * The ISO that the lab names, or the stand-in where the sandbox needs no other. Reads the whole file the first time;
 * later its digest is known from the work folder, as long as size and time of the file are the same.
 *
 * @throws {EdgelabError} LAB_INVALID when there is no such file; ISO_INVALID
 */
export async function openInstaller(
  { installer, target, workDir, template, cacheDir }: OpenInstallerLab,
  options: Abortable,
): Promise<Installer> {
  if (installer.iso !== undefined) {
    const acceptStandIn = target === "sandbox";
    return openInstallerFile(installer.iso, { acceptStandIn, digests: join(workDir, "digests.json") }, options);
  }
  if (target === "vsphere") {
    throw new EdgelabError("LAB_INVALID", {
      what: "The lab file names no installer ISO.",
      why: "edgelab brings a stand-in for its sandbox only; what that installs is no product.",
      next: "Build a Palette Edge installer with CanvOS and give its path as installer.iso.",
    });
  }
  return template.builder === "qemu" ? bootableStandIn(cacheDir, options) : standIn();
}

/** What the small stand-in and the bootable one have in common. */
const standInFacts = {
  name: "edgelab's stand-in installer",
  defaultAction: "unattended",
  isEdgeInstaller: true,
  isStandIn: true,
  warnings: [],
} as const;

/**
 * For QEMU it must really boot. It is put together anew each time, in seconds: same packages and same edgelab, same bytes.
 *
 * @throws {EdgelabError} PROGRAM_MISSING with the names of the packages
 */
async function bootableStandIn(cacheDir: string, options: Abortable): Promise<Installer> {
  await mkdir(cacheDir, { recursive: true });
  const path = join(cacheDir, "stand-in.iso");
  const { sha256: digest, sizeBytes } = await createBootableStandIn({}, path, { ...options, overwrite: true });
  return {
    digest,
    sizeBytes,
    ...standInFacts,
    path,
    open: () => createReadStream(path),
  };
}

function standIn(): Installer {
  // a fixed date: the same bytes, and so the same template, on every run
  const bytes = createStandIn({ date: new Date(Date.UTC(2026, 0, 1)) });
  return {
    digest: sha256(bytes),
    sizeBytes: bytes.length,
    ...standInFacts,
    path: undefined,
    open: () => Readable.from([bytes]),
  };
}

/**
 * An ISO by its path.
 *
 * @param digests file that remembers the digests of ISOs that did not change
 * @throws {EdgelabError} LAB_INVALID when there is no such file; ISO_INVALID
 */
export async function openInstallerFile(
  file: string,
  { acceptStandIn, digests }: { readonly acceptStandIn: boolean; readonly digests: string },
  options: Abortable,
): Promise<Installer> {
  const found = await statOrExplain(file);
  const inspection = await inspectInstallerFile(file); // first: what is no ISO need not be read to its end
  if (inspection.standIn && !acceptStandIn) {
    throw new EdgelabError("ISO_INVALID", {
      what: `${file} is edgelab's stand-in installer.`,
      why: "What it installs is no product: no Palette agent, and no Kubernetes.",
      next: "Give a Palette Edge installer as installer.iso, or use the sandbox.",
    });
  }
  const warnings = [
    ...(inspection.kind === "none"
      ? [`${file} does not look like an Edge installer (label "${printable(inspection.volumeId)}").`]
      : []),
    ...(inspection.kind === "kairos" ? [`${file} is a Kairos installer without the Palette agent.`] : []),
    ...(inspection.userData.some(({ holds }) => holds.token)
      ? [`${file} holds a registration token: whoever has the ISO can read it.`]
      : []),
  ];
  return {
    digest: await cachedDigest(file, found, digests, options),
    sizeBytes: found.size,
    name: file,
    path: file,
    defaultAction: inspection.menu?.defaultAction,
    isEdgeInstaller: inspection.kind !== "none",
    isStandIn: inspection.standIn,
    open: () => createReadStream(file),
    warnings,
  };
}

async function inspectInstallerFile(file: string) {
  await using source = await openRandomAccess(file);
  try {
    return await inspectInstaller(source);
  } catch (error) {
    if (!(error instanceof EdgelabError) || error.code !== "ISO_INVALID") throw error;
    throw new EdgelabError("ISO_INVALID", {
      what: `${file} cannot be read as an installer ISO.`,
      why: error.message,
      next: `\`edgelab iso inspect ${file}\` says what it is. A download that was cut short is found by its .sha256.`,
      cause: error,
    });
  }
}

async function statOrExplain(file: string) {
  try {
    const found = await stat(file, { bigint: false });
    if (found.isFile()) return found;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  throw new EdgelabError("LAB_INVALID", {
    what: `There is no installer ISO at ${file}.`,
    next: "Build one with CanvOS, or correct the path: --iso, or installer.iso in the lab file.",
  });
}

const maxDigests = 64;

/** Digests of files that did not change since. May be deleted at any time. */
async function cachedDigest(
  file: string,
  { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
  cacheFile: string,
  { signal }: Abortable,
): Promise<string> {
  const key = `${file}|${size}|${mtimeMs}`;
  const cache = await readCache(cacheFile);
  const known = cache[key];
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { signal });
  const digest = hash.digest("hex");
  const others = Object.entries(cache).filter(([other]) => !other.startsWith(`${file}|`));
  const kept = Object.fromEntries([...others.slice(1 - maxDigests), [key, digest]]);
  await remember(cacheFile, `${JSON.stringify(kept)}\n`);
  return digest;
}

async function remember(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw unwritable(dirname(file), error);
  }
  await using output = await OutputFile.create(file, { overwrite: true });
  await output.write(Buffer.from(text));
  await output.commit();
}

async function readCache(file: string): Promise<Readonly<Record<string, string>>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== "object" || data === null) return {};
    return Object.fromEntries(Object.entries(data).filter(([, digest]) => /^[0-9a-f]{64}$/.test(String(digest))));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
