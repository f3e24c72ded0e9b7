import { expect, test } from "vitest";
import { openPalette, publicRepo } from "../../../test/kit/sandbox-palette.ts";
import { defaultCatalog } from "./catalog.ts";

interface Tag {
  readonly version: string;
  readonly tag: string;
  readonly packUid: string;
  readonly parentTags: readonly string[];
}
interface PackTags {
  readonly name: string;
  readonly layer: string;
  readonly tags: readonly Tag[];
  readonly packValues: readonly { readonly packUid: string; readonly values: string }[];
}
interface Packs {
  readonly items: readonly {
    readonly metadata: { readonly uid: string };
    readonly spec: { readonly name: string; readonly version: string; readonly values: string };
  }[];
  readonly listmeta: { readonly continue: string };
}

test("registries are a flat list with kinds, and lists of their kind", async () => {
  await using open = await openPalette();
  const { body } = await open.call("GET", "/v1/registries/metadata");
  expect(body).toMatchObject({
    items: [
      { uid: publicRepo, name: "Public Repo", kind: "pack", scope: "system", isDefault: true, isPrivate: false },
      { name: "Palette Community Registry", kind: "oci" },
      { name: "Lab Registry", kind: "oci", scope: "tenant", isPrivate: true },
    ],
  });
  expect((await open.call("GET", "/v1/registries/metadata?scope=tenant")).body).toMatchObject({
    items: [{ name: "Lab Registry" }],
  });
  const packs = await open.call("GET", "/v1/registries/pack");
  expect(packs.body).toMatchObject({
    items: [{ metadata: { name: "Public Repo", uid: publicRepo } }],
    listmeta: { count: 1 },
  });
  expect((await open.call("GET", "/v1/registries/oci/summary")).body).toMatchObject({
    items: [{}, { metadata: { name: "Lab Registry" } }],
  });
  expect((await open.call("GET", "/v1/registries/pack/summary")).status).toBe(200);
  expect((await open.call("GET", `/v1/registries/pack/${publicRepo}`)).status).toBe(200);
  expect((await open.call("GET", `/v1/registries/pack/${publicRepo}/sync/status`)).body).toMatchObject({
    status: "Success",
  });
  expect((await open.call("GET", `/v1/registries/oci/${publicRepo}/basic/sync/status`)).status).toBe(404);
});

test("a pack's tags in one registry: exact versions, moving tags on the newest of their line, default values", async () => {
  await using open = await openPalette();
  const read = async (name: string) =>
    (await open.call("GET", `/v1/packs/${name}/registries/${publicRepo}?cloudType=edge-native`)).body as PackTags;
  const calico = await read("cni-calico");
  expect(calico.layer).toBe("cni");
  expect(calico.tags.map(({ version, parentTags }) => [version, parentTags])).toEqual([
    ["3.30.1", ["3.30.x"]],
    ["3.30.0", []],
    ["3.29.3", ["3.29.x"]],
  ]);
  const k3s = await read("edge-k3s");
  const tag = k3s.tags.find(({ version }) => version === "1.33.5");
  expect(k3s.packValues.find(({ packUid }) => packUid === tag?.packUid)?.values).toContain("cluster-cidr");
  const byUid = (await open.call("GET", `/v1/packs/${tag?.packUid}`)).body as PackTags;
  expect(byUid.tags).toEqual([tag]);
  expect((await read("edge-native-byoi")).packValues[0]?.values).toContain("{{ .spectro.system.kubernetes.version }}");
});

test("the same pack exists for several clouds and registries, as packs of their own", async () => {
  await using open = await openPalette();
  const uids = async (registry: string, query = "") =>
    ((await open.call("GET", `/v1/packs/cni-calico/registries/${registry}${query}`)).body as PackTags).tags.map(
      ({ packUid }) => packUid,
    );
  const own = await uids(publicRepo, "?cloudType=edge-native");
  expect((await uids(publicRepo, "?cloudType=aws")).some((uid) => own.includes(uid))).toBe(false);
  expect(await uids(publicRepo)).toHaveLength(4);
  const lab = defaultCatalog().registries.find(({ name }) => name === "Lab Registry")?.uid ?? "";
  expect((await uids(lab, "?cloudType=edge-native")).some((uid) => own.includes(uid))).toBe(false);
});

test.each([
  `/v1/packs/edge-k3s/registries/${"0".repeat(24)}`,
  `/v1/packs/edge-none/registries/${publicRepo}`,
  `/v1/packs/${"0".repeat(24)}`,
])("%s is ResourceNotFound", async (path) => {
  await using open = await openPalette();
  expect((await open.call("GET", path)).body).toMatchObject({ code: "ResourceNotFound" });
});

test("the list filters without spaces around AND, and by the plural spec.cloudTypes", async () => {
  await using open = await openPalette();
  const list = async (filters: string) => {
    const query = new URLSearchParams({ filters, orderBy: "spec.version=-1", limit: "50" });
    return ((await open.call("GET", `/v1/packs?${query.toString()}`)).body as Packs).items.map(
      ({ spec }) => spec.version,
    );
  };
  expect(await list(`spec.name=edge-k3sANDspec.cloudTypes=edge-nativeANDspec.registryUid=${publicRepo}`)).toEqual([
    "1.33.5",
    "1.33.4",
    "1.32.9",
    "1.31.13",
  ]);
  expect(await list("spec.name=edge-k3s AND spec.cloudTypes=edge-native")).toEqual([]);
  expect(await list("spec.name=edge-k3sANDspec.cloudType=edge-native")).toEqual([]);
  const { body } = await open.call("GET", "/v1/packs?filters=spec.name=edge-k3s");
  expect((body as Packs).items[0]?.spec.values).toContain("service-cidr");
});

test("the search gives the newest version per registry", async () => {
  await using open = await openPalette();
  const body = {
    filter: { name: { eq: "edge-k3s" }, layer: ["k8s"], environment: ["edge-native"] },
    sort: [{ field: "name", order: "asc" }],
  };
  const answer = await open.call("POST", "/v1/packs/search", { body });
  expect(answer.body).toMatchObject({
    items: [
      {
        spec: {
          name: "edge-k3s",
          registries: [
            { name: "Public Repo", latestVersion: "1.33.5" },
            { name: "Lab Registry", latestVersion: "1.33.5" },
          ],
        },
      },
    ],
  });
  const csi = await open.call("POST", "/v1/packs/search", { body: { filter: { layer: ["csi"] } } });
  expect(csi.body).toMatchObject({ items: [{ spec: { name: "csi-longhorn" } }] });
});
