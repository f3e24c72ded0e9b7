import type { AttachEntity, ClusterEntity, PoolEntity } from "./cluster-entity.ts";
import { endpointOf } from "./cluster-checks.ts";
import { isObject, type JsonObject, mapOf, text } from "./decoder.ts";
import { type AttachedProfile, type ClusterRecord, newUid, type PackRecord, type PoolRecord } from "./state.ts";
import type { World } from "./world.ts";

/** The record of a cluster that has passed its checks. */
export function buildCluster(world: World, { metadata, spec }: ClusterEntity, projectUid: string): ClusterRecord {
  const { profiles = [], cloudConfig = {}, machinepoolconfig: pools = [], clusterConfig = {} } = spec ?? {};
  const { type = "VIP", ...endpoint } = cloudConfig.controlPlaneEndpoint ?? {};
  const { location, ...config } = clusterConfig;
  return {
    metadata: world.meta(metadata?.name ?? "", metadata),
    projectUid,
    cloudConfigUid: newUid(),
    cloudConfig: { ...cloudConfig, controlPlaneEndpoint: { ...endpoint, host: endpointOf(cloudConfig), type } },
    clusterConfig: config,
    location: isObject(location) ? location : undefined,
    state: "Provisioning", // unverified: it may be `Pending` for a moment
    conditions: [],
    health: undefined,
    profiles: attach(world, profiles),
    pools: pools.map((pool) => buildPool(world, pool)),
    token: undefined,
    kubernetes: undefined,
    deletedAt: undefined,
  };
}

/** A pool as it is kept; hosts of `before` keep their progress. */
export function buildPool(world: World, { poolConfig, cloudConfig }: PoolEntity, before?: PoolRecord): PoolRecord {
  const { name = "", isControlPlane = false, useControlPlaneAsWorker = false } = poolConfig ?? {};
  return {
    name,
    isControlPlane,
    useControlPlaneAsWorker,
    config: plain({ ...poolConfig, name, isControlPlane, useControlPlaneAsWorker }),
    hosts: (cloudConfig?.edgeHosts ?? []).map(({ hostUid = "", ...host }) => {
      const known = before?.hosts.find((each) => each.hostUid === hostUid);
      const nodeName = host.hostName || world.state.edgeHosts[hostUid]?.metadata.name || hostUid;
      return (
        known ?? {
          hostUid,
          machineUid: newUid(),
          nodeName,
          spec: plain(host),
          createdAt: world.now(),
          step: "assigned",
        }
      );
    }),
  };
}

/** Profiles as they are published now: later edits reach the cluster only when they are attached again. */
export function attach(world: World, profiles: readonly AttachEntity[]): readonly AttachedProfile[] {
  return profiles.flatMap(({ uid = "", packValues = [], variables = [] }) => {
    const profile = world.state.profiles[uid];
    if (!profile?.published) return [];
    const { type, cloudType, packs } = profile.published;
    return {
      uid,
      name: profile.metadata.name,
      profileVersion: profile.version,
      type,
      cloudType,
      packs: packs.map((pack) =>
        overridden(
          pack,
          packValues.find(({ name }) => name === pack.name),
        ),
      ),
      variables: {
        ...defaultsOf(profile.variables),
        ...Object.fromEntries(variables.map(({ name = "", value = "" }) => [name, value])),
      },
    };
  });
}

/** Values and manifests that this cluster sets for itself. */
function overridden(pack: PackRecord, own: NonNullable<AttachEntity["packValues"]>[number] | undefined): PackRecord {
  if (!own) return pack;
  const manifests = pack.manifests.map((manifest) => {
    const written = own.manifests?.find(({ uid, name }) => (uid ? uid === manifest.uid : name === manifest.name));
    return written?.content === undefined ? manifest : { ...manifest, content: written.content };
  });
  return { ...pack, values: own.values || pack.values, manifests };
}

function defaultsOf(variables: readonly JsonObject[]): Readonly<Record<string, string>> {
  const pairs = variables.flatMap(({ name, defaultValue }) =>
    typeof name === "string" && typeof defaultValue === "string" ? [[name, defaultValue]] : [],
  );
  return mapOf(text)(Object.fromEntries(pairs), "variables");
}

/** Without what was not said. */
function plain(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
