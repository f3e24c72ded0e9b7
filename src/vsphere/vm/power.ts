import { type Abortable, withDeadline } from "../../core/abort.ts";
import { EdgelabError, hasCode } from "../../core/errors.ts";
import type { MoRef } from "../../vim25/index.ts";
import { isFault } from "../fault-error.ts";
import type { Session } from "../session.ts";
import type { Tasks } from "../task.ts";
import type { Watcher } from "../watcher.ts";
import type { PowerState } from "./identity.ts";

type Options = Abortable & { readonly what?: string };

/** Already on is success. */
export async function powerOn(tasks: Tasks, ref: MoRef, options: Options): Promise<void> {
  await toState("poweredOn", () =>
    tasks.run("PowerOnVM_Task", ref, {}, { what: `power on ${ref.value}`, ...options, isRepeatable: true }),
  );
}

export async function powerOff(tasks: Tasks, ref: MoRef, options: Options): Promise<void> {
  await toState("poweredOff", () =>
    tasks.run("PowerOffVM_Task", ref, {}, { what: `power off ${ref.value}`, ...options, isRepeatable: true }),
  );
}

async function toState(state: PowerState, change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!isThereAlready(error, state)) throw error;
  }
}

function isThereAlready(error: unknown, state: PowerState): boolean {
  return (
    isFault(error, "InvalidPowerState") &&
    (error.fault as { readonly existingState?: PowerState }).existingState === state
  );
}

/** Pushed by the vCenter, not polled. */
export async function untilPower(watcher: Watcher, ref: MoRef, state: PowerState, options: Abortable): Promise<void> {
  await watcher.until(
    ref,
    ["runtime.powerState"],
    (seen) => seen.get("runtime.powerState") === state || undefined,
    options,
  );
}

/** Asks the guest, and cuts the power when it has no VMware Tools or takes longer than `graceMs`. */
export async function shutdown(
  { session, watcher, tasks }: { readonly session: Session; readonly watcher: Watcher; readonly tasks: Tasks },
  ref: MoRef,
  { signal, graceMs }: Abortable & { readonly graceMs: number },
): Promise<"shut down" | "powered off" | "already off"> {
  try {
    await session.call("ShutdownGuest", ref, {}, { signal, what: `shut down ${ref.value}` });
    await withDeadline(graceMs, "waiting for the guest to shut down", { signal }, (options) =>
      untilPower(watcher, ref, "poweredOff", options),
    );
    return "shut down";
  } catch (error) {
    if (isThereAlready(error, "poweredOff")) return "already off";
    const mustCut =
      isFault(error, "ToolsUnavailable", "InvalidPowerState") ||
      (hasCode(error, "TIMED_OUT") && error instanceof EdgelabError);
    if (!mustCut) throw error;
  }
  await powerOff(tasks, ref, { signal });
  return "powered off";
}
