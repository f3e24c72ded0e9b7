import type { Abortable } from "../../core/abort.ts";
import type { MoRef } from "../../vim25/index.ts";
import { decodeName } from "../inventory-path.ts";
import { readRows, type Row } from "../property.ts";
import type { Session } from "../session.ts";
import { cloneKind, macsOf } from "./devices.ts";

export type PowerState = "poweredOn" | "poweredOff" | "suspended";

/** What tells one machine from another, as it was read. */
export interface MachineIdentity {
  readonly ref: MoRef;
  readonly name: string;
  /** SMBIOS UUID. Undefined while `config` is unset, as during a clone. */
  readonly uuid: string | undefined;
  readonly instanceUuid: string | undefined;
  readonly extraConfig: ReadonlyMap<string, string>;
}

export interface MachineFacts extends MachineIdentity {
  readonly power: PowerState;
  /** `vmx-14` */
  readonly hardwareVersion: string;
  readonly macs: readonly string[];
  readonly clone: "linked" | "full";
}

export const identityPaths = ["name", "config.uuid", "config.instanceUuid", "config.extraConfig"] as const;
export const factPaths = [
  ...identityPaths,
  "config.version",
  "config.files.vmPathName",
  "config.hardware.device",
  "runtime.powerState",
] as const;

export function extraConfigOf(
  options: readonly { readonly key: string; readonly value?: unknown }[] | undefined,
): ReadonlyMap<string, string> {
  return new Map(options?.map(({ key, value }) => [key, typeof value === "string" ? value : ""]));
}

export function toIdentity({ ref, props }: Row<"VirtualMachine", (typeof identityPaths)[number]>): MachineIdentity {
  return {
    ref,
    name: decodeName(props.name ?? ""),
    uuid: props["config.uuid"]?.toLowerCase(),
    instanceUuid: props["config.instanceUuid"]?.toLowerCase(),
    extraConfig: extraConfigOf(props["config.extraConfig"]),
  };
}

export async function readFacts(
  session: Session,
  refs: readonly MoRef[],
  options: Abortable,
): Promise<ReadonlyMap<string, MachineFacts>> {
  const rows = await readRows(session, refs, "VirtualMachine", factPaths, {
    ...options,
    what: "read virtual machines",
  });
  return new Map(
    rows.map((row) => {
      const devices = row.props["config.hardware.device"] ?? [];
      return [
        row.ref.value,
        {
          ...toIdentity(row),
          power: row.props["runtime.powerState"] ?? "poweredOff",
          hardwareVersion: row.props["config.version"] ?? "",
          macs: macsOf(devices),
          clone: cloneKind(devices, row.props["config.files.vmPathName"]),
        },
      ];
    }),
  );
}

/** One machine, or undefined when it is gone. */
export async function readIdentity(
  session: Session,
  ref: MoRef,
  options: Abortable,
): Promise<MachineIdentity | undefined> {
  const [row] = await readRows(session, [ref], "VirtualMachine", identityPaths, options);
  return row && toIdentity(row);
}
