import { addressAt, type Cidr } from "./cidr.ts";
import type { Draft, KubeObject } from "./object-store.ts";

/** A host that joined the cluster. */
export interface NodeSpec {
  readonly name: string;
  readonly role: "control-plane" | "worker";
  /** A control plane node takes ordinary pods only when this is set. */
  readonly schedulable: boolean;
  readonly address: string;
  readonly ready: boolean;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly arch: "amd64" | "arm64";
  readonly osImage: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

export interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: string;
}

/** The `index`-th node's share of the pod network. */
export const podNetwork = (pods: Cidr, index: number): Cidr => ({ base: pods.base + 256 * index, prefix: 24 });

const controlPlane = "node-role.kubernetes.io/control-plane";

export function nodeObject(
  node: NodeSpec,
  kubernetesVersion: string,
  podCidr: Cidr,
  now: string,
  before?: KubeObject,
): Draft {
  const { name, role, address, ready, arch } = node;
  const roles =
    role === "control-plane" ? [controlPlane, "node-role.kubernetes.io/etcd", "node-role.kubernetes.io/master"] : [];
  const capacity = { cpu: String(node.cpus), memory: `${node.memoryMiB * 1024}Ki`, pods: "110" };
  const since = before && isReady(before) === ready ? readySince(before) : now;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/arch": arch,
        "kubernetes.io/os": "linux",
        ...Object.fromEntries(roles.map((label) => [label, "true"])),
        ...node.labels,
      },
    },
    spec: {
      podCIDR: `${addressAt(podCidr, 0)}/24`,
      ...(taintsOf(node).length > 0 ? { taints: taintsOf(node) } : {}),
    },
    status: {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: "InternalIP", address },
        { type: "Hostname", address: name },
      ],
      conditions: [
        {
          type: "Ready",
          status: ready ? "True" : "Unknown",
          reason: ready ? "KubeletReady" : "NodeStatusUnknown",
          message: ready ? "kubelet is posting ready status" : "Kubelet stopped posting node status.",
          lastTransitionTime: since,
        },
      ],
      nodeInfo: {
        architecture: arch,
        operatingSystem: "linux",
        osImage: node.osImage,
        kernelVersion: "6.8.0-85-generic",
        containerRuntimeVersion: "containerd://2.1.4-k3s1",
        kubeletVersion: kubernetesVersion,
        kubeProxyVersion: kubernetesVersion,
        machineID: "",
        systemUUID: "",
        bootID: "",
      },
    },
  };
}

function taintsOf({ role, schedulable, taints }: NodeSpec): readonly Taint[] {
  return role === "control-plane" && !schedulable ? [{ key: controlPlane, effect: "NoSchedule" }, ...taints] : taints;
}

interface NodeStatus {
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly lastTransitionTime: string;
  }[];
  readonly addresses: readonly { readonly type: string; readonly address: string }[];
}

const status = (node: KubeObject) => node.status as NodeStatus;
export const isReady = (node: KubeObject) =>
  status(node).conditions.some(({ type, status: state }) => type === "Ready" && state === "True");
const readySince = (node: KubeObject) =>
  status(node).conditions.find(({ type }) => type === "Ready")?.lastTransitionTime ?? "";
export const internalAddress = (node: KubeObject) =>
  status(node).addresses.find(({ type }) => type === "InternalIP")?.address ?? "";
export const nodeTaints = (node: KubeObject) => (node.spec as { readonly taints?: readonly Taint[] }).taints ?? [];
export const nodePodCidr = (node: KubeObject) => (node.spec as { readonly podCIDR: string }).podCIDR;
