import { sha256 } from "../../core/sha256.ts";
import { addressAt, type Cidr, sizeOf } from "./cidr.ts";
import { type ServiceSpec, serviceSpec } from "./manifest.ts";
import type { Draft, KubeObject, ObjectStore } from "./object-store.ts";

const nodePorts = { first: 30_000, count: 2768 } as const;

/** The spec of a stored Service. */
export const readService = (service: KubeObject): ServiceSpec => serviceSpec.parse(service.spec);

/** Fills in what the API server allocates: cluster address and node ports, the same as before where there was one. */
export function allocate(store: ObjectStore, draft: Draft, serviceCidr: Cidr): Draft {
  const spec = serviceSpec.parse(draft["spec"]);
  if (spec.type === "ExternalName") return draft;
  const { name, namespace } = draft.metadata;
  const before = store.get("v1", "Service", name, namespace);
  const earlier = before && readService(before);
  const others = store
    .list("v1", "Service")
    .filter((other) => other !== before)
    .map(readService);

  const usedAddresses = new Set(others.map(({ clusterIP }) => clusterIP));
  const clusterIP =
    spec.clusterIP ?? earlier?.clusterIP ?? freeAddress(`${namespace}/${name}`, serviceCidr, usedAddresses);
  const usedPorts = new Set(others.flatMap(({ ports }) => ports.map(({ nodePort }) => nodePort)));
  const ports = spec.ports.map((entry) => {
    const ready = { ...entry, targetPort: entry.targetPort ?? entry.port };
    if (spec.type === "ClusterIP") return ready;
    const same = earlier?.ports.find(({ port, protocol }) => port === entry.port && protocol === entry.protocol);
    const nodePort = entry.nodePort ?? same?.nodePort ?? freePort(`${namespace}/${name}:${entry.port}`, usedPorts);
    usedPorts.add(nodePort);
    return { ...ready, nodePort };
  });
  return { ...draft, spec: { ...spec, ports, clusterIP, sessionAffinity: "None" }, status: { loadBalancer: {} } };
}

/** The kubelet's choice would be random; this one is too, but the same on every machine. */
function freePort(seed: string, used: ReadonlySet<number | undefined>): number {
  for (let step = 0; step < nodePorts.count; step += 1) {
    const port = nodePorts.first + ((number(seed) + step) % nodePorts.count);
    if (!used.has(port)) return port;
  }
  throw new Error("the cluster has no node port left");
}

/** The first addresses are kept for the API server and the cluster's DNS. */
function freeAddress(seed: string, network: Cidr, used: ReadonlySet<string | undefined>): string {
  const kept = 16;
  const span = sizeOf(network) - kept - 1;
  for (let step = 0; step < span; step += 1) {
    const address = addressAt(network, kept + ((number(seed) + step) % span));
    if (!used.has(address)) return address;
  }
  throw new Error("the cluster has no service address left");
}

const number = (seed: string) => Number.parseInt(sha256(seed).slice(0, 8), 16);
