import { type Abortable, orAborted, withDeadline } from "../core/abort.ts";
import { isA, type MoRef, type Poly } from "../vim25/index.ts";
import type { Named, PowerState, Row, Vsphere } from "../vsphere/index.ts";
import { type Mark, readMark } from "./marks.ts";

/** What of a machine changes while it runs. */
export interface MachineSight {
  readonly power: PowerState;
  /** IPv4 addresses that VMware Tools report of its own NICs. */
  readonly addresses: readonly string[];
  /** Datastore paths of ISOs in its CD drives. */
  readonly isos: readonly string[];
  /** The question that its virtual hardware asks and blocks on. */
  readonly question: string | undefined;
}

/** A VM or template in one of edgelab's folders, as far as edgelab cares. */
export interface FoundMachine extends MachineSight {
  readonly ref: MoRef;
  readonly name: string;
  readonly path: string;
  /** False while it is still being cloned or created: nothing is known of it then. */
  readonly isComplete: boolean;
  readonly isTemplate: boolean;
  readonly uuid: string;
  readonly instanceUuid: string;
  /** `vmx-14` */
  readonly hardwareVersion: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly macs: readonly string[];
  /** A linked clone shares its parent's disk. */
  readonly clone: "linked" | "full";
  readonly hasSnapshot: boolean;
  readonly mark: Mark | undefined;
  /** Why there is no mark that counts. */
  readonly unmarked: string | undefined;
}

export const machinePaths = [
  "config.uuid",
  "config.instanceUuid",
  "config.version",
  "config.template",
  "config.extraConfig",
  "config.hardware",
  "runtime.powerState",
  "runtime.question",
  "guest.net",
  "snapshot",
] as const;

type MachinePath = (typeof machinePaths)[number];

/** VMs and templates that are directly in this folder, and how many folders are beside them. One call. */
export async function machinesIn(
  folder: Named,
  { inventory }: Pick<Vsphere, "inventory">,
  options: Abortable,
): Promise<{ readonly machines: readonly FoundMachine[]; readonly folders: readonly Named[] }> {
  const { machines, folders } = await inventory.listFolder(folder, machinePaths, options);
  return { machines: machines.map((row) => foundMachine(row, folder)), folders };
}

export function foundMachine({ ref, props }: Row<"VirtualMachine", MachinePath | "name">, folder: Named): FoundMachine {
  const hardware = props["config.hardware"];
  const devices = hardware?.device ?? [];
  const config = Object.fromEntries((props["config.extraConfig"] ?? []).map(({ key, value }) => [key, String(value)]));
  const instanceUuid = props["config.instanceUuid"];
  const isComplete = props["config.uuid"] !== undefined && hardware !== undefined;
  const judged = isComplete ? readMark(config, instanceUuid) : { unmarked: "it is still being created" };
  const macs = macsOf(devices);
  const name = decodeName(props.name ?? ref.value);
  return {
    ref,
    name,
    path: `${folder.path}/${name}`,
    isComplete,
    isTemplate: props["config.template"] ?? false,
    ...sightOf(props["runtime.powerState"], props["runtime.question"], props["guest.net"], devices),
    uuid: props["config.uuid"]?.toLowerCase() ?? "",
    instanceUuid: instanceUuid?.toLowerCase() ?? "",
    hardwareVersion: props["config.version"] ?? "",
    cpus: hardware?.numCPU ?? 0,
    memoryMiB: hardware?.memoryMB ?? 0,
    macs,
    clone: devices.some(isChildDisk) ? "linked" : "full",
    hasSnapshot: props.snapshot !== undefined,
    mark: "mark" in judged ? judged.mark : undefined,
    unmarked: "unmarked" in judged ? judged.unmarked : undefined,
  };
}

type Devices = readonly Poly<"VirtualDevice">[];

/** From the current values of `runtime.powerState`, `runtime.question`, `guest.net` and `config.hardware.device`. */
export function sightOf(
  power: PowerState | undefined,
  question: { readonly text: string } | undefined,
  nics: readonly GuestNic[] | undefined,
  devices: Devices,
): MachineSight {
  return {
    power: power ?? "poweredOff",
    question: question?.text,
    addresses: addressesOf(nics ?? [], macsOf(devices)),
    isos: devices.flatMap((device) =>
      device._type !== undefined && isA(device._type, "VirtualCdrom") ? isoOf(device.backing) : [],
    ),
  };
}

function macsOf(devices: Devices): string[] {
  return devices.flatMap((device) =>
    "macAddress" in device && device.macAddress !== undefined ? [device.macAddress.toLowerCase()] : [],
  );
}

/**
 * Machines that a killed run left in the making: waits until the vCenter has finished them, so that what they are can
 * be read instead of guessed.
 */
export async function untilComplete(
  found: readonly FoundMachine[],
  { watcher }: Pick<Vsphere, "watcher">,
  { signal, timeoutMs }: Abortable & { readonly timeoutMs: number },
): Promise<boolean> {
  const unfinished = found.filter(({ isComplete }) => !isComplete);
  await Promise.all(
    unfinished.map(({ ref, name }) =>
      withDeadline(timeoutMs, `waiting for the vCenter to finish creating "${name}"`, { signal }, (options) =>
        untilGoneOrComplete(watcher, ref, options),
      ),
    ),
  );
  return unfinished.length > 0;
}

/** A clone that fails takes its machine away again: that is an end too. */
async function untilGoneOrComplete(watcher: Vsphere["watcher"], ref: MoRef, options: Abortable): Promise<void> {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  using _watch = watcher.watch([ref], ["config.uuid"], (_, state) => {
    if (state === undefined || state.get("config.uuid") !== undefined) end();
  });
  await orAborted(ended, options);
}

interface GuestNic {
  readonly macAddress?: string | undefined;
  readonly ipAddress?: readonly string[] | undefined;
}

/** Not link-local, not IPv6, and none of the bridges that containers put up. */
function addressesOf(nics: readonly GuestNic[], macs: readonly string[]): string[] {
  return nics
    .filter(({ macAddress }) => macAddress !== undefined && macs.includes(macAddress.toLowerCase()))
    .flatMap(({ ipAddress }) => ipAddress ?? [])
    .filter((address) => /^\d+\.\d+\.\d+\.\d+$/.test(address) && !address.startsWith("169.254."));
}

function isChildDisk(device: { readonly backing?: unknown }): boolean {
  const { backing } = device;
  return typeof backing === "object" && backing !== null && "parent" in backing && backing.parent !== undefined;
}

function isoOf(backing: unknown): string[] {
  if (typeof backing !== "object" || backing === null || !("fileName" in backing)) return [];
  return typeof backing.fileName === "string" && backing.fileName !== "" ? [backing.fileName] : [];
}

/** vSphere escapes `/`, `\` and `%` in names. */
function decodeName(name: string): string {
  return name.replaceAll(/%2f/gi, "/").replaceAll(/%5c/gi, "\\").replaceAll("%25", "%");
}
