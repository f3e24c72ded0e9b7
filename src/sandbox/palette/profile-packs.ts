import { parseDocument } from "yaml";
import { badRequest, refused } from "./api-error.ts";
import { type Decoded, listOf, oneOf, required, struct, text } from "./decoder.ts";
import { type ManifestRecord, newUid, type PackRecord, type TemplateRecord } from "./state.ts";
import { servesCloud } from "./pack-index.ts";
import type { World } from "./world.ts";

/** `v1PackManifestEntity` and its siblings for update: what a caller says about a pack. */
export const packEntity = struct({
  name: text,
  type: oneOf("spectro", "helm", "manifest", "oci"),
  layer: text,
  tag: text,
  uid: text,
  registryUid: text,
  values: text,
  manifests: listOf(struct({ name: text, content: text, uid: text })),
});
export type PackEntity = Decoded<typeof packEntity>;

/** The uid of a manifest pack, which no registry offers. */
const manifestPackUid = "spectro-manifest-pack";
const layers = ["kernel", "os", "k8s", "cni", "csi", "addon"] as const;

export interface PackProblem {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/**
 * The pack as the profile will hold it: uid, layer and version come from the catalog, values and manifests are literal.
 * `before` is the same pack in the profile that is being edited: its manifests keep their uids.
 */
export function resolvePack(world: World, entity: PackEntity, cloudType: string, before?: PackRecord): PackRecord {
  const name = required(entity.name, "pack name");
  const problem = findProblem(world, entity, cloudType);
  if (problem) throw refused(problem.code, problem.message);
  const values = entity.values ?? before?.values ?? "";
  const [mistake] = parseDocument(values).errors;
  if (mistake) throw badRequest(`values of pack '${name}' are not valid YAML: ${mistake.message.split("\n", 1)[0]}`);
  const manifests = entity.manifests?.map((each) => resolveManifest(each, before)) ?? before?.manifests ?? [];
  if (entity.type === "manifest") {
    const packUid = entity.uid ?? before?.packUid ?? manifestPackUid;
    return {
      name,
      type: "manifest",
      layer: layerOf(entity, "addon"),
      packUid,
      registryUid: "",
      tag: entity.tag ?? "",
      version: entity.tag ?? "",
      values,
      manifests,
    };
  }
  const found = lookUp(world, entity, cloudType);
  if (!found) throw new Error(`pack ${name} was checked and is gone`);
  const { pack, registry, uid } = found;
  return {
    name,
    type: entity.type ?? pack.type,
    layer: layerOf(entity, pack.layer),
    packUid: uid,
    registryUid: registry.uid,
    tag: entity.tag ?? pack.version,
    version: pack.version,
    values,
    manifests,
  };
}

/** Why a pack cannot be used, if so. Codes are unverified. */
export function findProblem(world: World, entity: PackEntity, cloudType: string): PackProblem | undefined {
  const { name = "", uid, tag, registryUid } = entity;
  if (entity.layer && !layers.some((layer) => layer === entity.layer)) {
    return { name, code: "InvalidPackLayer", message: `Pack '${name}' has the unknown layer '${entity.layer}'` };
  }
  if (entity.type === "manifest") return undefined;
  if (registryUid && !world.packs.registry(registryUid)) {
    return { name, code: "PackRegistryNotFound", message: `Registry '${registryUid}' of pack '${name}' not found` };
  }
  const found = lookUp(world, entity, cloudType);
  if (!found || found.pack.name !== name || (registryUid && found.registry.uid !== registryUid)) {
    return {
      name,
      code: "PackNotFound",
      message: `Pack '${name}' with uid '${uid ?? ""}' and tag '${tag ?? ""}' not found`,
    };
  }
  if (!servesCloud(found.pack, cloudType)) {
    return {
      name,
      code: "PackCloudTypeMismatch",
      message: `Pack '${name}' does not support cloud type '${cloudType}'`,
    };
  }
  if (tag && tag !== found.pack.version && !found.pack.parentTags.includes(tag)) {
    return {
      name,
      code: "PackTagMismatch",
      message: `Pack '${name}' with uid '${found.uid}' has the version '${found.pack.version}', not '${tag}'`,
    };
  }
  return undefined;
}

/** What a whole profile lacks, beyond its single packs. */
export function findGaps({ type, packs }: Pick<TemplateRecord, "type" | "packs">): readonly PackProblem[] {
  const count = (layer: PackRecord["layer"]) => packs.filter((pack) => pack.layer === layer).length;
  const core = type === "cluster" || type === "infra" ? (["os", "k8s", "cni"] as const) : [];
  return core
    .filter((layer) => count(layer) !== 1)
    .map((layer) => ({
      name: layer,
      code: "InvalidPackLayers",
      message: `A ${type} profile needs exactly one pack of layer '${layer}', found ${count(layer)}`,
    }));
}

function lookUp(world: World, { name = "", uid, tag, registryUid }: PackEntity, cloudType: string) {
  if (uid) return world.packs.byUid(uid);
  return registryUid && tag ? world.packs.resolve(name, registryUid, tag, cloudType) : undefined;
}

function layerOf({ layer }: PackEntity, derived: PackRecord["layer"]): PackRecord["layer"] {
  return layers.find((each) => each === layer) ?? derived;
}

function resolveManifest(
  { name, content, uid }: NonNullable<PackEntity["manifests"]>[number],
  before: PackRecord | undefined,
): ManifestRecord {
  const known = before?.manifests.find((each) => (uid ? each.uid === uid : each.name === name));
  if (uid && !known) throw refused("ManifestNotFound", `Manifest '${uid}' not found`);
  return { uid: known?.uid ?? newUid(), name: name ?? known?.name ?? "", content: content ?? known?.content ?? "" };
}
