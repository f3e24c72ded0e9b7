import { describe, expect, test } from "vitest";
import { adminKey, makeToken, openPalette } from "../../../test/kit/sandbox-palette.ts";

const errorOf = ({ body }: { readonly body: unknown }) => body as { readonly code: unknown; readonly message: string };

describe("credentials", () => {
  test("a call without, or with a wrong key is 401 UnAuthorizedAccess", async () => {
    await using open = await openPalette();
    for (const key of [null, "wrong"]) {
      const answer = await open.call("GET", "/v1/users/info", { key });
      expect(answer.status).toBe(401);
      expect(errorOf(answer).code).toBe("UnAuthorizedAccess");
    }
  });

  test("the key's header name has no case, and the key is no bearer token", async () => {
    await using open = await openPalette();
    const ask = (headers: Record<string, string>) => open.call("GET", "/v1/users/info", { key: null, headers });
    expect((await ask({ apikey: adminKey })).status).toBe(200);
    expect((await ask({ APIKEY: adminKey })).status).toBe(200);
    expect((await ask({ Authorization: adminKey })).status).toBe(401);
    expect((await ask({ Authorization: `Bearer ${adminKey}` })).status).toBe(401);
  });

  test("logging in gives a token for 15 minutes, sent as it is; it can be refreshed", async () => {
    await using open = await openPalette();
    const login = (password: string) =>
      open.call("POST", "/v1/auth/authenticate", {
        key: null,
        body: { emailId: "admin@example.com", password, org: "" },
      });
    expect((await login("wrong")).status).toBe(401);
    const { Authorization } = (await login("secret")).body as { readonly Authorization: string };
    const ask = (token: string) => open.call("GET", "/v1/users/info", { key: null, headers: { Authorization: token } });
    expect((await ask(Authorization)).status).toBe(200);
    await open.clock.advance(14 * 60_000);
    const fresh = (await open.call("GET", `/v1/auth/refresh/${Authorization}`, { key: null })).body as {
      readonly Authorization: string;
    };
    await open.clock.advance(2 * 60_000);
    expect((await ask(Authorization)).status).toBe(401);
    expect((await ask(fresh.Authorization)).status).toBe(200);
  });

  test("the key check of the SDK works with any key of the tenant", async () => {
    await using open = await openPalette({ apiKeys: [{ key: "user", tenantAdmin: false }] });
    expect((await open.call("GET", "/v1/dashboard/projects/metadata", { key: "user" })).status).toBe(200);
  });
});

describe("scope", () => {
  test("a missing or wrong ProjectUid is a permission error that names the permission", async () => {
    await using open = await openPalette();
    for (const project of [undefined, "0".repeat(24)]) {
      const answer = await open.call("GET", "/v1/spectroclusters/abc", { project });
      expect(answer.status).toBe(403);
      expect(errorOf(answer)).toMatchObject({
        code: "OperationForbidden",
        message: expect.stringContaining("cluster.get"),
      });
    }
  });

  test("the query form of ProjectUid alone does not work", async () => {
    await using open = await openPalette();
    const answer = await open.call("GET", `/v1/spectroclusters/abc?ProjectUid=${open.project}`, { unchecked: true });
    expect(answer.status).toBe(403);
  });

  test("a dashboard listing without ProjectUid is empty, not an error", async () => {
    await using open = await openPalette();
    const body = { metadata: { uid: "edge-1", name: "edge-1" }, spec: { archType: "amd64" } };
    await open.call("POST", "/v1/edgehosts", { body, project: open.project });
    const search = (project?: string) => open.call("POST", "/v1/dashboard/edgehosts/search", { body: {}, project });
    expect((await search(open.project)).body).toMatchObject({ items: [{ metadata: { name: "edge-1" } }] });
    expect((await search()).body).toMatchObject({ items: [] });
  });

  test("objects of another project are not there", async () => {
    await using open = await openPalette({ projects: ["Default", "Other"] });
    const body = { metadata: { uid: "edge-1", name: "edge-1" }, spec: {} };
    await open.call("POST", "/v1/edgehosts", { body, project: open.project });
    const other = open.palette.projectUid("Other");
    expect((await open.call("GET", "/v1/edgehosts/edge-1", { project: other })).body).toMatchObject({
      code: "ResourceNotFound",
    });
    expect((await open.call("GET", "/v1/edgehosts/metadata", { project: other })).body).toEqual({ edgeHosts: [] });
  });

  test("token calls with ProjectUid are refused", async () => {
    await using open = await openPalette();
    const answer = await open.call("GET", "/v1/edgehosts/tokens", { project: open.project });
    expect(errorOf(answer).code).toBe("ProjectUidIsNotEmpty");
  });

  test("registration tokens need a tenant admin", async () => {
    await using open = await openPalette({ apiKeys: [{ key: "user", tenantAdmin: false }] });
    const answer = await open.call("GET", "/v1/edgehosts/tokens", { key: "user" });
    expect(answer.status).toBe(403);
    expect(errorOf(answer)).toMatchObject({
      code: "OperationForbidden",
      message: expect.stringContaining("edgetoken.list"),
    });
  });

  test("a key carries its owner's permissions and projects", async () => {
    await using open = await openPalette({
      projects: ["Default", "Other"],
      apiKeys: [
        { key: "viewer", tenantAdmin: false, projects: ["Other"], permissions: ["edgehost.list", "project.list"] },
      ],
    });
    const other = open.palette.projectUid("Other");
    const ask = (path: string, project: string) => open.call("GET", path, { key: "viewer", project });
    expect((await ask("/v1/edgehosts/metadata", other)).status).toBe(200);
    expect(errorOf(await ask("/v1/edgehosts/metadata", open.project)).code).toBe("OperationForbidden");
    expect(errorOf(await ask("/v1/edgehosts/edge-1", other)).message).toContain("edgehost.get");
    const { body } = await open.call("GET", "/v1/dashboard/projects/metadata", { key: "viewer" });
    expect(body).toEqual({ items: [{ metadata: { name: "Other", uid: other } }] });
  });
});

describe("verbs and answers", () => {
  test("201 has a uid and an AuditUid, 204 has no body", async () => {
    await using open = await openPalette();
    const body = { metadata: { uid: "edge-1", name: "edge-1" }, spec: {} };
    const made = await open.call("POST", "/v1/edgehosts", { body, project: open.project });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ uid: "edge-1" });
    expect(made.headers["audituid"]).toMatch(/^[0-9a-f]{24}$/);
    const gone = await open.call("DELETE", "/v1/edgehosts/edge-1", { project: open.project });
    expect(gone.status).toBe(204);
    expect(gone.body).toBeUndefined();
  });

  test("an unknown uid is 404 ResourceNotFound", async () => {
    await using open = await openPalette();
    const answer = await open.call("GET", "/v1/edgehosts/edge-404", { project: open.project });
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({
      code: "ResourceNotFound",
      message: expect.any(String),
      ref: expect.any(String),
      details: {},
    });
  });

  test.each([
    ["/v1/projects", "method GET is not allowed, but [POST] are"],
    ["/v1/edgehosts", "method GET is not allowed, but [POST] are"],
  ])("GET %s is 405, with a number for a code", async (path, message) => {
    await using open = await openPalette();
    const answer = await open.call("GET", path, { unchecked: true, project: open.project });
    expect(answer.status).toBe(405);
    expect(errorOf(answer)).toMatchObject({ code: 405, message });
  });

  test.each(["/v1/nothing", "/v1/spectroclusters/abc/events"])(
    "GET %s is 404, with a number for a code",
    async (path) => {
      await using open = await openPalette();
      const answer = await open.call("GET", path, { unchecked: true, project: open.project });
      expect(answer.status).toBe(404);
      expect(errorOf(answer)).toMatchObject({ code: 404, message: expect.stringContaining("was not found") });
    },
  );

  test.each(["{", "[]", '{"metadata":7}', '{"metadata":{"name":7}}', '"text"'])(
    "the payload %s is 400",
    async (body) => {
      await using open = await openPalette();
      const answer = await open.call("POST", "/v1/edgehosts", { body, project: open.project, unchecked: true });
      expect(answer.status).toBe(400);
      expect(errorOf(answer).message).not.toBe("");
    },
  );
});

describe("rate limits", () => {
  test("ten a second and fifty at once for most prefixes; then 429 without a body to rely on", async () => {
    await using open = await openPalette({ rateLimitFactor: 1 });
    const burst = async (path: string, count: number) => {
      const statuses: number[] = [];
      for (let index = 0; index < count; index += 1)
        statuses.push((await open.call("GET", path, { project: open.project, unchecked: true })).status);
      return statuses.filter((status) => status === 429).length;
    };
    expect(await burst("/v1/packs", 52)).toBe(2);
    expect(await burst("/v1/users/info", 1)).toBe(0);
    const refused = await open.call("GET", "/v1/packs", { unchecked: true });
    expect(refused).toMatchObject({ status: 429, body: "Too Many Requests\n" });
    expect(refused.headers).not.toHaveProperty("retry-after");
    await open.clock.advance(500);
    expect(await burst("/v1/packs", 6)).toBe(1);
  });

  test("fifty a second for clusters, but ten for their assets", async () => {
    await using open = await openPalette({ rateLimitFactor: 1 });
    const last = async (path: string, count: number) => {
      for (let index = 1; index < count; index += 1)
        await open.call("GET", path, { project: open.project, unchecked: true });
      return (await open.call("GET", path, { project: open.project, unchecked: true })).status;
    };
    expect(await last("/v1/spectroclusters/abc", 250)).toBe(404);
    expect(await last("/v1/spectroclusters/abc", 1)).toBe(429);
    expect(await last("/v1/spectroclusters/abc/assets/kubeconfigclient", 50)).toBe(404);
    expect(await last("/v1/spectroclusters/abc/assets/kubeconfigclient", 1)).toBe(429);
  });
});

describe("injected faults", () => {
  test("strike as often as they should, and are told apart by method", async () => {
    await using open = await openPalette();
    open.palette.inject({
      method: "GET",
      path: /^\/v1\/users\/info$/,
      times: 2,
      effect: { status: 503, code: "Busy" },
    });
    const ask = () => open.call("GET", "/v1/users/info");
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([503, 503, 200]);
  });

  test("a cut after the call loses the answer and keeps the effect", async () => {
    await using open = await openPalette();
    for (const cut of ["before", "after"] as const) {
      open.palette.inject({ method: "POST", path: /tokens$/, effect: { cut } });
      await expect(makeToken(open, cut)).rejects.toThrow(/socket hang up|ECONNRESET/);
    }
    const { body } = await open.call("GET", "/v1/edgehosts/tokens");
    expect(body).toMatchObject({ items: [{ metadata: { name: "after" } }] });
  });
});
