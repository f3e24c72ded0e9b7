import { describe, expect, test } from "vitest";
import {
  clusterOf,
  findPack,
  makeCluster,
  makeProfile,
  makeToken,
  manifest,
  openPalette,
  playAgents,
  publicRepo,
  registerHosts,
  tutorialProfile,
  uidOf,
  type OpenPalette,
} from "../../../test/kit/sandbox-palette.ts";

interface Pack {
  readonly name: string;
  readonly layer: string;
  readonly packUid: string;
  readonly registryUid: string;
  readonly tag: string;
  readonly version: string;
  readonly values: string;
  readonly manifests: readonly { readonly name: string; readonly uid: string }[];
}
interface Profile {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels: object;
    readonly annotations: object;
  };
  readonly spec: {
    readonly draft?: { readonly packs: readonly Pack[] };
    readonly published?: {
      readonly type: string;
      readonly cloudType: string;
      readonly profileVersion: string;
      readonly packs: readonly Pack[];
    };
    readonly version: string;
    readonly versions: readonly { readonly uid: string; readonly version: string }[];
  };
  readonly status: { readonly isPublished: boolean; readonly inUseClusters: readonly { readonly name: string }[] };
}

const read = async ({ call, project }: OpenPalette, uid: string) =>
  (await call("GET", `/v1/clusterprofiles/${uid}`, { project })).body as Profile;
const make = ({ call, project }: OpenPalette, body: unknown, query = "", unchecked = false) =>
  call("POST", `/v1/clusterprofiles${query}`, { body, project, unchecked });
const addOnOf = (packs: readonly Pack[] = []) => packs.find(({ name }) => name === "hello-universe");

describe("creating", () => {
  test("keeps what was sent and resolves tags to versions", async () => {
    await using open = await openPalette();
    const body = await tutorialProfile(open);
    const profile = await read(open, await makeProfile(open));
    expect(profile.metadata).toMatchObject(body.metadata);
    expect(profile.spec).not.toHaveProperty("type");
    expect(profile.spec.published).toMatchObject({
      type: "cluster",
      cloudType: "edge-native",
      profileVersion: "1.0.0",
    });
    const packs = profile.spec.published?.packs ?? [];
    expect(packs.map(({ name, layer, tag, version }) => [name, layer, tag, version])).toEqual([
      ["edge-native-byoi", "os", "2.1.0", "2.1.0"],
      ["edge-k3s", "k8s", "1.33.5", "1.33.5"],
      ["cni-calico", "cni", "3.30.x", "3.30.1"],
      ["hello-universe", "addon", "", ""],
    ]);
    expect(packs[1]?.values).toBe((await findPack(open, "edge-k3s", "1.33.5")).values);
    expect(addOnOf(packs)).toMatchObject({
      packUid: "spectro-manifest-pack",
      manifests: [{ name: "hello-universe", uid: expect.stringMatching(/^[0-9a-f]{24}$/) }],
    });
  });

  test("derives layers that are not said", async () => {
    await using open = await openPalette();
    const { spec, ...rest } = await tutorialProfile(open);
    const packs = spec.template.packs.map((pack) =>
      Object.fromEntries(Object.entries(pack).filter(([key]) => key !== "layer")),
    );
    const uid = uidOf(await make(open, { ...rest, spec: { ...spec, template: { ...spec.template, packs } } }));
    expect((await read(open, uid)).spec.draft?.packs.map(({ layer }) => layer)).toEqual(["os", "k8s", "cni", "addon"]);
  });

  test("takes values literally: without any there are none", async () => {
    await using open = await openPalette();
    const { spec, ...rest } = await tutorialProfile(open);
    const packs = spec.template.packs.map((pack) => ({ ...pack, values: "" }));
    const uid = uidOf(await make(open, { ...rest, spec: { ...spec, template: { ...spec.template, packs } } }));
    expect((await read(open, uid)).spec.draft?.packs.map(({ values }) => values)).toEqual(["", "", "", ""]);
  });

  test.each(["1.0", "v1.0.0", "1.0.0.0", "latest", "01.0.0"])(
    "refuses the version %s, which is no SemVer",
    async (version) => {
      await using open = await openPalette();
      expect(await make(open, await tutorialProfile(open, { version }))).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("semantic version") },
      });
    },
  );

  test("refuses a name and version that are there, and tells beforehand", async () => {
    await using open = await openPalette();
    await makeProfile(open);
    expect((await make(open, await tutorialProfile(open))).status).toBe(500);
    const check = async (query: string) =>
      (await open.call("GET", `/v1/clusterprofiles/validate/name?${query}`, { project: open.project })).status;
    expect(await check("name=docs-ubuntu-k3s&version=1.0.0")).toBe(500);
    expect(await check("name=docs-ubuntu-k3s&version=1.0.1")).toBe(204);
    expect(await check("name=another&version=1.0.0")).toBe(204);
  });

  test("the same name and version may be in another project", async () => {
    await using open = await openPalette({ projects: ["Default", "Other"] });
    await makeProfile(open);
    const other = { ...open, project: open.palette.projectUid("Other") };
    expect((await make(other, await tutorialProfile(open))).status).toBe(201);
  });

  test.each([
    ["a pack that does not exist", { uid: "0".repeat(24) }],
    ["another pack's uid", { name: "edge-rke2" }],
    ["a tag that is not the pack's", { tag: "1.30.0" }],
    ["an unknown registry", { registryUid: "0".repeat(24) }],
    ["values that are no YAML", { values: "a: [" }],
    ["an unknown layer", { layer: "basement" }],
  ])("refuses %s", async (_, change) => {
    await using open = await openPalette();
    const { spec, ...rest } = await tutorialProfile(open);
    const packs = spec.template.packs.map((pack, index) => (index === 1 ? { ...pack, ...change } : pack));
    const { status, body } = await make(open, { ...rest, spec: { ...spec, template: { ...spec.template, packs } } });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  test("checks packs without creating anything: 200, with errors in the body", async () => {
    await using open = await openPalette();
    const { template } = (await tutorialProfile(open)).spec;
    const check = async (packs: readonly object[]) =>
      (
        await open.call("POST", "/v1/clusterprofiles/validate/packs", {
          body: { ...template, packs },
          project: open.project,
        })
      ).body;
    expect(await check(template.packs)).toEqual({ packs: { results: [] } });
    expect(await check(template.packs.slice(1))).toMatchObject({
      packs: { results: [{ name: "os", errors: [{ message: expect.stringContaining("'os'") }] }] },
    });
    expect(await check([{ ...template.packs[1], uid: "0".repeat(24) }])).toMatchObject({
      packs: { results: [{ name: "edge-k3s", errors: [{ code: "PackNotFound" }] }] },
    });
  });

  test("can be an import, whose packs name their registry", async () => {
    await using open = await openPalette();
    const { metadata, spec } = await tutorialProfile(open);
    const packs = spec.template.packs.map((pack) => {
      const {
        name,
        type,
        layer,
        tag = "",
        values,
        manifests,
      } = pack as { name: string; type: string; layer: string; tag?: string; values: string; manifests?: object };
      const registry =
        type === "manifest"
          ? {}
          : { registry: { metadata: { uid: publicRepo, name: "Public Repo", kind: "pack", isPrivate: false } } };
      return { name, type, layer, tag, version: tag, values, ...registry, ...(manifests ? { manifests } : {}) };
    });
    const body = {
      metadata: { name: metadata.name, description: "imported", labels: metadata.labels },
      spec: { version: "1.0.0", template: { ...spec.template, packs }, variables: [] },
    };
    const send = () => open.call("POST", "/v1/clusterprofiles/import?publish=true", { body, project: open.project });
    const profile = await read(open, uidOf(await send()));
    expect(profile).toMatchObject({
      metadata: { annotations: { description: "imported" } },
      status: { isPublished: true },
    });
    expect(profile.spec.published?.packs[2]).toMatchObject({ registryUid: publicRepo, version: "3.30.1" });
    expect((await send()).status).toBe(500);
  });
});

describe("publishing", () => {
  test("moves the draft to published; edits start a new draft", async () => {
    await using open = await openPalette();
    const uid = uidOf(await make(open, await tutorialProfile(open)));
    const drafted = await read(open, uid);
    expect([drafted.status.isPublished, drafted.spec.published]).toEqual([false, undefined]);
    expect((await open.call("PATCH", `/v1/clusterprofiles/${uid}/publish`, { project: open.project })).status).toBe(
      204,
    );
    const published = await read(open, uid);
    expect(published.spec.draft).toBeUndefined();
    expect(published.spec.published?.packs).toEqual(drafted.spec.draft?.packs);

    const manifestUid = addOnOf(published.spec.published?.packs)?.manifests[0]?.uid;
    const { template } = (await tutorialProfile(open)).spec;
    const packs = template.packs.map((pack) =>
      "manifests" in pack
        ? { ...pack, manifests: [{ name: "hello-universe", uid: manifestUid, content: "changed: true" }] }
        : pack,
    );
    const edit = {
      metadata: { uid, name: "docs-ubuntu-k3s" },
      spec: { version: "1.0.0", template: { type: "cluster", packs } },
    };
    expect((await open.call("PUT", `/v1/clusterprofiles/${uid}`, { body: edit, project: open.project })).status).toBe(
      204,
    );
    const path = `/v1/clusterprofiles/${uid}/packs/hello-universe/manifests/${manifestUid}`;
    expect((await open.call("GET", path, { project: open.project })).body).toMatchObject({
      spec: { draft: { content: "changed: true" }, published: { content: manifest } },
    });
    await open.call("PATCH", `/v1/clusterprofiles/${uid}/publish`, { project: open.project });
    expect((await open.call("GET", path, { project: open.project })).body).toMatchObject({
      spec: { published: { content: "changed: true" } },
    });
  });

  test("packs and manifests can be added, changed and removed one by one", async () => {
    await using open = await openPalette();
    const uid = await makeProfile(open);
    const root = `/v1/clusterprofiles/${uid}/packs`;
    const pack = {
      name: "extra",
      type: "manifest",
      layer: "addon",
      uid: "spectro-manifest-pack",
      values: "",
      manifests: [{ name: "one", content: "a: 1" }],
    };
    uidOf(await open.call("POST", root, { body: { pack }, project: open.project }));
    uidOf(
      await open.call("POST", `${root}/extra/manifests`, {
        body: { name: "two", content: "b: 2" },
        project: open.project,
      }),
    );
    const list = async () =>
      (
        (await open.call("GET", `${root}/extra/manifests`, { project: open.project })).body as {
          readonly items: readonly { readonly metadata: { readonly name: string; readonly uid: string } }[];
        }
      ).items;
    const [one, two] = await list();
    expect([one?.metadata.name, two?.metadata.name]).toEqual(["one", "two"]);
    await open.call("PUT", `${root}/extra/manifests/${one?.metadata.uid}`, {
      body: { name: "one", content: "a: 3" },
      project: open.project,
    });
    await open.call("DELETE", `${root}/extra/manifests/${two?.metadata.uid}`, { project: open.project });
    expect(await list()).toMatchObject([{ spec: { draft: { content: "a: 3" } } }]);
    await open.call("PUT", `${root}/extra`, {
      body: { pack: { name: "extra", type: "manifest", layer: "addon", uid: "spectro-manifest-pack", values: "x: 1" } },
      project: open.project,
    });
    expect((await open.call("GET", root, { project: open.project })).body).toMatchObject({
      items: [{}, {}, {}, {}, { spec: { name: "extra", values: "x: 1" } }],
    });
    expect((await open.call("DELETE", `${root}/extra`, { project: open.project })).status).toBe(204);
    expect((await read(open, uid)).spec.draft?.packs).toHaveLength(4);
  });
});

describe("versions", () => {
  test("are objects of their own, grouped by name", async () => {
    await using open = await openPalette();
    const first = await makeProfile(open);
    const second = await makeProfile(open, { version: "1.1.0" });
    expect((await read(open, second)).spec.versions).toEqual([
      { uid: first, version: "1.0.0" },
      { uid: second, version: "1.1.0" },
    ]);
    const clone = await open.call("POST", `/v1/clusterprofiles/${first}/clone`, {
      body: { metadata: { name: "docs-ubuntu-k3s", version: "2.0.0" } },
      project: open.project,
    });
    expect((await read(open, uidOf(clone))).spec.versions).toHaveLength(3);
    expect((await open.call("DELETE", `/v1/clusterprofiles/${first}`, { project: open.project })).status).toBe(204);
    expect((await read(open, second)).spec.versions).toHaveLength(2);
  });

  test("are found by name and version, in both lists", async () => {
    await using open = await openPalette();
    await makeProfile(open);
    const uid = await makeProfile(open, { version: "1.1.0" });
    await makeProfile(open, { name: "other" });
    const { body } = await open.call("GET", "/v1/dashboard/clusterprofiles/metadata", { project: open.project });
    expect(body).toMatchObject({
      items: [
        { metadata: { name: "docs-ubuntu-k3s" }, spec: { version: "1.0.0", cloudType: "edge-native" } },
        { metadata: { uid } },
        {},
      ],
    });
    const filter = { profileName: { eq: "docs-ubuntu-k3s" }, version: { eq: "1.1.0" } };
    const found = await open.call("POST", "/v1/dashboard/clusterprofiles", {
      body: { filter, sort: [] },
      project: open.project,
    });
    expect(found.body).toMatchObject({
      items: [{ metadata: { uid }, status: { isPublished: true } }],
      listmeta: { count: 1 },
    });
    expect(
      (await open.call("GET", `/v1/dashboard/clusterprofiles/${uid}`, { project: open.project })).body,
    ).toMatchObject({ specSummary: { version: "1.1.0" } });
  });

  test("can be renamed and labelled", async () => {
    await using open = await openPalette();
    const uid = await makeProfile(open);
    const body = { metadata: { name: "renamed", labels: { a: "b" }, annotations: {} }, spec: { version: "1.0.0" } };
    expect(
      (await open.call("PATCH", `/v1/clusterprofiles/${uid}/metadata`, { body, project: open.project })).status,
    ).toBe(204);
    expect(await read(open, uid)).toMatchObject({ metadata: { name: "renamed", labels: { a: "b" } } });
  });
});

describe("deleting", () => {
  test("is refused while a cluster uses the profile, alone and in bulk", async () => {
    await using open = await openPalette();
    const { profile, uid } = await makeCluster(open, 1);
    expect((await read(open, profile)).status.inUseClusters).toMatchObject([{ name: "docs-cluster", uid }]);
    const one = await open.call("DELETE", `/v1/clusterprofiles/${profile}`, { project: open.project });
    expect(one).toMatchObject({ status: 500, body: { code: "DeletionResourceInUseError" } });
    const free = await makeProfile(open, { name: "free" });
    const bulk = await open.call("DELETE", "/v1/clusterprofiles/bulk", {
      body: { uids: [profile, free, "0".repeat(24)] },
      project: open.project,
    });
    expect(bulk.body).toMatchObject({
      deletedCount: 1,
      isSucceeded: false,
      failures: [{ uid: profile }, { uid: "0".repeat(24) }],
    });
  });
});

describe("variables", () => {
  test("have defaults, and a cluster may set its own", async () => {
    await using open = await openPalette();
    const { spec, ...rest } = await tutorialProfile(open, {
      content: manifest.replace("replicas: 2", "replicas: {{.spectro.var.replicas}}"),
    });
    const variables = [
      { name: "replicas", displayName: "Replicas", defaultValue: "1", format: "number", required: true },
    ];
    const profile = uidOf(await make(open, { ...rest, spec: { ...spec, variables } }, "?publish=true"));
    expect(
      (await open.call("GET", `/v1/clusterprofiles/${profile}/variables`, { project: open.project })).body,
    ).toMatchObject({ variables });
    const { token } = await makeToken(open);
    const hosts = await registerHosts(open, 1, token);
    const cluster = clusterOf(profile, hosts);
    cluster.spec.profiles[0]!.variables = [{ name: "replicas", value: "4" }];
    const uid = uidOf(
      await open.call("POST", "/v1/spectroclusters/edge-native", { body: cluster, project: open.project }),
    );
    playAgents(open.palette, hosts);
    await open.clock.advance(4000);
    const { body } = await open.call("POST", `/v1/dashboard/spectroclusters/${uid}/workloads/deployment`, {
      body: { filter: { namespaces: ["default"] } },
      project: open.project,
    });
    expect(body).toMatchObject({ deployments: [{ status: { replicas: { ready: 4 } } }] });
  });
});
