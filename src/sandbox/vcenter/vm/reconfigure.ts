import { randomUUID } from "node:crypto";
import type { Data, MoRef, Params } from "../../../vim25/schema.ts";
import { fault } from "../fault.ts";
import { checkedName } from "../inventory/entity.ts";
import { Folder } from "../inventory/folder.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { World } from "../world.ts";
import { type Device, isCdrom, isDisk, isNic, isoFile } from "./device.ts";
import { DeviceEditor } from "./device-changes.ts";
import { checkNetworkPrivileges } from "./placement.ts";
import { lockIso } from "./power.ts";
import type { VirtualMachine } from "./virtual-machine.ts";
import { applyConfigSpec, refuseWhileRunning, type VmConfig } from "./vm-config.ts";

type ConfigSpec = Data<"VirtualMachineConfigSpec">;

/** `ReconfigVM_Task`. An empty spec succeeds and changes nothing. */
export function reconfigureVm(vm: VirtualMachine, { spec }: Params<"ReconfigVM_Task">, call: Call): MoRef {
  checkConfigPrivileges(vm, spec, call);
  checkNetworkPrivileges(call, vm.world, spec.deviceChange ?? []);
  const { site } = vm.world;
  return site.tasks.start(call, {
    name: "ReconfigVM_Task",
    descriptionId: "VirtualMachine.reconfigure",
    entity: vm,
    exclusive: [vm],
    work: async ({ elapse }) => {
      await elapse(site.durations.reconfigureMs);
      reconfigure(vm, spec);
      site.events.post("VmReconfiguredEvent", vm, `Reconfigured virtual machine.`, { configSpec: spec });
    },
  }).ref;
}

function reconfigure(vm: VirtualMachine, spec: ConfigSpec): void {
  const { configured: config, world } = vm;
  if (spec.changeVersion !== undefined && spec.changeVersion !== "" && spec.changeVersion !== vm.changeVersion) {
    throw fault("ConcurrentAccess", {}, "The virtual machine has been changed by somebody else meanwhile.");
  }
  const isRunning = vm.powerState === "poweredOn";
  if (isRunning) refuseWhileRunning(config, spec);
  if (vm.isTemplate) refuseForTemplate(spec);
  const name = spec.name === undefined || spec.name === vm.name ? undefined : checkedName(spec.name);
  if (name !== undefined && vm.parent instanceof Folder) vm.parent.refuseTaken(name);
  const place = { world, datastore: vm.datastore, directory: vm.directory, name: vm.name, isRunning };
  const editor = new DeviceEditor(config.devices, place).apply(spec.deviceChange ?? []);
  const changed = withUniqueInstanceUuid(
    world,
    vm,
    applyConfigSpec({ ...config, devices: editor.devices }, spec, "spec"),
  );
  editor.commit();
  if (isRunning) relockMedia(vm, config.devices, changed.devices);
  vm.configure(changed);
  if (name !== undefined) renameInFolder(vm, name);
}

/** A new name for an entity of a folder. @throws DuplicateName */
export function renameInFolder(entity: VirtualMachine | Folder, name: string): void {
  const { parent } = entity;
  if (!(parent instanceof Folder)) throw fault("NotSupported", {}, "The object cannot be renamed.");
  parent.refuseTaken(name);
  parent.detach(entity);
  entity.rename(name);
  parent.attach(entity);
}

/** vCenter sees to it that its own key is unique: a VM that asks for a taken one gets another, without an error. */
export function withUniqueInstanceUuid(world: World, vm: VirtualMachine, config: VmConfig): VmConfig {
  const taken = world.site.vms.some((other) => other !== vm && other.config?.instanceUuid === config.instanceUuid);
  return taken ? { ...config, instanceUuid: randomUUID() } : config;
}

function refuseForTemplate(spec: ConfigSpec): void {
  if (
    spec.deviceChange?.length ||
    spec.numCPUs !== undefined ||
    spec.memoryMB !== undefined ||
    spec.uuid !== undefined
  ) {
    throw fault("NotSupported", {}, "The hardware of a template cannot be changed.");
  }
}

/** A running machine holds the ISOs in its drives, and no others. */
function relockMedia(vm: VirtualMachine, before: readonly Device[], after: readonly Device[]): void {
  const media = (devices: readonly Device[]): readonly string[] =>
    devices.filter(isCdrom).flatMap((drive) => (drive.connectable?.connected && isoFile(drive)) || []);
  const now = media(after);
  for (const iso of media(before)) if (!now.includes(iso)) vm.datastore.files.unlock(iso, vm);
  for (const iso of now) lockIso(vm, iso);
}

function checkConfigPrivileges(vm: VirtualMachine, spec: ConfigSpec, call: Call): void {
  const demand = (needed: boolean, privilege: string): void => {
    if (needed) checkPrivilege(call, privilege, vm);
  };
  demand(spec.numCPUs !== undefined, "VirtualMachine.Config.CPUCount");
  demand(spec.memoryMB !== undefined, "VirtualMachine.Config.Memory");
  demand(spec.annotation !== undefined, "VirtualMachine.Config.Annotation");
  demand(spec.name !== undefined, "VirtualMachine.Config.Rename");
  demand((spec.extraConfig?.length ?? 0) > 0, "VirtualMachine.Config.AdvancedConfig");
  demand(spec.uuid !== undefined || spec.bootOptions !== undefined, "VirtualMachine.Config.Settings");
  for (const { operation, device } of spec.deviceChange ?? []) {
    demand(isDisk(device) && operation === "add", "VirtualMachine.Config.AddNewDisk");
    demand(isDisk(device) && operation === "remove", "VirtualMachine.Config.RemoveDisk");
    demand(!isDisk(device) && operation !== "edit", "VirtualMachine.Config.AddRemoveDevice");
    demand(isCdrom(device) && operation === "edit", "VirtualMachine.Interact.SetCDMedia");
    demand(isNic(device) && operation === "edit", "VirtualMachine.Config.EditDevice");
  }
}
