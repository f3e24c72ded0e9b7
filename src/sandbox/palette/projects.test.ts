import { expect, test } from "vitest";
import { makeProfile, makeToken, openPalette, publicRepo, uidOf } from "../../../test/kit/sandbox-palette.ts";

const names = Array.from({ length: 60 }, (_, index) => `project-${String(index).padStart(2, "0")}`);

interface List {
  readonly items: readonly { readonly metadata: { readonly name: string; readonly uid: string } }[];
  readonly listmeta: {
    readonly continue: string;
    readonly count: number;
    readonly limit: number;
    readonly offset: number;
  };
}

test("the metadata list has names and uids, all of them or one by its exact name", async () => {
  await using open = await openPalette({ projects: ["Default", "default", "Other"] });
  const list = async (query = "") =>
    ((await open.call("GET", `/v1/dashboard/projects/metadata${query}`)).body as List).items;
  expect(await list()).toHaveLength(3);
  expect(await list("?name=Default")).toEqual([{ metadata: { name: "Default", uid: open.project } }]);
  expect(open.project).toMatch(/^[0-9a-f]{24}$/);
});

test("the summary list filters by name and sorts", async () => {
  await using open = await openPalette({ projects: ["Default", "b", "a"] });
  const list = async (body: object) =>
    ((await open.call("POST", "/v1/dashboard/projects", { body })).body as List).items.map(
      ({ metadata }) => metadata.name,
    );
  expect(await list({ filter: { name: { eq: "Default" } }, sort: [] })).toEqual(["Default"]);
  expect(await list({ filter: { name: { eq: "default", ignoreCase: false } } })).toEqual([]);
  expect(await list({ sort: [{ field: "name", order: "desc" }] })).toEqual(["Default", "b", "a"]);
});

test("pages hold 50; the project list quietly caps a larger limit, the host search refuses it with 608", async () => {
  await using open = await openPalette({ projects: ["Default", ...names] });
  const page = async (query: string) =>
    (await open.call("POST", `/v1/dashboard/projects${query}`, { body: {} })).body as List;
  const first = await page("?limit=100");
  expect(first.items).toHaveLength(50);
  expect(first.listmeta).toMatchObject({ count: 61, limit: 50, offset: 0 });
  expect(JSON.parse(Buffer.from(first.listmeta.continue, "base64").toString())).toEqual({
    offset: 50,
    count: 61,
    token: "",
  });
  const second = await page(`?limit=100&continue=${encodeURIComponent(first.listmeta.continue)}`);
  expect(second.items).toHaveLength(11);
  expect(second.listmeta.continue).toBe("");
  expect((await page("?limit=20&offset=50")).items).toHaveLength(11);

  const refused = await open.call("POST", "/v1/dashboard/edgehosts/search?limit=51", {
    body: {},
    project: open.project,
  });
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ code: 608, message: "limit in query should be less than or equal to 50" });
  const nonsense = await open.call("POST", "/v1/dashboard/edgehosts/search?continue=nonsense", {
    body: {},
    project: open.project,
  });
  expect(nonsense.status).toBe(400);
});

test("a project that a token names cannot be deleted; DeletionResourceInUseError is a 500", async () => {
  await using open = await openPalette();
  const { uid } = await makeToken(open);
  const remove = () => open.call("DELETE", `/v1/projects/${open.project}`, { unchecked: true });
  expect(await remove()).toMatchObject({ status: 500, body: { code: "DeletionResourceInUseError" } });
  await open.call("DELETE", `/v1/edgehosts/tokens/${uid}`);
  expect((await remove()).status).toBe(204);
  expect((await open.call("GET", `/v1/projects/${open.project}`)).body).toMatchObject({ code: "ResourceNotFound" });
});

test("a project with profiles cannot be deleted; a new one has a name of its own", async () => {
  await using open = await openPalette();
  await makeProfile(open);
  expect((await open.call("DELETE", `/v1/projects/${open.project}`, { unchecked: true })).status).toBe(500);
  const make = (name: string) => open.call("POST", "/v1/projects", { body: { metadata: { name } }, unchecked: true });
  expect((await make("Default")).status).toBe(500);
  const uid = uidOf(await make("Second"));
  expect((await open.call("GET", `/v1/projects/${uid}`)).body).toMatchObject({ metadata: { name: "Second" } });
});

test("the caller's user and SSH keys", async () => {
  await using open = await openPalette();
  expect((await open.call("GET", "/v1/users/info")).body).toEqual({
    orgName: expect.any(String),
    tenantUid: expect.any(String),
    userUid: expect.any(String),
  });
  const key = { metadata: { name: "laptop" }, spec: { publicKey: "ssh-ed25519 AAAA" } };
  const uid = uidOf(await open.call("POST", "/v1/users/assets/sshkeys", { body: key }));
  expect((await open.call("POST", "/v1/users/assets/sshkeys", { body: key })).status).toBe(500);
  expect((await open.call("GET", "/v1/users/assets/sshkeys")).body).toMatchObject({
    items: [{ metadata: { uid }, spec: key.spec }],
  });
  await open.call("PUT", `/v1/users/assets/sshkeys/${uid}`, { body: { spec: { publicKey: "ssh-ed25519 BBBB" } } });
  expect((await open.call("GET", `/v1/users/assets/sshkeys/${uid}`)).body).toMatchObject({
    spec: { publicKey: "ssh-ed25519 BBBB" },
  });
  expect((await open.call("DELETE", `/v1/users/assets/sshkeys/${uid}`)).status).toBe(204);
});

test("health needs no key", async () => {
  await using open = await openPalette();
  expect((await open.call("GET", "/v1/health/ping", { key: null })).status).toBe(200);
  expect(publicRepo).toBe("5eecc89d0b150045ae661cef");
});
