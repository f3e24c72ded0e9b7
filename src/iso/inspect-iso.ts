import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import type { RandomAccess } from "../core/random-access.ts";
import { readTextFile, UnusableTextError } from "../core/text-file.ts";
import { findDigest } from "./checksum-file.ts";
import { readAhead } from "./chunks.ts";
import { guessKind, looksLikeIso } from "./file-kind.ts";
import { type Forecast, forecast } from "./forecast.ts";
import { type EmbeddedUserData, inspectImage, type InstallerInspection } from "./installer.ts";
import { installerFindings, type IsoFinding } from "./installer-findings.ts";
import { type LiveSystem, readKernelVersion, readSquashfs } from "./live-system.ts";
import { type IsoImage, readIso } from "./reader.ts";

export type { IsoFinding } from "./installer-findings.ts";

/** What an ISO is, and what it does. Texts of user-data are left out: they may hold secrets. */
export interface IsoReport {
  readonly path: string;
  readonly sizeBytes: number;
  /**
   * `palette` and `kairos`: an installer, with and without the Palette agent. `seed`: a CD with user-data.
   * `other`: an ISO, but none that installs an Edge host.
   */
  readonly kind: "palette" | "kairos" | "seed" | "other";
  /** edgelab's own stand-in: no product, and for tests only. */
  readonly isStandIn: boolean;
  /** Trusted Boot: signed kernels inside an EFI image. */
  readonly isTrustedBoot: boolean;
  readonly label: string;
  readonly boot: InstallerInspection["boot"];
  readonly menu: InstallerInspection["menu"];
  readonly userData: readonly Omit<EmbeddedUserData, "text">[];
  /** Undefined where nothing is installed. */
  readonly forecast: Forecast | undefined;
  readonly system: LiveSystem;
  /** Bytes of content bundles. */
  readonly contentBytes: number;
  /** The `.sha256` beside it, when there is one. */
  readonly checksum: ChecksumResult | undefined;
  readonly findings: readonly IsoFinding[];
}

export interface ChecksumResult {
  readonly path: string;
  readonly outcome: "matches" | "differs" | "unreadable";
  /** The name in it, when that is another than the ISO's. */
  readonly otherName?: string | undefined;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
}

export interface InspectIsoOptions extends Abortable {
  /** Compare with the `.sha256` beside the file, which means to read all of it. @default true */
  readonly verify?: boolean | undefined;
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

/**
 * Says what an ISO is from its label, its boot menu and its files.
 *
 * @throws {EdgelabError} FILE_UNUSABLE; ISO_INVALID when it is no ISO, and then what it seems to be, or is cut short
 */
export async function inspectIso(path: string, options: InspectIsoOptions): Promise<IsoReport> {
  await using source = await openRandomAccess(path);
  const image = await readOrExplain(path, source);
  const installer = await inspectImage(image);
  const isSeed =
    /^(?:cidata|CIDATA)$/.test(image.label) && ["/user-data", "/config"].some((name) => hasFile(image, name));
  const kind = installer.kind === "none" ? (isSeed ? "seed" : "other") : installer.kind;
  const isInstaller = kind === "palette" || kind === "kairos";
  const foreseen = isInstaller ? forecast(installer) : undefined;
  const system = await readSystem(image);
  const checksum = options.verify === false ? undefined : await verifyChecksum(path, source, options);
  return {
    path,
    sizeBytes: source.size,
    kind,
    isStandIn: installer.standIn,
    isTrustedBoot: installer.uki,
    label: image.label,
    boot: image.boot,
    menu: installer.menu,
    userData: installer.userData.map(({ path: at, holds }) => ({ path: at, holds })),
    forecast: foreseen,
    system,
    contentBytes: [...image.entries.values()]
      .filter((entry) => entry.kind === "file" && entry.path.startsWith("/opt/spectrocloud/content/"))
      .reduce((sum, { size }) => sum + size, 0),
    checksum,
    findings: installerFindings({
      image,
      installer,
      kind,
      forecast: foreseen,
      system,
      checksum,
      sizeBytes: source.size,
    }),
  };
}

async function readOrExplain(path: string, source: RandomAccess): Promise<IsoImage> {
  const name = basename(path);
  if (!(await looksLikeIso(source))) {
    const kind = await guessKind(source);
    throw new EdgelabError("ISO_INVALID", {
      what: kind === undefined ? `${name} is not an ISO.` : `${name} is not an ISO: it is ${kind}.`,
      why: `An ISO has its first volume descriptor at byte 32768; the file has ${source.size} bytes.`,
      next: "Give the .iso file of a Palette Edge installer, as CanvOS builds it.",
    });
  }
  try {
    return await readIso(source);
  } catch (error) {
    if (!(error instanceof EdgelabError) || error.code !== "ISO_INVALID") throw error;
    const isCut = /cut short/.test(error.details.what);
    throw new EdgelabError("ISO_INVALID", {
      what: isCut ? `${name} is cut short: a part of it is missing.` : `${name} is damaged.`,
      why: error.details.what,
      next: "Download or copy it again, and check it with its .sha256 file.",
      cause: error,
    });
  }
}

async function readSystem(image: IsoImage): Promise<LiveSystem> {
  const open = (name: string) => (hasFile(image, name) ? image.open(name) : undefined);
  const [kernel, root] = [open("/boot/kernel"), open("/rootfs.squashfs")];
  return {
    kernelVersion: kernel && (await readKernelVersion(kernel)),
    rootFileSystem: root && (await readSquashfs(root)),
  };
}

function hasFile(image: IsoImage, path: string): boolean {
  const entry = image.entries.get(path);
  return entry?.kind === "file" && !entry.isCompressed;
}

async function verifyChecksum(
  path: string,
  source: RandomAccess,
  { signal, onProgress }: InspectIsoOptions,
): Promise<ChecksumResult | undefined> {
  const beside = `${path}.sha256`;
  const text = await readIfThere(beside, signal);
  if (text === undefined) return undefined;
  const name = basename(path);
  const digest = findDigest(text, name);
  if (!digest) return { path: beside, outcome: "unreadable" };
  const hash = createHash("sha256");
  let done = 0;
  for await (const chunk of readAhead(source, name)) {
    signal.throwIfAborted();
    hash.update(chunk);
    done += chunk.length;
    onProgress?.(done, source.size);
  }
  const actual = hash.digest("hex");
  return {
    path: beside,
    outcome: actual === digest.sha256 ? "matches" : "differs",
    otherName: digest.name === undefined || digest.name === name ? undefined : digest.name,
    expected: digest.sha256,
    actual,
  };
}

/** An unreadable text counts as there, with nothing in it. */
async function readIfThere(path: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await readTextFile(path, { maxBytes: 1 << 20, signal });
  } catch (error) {
    if (error instanceof UnusableTextError) return "";
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  }
}
