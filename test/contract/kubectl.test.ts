import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { sha256 } from "../../src/core/sha256.ts";
import { Listener } from "../../src/sandbox/listener.ts";
import { createServerIdentity } from "../../src/sandbox/tls.ts";
import { describePeer } from "../kit/peers.ts";
import { makeCluster, manifest, openPalette } from "../kit/sandbox-palette.ts";

/** kubectl, as users have it, against a cluster of the sandbox, over TLS and with the kubeconfig that Palette hands out. */
describePeer("kubectl", "kubectl on a sandbox cluster", (kubectl) => {
  let folder: string;
  let open: Awaited<ReturnType<typeof openPalette>>;
  let listener: Listener;
  let hosts: readonly string[];
  let agents: Awaited<ReturnType<typeof makeCluster>>["agents"];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-kubectl-"));
    const identity = await createServerIdentity(Date.now());
    listener = await Listener.open(identity, undefined);
    open = await openPalette({ baseUrl: () => listener.url, caPem: identity.caPem });
    listener.handle((request, response) => open.palette.handle(request, response));
    const cluster = await makeCluster(open);
    ({ hosts, agents } = cluster);
    await open.clock.advance(4000);
    const { body } = await open.call("GET", `/v1/spectroclusters/${cluster.uid}/assets/kubeconfigclient`, {
      project: open.project,
    });
    await writeFile(join(folder, "config"), String(body), { mode: 0o600 });
    await open.clock.advance(86_000);
  });
  afterAll(async () => {
    await open[Symbol.asyncDispose]();
    await listener.close();
    await rm(folder, { recursive: true });
  });

  const start = (...args: readonly string[]) =>
    execa(kubectl, args, {
      env: { KUBECONFIG: join(folder, "config"), HOME: folder },
      extendEnv: false,
      timeout: 20_000,
      reject: false,
    });
  const run = async (...args: readonly string[]) => {
    const { stdout, stderr, exitCode } = await start(...args);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout;
  };
  /** The cells of a printed table. */
  const table = (text: string) =>
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => line.trim().split(/\s{2,}/));

  test("get nodes,svc,pods -A", async () => {
    const blocks = (await run("get", "nodes,svc,pods", "-A")).split("\n\n").map(table);
    expect(blocks.map(([header]) => header)).toEqual([
      ["NAME", "STATUS", "ROLES", "AGE", "VERSION"],
      ["NAMESPACE", "NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE"],
      ["NAMESPACE", "NAME", "READY", "STATUS", "RESTARTS", "AGE"],
    ]);
    const [nodes = [], services = [], pods = []] = blocks.map(([, ...rows]) => rows);
    expect(nodes.map(([name, status, roles, , version]) => [name, status, roles, version])).toEqual([
      [`node/${hosts[0]}`, "Ready", "control-plane,etcd,master", "v1.33.5+k3s1"],
      [`node/${hosts[1]}`, "Ready", "<none>", "v1.33.5+k3s1"],
      [`node/${hosts[2]}`, "Ready", "<none>", "v1.33.5+k3s1"],
    ]);
    expect(services).toContainEqual([
      "default",
      "service/hello-universe-service",
      "NodePort",
      expect.stringMatching(/^192\.169\./),
      "<none>",
      expect.stringMatching(/^8080:3[0-2]\d{3}\/TCP$/),
      expect.stringMatching(/^\d+s$/),
    ]);
    const hello = pods.filter(([, name]) => name?.startsWith("pod/hello-universe-deployment-"));
    expect(hello.map(([namespace, , ready, status, restarts]) => [namespace, ready, status, restarts])).toEqual([
      ["default", "1/1", "Running", "0"],
      ["default", "1/1", "Running", "0"],
    ]);
    expect(pods.filter(([, name]) => name?.startsWith("pod/calico-node-"))).toHaveLength(3);
  });

  test("get -o wide shows where pods run: on workers, spread out", async () => {
    const [header = [], ...pods] = table(await run("get", "pods", "-o", "wide"));
    expect(header).toEqual([
      "NAME",
      "READY",
      "STATUS",
      "RESTARTS",
      "AGE",
      "IP",
      "NODE",
      "NOMINATED NODE",
      "READINESS GATES",
    ]);
    expect(new Set(pods.map((row) => row[6]))).toEqual(new Set([hosts[1], hosts[2]]));
    expect(pods.map((row) => row[5])).toEqual([
      expect.stringMatching(/^192\.170\./),
      expect.stringMatching(/^192\.170\./),
    ]);
    const [, ...nodes] = table(await run("get", "nodes", "-o", "wide"));
    expect(nodes.map((row) => [row[5], row[7]])).toEqual(
      ["10.0.20.31", "10.0.20.32", "10.0.20.33"].map((address) => [address, "ubuntu 22.04"]),
    );
  });

  test("get -o yaml and -o jsonpath give the objects", async () => {
    const deployment = parse(await run("get", "deployment", "hello-universe-deployment", "-o", "yaml")) as unknown;
    expect(deployment).toMatchObject({ kind: "Deployment", spec: { replicas: 2 }, status: { readyReplicas: 2 } });
    expect(await run("get", "svc", "hello-universe-service", "-o", "jsonpath={.spec.ports[0].targetPort}")).toBe(
      "8080",
    );
  });

  test("labels, fields and short names select", async () => {
    expect(table(await run("get", "po", "-l", "app=hello-universe", "--no-headers"))).toHaveLength(2);
    expect((await start("get", "po", "-l", "app!=hello-universe")).stderr).toContain(
      "No resources found in default namespace.",
    );
    const there = await run("get", "pods", "-A", "--field-selector", `spec.nodeName=${hosts[0]}`, "-o", "name");
    expect(there.split("\n").every((name) => name.startsWith("pod/"))).toBe(true);
    expect(table(await run("get", "deploy,ds,rs,ns", "-A", "--no-headers")).length).toBeGreaterThan(6);
  });

  test("what is not there is NotFound, what is not known has no resource type", async () => {
    expect((await start("get", "pod", "nothing")).stderr).toBe(
      'Error from server (NotFound): pods "nothing" not found',
    );
    expect((await start("get", "gadgets")).stderr).toContain(`the server doesn't have a resource type "gadgets"`);
  });

  test("nothing can be changed", async () => {
    const { stderr, exitCode } = await start("delete", "svc", "hello-universe-service");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("MethodNotAllowed");
  });

  test("version, api-resources and describe work", async () => {
    expect(await run("version")).toContain("v1.33.5+k3s1");
    expect(await run("api-resources")).toMatch(/deployments\s+deploy\s+apps\/v1\s+true\s+Deployment/);
    expect(await run("describe", "node", hosts[0] ?? "")).toContain("10.0.20.31");
  });

  test("the service proxy answers with the hash of the deployed manifest", async () => {
    const page = await run("get", "--raw", "/api/v1/namespaces/default/services/hello-universe-service:8080/proxy/");
    expect(page).toContain(sha256(manifest));
    const { stderr } = await start("get", "--raw", "/api/v1/namespaces/default/services/nothing:8080/proxy/");
    expect(stderr).toContain('services "nothing" not found');
  });

  test("a watch shows what is there and what changes", async () => {
    const watching = start("get", "nodes", "--watch", "--no-headers");
    let seen = "";
    watching.stdout.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
    });
    const until = async (holds: () => boolean) => {
      while (!holds()) await once(watching.stdout, "data");
    };
    await until(() => hosts.every((host) => new RegExp(`${host} +Ready`).test(seen)));
    // Its agent stops, and after a while so does its node.
    agents.stop(hosts[2]);
    await open.clock.advance(11_000);
    await until(() => new RegExp(`${hosts[2]} +NotReady`).test(seen));
    watching.kill("SIGINT");
    await watching;
  });

  test("a wrong token is Unauthorized", async () => {
    const { stderr } = await start("get", "nodes", "--token", "wrong");
    expect(stderr).toMatch(/Unauthorized|logged in/);
  });
});
