import type { Abortable } from "../../core/abort.ts";
import { Limit } from "../../core/limit.ts";
import type { Host, Compute, Datastore } from "../topology.ts";

export interface CloneCost {
  readonly compute: Compute;
  readonly host: Host | undefined;
  readonly datastore: Datastore;
  readonly kind: "linked" | "full";
}

/** A datastore takes 128 units; a copy of a whole disk costs 16, as a Storage vMotion does. */
const datastoreUnits = 128;
const hostCost = { full: 2, linked: 1 } as const;
const datastoreCost = { full: 16, linked: 1 } as const;

/**
 * vCenter's provisioning costs, kept on our side so that a clone that waits for its turn is not a task that ages:
 * a host does 4 full or 8 linked clones at a time. A cluster that chooses the host itself has as many units as its hosts.
 */
export class CloneBudget {
  readonly #hostUnits: number;
  readonly #limits = new Map<string, Limit>();

  constructor(hostUnits: number) {
    this.#hostUnits = hostUnits;
  }

  async run<T>({ compute, host, datastore, kind }: CloneCost, options: Abortable, work: () => Promise<T>): Promise<T> {
    const capacity = host === undefined ? this.#hostUnits * Math.max(1, compute.hosts.length) : this.#hostUnits;
    const place = this.#limit((host ?? compute).ref.value, capacity);
    const store = this.#limit(datastore.ref.value, datastoreUnits);
    // Always in this order, so that two that wait never wait for each other.
    return await place.run(options, () => store.run(options, work, datastoreCost[kind]), hostCost[kind]);
  }

  #limit(key: string, capacity: number): Limit {
    const limit = this.#limits.get(key) ?? new Limit(capacity);
    this.#limits.set(key, limit);
    return limit;
  }
}
