import type { NodeSpec } from "../kubernetes/index.ts";
import type { PoolEntity } from "./cluster-entity.ts";
import { isObject } from "./decoder.ts";
import { hostAddress } from "./edge-host-views.ts";
import type { EdgeHostRecord, PoolHostRecord, PoolRecord } from "./state.ts";

/** A fixed address of the pool, or the one that the host registered with. */
export function nodeAddress({ spec }: PoolHostRecord, registered: string): string {
  const { nic, staticIP } = spec;
  const fixed = isObject(nic) ? nic["ip"] : staticIP;
  return typeof fixed === "string" && fixed !== "" ? (fixed.split("/", 1)[0] ?? fixed) : registered;
}

/** The node that a host becomes when it joins. */
export function nodeSpec(pool: PoolRecord, host: PoolHostRecord, record: EdgeHostRecord): NodeSpec {
  const { device, archType: arch, health } = record;
  const { additionalLabels, taints } = pool.config as Pick<
    NonNullable<PoolEntity["poolConfig"]>,
    "additionalLabels" | "taints"
  >;
  return {
    name: host.nodeName,
    role: pool.isControlPlane ? "control-plane" : "worker",
    schedulable: !pool.isControlPlane || pool.useControlPlaneAsWorker,
    address: nodeAddress(host, hostAddress(record)),
    ready: health !== "unhealthy",
    cpus: numberAt(device["cpu"], "cores") ?? 2,
    memoryMiB: numberAt(device["memory"], "sizeInMB") ?? 4096,
    arch,
    osImage: osImage(device["os"]),
    labels: additionalLabels ?? {},
    taints: (taints ?? []).map(({ key = "", value, effect = "NoSchedule" }) => ({ key, value, effect })),
  };
}

export function numberAt(part: unknown, field: string): number | undefined {
  const value = isObject(part) ? part[field] : undefined;
  return typeof value === "number" ? value : undefined;
}

/** `ubuntu 22.04` */
function osImage(os: unknown): string {
  const parts = isObject(os) ? [os["family"], os["version"]].filter((part) => typeof part === "string") : [];
  return parts.length > 0 ? parts.join(" ") : "linux";
}
