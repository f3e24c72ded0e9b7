import { list, type ObjectMeta, type Reference, strings, text, time, type Wire } from "./wire.ts";

export interface ClusterCondition {
  readonly type: string;
  /** `True`, `False`, `Unknown`. */
  readonly status: string;
  readonly reason: string | undefined;
  readonly message: string | undefined;
}

export interface ClusterPack {
  readonly name: string;
  readonly profileUid: string | undefined;
  /** Its type tells how far the pack is: `Ready`, `Error`, `WaitingForOtherLayers`, ... */
  readonly condition: ClusterCondition | undefined;
}

export interface ClusterSummary {
  readonly uid: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `Pending`, `Provisioning`, `Running`, `Deleting`, `Deleted`, `Importing`, `Error`, `Unknown`. */
  readonly state: string;
  readonly health: string | undefined;
}

export interface Cluster extends Omit<ClusterSummary, "health"> {
  readonly annotations: Readonly<Record<string, string>>;
  readonly conditions: readonly ClusterCondition[];
  readonly packs: readonly ClusterPack[];
  readonly apiEndpoints: readonly { readonly host: string; readonly port: number }[];
  readonly services: readonly { readonly name: string; readonly host: string; readonly ports: readonly number[] }[];
  /** For `pools` and `machines`. */
  readonly cloudConfigUid: string | undefined;
  readonly profileUids: readonly string[];
  readonly createdAt: Date | undefined;
}

/** A cluster and what only the dashboard tells. */
export interface ClusterView extends Cluster {
  /** As the server spells it. Lags behind `Running`. */
  readonly health: string | undefined;
  readonly isHealthy: boolean;
  readonly hasKubeconfig: boolean;
}

/** The spelling varies between versions: `Healthy`, `Unhealthy`, `UnHealthy`. */
export function isHealthy(health: string | undefined): boolean {
  return health?.toLowerCase() === "healthy";
}

interface WireCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** `v1SpectroCluster` */
export interface WireCluster {
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly cloudConfigRef: Reference;
    readonly clusterProfileTemplates: readonly Reference[];
  };
  readonly status: {
    readonly state: string;
    readonly conditions: readonly WireCondition[];
    readonly packs: readonly {
      readonly name: string;
      readonly profileUid: string;
      readonly condition: WireCondition;
    }[];
    readonly apiEndpoints: readonly { readonly host: string; readonly port: number }[];
    readonly services: readonly {
      readonly name: string;
      readonly host: string;
      readonly ports: readonly { readonly port: number }[];
    }[];
  };
}

/** `v1SpectroClusterSummary` */
export interface WireSummary {
  readonly metadata: ObjectMeta;
  readonly status: { readonly state: string; readonly health: { readonly state: string } };
}

/** `v1SpectroClusterUidSummary` */
export interface WireOverview {
  readonly status: {
    readonly health: { readonly state: string };
    readonly kubeMeta: { readonly hasKubeConfig: boolean; readonly hasKubeConfigClient: boolean };
  };
}

export function toSummary({ metadata, status }: NonNullable<Wire<WireSummary>>): ClusterSummary {
  return {
    uid: metadata?.uid ?? "",
    name: metadata?.name ?? "",
    labels: strings(metadata?.labels),
    state: text(status?.state) ?? "Unknown",
    health: text(status?.health?.state),
  };
}

export function toCluster(cluster: Wire<WireCluster>): Cluster {
  const { metadata, spec, status } = cluster ?? {};
  return {
    uid: metadata?.uid ?? "",
    name: metadata?.name ?? "",
    labels: strings(metadata?.labels),
    annotations: strings(metadata?.annotations),
    state: text(status?.state) ?? "Unknown",
    conditions: list(status?.conditions).map(toCondition),
    packs: list(status?.packs).map(({ name, profileUid, condition }) => ({
      name: name ?? "",
      profileUid: text(profileUid),
      condition: condition ? toCondition(condition) : undefined,
    })),
    apiEndpoints: list(status?.apiEndpoints).map(({ host, port }) => ({ host: host ?? "", port: port ?? 0 })),
    services: list(status?.services).map(({ name, host, ports }) => ({
      name: name ?? "",
      host: host ?? "",
      ports: list(ports).map(({ port }) => port ?? 0),
    })),
    cloudConfigUid: text(spec?.cloudConfigRef?.uid),
    profileUids: list(spec?.clusterProfileTemplates).map(({ uid }) => uid ?? ""),
    createdAt: time(metadata?.creationTimestamp),
  };
}

function toCondition({ type, status, reason, message }: NonNullable<Wire<WireCondition>>): ClusterCondition {
  return { type: type ?? "", status: status ?? "", reason: text(reason), message: text(message) };
}
