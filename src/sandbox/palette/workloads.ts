import { isPodReady, isPodStarted, type KubernetesCluster, type KubeObject, nodeOf } from "../kubernetes/index.ts";
import { notFound } from "./api-error.ts";
import type { Clusters } from "./clusters.ts";
import { isObject, listOf, struct, text } from "./decoder.ts";
import { type Call, inProject, ok, type Route, route } from "./router.ts";
import type { World } from "./world.ts";

const spec = struct({ filter: struct({ namespaces: listOf(text) }) });
type Kind = "namespace" | "pod" | "deployment" | "daemonset";

/** What runs in a cluster, as the dashboard lists it. There is no kind for Services. */
export function workloadRoutes(world: World, clusters: Clusters): readonly Route[] {
  const objects = (call: Call, kind: Kind) => {
    const { uid = "" } = call.params;
    if (world.state.clusters[uid]?.projectUid !== inProject(call).metadata.uid)
      throw notFound(`SpectroCluster '${uid}'`);
    const wanted = spec(call.body ?? {}, "").filter?.namespaces ?? [];
    const kubernetes = clusters.kubernetes(uid);
    return kubernetes
      ? list(kubernetes, kind).filter(
          ({ metadata: { namespace = "", name } }) =>
            wanted.length === 0 || wanted.includes(kind === "namespace" ? name : namespace),
        )
      : [];
  };
  const path = (kind: Kind) => `/v1/dashboard/spectroclusters/:uid/workloads/${kind}`;
  const workloads = (kind: Kind, key: string, view: (object: KubeObject) => object) =>
    route("POST", path(kind), "project", "cluster.get", (call) => ok({ [key]: objects(call, kind).map(view) }));

  return [
    workloads("namespace", "namespaces", (object) => ({ metadata: metadata(object), status: { phase: "Active" } })),
    workloads("pod", "pods", podView),
    workloads("deployment", "deployments", (object) => {
      const { replicas = 0, readyReplicas = 0, availableReplicas = 0, updatedReplicas = 0 } = counts(object);
      return {
        metadata: metadata(object),
        status: {
          replicas: { total: replicas, ready: readyReplicas, available: availableReplicas, updated: updatedReplicas },
        },
      };
    }),
    workloads("daemonset", "daemonSets", (object) => {
      const {
        desiredNumberScheduled: desired = 0,
        numberReady = 0,
        numberAvailable = 0,
        updatedNumberScheduled = 0,
      } = counts(object);
      return {
        metadata: metadata(object),
        status: {
          desiredScheduled: desired,
          currentScheduled: desired,
          ready: numberReady,
          available: numberAvailable,
          updatedScheduled: updatedNumberScheduled,
          misScheduled: 0,
        },
      };
    }),
    route("GET", "/v1/spectroclusters/:uid/namespaces", "project", "cluster.get", (call) =>
      ok({
        namespaces: objects({ ...call, body: undefined }, "namespace").map(({ metadata: { name } }) => ({
          namespace: name,
          pvcCount: 0,
        })),
      }),
    ),
  ];
}

function list({ store }: KubernetesCluster, kind: Kind): readonly KubeObject[] {
  switch (kind) {
    case "namespace":
      return store.list("v1", "Namespace");
    case "pod":
      return store.list("v1", "Pod");
    case "deployment":
      return store.list("apps/v1", "Deployment");
    case "daemonset":
      return store.list("apps/v1", "DaemonSet");
  }
}

function metadata({ kind, metadata: { name, uid, namespace, labels, creationTimestamp } }: KubeObject) {
  return {
    entity: { kind, name, uid },
    creationTimestamp,
    labels: labels ?? {},
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function counts({ status }: KubeObject): Readonly<Record<string, number | undefined>> {
  return isObject(status)
    ? Object.fromEntries(
        Object.entries(status).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
      )
    : {};
}

function podView(pod: KubeObject): object {
  const { podIP = "" } = pod.status as { readonly podIP?: string };
  const { containers = [] } = pod.spec as {
    readonly containers?: readonly { readonly name: string; readonly image: string }[];
  };
  const state = isPodStarted(pod) ? "running" : "waiting";
  return {
    metadata: { ...metadata(pod), nodename: nodeOf(pod) ?? "", associatedRefs: [] },
    spec: { containers: containers.map(({ name, image }) => ({ name, image })), volumes: [] },
    status: {
      phase: isPodStarted(pod) ? "Running" : "Pending",
      podIp: podIP,
      qosClass: "BestEffort",
      containers: containers.map(({ name, image }) => ({
        name,
        image,
        ready: isPodReady(pod),
        started: isPodStarted(pod),
        restartCount: 0,
        state: { state },
      })),
    },
  };
}
