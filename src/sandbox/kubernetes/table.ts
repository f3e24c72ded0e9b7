import { readService } from "./services.ts";
import { podSpec, workloadSpec } from "./manifest.ts";
import { internalAddress, isReady } from "./nodes.ts";
import type { KubeObject } from "./object-store.ts";
import { isPodReady, isPodStarted, nodeOf } from "./pods.ts";

interface Column {
  readonly name: string;
  /** Shown by `-o wide` only. */
  readonly wide?: boolean;
  readonly cell: (object: KubeObject, now: number) => string | number;
}

const column = (name: string, cell: Column["cell"]): Column => ({ name, cell });
const wide = (name: string, cell: Column["cell"]): Column => ({ name, wide: true, cell });

const name = column("Name", ({ metadata }) => metadata.name);
const age = column("Age", ({ metadata }, now) => humanDuration(now - Date.parse(metadata.creationTimestamp)));
const none = "<none>";

/** Columns as the real API server has them, by kind. */
const columnsByKind: Readonly<Record<string, readonly Column[]>> = {
  Node: [
    name,
    column("Status", (node) => (isReady(node) ? "Ready" : "NotReady")),
    column("Roles", ({ metadata }) => roles(metadata.labels ?? {})),
    age,
    column("Version", (node) => nodeInfo(node, "kubeletVersion")),
    wide("Internal-IP", internalAddress),
    wide("External-IP", () => none),
    wide("OS-Image", (node) => nodeInfo(node, "osImage")),
    wide("Kernel-Version", (node) => nodeInfo(node, "kernelVersion")),
    wide("Container-Runtime", (node) => nodeInfo(node, "containerRuntimeVersion")),
  ],
  Namespace: [name, column("Status", () => "Active"), age],
  Service: [
    name,
    column("Type", (service) => readService(service).type),
    column("Cluster-IP", (service) => readService(service).clusterIP ?? none),
    column("External-IP", (service) => (readService(service).type === "LoadBalancer" ? "<pending>" : none)),
    column("Port(s)", ports),
    age,
    wide("Selector", (service) => pairs(readService(service).selector)),
  ],
  Pod: [
    name,
    column("Ready", (pod) => `${isPodReady(pod) ? containers(pod) : 0}/${containers(pod)}`),
    column("Status", (pod) =>
      isPodStarted(pod) ? "Running" : nodeOf(pod) === undefined ? "Pending" : "ContainerCreating",
    ),
    column("Restarts", () => 0),
    age,
    wide("IP", ({ status }) => (status as { readonly podIP?: string }).podIP ?? none),
    wide("Node", (pod) => nodeOf(pod) ?? none),
    wide("Nominated Node", () => none),
    wide("Readiness Gates", () => none),
  ],
  Deployment: [
    name,
    column(
      "Ready",
      (workload) => `${replicas(workload).readyReplicas ?? 0}/${workloadSpec.parse(workload.spec).replicas}`,
    ),
    column("Up-to-date", (workload) => replicas(workload).updatedReplicas ?? 0),
    column("Available", (workload) => replicas(workload).availableReplicas ?? 0),
    age,
    ...templateColumns(),
  ],
  ReplicaSet: [
    name,
    column("Desired", (workload) => workloadSpec.parse(workload.spec).replicas),
    column("Current", (workload) => replicas(workload).replicas ?? 0),
    column("Ready", (workload) => replicas(workload).readyReplicas ?? 0),
    age,
    ...templateColumns(),
  ],
  StatefulSet: [
    name,
    column(
      "Ready",
      (workload) => `${replicas(workload).readyReplicas ?? 0}/${workloadSpec.parse(workload.spec).replicas}`,
    ),
    age,
  ],
  DaemonSet: [
    name,
    column("Desired", (workload) => replicas(workload).desiredNumberScheduled ?? 0),
    column("Current", (workload) => replicas(workload).currentNumberScheduled ?? 0),
    column("Ready", (workload) => replicas(workload).numberReady ?? 0),
    column("Up-to-date", (workload) => replicas(workload).updatedNumberScheduled ?? 0),
    column("Available", (workload) => replicas(workload).numberAvailable ?? 0),
    column("Node Selector", () => none),
    age,
    ...templateColumns(),
  ],
};

/** `meta.k8s.io` Table: what kubectl prints. `includeObject` in each row is the metadata alone, as kubectl asks for. */
export function tableOf(
  kind: string,
  objects: readonly KubeObject[],
  now: number,
  version: string,
  resourceVersion?: string,
): object {
  const columns = columnsByKind[kind] ?? [name, age];
  return {
    kind: "Table",
    apiVersion: `meta.k8s.io/${version}`,
    metadata: resourceVersion === undefined ? {} : { resourceVersion },
    columnDefinitions: columns.map((each) => ({
      name: each.name,
      type: "string",
      format: each.name === "Name" ? "name" : "",
      description: "",
      priority: each.wide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map(({ cell }) => cell(object, now)),
      object: { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata },
    })),
  };
}

function templateColumns(): readonly Column[] {
  const all = (workload: KubeObject) => workloadSpec.parse(workload.spec).template.spec.containers;
  return [
    wide("Containers", (workload) =>
      all(workload)
        .map((each) => each.name)
        .join(),
    ),
    wide("Images", (workload) =>
      all(workload)
        .map(({ image }) => image)
        .join(),
    ),
    wide("Selector", (workload) => pairs(workloadSpec.parse(workload.spec).selector.matchLabels)),
  ];
}

const containers = (pod: KubeObject) => podSpec.parse(pod.spec).containers.length;
const replicas = (workload: KubeObject) =>
  (workload.status ?? {}) as Readonly<Record<ReplicaCount, number | undefined>>;
type ReplicaCount =
  | "replicas"
  | "readyReplicas"
  | "updatedReplicas"
  | "availableReplicas"
  | "desiredNumberScheduled"
  | "currentNumberScheduled"
  | "numberReady"
  | "updatedNumberScheduled"
  | "numberAvailable";

function nodeInfo(node: KubeObject, field: string): string {
  return (node.status as { readonly nodeInfo: Readonly<Record<string, string>> }).nodeInfo[field] ?? "<unknown>";
}

function roles(labels: Readonly<Record<string, string>>): string {
  const prefix = "node-role.kubernetes.io/";
  const found = Object.keys(labels)
    .filter((label) => label.startsWith(prefix))
    .map((label) => label.slice(prefix.length));
  return found.sort().join() || none;
}

function ports(service: KubeObject): string {
  const written = readService(service).ports.map(
    ({ port, nodePort, protocol }) => `${port}${nodePort === undefined ? "" : `:${nodePort}`}/${protocol}`,
  );
  return written.join() || none;
}

const pairs = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join() || none;

/** As kubectl writes ages: `45s`, `3m12s`, `17m`, `5h2m`, `23h`, `4d3h`, `12d`, `2y`. */
export function humanDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const two = (big: number, unit: string, small: number, smallUnit: string) =>
    small === 0 ? `${big}${unit}` : `${big}${unit}${small}${smallUnit}`;
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return two(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return two(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  if (days < 8) return two(days, "d", hours % 24, "h");
  if (days < 730) return `${days}d`;
  return `${Math.floor(days / 365)}y`;
}
