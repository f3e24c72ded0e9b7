import type { Abortable } from "../core/abort.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import type { Accelerator } from "./accelerator.ts";
import { bootFailure, bootAborted, type Boot } from "./boot-failure.ts";
import { Machine } from "./machine.ts";
import { type Hardware, hardwareOf, type MachineSpec, type Network, type ScsiController } from "./machine-arguments.ts";
import { type MachineWish, type Prepared, prepare } from "./prepare.ts";
import { PrivateFolder } from "./private-folder.ts";
import { type TimeLimits, timeLimits } from "./time-limits.ts";
import { watch } from "./watch.ts";

export interface BootSpec extends Hardware, MachineWish, TimeLimits {
  /** Path of a raw disk. It is not changed: what the machine writes is thrown away at the end. */
  readonly disk: string;
  /**
   * What the disk hangs on. Firmware must have a driver for it: SeaBIOS has all, OVMF of some distributions (Debian's) has
   * none for VMware's SCSI controllers.
   *
   * @default "pvscsi" for BIOS, "sata" for UEFI
   */
  readonly diskController?: ScsiController | "sata" | undefined;
  /** Contents or paths of CDs, such as site user-data. */
  readonly cds?: readonly (string | Uint8Array)[] | undefined;
  /** A line of the serial port by which it is known that the system is up; or that it powers itself off. */
  readonly until: RegExp | "poweroff";
  /** @default no way out. This machine is 10.0.2.2 for a guest that may go out */
  readonly network?: Network | undefined;
  /** @default false: a reboot is a failure, as a system that reboots in a circle looks the same */
  readonly mayReboot?: boolean | undefined;
  readonly evidenceFolder?: string | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
}

export interface Booted {
  readonly durationMs: number;
  readonly accelerator: Accelerator;
  /** The line that was waited for; undefined when that was the power-off. */
  readonly line?: string | undefined;
  readonly console: readonly string[];
}

/**
 * Boots a disk from itself, with variables of UEFI that know nothing of it, and ends the machine when it has come as far
 * as wished.
 *
 * @throws {EdgelabError} VERIFY_FAILED when it does not come that far: nothing boots, it panics, reboots or stands still;
 *   TIMED_OUT; PROGRAM_MISSING; FILE_UNUSABLE; QEMU_FAILED
 */
export async function bootDisk(spec: BootSpec, { signal }: Abortable): Promise<Booted> {
  await (await openRandomAccess(spec.disk))[Symbol.asyncDispose]();
  await using folder = await PrivateFolder.create({ root: spec.temporaryFolder });
  const prepared = await prepare(spec, folder, { signal });
  const cds = await Promise.all(
    (spec.cds ?? []).map(async (cd, index) => (typeof cd === "string" ? cd : folder.write(`cd${index}.iso`, cd))),
  );
  const machine: MachineSpec = {
    ...hardwareOf(spec),
    disk: spec.disk,
    diskWrites: "discarded",
    diskController: spec.diskController ?? (spec.firmware === "efi" ? "sata" : "pvscsi"),
    cds,
    uefi: prepared.uefi,
    network: spec.network,
    accelerator: prepared.accelerator.name,
    mayReboot: spec.mayReboot,
  };
  return await runUntil(machine, spec, { ...prepared, folder, signal });
}

async function runUntil(
  machineSpec: MachineSpec,
  spec: BootSpec,
  { qemu, accelerator, folder, signal }: Prepared & Abortable & { readonly folder: PrivateFolder },
): Promise<Booted> {
  const start = performance.now();
  const awaited = new AwaitedLine(spec.until);
  const onLine = (text: string, isComplete: boolean) => {
    if (isComplete) spec.onLine?.(text);
    awaited.read(text, isComplete);
  };
  await using machine = await Machine.start(qemu, machineSpec, { signal, folder, onLine });
  const account = async (): Promise<Boot> => ({
    disk: spec.disk,
    firmware: spec.firmware,
    accelerator: accelerator.name,
    durationMs: performance.now() - start,
    seen: await machine.look(spec.evidenceFolder),
  });
  try {
    const watching = watch(machine, {
      ...timeLimits(accelerator.name, spec),
      signal: AbortSignal.any([signal, awaited.found]),
    });
    const outcome = await watching.catch((error: unknown) => {
      if (awaited.found.aborted && !signal.aborted) return undefined;
      throw error;
    });
    const isThere = spec.until === "poweroff" ? outcome?.kind === "poweroff" : awaited.found.aborted;
    if (outcome && !isThere) throw bootFailure(outcome, await account());
  } catch (error) {
    throw signal.aborted ? bootAborted(signal.reason, await account()) : error;
  }
  return { durationMs: performance.now() - start, accelerator, line: awaited.line, console: machine.console.last() };
}

/** How long the rest of a line may take to come, in milliseconds: a prompt has none, and counts as it is then. */
const restOfLineMs = 300;

/** Looks for a line in what a guest writes, and waits for the whole of it. */
class AwaitedLine {
  /** The line that fits, as far as it has come. */
  line: string | undefined;
  readonly #pattern: RegExp | undefined;
  readonly #found = new AbortController();

  constructor(until: RegExp | "poweroff") {
    this.#pattern = until === "poweroff" ? undefined : until;
  }

  /** Aborts when the line is there. */
  get found(): AbortSignal {
    return this.#found.signal;
  }

  read(text: string, isComplete: boolean): void {
    if (this.#found.signal.aborted || this.#pattern === undefined || text.search(this.#pattern) < 0) return;
    if (this.line === undefined && !isComplete) setTimeout(() => this.#found.abort(), restOfLineMs).unref();
    this.line = text;
    if (isComplete) this.#found.abort();
  }
}
