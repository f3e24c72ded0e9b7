import { type Clusters, hostsOf, isTrue } from "./clusters.ts";
import { manifestsOf, packState } from "./cluster-manifests.ts";
import { endpointOf } from "./cluster-checks.ts";
import { nodeAddress, numberAt } from "./cluster-nodes.ts";
import { isObject, type JsonObject } from "./decoder.ts";
import { hostAddress } from "./edge-host-views.ts";
import { planOf } from "./pack-values.ts";
import { attachedView, packRef } from "./profile-views.ts";
import type { AttachedProfile, ClusterRecord, PackRecord, PoolHostRecord, PoolRecord } from "./state.ts";
import type { World } from "./world.ts";

/** How clusters look in the API's many shapes. Health is in the dashboard's only. */
export class ClusterViews {
  readonly #world: World;
  readonly #clusters: Clusters;

  constructor(world: World, clusters: Clusters) {
    this.#world = world;
    this.#clusters = clusters;
  }

  /** `v1SpectroCluster` */
  cluster(cluster: ClusterRecord): object {
    const { cloudConfigUid, clusterConfig, profiles } = cluster;
    return {
      apiVersion: "v1",
      kind: "SpectroCluster",
      metadata: this.#metadata(cluster),
      spec: {
        cloudType: "edge-native",
        clusterType: "PureManage",
        cloudConfigRef: { kind: "EdgeNativeCloudConfig", name: `${cluster.metadata.name}-config`, uid: cloudConfigUid },
        clusterConfig: only(clusterConfig, [
          "timezone",
          "updateWorkerPoolsInParallel",
          "machineManagementConfig",
          "lifecycleConfig",
          "clusterMetaAttribute",
          "controlPlaneHealthCheckTimeout",
        ]),
        clusterProfileTemplates: profiles.map(attachedView),
      },
      status: { ...this.#status(cluster), ...(cluster.location ? { location: cluster.location } : {}) },
    };
  }

  /** `v1SpectroClusterUidSummary` */
  overview(cluster: ClusterRecord): object {
    const hasKubeconfig = cluster.token !== undefined;
    return {
      metadata: this.#metadata(cluster),
      spec: this.#specSummary(cluster),
      status: {
        ...this.#status(cluster),
        ...this.#health(cluster),
        kubeMeta: {
          hasKubeConfig: hasKubeconfig,
          hasKubeConfigClient: hasKubeconfig,
          hasManifest: true,
          kubernetesVersion: planOf(cluster.profiles).kubernetesVersion,
        },
      },
    };
  }

  /** `v1SpectroClusterSummary` */
  summary(cluster: ClusterRecord): object {
    const project = this.#world.state.projects[cluster.projectUid]?.metadata;
    return {
      metadata: this.#metadata(cluster),
      specSummary: {
        ...this.#specSummary(cluster),
        projectMeta: { name: project?.name ?? "", uid: cluster.projectUid },
      },
      status: { state: cluster.state, ...this.#health(cluster) },
    };
  }

  /** `v1SpectroClusterMeta` */
  meta(cluster: ClusterRecord): object {
    return {
      metadata: this.#metadata(cluster),
      spec: { cloudType: "edge-native", clusterType: "PureManage", archType: this.#archTypes(cluster), tags: [] },
      status: { state: cluster.state },
    };
  }

  /** `v1EdgeNativeCloudConfig`: not the shape that was sent. Pools are flat, and have `hosts`. */
  cloudConfig(cluster: ClusterRecord): object {
    return {
      metadata: {
        uid: cluster.cloudConfigUid,
        name: `${cluster.metadata.name}-config`,
        creationTimestamp: cluster.metadata.creationTimestamp,
      },
      spec: {
        clusterConfig: cluster.cloudConfig,
        machinePoolConfig: cluster.pools.map(({ config, hosts }) => ({
          ...config,
          size: hosts.length,
          hosts: hosts.map((host) => ({ ...host.spec, hostUid: host.hostUid, hostAddress: this.#address(host) })),
        })),
      },
      status: { conditions: [], nodeImage: planOf(cluster.profiles).providerImage },
    };
  }

  /** `v1EdgeNativeMachine` */
  machine(cluster: ClusterRecord, { isControlPlane }: PoolRecord, host: PoolHostRecord): object {
    const device = this.#world.state.edgeHosts[host.hostUid]?.device ?? {};
    const address = this.#address(host);
    const ready =
      host.step === "joined" &&
      cluster.state !== "Deleting" &&
      this.#world.state.edgeHosts[host.hostUid]?.health === "healthy";
    return {
      apiVersion: "v1",
      kind: "Machine",
      metadata: {
        uid: host.machineUid,
        name: host.nodeName,
        creationTimestamp: host.createdAt,
        lastModifiedTimestamp: host.createdAt,
        labels: isControlPlane ? { "control-plane": "true" } : { worker: "true" },
      },
      spec: {
        edgeHostUid: host.hostUid,
        instanceType: {
          numCPUs: numberAt(device["cpu"], "cores") ?? 0,
          memoryMiB: numberAt(device["memory"], "sizeInMB") ?? 0,
        },
        nics: [{ index: 0, privateIPs: [address] }],
      },
      status: {
        instanceState: instanceState(cluster, host),
        ready,
        addresses: [
          { type: "InternalIP", address },
          { type: "Hostname", address: host.nodeName },
        ],
        ...(host.step === "joined" ? { health: { state: ready ? "Healthy" : "Unhealthy", conditions: [] } } : {}),
      },
    };
  }

  #status(cluster: ClusterRecord) {
    const { state, conditions, token, cloudConfig } = cluster;
    const host = endpointOf(cloudConfig);
    const at = this.#world.now();
    return {
      state,
      conditions: conditions.map((condition) => ({ ...condition, lastProbeTime: at })),
      packs: cluster.profiles.flatMap((profile) =>
        profile.packs.map((pack) => this.#packStatus(cluster, profile, pack)),
      ),
      apiEndpoints: token === undefined ? [] : [{ host, port: 6443 }],
      services: [],
    };
  }

  /** Unverified: whether a NodePort Service shows in `services`. Here only what has an address of its own would. */
  #packStatus(cluster: ClusterRecord, profile: AttachedProfile, pack: PackRecord): object {
    const kubernetes = this.#clusters.kubernetes(cluster.metadata.uid);
    const at = cluster.metadata.creationTimestamp;
    const state = kubernetes ? packState(kubernetes, pack.name, manifestsOf(this.#world, cluster)) : undefined;
    const ready = (state?.ready ?? false) && (pack.layer !== "addon" || isTrue(cluster, "WorkerNodeAdditionDone"));
    const type = ready ? "Ready" : state ? "Installed" : "WaitingForOtherLayers";
    const condition = {
      type,
      status: "True",
      reason: type,
      message: state?.message ?? "waiting for the control plane",
      lastProbeTime: at,
      lastTransitionTime: at,
    };
    return {
      name: pack.name,
      profileUid: profile.uid,
      type: pack.type,
      version: pack.version,
      condition,
      manifests: pack.manifests.map(({ name, uid }) => ({ name, uid, condition })),
      services: [],
      startTime: at,
    };
  }

  #specSummary({ profiles, pools, cloudConfigUid, ...cluster }: ClusterRecord) {
    const templates = profiles.map(({ uid, name, type, cloudType, packs }) => ({
      uid,
      name,
      type,
      cloudType,
      scope: "project",
      packs: packs.map(packRef),
    }));
    const [first] = templates;
    const archTypes = this.#archTypes({ ...cluster, profiles, pools, cloudConfigUid });
    const machinePools = pools.map(({ isControlPlane, hosts, config }) => ({
      cloudType: "edge-native",
      isControlPlane,
      labels: Array.isArray(config["labels"]) ? config["labels"] : [],
      size: hosts.length,
      healthy: hosts.filter(({ step }) => step === "joined").length,
      maintenanceMode: 0,
    }));
    return {
      archTypes,
      cloudConfig: { cloudType: "edge-native", uid: cloudConfigUid, machinePools },
      ...(first ? { clusterProfileTemplate: first } : {}),
      clusterProfileTemplates: templates,
    };
  }

  #health({ health, metadata }: ClusterRecord) {
    if (!health) return {};
    const message = health === "Healthy" ? "" : "not all nodes and add-ons are ready";
    const conditions = health === "Healthy" ? [] : [{ type: health, message }];
    return {
      health: {
        state: health,
        conditions,
        agentVersion: "4.7.16",
        lastHeartBeatTimestamp: metadata.lastModifiedTimestamp,
      },
    };
  }

  #metadata({ metadata, deletedAt }: ClusterRecord) {
    return { ...metadata, ...(deletedAt === undefined ? {} : { deletionTimestamp: deletedAt }) };
  }

  #archTypes(cluster: ClusterRecord): readonly string[] {
    return [
      ...new Set(hostsOf(cluster).map(({ hostUid }) => this.#world.state.edgeHosts[hostUid]?.archType ?? "amd64")),
    ];
  }

  #address(host: PoolHostRecord): string {
    const record = this.#world.state.edgeHosts[host.hostUid];
    return nodeAddress(host, record ? hostAddress(record) : "");
  }
}

function instanceState({ state }: ClusterRecord, { step, isLeaving }: PoolHostRecord): string {
  if (state === "Deleted" || step === "cleaned-up") return "Deleted";
  if (state === "Deleting" || isLeaving) return "Deleting";
  const states = {
    assigned: "Pending",
    "image-downloaded": "Provisioning",
    rebooting: "Provisioned",
    joined: "Running",
  } as const;
  return states[step];
}

function only(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(from).filter(
      ([name, value]) => names.includes(name) && (isObject(value) || typeof value !== "object"),
    ),
  );
}
