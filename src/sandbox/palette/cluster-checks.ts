import { isIPv4 } from "node:net";
import { addressAt, contains, parseCidr } from "../kubernetes/index.ts";
import { badRequest } from "./api-error.ts";
import type { AttachEntity, CloudConfigEntity, ClusterEntity, PoolEntity } from "./cluster-entity.ts";
import { required } from "./decoder.ts";
import { hostState } from "./edge-host-views.ts";
import { findGaps } from "./profile-packs.ts";
import type { World } from "./world.ts";

/** A rule that the cluster breaks. The messages that sources quote are literal; codes are unverified. */
export interface Problem {
  /** The name of a machine pool, or the uid of a profile. Nothing: the cluster as a whole. */
  readonly pool?: string;
  readonly profile?: string;
  readonly code: string;
  readonly message: string;
}

/** What the schema requires. @throws {ApiError} 400 */
export function checkShape({ metadata, spec }: ClusterEntity): void {
  required(metadata?.name, "metadata.name");
  for (const pool of spec?.machinepoolconfig ?? []) checkPoolShape(pool);
}

export function checkPoolShape({ poolConfig, cloudConfig }: PoolEntity): void {
  required(poolConfig?.name, "poolConfig.name");
  required(poolConfig?.size, "poolConfig.size");
  required(poolConfig?.labels, "poolConfig.labels");
  for (const host of required(cloudConfig?.edgeHosts, "cloudConfig.edgeHosts"))
    required(host.hostUid, "edgeHosts.hostUid");
}

/** Everything that is wrong with a new cluster. */
export function findProblems(world: World, entity: ClusterEntity, projectUid: string): readonly Problem[] {
  const { profiles = [], cloudConfig = {}, machinepoolconfig: pools = [] } = entity.spec ?? {};
  return [
    ...nameProblems(world, entity.metadata?.name ?? "", projectUid),
    ...endpointProblems(world, cloudConfig, projectUid),
    ...poolProblems(pools),
    ...pools.flatMap((pool) => hostProblems(world, pool, projectUid)),
    ...twoNodeProblems(world, cloudConfig, pools, profiles),
    ...profileProblems(world, profiles, projectUid),
  ];
}

export function nameProblems(world: World, name: string, projectUid: string): readonly Problem[] {
  if (!/^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/.test(name)) {
    return [
      {
        code: "InvalidName",
        message: `cluster name '${name}' should be lower case letters, digits and dashes, start with a letter and have at most 32 characters`,
      },
    ];
  }
  const taken = liveClusters(world, projectUid).some(({ metadata }) => metadata.name === name);
  return taken ? [{ code: "DuplicateClusterName", message: `Cluster with name '${name}' already exists` }] : [];
}

function liveClusters(world: World, projectUid: string) {
  return Object.values(world.state.clusters).filter(
    (cluster) => cluster.projectUid === projectUid && cluster.state !== "Deleted",
  );
}

/** The address of the control plane. With an overlay it defaults to the overlay's first address. */
export function endpointOf({ controlPlaneEndpoint, overlayNetworkConfiguration: overlay }: CloudConfigEntity): string {
  const cidr = overlay?.enable ? parseCidr(overlay.cidr ?? "") : undefined;
  return controlPlaneEndpoint?.host || (cidr ? addressAt(cidr, 1) : "");
}

function endpointProblems(world: World, cloudConfig: CloudConfigEntity, projectUid: string): readonly Problem[] {
  const { controlPlaneEndpoint, overlayNetworkConfiguration: overlay } = cloudConfig;
  const cidr = overlay?.enable ? parseCidr(overlay.cidr ?? "") : undefined;
  if (overlay?.enable && !cidr)
    return [{ code: "InvalidOverlayCidr", message: `overlay CIDR '${overlay.cidr ?? ""}' is not valid` }];
  const host = endpointOf(cloudConfig);
  if (host === "") return [{ code: "InvalidParameter", message: "Parameter 'Host endpoint' should not be empty" }];
  const { type = "VIP" } = controlPlaneEndpoint ?? {};
  if ((type === "VIP" || type === "IP") && !isIPv4(host)) {
    return [
      { code: "InvalidParameter", message: `Parameter 'Host endpoint' should be an IPv4 address, got '${host}'` },
    ];
  }
  if (cidr && !contains(cidr, host)) {
    return [
      {
        code: "InvalidParameter",
        message: `Host endpoint '${host}' is not within the overlay CIDR '${overlay?.cidr ?? ""}'`,
      },
    ];
  }
  // Unverified: whether a VIP that another cluster has is refused or only never works.
  const holder = liveClusters(world, projectUid).find((other) => endpointOf(other.cloudConfig) === host);
  return holder && !cidr
    ? [{ code: "HostEndpointInUse", message: `Host endpoint '${host}' is in use by cluster '${holder.metadata.name}'` }]
    : [];
}

function poolProblems(pools: readonly PoolEntity[]): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const controlPlanes = pools.filter(({ poolConfig }) => poolConfig?.isControlPlane);
  if (controlPlanes.length !== 1)
    problems.push({
      code: "InvalidMachinePools",
      message: `A cluster needs exactly one control plane pool, found ${controlPlanes.length}`,
    });
  for (const { poolConfig, cloudConfig } of pools) {
    const { name: pool = "", size = 0 } = poolConfig ?? {};
    const hosts = cloudConfig?.edgeHosts ?? [];
    if (seen.has(pool))
      problems.push({ pool, code: "DuplicateMachinePoolName", message: `Machine pool '${pool}' is there twice` });
    seen.add(pool);
    if (size !== hosts.length)
      problems.push({
        pool,
        code: "InvalidMachinePoolSize",
        message: `Machine pool '${pool}' has the size ${size} and ${hosts.length} edge hosts`,
      });
    if (hosts.length === 0)
      problems.push({ pool, code: "InvalidMachinePoolSize", message: `Machine pool '${pool}' has no edge hosts` });
  }
  const uids = pools.flatMap(({ cloudConfig }) => (cloudConfig?.edgeHosts ?? []).map(({ hostUid }) => hostUid));
  const twice = uids.find((uid, index) => uids.indexOf(uid) !== index);
  if (twice !== undefined)
    problems.push({ code: "DuplicateEdgeHost", message: `Edge host '${twice}' is in more than one place` });
  return problems;
}

/** Only `ready` hosts of the same project are on offer. Unverified: how the server words the refusal of others. */
export function hostProblems(
  world: World,
  { poolConfig, cloudConfig }: PoolEntity,
  projectUid: string,
): readonly Problem[] {
  const pool = poolConfig?.name ?? "";
  return (cloudConfig?.edgeHosts ?? []).flatMap(({ hostUid = "" }) => {
    const host = world.state.edgeHosts[hostUid];
    if (!host || host.projectUid !== projectUid)
      return [{ pool, code: "EdgeHostNotFound", message: `Edge host '${hostUid}' not found` }];
    const state = hostState(host);
    if (state === "in-use") {
      const cluster = world.state.clusters[host.clusterUid ?? ""]?.metadata.name;
      return [{ pool, code: "EdgeHostInUse", message: `Edge host '${hostUid}' is in use by cluster '${cluster}'` }];
    }
    return state === "ready"
      ? []
      : [{ pool, code: "EdgeHostNotReady", message: `Edge host '${hostUid}' is not ready: its state is '${state}'` }];
  });
}

function twoNodeProblems(
  world: World,
  { isTwoNodeCluster = false }: CloudConfigEntity,
  pools: readonly PoolEntity[],
  profiles: readonly AttachEntity[],
): readonly Problem[] {
  const controlPlane = pools.find(({ poolConfig }) => poolConfig?.isControlPlane);
  const pool = controlPlane?.poolConfig?.name ?? "";
  const hosts = controlPlane?.cloudConfig?.edgeHosts ?? [];
  const priorities = hosts.flatMap(({ twoNodeCandidatePriority }) => twoNodeCandidatePriority ?? []);
  const wrong = (message: string): Problem => ({ pool, code: "InvalidTwoNodeConfig", message });
  if (!isTwoNodeCluster) {
    return priorities.length > 0
      ? [wrong("twoNodeCandidatePriority is set on edge hosts of a cluster that is not a two-node cluster")]
      : [];
  }
  const problems: Problem[] = [];
  if (hosts.length !== 2)
    problems.push(wrong(`A two-node cluster needs exactly two control plane hosts, found ${hosts.length}`));
  if (priorities.toSorted().join() !== "primary,secondary")
    problems.push(wrong("A two-node cluster needs one primary and one secondary host"));
  const k8s = profiles
    .flatMap(({ uid }) => world.state.profiles[uid ?? ""]?.published?.packs ?? [])
    .find(({ layer }) => layer === "k8s");
  if (k8s && !["edge-k3s", "edge-canonical"].includes(k8s.name))
    problems.push(wrong(`A two-node cluster needs K3s or Canonical Kubernetes, the profile has '${k8s.name}'`));
  return problems;
}

export function profileProblems(
  world: World,
  profiles: readonly AttachEntity[],
  projectUid: string,
): readonly Problem[] {
  const templates = profiles.flatMap(({ uid = "" }) => {
    const profile = world.state.profiles[uid];
    return profile?.projectUid === projectUid && profile.published ? [profile.published] : [];
  });
  const missing = profiles.flatMap(({ uid: profile = "" }): readonly Problem[] => {
    const found = world.state.profiles[profile];
    if (found?.projectUid !== projectUid)
      return [{ profile, code: "ResourceNotFound", message: `ClusterProfile '${profile}' not found` }];
    // Unverified, but every client publishes first and reads what is published.
    return found.published
      ? []
      : [
          {
            profile,
            code: "ClusterProfileNotPublished",
            message: `ClusterProfile '${found.metadata.name}' is not published`,
          },
        ];
  });
  if (missing.length > 0) return missing;
  const core = templates.filter(({ type }) => type === "cluster" || type === "infra");
  const [profile = ""] = profiles.map(({ uid = "" }) => uid);
  if (core.length !== 1)
    return [
      {
        profile,
        code: "InvalidClusterProfiles",
        message: `A cluster needs exactly one full or infrastructure profile, found ${core.length}`,
      },
    ];
  const foreign = templates.find(({ cloudType, type }) => type !== "add-on" && cloudType !== "edge-native");
  if (foreign)
    return [
      {
        profile,
        code: "InvalidCloudType",
        message: `The profile is for cloud type '${foreign.cloudType}', the cluster for 'edge-native'`,
      },
    ];
  return templates.flatMap(findGaps).map(({ code, message }) => ({ profile, code, message }));
}

/** @throws {ApiError} 400 when an attached profile has no uid */
export const profileUids = (profiles: readonly AttachEntity[]) =>
  profiles.map(({ uid }) => {
    if (!uid) throw badRequest("profiles.uid in body is required");
    return uid;
  });
