import type { Data } from "../../../vim25/schema.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import { formatDatastorePath } from "../files/datastore-path.ts";
import { unlimited } from "../inventory/resource-pool.ts";
import { describe, type Device, type Disk, type DiskBacking, diskBacking, isController, isDisk } from "./device.ts";
import type { VirtualMachine } from "./virtual-machine.ts";
import type { VmConfig } from "./vm-config.ts";

const guestNames: Readonly<Record<string, string>> = {
  otherGuest64: "Other (64-bit)",
  ubuntu64Guest: "Ubuntu Linux (64-bit)",
  debian12_64Guest: "Debian GNU/Linux 12 (64-bit)",
  otherLinux64Guest: "Other Linux (64-bit)",
  other5xLinux64Guest: "Other 5.x or later Linux (64-bit)",
  sles15_64Guest: "SUSE Linux Enterprise 15 (64-bit)",
};

export const guestFullName = (guestId: string): string => guestNames[guestId] ?? guestId;

/** Advanced settings that every VM shows and nobody set. */
const ownExtraConfig: Readonly<Record<string, string>> = {
  "svga.present": "TRUE",
  "hpet0.present": "TRUE",
  "sched.cpu.latencySensitivity": "normal",
};

/** `VirtualMachine.config`, or that of one of its snapshots. */
export function configInfo(vm: VirtualMachine, config: VmConfig): Data<"VirtualMachineConfigInfo"> {
  const directory = formatDatastorePath({ datastore: vm.datastore.name, path: `${vm.directory}/` }).replace(
    /([^/])$/,
    "$1/",
  );
  return {
    changeVersion: vm.changeVersion,
    modified: new Date(vm.modifiedMs),
    name: vm.name,
    guestFullName: guestFullName(config.guestId),
    version: config.version,
    uuid: config.uuid,
    createDate: new Date(config.createdMs),
    instanceUuid: config.instanceUuid,
    template: vm.isTemplate,
    guestId: config.guestId,
    alternateGuestName: "",
    annotation: config.annotation,
    files: {
      vmPathName: vm.vmxFile,
      snapshotDirectory: directory,
      suspendDirectory: directory,
      logDirectory: directory,
    },
    flags: { enableLogging: true, diskUuidEnabled: false },
    defaultPowerOps: config.powerOps,
    hardware: {
      numCPU: config.cpus,
      numCoresPerSocket: config.coresPerSocket,
      memoryMB: config.memoryMiB,
      device: presentDevices(vm, config.devices),
    },
    cpuAllocation: unlimited(1000 * config.cpus),
    memoryAllocation: unlimited(10 * config.memoryMiB),
    latencySensitivity: { level: "normal" },
    memoryHotAddEnabled: false,
    cpuHotAddEnabled: false,
    cpuHotRemoveEnabled: false,
    swapPlacement: "inherit",
    bootOptions: config.bootOptions,
    vAssertsEnabled: false,
    changeTrackingEnabled: false,
    firmware: config.firmware,
    maxMksConnections: -1,
    guestAutoLockEnabled: false,
    memoryReservationLockedToMax: false,
    nestedHVEnabled: false,
    vPMCEnabled: false,
    messageBusTunnelEnabled: false,
    ...definedOnly(config.echoed),
    ...(config.vApp && { vAppConfig: config.vApp }),
    extraConfig: Object.entries({ ...ownExtraConfig, ...config.extraConfig }).map(([key, value]) => ({ key, value })),
  };
}

/** Without the keys that are there but undefined, which would hide a default. */
function definedOnly<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Devices as a client sees them: with labels, attached devices, and the disks' chains of parents. */
export function presentDevices(vm: VirtualMachine, devices: readonly Device[]): readonly Device[] {
  return devices.map((device): Device => {
    const deviceInfo = { _type: "Description" as const, ...describe(device, devices) };
    if (isDisk(device)) return { ...device, deviceInfo, backing: presentBacking(vm, device) };
    if (!isController(device)) return { ...device, deviceInfo };
    const attached = devices.filter(({ controllerKey }) => controllerKey === device.key).map(({ key }) => key);
    return { ...device, deviceInfo, device: attached };
  });
}

function presentBacking(vm: VirtualMachine, disk: Disk): DiskBacking | Disk["backing"] {
  const { backing } = disk;
  const file = vm.findDisk(disk);
  if (!file || backing?._type !== "VirtualDiskFlatVer2BackingInfo") return backing;
  return { ...chain(vm, file), ...backing, thinProvisioned: file.thin };
}

function chain(vm: VirtualMachine, disk: VirtualDisk): DiskBacking {
  return diskBacking(disk.datastorePath, {
    datastore: vm.datastore.ref,
    split: false,
    writeThrough: false,
    thinProvisioned: disk.thin,
    uuid: disk.uuid,
    contentId: disk.contentId,
    parent: disk.parent && chain(vm, disk.parent),
    ...(disk.parent && { deltaDiskFormat: "redoLogFormat" }),
    digestEnabled: false,
    sharing: "sharingNone",
  });
}
