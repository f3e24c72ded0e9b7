import type { Data, MoRef, Params, Poly } from "../../../vim25/schema.ts";
import { Fault, fault, invalidArgument } from "../fault.ts";
import { baseName, formatDatastorePath, parseDatastorePath } from "../files/datastore-path.ts";
import { checkedName } from "../inventory/entity.ts";
import { Folder } from "../inventory/folder.ts";
import type { ResourcePool } from "../inventory/resource-pool.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { Running } from "../tasks/task-manager.ts";
import { type Cdrom, type Device, type Disk, isCdrom, isDisk, isoFile, builtInDevices } from "../vm/device.ts";
import { DeviceEditor } from "../vm/device-changes.ts";
import {
  addUnfinishedVm,
  checkNetworkPrivileges,
  chooseHost,
  discardUnfinishedVm,
  homeFromPath,
} from "../vm/placement.ts";
import { withUniqueInstanceUuid } from "../vm/reconfigure.ts";
import type { VirtualMachine } from "../vm/virtual-machine.ts";
import { applyConfigSpec, newConfig } from "../vm/vm-config.ts";
import { deviceId, nvramId } from "./device-id.ts";
import { DiskImport, PlainImport } from "./import-files.ts";
import { HttpNfcLease, type Transfer } from "./lease.ts";

type ConfigSpec = Data<"VirtualMachineConfigSpec">;
type DeviceSpec = Poly<"VirtualDeviceConfigSpec">;

interface Plan {
  readonly name: string;
  readonly spec: ConfigSpec;
  readonly folder: Folder;
  readonly pool: ResourcePool;
  readonly home: ReturnType<typeof homeFromPath>;
  readonly host: ReturnType<typeof chooseHost>;
}

/**
 * `ResourcePool.ImportVApp`: a lease at once, then the machine with all its configuration, and with disks that wait for
 * their bytes. A task stands beside the lease, from the beginning to its end.
 */
export function importVApp(pool: ResourcePool, params: Params<"ImportVApp">, call: Call): MoRef {
  const plan = planImport(pool, params);
  const { world } = pool;
  checkPrivilege(call, "Datastore.AllocateSpace", plan.home.datastore);
  checkNetworkPrivileges(call, world, plan.spec.deviceChange ?? []);
  const lease = world.site.nfc.add(call.session.add(new HttpNfcLease(world, call.session)));
  world.site.tasks.start(call, {
    name: "ImportVAppLRO",
    descriptionId: "ResourcePool.ImportVAppLRO",
    entity: pool,
    work: (running) => lease.run(running, (own) => prepare(plan, own)),
    settled: () => lease.end(call.taskFault instanceof Fault ? call.taskFault : cancelled()),
  });
  return lease.ref;
}

const cancelled = () => fault("RequestCanceled", {}, "The task was canceled by a user.");

function planImport(pool: ResourcePool, { spec, folder: into, host }: Params<"ImportVApp">): Plan {
  const { world } = pool;
  if (spec._type !== "VirtualMachineImportSpec") {
    throw fault("NotSupported", {}, "Only single virtual machines can be imported, no vApps.");
  }
  const { configSpec } = spec;
  const folder = into ? world.get(into, Folder) : world.site.datacenter.roots.vm;
  if (folder.kind !== "vm") throw invalidArgument("folder");
  if (configSpec.name === undefined) throw invalidArgument("spec.configSpec.name");
  if (configSpec.files?.vmPathName === undefined) throw invalidArgument("spec.configSpec.files.vmPathName");
  const name = checkedName(configSpec.name);
  folder.refuseTaken(name);
  return {
    name,
    spec: configSpec,
    folder,
    pool,
    home: homeFromPath(world, configSpec.files.vmPathName),
    host: chooseHost(world, host, pool, "host"),
  };
}

async function prepare({ name, spec, folder, pool, home, host }: Plan, running: Running): Promise<Transfer> {
  const { world } = pool;
  const { site } = world;
  const vm = addUnfinishedVm(name, { ...home, folder, pool, host });
  vm.isUnfinished = true;
  try {
    site.tasks.locks.take(running.task, [vm], "exclusive");
    const { changes, named } = inOwnDirectory(vm, spec.deviceChange ?? []);
    const place = { world, datastore: vm.datastore, directory: vm.directory, name, isRunning: false };
    const editor = new DeviceEditor(builtInDevices, place).apply(changes);
    const config = applyConfigSpec(newConfig(world.clock.now(), editor.devices), spec, "spec.configSpec");
    editor.commit();
    vm.configure(withUniqueInstanceUuid(world, vm, config));
    const files = [...importFiles(vm, spec.name ?? name, named), ...nvramFile(vm, spec)];
    for (const { path } of vm.diskChains()) vm.datastore.files.lock(path, vm, "exclusive");
    await running.elapse(site.durations.createMs);
    return transfer(vm, folder, files);
  } catch (error) {
    vm.datastore.files.unlockAll(vm);
    discardUnfinishedVm(vm, folder);
    throw error;
  }
}

function transfer(vm: VirtualMachine, folder: Folder, files: readonly (DiskImport | PlainImport)[]): Transfer {
  const { datastore, world } = vm;
  const disks = files.filter((file) => file instanceof DiskImport);
  let isAbandoned = false;
  return {
    entity: vm.ref,
    files,
    capacityBytes: vm.disks.reduce((sum, disk) => sum + (disk.capacityInBytes ?? disk.capacityInKB * 1024), 0),
    complete: async () => {
      for (const disk of disks) await disk.finish();
      if (isAbandoned) return;
      vm.isUnfinished = false;
      datastore.files.unlockAll(vm);
      vm.configure(vm.configured);
      world.site.events.post(
        "VmCreatedEvent",
        vm,
        `Created virtual machine ${vm.name} on ${vm.host.name} in ${world.site.datacenter.name}`,
      );
    },
    abandon: () => {
      isAbandoned = true;
      for (const disk of disks) disk.abandon();
      datastore.files.unlockAll(vm);
      discardUnfinishedVm(vm, folder);
    },
  };
}

/** What is to be uploaded, in the order of the devices. */
function importFiles(vm: VirtualMachine, machine: string, named: ReadonlySet<string>): (DiskImport | PlainImport)[] {
  const { devices } = vm.configured;
  const { files } = vm.datastore;
  return devices.flatMap((device): (DiskImport | PlainImport)[] => {
    const id = { importKey: deviceId(machine, device, devices), key: deviceId(vm.ref.value, device, devices) };
    const disk = isDisk(device) ? vm.findDisk(device) : undefined;
    if (disk) {
      const isOptional = !named.has(disk.datastorePath);
      return [new DiskImport({ ...id, name: baseName(disk.path), isOptional }, disk, files)];
    }
    const iso = isCdrom(device) ? isoFile(device) : undefined;
    if (iso === undefined || !named.has(iso)) return [];
    return [new PlainImport({ ...id, name: baseName(iso), isOptional: false }, iso, files)];
  });
}

/** The firmware's settings, where the spec names a file for them. */
function nvramFile(vm: VirtualMachine, { name = vm.name, extraConfig = [] }: ConfigSpec): readonly PlainImport[] {
  const { value } = extraConfig.find(({ key }) => key === "nvram") ?? {};
  if (typeof value !== "string" || value === "") return [];
  const fileName = `${baseName(vm.directory)}.nvram`;
  const file = formatDatastorePath({ datastore: vm.datastore.name, path: `${vm.directory}/${fileName}` });
  const place = { key: nvramId(vm.ref.value), importKey: nvramId(name), name: fileName, isOptional: false };
  return [new PlainImport(place, file, vm.datastore.files)];
}

/**
 * The devices with their files in the machine's own directory, whatever the name of that turned out to be. A spec names the
 * files that are going to be uploaded, and leaves those nameless that only have to be made.
 */
function inOwnDirectory(
  vm: VirtualMachine,
  specs: readonly DeviceSpec[],
): { readonly changes: readonly DeviceSpec[]; readonly named: ReadonlySet<string> } {
  const named = new Set<string>();
  const { files } = vm.datastore;
  const moved = (file: string): string => {
    const path = `${vm.directory}/${baseName(parseDatastorePath(file, "fileName").path)}`;
    const own = formatDatastorePath({ datastore: vm.datastore.name, path });
    named.add(own);
    return own;
  };
  const rewritten = (device: Device): Device => {
    if (isDisk(device)) return withDiskFile(device, moved);
    const iso = isCdrom(device) ? isoFile(device) : undefined;
    if (!isCdrom(device) || iso === undefined || exists(vm, iso)) return device;
    const file = moved(iso);
    files.writeText(parseDatastorePath(file, "fileName").path, "");
    return withIso(device, file);
  };
  return { changes: specs.map((spec) => ({ ...spec, device: rewritten(spec.device) })), named };
}

function exists({ world }: VirtualMachine, file: string): boolean {
  const { datastore, path } = parseDatastorePath(file, "fileName");
  return world.site.datastoreNamed(datastore)?.files.find(path) !== undefined;
}

function withDiskFile(disk: Disk, moved: (file: string) => string): Disk {
  const { backing } = disk;
  if (backing?._type !== "VirtualDiskFlatVer2BackingInfo" || backing.fileName === "") return disk;
  return { ...disk, backing: { ...backing, fileName: moved(backing.fileName) } };
}

function withIso(drive: Cdrom, fileName: string): Cdrom {
  return { ...drive, backing: { _type: "VirtualCdromIsoBackingInfo", fileName } };
}
