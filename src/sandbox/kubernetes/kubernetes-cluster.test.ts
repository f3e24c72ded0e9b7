import { describe, expect, test } from "vitest";
import { manualClock } from "../../../test/kit/manual-clock.ts";
import { sha256 } from "../../core/sha256.ts";
import { ApiStatus } from "./api-status.ts";
import { parseCidr } from "./cidr.ts";
import { KubernetesCluster } from "./kubernetes-cluster.ts";
import type { NodeSpec } from "./nodes.ts";
import { isPodReady, nodeOf } from "./pods.ts";
import { proxyService } from "./service-proxy.ts";
import { readService } from "./services.ts";

function newCluster(saved?: unknown) {
  const clock = manualClock();
  const cluster = new KubernetesCluster({
    clock,
    version: "v1.33.5+k3s1",
    podCidr: parseCidr("192.170.0.0/16") ?? { base: 0, prefix: 16 },
    serviceCidr: parseCidr("192.169.0.0/16") ?? { base: 0, prefix: 16 },
    podStartMs: 500,
    saved,
    changed: () => {},
  });
  return { clock, cluster };
}

const node = (name: string, more: Partial<NodeSpec> = {}): NodeSpec => ({
  name,
  role: "worker",
  schedulable: true,
  address: "10.0.20.31",
  ready: true,
  cpus: 4,
  memoryMiB: 8192,
  arch: "amd64",
  osImage: "ubuntu 22.04",
  labels: {},
  taints: [],
  ...more,
});

const app = ({
  replicas = 2,
  targetPort = "8080",
  containerPorts = "[{ name: web, containerPort: 8080 }]",
  type = "NodePort",
  extra = "",
} = {}) => ({
  name: "hello/hello",
  content: `apiVersion: v1
kind: Service
metadata: { name: hello }
spec: { type: ${type}, selector: { app: hello }, ports: [{ name: http, port: 80, targetPort: ${targetPort} }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: hello }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: hello } }
  template:
    metadata: { labels: { app: hello } }
    spec: { containers: [{ name: hello, image: "hello:1", ports: ${containerPorts} }]${extra} }
`,
});

const podsOf = (cluster: KubernetesCluster, app = "hello") =>
  cluster.store.list("v1", "Pod").filter(({ metadata }) => metadata.labels?.["app"] === app);
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiStatus) return [error.code, error.message];
    throw error;
  }
  return "no refusal";
};

describe("pods", () => {
  test("wait for a node, are spread over the nodes, and run after a while", async () => {
    const { clock, cluster } = newCluster();
    cluster.deploy([app()]);
    expect(podsOf(cluster).map(nodeOf)).toEqual([undefined, undefined]);
    expect(cluster.manifestState("hello/hello")).toMatchObject({
      ready: false,
      message: expect.stringContaining("0/0 nodes are available"),
    });
    cluster.putNode(node("a"));
    cluster.deploy([]);
    cluster.putNode(node("b"));
    cluster.deploy([app()]);
    expect(
      podsOf(cluster)
        .map(nodeOf)
        .sort((x = "", y = "") => x.localeCompare(y)),
    ).toEqual(["a", "b"]);
    expect(podsOf(cluster).some(isPodReady)).toBe(false);
    await clock.advance(600);
    expect(podsOf(cluster).every(isPodReady)).toBe(true);
    expect(cluster.manifestState("hello/hello")).toEqual({ ready: true, message: "deployed" });
    const addresses = podsOf(cluster).map(({ status }) => (status as { readonly podIP: string }).podIP);
    expect(new Set(addresses).size).toBe(2);
  });

  test("keep off control planes that take none, and off nodes that are not ready", () => {
    const { cluster } = newCluster();
    cluster.putNode(node("cp", { role: "control-plane", schedulable: false }));
    cluster.putNode(node("down", { ready: false }));
    cluster.deploy([app({ replicas: 1 })]);
    expect(cluster.manifestState("hello/hello").message).toContain(
      "0/2 nodes are available: 1 node(s) had untolerated taints or did not match the node selector, 1 node(s) were not ready.",
    );
    cluster.putNode(node("down"));
    expect(podsOf(cluster).map(nodeOf)).toEqual(["down"]);
  });

  test("respect taints, tolerations and node selectors", () => {
    const { cluster } = newCluster();
    cluster.putNode(
      node("gpu", { taints: [{ key: "gpu", value: "yes", effect: "NoSchedule" }], labels: { zone: "one" } }),
    );
    cluster.putNode(node("soft", { taints: [{ key: "old", effect: "PreferNoSchedule" }] }));
    cluster.deploy([app({ replicas: 1 })]);
    expect(podsOf(cluster).map(nodeOf)).toEqual(["soft"]);
    cluster.deploy([
      app({
        replicas: 1,
        extra: ", nodeSelector: { zone: one }, tolerations: [{ key: gpu, operator: Equal, value: other }]",
      }),
    ]);
    expect(podsOf(cluster).map(nodeOf)).toEqual([undefined]);
    cluster.deploy([
      app({
        replicas: 1,
        extra: ', nodeSelector: { zone: one }, tolerations: [{ key: gpu, operator: Equal, value: "yes" }]',
      }),
    ]);
    expect(podsOf(cluster).map(nodeOf)).toEqual(["gpu"]);
  });

  test("follow the manifest: more, fewer, changed, none", async () => {
    const { clock, cluster } = newCluster();
    cluster.putNode(node("a"));
    cluster.deploy([app({ replicas: 3 })]);
    await clock.advance(600);
    const before = podsOf(cluster).map(({ metadata }) => metadata.name);
    cluster.deploy([app({ replicas: 1 })]);
    expect(before).toContain(podsOf(cluster)[0]?.metadata.name);
    expect(podsOf(cluster)).toHaveLength(1);
    cluster.deploy([app({ replicas: 1, containerPorts: "[]" })]);
    expect(before).not.toContain(podsOf(cluster)[0]?.metadata.name);
    expect(cluster.store.list("apps/v1", "ReplicaSet", "default")).toHaveLength(1);
    cluster.deploy([]);
    expect([podsOf(cluster), cluster.store.get("v1", "Service", "hello", "default")]).toEqual([[], undefined]);
    expect(cluster.store.get("v1", "Service", "kubernetes", "default")).toBeDefined();
  });

  test("of a node that leaves are replaced; of one that falls silent are not ready", async () => {
    const { clock, cluster } = newCluster();
    cluster.putNode(node("a"));
    cluster.deploy([app({ replicas: 1 })]);
    await clock.advance(600);
    cluster.putNode(node("a", { ready: false }));
    expect(podsOf(cluster).map(isPodReady)).toEqual([false]);
    cluster.putNode(node("a"));
    expect(podsOf(cluster).map(isPodReady)).toEqual([true]);
    cluster.putNode(node("b"));
    cluster.removeNode("a");
    expect(podsOf(cluster).map(nodeOf)).toEqual(["b"]);
  });

  test("of a daemon set are one per node, of a stateful set are numbered", async () => {
    const { clock, cluster } = newCluster();
    const workload = (kind: string, name: string) => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec: { replicas: 2, selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: c, image: c }] } } }
`;
    cluster.putNode(node("a"));
    cluster.deploy([
      { name: "sets", content: `${workload("DaemonSet", "agent")}---\n${workload("StatefulSet", "db")}` },
    ]);
    cluster.putNode(node("b"));
    await clock.advance(600);
    expect(podsOf(cluster, "agent").map(nodeOf)).toEqual(["a", "b"]);
    expect(podsOf(cluster, "db").map(({ metadata }) => metadata.name)).toEqual(["db-0", "db-1"]);
  });
});

describe("services", () => {
  test("get node ports in range and addresses in the service network, and keep them", () => {
    const { cluster } = newCluster();
    cluster.deploy([app()]);
    const read = () => {
      const service = cluster.store.get("v1", "Service", "hello", "default");
      if (!service) throw new Error("no service");
      return readService(service);
    };
    const first = read();
    expect(first.clusterIP).toMatch(/^192\.169\./);
    expect(first.ports[0]?.nodePort).toBeGreaterThanOrEqual(30_000);
    expect(first.ports[0]?.nodePort).toBeLessThanOrEqual(32_767);
    cluster.deploy([app({ targetPort: "web" })]);
    expect([read().clusterIP, read().ports[0]?.nodePort]).toEqual([first.clusterIP, first.ports[0]?.nodePort]);
    cluster.deploy([app({ type: "ClusterIP" })]);
    expect(read().ports[0]).not.toHaveProperty("nodePort");
  });

  test("in a namespace that is not there are an error", () => {
    const { cluster } = newCluster();
    cluster.deploy([
      {
        name: "lost",
        content:
          "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: nowhere }\nspec: { ports: [{ port: 80 }] }\n",
      },
    ]);
    expect(cluster.manifestState("lost")).toEqual({ ready: false, message: 'lost: namespaces "nowhere" not found' });
  });
});

describe("the service proxy", () => {
  const running = async (options: Parameters<typeof app>[0] = {}) => {
    const { clock, cluster } = newCluster();
    cluster.putNode(node("a"));
    cluster.deploy([app(options)]);
    await clock.advance(600);
    return cluster;
  };

  test.each(["hello:80", "hello:http", "hello", "http:hello:80"])(
    "answers at %s with the hash of the manifest",
    async (target) => {
      const cluster = await running();
      expect(proxyService(cluster, "default", target).body).toContain(sha256(app().content));
    },
  );

  test("finds named target ports, and containers that declare none", async () => {
    expect(proxyService(await running({ targetPort: "web" }), "default", "hello:80").contentType).toContain(
      "text/html",
    );
    expect(proxyService(await running({ containerPorts: "[]" }), "default", "hello:80").body).toContain("hello");
  });

  test("is 404 without the service, 503 for another port, a port nobody listens on, and while no pod is ready", async () => {
    const cluster = await running();
    expect(refusal(() => proxyService(cluster, "default", "other:80"))).toEqual([404, 'services "other" not found']);
    expect(refusal(() => proxyService(cluster, "kube-system", "hello:80"))).toEqual([
      404,
      'services "hello" not found',
    ]);
    expect(refusal(() => proxyService(cluster, "default", "hello:81"))).toEqual([
      503,
      'no service port "81" found for service "hello"',
    ]);
    expect(refusal(() => proxyService(cluster, "default", "kubernetes:443"))).toEqual([
      503,
      'no endpoints available for service "kubernetes:443"',
    ]);
    cluster.putNode(node("a", { ready: false }));
    expect(refusal(() => proxyService(cluster, "default", "hello:80"))).toEqual([
      503,
      'no endpoints available for service "hello:80"',
    ]);
    const closed = await running({ targetPort: "9090" });
    expect(refusal(() => proxyService(closed, "default", "hello:80"))).toEqual([
      503,
      expect.stringContaining("connection refused"),
    ]);
  });
});

test("what is saved comes back as it was, and pods that were starting start", async () => {
  const { cluster } = newCluster();
  cluster.putNode(node("a"));
  cluster.deploy([app()]);
  const saved: unknown = JSON.parse(JSON.stringify(cluster.save()));
  cluster.close();
  const { clock, cluster: again } = newCluster(saved);
  expect(again.save()).toEqual(saved);
  await clock.advance(600);
  expect(podsOf(again).every(isPodReady)).toBe(true);
  expect(proxyService(again, "default", "hello").body).toContain(sha256(app().content));
});
