import { randomUUID } from "node:crypto";
import type { Data } from "../../../vim25/schema.ts";
import { fault, invalidArgument } from "../fault.ts";
import { applyVAppSpec } from "../ovf/vapp-config.ts";
import type { Device } from "./device.ts";
import { isUuid } from "../../../core/uuid.ts";

type ConfigSpec = Data<"VirtualMachineConfigSpec">;

/** Parts of a ConfigSpec that are kept as they come and shown under the same name. */
const echoed = [
  "alternateGuestName",
  "locationId",
  "tools",
  "flags",
  "consolePreferences",
  "memoryHotAddEnabled",
  "cpuHotAddEnabled",
  "cpuHotRemoveEnabled",
  "cpuAllocation",
  "memoryAllocation",
  "latencySensitivity",
  "swapPlacement",
  "changeTrackingEnabled",
  "maxMksConnections",
  "guestAutoLockEnabled",
  "managedBy",
  "memoryReservationLockedToMax",
  "nestedHVEnabled",
  "vPMCEnabled",
  "messageBusTunnelEnabled",
  "migrateEncryption",
] as const satisfies readonly (keyof ConfigSpec & keyof Data<"VirtualMachineConfigInfo">)[];

/** Configuration of a VM, or of one of its snapshots. Plain JSON, never changed in place. */
export interface VmConfig {
  /** SMBIOS UUID; may repeat. */
  readonly uuid: string;
  /** vCenter's own key; unique. */
  readonly instanceUuid: string;
  /** `vmx-19`. */
  readonly version: string;
  readonly guestId: string;
  readonly firmware: "bios" | "efi";
  readonly cpus: number;
  readonly coresPerSocket: number;
  readonly memoryMiB: number;
  readonly annotation: string;
  readonly extraConfig: Readonly<Record<string, string>>;
  readonly bootOptions: Data<"VirtualMachineBootOptions">;
  readonly powerOps: Data<"VirtualMachineDefaultPowerOpInfo">;
  readonly echoed: Partial<Pick<ConfigSpec, (typeof echoed)[number]>>;
  /** Products and properties of the OVF that the VM came from. */
  readonly vApp?: Data<"VmConfigInfo"> | undefined;
  readonly devices: readonly Device[];
  readonly createdMs: number;
}

export function newConfig(createdMs: number, devices: readonly Device[]): VmConfig {
  return {
    uuid: randomUUID(),
    instanceUuid: randomUUID(),
    version: "vmx-19",
    guestId: "otherGuest64",
    firmware: "bios",
    cpus: 1,
    coresPerSocket: 1,
    memoryMiB: 32,
    annotation: "",
    extraConfig: {},
    bootOptions: {
      bootDelay: 0,
      enterBIOSSetup: false,
      efiSecureBootEnabled: false,
      bootRetryEnabled: false,
      bootRetryDelay: 10_000,
    },
    powerOps: {
      powerOffType: "soft",
      suspendType: "hard",
      resetType: "soft",
      defaultPowerOffType: "soft",
      defaultSuspendType: "hard",
      defaultResetType: "soft",
      standbyAction: "checkpoint",
    },
    echoed: {},
    devices,
    createdMs,
  };
}

/**
 * Applies all of a ConfigSpec but its devices and its name.
 *
 * @param at property path of the spec within the call, for InvalidArgument
 * @throws InvalidArgument for values that no VM can have
 */
export function applyConfigSpec(config: VmConfig, spec: ConfigSpec, at: string): VmConfig {
  const positive = (name: "numCPUs" | "memoryMB" | "numCoresPerSocket"): number | undefined => {
    const value = spec[name];
    if (value !== undefined && value < 1) throw invalidArgument(`${at}.${name}`);
    return value;
  };
  const cpus = positive("numCPUs") ?? config.cpus;
  const coresPerSocket = positive("numCoresPerSocket") ?? Math.min(config.coresPerSocket, cpus);
  if (cpus % coresPerSocket !== 0) throw invalidArgument(`${at}.numCoresPerSocket`);
  if (spec.memoryMB !== undefined && spec.memoryMB % 4 !== 0) throw invalidArgument(`${at}.memoryMB`);
  const firmware = spec.firmware ?? config.firmware;
  if (firmware !== "bios" && firmware !== "efi") throw invalidArgument(`${at}.firmware`);
  if (spec.version !== undefined && !/^vmx-\d+$/.test(spec.version)) throw invalidArgument(`${at}.version`);
  for (const name of ["uuid", "instanceUuid"] as const) {
    const value = spec[name];
    if (value !== undefined && value !== "" && !isUuid(value)) throw invalidArgument(`${at}.${name}`);
  }
  const kept = echoed.filter((name) => spec[name] !== undefined).map((name) => [name, spec[name]] as const);
  return {
    ...config,
    uuid: spec.uuid?.toLowerCase() || config.uuid,
    instanceUuid: spec.instanceUuid?.toLowerCase() || config.instanceUuid,
    version: spec.version ?? config.version,
    guestId: spec.guestId || config.guestId,
    firmware,
    cpus,
    coresPerSocket,
    memoryMiB: positive("memoryMB") ?? config.memoryMiB,
    annotation: spec.annotation ?? config.annotation,
    extraConfig: mergeExtraConfig(config.extraConfig, spec.extraConfig ?? []),
    bootOptions: { ...config.bootOptions, ...spec.bootOptions, ...bootOrder(spec.bootOptions) },
    powerOps: { ...config.powerOps, ...spec.powerOpInfo },
    echoed: { ...config.echoed, ...Object.fromEntries(kept) },
    vApp: vAppConfig(config, spec),
  };
}

function vAppConfig({ vApp }: VmConfig, { vAppConfig: changes, vAppConfigRemoved }: ConfigSpec): VmConfig["vApp"] {
  if (vAppConfigRemoved) return undefined;
  return changes ? applyVAppSpec(vApp, changes) : vApp;
}

/** One entry of the base type means: back to the firmware's own order. */
function bootOrder(options: ConfigSpec["bootOptions"]): { bootOrder?: undefined } {
  const [first] = options?.bootOrder ?? [];
  const isReset = first && (first._type === undefined || first._type === "VirtualMachineBootOptionsBootableDevice");
  return isReset ? { bootOrder: undefined } : {};
}

/** Keys of the `.vmx` file that belong to the server, or to a property that has a name of its own. */
const serverOwned =
  /^(uuid\.(bios|location)|vc\.uuid|displayname|annotation|memsize|numvcpus|cpuid\.corespersocket|guestos|firmware|nvram|virtualhw\..*|config\.version|\.encoding|vmci0\.(id|present)|(ethernet|scsi|sata|ide|nvme)\d+(:\d+)?\.(present|filename|devicetype|virtualdev|startconnected|networkname|address|addresstype|generatedaddress|connectiontype))$/i;

/** Adds and replaces keys; an empty value removes one; keys of the server's own are dropped silently, as vCenter does. */
function mergeExtraConfig(
  current: Readonly<Record<string, string>>,
  changes: NonNullable<ConfigSpec["extraConfig"]>,
): Record<string, string> {
  const merged = new Map(Object.entries(current));
  for (const { key, value } of changes) {
    if (serverOwned.test(key)) continue;
    const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
    if (text === "") merged.delete(key);
    else merged.set(key, text);
  }
  return Object.fromEntries(merged);
}

/** @throws InvalidPowerState for changes that a running machine cannot take */
export function refuseWhileRunning(config: VmConfig, spec: ConfigSpec): void {
  const hotCpu = config.echoed.cpuHotAddEnabled === true;
  const hotMemory = config.echoed.memoryHotAddEnabled === true;
  const frozen =
    changes(spec.uuid, config.uuid) ||
    changes(spec.version, config.version) ||
    changes(spec.firmware, config.firmware) ||
    changes(spec.guestId, config.guestId) ||
    changes(spec.numCoresPerSocket, config.coresPerSocket) ||
    (changes(spec.numCPUs, config.cpus) && !(hotCpu && (spec.numCPUs ?? 0) > config.cpus)) ||
    (changes(spec.memoryMB, config.memoryMiB) && !(hotMemory && (spec.memoryMB ?? 0) > config.memoryMiB));
  if (frozen) {
    throw fault(
      "InvalidPowerState",
      { requestedState: "poweredOff", existingState: "poweredOn" },
      "The attempted operation cannot be performed in the current state (Powered on).",
    );
  }
}

const changes = <T>(wanted: T | undefined, current: T): boolean => wanted !== undefined && wanted !== current;
