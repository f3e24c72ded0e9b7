import { basename } from "node:path";
import { EdgelabError, type ErrorCode } from "../core/errors.ts";
import { inWords, interrupted, type MachineRun, spanOf } from "./machine-run.ts";
import type { Outcome } from "./watch.ts";

export interface Boot extends MachineRun {
  readonly disk: string;
}

/** The one error of a disk that did not come up from itself as far as it should. */
export function bootFailure(outcome: Outcome, boot: Boot): EdgelabError {
  const [code, what] = verdictOn(outcome, boot);
  return new EdgelabError(code, {
    what: `${basename(boot.disk)} ${what}.`,
    why: inWords(boot, "it had come this far"),
    next:
      outcome.kind === "nothing-to-boot"
        ? "A disk boots with the firmware that it was installed with, and with no other."
        : outcome.kind === "late"
          ? "If it was still at work, give it more time."
          : undefined,
  });
}

export function bootAborted(reason: unknown, boot: Boot): unknown {
  return interrupted(reason, inWords(boot, "it had come this far"));
}

function verdictOn(outcome: Outcome, { firmware }: Boot): readonly [ErrorCode, string] {
  switch (outcome.kind) {
    case "poweroff":
      return ["VERIFY_FAILED", "powered the machine off before it was up"];
    case "reboot":
      return ["VERIFY_FAILED", "rebooted, or its processor gave up (a triple fault)"];
    case "panic":
      return ["VERIFY_FAILED", "boots a kernel that panicked"];
    case "disk-error":
      return outcome.isFull
        ? ["FILE_UNUSABLE", "cannot be tried: no space is left for what it writes"]
        : ["FILE_UNUSABLE", `cannot be read any more: ${outcome.reason}`];
    case "ended":
      return ["QEMU_FAILED", `was being tried when QEMU ended: it ${outcome.how}`];
    case "hung":
      return ["QEMU_FAILED", "was being tried when QEMU stopped answering"];
    case "nothing-to-boot":
      return ["VERIFY_FAILED", `does not boot with ${firmware === "efi" ? "UEFI" : "BIOS"} firmware`];
    case "idle":
      return ["VERIFY_FAILED", `has done nothing for ${spanOf(outcome.idleTimeoutMs)}, and was not up by then`];
    case "late":
      return ["TIMED_OUT", `was not up after ${spanOf(outcome.timeoutMs)}`];
  }
}
