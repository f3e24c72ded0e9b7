import { type Abortable, orAborted, withDeadline } from "../core/abort.ts";
import type { MoRef } from "../vim25/index.ts";
import {
  cloneKind,
  type Device,
  devicesOf,
  extraConfigOf,
  guestAddresses,
  macsOf,
  type Named,
  type PowerState,
  type PropertyValue,
  type Row,
  type Vsphere,
  type WatchListener,
} from "../vsphere/index.ts";
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
  /** Name of the one that its files are on. */
  readonly datastore: string | undefined;
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

/** Changes of these are pushed by the vCenter. */
export const sightPaths = ["runtime.powerState", "runtime.question", "guest.net", "config.hardware.device"] as const;

export const machinePaths = [
  ...sightPaths,
  "config.uuid",
  "config.instanceUuid",
  "config.version",
  "config.template",
  "config.extraConfig",
  "config.hardware.numCPU",
  "config.hardware.memoryMB",
  "config.files.vmPathName",
  "snapshot",
] as const;

type Values<P extends string> = { readonly [K in P]?: PropertyValue<"VirtualMachine", K> };

/** VMs and templates that are directly in this folder, and the folders beside them. One call. */
export async function machinesIn(
  folder: Named,
  { inventory }: Pick<Vsphere, "inventory">,
  options: Abortable,
): Promise<{ readonly machines: readonly FoundMachine[]; readonly folders: readonly Named[] }> {
  const { machines, folders } = await inventory.listFolder(folder, machinePaths, options);
  return { machines: machines.map((row) => foundMachine(row, folder)), folders };
}

export function foundMachine(
  { ref, props }: Pick<Row<"VirtualMachine", (typeof machinePaths)[number] | "name">, "ref" | "props">,
  folder: Pick<Named, "path">,
): FoundMachine {
  const devices = props["config.hardware.device"] ?? [];
  const instanceUuid = props["config.instanceUuid"]?.toLowerCase();
  const isComplete = props["config.uuid"] !== undefined;
  const judged = isComplete
    ? readMark(Object.fromEntries(extraConfigOf(props["config.extraConfig"])), instanceUuid)
    : { unmarked: "it is still being created" };
  const name = props.name ?? ref.value;
  return {
    ...machineSight(props),
    ref,
    name,
    path: `${folder.path}/${name}`,
    isComplete,
    isTemplate: props["config.template"] ?? false,
    uuid: props["config.uuid"]?.toLowerCase() ?? "",
    instanceUuid: instanceUuid ?? "",
    datastore: /^\[(.*?)\]/.exec(props["config.files.vmPathName"] ?? "")?.[1],
    hardwareVersion: props["config.version"] ?? "",
    cpus: props["config.hardware.numCPU"] ?? 0,
    memoryMiB: props["config.hardware.memoryMB"] ?? 0,
    macs: macsOf(devices),
    clone: cloneKind(devices, props["config.files.vmPathName"]),
    hasSnapshot: props.snapshot !== undefined,
    mark: "mark" in judged ? judged.mark : undefined,
    unmarked: "unmarked" in judged ? judged.unmarked : undefined,
  };
}

export function machineSight(props: Values<(typeof sightPaths)[number]>): MachineSight {
  return {
    power: props["runtime.powerState"] ?? "poweredOff",
    question: props["runtime.question"]?.text,
    addresses: guestAddresses(props["guest.net"])
      .map(({ ip }) => ip)
      .filter((ip) => !ip.includes(":")),
    isos: isosIn(props["config.hardware.device"] ?? []),
  };
}

/** Datastore paths of the ISOs in a machine's drives. */
export function isosIn(devices: readonly Device[]): string[] {
  return devicesOf(devices, "VirtualCdrom").flatMap(({ backing }) =>
    backing?._type === "VirtualCdromIsoBackingInfo" && backing.fileName !== "" ? [backing.fileName] : [],
  );
}

/**
 * Machines that a killed run left in the making: waits until the vCenter has finished them, so that what they are can
 * be read instead of guessed. Returns whether there were any.
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
  let fail: (error: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  const listener: WatchListener = (_, state) => {
    if (state === undefined || state.get("config.uuid") !== undefined) end();
  };
  using _watch = watcher.watch([ref], ["config.uuid"], listener, fail);
  await orAborted(ended, options);
}
