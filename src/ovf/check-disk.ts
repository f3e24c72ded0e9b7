import { EdgelabError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { slice, type RandomAccess } from "../core/random-access.ts";
import { type DiskInspection, inspectDisk, openFileSystem, readSimulatedDisk } from "../disk/index.ts";
import { openVmdk, type VmdkDisk } from "../vmdk/index.ts";
import { onlyDisk } from "./extract-package.ts";
import type { Finding } from "./finding.ts";
import { shown } from "./invalid.ts";
import type { OvfPackage } from "./package.ts";
import { findSecrets } from "./secrets.ts";

export interface SecretsAllowed {
  /** The template may hold a registration token: the user said so. */
  readonly allowToken?: boolean | undefined;
  /** The template may hold credentials and passwords: the user said so. */
  readonly allowSecrets?: boolean | undefined;
}

export interface CheckedDisk {
  readonly capacityBytes: number;
  readonly populatedBytes: number;
  readonly inspection?: DiskInspection | undefined;
}

const userDataLimits = { files: 32, bytes: 1 << 20 };

/** Looks at the disk inside its VMDK, without unpacking it: a few grains are read. */
export async function checkDisk(
  opened: OvfPackage,
  allowed: SecretsAllowed,
): Promise<{ readonly disk?: CheckedDisk | undefined; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const find: Find = (severity, check, message) => findings.push({ severity, check, message });
  let vmdk: VmdkDisk;
  try {
    const { disk, file } = onlyDisk(opened);
    vmdk = await openVmdk(file.source);
    checkVmdk(vmdk, disk.capacityBytes, find);
  } catch (error) {
    find("error", "disk", clauseOf(error));
    return { findings };
  }
  const { capacityBytes, populatedBytes } = vmdk;
  try {
    const inspection = await inspectDisk(vmdk);
    checkBoot(inspection, opened.envelope.system.hardware.config["firmware"], find);
    checkEdge(inspection, find);
    if (inspection.edge.installed) await checkSecrets(vmdk, inspection, allowed, find);
    return { disk: { capacityBytes, populatedBytes, inspection }, findings };
  } catch (error) {
    find("error", "disk", clauseOf(error));
    return { disk: { capacityBytes, populatedBytes }, findings };
  }
}

type Find = (severity: Finding["severity"], check: Finding["check"], message: string) => void;

/** Damage is an answer here; anything else is a failure. */
function clauseOf(error: unknown): string {
  if (error instanceof EdgelabError && /^(OVF|VMDK|DISK)_INVALID$/.test(error.code)) return error.message;
  throw error;
}

function checkVmdk({ capacityBytes, layout }: VmdkDisk, described: number, find: Find): void {
  if (capacityBytes > described) {
    find(
      "error",
      "disk",
      `The disk has ${capacityBytes} bytes, its descriptor says ${described}: its end would be cut off.`,
    );
  } else if (capacityBytes < described) {
    find(
      "warning",
      "disk",
      `The disk has ${capacityBytes} bytes, its descriptor says ${described}: it grows when imported.`,
    );
  }
  if (layout.version < 3) {
    find("warning", "disk", `The VMDK is of version ${layout.version}, which newer ESXi refuse; expected 3.`);
  }
  if (!layout.eos) {
    find("warning", "disk", "The VMDK does not mark its end, as those of qemu-img: some VMware tools wait for it.");
  }
  if (!layout.grainsOrdered) {
    find("warning", "disk", "The VMDK is out of order: what reads it as a stream fails.");
  }
}

function checkBoot({ boots, notes }: DiskInspection, firmware: string | undefined, find: Find): void {
  for (const note of notes) find("warning", "disk", `On the disk: ${note}.`);
  if (firmware !== "bios" && firmware !== "efi") {
    find("warning", "boot", "The descriptor does not say which firmware: what vSphere takes depends on the guest.");
    if (!boots.bios.ok && !boots.efi.ok)
      find("error", "boot", `It boots by neither firmware: ${boots.bios.why}; ${boots.efi.why}.`);
    return;
  }
  const { ok, why } = boots[firmware];
  const other = firmware === "bios" ? "efi" : "bios";
  if (ok) find("info", "boot", `It boots from its own disk by ${names[firmware]}: ${why}.`);
  else {
    const hint = boots[other].ok ? ` By ${names[other]} it does: the descriptor has the wrong firmware.` : "";
    find("error", "boot", `It does not boot from its own disk by ${names[firmware]}: ${why}.${hint}`);
  }
  if (ok && !boots[other].ok)
    find("info", "boot", `Only so, as installed: by ${names[other]} not, since ${boots[other].why}.`);
  if (ok && boots[other].ok) find("info", "boot", `By ${names[other]}, too: ${boots[other].why}.`);
}

const names = { bios: "BIOS", efi: "EFI" };

function checkEdge({ edge, booted, standIn }: DiskInspection, find: Find): void {
  if (edge.installed) {
    find("info", "edge", "An Edge system is installed on it.");
    for (const name of edge.missing) find("warning", "edge", `Of what installers usually leave, ${name} is missing.`);
  } else {
    find("error", "edge", `No Edge system is installed on it: ${edge.missing.join(", ")} is missing.`);
  }
  if (edge.savedEntry !== undefined && edge.savedEntry !== "registration") {
    find("warning", "edge", `It starts with the menu entry ${shown(edge.savedEntry)}, expected "registration".`);
  }
  if (!booted.ever) find("info", "edge", "Nothing on it shows that it was ever started.");
  for (const evidence of booted.evidence) find("error", "edge", `It was started before: ${evidence}.`);
  if (standIn) find("warning", "edge", "It was made by edgelab's stand-in installer: for the sandbox, no product.");
}

async function checkSecrets(
  disk: RandomAccess,
  inspection: DiskInspection,
  { allowToken, allowSecrets }: SecretsAllowed,
  find: Find,
): Promise<void> {
  const texts = inspection.simulated ? await simulatedUserData(disk) : await userData(disk, inspection);
  let hasSecrets = false;
  for (const [name, text] of texts) {
    for (const { kind, path } of findSecrets(text)) {
      hasSecrets = true;
      const isAllowed = kind === "token" ? allowToken : allowSecrets;
      const what = kind === "token" ? "a registration token" : "a secret";
      const message = `COS_OEM:/${printable(name)} holds ${what} (${shown(path)}): everybody who gets the package can read it.`;
      find(isAllowed ? "info" : "error", "secrets", message);
    }
  }
  if (!hasSecrets) find("info", "secrets", "No token, credentials or passwords are in the user-data on it.");
}

/** Cloud-configs on the disk, by name. */
async function userData(disk: RandomAccess, { partitions }: DiskInspection): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const oem = partitions.find(({ fileSystem }) => fileSystem?.label === "COS_OEM");
  if (!oem) return texts;
  const fileSystem = await openFileSystem(slice(disk, oem.offset, oem.sizeBytes));
  const entries = (await fileSystem.list("/")).filter(({ name }) => /\.ya?ml$/.test(name));
  for (const { name } of entries.slice(0, userDataLimits.files)) {
    const stat = await fileSystem.stat(`/${name}`);
    if (stat?.kind !== "file" || stat.size > userDataLimits.bytes) continue;
    const bytes = await fileSystem.readFile(`/${name}`, { maxBytes: userDataLimits.bytes });
    texts.set(name, Buffer.from(bytes).toString("utf8"));
  }
  return texts;
}

/** The same of a disk that a sandbox exported. */
async function simulatedUserData(disk: RandomAccess): Promise<Map<string, string>> {
  const files = (await readSimulatedDisk(disk)) ?? [];
  return new Map(
    files.flatMap(({ path, bytes }) => {
      const name = /^COS_OEM:\/([^/]+\.ya?ml)$/.exec(path)?.[1];
      return name === undefined || !bytes ? [] : [[name, Buffer.from(bytes).toString("utf8")] as const];
    }),
  );
}
