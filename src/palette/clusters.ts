import type { Abortable } from "../core/abort.ts";
import type { Secret } from "../core/secret.ts";
import type { EdgeHost } from "./edge-hosts.ts";

export interface ClusterSpec {
  readonly name: string;
  readonly description: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly profileUids: readonly string[];
  /** Control plane endpoint. Mandatory without overlay, even for one node. */
  readonly vip: string;
  readonly ntpServers: readonly string[];
  /** Public keys. */
  readonly sshKeys: readonly string[];
  readonly pools: readonly PoolSpec[];
}

export interface PoolSpec {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  /** Of the control plane pool. */
  readonly useControlPlaneAsWorker?: boolean | undefined;
  readonly hosts: readonly {
    readonly uid: string;
    /** Node name; undefined: the host's own. */
    readonly hostName?: string | undefined;
    /** Fixed at creation. Undefined: default NIC and DHCP. */
    readonly nic?:
      | {
          readonly nicName: string;
          readonly ip?: string | undefined;
          readonly subnet?: string | undefined;
          readonly gateway?: string | undefined;
          readonly dns?: readonly string[] | undefined;
        }
      | undefined;
  }[];
}

export interface ValidationError {
  /** Machine pool or pack that it concerns. */
  readonly subject: string;
  readonly code: string;
  readonly message: string;
}

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
  readonly condition: ClusterCondition | undefined;
}

export interface Cluster {
  readonly uid: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** `Pending`, `Provisioning`, `Running`, `Deleting`, `Deleted`, `Error`, `Unknown`. */
  readonly state: string;
  readonly conditions: readonly ClusterCondition[];
  readonly packs: readonly ClusterPack[];
  readonly apiEndpoints: readonly { readonly host: string; readonly port: number }[];
  readonly services: readonly { readonly name: string; readonly host: string; readonly ports: readonly number[] }[];
  readonly cloudConfigUid: string | undefined;
  readonly profileUids: readonly string[];
  readonly createdAt: Date | undefined;
}

/** A cluster and what only the dashboard tells. */
export interface ClusterView extends Cluster {
  /** `Healthy`, or another spelling: compare with `isHealthy`. Lags behind `Running`. */
  readonly health: string | undefined;
  readonly isHealthy: boolean;
  readonly hasKubeconfig: boolean;
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
  readonly instanceState: string | undefined;
  readonly isReady: boolean;
  readonly addresses: readonly string[];
  readonly health: string | undefined;
}

export interface Clusters {
  /** What the server would object to. Its answer is a success either way. */
  validate(spec: ClusterSpec, options: Abortable): Promise<readonly ValidationError[]>;
  /** Returns the uid. A cluster left by a lost answer is adopted when it carries the same labels. */
  create(spec: ClusterSpec, options: Abortable): Promise<string>;
  /** Undeleted ones. */
  search(
    by: { readonly name?: string | undefined; readonly labels?: Readonly<Record<string, string>> | undefined },
    options: Abortable,
  ): Promise<readonly Pick<ClusterView, "uid" | "name" | "labels" | "state" | "health">[]>;
  /** Undefined when it is gone, be it unknown or `Deleted`. */
  tryGet(uid: string, options: Abortable): Promise<Cluster | undefined>;
  /** {@link tryGet} and the health of the dashboard's overview. */
  tryView(uid: string, options: Abortable): Promise<ClusterView | undefined>;
  pools(
    cloudConfigUid: string,
    options: Abortable,
  ): Promise<{ readonly vip: string | undefined; readonly pools: readonly ClusterPool[] }>;
  machines(cloudConfigUid: string, pool: string, options: Abortable): Promise<readonly Machine[]>;
  edgeHosts(uid: string, options: Abortable): Promise<readonly EdgeHost[]>;
  /** Asynchronous: watch it until it is gone. One that is already gone is no error. Normal first, `force` after. */
  delete(uid: string, options: Abortable & { readonly force?: boolean | undefined }): Promise<void>;
  /** Ends a deletion whose hosts are gone, by reporting the clean-up in their place. For labs whose VMs were removed. */
  reportCleanedUp(uid: string, options: Abortable): Promise<void>;
  /** YAML with credentials; undefined while there is none yet. */
  kubeconfig(uid: string, options: Abortable): Promise<Secret | undefined>;
}
