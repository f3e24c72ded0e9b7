import type { V1Node, V1Service, V1ServicePort } from "@kubernetes/client-node";
import { isIP } from "node:net";

export type ServiceWay = "load-balancer" | "node-port" | "service-proxy";

export interface DirectWay {
  readonly way: ServiceWay;
  readonly urls: readonly URL[];
  /** Why there is nothing to call. */
  readonly whyNot: string | undefined;
}

/** How the Service can be called without the API server, best first; a way without addresses says why. */
export function directWays(
  server: URL,
  found: {
    readonly service: V1Service;
    readonly port: V1ServicePort;
    readonly nodes: readonly V1Node[];
    readonly nodeAddresses: readonly string[];
    readonly path: string;
  },
): DirectWay[] {
  const { service, port, nodes, nodeAddresses, path } = found;
  const balancers =
    service.status?.loadBalancer?.ingress
      ?.map(({ ip, hostname }) => ip ?? hostname)
      .filter((host) => host !== undefined) ?? [];
  const addresses = nodes.flatMap(({ status }) =>
    (status?.addresses ?? []).filter(({ type }) => type !== "Hostname").map(({ address }) => address),
  );
  const nodeHosts = port.nodePort === undefined ? [] : [...new Set([...addresses, ...nodeAddresses])];
  // When the API server is reached through this machine's loopback (a sandbox, a tunnel), an address that the cluster
  // gives may be a stranger's on this machine's own network.
  const direct = (way: ServiceWay, hosts: readonly string[], number: number, whyNone: string): DirectWay => {
    const callable = hosts.filter((host) => !isLoopback(server.hostname) || isLoopback(host));
    const foreign = `${hosts[0]} may be on another network: the API server is reached through ${server.hostname}`;
    return {
      way,
      urls: callable.map((host) => new URL(`${isHttps(port) ? "https" : "http"}://${inUrl(host)}:${number}${path}`)),
      whyNot: callable.length > 0 ? undefined : hosts.length > 0 ? foreign : whyNone,
    };
  };
  return [
    direct("load-balancer", balancers, port.port, "it has no address of a load balancer"),
    direct("node-port", nodeHosts, port.nodePort ?? 0, "it has no node port"),
  ];
}

const inUrl = (host: string) => (isIP(host) === 6 ? `[${host}]` : host);

export function isHttps({ name, appProtocol }: V1ServicePort): boolean {
  return appProtocol === "https" || name === "https";
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}
