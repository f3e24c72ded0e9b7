import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startHttps } from "../../test/kit/https-server.ts";
import { instantClock } from "../../test/kit/instant-clock.ts";
import { sha256 } from "../core/sha256.ts";
import { checkService, podProblems, writeKubeconfig } from "./index.ts";

const signal = AbortSignal.timeout(60_000);
const token = "bearer-of-the-test";
const status = (code: number, message: string): NonNullable<Reply> => ({
  status: code,
  json: { kind: "Status", apiVersion: "v1", status: "Failure", message, code },
});

type Reply = { readonly status?: number; readonly json?: unknown; readonly text?: string } | undefined;

/** An API server on loopback that answers by path, `undefined` being a 404, and only to the kubeconfig's own token. */
async function apiServer(answer: (path: string) => Reply) {
  const asked: string[] = [];
  const server = await startHttps((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const isKnown = request.headers.authorization === `Bearer ${token}`;
    const reply = isKnown ? (answer(path) ?? status(404, `${path} not found`)) : status(401, "Unauthorized");
    response.writeHead(reply.status ?? 200, {
      "Content-Type": reply.text === undefined ? "application/json" : "text/plain",
    });
    response.end(reply.text ?? JSON.stringify(reply.json));
  });
  const kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "lab",
    clusters: [
      {
        name: "lab",
        cluster: { server: server.url, "certificate-authority-data": Buffer.from(server.ca).toString("base64") },
      },
    ],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "lab", context: { cluster: "lab", user: "admin" } }],
  });
  return { asked, kubeconfig, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** A plain HTTP application on loopback. */
async function application(code: number, body: string) {
  const server = createServer((_, response) => response.writeHead(code).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

const base = "/api/v1/namespaces/default";
const proxyPath = `${base}/services/hello%3A8080/proxy/`;
const service = (port: object = {}, state: object = {}) => ({
  json: {
    kind: "Service",
    metadata: { name: "hello" },
    spec: { type: "NodePort", ports: [{ port: 8080, ...port }] },
    status: state,
  },
});
const nodes = (...addresses: readonly string[]) => ({
  json: {
    kind: "NodeList",
    items: addresses.map((address) => ({
      metadata: { name: address },
      status: {
        addresses: [
          { type: "InternalIP", address },
          { type: "Hostname", address: "n" },
        ],
      },
    })),
  },
});
const pods = (...items: readonly object[]) => ({ json: { kind: "PodList", items } });
const options = { namespace: "default", service: "hello", port: 8080, path: "/", expectStatus: 200, timeoutMs: 20_000 };

describe("checkService", () => {
  test("takes the load balancer's address first", async () => {
    await using app = await application(200, "hello from the balancer");
    await using api = await apiServer((path) =>
      path === `${base}/services/hello`
        ? service({ port: app.port, nodePort: 1 }, { loadBalancer: { ingress: [{ ip: "127.0.0.1" }] } })
        : path === "/api/v1/nodes"
          ? nodes()
          : undefined,
    );
    const result = await checkService(api.kubeconfig, { ...options, port: app.port }, { signal });
    expect(result).toEqual({
      way: "load-balancer",
      url: `http://127.0.0.1:${app.port}/`,
      status: 200,
      body: "hello from the balancer",
      sha256: sha256("hello from the balancer"),
      notTaken: [],
    });
  });

  test("then a node's port, of any node that answers", async () => {
    await using app = await application(200, "hello from a node");
    await using api = await apiServer((path) =>
      path === `${base}/services/hello`
        ? service({ nodePort: app.port })
        : path === "/api/v1/nodes"
          ? nodes("127.0.0.2", "127.0.0.1")
          : undefined,
    );
    const result = await checkService(api.kubeconfig, { ...options, path: "/start?x=1" }, { signal });
    expect(result).toMatchObject({ way: "node-port", url: `http://127.0.0.1:${app.port}/start?x=1` });
    expect(result.notTaken).toEqual([{ way: "load-balancer", why: "it has no address of a load balancer" }]);
  });

  test("uses addresses of nodes that the caller knows, and says why a way was not taken", async () => {
    await using app = await application(503, "not this one");
    await using api = await apiServer((path) =>
      path === `${base}/services/hello`
        ? service({ nodePort: app.port })
        : path === "/api/v1/nodes"
          ? nodes()
          : path === proxyPath
            ? { text: "through the proxy" }
            : undefined,
    );
    const result = await checkService(api.kubeconfig, { ...options, nodeAddresses: ["127.0.0.1"] }, { signal });
    expect(result).toMatchObject({ way: "service-proxy", status: 200, body: "through the proxy" });
    expect(result.notTaken[1]).toEqual({ way: "node-port", why: `127.0.0.1:${app.port}: answers 503 instead of 200` });
  });

  test("never calls an address that may be a stranger's: the API server is behind loopback", async () => {
    await using api = await apiServer((path) =>
      path === `${base}/services/hello`
        ? service({ nodePort: 30_080 })
        : path === "/api/v1/nodes"
          ? nodes("10.0.20.31")
          : path === proxyPath
            ? { text: "ok" }
            : undefined,
    );
    const result = await checkService(api.kubeconfig, options, { signal });
    expect(result.way).toBe("service-proxy");
    expect(result.notTaken[1]?.why).toBe(
      "10.0.20.31 may be on another network: the API server is reached through 127.0.0.1",
    );
  });

  test("goes on until the application answers as expected", async () => {
    let calls = 0;
    await using api = await apiServer((path) => {
      calls += 1;
      if (calls === 1) return status(503, "etcd is starting");
      if (path === `${base}/services`)
        return { json: { kind: "ServiceList", items: [{ metadata: { name: "kubernetes" } }] } };
      if (path === `${base}/services/hello`) return calls < 4 ? undefined : service();
      if (path === proxyPath)
        return calls < 8 ? status(503, 'no endpoints available for service "hello"') : { text: "ok" };
      return undefined;
    });
    const seen: string[] = [];
    const clock = instantClock();
    const result = await checkService(
      api.kubeconfig,
      { ...options, clock, waiting: (lastSeen) => seen.push(lastSeen) },
      { signal },
    );
    expect(result.status).toBe(200);
    expect(seen).toEqual([
      "The API server answers 503: etcd is starting.",
      'There is no service "hello" in namespace "default"; there are kubernetes.',
      'Load balancer: it has no address of a load balancer. Node port: it has no node port. The API server\'s service proxy says: no endpoints available for service "hello".',
      expect.stringContaining("no endpoints available") as string,
    ]);
    expect(clock.slept).toEqual([500, 1_000, 2_000, 4_000]);
  });

  test("tells the API server's own refusal from an application that answers the expected error", async () => {
    await using api = await apiServer((path) =>
      path === `${base}/services/hello`
        ? service()
        : path === proxyPath
          ? { status: 404, text: "no such page" }
          : undefined,
    );
    await expect(checkService(api.kubeconfig, { ...options, expectStatus: 404 }, { signal })).resolves.toMatchObject({
      status: 404,
      body: "no such page",
    });
    await using refusing = await apiServer((path) =>
      path === `${base}/services/hello` ? service() : path === `${base}/pods` ? pods() : undefined,
    );
    await expect(
      checkService(refusing.kubeconfig, { ...options, expectStatus: 404, timeoutMs: 300 }, { signal }),
    ).rejects.toMatchObject({ code: "CHECK_FAILED" });
  });

  test("that fails says what it saw last and which pods are not ready, and nothing secret", async () => {
    await using api = await apiServer((path) =>
      path === `${base}/services/hello`
        ? service({ port: 9090 })
        : path === `${base}/pods`
          ? pods({
              metadata: { name: "hello-1", namespace: "default" },
              status: {
                phase: "Pending",
                containerStatuses: [
                  {
                    name: "hello",
                    ready: false,
                    restartCount: 0,
                    state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } },
                  },
                ],
              },
            })
          : undefined,
    );
    const error = (await checkService(api.kubeconfig, { ...options, timeoutMs: 500 }, { signal }).catch(
      (reason: unknown) => reason,
    )) as Error;
    expect(error).toMatchObject({ code: "CHECK_FAILED" });
    expect(error.message).toBe(
      "Service default/hello did not answer with 200 within 0.5 s. The service has no port 8080; it has 9090. Pods that are not ready: hello-1 (container hello waits: ImagePullBackOff: no such image).",
    );
    expect(error.message).not.toContain(token);
  });

  test("refuses a kubeconfig that is none, without quoting it", async () => {
    for (const text of [
      "{ users: [secret-thing",
      "",
      "clusters: []\nusers: [{name: a, user: {token: secret-thing}}]\n",
    ]) {
      const error = (await checkService(text, options, { signal }).catch((reason: unknown) => reason)) as Error;
      expect(error).toMatchObject({ code: "CHECK_FAILED" });
      expect(`${error.stack} ${String(error.cause)}`).not.toContain("secret-thing");
    }
  });

  test("stops at once when aborted", async () => {
    await using api = await apiServer(() => undefined);
    const abort = new AbortController();
    const waiting = () => abort.abort(new Error("enough"));
    await expect(checkService(api.kubeconfig, { ...options, waiting }, { signal: abort.signal })).rejects.toThrow(
      "enough",
    );
  });
});

test("podProblems: whoever is neither ready nor done, and why", async () => {
  const pod = (name: string, state: object) => ({
    metadata: { name, namespace: "kube-system" },
    spec: { nodeName: "n1", containers: [] },
    status: state,
  });
  const container = (state: object, more: object = {}) => ({
    name: "main",
    ready: false,
    restartCount: 0,
    state,
    ...more,
  });
  await using api = await apiServer((path) =>
    path === "/api/v1/pods"
      ? pods(
          pod("ready", { phase: "Running", conditions: [{ type: "Ready", status: "True" }] }),
          pod("done", { phase: "Succeeded", conditions: [{ type: "Ready", status: "False" }] }),
          pod("crashes", {
            phase: "Running",
            containerStatuses: [container({ terminated: { exitCode: 1, reason: "Error" } }, { restartCount: 3 })],
          }),
          pod("starts", {
            phase: "Running",
            initContainerStatuses: [container({ terminated: { exitCode: 0 } })],
            containerStatuses: [container({ running: {} })],
          }),
          pod("homeless", {
            phase: "Pending",
            conditions: [{ type: "PodScheduled", status: "False", message: "0/1 nodes are available" }],
          }),
        )
      : undefined,
  );
  expect(await podProblems(api.kubeconfig, {}, { signal })).toEqual([
    {
      namespace: "kube-system",
      pod: "crashes",
      node: "n1",
      why: "container main ended with 1: Error, after 3 restarts",
    },
    { namespace: "kube-system", pod: "starts", node: "n1", why: "container main runs and is not ready" },
    { namespace: "kube-system", pod: "homeless", node: "n1", why: "0/1 nodes are available" },
  ]);
});

describe("writeKubeconfig", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-kubeconfig-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test("is readable by its owner alone, also over a file that was not", async () => {
    const path = join(folder, "lab", "kubeconfig");
    await writeKubeconfig(path, "one");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o644);
    await writeKubeconfig(path, "two");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, "utf8")).toBe("two");
  });

  test("leaves nothing behind when it cannot", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(writeKubeconfig(join(folder, "file", "kubeconfig"), "x")).rejects.toThrow();
    await expect(writeKubeconfig(folder, "x")).rejects.toThrow();
    expect(await readdir(folder)).toEqual(["file"]);
    const beside = await readdir(join(folder, ".."));
    expect(beside.filter((name) => name.startsWith(`${folder.split("/").at(-1)}.`))).toEqual([]);
  });
});
