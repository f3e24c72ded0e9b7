import { basename } from "node:path";
import { EdgelabError, type ErrorCode } from "../core/errors.ts";
import { type MachineRun, inWords, interrupted, spanOf } from "./machine-run.ts";
import { findFailure } from "./milestones.ts";
import type { Outcome } from "./watch.ts";

export interface Installation extends MachineRun {
  /** Path of the installer. */
  readonly iso: string;
  /** Path that the disk was to have. */
  readonly disk: string;
  readonly writtenBytes: number;
}

type Failure = Exclude<Outcome, { readonly kind: "poweroff" }>;

interface Verdict {
  readonly code: ErrorCode;
  readonly what: string;
  readonly next: string;
}

/** The one error of an installation that went wrong: what happened, what was seen, how to go on. */
export function installationFailure(failure: Failure, installation: Installation): EdgelabError {
  const { code, what, next } = verdictOn(failure, installation);
  return new EdgelabError(code, { what, why: account(installation), next });
}

/** The error of an installation that was broken off from outside, with what was seen until then. */
export function installationAborted(reason: unknown, installation: Installation): unknown {
  return interrupted(reason, account(installation));
}

/** The installer powered the machine off without having written anything. */
export function nothingInstalled(installation: Installation): EdgelabError {
  return new EdgelabError("INSTALL_FAILED", {
    what: `${basename(installation.iso)} powered the machine off without writing anything to the disk.`,
    why: account(installation),
    next: "Check with `edgelab iso inspect` that it is an Edge installer, and what it does unattended.",
  });
}

function verdictOn(failure: Failure, { iso, disk, firmware, accelerator, writtenBytes, seen }: Installation): Verdict {
  const name = basename(iso);
  const known = findFailure([...seen.console, ...seen.screen]);
  const inspect = `\`edgelab iso inspect ${name}\` says whether it is an Edge installer and how it boots.`;
  switch (failure.kind) {
    case "reboot":
      return {
        code: "INSTALL_FAILED",
        what: `${name} reboots instead of powering off.`,
        next:
          writtenBytes > 0
            ? "Set `install.poweroff: true` and `install.reboot: false` in user-data; a template must not boot from its own disk."
            : `It did so before it had written anything, and would go on in a circle. ${inspect}`,
      };
    case "panic":
      return {
        code: "INSTALL_FAILED",
        what: `The kernel of ${name} panicked.`,
        next: "Give the machine more memory (8 GiB are usual), or another firmware; the screen tells more.",
      };
    case "disk-error":
      return failure.isFull
        ? {
            code: "FILE_UNUSABLE",
            what: `No space is left where ${disk} is being made.`,
            next: "Free some there, or choose a path on another disk; 20 to 60 GiB are needed for a Palette Edge system.",
          }
        : {
            code: "FILE_UNUSABLE",
            what: `${disk} cannot be written to any more: ${failure.reason}.`,
            next: "Check the disk that holds it.",
          };
    case "ended":
      return {
        code: "QEMU_FAILED",
        what: `QEMU ended in the middle of the installation: it ${failure.how}.`,
        next: "See whether the machine ran out of memory (the kernel's log names processes that it kills), and run again.",
      };
    case "hung":
      return {
        code: "QEMU_FAILED",
        what: "QEMU does not answer any more.",
        next: `See whether the storage that holds ${disk} hangs (the kernel's log tells), and run again.`,
      };
    case "nothing-to-boot":
      return {
        code: "INSTALL_FAILED",
        what: `${name} does not boot with ${firmware === "efi" ? "UEFI" : "BIOS"} firmware.`,
        next: `${inspect} A truncated download does not boot either: compare its checksum.`,
      };
    case "idle": {
      const span = spanOf(failure.idleTimeoutMs);
      return {
        code: "INSTALL_FAILED",
        what:
          known !== undefined
            ? `${name} gave up: ${known}`
            : writtenBytes > 0
              ? `${name} has done nothing for ${span} and does not power off.`
              : `${name} has written nothing to the disk, and done nothing at all for ${span}.`,
        next:
          known !== undefined
            ? "`edgelab user-data check` knows the rules of user-data; the disk is given by its capacity."
            : writtenBytes > 0
              ? "Set `install.poweroff: true` in user-data: without it a finished installer waits for ever."
              : inspect,
      };
    }
    case "late": {
      const slow =
        accelerator === "tcg" ? " QEMU emulates the processor here, which is many times slower than KVM." : "";
      return {
        code: "TIMED_OUT",
        what: `${name} has not powered off after ${spanOf(failure.timeoutMs)}.`,
        next: `If it was still at work, give it more time.${slow} If it was done, set \`install.poweroff: true\` in user-data.`,
      };
    }
  }
}

function account(installation: Installation): string {
  return inWords(installation, `${sizeOf(installation.writtenBytes)} had been written`);
}

function sizeOf(bytes: number): string {
  if (bytes < 2 ** 20) return `${bytes} bytes`;
  return bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
