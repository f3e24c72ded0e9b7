import type { MethodTable, PropertyTable } from "../managed-object.ts";
import type { World } from "../world.ts";
import { Entity, entityProperties } from "./entity.ts";
import type { Folder } from "./folder.ts";

/** A standard port group, the same on all hosts. */
export class Network extends Entity {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;

  constructor(world: World, name: string, parent: Folder) {
    super(world, "Network", world.newId("network-"), name, parent);
  }
}

const properties: PropertyTable<Network, "Network"> = {
  ...entityProperties,
  summary: (network) => ({ network: network.ref, name: network.name, accessible: true, ipPoolName: "" }),
  host: ({ world }) => world.site.cluster.hosts.map((host) => host.ref),
  vm: (network) => network.world.site.vms.filter((vm) => vm.networks.includes(network)).map((vm) => vm.ref),
};

const methods: MethodTable<Network> = {};
