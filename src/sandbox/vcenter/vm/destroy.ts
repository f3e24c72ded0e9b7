import type { MoRef } from "../../../vim25/schema.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import { Folder } from "../inventory/folder.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import { forgetVm } from "./placement.ts";
import { demandPower } from "./power.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

/** `Destroy_Task` of a VM or template. @throws InvalidPowerState (in the task) unless it is off */
export function destroyVm(vm: VirtualMachine, _: unknown, call: Call): MoRef {
  checkPrivilege(call, "VirtualMachine.Inventory.Delete", vm);
  const { site } = vm.world;
  return site.tasks.start(call, {
    name: "Destroy_Task",
    descriptionId: "VirtualMachine.destroy",
    entity: vm,
    exclusive: [vm],
    cancelable: false,
    work: async ({ elapse }) => {
      demandPower(vm, "poweredOff", ["poweredOff"]);
      await elapse(site.durations.destroyMs);
      demandPower(vm, "poweredOff", ["poweredOff"]);
      destroyNow(vm);
    },
  }).ref;
}

/**
 * Removes a VM and its files. A disk that another VM's chain needs stays behind with its directory, as on a vSphere
 * datastore: destroying the base of linked clones never takes their parent disk along.
 */
export function destroyNow(vm: VirtualMachine): void {
  const { world, datastore, directory, parent } = vm;
  const { files } = datastore;
  const needed = new Set(world.site.vms.flatMap((other) => (other === vm ? [] : [...other.diskChains()])));
  const leaves = new Set(vm.disks.map((disk) => vm.findDisk(disk)));
  const own = [...vm.diskChains()].filter((disk) => leaves.has(disk) || disk.path.startsWith(`${directory}/`));
  // Children may be those of machines that are in no inventory.
  const isNeeded = (disk: VirtualDisk): boolean =>
    needed.has(disk) || files.disks().some((other) => other.parent === disk);
  for (const disk of own.toSorted((one, other) => other.depth - one.depth)) {
    if (!isNeeded(disk)) files.remove(disk.path);
  }
  const isShared = files.disks().some((disk) => disk.path.startsWith(`${directory}/`) && isNeeded(disk));
  if (!isShared && files.find(directory)) files.remove(directory);
  else if (files.find(vm.vmxPath)) files.remove(vm.vmxPath);
  world.site.events.post(
    "VmRemovedEvent",
    vm,
    `Removed ${vm.name} on ${vm.host.name} from ${world.site.datacenter.name}`,
  );
  if (parent instanceof Folder) forgetVm(vm, parent);
}

/** `UnregisterVM`: out of the inventory, files stay. */
export function unregisterVm(vm: VirtualMachine): void {
  demandPower(vm, "poweredOff", ["poweredOff"]);
  vm.world.site.tasks.locks.refuseBusy(vm);
  if (vm.parent instanceof Folder) forgetVm(vm, vm.parent);
}
