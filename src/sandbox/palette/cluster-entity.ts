import { type Decoded, flag, integer, json, listOf, mapOf, metadata, oneOf, struct, text } from "./decoder.ts";
import { packEntity } from "./profile-packs.ts";

const nic = struct({
  nicName: text,
  ip: text,
  gateway: text,
  subnet: text,
  dns: listOf(text),
  macAddr: text,
  isDefault: flag,
});

export const attachEntity = struct({
  uid: text,
  replaceWithProfile: text,
  packValues: listOf(packEntity),
  variables: listOf(struct({ name: text, value: text })),
});

export const poolEntity = struct({
  poolConfig: struct({
    name: text,
    size: integer,
    minSize: integer,
    maxSize: integer,
    labels: listOf(text),
    isControlPlane: flag,
    useControlPlaneAsWorker: flag,
    nodeRepaveInterval: integer,
    additionalLabels: mapOf(text),
    additionalTags: mapOf(text),
    additionalAnnotations: mapOf(text),
    taints: listOf(struct({ key: text, value: text, effect: oneOf("NoSchedule", "PreferNoSchedule", "NoExecute") })),
    updateStrategy: json,
    machinePoolProperties: struct({ archType: oneOf("amd64", "arm64") }),
  }),
  cloudConfig: struct({
    edgeHosts: listOf(
      struct({
        hostUid: text,
        hostName: text,
        nic,
        nicName: text,
        staticIP: text,
        twoNodeCandidatePriority: oneOf("primary", "secondary"),
      }),
    ),
  }),
});

export const cloudConfigEntity = struct({
  controlPlaneEndpoint: struct({ host: text, type: oneOf("VIP", "External", "DDNS", "IP"), ddnsSearchDomain: text }),
  overlayNetworkConfiguration: struct({ enable: flag, cidr: text }),
  isTwoNodeCluster: flag,
  staticIp: flag,
  ntpServers: listOf(text),
  sshKeys: listOf(text),
});

/** `v1SpectroEdgeNativeClusterEntity` */
export const clusterEntity = struct({
  metadata,
  spec: struct({
    profiles: listOf(attachEntity),
    cloudConfig: cloudConfigEntity,
    // Callers write `machinePoolConfig`, too: the decoder does not mind.
    machinepoolconfig: listOf(poolEntity),
    clusterConfig: json,
    policies: json,
  }),
});

export type ClusterEntity = Decoded<typeof clusterEntity>;
export type PoolEntity = Decoded<typeof poolEntity>;
export type CloudConfigEntity = Decoded<typeof cloudConfigEntity>;
export type AttachEntity = Decoded<typeof attachEntity>;
