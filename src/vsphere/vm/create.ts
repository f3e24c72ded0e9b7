import type { Abortable } from "../../core/abort.ts";
import type { Data, MoRef } from "../../vim25/index.ts";
import { isFault } from "../fault-error.ts";
import { encodeName } from "../inventory-path.ts";
import type { Place } from "../inventory.ts";
import type { Session } from "../session.ts";
import { OutcomeUnknownError, type Tasks } from "../task.ts";
import type { Named } from "../topology.ts";
import { configSpec, type MachineConfig } from "./config-spec.ts";
import {
  type Device,
  devicesOf,
  type DiskInput,
  NewKeys,
  newCdDrives,
  newDisks,
  type NicInput,
  type ScsiController,
} from "./devices.ts";
import { type MachineIdentity, readIdentity } from "./identity.ts";

export type BootDevice = "disk" | "cdrom";

export interface CreateMachineSpec {
  readonly name: string;
  readonly folder: Named;
  readonly place: Place;
  /** `vmx-14` */
  readonly version: string;
  /** `ubuntu64Guest` */
  readonly guestId: string;
  readonly firmware: "bios" | "efi";
  readonly scsiController: ScsiController;
  readonly disks: readonly DiskInput[];
  /** Datastore paths; each in a SATA CD drive of its own, in this order. */
  readonly isos: readonly string[];
  readonly bootOrder: readonly BootDevice[];
  readonly config: MachineConfig & {
    readonly cpus: number;
    readonly memoryMiB: number;
    readonly nics: readonly NicInput[];
  };
  /** As in `CloneSpec`. */
  readonly isOurs?: ((machine: MachineIdentity) => boolean) | undefined;
}

/** Creates the machine; the boot order is set by whoever calls, since it needs the keys that the server gave. */
export async function createMachine(
  session: Session,
  tasks: Tasks,
  spec: CreateMachineSpec,
  { signal }: Abortable,
): Promise<MoRef> {
  const { name, folder, place, isOurs } = spec;
  try {
    return await tasks.run(
      "CreateVM_Task",
      folder.ref,
      { config: createSpec(spec), pool: place.pool.ref, ...(place.host === undefined ? {} : { host: place.host.ref }) },
      { signal, what: `create "${name}"` },
    );
  } catch (error) {
    if (!isFault(error, "DuplicateName") && !(error instanceof OutcomeUnknownError)) throw error;
    const { searchIndex } = session.content;
    const ref =
      searchIndex &&
      (await session.call("FindChild", searchIndex, { entity: folder.ref, name: encodeName(name) }, { signal }));
    const found = ref?.type === "VirtualMachine" ? await readIdentity(session, ref, { signal }) : undefined;
    if (found === undefined || isOurs?.(found) !== true) throw error;
    return found.ref;
  }
}

function createSpec({
  name,
  place,
  version,
  guestId,
  firmware,
  scsiController,
  disks,
  isos,
  config,
}: CreateMachineSpec): Data<"VirtualMachineConfigSpec"> {
  const keys = new NewKeys();
  const base = configSpec(config, [], keys);
  return {
    ...base,
    name: encodeName(name),
    version,
    guestId,
    firmware,
    files: { vmPathName: `[${place.datastore.name}]` },
    deviceChange: [...newDisks(disks, scsiController, keys), ...newCdDrives(isos, keys), ...(base.deviceChange ?? [])],
  };
}

type BootableDevice = NonNullable<NonNullable<Data<"VirtualMachineBootOptions">["bootOrder"]>[number]>;

export function bootOrder(devices: readonly Device[], order: readonly BootDevice[]): readonly BootableDevice[] {
  return order.flatMap((device): BootableDevice[] => {
    if (device === "cdrom") return [{ _type: "VirtualMachineBootOptionsBootableCdromDevice" }];
    return devicesOf(devices, "VirtualDisk").map(({ key }) => ({
      _type: "VirtualMachineBootOptionsBootableDiskDevice",
      deviceKey: key,
    }));
  });
}
