import { delimiter, join } from "node:path";
import { execa } from "execa";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { findUefi, type UefiFirmware } from "./uefi-firmware.ts";

/** A QEMU that has all the devices that the machines of edgelab are made of. */
export interface Qemu {
  /** Path or name of `qemu-system-x86_64`. */
  readonly program: string;
  /** `7.2.22` */
  readonly version: string;
  /** Where it is installed; undefined when only machines with BIOS can be started. */
  readonly uefi: UefiFirmware | undefined;
}

export interface FindQemuOptions {
  /** Folders to look in, like PATH. @default the PATH of this process */
  readonly searchPath?: string | undefined;
  /** Fail now when a machine with this firmware could not be started. @default "bios" */
  readonly firmware?: "bios" | "efi" | undefined;
}

/** `-action`, by which a guest's reboot is told apart from its power-off while its screen can still be read, came with 6.0. */
const oldestMajor = 6;
const programName = "qemu-system-x86_64";
/** Those that no build of QEMU has to have: distributions leave some of them out. */
const devices = ["pvscsi", "vmxnet3", "ich9-ahci", "scsi-hd", "ide-cd"];
const answerTimeoutMs = 30_000;

const install =
  "Install QEMU: `apt install qemu-system-x86 ovmf` (Debian, Ubuntu), `dnf install qemu-system-x86-core edk2-ovmf` (Fedora) or `brew install qemu` (macOS).";

/**
 * Finds QEMU and checks that it is new enough and complete.
 *
 * @throws {EdgelabError} PROGRAM_MISSING with the packages to install
 */
export async function findQemu({ searchPath, firmware = "bios" }: FindQemuOptions, options: Abortable): Promise<Qemu> {
  for (const program of candidates(searchPath)) {
    const text = await tryRun(program, ["-version"], options);
    if (text === undefined) continue;
    const version = checkVersion(program, text);
    await checkDevices(program, version, options);
    const uefi = await findUefi(program);
    if (firmware === "efi" && !uefi) throw uefiMissing();
    return { program, version, uefi };
  }
  throw new EdgelabError("PROGRAM_MISSING", {
    what: `${programName} is not installed.`,
    why: "Templates are built locally in a virtual machine of QEMU.",
    next: install,
  });
}

/** @throws {EdgelabError} PROGRAM_MISSING when UEFI firmware is not installed */
export function uefiOf({ uefi }: Qemu): UefiFirmware {
  if (!uefi) throw uefiMissing();
  return uefi;
}

function uefiMissing(): EdgelabError {
  return new EdgelabError("PROGRAM_MISSING", {
    what: "The UEFI firmware for QEMU (OVMF) is not installed.",
    why: "A machine with firmware efi cannot start without it.",
    next: "Install it: `apt install ovmf` (Debian, Ubuntu) or `dnf install edk2-ovmf` (Fedora); QEMU of Homebrew brings it. Or use firmware bios.",
  });
}

function candidates(searchPath: string | undefined): string[] {
  if (searchPath === undefined) return [programName];
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, programName));
}

function checkVersion(program: string, text: string): string {
  const found = /version (\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (!found) {
    throw new EdgelabError("PROGRAM_MISSING", {
      what: `${program} does not say which version of QEMU it is.`,
      why: `It prints ${JSON.stringify(text.slice(0, 80))}.`,
      next: install,
    });
  }
  const version = [found[1], found[2], found[3] ?? "0"].join(".");
  if (Number(found[1]) < oldestMajor) {
    throw new EdgelabError("PROGRAM_MISSING", {
      what: `${program} is too old: it is QEMU ${version}, and ${oldestMajor}.0 or newer is needed.`,
      why: "Older ones cannot hold a machine that reboots or powers off (-action), so that it could be seen why.",
      next: install,
    });
  }
  return version;
}

async function checkDevices(program: string, version: string, options: Abortable): Promise<void> {
  const [known = "", networks = ""] = await Promise.all([
    tryRun(program, ["-machine", "q35", "-device", "help"], options),
    tryRun(program, ["-machine", "none", "-netdev", "help"], options),
  ]);
  const missing = devices.filter((name) => !known.includes(`name "${name}"`));
  if (!/^user$/m.test(networks)) missing.push("user networking (slirp)");
  if (missing.length === 0) return;
  throw new EdgelabError("PROGRAM_MISSING", {
    what: `${program} (QEMU ${version}) was built without ${missing.join(", ")}.`,
    why: "The machine has the devices that it will have on vSphere.",
    next: install,
  });
}

/** What the program prints on standard output; undefined when there is no such program. */
async function tryRun(program: string, args: readonly string[], options: Abortable): Promise<string | undefined> {
  const name = `waiting for ${[program, ...args].join(" ")}`;
  const { stdout, failed, code, shortMessage, stderr } = await withDeadline(
    answerTimeoutMs,
    name,
    options,
    async ({ signal }) => {
      const ended = await execa(program, args, {
        reject: false,
        stdin: "ignore",
        cancelSignal: signal,
        forceKillAfterDelay: 1000,
      });
      signal.throwIfAborted();
      return ended;
    },
  );
  if (code === "ENOENT" || code === "ENOTDIR") return undefined;
  if (failed) {
    throw new EdgelabError("PROGRAM_MISSING", {
      what: `${program} cannot be run.`,
      why: stderr.trim() === "" ? shortMessage : stderr.trim().slice(-500),
      next: install,
    });
  }
  return stdout;
}
