import { describe, expect, test } from "vitest";
import { type Answer, refusal, scriptPalette, signal } from "../../test/kit/scripted-palette.ts";
import type { ClusterSpec } from "./index.ts";

const gone = refusal(404, "ResourceNotFound", "cluster not found");
const spec: ClusterSpec = {
  name: "demo",
  description: "a lab",
  labels: { "edgelab-id": "7" },
  profileUids: ["f1"],
  vip: "10.0.20.100",
  ntpServers: [],
  sshKeys: ["ssh-ed25519 AAAA"],
  pools: [
    {
      name: "control-plane-pool",
      role: "control-plane",
      useControlPlaneAsWorker: true,
      hosts: [{ uid: "edge-1", nic: { nicName: "ens160", ip: "10.0.20.31", subnet: "255.255.255.0" } }],
    },
    { name: "worker-pool", role: "worker", hosts: [{ uid: "edge-2" }, { uid: "edge-3", hostName: "three" }] },
  ],
};
const running = {
  metadata: { uid: "c1", name: "demo", labels: spec.labels },
  spec: {
    cloudConfigRef: { kind: "edge-native", name: "x", uid: "cc1" },
    clusterProfileTemplates: [{ uid: "f1", name: "p" }],
  },
  status: {
    state: "Running",
    conditions: [{ type: "BootstrappingDone", status: "False", reason: "Waiting", message: "for the first node" }],
    packs: [{ name: "edge-k3s", profileUid: "f1", condition: null }],
    services: null,
  },
};
const cluster = "GET /v1/spectroclusters/c1";
const overview = "GET /v1/dashboard/spectroclusters/c1/overview";

describe("clusters", () => {
  test("are created in the shape of the description, with sizes that fit the hosts", async () => {
    await using server = await scriptPalette({
      "POST /v1/spectroclusters/edge-native": [{ status: 201, json: { uid: "c1" } }],
    });
    const { clusters } = await server.connect();
    expect(await clusters.create(spec, { signal })).toBe("c1");
    expect(server.seen[0]?.body).toMatchObject({
      metadata: { name: "demo", labels: { "edgelab-id": "7" }, annotations: { description: "a lab" } },
      spec: {
        profiles: [{ uid: "f1" }],
        cloudConfig: {
          controlPlaneEndpoint: { host: "10.0.20.100", type: "VIP" },
          staticIp: true,
          isTwoNodeCluster: false,
        },
        machinepoolconfig: [
          {
            poolConfig: { size: 1, labels: ["control-plane"], isControlPlane: true, useControlPlaneAsWorker: true },
            cloudConfig: { edgeHosts: [{ hostUid: "edge-1", nic: { nicName: "ens160", ip: "10.0.20.31" } }] },
          },
          {
            poolConfig: { size: 2, labels: ["worker"], isControlPlane: false },
            cloudConfig: {
              edgeHosts: [
                { hostUid: "edge-2", nic: {} },
                { hostUid: "edge-3", hostName: "three" },
              ],
            },
          },
        ],
      },
    });
  });

  test("whose answer was lost are looked for by name and label", async () => {
    await using server = await scriptPalette({
      "POST /v1/spectroclusters/edge-native": ["cut"],
      "POST /v1/dashboard/spectroclusters/search": [
        {
          json: {
            items: [{ metadata: { ...running.metadata, uid: "old" }, status: { state: "Deleted" } }, running].map(
              ({ metadata, status }) => ({ metadata, status: { state: status.state } }),
            ),
          },
        },
      ],
    });
    const { clusters } = await server.connect();
    expect(await clusters.create(spec, { signal })).toBe("c1");
    expect(server.seen.filter(({ path }) => path === "/v1/spectroclusters/edge-native")).toHaveLength(1);
  });

  test("are checked by an answer that is a success even when it objects", async () => {
    await using server = await scriptPalette({
      "POST /v1/spectroclusters/edge-native/validate": [
        {
          json: {
            machinePools: {
              results: [
                { name: "control-plane-pool", errors: [{ code: "HostNotReady", message: "edge-1 is not ready" }] },
                { name: "ok", errors: null },
              ],
            },
            profiles: [
              {
                uid: "f1",
                packs: {
                  results: [{ name: "edge-k3s", displayName: "K3s", errors: [{ code: "Bad", message: "values" }] }],
                },
              },
            ],
          },
        },
        { json: { machinePools: null, profiles: [] } },
      ],
    });
    const { clusters } = await server.connect();
    expect(await clusters.validate(spec, { signal })).toEqual([
      { subject: "control-plane-pool", code: "HostNotReady", message: "edge-1 is not ready" },
      { subject: "K3s", code: "Bad", message: "values" },
    ]);
    expect(await clusters.validate(spec, { signal })).toEqual([]);
  });

  test("have their health from the dashboard, which may lag behind or know nothing", async () => {
    await using server = await scriptPalette({
      [cluster]: [{ json: running }],
      [overview]: [
        gone,
        { json: { status: { health: null } } },
        { json: { status: { health: { state: "UnHealthy" } } } },
        { json: { status: { health: { state: "Healthy" }, kubeMeta: { hasKubeConfigClient: true } } } },
      ],
    });
    const { clusters } = await server.connect();
    const views = [];
    for (let turn = 0; turn < 4; turn += 1) views.push(await clusters.tryView("c1", { signal }));
    expect(views.map((view) => [view?.state, view?.health, view?.isHealthy, view?.hasKubeconfig])).toEqual([
      ["Running", undefined, false, false],
      ["Running", undefined, false, false],
      ["Running", "UnHealthy", false, false],
      ["Running", "Healthy", true, true],
    ]);
    expect(views[0]).toMatchObject({
      cloudConfigUid: "cc1",
      profileUids: ["f1"],
      conditions: [{ type: "BootstrappingDone", status: "False", reason: "Waiting", message: "for the first node" }],
      services: [],
    });
  });

  test.each([
    ["unknown", gone],
    ["Deleted", { json: { ...running, status: { state: "Deleted" } } } as Answer],
  ])("that are %s are gone", async (_, answer) => {
    await using server = await scriptPalette({ [cluster]: [answer], [overview]: [gone] });
    const { clusters } = await server.connect();
    expect(await clusters.tryGet("c1", { signal })).toBeUndefined();
    expect(await clusters.tryView("c1", { signal })).toBeUndefined();
  });

  test("are deleted gently, then by force, and need not be there", async () => {
    await using server = await scriptPalette({
      "DELETE /v1/spectroclusters/c1": [{ status: 204 }, { status: 204 }, gone],
    });
    const { clusters } = await server.connect();
    await clusters.delete("c1", { signal });
    await clusters.delete("c1", { signal, force: true });
    await clusters.delete("c1", { signal });
    expect(server.seen.map(({ query }) => query.get("forceDelete"))).toEqual([null, "true", null]);
  });

  test("hand out a kubeconfig as YAML, as base64, from the older place, or not yet", async () => {
    const yaml = "apiVersion: v1\nkind: Config\nclusters: []\n";
    const client = "GET /v1/spectroclusters/c1/assets/kubeconfigclient";
    const older = "GET /v1/spectroclusters/c1/assets/kubeconfig";
    const base64 = Buffer.from(yaml)
      .toString("base64")
      .replace(/(.{20})/g, "$1\n");
    await using server = await scriptPalette({
      [client]: [{ text: yaml }, { text: base64 }, gone, gone],
      [older]: [{ text: yaml }, gone],
    });
    const { clusters } = await server.connect();
    const texts = [];
    for (let turn = 0; turn < 4; turn += 1) texts.push((await clusters.kubeconfig("c1", { signal }))?.reveal());
    expect(texts).toEqual([yaml, yaml, yaml, undefined]);
    expect(server.seen.find(({ path }) => path.endsWith("/kubeconfig"))?.query.get("frp")).toBe("false");
  });

  test("tell their pools, machines and hosts", async () => {
    await using server = await scriptPalette({
      "GET /v1/cloudconfigs/edge-native/cc1": [
        {
          json: {
            spec: {
              clusterConfig: { controlPlaneEndpoint: { host: "10.0.20.100" } },
              machinePoolConfig: [{ name: "workers", hosts: [{ hostUid: "edge-2" }] }],
            },
          },
        },
      ],
      "GET /v1/cloudconfigs/edge-native/cc1/machinePools/workers/machines": [
        {
          json: {
            items: [
              {
                metadata: { uid: "m1", name: "n1" },
                spec: { edgeHostUid: "edge-2" },
                status: {
                  instanceState: "Running",
                  ready: true,
                  addresses: [{ type: "InternalIP", address: "10.0.20.32" }],
                  health: null,
                },
              },
            ],
          },
        },
      ],
      "GET /v1/spectroclusters/c1/edge-native/edgeHosts": [
        { json: { items: [{ metadata: { uid: "edge-2", name: "edge-2" } }] } },
      ],
    });
    const { clusters } = await server.connect();
    expect(await clusters.pools("cc1", { signal })).toEqual({
      vip: "10.0.20.100",
      pools: [{ name: "workers", isControlPlane: false, hostUids: ["edge-2"] }],
    });
    expect(await clusters.machines("cc1", "workers", { signal })).toMatchObject([
      { edgeHostUid: "edge-2", isReady: true, addresses: ["10.0.20.32"] },
    ]);
    expect(await clusters.edgeHosts("c1", { signal })).toMatchObject([{ uid: "edge-2" }]);
  });

  test("whose hosts are gone can be told to be cleaned up", async () => {
    await using server = await scriptPalette({ "PATCH /v1/spectroclusters/c1/status/conditions": [{ status: 204 }] });
    const { clusters } = await server.connect();
    await clusters.reportCleanedUp("c1", { signal });
    expect(server.seen[0]?.body).toMatchObject([{ type: "CloudInfrastructureCleanedUp", status: "True" }]);
  });
});
