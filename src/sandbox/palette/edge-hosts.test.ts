import { describe, expect, test } from "vitest";
import {
  makeCluster,
  makeToken,
  openPalette,
  playAgents,
  registerHosts,
  registrationOf,
  type OpenPalette,
} from "../../../test/kit/sandbox-palette.ts";

const uid = "edge-97f2384233b498f6aa8dec90c3437c28";
const register = ({ call }: OpenPalette, body: unknown, unchecked = false) =>
  call("POST", "/v1/edgehosts/register", { key: null, body, unchecked });
const read = async ({ call, project }: OpenPalette, host = uid) =>
  (await call("GET", `/v1/edgehosts/${host}`, { project })).body;
const precreate = ({ call, project }: OpenPalette, host = uid, spec: object = { archType: "amd64" }, labels = {}) =>
  call("POST", "/v1/edgehosts", { body: { metadata: { uid: host, name: host, labels }, spec }, project });

describe("a host that registers itself", () => {
  test("is ready at once, without health until it was in contact for a while", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const { status, body } = await register(open, registrationOf(uid, token, { labels: { city: "london" } }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      metadata: { uid, name: uid },
      status: { state: "ready", serviceAuthToken: expect.any(String) },
    });
    expect(JSON.stringify(body)).not.toContain(token);
    const fresh = await read(open);
    expect(fresh).toMatchObject({
      metadata: { labels: { city: "london" } },
      spec: {
        host: { hostAddress: "10.0.20.31", project: { name: "Default" } },
        device: { archType: "amd64", cpu: { cores: 4 } },
      },
      status: { state: "ready", inUseClusters: [] },
    });
    expect(fresh).not.toHaveProperty("status.health");
    open.palette.agents.connect(uid, { signal: new AbortController().signal });
    await open.clock.advance(500);
    expect(await read(open)).toMatchObject({ status: { state: "ready", health: { state: "healthy" } } });
  });

  test("turns unhealthy some time after it was last heard of, and healthy when it is back", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    await register(open, registrationOf(uid, token));
    const power = new AbortController();
    open.palette.agents.connect(uid, power);
    await open.clock.advance(60_000);
    power.abort();
    await open.clock.advance(9000);
    expect(await read(open)).toMatchObject({ status: { health: { state: "healthy" } } });
    await open.clock.advance(2000);
    expect(await read(open)).toMatchObject({
      status: { state: "ready", health: { state: "unhealthy", message: expect.any(String) } },
    });
    open.palette.agents.connect(uid, { signal: new AbortController().signal });
    await open.clock.advance(500);
    expect(await read(open)).toMatchObject({ status: { health: { state: "healthy" } } });
  });

  test.each([
    ["a wrong token", { token: "wrong" }, 401, "invalid"],
    ["no project at all", { defaultProject: false }, 404, "names a project"],
    [
      "a project that does not exist, whatever the token's default",
      { host: { project: { name: "Nowhere", uid: "" } } },
      404,
      "'Nowhere' not found",
    ],
    ["a name in another case", { host: { project: { name: "default", uid: "" } } }, 404, "'default' not found"],
    ["disableAutoRegister and no record", { host: { disableAutoRegister: true } }, 404, "does not register itself"],
    ["a uid with a slash", { uid: "edge/1" }, 400, "should not contain '/'"],
    ["a uid of 129 characters", { uid: "e".repeat(129) }, 400, "128"],
    ["no address", { host: { hostAddress: "" } }, 400, "hostAddress"],
  ])(
    "with %s it is refused and appears nowhere",
    async (_, change: { token?: string; uid?: string; host?: object; defaultProject?: boolean }, status, message) => {
      await using open = await openPalette();
      const made = await makeToken(open);
      if (change.defaultProject === false) {
        const body = { metadata: { name: "lab-token", uid: made.uid }, spec: { expiry: "2026-12-31T00:00:00.000Z" } };
        await open.call("PUT", `/v1/edgehosts/tokens/${made.uid}`, { body });
      }
      const body = registrationOf(change.uid ?? uid, change.token ?? made.token, { host: change.host ?? {} });
      expect(await register(open, body)).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
      expect((await open.call("GET", "/v1/edgehosts/metadata", { project: open.project })).body).toEqual({
        edgeHosts: [],
      });
    },
  );

  test("goes to the project that it names, by name or uid, before its token's", async () => {
    await using open = await openPalette({ projects: ["Default", "Field", "Lab"] });
    const { token } = await makeToken(open);
    await register(open, registrationOf("edge-1", token, { host: { project: { name: "Field", uid: "" } } }));
    await register(
      open,
      registrationOf("edge-2", token, { host: { project: { name: "", uid: open.palette.projectUid("Lab") } } }),
    );
    const list = async (name: string) =>
      (await open.call("GET", "/v1/edgehosts/metadata", { project: open.palette.projectUid(name) })).body;
    expect(await list("Field")).toMatchObject({ edgeHosts: [{ uid: "edge-1" }] });
    expect(await list("Lab")).toMatchObject({ edgeHosts: [{ uid: "edge-2" }] });
    expect(await list("Default")).toEqual({ edgeHosts: [] });
  });

  test("is refused as a duplicate while its old record is there: imaged anew, or a second machine with its ID", async () => {
    await using open = await openPalette({ projects: ["Default", "Other"] });
    const { token } = await makeToken(open);
    await register(open, registrationOf(uid, token));
    open.palette.agents.connect(uid, { signal: new AbortController().signal });
    await open.clock.advance(1000);
    for (const body of [
      registrationOf(uid, token),
      registrationOf(uid, token, { address: "10.0.20.99" }),
      registrationOf(uid, token, { host: { project: { name: "Other" } } }),
    ]) {
      const { status, body: answer } = await register(open, body);
      expect([status, answer]).toEqual([
        500,
        expect.objectContaining({ message: expect.stringContaining("already registered") }),
      ]);
    }
    await open.call("DELETE", `/v1/edgehosts/${uid}`, { project: open.project });
    expect((await register(open, registrationOf(uid, token))).status).toBe(200);
  });

  test("may repeat itself when its answer was lost", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    open.palette.inject({ path: /register$/, effect: { cut: "after" } });
    await expect(register(open, registrationOf(uid, token))).rejects.toThrow();
    expect((await register(open, registrationOf(uid, token))).status).toBe(200);
    expect((await register(open, registrationOf(uid, token, { address: "10.0.20.99" }))).status).toBe(500);
  });

  test("does not come back by itself after its record was deleted", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    await register(open, registrationOf(uid, token));
    playAgents(open.palette, [uid]);
    await open.clock.advance(1000);
    expect((await open.call("DELETE", `/v1/edgehosts/${uid}`, { project: open.project })).status).toBe(204);
    await open.clock.advance(60_000);
    expect(await read(open)).toMatchObject({ code: "ResourceNotFound" });
  });
});

describe("a host that was added first", () => {
  test("is unpaired until its agent calls in; a token is needed all the same", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    expect(await precreate(open, uid, { archType: "amd64" }, { city: "london" })).toMatchObject({
      status: 201,
      body: { uid },
    });
    expect(await read(open)).toMatchObject({ status: { state: "unpaired" } });
    expect(await read(open)).not.toHaveProperty("status.health");
    expect((await register(open, registrationOf(uid, "wrong"))).status).toBe(401);
    expect(
      (await register(open, registrationOf(uid, token, { host: { disableAutoRegister: true }, labels: { rack: "7" } })))
        .status,
    ).toBe(200);
    expect(await read(open)).toMatchObject({
      metadata: { labels: { city: "london", rack: "7" } },
      status: { state: "ready" },
    });
  });

  test("needs no project but its record's", async () => {
    await using open = await openPalette({ projects: ["Default", "Field"] });
    const { token } = await makeToken(open);
    const field = open.palette.projectUid("Field");
    await precreate({ ...open, project: field });
    expect((await register(open, registrationOf(uid, token))).status).toBe(200);
    expect((await open.call("GET", "/v1/edgehosts/metadata", { project: field })).body).toMatchObject({
      edgeHosts: [{ uid, state: "ready" }],
    });
  });

  test("is unique in the whole tenant", async () => {
    await using open = await openPalette({ projects: ["Default", "Other"] });
    await precreate(open);
    expect((await precreate(open)).status).toBe(500);
    expect((await precreate({ ...open, project: open.palette.projectUid("Other") })).status).toBe(500);
  });

  test("with a pairing key lets in only the agent that has it", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    await precreate(open, uid, { archType: "amd64", hostPairingKey: "one-time" });
    expect((await register(open, registrationOf(uid, token))).status).toBe(401);
    await open.call("PATCH", `/v1/edgehosts/${uid}/hostPairingKey`, {
      body: { hostPairingKey: "other" },
      project: open.project,
    });
    expect((await register(open, registrationOf(uid, token, { host: { hostPairingKey: "one-time" } }))).status).toBe(
      401,
    );
    expect((await register(open, registrationOf(uid, token, { host: { hostPairingKey: "other" } }))).status).toBe(200);
  });

  test("cannot be updated as a device before it is registered", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    await precreate(open);
    const update = () =>
      open.call("PUT", `/v1/edgehosts/${uid}`, {
        body: { metadata: { uid, name: uid, labels: { a: "b" } } },
        project: open.project,
      });
    expect(await update()).toMatchObject({ status: 500, body: { code: "EdgeHostDeviceNotRegistered" } });
    await register(open, registrationOf(uid, token));
    expect((await update()).status).toBe(204);
    expect(await read(open)).toMatchObject({ metadata: { labels: { a: "b" } } });
  });
});

describe("finding", () => {
  const stringFilter = (property: string, values: readonly string[], extra: object = {}) => ({
    property,
    type: "string",
    condition: {
      string: { operator: "eq", negation: false, ignoreCase: false, match: { conjunction: "or", values }, ...extra },
    },
  });
  const search = async (open: OpenPalette, filters: readonly object[], more: object = {}) => {
    const body = { filter: { conjunction: "and", filterGroups: [{ conjunction: "and", filters }] }, sort: [], ...more };
    const answer = await open.call("POST", "/v1/dashboard/edgehosts/search", { body, project: open.project });
    return (answer.body as { readonly items: readonly { readonly metadata: { readonly name: string } }[] }).items.map(
      ({ metadata }) => metadata.name,
    );
  };
  const three = async (open: OpenPalette) => {
    const { token } = await makeToken(open);
    await register(open, registrationOf("edge-a", token, { labels: { city: "london", rack: "1" } }));
    await register(open, registrationOf("edge-b", token, { labels: { city: "paris", bare: "spectro__tag" } }));
    await precreate(open, "edge-c", { archType: "arm64" }, { city: "london" });
    open.palette.agents.connect("edge-a", { signal: new AbortController().signal });
    await open.clock.advance(500);
  };

  test("by name, state, health, architecture and tags; several tags mean any of them", async () => {
    await using open = await openPalette();
    await three(open);
    expect(await search(open, [stringFilter("name", ["edge-b"])])).toEqual(["edge-b"]);
    expect(await search(open, [stringFilter("state", ["ready"])])).toEqual(["edge-a", "edge-b"]);
    expect(await search(open, [stringFilter("healthState", ["healthy"])])).toEqual(["edge-a"]);
    expect(await search(open, [stringFilter("architecture", ["arm64"])])).toEqual(["edge-c"]);
    expect(await search(open, [stringFilter("tags", ["city:london"])])).toEqual(["edge-a", "edge-c"]);
    expect(await search(open, [stringFilter("tags", ["city:paris", "rack:1"])])).toEqual(["edge-a", "edge-b"]);
    expect(await search(open, [stringFilter("tags", ["bare"])])).toEqual(["edge-b"]);
    expect(await search(open, [stringFilter("state", ["ready"]), stringFilter("tags", ["city:london"])])).toEqual([
      "edge-a",
    ]);
    expect(await search(open, [stringFilter("name", ["edge-a"], { negation: true })])).toEqual(["edge-b", "edge-c"]);
    expect(
      await search(open, [stringFilter("name", ["EDGE-"], { operator: "beginsWith", ignoreCase: true })]),
    ).toHaveLength(3);
    expect(await search(open, [stringFilter("name", ["EDGE-"], { operator: "contains" })])).toEqual([]);
  });

  test("an empty body finds all; unknown properties and sort fields are refused", async () => {
    await using open = await openPalette();
    await three(open);
    const post = (body: object, unchecked = false) =>
      open.call("POST", "/v1/dashboard/edgehosts/search", { body, project: open.project, unchecked });
    expect((await post({})).body).toMatchObject({
      items: [{}, {}, {}],
      listmeta: { count: 3, limit: 50, offset: 0, continue: "" },
    });
    const groups = [{ conjunction: "and", filters: [stringFilter("clusterName", ["x"])] }];
    expect((await post({ filter: { conjunction: "and", filterGroups: groups } })).status).toBe(400);
    expect((await post({ sort: [{ field: "environment", order: "asc" }] })).status).toBe(422);
    expect((await post({ sort: [{ field: "name", order: "desc" }] }, true)).body).toMatchObject({
      items: [{ metadata: { name: "edge-c" } }, {}, {}],
    });
    expect((await open.call("GET", "/v1/dashboard/edgehosts/search/schema")).body).toMatchObject({
      schema: { properties: [{ name: "name" }, { name: "tags" }, {}, {}, {}] },
    });
  });

  test("free hosts by the quick filter, and all tags", async () => {
    await using open = await openPalette();
    const { hosts } = await makeCluster(open, 1);
    await precreate(open, "edge-c", {}, { city: "london" });
    const list = async (query: string) =>
      (await open.call("GET", `/v1/edgehosts/metadata${query}`, { project: open.project })).body;
    expect(await list("")).toMatchObject({
      edgeHosts: [{ uid: hosts[0], state: "in-use", edgeHostType: "edge-native" }, {}],
    });
    expect(await list("?type=edge-native&quickFilter=unusedEdgeHosts")).toEqual({
      edgeHosts: [
        {
          uid: "edge-c",
          name: "edge-c",
          state: "unpaired",
          healthState: "",
          archType: "amd64",
          edgeHostType: "edge-native",
        },
      ],
    });
    expect((await open.call("GET", "/v1/edgehosts/tags", { project: open.project })).body).toEqual({
      tags: ["city:london"],
    });
  });
});

describe("changing and deleting", () => {
  test("meta replaces name and labels", async () => {
    await using open = await openPalette();
    await precreate(open, uid, {}, { city: "london" });
    const body = { metadata: { uid, name: "renamed", labels: { rack: "7" } } };
    expect((await open.call("PUT", `/v1/edgehosts/${uid}/meta`, { body, project: open.project })).status).toBe(204);
    expect(await read(open)).toMatchObject({ metadata: { name: "renamed", labels: { rack: "7" } } });
    expect(await read(open)).not.toHaveProperty("metadata.labels.city");
  });

  test("a host in use is not deleted", async () => {
    await using open = await openPalette();
    const { hosts } = await makeCluster(open, 1);
    const answer = await open.call("DELETE", `/v1/edgehosts/${hosts[0]}`, { project: open.project });
    expect(answer).toMatchObject({ status: 500, body: { code: "DeletionResourceInUseError" } });
  });

  test("the agent's public calls: config and health", async () => {
    await using open = await openPalette();
    const { hosts, uid: cluster } = await makeCluster(open, 1);
    const path = `/v1/edgehosts/${hosts[0]}`;
    expect((await open.call("GET", `${path}/config`, { project: open.project })).body).toMatchObject({
      clusterUids: [cluster],
    });
    await open.call("PATCH", `${path}/health`, {
      body: { state: "unhealthy", message: "disk", agentVersion: "4.8.1" },
      project: open.project,
    });
    expect(await read(open, hosts[0])).toMatchObject({
      status: { health: { state: "unhealthy", message: "disk", agentVersion: "4.8.1" } },
    });
  });

  test("events of a host, newest first; they need ProjectUid", async () => {
    await using open = await openPalette();
    const { token } = await makeToken(open);
    const [host = ""] = await registerHosts(open, 1, token);
    playAgents(open.palette, [host]);
    await open.clock.advance(1000);
    const list = (query: string, project?: string) =>
      open.call("GET", `/v1/events/components/edgehost/${host}${query}`, { project });
    const newest = await list("?limit=50&orderBy=metadata.creationTimestamp=-1", open.project);
    expect(newest.body).toMatchObject({
      items: [
        { reason: "EdgeHostHealthy", involvedObject: { kind: "edgehost", uid: host }, severity: "info" },
        { reason: "EdgeHostRegistered" },
      ],
    });
    expect((await list("?orderBy=metadata.creationTimestamp=1", open.project)).body).toMatchObject({
      items: [{ reason: "EdgeHostRegistered" }, {}],
    });
    expect((await list("")).body).toMatchObject({ code: "OperationForbidden" });
  });
});
