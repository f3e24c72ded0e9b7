import { setImmediate as nextTurn } from "node:timers/promises";
import type { MoRef } from "../../../vim25/schema.ts";
import { fault } from "../fault.ts";
import { parseDatastorePath } from "../files/datastore-path.ts";
import type { Datacenter } from "../inventory/datacenter.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { Running } from "../tasks/task-manager.ts";
import { type Device, isCdrom, isDisk, isNic, isoFile } from "./device.ts";
import { RunningMachine } from "./running-machine.ts";
import { type PowerState, VirtualMachine } from "./virtual-machine.ts";

export function powerOnVm(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  const { tasks } = vm.world.site;
  return tasks.start(call, {
    name: "PowerOnVM_Task",
    descriptionId: "VirtualMachine.powerOn",
    entity: vm,
    exclusive: [vm],
    work: (running) => powerOn(vm, running),
  }).ref;
}

/** The body of a power-on, for all tasks that contain one. @throws InvalidState for a template; InvalidPowerState; FileLocked; FileNotFound */
export async function powerOn(vm: VirtualMachine, { elapse }: Running): Promise<void> {
  if (vm.isTemplate) throw fault("InvalidState", {}, "The operation is not supported on a template.");
  demandPower(vm, "poweredOn", ["poweredOff", "suspended"]);
  lockFiles(vm);
  try {
    await elapse(vm.world.site.durations.powerOnMs);
  } catch (error) {
    vm.datastore.files.unlockAll(vm);
    throw error;
  }
  applyPower(vm);
}

/** Gives power to a VM whose files are locked: connects devices, starts the guest. */
export function applyPower(vm: VirtualMachine): void {
  const { configured: config, world } = vm;
  vm.consoleLines.length = 0;
  vm.configure({ ...config, devices: config.devices.map((device) => connected(device, isPresent(vm, device))) });
  const machine = new RunningMachine(vm, vm.configured, () => {
    world.site.events.post("VmPoweredOffEvent", vm, `${vm.name} on ${vm.host.name} is powered off`);
    removePower(vm, "poweredOff");
  });
  vm.machine = machine;
  vm.setPowerState("poweredOn");
  world.site.events.post("VmPoweredOnEvent", vm, `Virtual machine ${vm.name} on ${vm.host.name} is powered on`);
  // The task's success should be seen before anything that the guest does.
  void nextTurn().then(() => {
    if (!machine.power.aborted) world.site.startGuest(machine);
  });
}

/** Takes power away, however that came about. */
export function removePower(vm: VirtualMachine, state: PowerState): void {
  const { machine } = vm;
  vm.machine = undefined;
  machine?.cutPower();
  vm.datastore.files.unlockAll(vm);
  if (vm.config) {
    vm.configure({ ...vm.config, devices: vm.config.devices.map((device) => disconnected(device)) });
  }
  vm.setPowerState(state);
}

/** Files that nobody else may change while the VM runs. @throws FileLocked, FileNotFound */
export function lockFiles(vm: VirtualMachine): void {
  const { files } = vm.datastore;
  try {
    files.lock(vm.vmxPath, vm, "exclusive");
    for (const disk of vm.disks) {
      const leaf = vm.findDisk(disk);
      if (!leaf) {
        const file = disk.backing && "fileName" in disk.backing ? disk.backing.fileName : "";
        throw fault("FileNotFound", { file }, `File ${file} was not found`);
      }
      for (let at: typeof leaf | undefined = leaf; at; at = at.parent) {
        files.lock(at.path, vm, at === leaf ? "exclusive" : "shared");
      }
    }
    for (const device of vm.configured.devices) if (isCdrom(device)) lockIso(vm, isoFile(device));
  } catch (error) {
    files.unlockAll(vm);
    throw error;
  }
}

/** An ISO that is gone does not keep a VM from starting: its drive stays disconnected. */
export function lockIso(vm: VirtualMachine, iso: string | undefined): void {
  if (iso === undefined) return;
  const { path } = parseDatastorePath(iso, "fileName");
  if (vm.datastore.files.find(path)) vm.datastore.files.lock(path, vm, "shared");
}

function isPresent(vm: VirtualMachine, device: Device): boolean {
  if (!isCdrom(device)) return true;
  const iso = isoFile(device);
  return iso === undefined || vm.datastore.files.find(parseDatastorePath(iso, "fileName").path) !== undefined;
}

function connected(device: Device, present: boolean): Device {
  if (!device.connectable || !(isCdrom(device) || isNic(device))) return device;
  const on = device.connectable.startConnected && present;
  return { ...device, connectable: { ...device.connectable, connected: on, status: on ? "ok" : "untried" } };
}

export function disconnected(device: Device): Device {
  if (!device.connectable || isDisk(device)) return device;
  return { ...device, connectable: { ...device.connectable, connected: false, status: "untried" } };
}

/** @throws InvalidPowerState unless the VM is in one of these states */
export function demandPower(
  vm: VirtualMachine,
  requestedState: PowerState | undefined,
  allowed: readonly PowerState[],
): void {
  const existingState = vm.powerState;
  if (allowed.includes(existingState)) return;
  const names = { poweredOn: "Powered on", poweredOff: "Powered off", suspended: "Suspended" };
  throw fault(
    "InvalidPowerState",
    { requestedState, existingState },
    `The attempted operation cannot be performed in the current state (${names[existingState]}).`,
  );
}

export function powerOffVm(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  return powerTask(vm, call, "PowerOffVM_Task", "VirtualMachine.powerOff", async ({ elapse }) => {
    demandPower(vm, "poweredOff", ["poweredOn", "suspended"]);
    await elapse(vm.world.site.durations.powerOffMs);
    // The guest may have turned itself off meanwhile.
    if (vm.powerState === "poweredOff") return;
    removePower(vm, "poweredOff");
    vm.world.site.events.post("VmPoweredOffEvent", vm, `${vm.name} on ${vm.host.name} is powered off`);
  });
}

export function resetVm(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  return powerTask(vm, call, "ResetVM_Task", "VirtualMachine.reset", async ({ elapse }) => {
    demandPower(vm, undefined, ["poweredOn"]);
    await elapse(vm.world.site.durations.powerOffMs);
    restart(vm);
  });
}

export function suspendVm(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  return powerTask(vm, call, "SuspendVM_Task", "VirtualMachine.suspend", async ({ elapse }) => {
    demandPower(vm, "suspended", ["poweredOn"]);
    await elapse(vm.world.site.durations.powerOffMs);
    removePower(vm, "suspended");
  });
}

function powerTask(
  vm: VirtualMachine,
  call: Call,
  name: string,
  descriptionId: string,
  work: (running: Running) => Promise<void>,
): MoRef {
  return vm.world.site.tasks.start(call, { name, descriptionId, entity: vm, exclusive: [vm], work }).ref;
}

/** Off and on again at once; it stays off when its files are gone or taken. @throws FileLocked, FileNotFound */
function restart(vm: VirtualMachine): void {
  removePower(vm, "poweredOff");
  lockFiles(vm);
  applyPower(vm);
}

/** `ShutdownGuest` and its like ask the guest through VMware Tools and do not wait. @throws ToolsUnavailable, InvalidPowerState */
export function askGuest(vm: VirtualMachine, wish: "shutdown" | "reboot" | "standby"): void {
  demandPower(vm, wish === "shutdown" ? "poweredOff" : undefined, ["poweredOn"]);
  const { machine } = vm;
  if (!machine?.guest?.toolsRunning) {
    throw fault(
      "ToolsUnavailable",
      {},
      "Cannot complete operation because VMware Tools is not running in this virtual machine.",
    );
  }
  const { clock, site } = vm.world;
  clock
    .sleep(site.durations.powerOffMs, { signal: machine.power })
    .then(() => (wish === "reboot" ? restart(vm) : removePower(vm, wish === "standby" ? "suspended" : "poweredOff")))
    .catch((error: unknown) => {
      // The power went first, or the disk is gone and the machine stays off: nobody waits for this answer.
      if (!machine.power.aborted) throw error;
    });
}

/** `Datacenter.PowerOnMultiVM_Task`: one task each, and one around them that names them. */
export function powerOnMany(
  datacenter: Datacenter,
  { vm: refs }: { readonly vm: readonly MoRef[] },
  call: Call,
): MoRef {
  const { site } = datacenter.world;
  const vms = refs.map((ref) => datacenter.world.get(ref, VirtualMachine));
  for (const vm of vms) checkPrivilege(call, "VirtualMachine.Interact.PowerOn", vm);
  return site.tasks.start(call, {
    name: "PowerOnMultiVM_Task",
    descriptionId: "Datacenter.powerOnVm",
    entity: datacenter,
    resultType: "ClusterPowerOnVmResult",
    work: async () => ({
      attempted: vms.map((vm) => ({ vm: vm.ref, task: powerOnVm(vm, undefined, call) })),
    }),
  }).ref;
}
