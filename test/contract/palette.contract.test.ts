import { request } from "node:https";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/sha256.ts";
import { Secret } from "../../src/core/secret.ts";
import { checkService, podProblems } from "../../src/kubernetes/index.ts";
import {
  type ClusterSpec,
  type ClusterView,
  isInUse,
  type Palette,
  type ProfilePack,
  type ProfileSpec,
  templateDigest,
} from "../../src/palette/index.ts";
import { adminKey, openPaletteWire, type PaletteWire } from "../kit/palette-wire.ts";
import { manifest, playAgents, registrationOf } from "../kit/sandbox-palette.ts";

const options = { signal: AbortSignal.timeout(120_000) };
const labels = {
  "edgelab-lab": "tutorial",
  "edgelab-instance": "anna",
  "edgelab-id": "5e0b8b2e-6d57-5a52-9a86-0d6c5c7d0f10",
};
const hostId = (index: number) => `edge-${String(index).padStart(32, "0")}`;
const calls = (wire: PaletteWire, call: string) => wire.tenant.calls().filter((made) => made === call).length;

describe("who may", () => {
  test("a refused key, a key without rights, an unknown project", async () => {
    await using wire = await openPaletteWire({
      apiKeys: [
        { key: adminKey, tenantAdmin: true },
        { key: "key-of-a-developer", tenantAdmin: false, permissions: ["cluster.*", "project.*"] },
      ],
    });
    const secret = "nobodys-key";
    const refused = (await wire.connect({ apiKey: new Secret(secret) }).catch((error: unknown) => error)) as Error;
    expect(refused).toMatchObject({ code: "API_KEY_REFUSED" });
    expect(refused.stack).not.toContain(secret);
    const developer = await wire.connect({ apiKey: new Secret("key-of-a-developer") });
    await expect(developer.tokens.list(options)).rejects.toMatchObject({ code: "PRIVILEGE_MISSING" });
    await expect(wire.connect({ project: "default" })).rejects.toMatchObject({
      code: "NOT_FOUND",
      details: { next: 'Did you mean "Default"?' },
    });
  });
});

describe("tokens", () => {
  const spec = (palette: Palette) => ({
    name: "edgelab-tutorial-anna",
    labels,
    description: "hosts of the lab",
    defaultProjectUid: palette.project!.uid,
    expiresAt: new Date(Date.now() + 86_400_000),
  });

  test("made, found, revoked, put right, deleted", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    const { tokens } = palette;
    const made = await tokens.create(spec(palette), options);
    expect(made).toMatchObject({ isActive: true, defaultProject: { name: "Default" }, labels });
    expect(made.secret?.reveal()).toMatch(/./);
    await tokens.setActive(made.uid, false, options);
    expect(await tokens.tryFind(made.name, options)).toMatchObject({ uid: made.uid, isActive: false });
    const later = new Date(Date.now() + 2 * 86_400_000);
    await tokens.update(made.uid, { ...spec(palette), expiresAt: later }, options);
    await tokens.setActive(made.uid, true, options);
    const found = await tokens.tryFind(made.name, options);
    expect(found).toMatchObject({ isActive: true, expiresAt: later, defaultProject: { name: "Default" } });
    expect(found?.secret?.reveal()).toBe(made.secret?.reveal());
    await tokens.delete(made.uid, options);
    await tokens.delete(made.uid, options);
    expect(await tokens.tryFind(made.name, options)).toBeUndefined();
  });

  test("one, and not two, when the answer to its creation is lost", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    wire.tenant.inject({ method: "POST", path: /tokens$/, effect: { cut: "after" } });
    const made = await palette.tokens.create(spec(palette), options);
    expect((await palette.tokens.list(options)).map(({ uid }) => uid)).toEqual([made.uid]);
    wire.tenant.inject({ method: "POST", path: /tokens$/, effect: { cut: "before" } });
    await palette.tokens.create({ ...spec(palette), name: "second" }, options);
    expect(await palette.tokens.list(options)).toHaveLength(2);
  });
});

describe("registries and packs", () => {
  test("what the tutorial needs, and what is not there", async () => {
    await using wire = await openPaletteWire();
    const { registries, packs } = await wire.connect();
    const { uid: registryUid } = await registries.find(undefined, options);
    expect(registryUid).toBe("5eecc89d0b150045ae661cef");
    expect(await packs.resolve({ name: "edge-k3s", tag: "1.33.5", registryUid }, options)).toMatchObject({
      version: "1.33.5",
      layer: "k8s",
    });
    const calico = await packs.resolve({ name: "cni-calico", tag: "3.30.x", registryUid }, options);
    expect(calico).toMatchObject({ tag: "3.30.x", version: expect.stringMatching(/^3\.30\.\d+$/) as string });
    expect(calico.values).toMatch(/\S/);
    await expect(packs.resolve({ name: "edge-k3", tag: "1", registryUid }, options)).rejects.toMatchObject({
      code: "PACK_NOT_FOUND",
      details: { next: 'Did you mean "edge-k3s"?' },
    });
    await expect(packs.resolve({ name: "edge-k3s", tag: "1.33.50", registryUid }, options)).rejects.toMatchObject({
      code: "PACK_NOT_FOUND",
    });
    await expect(registries.find({ name: "Publik Repo" }, options)).rejects.toMatchObject({
      code: "NOT_FOUND",
      details: { next: 'Did you mean "Public Repo"?' },
    });
  });
});

const application: ProfilePack = {
  name: "hello-universe",
  type: "manifest",
  layer: "addon",
  tag: undefined,
  registryUid: undefined,
  uid: undefined,
  values: "",
  manifests: [{ name: "hello-universe", content: manifest }],
};

async function profileSpec({ registries, packs }: Palette, name = "docs-ubuntu-k3s-anna"): Promise<ProfileSpec> {
  const { uid: registryUid } = await registries.find(undefined, options);
  const wanted = [
    ["edge-native-byoi", "2.1.0"],
    ["edge-k3s", "1.33.5"],
    ["cni-calico", "3.30.x"],
  ] as const;
  const core = await Promise.all(
    wanted.map(async ([pack, tag]): Promise<ProfilePack> => {
      const resolved = await packs.resolve({ name: pack, tag, registryUid }, options);
      return { ...resolved, type: "spectro", manifests: [] };
    }),
  );
  return { name, version: "1.0.0", description: "tutorial", labels, packs: [...core, application] };
}

describe("cluster profiles", () => {
  test("made, compared, changed, listed, deleted", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    const { profiles } = palette;
    const spec = await profileSpec(palette);
    const uid = await profiles.create(spec, options);
    const read = await profiles.get(uid, options);
    expect(read).toMatchObject({
      name: spec.name,
      version: "1.0.0",
      description: "tutorial",
      isPublished: true,
      hasDraft: false,
      labels,
      inUseBy: [],
    });
    expect(templateDigest(read.packs)).toBe(templateDigest(spec.packs));
    expect(await profiles.tryFind(spec.name, "1.0.0", options)).toMatchObject({ uid, labels, isPublished: true });
    expect(await profiles.tryFind(spec.name, "1.0.1", options)).toBeUndefined();

    const changed = {
      ...spec,
      labels: { ...labels, app: "hello" },
      packs: [
        ...spec.packs.slice(0, -1),
        {
          ...application,
          manifests: [{ name: "hello-universe", content: manifest.replace("replicas: 2", "replicas: 3") }],
        },
      ],
    };
    await profiles.update(uid, changed, options);
    const again = await profiles.get(uid, options);
    expect(templateDigest(again.packs)).toBe(templateDigest(changed.packs));
    expect(templateDigest(again.packs)).not.toBe(templateDigest(spec.packs));
    expect(again).toMatchObject({ isPublished: true, hasDraft: false, labels: changed.labels });
    expect(await profiles.listByLabels(labels, options)).toMatchObject([{ uid }]);
    expect(await profiles.listByLabels({ ...labels, "edgelab-instance": "bob" }, options)).toEqual([]);
    await profiles.delete(uid, options);
    await profiles.delete(uid, options);
    expect(await profiles.tryFind(spec.name, "1.0.0", options)).toBeUndefined();
  });

  test("one when the answer was lost; a stranger's of the same name is left alone", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    const spec = await profileSpec(palette);
    wire.tenant.inject({ method: "POST", path: /^\/v1\/clusterprofiles$/, effect: { cut: "after" } });
    const uid = await palette.profiles.create(spec, options);
    expect(await palette.profiles.listByLabels(labels, options)).toMatchObject([{ uid }]);
    await expect(
      palette.profiles.create({ ...spec, labels: { "edgelab-id": "another" } }, options),
    ).rejects.toMatchObject({ code: "PALETTE" });
    wire.tenant.inject({ method: "POST", path: /^\/v1\/clusterprofiles$/, effect: { cut: "before" } });
    await expect(
      palette.profiles.create({ ...spec, labels: { "edgelab-id": "another" } }, options),
    ).rejects.toMatchObject({ code: "NAME_TAKEN" });
    expect(await palette.profiles.get(uid, options)).toMatchObject({ labels });
  });
});

/** What the agent of a host does when it first comes up. */
async function register(
  wire: PaletteWire,
  id: string,
  token: Secret,
  address: string,
  host: object = {},
): Promise<number> {
  const body = JSON.stringify(registrationOf(id, token.reveal(), { address, host, labels }));
  return await new Promise((resolve, reject) => {
    const url = new URL("/v1/edgehosts/register", wire.url);
    const outgoing = request(
      url,
      { method: "POST", ca: wire.ca, headers: { "content-type": "application/json" } },
      (response) => {
        response.resume().once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.once("error", reject).end(body);
  });
}

async function makeToken(palette: Palette): Promise<Secret> {
  const { secret } = await palette.tokens.create(
    { name: "edgelab", labels, defaultProjectUid: palette.project!.uid, expiresAt: new Date(Date.now() + 86_400_000) },
    options,
  );
  return secret!;
}

describe("Edge hosts", () => {
  test("added by ID, then paired, watched all the way to healthy, labelled, deleted", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    const { edgeHosts } = palette;
    const id = hostId(1);
    const seen: string[] = [];
    const watching = (async () => {
      for await (const hosts of palette.watchHosts([id], options)) {
        const host = hosts.get(id);
        const state = host ? `${host.state} ${host.health ?? "-"}` : "unknown";
        if (seen.at(-1) !== state) seen.push(state);
        if (state === "unknown") await edgeHosts.precreate({ id, labels: { ...labels, city: "london" } }, options);
        if (state === "unpaired -") {
          expect(await register(wire, id, await makeToken(palette), "10.0.20.31")).toBe(200);
          playAgents(wire.tenant, [id]);
        }
        if (host?.health === "healthy") return host;
      }
      throw new Error("never healthy");
    })();
    const host = await watching;
    expect(seen.filter((state) => state !== "ready -")).toEqual(["unknown", "unpaired -", "ready healthy"]);
    expect(host).toMatchObject({
      name: id,
      address: "10.0.20.31",
      labels: { ...labels, city: "london" },
      inUseBy: [],
      project: { uid: palette.project?.uid },
    });
    await edgeHosts.setLabels(host, { ...labels, city: "paris" }, options);
    expect(await edgeHosts.tryGet(host.uid, options)).toMatchObject({ labels: { ...labels, city: "paris" } });
    await edgeHosts.delete(host.uid, options);
    await edgeHosts.delete(host.uid, options);
    expect(await edgeHosts.tryGet(host.uid, options)).toBeUndefined();
  });

  test("one record when the answer to adding it was lost", async () => {
    await using wire = await openPaletteWire();
    const { edgeHosts } = await wire.connect();
    wire.tenant.inject({ method: "POST", path: /^\/v1\/edgehosts$/, effect: { cut: "after" } });
    const uid = await edgeHosts.precreate({ id: hostId(1), labels }, options);
    expect(await edgeHosts.search({ labels }, options)).toMatchObject([{ uid }]);
    expect(calls(wire, "POST /v1/edgehosts")).toBe(1);
  });

  test("more than a page, by ID and by label, and in another project", async () => {
    await using wire = await openPaletteWire({ projects: ["Default", "Other"] });
    const [here, there] = await Promise.all([wire.connect(), wire.connect({ project: "Other" })]);
    const ids = Array.from({ length: 120 }, (_, index) => hostId(index));
    for (const [index, id] of ids.entries()) {
      const mine = index % 2 === 0 ? labels : { "edgelab-id": "another" };
      await (index === 119 ? there : here).edgeHosts.precreate({ id, labels: mine }, options);
    }
    const names = (hosts: readonly { readonly name: string }[]) => hosts.map(({ name }) => name).toSorted();
    expect(names(await here.edgeHosts.search({}, options))).toEqual(ids.slice(0, 119));
    expect(names(await here.edgeHosts.search({ ids }, options))).toEqual(ids.slice(0, 119));
    expect(await here.edgeHosts.search({ labels }, options)).toHaveLength(60);
    expect(await here.edgeHosts.search({ ids: [hostId(119)] }, options)).toEqual([]);
    const elsewhere = await here.edgeHosts.searchTenant([hostId(119)], options);
    expect(elsewhere).toMatchObject([{ name: hostId(119), project: there.project }]);
  });
});

/** Registered, healthy hosts with agents at work, and a cluster of them that was just asked for. */
async function makeCluster(wire: PaletteWire, palette: Palette, count = 3) {
  const token = await makeToken(palette);
  const ids = Array.from({ length: count }, (_, index) => hostId(index));
  for (const [index, id] of ids.entries()) await register(wire, id, token, `10.0.20.${31 + index}`);
  playAgents(wire.tenant, ids);
  const profileUid = await palette.profiles.create(await profileSpec(palette), options);
  const spec: ClusterSpec = {
    name: "docs-tutorial-cluster-anna",
    description: "tutorial",
    labels,
    profileUids: [profileUid],
    vip: "10.0.20.100",
    ntpServers: [],
    sshKeys: [],
    pools: [
      { name: "control-plane-pool", role: "control-plane", hosts: [{ uid: ids[0]! }] },
      { name: "worker-pool", role: "worker", hosts: ids.slice(1).map((uid) => ({ uid })) },
    ],
  };
  for await (const hosts of palette.watchHosts(ids, options)) {
    if (ids.every((id) => hosts.get(id)?.health === "healthy")) break;
  }
  expect(await palette.clusters.validate(spec, options)).toEqual([]);
  return { ids, spec, profileUid, uid: await palette.clusters.create(spec, options) };
}

async function untilHealthy(palette: Palette, uid: string): Promise<ClusterView> {
  for await (const view of palette.watchCluster(uid, options)) {
    if (view?.state === "Running" && view.isHealthy) return view;
  }
  throw new Error("never healthy");
}

describe("clusters", () => {
  test.each(["yaml", "base64"] as const)(
    "from the request to an application that answers, and back to free hosts (%s)",
    async (kubeconfigEncoding) => {
      await using wire = await openPaletteWire({ kubeconfigEncoding });
      const palette = await wire.connect();
      const { clusters, edgeHosts, events, profiles } = palette;
      const { ids, spec, profileUid, uid } = await makeCluster(wire, palette);
      expect(await clusters.search({ name: spec.name, labels }, options)).toMatchObject([
        { uid, name: spec.name, labels },
      ]);
      const view = await untilHealthy(palette, uid);
      expect(view).toMatchObject({
        name: spec.name,
        labels,
        apiEndpoints: [{ host: spec.vip, port: 6443 }],
        profileUids: [profileUid],
        hasKubeconfig: true,
      });
      expect(view.conditions.filter(({ status }) => status !== "True")).toEqual([]);
      expect(view.packs.map(({ condition }) => condition?.type)).toEqual(view.packs.map(() => "Ready"));

      expect(await clusters.pools(view.cloudConfigUid!, options)).toMatchObject({
        vip: spec.vip,
        pools: [
          { name: "control-plane-pool", isControlPlane: true, hostUids: [ids[0]] },
          { name: "worker-pool", hostUids: ids.slice(1) },
        ],
      });
      const machines = await clusters.machines(view.cloudConfigUid!, "worker-pool", options);
      expect(machines.map(({ edgeHostUid, instanceState }) => [edgeHostUid, instanceState])).toEqual(
        ids.slice(1).map((id) => [id, "Running"]),
      );
      expect((await clusters.edgeHosts(uid, options)).map(({ name }) => name).toSorted()).toEqual(ids);
      expect((await events.list("spectrocluster", uid, options)).length).toBeGreaterThan(0);
      expect((await edgeHosts.search({ ids }, options)).map(({ state, inUseBy }) => [state, inUseBy[0]?.uid])).toEqual(
        ids.map(() => ["in-use", uid]),
      );

      const kubeconfig = await clusters.kubeconfig(uid, options);
      const check = {
        namespace: "default",
        service: "hello-universe-service",
        port: 8080,
        path: "/",
        expectStatus: 200,
        timeoutMs: 20_000,
      };
      const result = await checkService(kubeconfig!.reveal(), check, options);
      expect(result).toMatchObject({ way: "service-proxy", status: 200 });
      expect(result.body).toContain(sha256(manifest.trim()));
      expect(await podProblems(kubeconfig!.reveal(), { namespace: "default" }, options)).toEqual([]);

      const inUse = await profiles.delete(profileUid, options).catch((error: unknown) => error);
      expect(isInUse(inUse)).toBe(true);
      await clusters.delete(uid, options);
      const states: (string | undefined)[] = [];
      for await (const next of palette.watchCluster(uid, options)) {
        states.push(next?.state);
        if (next === undefined) break;
      }
      expect(states.filter((state) => state !== "Deleting")).toEqual([undefined]);
      await clusters.delete(uid, options);
      expect(await clusters.search({ name: spec.name }, options)).toEqual([]);
      for await (const hosts of palette.watchHosts(ids, options)) {
        if (ids.every((id) => hosts.get(id)?.state === "ready" && hosts.get(id)?.inUseBy.length === 0)) break;
      }
      await profiles.delete(profileUid, options);
    },
  );

  test("one, and not two, when the answer was lost; the hosts are in it", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    wire.tenant.inject({ method: "POST", path: /^\/v1\/spectroclusters\/edge-native$/, effect: { cut: "after" } });
    const { uid, spec } = await makeCluster(wire, palette);
    expect(await palette.clusters.search({ name: spec.name }, options)).toMatchObject([{ uid }]);
    expect(calls(wire, "POST /v1/spectroclusters/edge-native")).toBe(1);
  });

  test("of hosts that are not there are objected to before anything is made", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    const profileUid = await palette.profiles.create(await profileSpec(palette), options);
    const spec: ClusterSpec = {
      name: "demo",
      description: "",
      labels,
      profileUids: [profileUid],
      vip: "",
      ntpServers: [],
      sshKeys: [],
      pools: [{ name: "control-plane-pool", role: "control-plane", hosts: [{ uid: hostId(1) }] }],
    };
    expect((await palette.clusters.validate(spec, options)).length).toBeGreaterThan(0);
    await expect(palette.clusters.create(spec, options)).rejects.toMatchObject({ code: "PALETTE", status: 500 });
    expect(calls(wire, "POST /v1/spectroclusters/edge-native")).toBe(1);
  });

  test("whose hosts are gone: the deletion is ended in their place", async () => {
    await using wire = await openPaletteWire();
    const palette = await wire.connect();
    const token = await makeToken(palette);
    await register(wire, hostId(0), token, "10.0.20.31");
    const agents = playAgents(wire.tenant, [hostId(0)]);
    for await (const hosts of palette.watchHosts([hostId(0)], options))
      if (hosts.get(hostId(0))?.health === "healthy") break;
    const profileUid = await palette.profiles.create(await profileSpec(palette), options);
    const uid = await palette.clusters.create(
      {
        name: "demo",
        description: "",
        labels,
        profileUids: [profileUid],
        vip: "10.0.20.100",
        ntpServers: [],
        sshKeys: [],
        pools: [{ name: "pool", role: "control-plane", useControlPlaneAsWorker: true, hosts: [{ uid: hostId(0) }] }],
      },
      options,
    );
    await untilHealthy(palette, uid);
    agents.stop();
    await agents.done();
    await palette.clusters.delete(uid, options);
    expect(await palette.clusters.tryGet(uid, options)).toMatchObject({ state: "Deleting" });
    await palette.clusters.reportCleanedUp(uid, options);
    for await (const view of palette.watchCluster(uid, options)) if (view === undefined) break;
  });
});

describe("bad luck", () => {
  test("429, 503 and cut connections are lived through; a plain 500 is not repeated", async () => {
    await using wire = await openPaletteWire();
    const { registries } = await wire.connect();
    const path = /registries/;
    wire.tenant.inject({ path, effect: { status: 429, headers: { "Retry-After": "1" } } });
    wire.tenant.inject({ path, effect: { status: 503 } });
    wire.tenant.inject({ path, effect: { cut: "before" } });
    expect((await registries.list(options)).length).toBeGreaterThan(0);
    expect(calls(wire, "GET /v1/registries/metadata")).toBe(4);
    wire.tenant.inject({ path, effect: { status: 500, code: "SomeRule", message: "no" } });
    await expect(registries.list(options)).rejects.toMatchObject({ code: "PALETTE", apiCode: "SomeRule" });
    expect(calls(wire, "GET /v1/registries/metadata")).toBe(5);
  });

  test("the documented limits are kept without a single 429", async () => {
    await using wire = await openPaletteWire({ rateLimitFactor: 1, speed: 1 });
    const statuses: (number | undefined)[] = [];
    const { registries } = await wire.connect({ trace: ({ status }) => statuses.push(status) });
    await Promise.all(Array.from({ length: 65 }, () => registries.list(options)));
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });
});
