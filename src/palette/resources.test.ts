import { describe, expect, test } from "vitest";
import { type Answer, project, refusal, scriptPalette, signal } from "../../test/kit/scripted-palette.ts";
import { labelsToTags, tagsToLabels, tokenProblem } from "./index.ts";

const gone = refusal(404, "ResourceNotFound", "not found");
const done: Answer = { status: 204 };
const items = (...values: readonly unknown[]): Answer => ({ json: { items: values } });

describe("tags", () => {
  test("are labels, and back", () => {
    const labels = { app: "hello", edge: "spectro__tag", managed: "false" };
    expect(tagsToLabels(["app:hello", " edge ", "managed: false"])).toEqual(labels);
    expect(labelsToTags(labels)).toEqual(["app:hello", "edge", "managed:false"]);
  });

  test.each(["a:b:c", ":b", ""])("%j is refused: other tools would cut it silently", (tag) => {
    expect(() => tagsToLabels([tag])).toThrow("is no tag");
  });
});

describe("tokens", () => {
  const token = (uid: string, isActive: boolean, secret = "s") => ({
    metadata: { uid, name: "lab" },
    spec: { token: secret, expiry: "2027-01-01T00:00:00.000Z", defaultProject: project },
    status: { isActive },
  });

  test("are written with defaultProjectUid and read with defaultProject", async () => {
    await using server = await scriptPalette({
      "POST /v1/edgehosts/tokens": [{ status: 201, json: { uid: "t1" } }],
      "GET /v1/edgehosts/tokens/t1": [{ json: token("t1", true, "text-of-the-token") }],
    });
    const palette = await server.connect();
    const expiresAt = new Date("2027-01-01T00:00:00Z");
    const created = await palette.tokens.create({ name: "lab", defaultProjectUid: project.uid, expiresAt }, { signal });
    expect(server.seen[0]?.body).toMatchObject({
      spec: { defaultProjectUid: project.uid, expiry: "2027-01-01T00:00:00.000Z" },
    });
    expect(created).toMatchObject({ uid: "t1", defaultProject: project, expiresAt, isActive: true });
    expect(created.secret?.reveal()).toBe("text-of-the-token");
    expect(JSON.stringify(created)).not.toContain("text-of-the-token");
  });

  test("of one name: the active one, whose text is fetched where the list withholds it", async () => {
    await using server = await scriptPalette({
      "GET /v1/edgehosts/tokens": [items(token("old", false), token("new", true, ""), { metadata: { name: "other" } })],
      "GET /v1/edgehosts/tokens/new": [{ json: token("new", true, "text") }],
    });
    const palette = await server.connect();
    expect((await palette.tokens.tryFind("lab", { signal }))?.secret?.reveal()).toBe("text");
    expect(await palette.tokens.tryFind("none", { signal })).toBeUndefined();
  });

  test("two active ones of one name are not guessed between", async () => {
    await using server = await scriptPalette({
      "GET /v1/edgehosts/tokens": [items(token("a", true), token("b", true))],
    });
    const palette = await server.connect();
    await expect(palette.tokens.tryFind("lab", { signal })).rejects.toMatchObject({ code: "AMBIGUOUS" });
  });

  test("are revoked, changed and deleted; one that is gone is fine", async () => {
    await using server = await scriptPalette({
      "PUT /v1/edgehosts/tokens/t1/state": [done],
      "PUT /v1/edgehosts/tokens/t1": [done],
      "DELETE /v1/edgehosts/tokens/t1": [done, gone],
    });
    const { tokens } = await server.connect();
    await tokens.setActive("t1", false, { signal });
    await tokens.update(
      "t1",
      { name: "lab", defaultProjectUid: project.uid, expiresAt: new Date("2027-01-01") },
      { signal },
    );
    await tokens.delete("t1", { signal });
    await tokens.delete("t1", { signal });
    expect(server.seen[0]?.body).toEqual({ isActive: false });
    expect(server.seen[1]?.body).toMatchObject({ metadata: { uid: "t1" } });
  });

  test("say why hosts could not register with them", () => {
    const now = Date.parse("2026-11-01");
    const good = { isActive: true, expiresAt: new Date("2027-01-01"), defaultProject: project };
    const problem = (change: object) => tokenProblem({ ...good, ...change }, { now, projectUid: project.uid });
    expect(problem({})).toBeUndefined();
    expect(problem({ expiresAt: undefined })).toBeUndefined();
    expect(problem({ isActive: false })).toBe("it is revoked");
    expect(problem({ expiresAt: new Date("2026-01-01") })).toBe("it expired on 2026-01-01T00:00:00.000Z");
    expect(problem({ defaultProject: undefined })).toBe("it names no default project");
    expect(problem({ defaultProject: { uid: "x", name: "Other" } })).toBe('its default project is "Other"');
  });

  test("without an expiry: the zero time means that there is none", async () => {
    await using server = await scriptPalette({
      "GET /v1/edgehosts/tokens": [
        items({
          metadata: { name: "a" },
          spec: { expiry: "0001-01-01T00:00:00.000Z", defaultProject: { uid: "", name: "" } },
        }),
      ],
    });
    const { tokens } = await server.connect();
    expect(await tokens.list({ signal })).toMatchObject([
      { expiresAt: undefined, defaultProject: undefined, isActive: false },
    ]);
  });
});

describe("registries", () => {
  const publicRepo = {
    uid: "5eecc89d0b150045ae661cef",
    name: "Public Repo",
    kind: "pack",
    scope: "system",
    isDefault: true,
    isPrivate: false,
  };
  const mirror = { uid: "r2", name: "Mirror", kind: "oci", scope: "tenant", isDefault: false, isPrivate: true };
  const twin = { ...mirror, uid: "r3", kind: "helm" };
  const find = async (selector?: object, ...all: readonly object[]) => {
    await using server = await scriptPalette({
      "GET /v1/registries/metadata": [items(...(all.length > 0 ? all : [publicRepo, mirror, twin]))],
    });
    const { registries } = await server.connect();
    return await registries.find(selector, { signal });
  };

  test("nothing asked for is the public one, however it is known", async () => {
    expect(await find()).toEqual(publicRepo);
    expect(await find(undefined, { ...publicRepo, uid: "self-hosted" }, mirror)).toMatchObject({ uid: "self-hosted" });
    expect(await find(undefined, { ...publicRepo, uid: "x", name: "Ours" }, mirror)).toMatchObject({ name: "Ours" });
  });

  test("are found by name, kind and uid together", async () => {
    expect(await find({ name: "Mirror", kind: "helm" })).toEqual(twin);
    expect(await find({ uid: "r2" })).toEqual(mirror);
    expect(await find({ kind: "oci" })).toEqual(mirror);
  });

  test("a name that two have is an error that lists them", async () => {
    await expect(find({ name: "Mirror" })).rejects.toMatchObject({
      code: "AMBIGUOUS",
      message: expect.stringContaining('"Mirror" (oci, r2), "Mirror" (helm, r3)') as string,
    });
  });

  test("an unknown name names the nearest", async () => {
    await expect(find({ name: "Miror" })).rejects.toMatchObject({
      code: "NOT_FOUND",
      details: { next: 'Did you mean "Mirror"?' },
    });
  });
});

describe("packs", () => {
  const registryUid = "r1";
  const calico = {
    name: "cni-calico",
    layer: "cni",
    registryUid,
    tags: [
      { version: "3.30.0", tag: "3.30.0", packUid: "p0", parentTags: ["3.30.x"] },
      { version: "3.30.10", tag: "3.30.10", packUid: "p10", parentTags: ["3.30.x"] },
      { version: "3.30.9", tag: "3.30.9", packUid: "p9", parentTags: ["3.30.x"] },
    ],
    packValues: [{ packUid: "p9", values: "nine: true\n" }],
  };
  const route = "GET /v1/packs/cni-calico/registries/r1";
  const resolve = async (tag: string | undefined, entity: Answer = { json: calico }) => {
    await using server = await scriptPalette({
      [route]: [entity],
      "GET /v1/packs/p10": [{ json: { packValues: [{ packUid: "p10", values: "ten: true\n" }] } }],
      "POST /v1/packs/search": [
        items({ metadata: {}, spec: { name: "cni-calico-edge" } }, { metadata: {}, spec: { name: "edge-k3s" } }),
      ],
    });
    const { packs } = await server.connect();
    const pack = await packs.resolve({ name: "cni-calico", registryUid, tag }, { signal });
    expect(server.seen[0]?.query.get("cloudType")).toBe("edge-native");
    return pack;
  };

  test("by version", async () => {
    expect(await resolve("3.30.9")).toEqual({
      uid: "p9",
      name: "cni-calico",
      registryUid,
      tag: "3.30.9",
      version: "3.30.9",
      layer: "cni",
      values: "nine: true\n",
    });
  });

  test("a moving tag leads to the newest version below it, by number and not by letter", async () => {
    expect(await resolve("3.30.x")).toMatchObject({
      uid: "p10",
      tag: "3.30.x",
      version: "3.30.10",
      values: "ten: true\n",
    });
    expect(await resolve(undefined)).toMatchObject({ uid: "p10", tag: "3.30.10" });
  });

  test("an unknown tag lists what there is", async () => {
    await expect(resolve("3.31.x")).rejects.toMatchObject({
      code: "PACK_NOT_FOUND",
      message: 'Pack "cni-calico" has no version or tag "3.31.x". It has 3.30.10, 3.30.x, 3.30.9, 3.30.0.',
      details: { next: 'Did you mean "3.30.x"?' },
    });
  });

  test.each([
    ["gone", gone],
    ["without tags", { json: { name: "cni-calico", tags: null } } as Answer],
  ])("an unknown name (%s) names its neighbours", async (_, entity) => {
    await expect(resolve("1", entity)).rejects.toMatchObject({
      code: "PACK_NOT_FOUND",
      message: expect.stringContaining("It has cni-calico-edge.") as string,
    });
  });
});

describe("Edge hosts", () => {
  const search = "POST /v1/dashboard/edgehosts/search";
  const summary = {
    metadata: { uid: "u1", name: "edge-1", labels: { "edgelab-id": "7", city: "london" } },
    spec: {
      host: { hostAddress: "10.0.20.31", macAddress: "00:50:56:00:00:01" },
      projectMeta: project,
      device: { hostState: "cluster", archType: "amd64" },
    },
    status: {
      state: "in-use",
      health: { state: "healthy", agentVersion: "v4.7" },
      inUseClusters: [{ uid: "c1", name: "demo" }],
    },
  };

  test("are asked for by ID and label, fifty IDs at a time, and sorted by nothing", async () => {
    await using server = await scriptPalette({ [search]: [items(summary), items()] });
    const { edgeHosts } = await server.connect();
    const ids = Array.from({ length: 70 }, (_, index) => `edge-${index}`);
    const hosts = await edgeHosts.search({ ids, labels: { "edgelab-id": "7", city: "london" } }, { signal });
    expect(hosts).toMatchObject([
      {
        uid: "u1",
        name: "edge-1",
        state: "in-use",
        health: "healthy",
        address: "10.0.20.31",
        project,
        inUseBy: [{ uid: "c1", name: "demo" }],
      },
    ]);
    const filters = server.seen.map(
      ({ body }) =>
        (
          body as {
            filter: {
              filterGroups: {
                filters: { property: string; condition: { string: { match: { values: string[] } } } }[];
              }[];
            };
          }
        ).filter.filterGroups[0]!.filters,
    );
    expect(new Set(filters.map(([name]) => name?.condition.string.match.values.length))).toEqual(new Set([50, 20]));
    // One filter each: several values in one would mean any of them.
    expect(filters[0]?.slice(1).map(({ property, condition }) => [property, condition.string.match.values])).toEqual([
      ["tags", ["edgelab-id:7"]],
      ["tags", ["city:london"]],
    ]);
    expect(server.seen[0]?.body).toMatchObject({ sort: [] });
  });

  test("are checked again here: a server that filters less finds no stranger", async () => {
    await using server = await scriptPalette({
      [search]: [items(summary, { metadata: { uid: "x", name: "edge-10" } })],
    });
    const { edgeHosts } = await server.connect();
    expect(await edgeHosts.search({ ids: ["edge-1"] }, { signal })).toHaveLength(1);
    expect(await edgeHosts.search({ labels: { city: "paris" } }, { signal })).toEqual([]);
    expect(await edgeHosts.search({ ids: [] }, { signal })).toEqual([]);
  });

  test("in other projects, as far as the key may look", async () => {
    const projects = [project, { uid: "p2", name: "Two" }, { uid: "p3", name: "Three" }];
    await using server = await scriptPalette({
      "GET /v1/dashboard/projects/metadata": [items(...projects.map((metadata) => ({ metadata })))],
      [search]: [
        ({ headers }) =>
          headers["projectuid"] === "p2" ? items({ ...summary, spec: null }) : refusal(403, "OperationForbidden"),
      ],
    });
    const { edgeHosts } = await server.connect();
    expect(await edgeHosts.searchTenant(["edge-1"], { signal })).toMatchObject([
      { name: "edge-1", project: { name: "Two" } },
    ]);
    const asked = server.seen.filter(({ method }) => method === "POST").map(({ headers }) => headers["projectuid"]);
    expect(new Set(asked)).toEqual(new Set(["p2", "p3"]));
  });

  test("with nothing but nulls are read all the same", async () => {
    await using server = await scriptPalette({
      "GET /v1/edgehosts/u1": [
        {
          json: {
            metadata: { uid: "u1", labels: null },
            spec: { host: null, device: null },
            status: { state: "unpaired", health: null, inUseClusters: null },
          },
        },
      ],
    });
    const { edgeHosts } = await server.connect();
    expect(await edgeHosts.tryGet("u1", { signal })).toMatchObject({
      uid: "u1",
      name: "u1",
      state: "unpaired",
      health: undefined,
      inUseBy: [],
      labels: {},
      project: undefined,
    });
  });

  test("are added by ID, labelled and deleted", async () => {
    await using server = await scriptPalette({
      "POST /v1/edgehosts": [{ status: 201, json: { uid: "edge-1" } }],
      "PUT /v1/edgehosts/edge-1/meta": [done],
      "DELETE /v1/edgehosts/edge-1": [gone],
    });
    const { edgeHosts } = await server.connect();
    expect(await edgeHosts.precreate({ id: "edge-1", labels: { city: "london" } }, { signal })).toBe("edge-1");
    await edgeHosts.setLabels({ uid: "edge-1", name: "edge-1" }, { city: "paris" }, { signal });
    await edgeHosts.delete("edge-1", { signal });
    expect(server.seen[0]?.body).toMatchObject({
      metadata: { uid: "edge-1", name: "edge-1" },
      spec: { archType: "amd64" },
    });
    expect(server.seen[1]?.body).toEqual({ metadata: { uid: "edge-1", name: "edge-1", labels: { city: "paris" } } });
  });
});

describe("events", () => {
  test("come newest first, whatever order the server chose", async () => {
    const event = (message: string, creationTimestamp: string) => ({
      message,
      reason: "Log",
      severity: "info",
      source: { component: "spectro", host: "h" },
      metadata: { creationTimestamp },
    });
    await using server = await scriptPalette({
      "GET /v1/events/components/spectrocluster/c1": [
        items(event("old", "2026-01-01T00:00:00Z"), event("new", "2026-01-02T00:00:00Z")),
      ],
    });
    const { events } = await server.connect();
    const found = await events.list("spectrocluster", "c1", { signal, limit: 500 });
    expect(found.map(({ message, source }) => [message, source])).toEqual([
      ["new", "spectro"],
      ["old", "spectro"],
    ]);
    expect(server.seen[0]?.query.get("limit")).toBe("50");
  });
});
