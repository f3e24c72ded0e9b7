import type { InventoryOptions, SavedState } from "../index.ts";
import { builtInDevices } from "../vm/device.ts";
import { addUnfinishedVm, discardUnfinishedVm } from "../vm/placement.ts";
import { applyPower, lockFiles } from "../vm/power.ts";
import { VirtualMachine } from "../vm/virtual-machine.ts";
import { newConfig } from "../vm/vm-config.ts";
import { Fault } from "../fault.ts";
import type { World } from "../world.ts";
import { Folder } from "./folder.ts";
import { HostSystem } from "./host.ts";
import { ResourcePool } from "./resource-pool.ts";

/** What a new sandbox has beyond its fixed parts: the labs' folder, and VMs of somebody else's if asked for. */
export function seedInventory(world: World, { folder, foreignVms }: InventoryOptions): void {
  const { datacenter, pool, cluster, datastores } = world.site;
  const path = folder.split("/").filter((name) => name !== "");
  path.reduce((parent, name) => parent.createFolder(name), datacenter.roots.vm);
  if (foreignVms === 0) return;
  const foreign = datacenter.roots.vm.createFolder("foreign");
  for (let index = 1; index <= foreignVms; index += 1) {
    const host = cluster.hosts[index % cluster.hosts.length]!;
    const name = `foreign-${String(index).padStart(5, "0")}`;
    const vm = addUnfinishedVm(name, { folder: foreign, pool, host, datastore: datastores[0]! });
    vm.configure(newConfig(world.clock.now(), builtInDevices));
  }
}

/** Folders, files and VMs as they were. The ids of the fixed parts come out the same by construction. */
export function restoreInventory(world: World, { folders, files, vms, lastId }: SavedState): void {
  for (const { moid, name, parent: above } of folders) {
    const parent = world.find(above);
    if (!(parent instanceof Folder) || world.find(moid)) continue;
    const folder = world.add(new Folder(world, moid, name, parent.kind, parent));
    parent.attach(folder);
  }
  for (const [name, state] of Object.entries(files)) world.site.datastoreNamed(name)?.files.restore(state);
  for (const state of vms) {
    const [folder, host] = [world.find(state.folder), world.find(state.host)];
    const pool = state.pool === undefined ? undefined : world.find(state.pool);
    const datastore = world.site.datastoreNamed(state.datastore);
    if (!(folder instanceof Folder) || !(host instanceof HostSystem) || !datastore) continue;
    const home = {
      folder,
      host,
      datastore,
      directory: state.directory,
      pool: pool instanceof ResourcePool ? pool : undefined,
    };
    const vm = world.add(new VirtualMachine(world, state.name, home, state.moid));
    vm.restore(state);
    folder.attach(vm);
    world.site.addVm(vm);
    // Whoever imported it is gone, and so is what had arrived.
    if (state.isUnfinished) discardUnfinishedVm(vm, folder);
  }
  world.lastId = Math.max(world.lastId, lastId);
}

/** Starts the guests of the machines that were on. One whose files are gone stays off. */
export function restorePower(world: World): void {
  for (const vm of world.site.vms) {
    if (vm.powerState !== "poweredOn") continue;
    try {
      lockFiles(vm);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      vm.setPowerState("poweredOff");
      continue;
    }
    applyPower(vm);
  }
}
