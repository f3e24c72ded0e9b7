import { ApiStatus, noSuchObject, unavailable } from "./api-status.ts";
import type { KubernetesCluster } from "./kubernetes-cluster.ts";
import { podSpec, selects, type ServiceSpec } from "./manifest.ts";
import type { KubeObject } from "./object-store.ts";
import { isPodReady, nodeOf } from "./pods.ts";
import { readService } from "./services.ts";

/** What the application says. */
export interface Answer {
  readonly contentType: string;
  readonly body: string;
}

/**
 * `services/[SCHEME:]NAME[:PORT]/proxy/`: the answer of one of the ready pods behind the service.
 * It names the SHA-256 of the manifest that deployed the pod, so that a caller can tell what really runs.
 *
 * @throws {ApiStatus} 404 without the service, 503 while none of its pods is ready or listens on the port
 */
export function proxyService(cluster: KubernetesCluster, namespace: string, target: string): Answer {
  const parts = target.split(":");
  const [name = "", port = ""] = parts.length === 3 ? parts.slice(1) : parts;
  const service = cluster.store.get("v1", "Service", name, namespace);
  if (!service) throw noSuchObject("services", "", name);
  const spec = readService(service);
  const entry = findPort(spec, port);
  if (!entry) throw unavailable(`no service port "${port}" found for service "${name}"`);
  const pods = cluster.store
    .list("v1", "Pod", namespace)
    .filter(
      (pod) => Object.keys(spec.selector).length > 0 && selects(spec.selector, pod.metadata.labels) && isPodReady(pod),
    );
  const [pod] = pods;
  if (!pod) throw unavailable(`no endpoints available for service "${target}"`);
  demandListener(pod, entry.targetPort ?? entry.port);
  return pageOf(cluster, pod);
}

function findPort({ ports }: ServiceSpec, wanted: string): ServiceSpec["ports"][number] | undefined {
  if (wanted === "") return ports.length === 1 ? ports[0] : undefined;
  return ports.find(({ name, port }) => name === wanted || String(port) === wanted);
}

/** Containers listen on what they declare; without a declaration, on whatever they are asked. */
function demandListener(pod: KubeObject, target: number | string): void {
  const ports = podSpec.parse(pod.spec).containers.flatMap((container) => container.ports);
  const listens =
    ports.length === 0 || ports.some(({ name, containerPort }) => name === target || containerPort === Number(target));
  const { podIP } = pod.status as { readonly podIP?: string };
  if (!listens)
    throw new ApiStatus(
      503,
      "ServiceUnavailable",
      `error trying to reach service: dial tcp ${podIP}:${target}: connect: connection refused`,
    );
}

function pageOf(cluster: KubernetesCluster, pod: KubeObject): Answer {
  const workload = cluster.workloadOf(pod) ?? pod;
  const origin = cluster.origin(workload);
  const facts = [
    ["workload", workload.metadata.name],
    ["pod", pod.metadata.name],
    ["node", nodeOf(pod) ?? ""],
    ["manifest", origin?.manifest ?? ""],
    ["sha256", origin?.sha256 ?? ""],
  ];
  const rows = facts.map(([key, value]) => `<dt>${key}</dt><dd>${value}</dd>`).join("");
  return {
    contentType: "text/html; charset=utf-8",
    body: `<!doctype html><title>${workload.metadata.name}</title><h1>${workload.metadata.name}</h1><dl>${rows}</dl>\n`,
  };
}
