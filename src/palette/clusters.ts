import type { Abortable } from "../core/abort.ts";
import { Secret } from "../core/secret.ts";
import { adopted } from "./adopt.ts";
import { type Api, path } from "./api.ts";
import {
  type Cluster,
  type ClusterSummary,
  type ClusterView,
  isHealthy,
  toCluster,
  toSummary,
  type WireCluster,
  type WireOverview,
  type WireSummary,
} from "./cluster.ts";
import { type ClusterSpec, clusterBody } from "./cluster-spec.ts";
import { type EdgeHost, toEdgeHost, type WireEdgeHost } from "./edge-hosts.ts";
import { isGone } from "./palette-error.ts";
import { allLabels, allOf, anyOf, isBool } from "./search-filter.ts";
import { includesLabels, list, type ObjectMeta, text } from "./wire.ts";

export interface ValidationError {
  /** Machine pool or pack that it concerns. */
  readonly subject: string;
  readonly code: string;
  readonly message: string;
}

export interface ClusterPool {
  readonly name: string;
  readonly isControlPlane: boolean;
  readonly hostUids: readonly string[];
}

export interface Machine {
  readonly uid: string;
  readonly name: string;
  readonly edgeHostUid: string | undefined;
  /** `Pending`, `Provisioning`, `Provisioned`, `Running`, `Deleting`, `Deleted`, `Failed`, `Unknown`. */
  readonly instanceState: string | undefined;
  readonly isReady: boolean;
  readonly addresses: readonly string[];
  readonly health: string | undefined;
}

/** Edge-native clusters of the project. */
export class Clusters {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** What the server objects to. Its answer is a success either way: an empty list means that it does not object. */
  async validate(spec: ClusterSpec, options: Abortable): Promise<ValidationError[]> {
    const call = {
      operation: `check cluster "${spec.name}"`,
      method: "POST",
      path: "/v1/spectroclusters/edge-native/validate",
      body: clusterBody(spec),
    } as const;
    const answer = await this.#api.send<WireValidation>(call, options);
    const results = [answer?.machinePools, ...list(answer?.profiles).map(({ packs }) => packs)].flatMap((part) =>
      list(part?.results),
    );
    return results.flatMap(({ name, displayName, errors }) =>
      list(errors).map(({ code, message }) => ({
        subject: text(displayName) ?? text(name) ?? "cluster",
        code: code ?? "",
        message: message ?? "",
      })),
    );
  }

  /**
   * A cluster that a lost answer left is adopted when it carries the same labels.
   *
   * @returns its uid
   */
  async create(spec: ClusterSpec, options: Abortable): Promise<string> {
    const what = `cluster "${spec.name}"`;
    return await this.#api.create(
      { operation: `create ${what}`, method: "POST", path: "/v1/spectroclusters/edge-native", body: clusterBody(spec) },
      async (again) => adopted(what, (await this.search({ name: spec.name }, again))[0], spec.labels),
      options,
    );
  }

  /** By exact name and by labels, all of them. Deleted ones are left out, deleting ones are not. */
  async search(
    {
      name,
      labels = {},
    }: { readonly name?: string | undefined; readonly labels?: Readonly<Record<string, string>> | undefined },
    options: Abortable,
  ): Promise<ClusterSummary[]> {
    const filters = [
      isBool("isDeleted", false),
      ...(name === undefined ? [] : [anyOf("clusterName", [name])]),
      ...allLabels(labels),
    ];
    const call = {
      operation: "search clusters",
      method: "POST",
      path: "/v1/dashboard/spectroclusters/search",
      body: allOf(filters),
    } as const;
    return (await this.#api.pages<WireSummary>(call, options))
      .map(toSummary)
      .filter(
        (found) =>
          found.state !== "Deleted" && (name ?? found.name) === found.name && includesLabels(found.labels, labels),
      );
  }

  /** Attaches exactly these profiles, each as it is published now; the cluster takes over what changed. */
  async setProfiles(uid: string, profileUids: readonly string[], options: Abortable): Promise<void> {
    const profiles = profileUids.map((profile) => ({ uid: profile, packValues: [], variables: [] }));
    const call = {
      operation: "apply the cluster profile",
      method: "PUT",
      path: `${at(uid)}/profiles`,
      query: { resolveNotification: true },
      body: { profiles },
    } as const;
    await this.#api.send(call, options);
  }

  /** Replaces all labels. */
  async setLabels(
    { uid, name }: Pick<Cluster, "uid" | "name">,
    labels: Readonly<Record<string, string>>,
    options: Abortable,
  ): Promise<void> {
    const body = { metadata: { uid, name, labels } };
    await this.#api.send(
      { operation: `label cluster "${name}"`, method: "PATCH", path: `${at(uid)}/metadata`, body },
      options,
    );
  }

  /** Undefined when it is gone: unknown or `Deleted`, which are the same to whoever waits for it. */
  async tryGet(uid: string, options: Abortable): Promise<Cluster | undefined> {
    try {
      const cluster = toCluster(
        await this.#api.send<WireCluster>({ operation: "read the cluster", method: "GET", path: at(uid) }, options),
      );
      return cluster.state === "Deleted" ? undefined : cluster;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** {@link tryGet}, and what only the dashboard knows: health. */
  async tryView(uid: string, options: Abortable): Promise<ClusterView | undefined> {
    const [cluster, overview] = await Promise.all([this.tryGet(uid, options), this.#overview(uid, options)]);
    if (cluster === undefined) return undefined;
    const health = text(overview?.status?.health?.state);
    return {
      ...cluster,
      health,
      isHealthy: isHealthy(health),
      hasKubeconfig: Boolean(
        overview?.status?.kubeMeta?.hasKubeConfigClient ?? overview?.status?.kubeMeta?.hasKubeConfig,
      ),
    };
  }

  /** As it is now, which need not be as it was created. */
  async pools(
    cloudConfigUid: string,
    options: Abortable,
  ): Promise<{ readonly vip: string | undefined; readonly pools: readonly ClusterPool[] }> {
    const call = {
      operation: "read the machine pools",
      method: "GET",
      path: path`/v1/cloudconfigs/edge-native/${cloudConfigUid}`,
    } as const;
    const spec = (await this.#api.send<WireCloudConfig>(call, options))?.spec;
    return {
      vip: text(spec?.clusterConfig?.controlPlaneEndpoint?.host),
      pools: list(spec?.machinePoolConfig).map(({ name, isControlPlane, hosts }) => ({
        name: name ?? "",
        isControlPlane: isControlPlane ?? false,
        hostUids: list(hosts).map(({ hostUid }) => hostUid ?? ""),
      })),
    };
  }

  async machines(cloudConfigUid: string, pool: string, options: Abortable): Promise<Machine[]> {
    const call = {
      operation: `list the machines of pool "${pool}"`,
      method: "GET",
      path: path`/v1/cloudconfigs/edge-native/${cloudConfigUid}/machinePools/${pool}/machines`,
    } as const;
    return list((await this.#api.send<{ items: readonly WireMachine[] }>(call, options))?.items).map(
      ({ metadata, spec, status }) => ({
        uid: metadata?.uid ?? "",
        name: metadata?.name ?? "",
        edgeHostUid: text(spec?.edgeHostUid),
        instanceState: text(status?.instanceState),
        isReady: status?.ready ?? false,
        addresses: list(status?.addresses).map(({ address }) => address ?? ""),
        health: text(status?.health?.state),
      }),
    );
  }

  async edgeHosts(uid: string, options: Abortable): Promise<EdgeHost[]> {
    const call = {
      operation: "list the cluster's Edge hosts",
      method: "GET",
      path: `${at(uid)}/edge-native/edgeHosts`,
    } as const;
    return list((await this.#api.send<{ items: readonly WireEdgeHost[] }>(call, options))?.items).map(toEdgeHost);
  }

  /**
   * Asynchronous: watch the cluster until it is gone, and keep its hosts running meanwhile, since they do the cleaning.
   * One that is already gone is no error. `force` comes after a normal deletion that does not end.
   */
  async delete(uid: string, { force, signal }: Abortable & { readonly force?: boolean | undefined }): Promise<void> {
    const query = { forceDelete: force === true ? true : undefined };
    try {
      await this.#api.send({ operation: "delete the cluster", method: "DELETE", path: at(uid), query }, { signal });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** Ends a deletion whose hosts are gone, by reporting their clean-up in their place. From the vendor's own test script. */
  async reportCleanedUp(uid: string, options: Abortable): Promise<void> {
    const condition = {
      type: "CloudInfrastructureCleanedUp",
      status: "True",
      reason: "CloudInfrastructureCleanedUp",
      message: "cleaned up",
    };
    const call = {
      operation: "end the cluster's deletion",
      method: "PATCH",
      path: `${at(uid)}/status/conditions`,
      body: [condition],
    } as const;
    await this.#api.send(call, options);
  }

  /** YAML with an administrator's credentials; undefined while there is none. */
  async kubeconfig(uid: string, options: Abortable): Promise<Secret | undefined> {
    const direct = await this.#asset(path`/v1/spectroclusters/${uid}/assets/kubeconfigclient`, {}, options);
    // The older one; without `frp` it may point at a reverse proxy.
    return direct ?? (await this.#asset(path`/v1/spectroclusters/${uid}/assets/kubeconfig`, { frp: false }, options));
  }

  async #asset(at: string, query: { readonly frp?: boolean }, options: Abortable): Promise<Secret | undefined> {
    try {
      const body = await this.#api.text({ operation: "fetch the kubeconfig", method: "GET", path: at, query }, options);
      return body.trim() === "" ? undefined : new Secret(plainYaml(body));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  async #overview(uid: string, options: Abortable) {
    const call = {
      operation: "read the cluster's health",
      method: "GET",
      path: path`/v1/dashboard/spectroclusters/${uid}/overview`,
    } as const;
    try {
      return await this.#api.send<WireOverview>(call, options);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }
}

const at = (uid: string) => path`/v1/spectroclusters/${uid}`;

/** The body of a kubeconfig is YAML, or base64 of YAML. */
function plainYaml(body: string): string {
  const packed = body.replaceAll(/\s/g, "");
  const isBase64 = packed.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(packed);
  return isBase64 ? Buffer.from(packed, "base64").toString("utf8") : body;
}

interface WireResults {
  readonly results: readonly {
    readonly name: string;
    readonly displayName: string;
    readonly errors: readonly { readonly code: string; readonly message: string }[];
  }[];
}

/** `v1SpectroClusterValidatorResponse` */
interface WireValidation {
  readonly machinePools: WireResults;
  readonly profiles: readonly { readonly packs: WireResults }[];
}

/** `v1EdgeNativeCloudConfig`: shaped otherwise than what it was created from. */
interface WireCloudConfig {
  readonly spec: {
    readonly clusterConfig: { readonly controlPlaneEndpoint: { readonly host: string } };
    readonly machinePoolConfig: readonly {
      readonly name: string;
      readonly isControlPlane: boolean;
      readonly hosts: readonly { readonly hostUid: string }[];
    }[];
  };
}

/** `v1EdgeNativeMachine` */
interface WireMachine {
  readonly metadata: ObjectMeta;
  readonly spec: { readonly edgeHostUid: string };
  readonly status: {
    readonly instanceState: string;
    readonly ready: boolean;
    readonly addresses: readonly { readonly address: string }[];
    readonly health: { readonly state: string };
  };
}
