import { expect, test } from "vitest";
import { makeToken, openPalette, registrationOf, uidOf } from "../../../test/kit/sandbox-palette.ts";

interface Token {
  readonly metadata: { readonly uid: string; readonly name: string; readonly annotations: object };
  readonly spec: {
    readonly token: string;
    readonly expiry: string;
    readonly defaultProject?: { readonly name: string; readonly uid: string };
  };
  readonly status: { readonly isActive: boolean };
}

const expiry = "2026-12-31T00:00:00.000Z";

test("making one answers with its uid and not with its secret; reading it gives that", async () => {
  await using open = await openPalette();
  const body = {
    metadata: { name: "edgelab-docs", annotations: { description: "edge tutorial" } },
    spec: { defaultProjectUid: open.project, expiry },
  };
  const made = await open.call("POST", "/v1/edgehosts/tokens", { body });
  const uid = uidOf(made);
  expect(Object.keys(made.body as object)).toEqual(["uid"]);
  const token = (await open.call("GET", `/v1/edgehosts/tokens/${uid}`)).body as Token;
  expect(token).toMatchObject({
    metadata: { name: "edgelab-docs", annotations: { description: "edge tutorial" } },
    spec: { expiry, defaultProject: { name: "Default", uid: open.project } },
    status: { isActive: true },
  });
  expect(token.spec.token.length).toBeGreaterThan(20);
  expect((await open.call("GET", "/v1/edgehosts/tokens")).body).toEqual({ items: [token] });
});

test("the read shape of the project is accepted and binds nothing", async () => {
  await using open = await openPalette();
  const body = { metadata: { name: "echo" }, spec: { expiry, defaultProject: { name: "Default", uid: open.project } } };
  const uid = uidOf(await open.call("POST", "/v1/edgehosts/tokens", { body, unchecked: true }));
  const { spec } = (await open.call("GET", `/v1/edgehosts/tokens/${uid}`)).body as Token;
  expect(spec).not.toHaveProperty("defaultProject");
  const answer = await open.call("POST", "/v1/edgehosts/register", {
    key: null,
    body: registrationOf("edge-1", spec.token),
  });
  expect(answer.status).toBe(404);
});

test("it can be edited, revoked and deleted, and then lets nobody in", async () => {
  await using open = await openPalette();
  const { uid, token } = await makeToken(open);
  const register = (host: string) =>
    open.call("POST", "/v1/edgehosts/register", { key: null, body: registrationOf(host, token) });
  const edited = { metadata: { uid, name: "renamed" }, spec: { defaultProjectUid: open.project, expiry } };
  expect((await open.call("PUT", `/v1/edgehosts/tokens/${uid}`, { body: edited })).status).toBe(204);
  expect((await open.call("GET", `/v1/edgehosts/tokens/${uid}`)).body).toMatchObject({
    metadata: { name: "renamed" },
    spec: { expiry, token },
  });
  expect((await register("edge-1")).status).toBe(200);
  expect((await open.call("PUT", `/v1/edgehosts/tokens/${uid}/state`, { body: { isActive: false } })).status).toBe(204);
  expect(await register("edge-2")).toMatchObject({
    status: 401,
    body: { message: expect.stringContaining("not active") },
  });
  expect((await open.call("DELETE", `/v1/edgehosts/tokens/${uid}`)).status).toBe(204);
  expect((await open.call("GET", `/v1/edgehosts/tokens/${uid}`)).body).toMatchObject({ code: "ResourceNotFound" });
  expect(await register("edge-3")).toMatchObject({
    status: 401,
    body: { message: expect.stringContaining("invalid") },
  });
});

test("it expires", async () => {
  await using open = await openPalette();
  const { token } = await makeToken(open);
  await open.clock.advance(86_400_001);
  const answer = await open.call("POST", "/v1/edgehosts/register", {
    key: null,
    body: registrationOf("edge-1", token),
  });
  expect(answer).toMatchObject({ status: 401, body: { message: expect.stringContaining("expired") } });
});

test.each([
  ["no name", { metadata: {}, spec: { expiry } }, 400],
  ["no expiry", { metadata: { name: "x" }, spec: {} }, 400],
  ["an expiry in the past", { metadata: { name: "x" }, spec: { expiry: "2020-01-01T00:00:00Z" } }, 400],
  ["an expiry that is no time", { metadata: { name: "x" }, spec: { expiry: "tomorrow" } }, 400],
  ["an unknown project", { metadata: { name: "x" }, spec: { expiry, defaultProjectUid: "0".repeat(24) } }, 404],
])("%s is refused", async (_, body, status) => {
  await using open = await openPalette();
  expect((await open.call("POST", "/v1/edgehosts/tokens", { body, unchecked: true })).status).toBe(status);
});
