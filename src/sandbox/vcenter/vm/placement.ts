import type { Data, MoRef, Poly, Returned } from "../../../vim25/schema.ts";
import { invalidArgument } from "../fault.ts";
import { baseName, parseDatastorePath } from "../files/datastore-path.ts";
import type { ClusterComputeResource } from "../inventory/cluster.ts";
import { Datastore } from "../inventory/datastore.ts";
import type { Folder } from "../inventory/folder.ts";
import { HostSystem } from "../inventory/host.ts";
import { ResourcePool } from "../inventory/resource-pool.ts";
import type { Call } from "../managed-object.ts";
import { checkPrivilege } from "../privileges.ts";
import type { World } from "../world.ts";
import { isNic, networkName } from "./device.ts";
import { VirtualMachine } from "./virtual-machine.ts";

/** @throws NoPermission unless the caller may plug NICs into the networks that these changes name */
export function checkNetworkPrivileges(
  call: Call,
  world: World,
  changes: readonly Poly<"VirtualDeviceConfigSpec">[],
): void {
  for (const { operation, device } of changes) {
    const name = operation !== "remove" && isNic(device) ? networkName(device) : undefined;
    const network = world.site.networks.find((one) => one.name === name);
    if (network) checkPrivilege(call, "Network.Assign", network);
  }
}

/** The host asked for, or the one that DRS picks. @throws InvalidArgument for a host outside of the pool's cluster */
export function chooseHost(
  world: World,
  host: MoRef | undefined,
  pool: ResourcePool | undefined,
  property: string,
): HostSystem {
  const cluster = pool?.owner ?? world.site.cluster;
  if (!host) return cluster.leastLoadedHost();
  const found = world.get(host, HostSystem);
  if (found.cluster !== cluster) throw invalidArgument(property);
  return found;
}

export function findPool(world: World, pool: MoRef | undefined): ResourcePool | undefined {
  return pool && world.get(pool, ResourcePool);
}

export function findDatastore(world: World, datastore: MoRef | undefined): Datastore | undefined {
  return datastore && world.get(datastore, Datastore);
}

/**
 * Adds a VM without configuration to the inventory, as it shows while it is being made. Its directory is called after it,
 * with `_1` and so on when there is one already.
 *
 * @throws DuplicateName naming the VM that has the name
 */
export function addUnfinishedVm(
  name: string,
  home: {
    folder: Folder;
    pool: ResourcePool | undefined;
    host: HostSystem;
    datastore: Datastore;
    directory?: string | undefined;
  },
): VirtualMachine {
  const { folder, datastore } = home;
  folder.refuseTaken(name);
  const directory = home.directory ?? freeDirectory(datastore, name);
  const { world } = folder;
  const vm = world.add(new VirtualMachine(world, name, { ...home, directory }));
  if (!datastore.files.find(directory)) datastore.files.makeDirectory(directory, true);
  folder.attach(vm);
  world.site.addVm(vm);
  return vm;
}

/** Takes a VM out of the inventory; its files stay. */
export function forgetVm(vm: VirtualMachine, folder: Folder): void {
  for (const snapshot of vm.snapshots) vm.world.remove(snapshot);
  folder.detach(vm);
  vm.world.site.removeVm(vm);
  vm.world.remove(vm);
}

/** Undoes {@link addUnfinishedVm} and whatever was made in the VM's directory since. */
export function discardUnfinishedVm(vm: VirtualMachine, folder: Folder): void {
  const { datastore, directory } = vm;
  forgetVm(vm, folder);
  if (datastore.files.find(directory)) datastore.files.remove(directory);
}

function freeDirectory({ files }: Datastore, name: string): string {
  for (let count = 0; ; count += 1) {
    const directory = count === 0 ? name : `${name}_${count}`;
    if (!files.find(directory)) return directory;
  }
}

/** `[ds] dir/vm.vmx`, `[ds] dir` or just `[ds]`: what `config.files.vmPathName` may say. */
export function homeFromPath(
  world: World,
  vmPathName: string,
): { datastore: Datastore; directory: string | undefined } {
  const property = "config.files.vmPathName";
  const { datastore, path } = parseDatastorePath(vmPathName, property);
  const found = world.site.datastoreNamed(datastore);
  if (!found) throw invalidArgument(property);
  const directory = /\.vm(x|tx)$/.test(path) ? path.slice(0, -baseName(path).length - 1) : path;
  return { datastore: found, directory: directory === "" ? undefined : directory };
}

/** `PlaceVm`, which clients ask before they create a VM in a cluster. */
export function placeVm(cluster: ClusterComputeResource): Returned<"PlaceVm"> {
  const host = cluster.leastLoadedHost();
  const relocateSpec: Data<"VirtualMachineRelocateSpec"> = {
    host: host.ref,
    pool: cluster.resources.ref,
    datastore: cluster.world.site.datastores[0]?.ref,
  };
  return {
    recommendations: [
      {
        key: "1",
        type: "V1",
        time: cluster.world.now(),
        rating: 1,
        reason: "xvmotionPlacement",
        reasonText: "Placement for xvmotion",
        target: cluster.ref,
        action: [{ _type: "PlacementAction", type: "HostV1", target: host.ref, targetHost: host.ref, relocateSpec }],
      },
    ],
  };
}
