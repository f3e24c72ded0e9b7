import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { OutputFile } from "../core/output-file.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import type { Accelerator } from "./accelerator.ts";
import { type Installation, installationAborted, installationFailure, nothingInstalled } from "./install-failure.ts";
import { type Activity, Machine } from "./machine.ts";
import { type Hardware, hardwareOf, type MachineSpec, type Network, type ScsiController } from "./machine-arguments.ts";
import { type MachineWish, type Prepared, prepare } from "./prepare.ts";
import { PrivateFolder } from "./private-folder.ts";
import { type InstallProgress, ProgressReader } from "./progress.ts";
import { type TimeLimits, timeLimits } from "./time-limits.ts";
import { watch } from "./watch.ts";

/** Palette's partitions alone take 51 440 MiB; on less an installer fails, or makes a table that overflows. */
export const smallestDiskBytes = 60 * 2 ** 30;
/** 150 GB as in Palette's tutorial: 153 600 MiB, of which only what is written takes room. */
export const usualDiskBytes = 153_600 * 2 ** 20;

export interface InstallSpec extends Hardware, MachineWish, TimeLimits {
  /** Path of the installer. */
  readonly iso: string;
  /** Content of the CD with user-data. */
  readonly seed: Uint8Array;
  /** Path of the raw disk to make, sparse, readable by this user only: user-data is on it. */
  readonly disk: string;
  /** Replace a file that is there already. @default false: that is FILE_EXISTS */
  readonly overwrite?: boolean | undefined;
  /** At least {@link smallestDiskBytes}. @default {@link usualDiskBytes} */
  readonly capacityBytes?: number | undefined;
  /** @default "pvscsi" */
  readonly scsiController?: ScsiController | undefined;
  /** @default no way out: an installation needs none */
  readonly network?: Network | undefined;
  /** Where console and a picture of the screen are put when it goes wrong; made when needed. */
  readonly evidenceFolder?: string | undefined;
  readonly onProgress?: ((progress: InstallProgress) => void) | undefined;
}

export interface Installed {
  readonly durationMs: number;
  /** Bytes that the installer wrote, counted as often as they were written. */
  readonly writtenBytes: number;
  readonly accelerator: Accelerator;
  /** The last lines of the serial port. */
  readonly console: readonly string[];
}

/**
 * Runs an installer in a virtual machine until it powers the machine off. The disk has its name only then: whatever else
 * happens is one error, and leaves no process, no folder and no file but the console and a picture of the screen.
 *
 * @throws {EdgelabError} USAGE for a disk that is too small; PROGRAM_MISSING; FILE_EXISTS; FILE_UNUSABLE, also for a disk of
 *   this machine that is full; INSTALL_FAILED when the installer reboots, panics, finds nothing to boot or stands still;
 *   TIMED_OUT; QEMU_FAILED
 */
export async function installDisk(spec: InstallSpec, { signal }: Abortable): Promise<Installed> {
  const { capacityBytes = usualDiskBytes, disk, iso } = spec;
  if (capacityBytes < smallestDiskBytes) throw tooSmall(capacityBytes);
  // QEMU's own words for a missing file are about options
  await (await openRandomAccess(iso))[Symbol.asyncDispose]();
  await using folder = await PrivateFolder.create({ root: spec.temporaryFolder });
  const prepared = await prepare(spec, folder, { signal });
  await using output = await OutputFile.create(disk, { mode: 0o600, overwrite: spec.overwrite });
  await folder.adopt(output.draftPath);
  await output.handle.truncate(capacityBytes);
  const seed = await folder.write("seed.iso", spec.seed);

  const machine: MachineSpec = {
    ...hardwareOf(spec),
    disk: output.draftPath,
    diskWrites: "kept",
    diskController: spec.scsiController ?? "pvscsi",
    cds: [iso, seed],
    uefi: prepared.uefi,
    network: spec.network,
    accelerator: prepared.accelerator.name,
  };
  const installed = await runInstaller(machine, spec, { ...prepared, folder, signal });
  await output.commit();
  return installed;
}

async function runInstaller(
  machineSpec: MachineSpec,
  spec: InstallSpec,
  { qemu, accelerator, folder, signal }: Prepared & Abortable & { readonly folder: PrivateFolder },
): Promise<Installed> {
  const start = performance.now();
  const progress = new ProgressReader(spec.onProgress);
  const onLine = (line: string, isComplete: boolean) => isComplete && progress.readLine(line);
  await using machine = await Machine.start(qemu, machineSpec, { signal, folder, onLine });
  const account = async (): Promise<Installation> => ({
    iso: spec.iso,
    disk: spec.disk,
    firmware: spec.firmware,
    accelerator: accelerator.name,
    writtenBytes: progress.writtenBytes,
    durationMs: performance.now() - start,
    seen: await machine.look(spec.evidenceFolder),
  });
  try {
    const limits = timeLimits(accelerator.name, spec);
    const onLook = (activity: Activity, screen: readonly string[]) => progress.readLook(activity, screen);
    const outcome = await watch(machine, { ...limits, signal, onLook });
    const answers = outcome.kind !== "ended" && outcome.kind !== "hung";
    if (answers) progress.readLook(await machine.activity({ signal }), []);
    if (outcome.kind !== "poweroff") throw installationFailure(outcome, await account());
    if (progress.writtenBytes === 0) throw nothingInstalled(await account());
  } catch (error) {
    throw signal.aborted ? installationAborted(signal.reason, await account()) : error;
  }
  await machine.quit({ signal });
  return {
    durationMs: performance.now() - start,
    writtenBytes: progress.writtenBytes,
    accelerator,
    console: machine.console.last(),
  };
}

function tooSmall(capacityBytes: number): EdgelabError {
  return new EdgelabError("USAGE", {
    what: `A disk of ${(capacityBytes / 2 ** 30).toFixed(1)} GiB is too small for a Palette Edge system.`,
    why: "Its partitions take 50.2 GiB before there is any room for data, so 60 GiB are the least; the tutorial has 150 GB.",
    next: "Give it more: only what is written takes room on this machine.",
  });
}
