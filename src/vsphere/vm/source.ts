import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { Data, MoRef } from "../../vim25/index.ts";
import { decodeName } from "../inventory-path.ts";
import { readRows } from "../property.ts";
import type { Session } from "../session.ts";
import type { Device } from "./devices.ts";
import { extraConfigOf, identityPaths, type MachineIdentity, type PowerState, toIdentity } from "./identity.ts";

export interface SnapshotFacts {
  readonly ref: MoRef;
  readonly name: string;
  readonly createTime: Date;
  readonly isCurrent: boolean;
}

/** What clones are made from, read once. */
export interface CloneSource extends MachineIdentity {
  readonly isTemplate: boolean;
  readonly power: PowerState;
  /** `vmx-14` */
  readonly hardwareVersion: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly devices: readonly Device[];
  /** The whole tree, oldest first. */
  readonly snapshots: readonly SnapshotFacts[];
}

const paths = [
  ...identityPaths,
  "config.template",
  "config.version",
  "config.hardware.numCPU",
  "config.hardware.memoryMB",
  "config.hardware.device",
  "runtime.powerState",
  "snapshot",
] as const;

export async function readSource(session: Session, ref: MoRef, options: Abortable): Promise<CloneSource> {
  const [row] = await readRows(session, [ref], "VirtualMachine", paths, { ...options, what: `read ${ref.value}` });
  if (row === undefined) throw new EdgelabError("NOT_FOUND", { what: `The virtual machine ${ref.value} is gone.` });
  const { props } = row;
  return {
    ...toIdentity(row),
    extraConfig: extraConfigOf(props["config.extraConfig"]),
    isTemplate: props["config.template"] ?? false,
    power: props["runtime.powerState"] ?? "poweredOff",
    hardwareVersion: props["config.version"] ?? "",
    cpus: props["config.hardware.numCPU"] ?? 0,
    memoryMiB: props["config.hardware.memoryMB"] ?? 0,
    devices: props["config.hardware.device"] ?? [],
    snapshots: snapshotsOf(props.snapshot),
  };
}

function snapshotsOf(info: Data<"VirtualMachineSnapshotInfo"> | undefined): readonly SnapshotFacts[] {
  const flat = (trees: readonly Data<"VirtualMachineSnapshotTree">[]): SnapshotFacts[] =>
    trees.flatMap(({ snapshot, name, createTime, childSnapshotList }) => [
      { ref: snapshot, name: decodeName(name), createTime, isCurrent: snapshot.value === info?.currentSnapshot?.value },
      ...flat(childSnapshotList ?? []),
    ]);
  return flat(info?.rootSnapshotList ?? []).sort((a, b) => a.createTime.getTime() - b.createTime.getTime());
}
