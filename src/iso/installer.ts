import { parseDocument } from "yaml";
import type { RandomAccess } from "../core/random-access.ts";
import type { BootSupport } from "./boot-catalog.ts";
import { hasCloudConfigHeader, maxCloudConfigBytes } from "./cloud-config.ts";
import { type IsoImage, readIso } from "./reader.ts";
import { standInMark } from "./stand-in.ts";

export interface InstallerInspection {
  /** `none`: an ISO, but no installer of the Kairos family. */
  readonly kind: "palette" | "kairos" | "none";
  /** Trusted Boot: signed kernels inside an EFI image, UEFI only. */
  readonly uki: boolean;
  /** edgelab's own stand-in: good for the sandbox only. */
  readonly standIn: boolean;
  readonly volumeId: string;
  readonly label: string;
  readonly boot: BootSupport;
  readonly menu: BootMenu | undefined;
  /** Cloud-configs on the medium, in the order in which the installer merges them. */
  readonly userData: readonly EmbeddedUserData[];
}

export interface BootMenu {
  readonly titles: readonly string[];
  readonly defaultTitle: string | undefined;
  /** `unattended` installs by itself, `manual` gives a shell, `interactive` asks. */
  readonly defaultAction: "unattended" | "manual" | "interactive";
}

export interface EmbeddedUserData {
  readonly path: string;
  readonly text: string;
  readonly holds: {
    /** Anyone who has the ISO can read it. */
    readonly token: boolean;
    readonly poweroff: boolean;
    readonly reboot: boolean;
    readonly users: boolean;
    /** False when it is no YAML mapping; the rest is then false too. */
    readonly yaml: boolean;
  };
}

/**
 * Says what an ISO is from its label, its boot menu and its files, without mounting it.
 * The Palette agent's version is in no known place on an ISO, and there is no Kubernetes on it: neither is looked for.
 *
 * @throws {EdgelabError} ISO_INVALID when it cannot be read as an ISO at all
 */
export async function inspectInstaller(source: RandomAccess): Promise<InstallerInspection> {
  return inspectImage(await readIso(source));
}

/** The same for an image that has been read. */
export async function inspectImage(image: IsoImage): Promise<InstallerInspection> {
  const has = (path: string) => image.entries.has(path);
  const uki = image.volumeId === "UKI_ISO_INSTALL";
  const menu = await readBootMenu(image);
  const isPalette =
    menu?.titles.some((title) => title.startsWith("Palette")) ||
    has("/opt/spectrocloud") ||
    (uki && has("/stylus-image.tar"));
  const isKairos = uki || image.volumeId === "COS_LIVE";
  return {
    kind: !isKairos ? "none" : isPalette ? "palette" : "kairos",
    uki,
    standIn: has(standInMark),
    volumeId: image.volumeId,
    label: image.label,
    boot: image.boot,
    menu,
    userData: isKairos ? await readUserData(image) : [],
  };
}

async function readBootMenu(image: IsoImage): Promise<BootMenu | undefined> {
  const path = "/boot/grub2/grub.cfg";
  const entry = image.entries.get(path);
  if (entry?.kind !== "file" || entry.isCompressed) return undefined;
  const text = Buffer.from(await image.readFile(path, { maxBytes: 1 << 20 })).toString("utf8");
  const entries = [
    ...text.matchAll(/^\s*menuentry\s+(?:"([^"]*)"|'([^']*)')([^]*?)(?=^\s*menuentry\s|$(?![^]))/gm),
  ].map(([, double, single, body = ""]) => ({ title: double ?? single ?? "", body }));
  const chosen = entries[Number(/^\s*set\s+default="?(\d+)"?\s*$/m.exec(text)?.[1] ?? 0)];
  const argument = (name: string) => new RegExp(`\\s${name}(\\s|$)`).test(chosen?.body ?? "");
  return {
    titles: entries.map((entry) => entry.title),
    defaultTitle: chosen?.title,
    defaultAction: argument("interactive-install")
      ? "interactive"
      : argument("nodepair.enable") || argument("install-mode")
        ? "unattended"
        : "manual",
  };
}

async function readUserData(image: IsoImage): Promise<EmbeddedUserData[]> {
  const found: EmbeddedUserData[] = [];
  const candidates = [...image.entries.values()]
    .filter(({ kind, isCompressed }) => kind === "file" && !isCompressed)
    .filter(({ path, size }) => /\.ya?ml$/.test(path) && size <= maxCloudConfigBytes)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path } of candidates) {
    const text = Buffer.from(await image.readFile(path)).toString("utf8");
    if (hasCloudConfigHeader(text)) found.push({ path, text, holds: contentsOf(text) });
  }
  return found;
}

function contentsOf(text: string): EmbeddedUserData["holds"] {
  const document = parseDocument(text, { logLevel: "silent" });
  const at = (...path: string[]): unknown => document.getIn(path);
  const yaml = document.errors.length === 0;
  return {
    token: yaml && Boolean(at("stylus", "site", "edgeHostToken")),
    poweroff: yaml && at("install", "poweroff") === true,
    reboot: yaml && at("install", "reboot") === true,
    users: yaml && (document.has("users") || /^\s+users:/m.test(text)),
    yaml,
  };
}
