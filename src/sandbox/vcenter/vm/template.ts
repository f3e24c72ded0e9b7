import type { Params } from "../../../vim25/schema.ts";
import { fault } from "../fault.ts";
import { ResourcePool } from "../inventory/resource-pool.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import { chooseHost } from "./placement.ts";
import { demandPower } from "./power.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

/** `MarkAsTemplate`. Synchronous. @throws InvalidPowerState, InvalidState when it is one already */
export function markAsTemplate(vm: VirtualMachine): void {
  if (vm.isTemplate) throw fault("InvalidState", {}, "The virtual machine is a template already.");
  demandPower(vm, "poweredOff", ["poweredOff"]);
  vm.world.site.tasks.locks.refuseBusy(vm);
  setTemplate(vm, () => (vm.pool = undefined));
}

/** `MarkAsVirtualMachine`. @throws InvalidState when it is no template */
export function markAsVirtualMachine(
  vm: VirtualMachine,
  { pool, host }: Params<"MarkAsVirtualMachine">,
  call: Call,
): void {
  if (!vm.isTemplate) throw fault("InvalidState", {}, "The virtual machine is not a template.");
  const resourcePool = vm.world.get(pool, ResourcePool);
  checkPrivilege(call, "Resource.AssignVMToPool", resourcePool);
  vm.world.site.tasks.locks.refuseBusy(vm);
  const chosen = host ? chooseHost(vm.world, host, resourcePool, "host") : vm.host;
  setTemplate(vm, () => {
    vm.pool = resourcePool;
    vm.host = chosen;
  });
}

/** Turns it over: the `.vmx` becomes a `.vmtx`, and back. */
function setTemplate(vm: VirtualMachine, change: () => void): void {
  const { pool, host, vmxPath } = vm;
  vm.isTemplate = !vm.isTemplate;
  change();
  if (vm.datastore.files.find(vmxPath)) vm.datastore.files.move(vmxPath, vm.vmxPath, true);
  for (const holder of [pool, vm.pool, host, vm.host]) holder?.touch("vm");
  vm.touch("resourcePool", "disabledMethod");
  vm.configure(vm.configured);
}
