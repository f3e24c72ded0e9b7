import type { EdgeHost } from "../palette/index.ts";
import { isReadyState } from "./host-plan.ts";
import type { MachineSight } from "./machines.ts";

/** What is known of a host that is not ready yet. */
export interface HostSight {
  readonly edgeHostId: string;
  readonly machine: MachineSight | undefined;
  readonly record: EdgeHost | undefined;
  /** Name of the project that it registered in, when that is another one. */
  readonly otherProject?: string | undefined;
  /** Its own cluster, if there is one: being in use by it is as good as ready. */
  readonly clusterUid?: string | undefined;
}

/** Where a host stands: what it waits for in one clause, and the last thing seen. Undefined when it is ready. */
export function waitOf(sight: HostSight): { readonly waitingFor: string; readonly lastSeen: string } | undefined {
  const { machine, record } = sight;
  const lastSeen = describeSight(sight);
  const waits = (waitingFor: string) => ({ waitingFor, lastSeen });
  if (machine === undefined) return waits("its VM");
  if (record && isReadyState(record.state) && record.health === "healthy" && foreignCluster(sight) === undefined) {
    return machine.power === "poweredOn" ? undefined : waits("power");
  }
  if (machine.question !== undefined) return waits("an answer to the question of its virtual hardware");
  if (machine.power !== "poweredOn") return waits("power");
  if (record === undefined) {
    if (sight.otherProject !== undefined) return waits(`registration in this project, not in "${sight.otherProject}"`);
    if (machine.isos.length === 0) return waits("its seed CD");
    if (machine.addresses.length === 0) return waits("an address");
    return waits("registration");
  }
  const foreign = foreignCluster(sight);
  if (foreign !== undefined) return waits(`release by cluster "${foreign}"`);
  if (record.state === "unpaired") return waits("pairing with the record that was made for it");
  if (!isReadyState(record.state)) return waits("the state ready");
  return waits("health");
}

/** `poweredOn, 10.0.20.31, ready, unhealthy: disk pressure` */
export function describeSight({ machine, record, otherProject }: HostSight): string {
  const parts = [
    machine === undefined ? "no VM" : machine.power,
    machine?.question && `asks: ${machine.question}`,
    machine && machine.power === "poweredOn" && (machine.addresses[0] ?? record?.address ?? "no address"),
    machine && machine.isos.length > 0 && `CD ${machine.isos.join(", ")}`,
    otherProject === undefined ? undefined : `registered in project "${otherProject}"`,
    record === undefined && otherProject === undefined ? "unknown to Palette" : record?.state,
    record && [record.health ?? "no health report", record.healthMessage].filter(Boolean).join(": "),
    record && record.inUseBy.length > 0 && `in use by ${record.inUseBy.map(({ name }) => name).join(", ")}`,
  ];
  return parts.filter(Boolean).join(", ");
}

function foreignCluster({ record, clusterUid }: HostSight): string | undefined {
  return record?.inUseBy.find(({ uid }) => uid !== clusterUid)?.name;
}
