import type { MoRef, Params } from "../../../vim25/schema.ts";
import { fault, invalidArgument } from "../fault.ts";
import { checkedName } from "../inventory/entity.ts";
import type { Folder } from "../inventory/folder.ts";
import { ResourcePool } from "../inventory/resource-pool.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import { builtInDevices } from "./device.ts";
import { DeviceEditor } from "./device-changes.ts";
import { addUnfinishedVm, checkNetworkPrivileges, chooseHost, discardUnfinishedVm, homeFromPath } from "./placement.ts";
import { applyConfigSpec, newConfig } from "./vm-config.ts";
import { withUniqueInstanceUuid } from "./reconfigure.ts";

/** `Folder.CreateVM_Task`. */
export function createVm(folder: Folder, { config: spec, pool, host }: Params<"CreateVM_Task">, call: Call): MoRef {
  const { world } = folder;
  if (folder.kind !== "vm") throw fault("NotSupported", {}, "Virtual machines cannot be created in this folder.");
  if (spec.name === undefined) throw invalidArgument("config.name");
  if (spec.files?.vmPathName === undefined) throw invalidArgument("config.files.vmPathName");
  const name = checkedName(spec.name);
  const home = homeFromPath(world, spec.files.vmPathName);
  const resourcePool = world.get(pool, ResourcePool);
  checkPrivilege(call, "Resource.AssignVMToPool", resourcePool);
  checkPrivilege(call, "Datastore.AllocateSpace", home.datastore);
  checkNetworkPrivileges(call, world, spec.deviceChange ?? []);
  const chosen = chooseHost(world, host, resourcePool, "host");
  const { site } = world;
  return site.tasks.start(call, {
    name: "CreateVM_Task",
    descriptionId: "Folder.createVm",
    entity: folder,
    work: async ({ elapse }) => {
      const vm = addUnfinishedVm(name, { ...home, folder, pool: resourcePool, host: chosen });
      try {
        site.tasks.locks.refuseBusy(vm);
        const place = { world, datastore: vm.datastore, directory: vm.directory, name, isRunning: false };
        const editor = new DeviceEditor(builtInDevices, place).apply(spec.deviceChange ?? []);
        const config = applyConfigSpec(newConfig(world.clock.now(), editor.devices), spec, "config");
        await elapse(site.durations.createMs);
        editor.commit();
        vm.configure(withUniqueInstanceUuid(world, vm, config));
      } catch (error) {
        discardUnfinishedVm(vm, folder);
        throw error;
      }
      site.events.post(
        "VmCreatedEvent",
        vm,
        `Created virtual machine ${name} on ${chosen.name} in ${site.datacenter.name}`,
      );
      return vm.ref;
    },
  }).ref;
}

/** `Folder.RegisterVM_Task` is declared for clients that ask; the sandbox keeps no `.vmx` that it could read back. */
export function registerVm(): never {
  throw fault("NotSupported", {}, "The operation is not supported on the object.");
}
