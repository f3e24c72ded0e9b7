import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { apiKey, refusal, scriptPalette, signal } from "../../test/kit/scripted-palette.ts";
import type { PaletteExchange } from "./trace.ts";

const registries = "GET /v1/registries/metadata";
const empty = { json: { items: [] } };

describe("what is repeated", () => {
  test("429 after the wait that it asks for", async () => {
    await using server = await scriptPalette({
      [registries]: [refusal(429, "TooManyRequests", "", { "Retry-After": "7" }), empty],
    });
    const palette = await server.connect();
    await expect(palette.registries.list({ signal })).resolves.toEqual([]);
    expect(server.clock.slept).toEqual([7_000]);
  });

  test("429 without a wait, after one that grows", async () => {
    await using server = await scriptPalette({
      [registries]: [refusal(429, "TooManyRequests"), refusal(429, "TooManyRequests"), empty],
    });
    const palette = await server.connect();
    await palette.registries.list({ signal });
    const [first = 0, second = 0] = server.clock.slept;
    expect(first).toBeGreaterThanOrEqual(250);
    expect(first).toBeLessThanOrEqual(500);
    expect(second).toBeGreaterThanOrEqual(500);
    expect(second).toBeLessThanOrEqual(1_000);
  });

  test("an endless 429 ends with a hint, and a wait of hours is not waited for", async () => {
    await using server = await scriptPalette({
      [registries]: [refusal(429, "TooManyRequests", "", { "Retry-After": "7200" })],
    });
    const palette = await server.connect();
    await expect(palette.registries.list({ signal })).rejects.toMatchObject({ code: "PALETTE", status: 429 });
    expect(server.seen).toHaveLength(1);
  });

  test.each([501, 502, 503, 504])("status %i", async (status) => {
    await using server = await scriptPalette({
      [registries]: [{ status, text: "<html><b>Bad</b> gateway</html>" }, empty],
    });
    const palette = await server.connect();
    await expect(palette.registries.list({ signal })).resolves.toEqual([]);
  });

  test("a connection that was cut, and an answer that never comes", async () => {
    await using server = await scriptPalette({ [registries]: ["cut", "silence", empty] });
    const palette = await server.connect({ requestTimeoutMs: 100 });
    await expect(palette.registries.list({ signal })).resolves.toEqual([]);
    expect(server.seen).toHaveLength(3);
  });

  test("never status 500, which is how business rules refuse", async () => {
    await using server = await scriptPalette({
      "DELETE /v1/clusterprofiles/p1": [refusal(500, "DeletionResourceInUseError", "profile is used by cluster demo")],
    });
    const palette = await server.connect();
    await expect(palette.profiles.delete("p1", { signal })).rejects.toMatchObject({
      code: "PALETTE",
      status: 500,
      apiCode: "DeletionResourceInUseError",
      message: expect.stringContaining("profile is used by cluster demo") as string,
    });
    expect(server.seen).toHaveLength(1);
    expect(server.clock.slept).toEqual([]);
  });

  test("gives up in the end and says what it tried", async () => {
    await using server = await scriptPalette({ [registries]: ["cut"] });
    const palette = await server.connect({ retries: 3 });
    await expect(palette.registries.list({ signal })).rejects.toMatchObject({
      code: "UNREACHABLE",
      message: expect.stringMatching(/to list registries: the connection was cut/) as string,
    });
    expect(server.seen).toHaveLength(4);
  });
});

describe("a creation whose answer was lost", () => {
  const spec = {
    name: "lab",
    labels: { "edgelab-id": "7" },
    defaultProjectUid: "66e0a1b2c3d4e5f601234567",
    expiresAt: new Date("2027-01-01"),
  };
  const stored = (labels: object) => ({
    metadata: { uid: "t1", name: "lab", labels },
    spec: { token: "tok" },
    status: { isActive: true },
  });
  const tokens = "/v1/edgehosts/tokens";

  test.each(["cut" as const, { status: 504, text: "gateway" }])("is looked up and adopted (%j)", async (loss) => {
    await using server = await scriptPalette({
      [`POST ${tokens}`]: [loss],
      [`GET ${tokens}`]: [{ json: { items: [stored(spec.labels)] } }],
      [`GET ${tokens}/t1`]: [{ json: stored(spec.labels) }],
    });
    const palette = await server.connect();
    await expect(palette.tokens.create(spec, { signal })).resolves.toMatchObject({ uid: "t1", isActive: true });
    expect(server.seen.map(({ method }) => method)).toEqual(["POST", "GET", "GET"]);
  });

  test("is sent again only when it is not there", async () => {
    await using server = await scriptPalette({
      [`POST ${tokens}`]: ["cut", { status: 201, json: { uid: "t1" } }],
      [`GET ${tokens}`]: [{ json: { items: null } }],
      [`GET ${tokens}/t1`]: [{ json: stored({}) }],
    });
    const palette = await server.connect();
    await palette.tokens.create(spec, { signal });
    expect(server.seen.map(({ method }) => method)).toEqual(["POST", "GET", "POST", "GET"]);
  });

  test("is adopted when it turns up late and the repetition finds the name taken", async () => {
    await using server = await scriptPalette({
      [`POST ${tokens}`]: ["cut", refusal(500, "DuplicateName", "name exists")],
      [`GET ${tokens}`]: [{ json: { items: [] } }, { json: { items: [stored(spec.labels)] } }],
      [`GET ${tokens}/t1`]: [{ json: stored(spec.labels) }],
    });
    const palette = await server.connect();
    await expect(palette.tokens.create(spec, { signal })).resolves.toMatchObject({ uid: "t1" });
  });

  test("is never taken over from somebody else", async () => {
    await using server = await scriptPalette({
      [`POST ${tokens}`]: ["cut"],
      [`GET ${tokens}`]: [{ json: { items: [stored({ "edgelab-id": "8" })] } }],
    });
    const palette = await server.connect();
    await expect(palette.tokens.create(spec, { signal })).rejects.toMatchObject({ code: "NAME_TAKEN" });
    expect(server.seen.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test("is not looked up when the server surely did nothing", async () => {
    await using server = await scriptPalette({
      [`POST ${tokens}`]: [refusal(429, "TooManyRequests"), { status: 201, json: { uid: "t1" } }],
      [`GET ${tokens}/t1`]: [{ json: stored({}) }],
    });
    const palette = await server.connect();
    await palette.tokens.create(spec, { signal });
    expect(server.seen.map(({ method }) => method)).toEqual(["POST", "POST", "GET"]);
  });
});

describe("paging", () => {
  const search = "POST /v1/dashboard/edgehosts/search";
  const page = (names: readonly string[], token: string) => ({
    json: {
      items: names.map((name) => ({ metadata: { uid: name, name } })),
      listmeta: { continue: token, count: 99, limit: 50, offset: 0 },
    },
  });

  test("repeats the question with the token until there is none, and leaves out what it has", async () => {
    await using server = await scriptPalette({
      [search]: [page(["a", "b"], "t/1=="), page(["b", "c"], "t2"), page(["d"], "")],
    });
    const palette = await server.connect();
    const hosts = await palette.edgeHosts.search({}, { signal });
    expect(hosts.map(({ uid }) => uid)).toEqual(["a", "b", "c", "d"]);
    expect(server.seen.map(({ query }) => [query.get("limit"), query.get("continue")])).toEqual([
      ["50", null],
      ["50", "t/1=="],
      ["50", "t2"],
    ]);
  });

  test.each([
    ["a page without anything new", [page(["a"], "t1"), page(["a"], "t2")], 2],
    ["a token that repeats itself", [page(["a"], "t1"), page(["b"], "t1"), page(["c"], "t1")], 2],
    ["no listmeta", [{ json: { items: [{ metadata: { uid: "a" } }] } }], 1],
    ["null items and null listmeta", [{ json: { items: null, listmeta: null } }], 1],
    ["nothing at all", [{ text: "" }], 1],
  ] as const)("stops at %s", async (_, script, requests) => {
    await using server = await scriptPalette({ [search]: script });
    const palette = await server.connect();
    await palette.edgeHosts.search({}, { signal });
    expect(server.seen).toHaveLength(requests);
  });
});

describe("answers that are none", () => {
  test("a page of HTML with status 200 is a wrong endpoint or a proxy", async () => {
    await using server = await scriptPalette({ [registries]: [{ text: "<html>Welcome</html>" }] });
    const palette = await server.connect();
    await expect(palette.registries.list({ signal })).rejects.toMatchObject({ code: "PROTOCOL" });
  });

  test("an error that is no JSON is told by what a person can read of it", async () => {
    await using server = await scriptPalette({
      [registries]: [{ status: 403, text: "<html><style>x{}</style><h1>Blocked</h1> by proxy</html>" }],
    });
    const palette = await server.connect();
    await expect(palette.registries.list({ signal })).rejects.toMatchObject({
      code: "PRIVILEGE_MISSING",
      apiCode: undefined,
      message: "Palette refused to list registries. Blocked by proxy (status 403).",
    });
  });

  test("codes of the framework are numbers, and an unknown path is no missing object", async () => {
    await using server = await scriptPalette({
      "GET /v1/edgehosts/a": [refusal(404, 404, "path /v1/edgehosts/a was not found")],
    });
    const palette = await server.connect();
    await expect(palette.edgeHosts.tryGet("a", { signal })).rejects.toMatchObject({ code: "PALETTE", apiCode: 404 });
  });

  test("a missing permission points at the project", async () => {
    await using server = await scriptPalette({
      [registries]: [refusal(403, "OperationForbidden", "need registry.list")],
    });
    const palette = await server.connect();
    await expect(palette.registries.list({ signal })).rejects.toMatchObject({
      code: "PRIVILEGE_MISSING",
      details: { next: expect.stringContaining('"Default"') as string },
    });
  });

  test("compressed ones are read", async () => {
    await using server = await scriptPalette({
      [registries]: [{ json: { items: [{ uid: "r", name: "Repo", kind: "pack" }] }, gzip: true }],
    });
    const palette = await server.connect();
    await expect(palette.registries.list({ signal })).resolves.toMatchObject([{ name: "Repo" }]);
  });
});

test("segments of paths are encoded, and none may be empty or climb", async () => {
  await using server = await scriptPalette({ "GET /v1/edgehosts/a%2Fb%3F": [refusal(404, "ResourceNotFound")] });
  const palette = await server.connect();
  await expect(palette.edgeHosts.tryGet("a/b?", { signal })).resolves.toBeUndefined();
  await expect(palette.edgeHosts.delete("", { signal })).rejects.toThrow(TypeError);
  await expect(palette.edgeHosts.delete("..", { signal })).rejects.toThrow(TypeError);
});

test("the trace holds every attempt and no credential", async () => {
  const token = "ZWRnZS10b2tlbg";
  const exchanges: PaletteExchange[] = [];
  await using server = await scriptPalette({
    "GET /v1/edgehosts/tokens/t1": [
      "cut",
      { json: { metadata: { name: "a" }, spec: { token }, status: { isActive: true } } },
    ],
    "GET /v1/spectroclusters/c1/assets/kubeconfigclient": [{ text: `apiVersion: v1\nusers: [{token: ${token}}]\n` }],
  });
  const palette = await server.connect({ trace: (exchange) => exchanges.push(exchange) });
  await palette.tokens.get("t1", { signal });
  await palette.clusters.kubeconfig("c1", { signal });
  expect(exchanges.map(({ path, attempt, status }) => [path, attempt, status])).toEqual([
    ["/v1/dashboard/projects/metadata", 1, 200],
    ["/v1/edgehosts/tokens/t1", 1, undefined],
    ["/v1/edgehosts/tokens/t1", 2, 200],
    ["/v1/spectroclusters/c1/assets/kubeconfigclient", 1, 200],
  ]);
  expect(exchanges[1]?.failure).toBe("the connection was cut");
  expect(exchanges[2]?.responseBody).toMatchObject({ metadata: { name: "a" }, spec: { token: "****" } });
  const all = inspect(exchanges, { depth: 20 });
  expect(all).not.toContain(token);
  expect(all).not.toContain(apiKey);
});
