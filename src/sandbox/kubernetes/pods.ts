import { randomBytes } from "node:crypto";
import { sha256 } from "../../core/sha256.ts";
import { addressAt, parseCidr } from "./cidr.ts";
import { type PodSpec, podSpec, selects, type WorkloadSpec, workloadKinds, workloadSpec } from "./manifest.ts";
import { internalAddress, isReady, nodePodCidr, nodeTaints, type Taint } from "./nodes.ts";
import { type Draft, type KubeObject, type ObjectStore, ownedBy } from "./object-store.ts";

interface PodStatus {
  readonly phase: "Pending" | "Running";
  readonly podIP?: string;
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
    readonly lastTransitionTime: string;
  }[];
}

const statusOf = (pod: KubeObject) => pod.status as PodStatus;
export const nodeOf = (pod: KubeObject) => (pod.spec as { readonly nodeName?: string }).nodeName;
export const isPodReady = (pod: KubeObject) =>
  statusOf(pod).conditions.some(({ type, status }) => type === "Ready" && status === "True");
export const isPodStarted = (pod: KubeObject) => statusOf(pod).phase === "Running";
/** Why a pod waits. */
export const podMessage = (pod: KubeObject) =>
  statusOf(pod).conditions.find(({ status, message }) => status === "False" && message)?.message ?? "is starting";

/** Workloads with the pods that they own. */
export function workloads(store: ObjectStore): readonly KubeObject[] {
  return workloadKinds.flatMap((kind) => store.list("apps/v1", kind));
}

/** The pods of a Deployment belong to its ReplicaSet; those of other workloads to the workload itself. */
export function podsOf(store: ObjectStore, workload: KubeObject): readonly KubeObject[] {
  const owners =
    workload.kind === "Deployment"
      ? store.list("apps/v1", "ReplicaSet").filter((set) => isOwner(workload, set))
      : [workload];
  return store
    .list("v1", "Pod", workload.metadata.namespace)
    .filter((pod) => owners.some((owner) => isOwner(owner, pod)));
}

const isOwner = (owner: KubeObject, owned: KubeObject) =>
  owned.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false;

/** Creates the pods that are missing, removes those that are too many, and puts the unscheduled on nodes. */
export function reconcilePods(store: ObjectStore, now: string): void {
  const nodes = store.list("v1", "Node");
  removeOrphans(store, nodes);
  for (const workload of workloads(store)) {
    const spec = workloadSpec.parse(workload.spec);
    const owner = workload.kind === "Deployment" ? putReplicaSet(store, workload, spec) : workload;
    if (workload.kind === "DaemonSet") reconcileDaemons(store, owner, spec, nodes, now);
    else reconcileReplicas(store, owner, spec, now);
  }
  removeOrphans(store, nodes);
  for (const pod of store.list("v1", "Pod")) if (!nodeOf(pod)) schedule(store, pod, nodes, now);
  for (const pod of store.list("v1", "Pod")) refresh(store, pod, now);
  for (const workload of workloads(store)) countReplicas(store, workload);
}

/** The kubelet has started the pod. */
export function startPod(store: ObjectStore, name: string, namespace: string, now: string): void {
  const pod = store.get("v1", "Pod", name, namespace);
  const node = pod && store.get("v1", "Node", nodeOf(pod) ?? "");
  if (!pod || !node || isPodStarted(pod)) return;
  store.put(withStatus(pod, runningStatus(store, pod, node, now)));
}

function putReplicaSet(store: ObjectStore, deployment: KubeObject, spec: WorkloadSpec): KubeObject {
  const { name, namespace = "default" } = deployment.metadata;
  const hash = sha256(JSON.stringify(spec.template)).slice(0, 10);
  const labels = { ...spec.template.metadata.labels, "pod-template-hash": hash };
  const current = store.put({
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: `${name}-${hash}`, namespace, labels, ownerReferences: [ownedBy(deployment)] },
    spec: {
      replicas: spec.replicas,
      selector: { matchLabels: { ...spec.selector.matchLabels, "pod-template-hash": hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
    status: store.get("apps/v1", "ReplicaSet", `${name}-${hash}`, namespace)?.status ?? { replicas: 0 },
  });
  for (const set of store.list("apps/v1", "ReplicaSet", namespace)) {
    if (set !== current && isOwner(deployment, set)) store.remove(set);
  }
  return current;
}

function reconcileReplicas(store: ObjectStore, owner: KubeObject, spec: WorkloadSpec, now: string): void {
  const pods = store.list("v1", "Pod", owner.metadata.namespace).filter((pod) => isOwner(owner, pod));
  for (const extra of pods.slice(spec.replicas)) store.remove(extra);
  const taken = new Set(pods.map(({ metadata }) => metadata.name));
  for (let missing = spec.replicas - pods.length, ordinal = 0; missing > 0; ordinal += 1) {
    const name =
      owner.kind === "StatefulSet" ? `${owner.metadata.name}-${ordinal}` : `${owner.metadata.name}-${suffix()}`;
    if (taken.has(name)) continue;
    putPod(store, owner, spec, name, now);
    missing -= 1;
  }
}

function reconcileDaemons(
  store: ObjectStore,
  owner: KubeObject,
  spec: WorkloadSpec,
  nodes: readonly KubeObject[],
  now: string,
): void {
  const pods = store.list("v1", "Pod", owner.metadata.namespace).filter((pod) => isOwner(owner, pod));
  const served = new Set(pods.map(nodeOf));
  for (const node of nodes) {
    if (served.has(node.metadata.name) || !fits(spec.template.spec, node)) continue;
    const pod = putPod(store, owner, spec, `${owner.metadata.name}-${suffix()}`, now);
    assign(store, pod, node, now);
  }
}

function putPod(store: ObjectStore, owner: KubeObject, spec: WorkloadSpec, name: string, now: string): KubeObject {
  const { namespace = "default", labels } =
    owner.kind === "ReplicaSet" ? owner.metadata : { ...owner.metadata, labels: spec.template.metadata.labels };
  return store.put({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace,
      generateName: `${owner.metadata.name}-`,
      ...(labels ? { labels } : {}),
      ownerReferences: [ownedBy(owner)],
    },
    spec: spec.template.spec,
    status: pendingStatus("waiting to be scheduled", now),
  });
}

/** What belongs to a workload, a set or a node that is gone. A new set of a Deployment has left its predecessor's pods. */
function removeOrphans(store: ObjectStore, nodes: readonly KubeObject[]): void {
  const deployments = new Set(workloads(store).map(({ metadata }) => metadata.uid));
  for (const set of store.list("apps/v1", "ReplicaSet")) if (isAbandoned(set, deployments)) store.remove(set);
  const owners = new Set(
    [...workloads(store), ...store.list("apps/v1", "ReplicaSet")].map(({ metadata }) => metadata.uid),
  );
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  for (const pod of store.list("v1", "Pod")) {
    const node = nodeOf(pod);
    if (isAbandoned(pod, owners) || (node !== undefined && !names.has(node))) store.remove(pod);
  }
}

function isAbandoned({ metadata }: KubeObject, owners: ReadonlySet<string>): boolean {
  return metadata.ownerReferences?.some(({ uid }) => !owners.has(uid)) ?? false;
}

function schedule(store: ObjectStore, pod: KubeObject, nodes: readonly KubeObject[], now: string): void {
  const spec = podSpec.parse(pod.spec);
  const weigh = weights(store, pod);
  const [best] = nodes.filter((node) => isReady(node) && fits(spec, node)).sort((a, b) => weigh(a) - weigh(b));
  if (best) return void assign(store, pod, best, now);
  const tainted = nodes.filter((node) => !fits(spec, node)).length;
  const why = [
    ...(tainted > 0 ? [`${tainted} node(s) had untolerated taints or did not match the node selector`] : []),
    ...(nodes.length > tainted ? [`${nodes.length - tainted} node(s) were not ready`] : []),
  ];
  const message = `0/${nodes.length} nodes are available${why.length > 0 ? `: ${why.join(", ")}` : ""}.`;
  if (podMessage(pod) !== message) store.put(withStatus(pod, pendingStatus(message, now)));
}

/** Siblings weigh more than anything else on a node, so that replicas are spread. */
function weights(store: ObjectStore, pod: KubeObject): (node: KubeObject) => number {
  const owner = pod.metadata.ownerReferences?.[0]?.uid;
  const load = new Map<string, number>();
  for (const other of store.list("v1", "Pod")) {
    const node = nodeOf(other) ?? "";
    const isSibling = other.metadata.ownerReferences?.some(({ uid }) => uid === owner) ?? false;
    load.set(node, (load.get(node) ?? 0) + (isSibling ? 1000 : 1));
  }
  return (node) => load.get(node.metadata.name) ?? 0;
}

function assign(store: ObjectStore, pod: KubeObject, node: KubeObject, now: string): KubeObject {
  const placed = { ...pod, spec: { ...(pod.spec as object), nodeName: node.metadata.name } };
  return store.put(withStatus(placed, creatingStatus(pod, node, now)));
}

function fits({ tolerations, nodeSelector }: Pick<PodSpec, "tolerations" | "nodeSelector">, node: KubeObject): boolean {
  const tolerated = (taint: Taint) =>
    tolerations.some(
      ({ key, operator, value, effect }) =>
        (effect === undefined || effect === taint.effect) &&
        (operator === "Exists" ? key === undefined || key === taint.key : key === taint.key && value === taint.value),
    );
  const hard = nodeTaints(node).filter(({ effect }) => effect !== "PreferNoSchedule");
  return hard.every(tolerated) && selects(nodeSelector, node.metadata.labels);
}

/** A pod on a node that fell silent is not ready; it is again when the node is back. */
function refresh(store: ObjectStore, pod: KubeObject, now: string): void {
  const node = store.get("v1", "Node", nodeOf(pod) ?? "");
  if (node && isPodStarted(pod) && isPodReady(pod) !== isReady(node)) {
    store.put(withStatus(pod, runningStatus(store, pod, node, now)));
  }
}

function countReplicas(store: ObjectStore, workload: KubeObject): void {
  const pods = podsOf(store, workload);
  const ready = pods.filter(isPodReady).length;
  const status =
    workload.kind === "DaemonSet"
      ? {
          currentNumberScheduled: pods.length,
          desiredNumberScheduled: pods.length,
          numberReady: ready,
          numberAvailable: ready,
          updatedNumberScheduled: pods.length,
          numberMisscheduled: 0,
        }
      : { replicas: pods.length, updatedReplicas: pods.length, readyReplicas: ready, availableReplicas: ready };
  store.put(withStatus(workload, status));
  for (const set of store.list("apps/v1", "ReplicaSet", workload.metadata.namespace)) {
    if (isOwner(workload, set))
      store.put(withStatus(set, { replicas: pods.length, readyReplicas: ready, availableReplicas: ready }));
  }
}

/** All ready, or the first reason why not. */
export function workloadState(
  store: ObjectStore,
  workload: KubeObject,
): { readonly ready: boolean; readonly message: string } {
  const pods = podsOf(store, workload);
  const label = `${workload.kind} ${workload.metadata.namespace}/${workload.metadata.name}`;
  const waiting = pods.filter((pod) => !isPodReady(pod));
  const [first] = waiting;
  const message = first
    ? `${pods.length - waiting.length} of ${pods.length} pods ready: ${first.metadata.name} ${podMessage(first)}`
    : `${pods.length} pods ready`;
  return { ready: waiting.length === 0, message: `${label}: ${message}` };
}

const withStatus = (object: KubeObject, status: object): Draft => ({ ...object, status });

function pendingStatus(message: string, now: string): PodStatus {
  return {
    phase: "Pending",
    conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: now }],
  };
}

function creatingStatus(pod: KubeObject, node: KubeObject, now: string) {
  const { containers } = podSpec.parse(pod.spec);
  return {
    phase: "Pending",
    hostIP: internalAddress(node),
    startTime: now,
    conditions: conditions(false, now),
    containerStatuses: containers.map(({ name, image }) => ({
      name,
      image,
      imageID: "",
      ready: false,
      started: false,
      restartCount: 0,
      state: { waiting: { reason: "ContainerCreating" } },
    })),
  };
}

function runningStatus(store: ObjectStore, pod: KubeObject, node: KubeObject, now: string) {
  const { containers } = podSpec.parse(pod.spec);
  const podIP = statusOf(pod).podIP ?? freeAddress(store, node);
  return {
    phase: "Running",
    hostIP: internalAddress(node),
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: (pod.status as { readonly startTime?: string }).startTime ?? now,
    conditions: conditions(isReady(node), now),
    containerStatuses: containers.map(({ name, image }) => ({
      name,
      image,
      imageID: `sha256:${sha256(image)}`,
      containerID: `containerd://${sha256(pod.metadata.uid, name)}`,
      ready: isReady(node),
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
    })),
  };
}

function conditions(ready: boolean, now: string) {
  const entry = (type: string, holds: boolean) => ({ type, status: holds ? "True" : "False", lastTransitionTime: now });
  return [
    entry("PodScheduled", true),
    entry("Initialized", true),
    entry("ContainersReady", ready),
    entry("Ready", ready),
  ];
}

function freeAddress(store: ObjectStore, node: KubeObject): string {
  const network = parseCidr(nodePodCidr(node)) ?? { base: 0, prefix: 24 };
  const used = new Set(store.list("v1", "Pod").map((pod) => statusOf(pod).podIP));
  for (let index = 2; index < 255; index += 1) {
    const address = addressAt(network, index);
    if (!used.has(address)) return address;
  }
  throw new Error(`node ${node.metadata.name} has no pod address left`);
}

/** Kubernetes' own alphabet for generated names. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";
const suffix = () => Array.from(randomBytes(5), (byte) => alphabet[byte % alphabet.length]).join("");
