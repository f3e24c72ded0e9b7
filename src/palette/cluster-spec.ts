export interface ClusterSpec {
  readonly name: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly profileUids: readonly string[];
  /** Control plane endpoint; mandatory even for one node. Free, in the hosts' network, outside DHCP. */
  readonly vip: string;
  readonly ntpServers: readonly string[];
  /** Public keys. */
  readonly sshKeys: readonly string[];
  /** Exactly one is of the control plane. */
  readonly pools: readonly PoolSpec[];
}

export interface PoolSpec {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  /** Of the control plane's pool: it also takes workloads. */
  readonly useControlPlaneAsWorker?: boolean | undefined;
  readonly hosts: readonly PoolHostSpec[];
}

export interface PoolHostSpec {
  readonly uid: string;
  /** Name of the node; undefined: the host's own. */
  readonly hostName?: string | undefined;
  /** Fixed at creation. Undefined: the default NIC, and DHCP. */
  readonly nic?: NicSpec | undefined;
}

export interface NicSpec {
  /** Inside the guest: `ens160`. */
  readonly nicName: string;
  readonly ip?: string | undefined;
  /** Mask, `255.255.255.0`. */
  readonly subnet?: string | undefined;
  readonly gateway?: string | undefined;
  readonly dns?: readonly string[] | undefined;
}

/** `v1SpectroEdgeNativeClusterEntity`. The description spells `machinepoolconfig` in lower case. */
export function clusterBody(spec: ClusterSpec): object {
  const hasStaticAddress = spec.pools.some(({ hosts }) => hosts.some(({ nic }) => nic?.ip !== undefined));
  return {
    metadata: { name: spec.name, annotations: { description: spec.description }, labels: spec.labels },
    spec: {
      profiles: spec.profileUids.map((uid) => ({ uid, packValues: [], variables: [] })),
      cloudConfig: {
        controlPlaneEndpoint: { host: spec.vip, type: "VIP" },
        overlayNetworkConfiguration: { enable: false, cidr: "" },
        isTwoNodeCluster: false,
        staticIp: hasStaticAddress,
        ntpServers: spec.ntpServers,
        sshKeys: spec.sshKeys,
      },
      machinepoolconfig: spec.pools.map(poolBody),
      policies: {},
      clusterConfig: {
        updateWorkerPoolsInParallel: false,
        resources: { namespaces: [], rbacs: [] },
        machineManagementConfig: { osPatchConfig: { schedule: "", patchOnBoot: false, rebootIfRequired: false } },
      },
    },
  };
}

function poolBody({ name, role, useControlPlaneAsWorker, hosts }: PoolSpec): object {
  const isControlPlane = role === "control-plane";
  return {
    poolConfig: {
      name,
      size: hosts.length,
      labels: [role],
      isControlPlane,
      ...(isControlPlane ? { useControlPlaneAsWorker: useControlPlaneAsWorker ?? false } : { nodeRepaveInterval: 0 }),
      additionalLabels: {},
      taints: [],
      updateStrategy: { type: "RollingUpdateScaleOut" },
      machinePoolProperties: { archType: "amd64" },
    },
    cloudConfig: {
      edgeHosts: hosts.map(({ uid, hostName, nic }) => ({ hostUid: uid, hostName: hostName ?? "", nic: nicBody(nic) })),
    },
  };
}

function nicBody(nic: NicSpec | undefined): object {
  if (nic === undefined) return {};
  const { nicName, ip, subnet, gateway, dns } = nic;
  return {
    nicName,
    ...(ip !== undefined && { ip }),
    ...(subnet !== undefined && { subnet }),
    ...(gateway !== undefined && { gateway }),
    ...(dns !== undefined && { dns }),
  };
}
