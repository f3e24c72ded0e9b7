import type { Forecast } from "./forecast.ts";
import type { InstallerInspection } from "./installer.ts";
import type { ChecksumResult } from "./inspect-iso.ts";
import type { LiveSystem } from "./live-system.ts";
import type { IsoImage } from "./reader.ts";

export interface IsoFinding {
  /** `error`: it cannot work as it is. `note`: what is not known, or worth knowing. */
  readonly severity: "error" | "warning" | "note";
  /** One sentence. */
  readonly message: string;
}

interface Subject {
  readonly image: IsoImage;
  readonly installer: InstallerInspection;
  readonly kind: "palette" | "kairos" | "seed" | "other";
  readonly forecast: Forecast | undefined;
  readonly system: LiveSystem;
  readonly checksum: ChecksumResult | undefined;
  readonly sizeBytes: number;
}

/** What is missing on an installer, what is dangerous about it, and what cannot be known. */
export function installerFindings(subject: Subject): IsoFinding[] {
  const own = [...wholeness(subject)];
  if (subject.kind === "seed") return own;
  if (subject.kind === "other") return [...own, ...notAnInstaller(subject)];
  return [...own, ...files(subject), ...booting(subject), ...unattended(subject), ...versions(subject)];
}

function* wholeness({ image, sizeBytes, checksum, system }: Subject): Generator<IsoFinding> {
  const missing = (image.declaredBytes ?? 0) - sizeBytes;
  if (missing > 0) {
    yield error(
      `It has ${sizeBytes} of the ${image.declaredBytes} bytes that it says it has: a download was cut short.`,
    );
  }
  const root = image.entries.get("/rootfs.squashfs");
  if (root && (system.rootFileSystem?.sizeBytes ?? 0) > root.size) {
    yield error("/rootfs.squashfs is shorter than it says it is: the ISO was made of a damaged file.");
  }
  if (checksum?.outcome === "differs") {
    yield error(`Its SHA-256 is ${checksum.actual}, but ${checksum.path} says ${checksum.expected}.`);
  } else if (checksum?.outcome === "unreadable") {
    yield warning(`${checksum.path} holds no SHA-256 of this file.`);
  } else if (checksum?.otherName !== undefined) {
    yield note(`${checksum.path} is of ${checksum.otherName}: the ISO was renamed, and is the same.`);
  }
}

function* notAnInstaller({ image, installer }: Subject): Generator<IsoFinding> {
  const title = installer.menu?.defaultTitle;
  yield error(
    `It is no Edge installer: its label is ${JSON.stringify(image.label)}${title ? ` and its boot menu says ${JSON.stringify(title)}` : ""}, where an installer has COS_LIVE or UKI_ISO_INSTALL.`,
  );
}

function* files({ image, installer, kind }: Subject): Generator<IsoFinding> {
  if (installer.standIn) yield warning("It is edgelab's stand-in, not a product of Spectro Cloud: for tests only.");
  if (kind === "kairos") yield warning("It is a Kairos installer without the Palette agent: its hosts never register.");
  if (installer.uki) return;
  const isEmpty = (path: string) => (image.entries.get(path)?.size ?? 0) === 0;
  for (const path of ["/boot/kernel", "/boot/initrd", "/rootfs.squashfs", "/boot/grub2/grub.cfg"].filter(isEmpty)) {
    if (!(installer.standIn && path.startsWith("/boot/"))) yield error(`${path} is missing.`);
  }
}

function* booting({ image: { boot }, installer }: Subject): Generator<IsoFinding> {
  if (!boot.bios && !boot.uefi) {
    yield error("It starts on no machine: there is no boot image on it.");
  } else if (boot.bios && !boot.uefi) {
    yield note("It starts by BIOS only.");
  } else if (!boot.bios) {
    yield note(installer.uki ? "Trusted Boot: it starts by EFI only, with Secure Boot." : "It starts by EFI only.");
  }
  const isPublished = boot.partitions.some(({ table, type }) => table === "gpt" && type.startsWith("c12a7328"));
  if (boot.uefi && boot.bios && !isPublished && boot.partitions.some(({ type }) => type === "ef")) {
    yield warning(
      "Its EFI image is in the MBR only: VMware's EFI firmware may find no boot loader. Use BIOS, as the tutorial does.",
    );
  }
}

function* unattended({ installer: { userData, uki }, forecast }: Subject): Generator<IsoFinding> {
  if (!forecast) return;
  if (forecast.unmergeable !== undefined) {
    yield error(`Its user-data cannot be merged, so the installer stops: ${forecast.unmergeable}`);
  }
  const holds = (what: "token" | "users") => userData.some((data) => data.holds[what]);
  const broken = userData.filter(({ holds: { yaml } }) => !yaml).map(({ path }) => path);
  if (broken.length > 0) yield error(`${broken.join(", ")} is no readable YAML.`);
  if (userData.length === 0) {
    yield note("No user-data is embedded: it comes from a seed CD (edgelab iso seed), or from edgelab.");
  }
  if (holds("token")) yield warning("A registration token is embedded: whoever has the ISO can read it.");
  if (!uki && !holds("token")) yield note("No registration token is embedded: each host needs one on its seed CD.");
  if (forecast.action === "waits" && !uki) yield warning("Its default boot entry installs nothing by itself.");
  if (forecast.action === "asks") yield warning("Its default boot entry asks a person; a build would wait for ever.");
  if (forecast.end === "reboot") {
    yield warning("It reboots after the installation: with the CD still in the drive it may install again.");
  } else if (forecast.end === "stay" && forecast.action === "installs") {
    yield note("It stays on when it is done, unless a seed CD says install.poweroff: true. edgelab's builds do.");
  }
}

function* versions({ kind, system, installer }: Subject): Generator<IsoFinding> {
  const where = installer.uki ? "inside its signed kernels" : "inside rootfs.squashfs, which edgelab does not unpack";
  yield note(`The Kairos version is unknown: it is in /etc/kairos-release, ${where}.`);
  if (kind === "palette") {
    yield note(
      "The Palette agent's version is unknown: no plain file of an ISO has it. Ask whoever built it for PE_VERSION.",
    );
  }
  if (!installer.uki && !installer.standIn && system.kernelVersion === undefined) {
    yield warning("/boot/kernel is no Linux kernel for x86.");
  }
}

const error = (message: string): IsoFinding => ({ severity: "error", message });
const warning = (message: string): IsoFinding => ({ severity: "warning", message });
const note = (message: string): IsoFinding => ({ severity: "note", message });
