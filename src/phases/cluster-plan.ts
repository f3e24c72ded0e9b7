import type { PlanAction, PlanItem, PlanReason } from "../engine/plan.ts";
import { formatIpv4 } from "../core/ipv4.ts";
import type { HostSettings, Lab } from "../lab/lab.ts";
import { clusterName } from "../lab/names.ts";
import { type ClusterSpec, type PoolSpec, tagsToLabels } from "../palette/index.ts";
import { hasLabels } from "./host-plan.ts";
import { digest } from "./inputs.ts";
import { markLabels } from "./marks.ts";
import type { FoundCluster } from "./observe.ts";
import type { WantedHost } from "./wanted.ts";

/** Label that keeps what the cluster was made with and Palette does not show in one call. */
const settingsLabel = "edgelab-settings";

/** The cluster but for what is only known while running: its profile's uid and its address. */
export type WantedCluster = Omit<ClusterSpec, "profileUids" | "vip"> & {
  readonly vips: readonly string[];
};

export function wantedCluster(lab: Lab, labUuid: string, hosts: readonly WantedHost[]): WantedCluster {
  const { cluster } = lab;
  const idOf = new Map(hosts.map(({ name, edgeHostId }) => [name, edgeHostId]));
  const nicOf = new Map(hosts.map(({ name, settings }) => [name, clusterNic(settings)]));
  const members = (names: readonly string[]) =>
    names.map((name) => ({ uid: idOf.get(name) ?? name, nic: nicOf.get(name) }));
  const { controlPlane, workers, sshKeys, ntpServers } = cluster;
  const pools: PoolSpec[] = [
    {
      name: controlPlane.name,
      role: "control-plane",
      useControlPlaneAsWorker: controlPlane.useAsWorker,
      hosts: members(controlPlane.hosts),
    },
    ...workers.map((pool): PoolSpec => ({ name: pool.name, role: "worker", hosts: members(pool.hosts) })),
  ];
  return {
    name: clusterName(lab),
    description: cluster.description,
    labels: {
      ...tagsToLabels(cluster.tags),
      ...markLabels(lab, labUuid),
      [settingsLabel]: digest({ sshKeys, ntpServers, useAsWorker: controlPlane.useAsWorker }),
    },
    vips: cluster.vips,
    ntpServers,
    sshKeys,
    pools,
  };
}

/** The NIC that the cluster uses: the first. Palette finds it by itself when it is the only one and has DHCP. */
function clusterNic({ nics }: HostSettings): PoolSpec["hosts"][number]["nic"] {
  const [first] = nics;
  if (first === undefined || (nics.length === 1 && first.address === "dhcp")) return undefined;
  const { name: nicName, address } = first;
  if (address === "dhcp") return { nicName };
  const { ip, prefix, gateway, nameservers: dns } = address;
  return { nicName, ip, subnet: netmask(prefix), gateway, dns };
}

/** 24 becomes `255.255.255.0`. */
function netmask(prefix: number): string {
  return formatIpv4(prefix === 0 ? 0 : (0xff_ff_ff_ff << (32 - prefix)) >>> 0);
}

export interface ClusterDecision {
  readonly cluster: FoundCluster | undefined;
  readonly action: Exclude<PlanAction, "delete" | "restart">;
  readonly reasons: readonly PlanReason[];
  readonly needsConsent: boolean;
}

/**
 * Compares the cluster with what is there. Pure.
 *
 * `lostHosts` are those of the lab that are to be replaced: a cluster does not survive its hosts.
 */
export function decideCluster(
  wanted: WantedCluster,
  found: FoundCluster | undefined,
  {
    lostHosts,
    profileUid,
  }: {
    readonly lostHosts: readonly { readonly edgeHostId: string; readonly name: string }[];
    /** Undefined: it is still to be created. */
    readonly profileUid: string | undefined;
  },
): ClusterDecision {
  if (found === undefined) return { cluster: undefined, action: "create", reasons: [], needsConsent: false };
  if (found.state === "Deleting") {
    const reasons = [{ field: "state", found: "Deleting", wanted: "Running" }];
    return { cluster: found, action: "replace", reasons, needsConsent: false };
  }
  if (found.state === "Error") {
    const why = found.conditions
      .filter(({ status }) => status !== "True")
      .map(({ type, message }) => `${type}: ${message ?? ""}`);
    const reasons = [{ field: "state", found: ["Error", ...why].join("; "), wanted: "Running" }];
    return { cluster: found, action: "replace", reasons, needsConsent: true };
  }
  const replacing = [...shapeReasons(wanted, found), ...hostReasons(found, lostHosts)];
  if (replacing.length > 0) return { cluster: found, action: "replace", reasons: replacing, needsConsent: true };
  const live = liveReasons(wanted, found, profileUid);
  if (found.state === "Running" && found.isHealthy) {
    return { cluster: found, action: live.length > 0 ? "change" : "keep", reasons: live, needsConsent: false };
  }
  const reasons: PlanReason[] = [
    ...live,
    { field: "state", found: [found.state, found.health].filter(Boolean).join(", "), wanted: "Running, Healthy" },
    ...found.conditions
      .filter(({ status }) => status !== "True")
      .map(({ type, reason, message }) => ({
        field: `conditions.${type}`,
        found: [reason, message].filter(Boolean).join(": "),
      })),
  ];
  return { cluster: found, action: "change", reasons, needsConsent: false };
}

function liveReasons(wanted: WantedCluster, found: FoundCluster, profileUid: string | undefined): PlanReason[] {
  const reasons: PlanReason[] = [];
  if (profileUid === undefined || !found.profileUids.includes(profileUid)) reasons.push({ field: "profile" });
  if (!hasLabels(found.labels, wanted.labels)) reasons.push({ field: "tags" });
  return reasons;
}

function shapeReasons(wanted: WantedCluster, found: FoundCluster): PlanReason[] {
  const reasons: PlanReason[] = [];
  if (found.name !== wanted.name) reasons.push({ field: "name", found: found.name, wanted: wanted.name });
  if (found.vip !== undefined && !wanted.vips.includes(found.vip)) {
    reasons.push({ field: "vip", found: found.vip, wanted: wanted.vips.join(", ") });
  }
  if (found.labels[settingsLabel] !== wanted.labels[settingsLabel]) {
    reasons.push({ field: "sshKeys, ntpServers or useAsWorker" });
  }
  if (found.pools.length > 0) {
    const before = found.pools.map((pool) => describePool(pool.name, pool.isControlPlane, pool.hostUids)).sort();
    const after = wanted.pools
      .map((pool) =>
        describePool(
          pool.name,
          pool.role === "control-plane",
          pool.hosts.map(({ uid }) => uid),
        ),
      )
      .sort();
    if (before.join("; ") !== after.join("; ")) {
      reasons.push({ field: "pools", found: before.join("; "), wanted: after.join("; ") });
    }
  }
  return reasons;
}

function hostReasons(
  found: FoundCluster,
  lost: readonly { readonly edgeHostId: string; readonly name: string }[],
): PlanReason[] {
  const members = new Set(found.pools.flatMap(({ hostUids }) => hostUids));
  return lost
    .filter(({ edgeHostId }) => members.has(edgeHostId))
    .map(({ name }) => ({ field: `host ${name}`, found: "in this cluster", wanted: "replaced" }));
}

function describePool(name: string, isControlPlane: boolean, hosts: readonly string[]): string {
  return `${name}${isControlPlane ? " (control plane)" : ""}: ${[...hosts].sort().join(", ")}`;
}

export function clusterItem(
  wanted: WantedCluster,
  { cluster, action, reasons, needsConsent }: ClusterDecision,
): PlanItem {
  return {
    phase: "provision",
    kind: "cluster",
    name: wanted.name,
    action,
    reasons,
    details: { vip: cluster?.vip ?? `first free of ${range(wanted.vips)}` },
    ...(needsConsent ? { needsConsent } : {}),
  };
}

function range(addresses: readonly string[]): string {
  return addresses.length > 3 ? `${addresses[0]} ... ${addresses.at(-1)}` : addresses.join(", ");
}
