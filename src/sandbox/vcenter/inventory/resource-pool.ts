import type { Data } from "../../../vim25/schema.ts";
import type { MethodTable, PropertyTable } from "../managed-object.ts";
import { importVApp } from "../nfc/import.ts";
import type { World } from "../world.ts";
import type { ClusterComputeResource } from "./cluster.ts";
import { Entity, entityProperties } from "./entity.ts";

/** A share of the cluster's resources. The sandbox accounts for none: there is always enough. */
export class ResourcePool extends Entity {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly owner: ClusterComputeResource;
  readonly #pools: ResourcePool[] = [];

  constructor(world: World, name: string, owner: ClusterComputeResource, parent: Entity) {
    super(world, "ResourcePool", world.newId("resgroup-"), name, parent);
    this.owner = owner;
  }

  get pools(): readonly ResourcePool[] {
    return this.#pools;
  }

  addPool(name: string): ResourcePool {
    const pool = this.world.add(new ResourcePool(this.world, name, this.owner, this));
    this.#pools.push(pool);
    return pool;
  }

  /** Child pools. VMs are not below their pool but below their folder, for a container view as well. */
  override children(): readonly Entity[] {
    return this.#pools;
  }
}

/** No reservation, no limit, normal shares. */
export function unlimited(shares: number): Data<"ResourceAllocationInfo"> {
  return { reservation: 0, expandableReservation: true, limit: -1, shares: { level: "normal", shares } };
}

const usage: Data<"ResourcePoolResourceUsage"> = {
  reservationUsed: 0,
  reservationUsedForVm: 0,
  unreservedForPool: 0,
  unreservedForVm: 0,
  overallUsage: 0,
  maxUsage: 0,
};
const runtime: Data<"ResourcePoolRuntimeInfo"> = { memory: usage, cpu: usage, overallStatus: "green" };

function config(pool: ResourcePool): Data<"ResourceConfigSpec"> {
  return { entity: pool.ref, cpuAllocation: unlimited(4000), memoryAllocation: unlimited(163_840) };
}

const properties: PropertyTable<ResourcePool, "ResourcePool"> = {
  ...entityProperties,
  owner: (pool) => pool.owner.ref,
  resourcePool: (pool) => pool.pools.map((child) => child.ref),
  vm: (pool) => pool.world.site.vms.filter((vm) => vm.pool === pool).map((vm) => vm.ref),
  config,
  runtime: () => runtime,
  summary: (pool) => ({ name: pool.name, config: config(pool), runtime }),
  childConfiguration: (pool) => pool.pools.map(config),
};

const methods: MethodTable<ResourcePool> = { ImportVApp: importVApp };
