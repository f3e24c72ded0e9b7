import type { Data } from "../../../vim25/schema.ts";
import { sizeOf } from "../files/datastore-files.ts";
import { formatDatastorePath } from "../files/datastore-path.ts";
import { entityProperties } from "../inventory/entity.ts";
import { unlimited } from "../inventory/resource-pool.ts";
import type { PropertyTable } from "../managed-object.ts";
import { configInfo, guestFullName } from "./config-info.ts";
import { isDisk, isNic } from "./device.ts";
import { guestInfo } from "./guest-info.ts";
import { snapshotInfo } from "./snapshot.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

type Vm = VirtualMachine;

function runtime(vm: Vm): Data<"VirtualMachineRuntimeInfo"> {
  const on = vm.powerState === "poweredOn";
  return {
    host: vm.host.ref,
    connectionState: "connected",
    powerState: vm.powerState,
    faultToleranceState: "notConfigured",
    toolsInstallerMounted: false,
    bootTime: vm.machine && new Date(vm.machine.bootedMs),
    maxCpuUsage: on ? (vm.config?.cpus ?? 0) * 2400 : undefined,
    maxMemoryUsage: on ? vm.config?.memoryMiB : undefined,
    numMksConnections: 0,
    recordReplayState: "inactive",
    cleanPowerOff: on ? undefined : true,
    onlineStandby: false,
    consolidationNeeded: false,
  };
}

function summary(vm: Vm): Data<"VirtualMachineSummary"> {
  const { config } = vm;
  const guest = guestInfo(vm);
  return {
    vm: vm.ref,
    runtime: runtime(vm),
    guest: {
      guestId: guest.guestId,
      guestFullName: guest.guestFullName,
      toolsStatus: guest.toolsStatus,
      toolsVersionStatus: guest.toolsVersionStatus,
      toolsVersionStatus2: guest.toolsVersionStatus2,
      toolsRunningStatus: guest.toolsRunningStatus,
      hostName: guest.hostName,
      ipAddress: guest.ipAddress,
    },
    config: {
      name: vm.name,
      template: vm.isTemplate,
      vmPathName: vm.vmxFile,
      memorySizeMB: config?.memoryMiB,
      cpuReservation: 0,
      memoryReservation: 0,
      numCpu: config?.cpus,
      numEthernetCards: config?.devices.filter(isNic).length,
      numVirtualDisks: config?.devices.filter(isDisk).length,
      uuid: config?.uuid,
      instanceUuid: config?.instanceUuid,
      guestId: config?.guestId,
      guestFullName: config && guestFullName(config.guestId),
      annotation: config?.annotation,
      installBootRequired: false,
      numVmiopBackings: 0,
    },
    storage: { ...usage(vm), timestamp: new Date(vm.modifiedMs) },
    quickStats: {
      overallCpuUsage: 0,
      guestMemoryUsage: 0,
      hostMemoryUsage: vm.powerState === "poweredOn" ? (config?.memoryMiB ?? 0) : 0,
      guestHeartbeatStatus: heartbeat(vm),
      uptimeSeconds: vm.machine ? Math.max(0, Math.round((vm.world.clock.now() - vm.machine.bootedMs) / 1000)) : 0,
    },
    overallStatus: "green",
  };
}

/** Bytes on the datastore that are the VM's own: a linked clone does not count its parents. */
function usage(vm: Vm): { committed: number; uncommitted: number; unshared: number } {
  const own = [...vm.diskChains()].filter(({ path }) => path.startsWith(`${vm.directory}/`));
  const committed = own.reduce((sum, disk) => sum + disk.committedBytes, 0);
  const leaves = vm.disks.map((disk) => vm.findDisk(disk));
  const uncommitted = leaves.reduce(
    (sum, disk) => sum + (disk ? Math.max(0, disk.capacityBytes - disk.committedBytes) : 0),
    0,
  );
  return { committed, uncommitted, unshared: committed };
}

function heartbeat(vm: Vm): Data<"VirtualMachineQuickStats">["guestHeartbeatStatus"] {
  return vm.machine?.guest?.toolsRunning ? "green" : "gray";
}

function layoutEx(vm: Vm): Data<"VirtualMachineFileLayoutEx"> {
  const { files } = vm.datastore;
  const own = files.find(vm.directory) ? files.list(vm.directory) : [];
  const file = own.map(([name, { content }], key) => ({
    key,
    name: formatDatastorePath({ datastore: vm.datastore.name, path: `${vm.directory}/${name}` }),
    type: content.kind === "disk" ? "diskDescriptor" : /\.vm(tx|x)$/.test(name) ? "config" : "log",
    size: sizeOf(content),
    uniqueSize: sizeOf(content),
    accessible: true,
  }));
  return { file, timestamp: new Date(vm.modifiedMs) };
}

export const vmProperties: PropertyTable<Vm, "VirtualMachine"> = {
  ...entityProperties,
  config: (vm) => vm.config && configInfo(vm, vm.config),
  runtime,
  summary,
  guest: guestInfo,
  guestHeartbeatStatus: heartbeat,
  resourcePool: (vm) => (vm.isTemplate ? undefined : vm.pool?.ref),
  environmentBrowser: (vm) => vm.host.cluster.environmentBrowser.ref,
  datastore: (vm) => [vm.datastore.ref],
  network: (vm) => vm.networks.map((network) => network.ref),
  snapshot: snapshotInfo,
  rootSnapshot: (vm) => vm.snapshots.filter(({ parent }) => parent === undefined).map(({ ref }) => ref),
  storage: (vm) => ({
    perDatastoreUsage: [{ datastore: vm.datastore.ref, ...usage(vm) }],
    timestamp: new Date(vm.modifiedMs),
  }),
  layoutEx,
  resourceConfig: (vm) =>
    vm.config && {
      entity: vm.ref,
      changeVersion: vm.changeVersion,
      cpuAllocation: vm.config.echoed.cpuAllocation ?? unlimited(1000 * vm.config.cpus),
      memoryAllocation: vm.config.echoed.memoryAllocation ?? unlimited(10 * vm.config.memoryMiB),
    },
  disabledMethod: disabledMethods,
};

/** What cannot be asked of the VM as it is. */
export function disabledMethods(vm: Vm): readonly string[] {
  if (!vm.isTemplate) return [];
  const forMachines = ["CreateSnapshot_Task", "RevertToCurrentSnapshot_Task", "ResetVM_Task", "SuspendVM_Task"];
  return [...forMachines, "ShutdownGuest", "RebootGuest", "StandbyGuest"];
}
