import type { Data } from "../../vim25/index.ts";
import {
  type Device,
  type DeviceChange,
  ejectCdChanges,
  insertCd,
  NewKeys,
  type NicInput,
  nicChanges,
} from "./devices.ts";

/** What can be set on a machine, while it is made or later. What is undefined stays as it is. */
export interface MachineConfig {
  readonly uuid?: string | undefined;
  readonly instanceUuid?: string | undefined;
  readonly annotation?: string | undefined;
  readonly cpus?: number | undefined;
  readonly coresPerSocket?: number | undefined;
  readonly memoryMiB?: number | undefined;
  /** An empty string removes the key. */
  readonly extraConfig?: Readonly<Record<string, string>> | undefined;
  /** In order. NICs that the machine has are edited, more are added. */
  readonly nics?: readonly NicInput[] | undefined;
  /** Datastore path of an ISO for the first CD drive, which is added if there is none. `null` empties all drives. */
  readonly cdIso?: string | null | undefined;
}

export type ConfigSpec = Data<"VirtualMachineConfigSpec">;

/** @param devices those that the machine has, or for a clone those of its source */
export function configSpec(config: MachineConfig, devices: readonly Device[], keys = new NewKeys()): ConfigSpec {
  const { uuid, instanceUuid, annotation, cpus, coresPerSocket, memoryMiB, extraConfig, nics, cdIso } = config;
  const deviceChange: DeviceChange[] = [
    ...(nics === undefined ? [] : nicChanges(devices, nics, keys)),
    ...(cdIso === undefined ? [] : cdIso === null ? ejectCdChanges(devices) : insertCd(devices, cdIso, keys)),
  ];
  return {
    uuid,
    instanceUuid,
    annotation,
    numCPUs: cpus,
    numCoresPerSocket: coresPerSocket,
    memoryMB: memoryMiB,
    ...(deviceChange.length > 0 ? { deviceChange } : {}),
    ...(extraConfig === undefined
      ? {}
      : { extraConfig: Object.entries(extraConfig).map(([key, value]) => ({ key, value })) }),
  };
}
