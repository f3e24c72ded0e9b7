import { sha256 } from "../../core/sha256.ts";
import type { AttachedProfile, ManifestRecord, PackRecord, ProfileRecord, TemplateRecord } from "./state.ts";
import type { World } from "./world.ts";

/** `v1PackRef` */
export const packRef = ({ manifests, ...pack }: PackRecord) => ({
  ...pack,
  manifests: manifests.map(({ uid, name }) => ({ kind: "manifest", name, uid })),
});

/** `v1PackRefSummary` */
export const packSummary = ({ name, type, layer, packUid, tag, version }: PackRecord) => ({
  name,
  type,
  layer,
  packUid,
  tag,
  version,
  displayName: name,
});

/** `v1ClusterProfileTemplate` */
function template({ metadata, version }: ProfileRecord, { type, cloudType, packs }: TemplateRecord) {
  return {
    uid: metadata.uid,
    name: metadata.name,
    type,
    cloudType,
    profileVersion: version,
    packs: packs.map(packRef),
  };
}

const templateSummary = ({ type, cloudType, packs }: TemplateRecord) => ({
  type,
  cloudType,
  packs: packs.map(packSummary),
});

/** Clusters that hold a profile; one that is being deleted still does. */
export function usersOf(world: World, { metadata: { uid } }: ProfileRecord) {
  return Object.values(world.state.clusters).filter(
    ({ state, profiles }) => state !== "Deleted" && profiles.some((profile) => profile.uid === uid),
  );
}

/** All versions of a profile, which are objects of their own. */
export function versionsOf(world: World, { metadata: { name }, projectUid }: ProfileRecord) {
  return Object.values(world.state.profiles)
    .filter((other) => other.projectUid === projectUid && other.metadata.name === name)
    .map(({ metadata: { uid }, version }) => ({ uid, version }));
}

/** `v1ClusterProfile` */
export function profileView(world: World, profile: ProfileRecord): object {
  const { metadata, version, draft, published, projectUid } = profile;
  const users = usersOf(world, profile);
  return {
    apiVersion: "v1",
    kind: "ClusterProfile",
    metadata,
    spec: {
      version,
      versions: versionsOf(world, profile),
      ...(draft ? { draft: template(profile, draft) } : {}),
      ...(published ? { published: template(profile, published) } : {}),
    },
    status: {
      hasUserMacros: false,
      isPublished: published !== undefined,
      inUseClusterUids: users.map(({ metadata: { uid } }) => uid),
      inUseClusters: users.map(({ metadata: { uid, name } }) => ({
        kind: "spectrocluster",
        uid,
        name,
        projectUid,
        tenantUid: world.state.tenantUid,
      })),
    },
  };
}

/** `v1ClusterProfileSummary` */
export function profileSummary(world: World, profile: ProfileRecord): object {
  const { metadata, version, draft, published } = profile;
  const users = usersOf(world, profile);
  return {
    metadata,
    specSummary: {
      version,
      versions: versionsOf(world, profile),
      ...(draft ? { draft: templateSummary(draft) } : {}),
      ...(published ? { published: templateSummary(published) } : {}),
    },
    status: {
      isPublished: published !== undefined,
      inUseClusterUids: users.map(({ metadata: { uid } }) => uid),
      inUseClusters: users.map(({ metadata: { uid, name } }) => ({ uid, name })),
    },
  };
}

/** `v1ClusterProfilePacksEntity` */
export function packEntityView(
  world: World,
  { name, type, layer, packUid, registryUid, version, values, manifests }: PackRecord,
): object {
  return {
    metadata: { name, uid: packUid },
    spec: {
      name,
      displayName: name,
      type,
      layer,
      registryUid,
      version,
      values,
      cloudTypes: world.packs.byUid(packUid)?.pack.cloudTypes ?? [],
      manifests: manifests.map((manifest) => ({ kind: "manifest", name: manifest.name, uid: manifest.uid })),
    },
    status: {},
  };
}

/** `v1ManifestEntity`: the text as drafted and as published. */
export function manifestView(manifest: ManifestRecord, profile: ProfileRecord, packName: string): object {
  const side = (of: TemplateRecord | undefined) => {
    const found = of?.packs.find(({ name }) => name === packName)?.manifests.find(({ uid }) => uid === manifest.uid);
    return found && { content: found.content, digest: sha256(found.content) };
  };
  const draft = side(profile.draft);
  const published = side(profile.published);
  return {
    metadata: { name: manifest.name, uid: manifest.uid },
    spec: { ...(draft ? { draft } : {}), ...(published ? { published } : {}) },
  };
}

/** `v1ClusterProfileTemplate` of a profile that a cluster holds. */
export const attachedView = ({ uid, name, type, cloudType, profileVersion, packs }: AttachedProfile) => ({
  uid,
  name,
  type,
  cloudType,
  profileVersion,
  packs: packs.map(packRef),
});
