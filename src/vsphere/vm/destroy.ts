import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { MoRef } from "../../vim25/index.ts";
import { isFault } from "../fault-error.ts";
import { readRows } from "../property.ts";
import type { Session } from "../session.ts";
import type { Tasks } from "../task.ts";
import { type Device, devicesOf, diskFiles, folderOf } from "./devices.ts";
import { identityPaths, type MachineIdentity, toIdentity } from "./identity.ts";
import { powerOff } from "./power.ts";

export interface DestroyOptions extends Abortable {
  /** Asked about what was read just before. */
  readonly isOurs: (machine: MachineIdentity) => boolean;
  /** A task that keeps the machine busy is cancelled, not waited for. @default false */
  readonly cancelsOthers?: boolean | undefined;
}

const paths = [...identityPaths, "runtime.powerState", "config.files.vmPathName", "config.hardware.device"] as const;

/**
 * Powers off, detaches disks that are not the machine's own, destroys. Success when it is gone already.
 * `Destroy_Task` deletes every disk file that is attached, whosever it is.
 *
 * @throws {EdgelabError} NOT_OURS when `isOurs` says no
 */
export async function destroyMachine(
  session: Session,
  tasks: Tasks,
  ref: MoRef,
  options: DestroyOptions,
): Promise<"destroyed" | "gone"> {
  const { signal, isOurs, cancelsOthers } = options;
  const [row] = await readRows(session, [ref], "VirtualMachine", paths, { signal, what: `read ${ref.value}` });
  if (row === undefined) return "gone";
  const machine = toIdentity(row);
  if (!isOurs(machine)) {
    throw new EdgelabError("NOT_OURS", {
      what: `"${machine.name}" (${ref.value}) is not ours to destroy.`,
      why: "It does not carry the expected mark.",
    });
  }
  const what = `destroy "${machine.name}"`;
  try {
    if (row.props["runtime.powerState"] !== "poweredOff")
      await powerOff(tasks, ref, { signal, what: `power off "${machine.name}"` });
    const foreign = foreignDisks(row.props["config.hardware.device"] ?? [], row.props["config.files.vmPathName"]);
    if (foreign.length > 0) {
      const deviceChange = foreign.map((device) => ({ operation: "remove" as const, device }));
      await tasks.run(
        "ReconfigVM_Task",
        ref,
        { spec: { deviceChange } },
        { signal, what: `detach foreign disks of "${machine.name}"` },
      );
    }
    await tasks.run("Destroy_Task", ref, {}, { signal, what, isRepeatable: true, cancelsOthers });
    return "destroyed";
  } catch (error) {
    if (isFault(error, "ManagedObjectNotFound")) return "gone";
    throw error;
  }
}

/** Disks whose topmost file is not in the machine's own folder, on whichever datastore that folder is. */
export function foreignDisks(devices: readonly Device[], vmPathName: string | undefined): readonly Device[] {
  if (vmPathName === undefined) return [];
  const bare = (path: string) => folderOf(path).replace(/^\[[^\]]*\]\s*/, "");
  const foreign = new Set(
    diskFiles(devices)
      .filter(({ file }) => bare(file) !== bare(vmPathName))
      .map(({ key }) => key),
  );
  return devicesOf(devices, "VirtualDisk").filter(({ key }) => foreign.has(key));
}
