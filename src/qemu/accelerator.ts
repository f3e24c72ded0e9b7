import { type Abortable, orAborted } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { GuardedChild } from "./guarded-child.ts";
import type { Qemu } from "./find.ts";
import { acceleratorArguments } from "./machine-arguments.ts";
import { PrivateFolder } from "./private-folder.ts";
import { debugExitPort, probeDisk, probeExitCode } from "./probe-guest.ts";

export interface Accelerator {
  /** `tcg` is QEMU's own emulation: it runs everywhere, many times slower. */
  readonly name: "kvm" | "hvf" | "tcg";
  /** One sentence for people. */
  readonly why: string;
}

/** The emulation needs a tenth of a second for the same guest on an idle machine. */
const emulationTimeoutMs = 60_000;
/** Hardware that needs longer than this, and longer than this many times the emulation, is broken or worse than none. */
const shortestTimeoutMs = 2_000;
const patience = 8;

const probed = new Map<string, Promise<Accelerator>>();

/**
 * Which accelerator really runs a guest here. A device node proves nothing: access may be denied, the processor refused,
 * or the first instruction may never end. So a boot sector is run, first by the emulation and then, under a deadline that
 * follows from that, by the hardware. Whatever goes wrong there means `tcg`, with the reason.
 * The answer is kept for the life of this process only.
 *
 * @throws {EdgelabError} QEMU_FAILED when not even the emulation runs a boot sector
 */
export async function probeAccelerator(qemu: Qemu, { signal }: Abortable): Promise<Accelerator> {
  signal.throwIfAborted();
  let known = probed.get(qemu.program);
  if (!known) {
    known = probe(qemu, { signal });
    probed.set(qemu.program, known);
    known.catch(() => probed.delete(qemu.program));
  }
  return orAborted(known, { signal });
}

async function probe(qemu: Qemu, options: Abortable): Promise<Accelerator> {
  await using folder = await PrivateFolder.create();
  const disk = await folder.write("probe.raw", probeDisk());
  const emulated = await run(qemu, "tcg", disk, emulationTimeoutMs, options);
  if (emulated.problem !== undefined) {
    throw new EdgelabError("QEMU_FAILED", {
      what: `${qemu.program} (QEMU ${qemu.version}) does not even run a boot sector.`,
      why: `It ${emulated.problem}.`,
      next: "Install QEMU again.",
    });
  }
  const hardware = hardwareOf(process.platform, process.arch);
  if (!hardware) return { name: "tcg", why: `there is no accelerator for x86-64 guests on ${process.platform}` };
  const timeoutMs = Math.max(shortestTimeoutMs, Math.round(patience * emulated.durationMs));
  const { problem } = await run(qemu, hardware, disk, timeoutMs, options);
  return problem === undefined
    ? { name: hardware, why: `${hardware.toUpperCase()} runs guests here` }
    : { name: "tcg", why: `${hardware.toUpperCase()} cannot be used: QEMU ${problem}` };
}

/** @internal for tests */
export function hardwareOf(platform: NodeJS.Platform, arch: string): "kvm" | "hvf" | undefined {
  if (arch !== "x64") return undefined;
  return platform === "linux" ? "kvm" : platform === "darwin" ? "hvf" : undefined;
}

async function run(
  { program }: Qemu,
  accelerator: Accelerator["name"],
  disk: string,
  timeoutMs: number,
  { signal }: Abortable,
): Promise<{ readonly durationMs: number; readonly problem?: string }> {
  const start = performance.now();
  const child = new GuardedChild(
    program,
    [
      ["-nodefaults", "-no-user-config", "-display", "none", "-machine", "q35", "-m", "64", "-boot", "strict=on"],
      acceleratorArguments(accelerator),
      ["-blockdev", JSON.stringify({ driver: "raw", "node-name": "disk", file: { driver: "file", filename: disk } })],
      ["-device", "ide-hd,bus=ide.0,drive=disk,bootindex=0"],
      ["-device", `isa-debug-exit,iobase=${debugExitPort},iosize=1`],
    ].flat(),
  );
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const { exitCode } = await orAborted(child.ended, { signal: AbortSignal.any([signal, deadline]) });
    const durationMs = performance.now() - start;
    if (exitCode === probeExitCode) return { durationMs };
    const [words = ""] = child.errorText.split("\n");
    return { durationMs, problem: words === "" ? "ended by itself" : `says ${JSON.stringify(words.slice(0, 200))}` };
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    return { durationMs: timeoutMs, problem: `had not run a boot sector after ${(timeoutMs / 1000).toFixed(1)} s` };
  } finally {
    await child.kill();
  }
}
