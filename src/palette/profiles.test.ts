import { describe, expect, test } from "vitest";
import { type Answer, refusal, scriptPalette, signal } from "../../test/kit/scripted-palette.ts";
import { isInUse, type ProfileSpec, templateDigest } from "./index.ts";

const done: Answer = { status: 204 };
const spec: ProfileSpec = {
  name: "docs-ubuntu-k3s",
  version: "1.0.0",
  description: "for the tutorial",
  labels: { app: "hello", "edgelab-id": "7" },
  packs: [
    {
      name: "edge-k3s",
      type: "spectro",
      layer: "k8s",
      tag: "1.33.5",
      registryUid: "r1",
      uid: "p1",
      values: "cluster: {}\n",
      manifests: [],
    },
    {
      name: "hello-universe",
      type: "manifest",
      layer: "addon",
      tag: undefined,
      registryUid: undefined,
      uid: undefined,
      values: "",
      manifests: [{ name: "hello", content: "kind: Service\n" }],
    },
  ],
};
/** As the server answers: with what it adds, and without the space around documents. */
const packs = [
  {
    name: "edge-k3s",
    type: "spectro",
    layer: "k8s",
    tag: "1.33.5",
    version: "1.33.5",
    registryUid: "r1",
    packUid: "p1",
    values: "cluster: {}",
    manifests: [],
    digest: "d",
  },
  {
    name: "hello-universe",
    type: "manifest",
    layer: "addon",
    tag: "",
    version: "",
    registryUid: "",
    packUid: "spectro-manifest-pack",
    values: "",
    manifests: [{ kind: "manifest", name: "hello", uid: "m1" }],
  },
];
const template = { type: "cluster", cloudType: "edge-native", profileVersion: "1.0.0", packs };
const profile = {
  metadata: { uid: "f1", name: spec.name, labels: spec.labels, annotations: { description: spec.description } },
  spec: { version: "1.0.0", published: template, draft: null },
  status: { isPublished: true, inUseClusters: [{ uid: "c1", name: "demo" }] },
};
const manifests = {
  items: [{ metadata: { name: "hello", uid: "m1" }, spec: { published: { content: "kind: Service" }, draft: null } }],
};

const filter = "POST /v1/dashboard/clusterprofiles";
const found = (labels: object) => ({
  metadata: { uid: "f1", name: spec.name, labels, annotations: { scope: "project" } },
  specSummary: { version: "1.0.0" },
  status: { isPublished: true },
});

describe("cluster profiles", () => {
  test("are created and published in one call", async () => {
    await using server = await scriptPalette({ "POST /v1/clusterprofiles": [{ status: 201, json: { uid: "f1" } }] });
    const { profiles } = await server.connect();
    expect(await profiles.create(spec, { signal })).toBe("f1");
    expect(server.seen[0]?.query.get("publish")).toBe("true");
    expect(server.seen[0]?.body).toEqual({
      metadata: { name: spec.name, labels: spec.labels, annotations: { description: spec.description } },
      spec: {
        version: "1.0.0",
        variables: [],
        template: {
          type: "cluster",
          cloudType: "edge-native",
          packs: [
            {
              name: "edge-k3s",
              type: "spectro",
              layer: "k8s",
              tag: "1.33.5",
              registryUid: "r1",
              uid: "p1",
              values: "cluster: {}",
              manifests: [],
            },
            {
              name: "hello-universe",
              type: "manifest",
              layer: "addon",
              uid: "spectro-manifest-pack",
              values: "",
              manifests: [{ name: "hello", content: "kind: Service" }],
            },
          ],
        },
      },
    });
  });

  test("left by a lost answer are adopted, those of others are not", async () => {
    for (const [labels, outcome] of [
      [spec.labels, "f1"],
      [{ app: "hello" }, "NAME_TAKEN"],
    ] as const) {
      await using server = await scriptPalette({
        "POST /v1/clusterprofiles": ["cut"],
        [filter]: [{ json: { items: [found(labels)] } }],
      });
      const { profiles } = await server.connect();
      const uid = await profiles.create(spec, { signal }).catch((error: { code: string }) => error.code);
      expect(uid).toBe(outcome);
    }
  });

  test("are found by exact name and version, in this project only", async () => {
    await using server = await scriptPalette({
      [filter]: [
        {
          json: {
            items: [
              { ...found({}), metadata: { uid: "f0", name: spec.name, annotations: { scope: "system" } } },
              { ...found({}), metadata: { uid: "f2", name: `${spec.name}-2` } },
              found(spec.labels),
            ],
          },
        },
      ],
    });
    const { profiles } = await server.connect();
    expect(await profiles.tryFind(spec.name, "1.0.0", { signal })).toEqual({
      uid: "f1",
      name: spec.name,
      version: "1.0.0",
      labels: spec.labels,
      isPublished: true,
    });
    expect(await profiles.tryFind(spec.name, "1.0.1", { signal })).toBeUndefined();
    expect(await profiles.listByLabels({ "edgelab-id": "7" }, { signal })).toHaveLength(1);
    expect(server.seen.at(-1)?.body).toMatchObject({ filter: { tags: { eq: ["edgelab-id:7"] } } });
  });

  test("are read with their manifests, and compare equal to what they were made from", async () => {
    await using server = await scriptPalette({
      "GET /v1/clusterprofiles/f1": [{ json: profile }],
      "GET /v1/clusterprofiles/f1/packs/hello-universe/manifests": [{ json: manifests }],
    });
    const { profiles } = await server.connect();
    const read = await profiles.get("f1", { signal });
    expect(read).toMatchObject({
      name: spec.name,
      version: "1.0.0",
      description: "for the tutorial",
      isPublished: true,
      hasDraft: false,
      inUseBy: [{ uid: "c1", name: "demo" }],
    });
    expect(templateDigest(read.packs)).toBe(templateDigest(spec.packs));
  });

  test.each([
    ["values", 0, { values: "cluster: {a: 1}" }],
    ["a tag", 0, { tag: "1.33.4" }],
    ["a registry", 0, { registryUid: "r2" }],
    ["a manifest", 1, { manifests: [{ name: "hello", content: "kind: Deployment" }] }],
  ])("differ by %s", (_, index, change) => {
    const changed = spec.packs.map((pack, at) => (at === index ? { ...pack, ...change } : pack));
    expect(templateDigest(changed)).not.toBe(templateDigest(spec.packs));
  });

  test("are changed with the uids of the manifests that are there, labelled, and published again", async () => {
    await using server = await scriptPalette({
      "GET /v1/clusterprofiles/f1": [{ json: profile }],
      "PUT /v1/clusterprofiles/f1": [done],
      "PATCH /v1/clusterprofiles/f1/metadata": [done],
      "PATCH /v1/clusterprofiles/f1/publish": [done],
    });
    const { profiles } = await server.connect();
    await profiles.update("f1", spec, { signal });
    expect(server.seen.map(({ method, path }) => `${method} ${path.split("/").slice(4).join("/")}`)).toEqual([
      "GET ",
      "PUT ",
      "PATCH metadata",
      "PATCH publish",
    ]);
    expect(server.seen[1]?.body).toMatchObject({
      spec: { template: { packs: [{}, { manifests: [{ uid: "m1", name: "hello", content: "kind: Service" }] }] } },
    });
  });

  test("in use are refused by a code that can be told", async () => {
    await using server = await scriptPalette({
      "DELETE /v1/clusterprofiles/f1": [refusal(500, "DeletionResourceInUseError"), refusal(404, "ResourceNotFound")],
    });
    const { profiles } = await server.connect();
    const error = await profiles.delete("f1", { signal }).catch((reason: unknown) => reason);
    expect(isInUse(error)).toBe(true);
    await expect(profiles.delete("f1", { signal })).resolves.toBeUndefined();
  });
});
