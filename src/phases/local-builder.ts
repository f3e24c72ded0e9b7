import { join, resolve } from "node:path";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import { sha256 } from "../core/sha256.ts";
import { type DiskInspection, inspectDisk } from "../disk/index.ts";
import type { StepContext } from "../engine/graph.ts";
import { createSeedIso } from "../iso/index.ts";
import type { HardwareSettings } from "../lab/lab.ts";
import { checkOutput, createPackage, openPackage, type OvfEnvelope } from "../ovf/index.ts";
import { installDisk, PrivateFolder } from "../qemu/index.ts";
import type { Compression } from "../vmdk/index.ts";
import { localLockStore } from "./local-lock-store.ts";
import { Lock } from "./lock.ts";
import { thisProcess } from "./session.ts";
import { annotationOf, type BuiltTemplate } from "./wanted.ts";

const gib = 1024 ** 3;

export interface LocalBuildOptions {
  /** Where the disk is while it is installed. It needs room for what the installer writes; the disk itself is sparse. */
  readonly workFolder: string;
  /** Where the last screen and the console go when the installation fails. */
  readonly evidenceFolder: string;
  /** Deadline of the installation, in milliseconds. @default 45 minutes, or 6 hours where QEMU emulates the processor */
  readonly installTimeoutMs?: number | undefined;
  readonly compression?: Compression | undefined;
  /** How QEMU runs the guest. @default "auto": KVM where it works, else QEMU's own emulation */
  readonly accelerator?: "auto" | "kvm" | "tcg" | undefined;
  /** Replace what has the output's name. @default false */
  readonly overwrite?: boolean | undefined;
}

export interface LocalBuild {
  /** The OVA, or the folder of the package. */
  readonly path: string;
  readonly outcome: "built" | "unchanged";
  readonly sizeBytes: number;
}

/**
 * Makes the template's package on this machine: QEMU boots the ISO, the installer powers the machine off, the disk is
 * looked at from outside, and goes into the package. A package of the same content address at `output` is left as it is.
 *
 * @throws {EdgelabError} PROGRAM_MISSING, INSTALL_FAILED, QEMU_FAILED, FILE_EXISTS
 */
export async function buildPackage(
  wanted: BuiltTemplate,
  output: string,
  options: LocalBuildOptions,
  step: StepContext,
): Promise<LocalBuild> {
  const known = await usablePackage(wanted, output, options, step);
  if (known) return known;
  refuseOther(wanted.installer);
  await checkOutput(wanted.name, output, options);
  await using lock = await lockOutput(output, options, step);
  const locked = { ...step, signal: AbortSignal.any([step.signal, lock.lost]) };
  // whoever had the lock may have made it
  return (await usablePackage(wanted, output, options, locked)) ?? (await make(wanted, output, options, locked));
}

/** @throws {EdgelabError} FILE_EXISTS when something else is there */
async function usablePackage(
  { key }: BuiltTemplate,
  path: string,
  { overwrite }: LocalBuildOptions,
  options: Abortable,
): Promise<LocalBuild | undefined> {
  const known = await packageKey(path, options);
  if (known?.key === key) return { path, outcome: "unchanged", sizeBytes: known.sizeBytes };
  if (known === undefined || overwrite === true) return undefined;
  throw new EdgelabError("FILE_EXISTS", {
    what: `${path} exists already, and was made from something else.`,
    next: "Choose another name, or add --force to replace it.",
  });
}

/** One run at a time makes one package; the others wait for it. */
async function lockOutput(
  output: string,
  { workFolder, installTimeoutMs = 6 * 3_600_000 }: LocalBuildOptions,
  step: StepContext,
): Promise<Lock> {
  return Lock.acquirePatiently(localLockStore, {
    signal: step.signal,
    path: join(workFolder, `lock-${sha256(resolve(output)).slice(0, 32)}`),
    subject: output,
    lab: "",
    self: thisProcess(),
    warn: (message) => step.warn("LOCK_TAKEN_OVER", message),
    patienceMs: 2 * installTimeoutMs,
    onWait: (why) => step.waiting(output, "another run that is building it", why),
  });
}

async function make(
  wanted: BuiltTemplate,
  output: string,
  options: LocalBuildOptions,
  step: StepContext,
): Promise<LocalBuild> {
  await using folder = await PrivateFolder.create({ root: options.workFolder });
  const disk = folder.file("disk.raw");
  const accelerator = await install(wanted, disk, folder.path, options, step);
  await refuseUnusable(disk, wanted);
  step.progress({ message: "packing the disk" });
  const { hardware, installer, key, name } = wanted;
  const sizeBytes = hardware.diskGiB * gib;
  const made = await createPackage(
    {
      name,
      hardware,
      annotation: annotationOf(wanted),
      product: {
        name: "Palette Edge host template",
        vendor: "edgelab",
        facts: {
          inputs: key,
          installer: installer.digest,
          firmware: hardware.firmware,
          builder: `qemu ${accelerator}`,
        },
      },
      disk: { path: disk, sizeBytes },
    },
    output,
    {
      signal: step.signal,
      compression: options.compression,
      overwrite: options.overwrite,
      onProgress: (done, total) => step.progress({ done, total, unit: "bytes", message: "packing the disk" }),
    },
  );
  step.changed(`${(made.sizeBytes / 1e6).toFixed(1)} MB`);
  return { path: output, outcome: "built", sizeBytes: made.sizeBytes };
}

async function install(
  { installer, hardware, userData }: BuiltTemplate,
  disk: string,
  folder: string,
  { installTimeoutMs: timeoutMs, evidenceFolder, accelerator }: LocalBuildOptions,
  step: StepContext,
): Promise<string> {
  const iso = installer.path;
  if (iso === undefined) throw new TypeError("QEMU boots an ISO that is a file");
  let seen = { message: "the installer is running", done: 0 };
  step.progress({ message: seen.message });
  const installed = await installDisk(
    {
      iso,
      seed: createSeedIso({ userData }),
      disk,
      capacityBytes: hardware.diskGiB * gib,
      firmware: hardware.firmware,
      cpus: hardware.cpus,
      memoryMiB: hardware.memoryMiB,
      scsiController: hardware.scsiController === "lsilogic-sas" ? "lsilogicsas" : hardware.scsiController,
      accelerator,
      timeoutMs,
      evidenceFolder,
      temporaryFolder: folder,
      onProgress: ({ message, writtenBytes, consoleLine }) => {
        if (consoleLine && complaint.test(consoleLine))
          step.note(`The installer says: ${printable(consoleLine.trim())}`);
        seen = { message: message ?? seen.message, done: writtenBytes ?? seen.done };
        if (message ?? writtenBytes) step.progress({ ...seen, unit: "bytes" });
      },
    },
    step,
  );
  return installed.accelerator.name;
}

/**
 * How installers say that they gave up: then the machine stays on, and only its silence ends the wait. A hint, never a proof.
 *
 * @see kairos-agent, messages of its install action
 */
const complaint =
  / ERR |No users found in any stage|does not fit in the target disk|undefined system source|has mounted partitions|stopping installation|failed to load after/;

/** It would boot, and nobody would know for how long to wait. */
function refuseOther({ isEdgeInstaller, defaultAction, name }: BuiltTemplate["installer"]): void {
  if (defaultAction === "manual" || defaultAction === "interactive") {
    throw new EdgelabError("ISO_INVALID", {
      what: `${name} does not install by itself.`,
      why: `The default entry of its boot menu ${defaultAction === "manual" ? "gives a shell" : "asks a person"}.`,
      next: "Build the installer with the unattended entry as its default (in CanvOS: without FORCE_INTERACTIVE_INSTALL).",
    });
  }
  if (isEdgeInstaller) return;
  throw new EdgelabError("ISO_INVALID", {
    what: `${name} is no Edge installer.`,
    why: "Its volume label is not one of those that Edge installers have.",
    next: "`edgelab iso inspect` says what it is. CanvOS builds a Palette Edge installer.",
  });
}

/** The last line of an installer's log proves nothing: what it left on the disk does. */
async function refuseUnusable(disk: string, { hardware: { firmware }, installer }: BuiltTemplate): Promise<void> {
  await using source = await openRandomAccess(disk);
  const why = unusable(await inspectDisk(source), firmware);
  if (why === undefined) return;
  throw new EdgelabError("INSTALL_FAILED", {
    what: `What ${installer.name} installed cannot be a template.`,
    why,
    next: "Check that it is a Palette Edge installer, and its user-data.",
  });
}

/** Why a disk cannot be a template for machines with this firmware, as a sentence. */
export function unusable(found: DiskInspection, firmware: HardwareSettings["firmware"]): string | undefined {
  const { edge, boots, booted } = found;
  if (!edge.installed) return `It is no installed Edge system: ${edge.missing.join(", ")} missing.`;
  if (!boots[firmware].ok) return `It does not boot with ${firmware} firmware: ${boots[firmware].why}.`;
  if (booted.ever) {
    return `It has been booted from its own disk (${booted.evidence.join(", ")}): all its clones would share one identity.`;
  }
  return undefined;
}

/** What edgelab wrote into a package for itself. */
export function factsOf({ system }: Pick<OvfEnvelope, "system">): Readonly<Record<string, string | undefined>> {
  const properties = system.products.flatMap((product) => product.properties);
  return Object.fromEntries(
    properties
      .filter(({ key }) => key.startsWith("edgelab."))
      .map(({ key, value }) => [key.slice("edgelab.".length), value]),
  );
}

/** Content address and size of a package that edgelab made; undefined where there is nothing. */
async function packageKey(
  path: string,
  { signal }: Abortable,
): Promise<{ readonly key: string | undefined; readonly sizeBytes: number } | undefined> {
  signal.throwIfAborted();
  try {
    await using found = await openPackage(path);
    return {
      key: factsOf(found.envelope)["inputs"],
      sizeBytes: found.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    };
  } catch (error) {
    if (!(error instanceof EdgelabError)) throw error;
    if (error.code === "FILE_UNUSABLE") return undefined;
    return { key: undefined, sizeBytes: 0 };
  }
}
