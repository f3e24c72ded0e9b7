import type { Data } from "../../../vim25/schema.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import { placeVm } from "../vm/placement.ts";
import type { World } from "../world.ts";
import { Entity, entityProperties } from "./entity.ts";
import type { Folder } from "./folder.ts";
import { HostSystem, hostHardware } from "./host.ts";
import { ResourcePool } from "./resource-pool.ts";

/** A cluster with DRS on: it chooses the host when a caller does not. */
export class ClusterComputeResource extends Entity {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly hosts: readonly HostSystem[];
  /** The root pool, called `Resources`. */
  readonly resources: ResourcePool;
  readonly environmentBrowser: EnvironmentBrowser;
  readonly #promised = new Map<HostSystem, number>();

  constructor(world: World, name: string, parent: Folder, hostNames: readonly string[]) {
    super(world, "ClusterComputeResource", world.newId("domain-c"), name, parent);
    this.resources = world.add(new ResourcePool(world, "Resources", this, this));
    this.hosts = hostNames.map((hostName) => world.add(new HostSystem(world, hostName, this)));
    this.environmentBrowser = world.add(
      new EnvironmentBrowser(world, "EnvironmentBrowser", world.newId("envbrowser-")),
    );
  }

  override children(): readonly Entity[] {
    return [...this.hosts, this.resources];
  }

  /** Counts a VM that is about to come to the host, until the returned function is called. */
  promise(host: HostSystem): () => void {
    this.#promised.set(host, (this.#promised.get(host) ?? 0) + 1);
    let isOpen = true;
    return () => {
      if (isOpen) this.#promised.set(host, (this.#promised.get(host) ?? 0) - 1);
      isOpen = false;
    };
  }

  /** The host with the fewest VMs, those counted in that have been promised to it and are not there yet. */
  leastLoadedHost(): HostSystem {
    const load = new Map(this.hosts.map((host) => [host, this.#promised.get(host) ?? 0]));
    for (const { host } of this.world.site.vms) load.set(host, (load.get(host) ?? 0) + 1);
    return this.hosts.reduce((best, host) => (load.get(host)! < load.get(best)! ? host : best));
  }
}

/** What hardware a new VM may have. Clients follow it to the datastore browser only. */
export class EnvironmentBrowser extends ManagedObject {
  protected override readonly propertyTable: PropertyTable<EnvironmentBrowser, "EnvironmentBrowser"> = {
    datastoreBrowser: ({ world }) => world.site.datastores[0]!.browser.ref,
  };
  protected override readonly methodTable = {};
}

function summary({ hosts }: ClusterComputeResource): Data<"ClusterComputeResourceSummary"> & {
  readonly _type: "ClusterComputeResourceSummary";
} {
  const totalCpu = hosts.length * hostHardware.cores * hostHardware.cpuMhz;
  const totalMemory = hosts.length * hostHardware.memoryBytes;
  return {
    _type: "ClusterComputeResourceSummary",
    totalCpu,
    totalMemory,
    numCpuCores: hosts.length * hostHardware.cores,
    numCpuThreads: hosts.length * hostHardware.threads,
    effectiveCpu: totalCpu,
    effectiveMemory: totalMemory / 2 ** 20,
    numHosts: hosts.length,
    numEffectiveHosts: hosts.length,
    overallStatus: "green",
    currentFailoverLevel: 0,
    numVmotions: 0,
  };
}

const properties: PropertyTable<ClusterComputeResource, "ClusterComputeResource"> = {
  ...entityProperties,
  resourcePool: ({ resources }) => resources.ref,
  host: ({ hosts }) => hosts.map((host) => host.ref),
  datastore: ({ world }) => world.site.datastores.map((datastore) => datastore.ref),
  network: ({ world }) => world.site.networks.map((network) => network.ref),
  environmentBrowser: ({ environmentBrowser }) => environmentBrowser.ref,
  summary,
  summaryEx: summary,
  configurationEx: () => ({
    _type: "ClusterConfigInfoEx",
    vmSwapPlacement: "vmDirectory",
    dasConfig: { enabled: false },
    drsConfig: { enabled: true, defaultVmBehavior: "fullyAutomated", vmotionRate: 3 },
  }),
};

const methods: MethodTable<ClusterComputeResource> = { PlaceVm: placeVm };
