import { randomUUID } from "node:crypto";
import type { Data, MoRef, Params } from "../../../vim25/schema.ts";
import { fault, invalidArgument } from "../fault.ts";
import { baseName } from "../files/datastore-path.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import type { Datastore } from "../inventory/datastore.ts";
import { checkedName } from "../inventory/entity.ts";
import { Folder } from "../inventory/folder.ts";
import type { HostSystem } from "../inventory/host.ts";
import type { ResourcePool } from "../inventory/resource-pool.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { Running } from "../tasks/task-manager.ts";
import { type Device, diskFile, type Disk, diskBacking, isDisk, isNic } from "./device.ts";
import { DeviceEditor, newMacAddress } from "./device-changes.ts";
import {
  addUnfinishedVm,
  checkNetworkPrivileges,
  chooseHost,
  discardUnfinishedVm,
  findDatastore,
  findPool,
} from "./placement.ts";
import { disconnected, powerOn } from "./power.ts";
import { withUniqueInstanceUuid } from "./reconfigure.ts";
import { VirtualMachineSnapshot } from "./snapshot.ts";
import type { VirtualMachine } from "./virtual-machine.ts";
import { applyConfigSpec, type VmConfig } from "./vm-config.ts";

type CloneSpec = Data<"VirtualMachineCloneSpec">;

const moveTypes = [
  "moveAllDiskBackingsAndDisallowSharing",
  "moveAllDiskBackingsAndAllowSharing",
  "moveAllDiskBackingsAndConsolidate",
  "moveChildMostDiskBacking",
  "createNewChildDiskBacking",
] as const;
type MoveType = (typeof moveTypes)[number];

/** What a clone costs of its host's provisioning units. */
const units = { full: 4, linked: 1 } as const;

interface Plan {
  readonly source: VirtualMachine;
  readonly config: VmConfig;
  readonly name: string;
  readonly folder: Folder;
  readonly pool: ResourcePool | undefined;
  readonly host: HostSystem;
  readonly datastore: Datastore;
  readonly spec: CloneSpec;
}

/** `CloneVM_Task`. What is wrong with the spec itself is refused at once; the rest shows in the task. */
export function cloneVm(
  source: VirtualMachine,
  { folder: into, name, spec }: Params<"CloneVM_Task">,
  call: Call,
): MoRef {
  const plan = planClone(source, into, name, spec);
  checkPrivilege(call, `VirtualMachine.Provisioning.${source.isTemplate ? "DeployTemplate" : "Clone"}`, source);
  checkPrivilege(call, "VirtualMachine.Inventory.CreateFromExisting", plan.folder);
  checkPrivilege(call, "Datastore.AllocateSpace", plan.datastore);
  if (plan.pool) checkPrivilege(call, "Resource.AssignVMToPool", plan.pool);
  checkNetworkPrivileges(call, source.world, [
    ...(spec.location.deviceChange ?? []),
    ...(spec.config?.deviceChange ?? []),
  ]);
  const { site } = source.world;
  const linked = isLinked(plan);
  const arrived = plan.host.cluster.promise(plan.host);
  return site.tasks.start(call, {
    name: "CloneVM_Task",
    descriptionId: "VirtualMachine.clone",
    entity: source,
    shared: [source],
    slot: { host: plan.host, units: linked ? units.linked : units.full },
    work: (running) => {
      arrived();
      return clone(plan, linked ? site.durations.linkedCloneMs : site.durations.fullCloneMs, running);
    },
    settled: arrived,
  }).ref;
}

function planClone(source: VirtualMachine, into: MoRef, name: string, spec: CloneSpec): Plan {
  const { world } = source;
  const { location } = spec;
  const folder = world.get(location.folder ?? into, Folder);
  if (folder.kind !== "vm") throw invalidArgument("folder");
  if (source.isTemplate && !spec.template && !location.pool) throw invalidArgument("spec.location.pool");
  if (spec.template && spec.powerOn) throw invalidArgument("spec.powerOn");
  const snapshot = spec.snapshot && world.get(spec.snapshot, VirtualMachineSnapshot);
  if (snapshot && snapshot.vm !== source) throw invalidArgument("spec.snapshot");
  const locators = location.disk ?? [];
  for (const [index, wanted] of [
    location.diskMoveType,
    ...locators.map(({ diskMoveType }) => diskMoveType),
  ].entries()) {
    const property = index === 0 ? "spec.location.diskMoveType" : `spec.location.disk[${index - 1}].diskMoveType`;
    if (wanted !== undefined && !isMoveType(wanted)) throw invalidArgument(property);
    // A child disk hangs on a disk that no longer changes: only a snapshot's does not.
    if (wanted === "createNewChildDiskBacking" && !snapshot) throw invalidArgument("spec.snapshot");
  }
  const pool = findPool(world, location.pool) ?? source.pool;
  return {
    source,
    config: snapshot?.config ?? source.configured,
    name: checkedName(name),
    folder,
    pool,
    host: chooseHost(world, location.host, pool, "spec.location.host"),
    datastore: findDatastore(world, location.datastore) ?? source.datastore,
    spec,
  };
}

const isMoveType = (text: string): text is MoveType => (moveTypes as readonly string[]).includes(text);

/** The move type of one disk: its own locator's beats the one of the whole spec. */
function moveType({ spec }: Plan, disk: Disk): MoveType {
  const own = spec.location.disk?.find(({ diskId }) => diskId === disk.key)?.diskMoveType;
  const wanted = own ?? spec.location.diskMoveType;
  return wanted !== undefined && isMoveType(wanted) ? wanted : "moveAllDiskBackingsAndDisallowSharing";
}

function isLinked(plan: Plan): boolean {
  const disks = plan.config.devices.filter(isDisk);
  return disks.length > 0 && disks.every((disk) => moveType(plan, disk) === "createNewChildDiskBacking");
}

async function clone(plan: Plan, durationMs: number, running: Running): Promise<MoRef> {
  const { source, name, folder, host, spec } = plan;
  const { site } = source.world;
  const vm = addUnfinishedVm(name, plan);
  try {
    site.tasks.locks.take(running.task, [vm], "exclusive");
    const config = cloneConfig(plan, vm);
    await running.elapse(durationMs);
    vm.isTemplate = spec.template;
    if (spec.template) vm.pool = undefined;
    vm.configure(config);
  } catch (error) {
    discardUnfinishedVm(vm, folder);
    throw error;
  }
  site.events.post("VmClonedEvent", vm, `Virtual machine ${source.name} cloned to ${name} on ${host.name}`, {
    sourceVm: { name: source.name, vm: source.ref },
  });
  if (spec.powerOn) await powerOn(vm, running);
  return vm.ref;
}

/** Configuration of the new VM; its disks are made on the way. A clone inherits everything that it is not told otherwise. */
function cloneConfig(plan: Plan, vm: VirtualMachine): VmConfig {
  const { spec, config, name } = plan;
  const { world } = vm;
  const inherited = config.devices.map((device): Device => {
    if (isDisk(device)) return cloneDisk(plan, device, vm);
    if (isNic(device)) return disconnected({ ...device, addressType: "assigned", macAddress: newMacAddress(world) });
    return disconnected(device);
  });
  const place = { world, datastore: vm.datastore, directory: vm.directory, name, isRunning: false };
  const editor = new DeviceEditor(inherited, place)
    .apply(spec.location.deviceChange ?? [])
    .apply(spec.config?.deviceChange ?? []);
  const base: VmConfig = {
    ...config,
    uuid: randomUUID(),
    instanceUuid: randomUUID(),
    createdMs: world.clock.now(),
    devices: editor.devices,
  };
  const cloned = withUniqueInstanceUuid(world, vm, applyConfigSpec(base, spec.config ?? {}, "spec.config"));
  editor.commit();
  return cloned;
}

function cloneDisk(plan: Plan, device: Disk, vm: VirtualMachine): Disk {
  const source = plan.source.findDisk(device);
  if (!source) throw fault("FileNotFound", { file: diskFile(device) }, `File ${diskFile(device)} was not found`);
  const made = copyDisk(moveType(plan, device), source, vm, newDiskPath(vm));
  const diskMode = device.backing?._type === "VirtualDiskFlatVer2BackingInfo" ? device.backing.diskMode : "persistent";
  return { ...device, backing: diskBacking(made.datastorePath, { diskMode, thinProvisioned: made.thin }) };
}

function copyDisk(
  how: MoveType,
  source: VirtualDisk,
  { datastore: { files } }: VirtualMachine,
  path: string,
): VirtualDisk {
  const { capacityBytes, thin, parent } = source;
  switch (how) {
    case "createNewChildDiskBacking":
      return files.addDisk(path, { capacityBytes, thin: true, parent: source });
    case "moveChildMostDiskBacking":
    case "moveAllDiskBackingsAndAllowSharing": {
      // What is above the child-most backing may be shared; the child-most itself never is, so a lone disk is copied whole.
      if (!parent) break;
      const child = files.addDisk(path, { capacityBytes, thin: true, parent });
      child.copyLayerFrom(source);
      return child;
    }
    case "moveAllDiskBackingsAndDisallowSharing":
    case "moveAllDiskBackingsAndConsolidate":
      break;
    default:
      how satisfies never;
  }
  files.demand(thin ? source.mergedBytes : capacityBytes, path);
  const copy = files.addDisk(path, { capacityBytes, thin });
  copy.copyFrom(source);
  return copy;
}

function newDiskPath({ datastore: { files }, directory }: VirtualMachine): string {
  const name = baseName(directory);
  for (let count = 0; ; count += 1) {
    const path = `${directory}/${name}${count === 0 ? "" : `_${count}`}.vmdk`;
    if (!files.find(path)) return path;
  }
}
