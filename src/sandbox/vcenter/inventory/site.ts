import { join } from "node:path";
import type { EventManager } from "../events.ts";
import type { Durations, InventoryOptions } from "../index.ts";
import type { Machine } from "../../machine.ts";
import type { NfcService } from "../nfc/nfc-service.ts";
import type { TaskManager } from "../tasks/task-manager.ts";
import type { VirtualMachine } from "../vm/virtual-machine.ts";
import type { World } from "../world.ts";
import { ClusterComputeResource } from "./cluster.ts";
import { Datacenter } from "./datacenter.ts";
import { Datastore } from "./datastore.ts";
import { Folder } from "./folder.ts";
import { Network } from "./network.ts";
import type { ResourcePool } from "./resource-pool.ts";

export const defaultInventory: InventoryOptions = {
  datacenter: "DC0",
  cluster: "Edge",
  hosts: 4,
  resourcePool: "edge-lab",
  datastore: "nvme-01",
  datastoreCapacityBytes: 2 * 2 ** 40,
  network: "VM Network",
  folder: "Labs/edge",
  foreignVms: 0,
};

interface Services {
  readonly inventory: InventoryOptions;
  readonly dataDir: string;
  readonly tasks: TaskManager;
  readonly events: EventManager;
  readonly durations: Durations;
  readonly nfc: NfcService;
  readonly startGuest: (machine: Machine) => void;
}

/** The one datacenter of the sandbox: its fixed parts by name, its VMs, and the services that operations on them need. */
export class Site {
  readonly tasks: TaskManager;
  readonly events: EventManager;
  readonly durations: Durations;
  readonly nfc: NfcService;
  readonly startGuest: (machine: Machine) => void;
  readonly rootFolder: Folder;
  readonly datacenter: Datacenter;
  readonly cluster: ClusterComputeResource;
  readonly pool: ResourcePool;
  readonly datastores: readonly Datastore[];
  readonly networks: readonly Network[];
  readonly #vms = new Set<VirtualMachine>();
  #vmList: readonly VirtualMachine[] = [];

  /** Ids follow from the order of construction, so the same options give the same references after a restart. */
  constructor(world: World, { inventory, dataDir, ...services }: Services) {
    this.tasks = services.tasks;
    this.events = services.events;
    this.durations = services.durations;
    this.nfc = services.nfc;
    this.startGuest = services.startGuest;
    this.rootFolder = world.add(new Folder(world, world.newId("group-d"), "Datacenters", "datacenter", undefined));
    this.datacenter = world.add(new Datacenter(world, inventory.datacenter, this.rootFolder));
    this.rootFolder.attach(this.datacenter);
    const { host, datastore, network } = this.datacenter.roots;
    const hostNames = Array.from(
      { length: inventory.hosts },
      (_, index) => `esxi-${String(index + 1).padStart(2, "0")}.sandbox`,
    );
    this.cluster = world.add(new ClusterComputeResource(world, inventory.cluster, host, hostNames));
    host.attach(this.cluster);
    this.pool = this.cluster.resources.addPool(inventory.resourcePool);
    const store = { capacityBytes: inventory.datastoreCapacityBytes, dataDir: join(dataDir, inventory.datastore) };
    this.datastores = [world.add(new Datastore(world, inventory.datastore, datastore, store))];
    datastore.attach(this.datastores[0]!);
    this.networks = [world.add(new Network(world, inventory.network, network))];
    network.attach(this.networks[0]!);
  }

  get vms(): readonly VirtualMachine[] {
    return this.#vmList;
  }

  addVm(vm: VirtualMachine): void {
    this.#vms.add(vm);
    this.#vmsChanged(vm);
  }

  removeVm(vm: VirtualMachine): void {
    this.#vms.delete(vm);
    this.#vmsChanged(vm);
  }

  datastoreNamed(name: string): Datastore | undefined {
    return this.datastores.find((datastore) => datastore.name === name);
  }

  #vmsChanged({ host, datastore, pool, networks }: VirtualMachine): void {
    this.#vmList = [...this.#vms];
    for (const holder of [host, datastore, pool, ...networks]) holder?.touch("vm");
  }
}
