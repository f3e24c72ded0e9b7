import { describe, expect, test } from "vitest";
import {
  clusterOf,
  makeProfile,
  makeToken,
  openPalette,
  playAgents,
  registerHosts,
  tutorialProfile,
  uidOf,
  findPack,
  publicRepo,
  type OpenPalette,
} from "../../../test/kit/sandbox-palette.ts";

type Cluster = ReturnType<typeof clusterOf>;
type Pool = Cluster["spec"]["machinepoolconfig"][number];

async function prepare(open: OpenPalette, hostCount = 3) {
  const { token } = await makeToken(open);
  const hosts = await registerHosts(open, hostCount, token);
  const profile = await makeProfile(open);
  return { hosts, profile, cluster: clusterOf(profile, hosts) };
}
const create = ({ call, project }: OpenPalette, body: unknown, unchecked = false) =>
  call("POST", "/v1/spectroclusters/edge-native", { body, project, unchecked });
const validate = async ({ call, project }: OpenPalette, body: unknown) =>
  (await call("POST", "/v1/spectroclusters/edge-native/validate", { body, project })) as {
    readonly status: number;
    readonly body: {
      readonly machinePools: {
        readonly results: readonly {
          readonly name: string;
          readonly errors: readonly { readonly message: string }[];
        }[];
      };
      readonly profiles: readonly {
        readonly uid: string;
        readonly packs: { readonly results: readonly { readonly errors: readonly { readonly message: string }[] }[] };
      }[];
    };
  };

const pool = (cluster: Cluster, index: number): Pool => {
  const found = cluster.spec.machinepoolconfig[index];
  if (!found) throw new Error(`no pool ${index}`);
  return found;
};
const hostsOf = (cluster: Cluster, index: number) => pool(cluster, index).cloudConfig.edgeHosts;

describe("a good cluster", () => {
  test("is found by name, Provisioning, with its hosts in use", async () => {
    await using open = await openPalette();
    const { cluster, hosts } = await prepare(open);
    expect(await validate(open, cluster)).toMatchObject({
      status: 200,
      body: { machinePools: { results: [] }, profiles: [{ packs: { results: [] } }] },
    });
    const uid = uidOf(await create(open, cluster));
    const filters = [
      {
        property: "clusterName",
        type: "string",
        condition: {
          string: { operator: "eq", negation: false, match: { conjunction: "or", values: ["docs-cluster"] } },
        },
      },
    ];
    const body = { filter: { conjunction: "and", filterGroups: [{ conjunction: "and", filters }] }, sort: [] };
    const found = await open.call("POST", "/v1/dashboard/spectroclusters/search", { body, project: open.project });
    expect(found.body).toMatchObject({
      items: [
        {
          metadata: { uid, name: "docs-cluster", labels: { app: "hello-universe" } },
          status: { state: "Provisioning" },
        },
      ],
    });
    const { body: host } = await open.call("GET", `/v1/edgehosts/${hosts[0]}`, { project: open.project });
    expect(host).toMatchObject({ status: { state: "in-use", inUseClusters: [{ name: "docs-cluster", uid }] } });
    const meta = await open.call("GET", "/v1/dashboard/spectroclusters/meta", { project: open.project });
    expect(meta.body).toMatchObject([{ metadata: { uid }, status: { state: "Provisioning" } }]);
    expect(
      (await open.call("GET", "/v1/dashboard/spectroclusters/metadata", { project: open.project })).body,
    ).toMatchObject({ items: [{ uid }] });
  });

  test("may spell machinePoolConfig its own way, and say cloudType", async () => {
    await using open = await openPalette();
    const { cluster } = await prepare(open);
    const { machinepoolconfig, ...spec } = cluster.spec;
    expect(
      (
        await create(
          open,
          { ...cluster, spec: { ...spec, machinePoolConfig: machinepoolconfig, cloudType: "edge-native" } },
          true,
        )
      ).status,
    ).toBe(201);
  });

  test.each(["VIP", "IP"])("may call its address %s", async (type) => {
    await using open = await openPalette();
    const { cluster } = await prepare(open);
    cluster.spec.cloudConfig.controlPlaneEndpoint.type = type;
    expect((await create(open, cluster)).status).toBe(201);
  });

  test("with an overlay has the first address of its network, unless it says another inside", async () => {
    await using open = await openPalette();
    const { cluster } = await prepare(open);
    cluster.spec.cloudConfig.controlPlaneEndpoint.host = "";
    cluster.spec.cloudConfig.overlayNetworkConfiguration = { enable: true, cidr: "100.64.192.0/24" };
    const uid = uidOf(await create(open, cluster));
    const { body } = await open.call("GET", `/v1/spectroclusters/${uid}`, { project: open.project });
    const { spec } = body as { readonly spec: { readonly cloudConfigRef: { readonly uid: string } } };
    const config = await open.call("GET", `/v1/cloudconfigs/edge-native/${spec.cloudConfigRef.uid}`, {
      project: open.project,
    });
    expect(config.body).toMatchObject({ spec: { clusterConfig: { controlPlaneEndpoint: { host: "100.64.192.1" } } } });
  });

  test("of two nodes has a primary and a secondary", async () => {
    await using open = await openPalette();
    const { hosts, profile } = await prepare(open, 2);
    const cluster = clusterOf(profile, hosts.slice(0, 1));
    cluster.spec.cloudConfig.isTwoNodeCluster = true;
    pool(cluster, 0).poolConfig.size = 2;
    pool(cluster, 0).cloudConfig.edgeHosts = [
      { hostUid: hosts[0], nic: {}, twoNodeCandidatePriority: "primary" },
      { hostUid: hosts[1], nic: {}, twoNodeCandidatePriority: "secondary" },
    ];
    expect((await create(open, cluster)).status).toBe(201);
  });

  test("may have its location told and changed", async () => {
    await using open = await openPalette();
    const { cluster } = await prepare(open);
    const location = { countryCode: "GB", countryName: "United Kingdom", geoLoc: { latitude: 51.5, longitude: -0.1 } };
    const uid = uidOf(
      await create(open, {
        ...cluster,
        spec: { ...cluster.spec, clusterConfig: { ...cluster.spec.clusterConfig, location } },
      }),
    );
    const read = async () => (await open.call("GET", `/v1/spectroclusters/${uid}`, { project: open.project })).body;
    expect(await read()).toMatchObject({ status: { location } });
    await open.call("PUT", `/v1/spectroclusters/${uid}/location`, {
      body: { location: { countryCode: "FR" } },
      project: open.project,
    });
    await open.call("PATCH", `/v1/spectroclusters/${uid}/metadata`, {
      body: { metadata: { labels: { a: "b" } } },
      project: open.project,
    });
    expect(await read()).toMatchObject({
      metadata: { labels: { a: "b" } },
      status: { location: { countryCode: "FR" } },
    });
  });
});

describe("a cluster that breaks a rule is refused, and the check says so with status 200", () => {
  const rules: readonly (readonly [what: string, change: (cluster: Cluster) => void, message: string])[] = [
    [
      "no VIP",
      (cluster) => {
        cluster.spec.cloudConfig.controlPlaneEndpoint.host = "";
      },
      "Parameter 'Host endpoint' should not be empty",
    ],
    [
      "a VIP that is no address",
      (cluster) => {
        cluster.spec.cloudConfig.controlPlaneEndpoint.host = "vip.example.com";
      },
      "should be an IPv4 address",
    ],
    [
      "a VIP outside the overlay",
      (cluster) => {
        cluster.spec.cloudConfig.overlayNetworkConfiguration = { enable: true, cidr: "100.64.192.0/24" };
      },
      "not within the overlay",
    ],
    [
      "an overlay without a network",
      (cluster) => {
        cluster.spec.cloudConfig.overlayNetworkConfiguration = { enable: true, cidr: "" };
      },
      "overlay CIDR",
    ],
    [
      "a size that is not the number of hosts",
      (cluster) => {
        pool(cluster, 1).poolConfig.size = 3;
      },
      "has the size 3 and 2 edge hosts",
    ],
    [
      "an empty pool",
      (cluster) => {
        Object.assign(pool(cluster, 1), { cloudConfig: { edgeHosts: [] } });
        pool(cluster, 1).poolConfig.size = 0;
      },
      "has no edge hosts",
    ],
    [
      "two pools of one name",
      (cluster) => {
        pool(cluster, 1).poolConfig.name = "control-plane-pool";
      },
      "is there twice",
    ],
    [
      "no control plane",
      (cluster) => {
        pool(cluster, 0).poolConfig.isControlPlane = false;
      },
      "exactly one control plane pool, found 0",
    ],
    [
      "a host in two pools",
      (cluster) => {
        hostsOf(cluster, 1)[0]!["hostUid"] = hostsOf(cluster, 0)[0]!["hostUid"];
      },
      "in more than one place",
    ],
    [
      "a host that does not exist",
      (cluster) => {
        hostsOf(cluster, 0)[0]!["hostUid"] = "edge-none";
      },
      "Edge host 'edge-none' not found",
    ],
    [
      "two nodes without the flag",
      (cluster) => {
        hostsOf(cluster, 0)[0]!["twoNodeCandidatePriority"] = "primary";
      },
      "not a two-node cluster",
    ],
    [
      "two nodes with one host",
      (cluster) => {
        cluster.spec.cloudConfig.isTwoNodeCluster = true;
      },
      "exactly two control plane hosts, found 1",
    ],
    [
      "no profile",
      (cluster) => {
        cluster.spec.profiles = [];
      },
      "exactly one full or infrastructure profile, found 0",
    ],
    [
      "a name with capitals",
      (cluster) => {
        cluster.metadata.name = "Docs";
      },
      "lower case",
    ],
  ];

  test.each(rules)("%s", async (_, change, message) => {
    await using open = await openPalette();
    const { cluster } = await prepare(open);
    change(cluster);
    expect((await create(open, cluster)).body).toMatchObject({
      code: expect.any(String),
      message: expect.stringContaining(message),
    });
    const { status, body } = await validate(open, cluster);
    expect(status).toBe(200);
    if (cluster.spec.profiles.length > 0)
      expect(body.machinePools.results.flatMap(({ errors }) => errors)).toContainEqual(
        expect.objectContaining({ message: expect.stringContaining(message) }),
      );
    expect(
      (await open.call("GET", "/v1/spectroclusters", { project: open.project, unchecked: true })).body,
    ).toMatchObject({ items: [] });
  });

  test("two primaries", async () => {
    await using open = await openPalette();
    const { hosts, profile } = await prepare(open, 2);
    const cluster = clusterOf(profile, hosts.slice(0, 1));
    cluster.spec.cloudConfig.isTwoNodeCluster = true;
    pool(cluster, 0).poolConfig.size = 2;
    pool(cluster, 0).cloudConfig.edgeHosts = hosts.map((hostUid) => ({
      hostUid,
      nic: {},
      twoNodeCandidatePriority: "primary",
    }));
    expect((await create(open, cluster)).body).toMatchObject({
      message: "A two-node cluster needs one primary and one secondary host",
    });
  });

  test("two nodes on RKE2", async () => {
    await using open = await openPalette();
    const { hosts } = await prepare(open, 2);
    const { spec, metadata } = await tutorialProfile(open, { name: "rke2" });
    const rke2 = {
      ...(await findPack(open, "edge-rke2", "1.33.5")),
      type: "spectro",
      layer: "k8s",
      registryUid: publicRepo,
    };
    const packs = spec.template.packs.map((pack, index) => (index === 1 ? rke2 : pack));
    const profile = uidOf(
      await open.call("POST", "/v1/clusterprofiles?publish=true", {
        body: { metadata, spec: { ...spec, template: { ...spec.template, packs } } },
        project: open.project,
      }),
    );
    const cluster = clusterOf(profile, hosts.slice(0, 1));
    cluster.spec.cloudConfig.isTwoNodeCluster = true;
    pool(cluster, 0).poolConfig.size = 2;
    pool(cluster, 0).cloudConfig.edgeHosts = hosts.map((hostUid, index) => ({
      hostUid,
      nic: {},
      twoNodeCandidatePriority: index === 0 ? "primary" : "secondary",
    }));
    expect((await create(open, cluster)).body).toMatchObject({ message: expect.stringContaining("K3s or Canonical") });
  });

  test("a host that is unpaired, in another project, or in use", async () => {
    await using open = await openPalette({ projects: ["Default", "Other"] });
    const { cluster, profile, hosts } = await prepare(open);
    const add = (uid: string, project: string) =>
      open.call("POST", "/v1/edgehosts", { body: { metadata: { uid, name: uid }, spec: {} }, project });
    await add("edge-unpaired", open.project);
    await add("edge-elsewhere", open.palette.projectUid("Other"));
    const attempt = async (host: string) =>
      (await create(open, clusterOf(profile, [host], { name: "second", vip: "10.0.20.101" }))).body;
    expect(await attempt("edge-unpaired")).toMatchObject({
      message: "Edge host 'edge-unpaired' is not ready: its state is 'unpaired'",
    });
    expect(await attempt("edge-elsewhere")).toMatchObject({ message: "Edge host 'edge-elsewhere' not found" });
    await create(open, cluster);
    expect(await attempt(hosts[0] ?? "")).toMatchObject({
      message: `Edge host '${hosts[0]}' is in use by cluster 'docs-cluster'`,
    });
  });

  test("a name or a VIP that another cluster has", async () => {
    await using open = await openPalette();
    const { profile, hosts } = await prepare(open);
    const [first = "", second = ""] = hosts;
    await create(open, clusterOf(profile, [first]));
    const again = (options: { name?: string; vip?: string }) => create(open, clusterOf(profile, [second], options));
    expect((await again({ vip: "10.0.20.101" })).body).toMatchObject({
      message: "Cluster with name 'docs-cluster' already exists",
    });
    expect((await again({ name: "second" })).body).toMatchObject({
      message: "Host endpoint '10.0.20.100' is in use by cluster 'docs-cluster'",
    });
    const check = async (name: string) =>
      (await open.call("GET", `/v1/spectroclusters/validate/name?name=${name}`, { project: open.project })).status;
    expect([await check("docs-cluster"), await check("second")]).toEqual([500, 204]);
    expect((await again({ name: "second", vip: "10.0.20.101" })).status).toBe(201);
  });

  test("a profile that is a draft, incomplete, for another cloud, or not there", async () => {
    await using open = await openPalette();
    const { hosts } = await prepare(open);
    const body = await tutorialProfile(open, { name: "other" });
    const post = async (change: object, query = "?publish=true", name = "other") =>
      uidOf(
        await open.call("POST", `/v1/clusterprofiles${query}`, {
          body: { metadata: { name }, spec: { ...body.spec, template: { ...body.spec.template, ...change } } },
          project: open.project,
        }),
      );
    const attempt = async (profile: string) => (await create(open, clusterOf(profile, hosts))).body;
    expect(await attempt(await post({}, "", "draft"))).toMatchObject({
      message: expect.stringContaining("is not published"),
    });
    expect(
      await attempt(await post({ packs: body.spec.template.packs.slice(1) }, "?publish=true", "gap")),
    ).toMatchObject({ message: expect.stringContaining("exactly one pack of layer 'os'") });
    expect(
      await attempt(await post({ type: "add-on", packs: body.spec.template.packs.slice(3) }, "?publish=true", "addon")),
    ).toMatchObject({ message: expect.stringContaining("exactly one full") });
    expect(await attempt("0".repeat(24))).toMatchObject({ message: expect.stringContaining("not found") });
    const { body: verdict } = await validate(open, clusterOf("0".repeat(24), hosts));
    expect(verdict.profiles[0]?.packs.results[0]?.errors[0]?.message).toContain("not found");
  });

  test.each([
    ["poolConfig.name", (cluster: Cluster) => Object.assign(pool(cluster, 0).poolConfig, { name: "" })],
    ["poolConfig.size", (cluster: Cluster) => Object.assign(pool(cluster, 0).poolConfig, { size: null })],
    ["poolConfig.labels", (cluster: Cluster) => Object.assign(pool(cluster, 0).poolConfig, { labels: null })],
    ["edgeHosts.hostUid", (cluster: Cluster) => Object.assign(hostsOf(cluster, 0)[0] ?? {}, { hostUid: "" })],
    ["metadata.name", (cluster: Cluster) => Object.assign(cluster.metadata, { name: "" })],
  ])("%s is required", async (field, change) => {
    await using open = await openPalette();
    const { cluster } = await prepare(open);
    change(cluster);
    expect(await create(open, cluster, true)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(field) },
    });
  });
});

describe("pools", () => {
  const running = async (open: OpenPalette, count: number) => {
    const { hosts, cluster } = await prepare(open, count);
    playAgents(open.palette, hosts);
    const uid = uidOf(await create(open, cluster));
    await open.clock.advance(4000);
    const { body } = await open.call("GET", `/v1/spectroclusters/${uid}`, { project: open.project });
    const { spec } = body as { readonly spec: { readonly cloudConfigRef: { readonly uid: string } } };
    return { hosts, uid, path: `/v1/cloudconfigs/edge-native/${spec.cloudConfigRef.uid}/machinePools` };
  };
  const machinesOf = async ({ call, project }: OpenPalette, path: string) =>
    (
      (await call("GET", `${path}/machines`, { project })).body as {
        readonly items: readonly {
          readonly metadata: { readonly uid: string };
          readonly status: { readonly instanceState: string };
        }[];
      }
    ).items;

  test("shrink by deleting a machine, whose host cleans up and is ready again", async () => {
    await using open = await openPalette();
    const { hosts, path } = await running(open, 3);
    const [, second] = await machinesOf(open, `${path}/worker-pool`);
    const remove = (pool: string, machine = "") =>
      open.call("DELETE", `${path}/${pool}/machines/${machine}`, { project: open.project });
    expect((await remove("worker-pool", second?.metadata.uid)).status).toBe(204);
    await open.clock.advance(100);
    expect(await machinesOf(open, `${path}/worker-pool`)).toHaveLength(1);
    const { body } = await open.call("GET", `/v1/edgehosts/${hosts[2]}`, { project: open.project });
    expect(body).toMatchObject({ status: { state: "ready", inUseClusters: [] } });
    const [last] = await machinesOf(open, `${path}/control-plane-pool`);
    expect((await remove("control-plane-pool", last?.metadata.uid)).status).toBe(500);
  });

  test("list their machines' uids", async () => {
    await using open = await openPalette();
    const { path } = await running(open, 2);
    const [worker] = await machinesOf(open, `${path}/worker-pool`);
    const uids = await open.call("GET", `${path.replace("/edge-native", "")}/machineUids`, { project: open.project });
    expect(uids.body).toMatchObject({ machinePools: { "worker-pool": { machineUids: [worker?.metadata.uid] } } });
    const one = await open.call("GET", `${path}/worker-pool/machines/${worker?.metadata.uid}`, {
      project: open.project,
    });
    expect(one.body).toMatchObject({ metadata: worker?.metadata, status: { instanceState: "Running" } });
  });

  test("grow by the full list of hosts, and new ones join", async () => {
    await using open = await openPalette();
    const { hosts, profile } = await prepare(open, 4);
    playAgents(open.palette, hosts);
    const cluster = clusterOf(profile, hosts.slice(0, 2));
    const uid = uidOf(await create(open, cluster));
    await open.clock.advance(4000);
    const { body } = await open.call("GET", `/v1/spectroclusters/${uid}`, { project: open.project });
    const { spec } = body as { readonly spec: { readonly cloudConfigRef: { readonly uid: string } } };
    const path = `/v1/cloudconfigs/edge-native/${spec.cloudConfigRef.uid}/machinePools`;
    const worker = pool(cluster, 1);
    const grown = {
      poolConfig: { ...worker.poolConfig, size: 2 },
      cloudConfig: {
        edgeHosts: [
          { hostUid: hosts[1], nic: {} },
          { hostUid: hosts[2], nic: {} },
        ],
      },
    };
    expect((await open.call("PUT", `${path}/worker-pool`, { body: grown, project: open.project })).status).toBe(204);
    const second = {
      poolConfig: { ...worker.poolConfig, name: "second", size: 1 },
      cloudConfig: { edgeHosts: [{ hostUid: hosts[3], nic: {} }] },
    };
    expect((await open.call("POST", path, { body: second, project: open.project })).status).toBe(201);
    await open.clock.advance(4000);
    const machines = async (name: string) =>
      (await open.call("GET", `${path}/${name}/machines`, { project: open.project })).body;
    expect(await machines("worker-pool")).toMatchObject({
      items: [{ status: { instanceState: "Running" } }, { status: { instanceState: "Running" } }],
    });
    expect(await machines("second")).toMatchObject({
      items: [{ spec: { edgeHostUid: hosts[3] }, status: { instanceState: "Running" } }],
    });
    const overview = await open.call("GET", `/v1/dashboard/spectroclusters/${uid}/overview`, { project: open.project });
    expect(overview.body).toMatchObject({ status: { state: "Running", health: { state: "Healthy" } } });
  });
});
