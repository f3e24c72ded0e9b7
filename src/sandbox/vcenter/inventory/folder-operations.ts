import type { MoRef, Params } from "../../../vim25/schema.ts";
import { fault } from "../fault.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import { destroyNow } from "../vm/destroy.ts";
import { demandPower } from "../vm/power.ts";
import { renameInFolder } from "../vm/reconfigure.ts";
import { VirtualMachine } from "../vm/virtual-machine.ts";
import { checkedName, isBelow } from "./entity.ts";
import { Folder } from "./folder.ts";

/** `Rename_Task` of a VM or folder. */
export function renameEntity(entity: VirtualMachine | Folder, { newName }: Params<"Rename_Task">, call: Call): MoRef {
  const isVm = entity instanceof VirtualMachine;
  checkPrivilege(call, isVm ? "VirtualMachine.Config.Rename" : "Folder.Rename", entity);
  const name = checkedName(newName);
  const { site } = entity.world;
  return site.tasks.start(call, {
    name: "Rename_Task",
    descriptionId: `${entity.ref.type}.rename`,
    entity,
    exclusive: [entity],
    work: async ({ elapse }) => {
      await elapse(site.durations.reconfigureMs);
      renameInFolder(entity, name);
    },
  }).ref;
}

/** `Folder.MoveIntoFolder_Task`. */
export function moveIntoFolder(folder: Folder, { list }: Params<"MoveIntoFolder_Task">, call: Call): MoRef {
  const { site } = folder.world;
  const { world } = folder;
  const moving = list.map((ref) => (ref.type === "Folder" ? world.get(ref, Folder) : world.get(ref, VirtualMachine)));
  for (const entity of moving) {
    checkPrivilege(call, entity instanceof Folder ? "Folder.Move" : "VirtualMachine.Inventory.Move", entity);
  }
  return site.tasks.start(call, {
    name: "MoveIntoFolder_Task",
    descriptionId: "Folder.moveInto",
    entity: folder,
    exclusive: moving,
    work: async ({ elapse }) => {
      await elapse(site.durations.reconfigureMs);
      for (const entity of moving) {
        if (entity.parent === folder) continue;
        if (isBelow(folder, entity) || folder.kind !== "vm")
          throw fault("NotSupported", {}, "It cannot be moved there.");
        folder.refuseTaken(entity.name);
        if (entity.parent instanceof Folder) entity.parent.detach(entity);
        entity.moveTo(folder);
        folder.attach(entity);
      }
    },
  }).ref;
}

/** `Destroy_Task` of a folder, recursive as vCenter's: all VMs below go with it. @throws InvalidPowerState when one of them is on */
export function destroyFolder(folder: Folder, _: unknown, call: Call): MoRef {
  checkPrivilege(call, "Folder.Delete", folder);
  const { parent } = folder;
  if (!(parent instanceof Folder)) throw fault("NotSupported", {}, "The folder cannot be deleted.");
  const { site } = folder.world;
  const doomed = (): readonly VirtualMachine[] => site.vms.filter((vm) => isBelow(vm, folder));
  return site.tasks.start(call, {
    name: "Destroy_Task",
    descriptionId: "Folder.destroy",
    entity: folder,
    exclusive: [folder, ...doomed()],
    cancelable: false,
    work: async ({ elapse }) => {
      await elapse(site.durations.destroyMs);
      for (const vm of doomed()) demandPower(vm, "poweredOff", ["poweredOff"]);
      for (const vm of doomed()) destroyNow(vm);
      forgetFolder(folder);
      parent.detach(folder);
    },
  }).ref;
}

function forgetFolder(folder: Folder): void {
  for (const child of folder.children()) if (child instanceof Folder) forgetFolder(child);
  folder.world.remove(folder);
}
