import { ApiError, badRequest, inUse, notFound, refused } from "./api-error.ts";
import { json, listOf, metadata, oneOf, required, struct, text } from "./decoder.ts";
import { page } from "./paging.ts";
import { compareVersions } from "./pack-index.ts";
import { findGaps, findProblem, packEntity, resolvePack } from "./profile-packs.ts";
import { manifestView, packEntityView, profileSummary, profileView, usersOf } from "./profile-views.ts";
import { type Call, created, inProject, noContent, ok, type Route, route } from "./router.ts";
import { stringFilter } from "./search-filter.ts";
import type { PackRecord, ProfileRecord, TemplateRecord } from "./state.ts";
import type { World } from "./world.ts";

const profileType = oneOf("cluster", "infra", "add-on", "system");
const template = struct({ type: profileType, cloudType: text, packs: listOf(packEntity) });
const entity = struct({ metadata, spec: struct({ version: text, template, variables: listOf(json) }) });
const metaEntity = struct({ metadata, spec: struct({ version: text }) });
const manifestEntity = struct({ name: text, content: text });

const registryRef = struct({ metadata: struct({ uid: text, name: text, kind: text }) });
const importEntity = struct({
  metadata: struct({ name: text, description: text, labels: metadataLabels() }),
  spec: struct({
    version: text,
    variables: listOf(json),
    template: struct({
      type: profileType,
      cloudType: text,
      packs: listOf(
        struct({
          name: text,
          type: oneOf("spectro", "helm", "manifest", "oci"),
          layer: text,
          tag: text,
          version: text,
          values: text,
          registry: registryRef,
          manifests: listOf(manifestEntity),
        }),
      ),
    }),
  }),
});
function metadataLabels() {
  return (value: unknown, path: string) => metadata({ labels: value }, path).labels ?? {};
}

const filterSpec = struct({
  filter: struct({
    profileName: stringFilter,
    profileType: listOf(profileType),
    version: struct({ eq: text, ne: text, gt: text, lt: text, beginsWith: text }),
    tags: struct({ eq: listOf(text) }),
    scope: oneOf("system", "tenant", "project"),
  }),
  sort: listOf(
    struct({
      field: oneOf("profileName", "environment", "profileType", "creationTimestamp", "lastModifiedTimestamp"),
      order: oneOf("asc", "desc"),
    }),
  ),
});

/** From 4.10 versions must be SemVer. */
const semVer = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** Cluster profiles. Each version is an object of its own; edits go to a draft until it is published. */
export function profileRoutes(world: World): readonly Route[] {
  const { profiles } = world.state;
  const inScope = (call: Call) =>
    Object.values(profiles).filter(({ projectUid }) => projectUid === call.project?.metadata.uid);
  const find = (call: Call) => {
    const profile = profiles[call.params["uid"] ?? ""];
    if (!profile || profile.projectUid !== inProject(call).metadata.uid)
      throw notFound(`ClusterProfile '${call.params["uid"]}'`);
    return profile;
  };
  const demandFree = (call: Call, name: string, version: string) => {
    if (inScope(call).some((other) => other.metadata.name === name && other.version === version)) {
      throw refused(
        "DuplicateClusterProfileName",
        `Cluster profile with name '${name}' and version '${version}' already exists`,
      );
    }
  };
  const add = (
    call: Call,
    written: Pick<ProfileRecord, "metadata" | "version" | "draft" | "variables">,
    publish: boolean,
  ) => {
    const { name, uid } = written.metadata;
    if (!semVer.test(written.version))
      throw badRequest(`spec.version '${written.version}' is not a valid semantic version`);
    demandFree(call, name, written.version);
    const profile: ProfileRecord = { ...written, projectUid: inProject(call).metadata.uid, published: undefined };
    if (publish) publishDraft(profile);
    profiles[uid] = profile;
    world.touch();
    return created(uid);
  };
  const remove = (profile: ProfileRecord) => {
    const [user] = usersOf(world, profile);
    if (user) throw inUse(`ClusterProfile '${profile.metadata.name}' is in use by cluster '${user.metadata.name}'`);
    delete profiles[profile.metadata.uid];
    world.touch();
  };
  /** Puts edited packs into the draft, which starts as what is published. */
  const edit = (profile: ProfileRecord, change: (packs: readonly PackRecord[]) => readonly PackRecord[]) => {
    const base = editable(profile);
    profile.draft = { ...base, packs: unique(change(base.packs)) };
    world.touch(profile.metadata);
  };
  const findPack = (call: Call) => {
    const profile = find(call);
    const pack = editable(profile).packs.find(({ name }) => name === call.params["packName"]);
    if (!pack) throw notFound(`Pack '${call.params["packName"]}'`);
    return { profile, pack };
  };
  const findManifest = (call: Call) => {
    const { profile, pack } = findPack(call);
    const manifest = pack.manifests.find(({ uid }) => uid === call.params["manifestUid"]);
    if (!manifest) throw notFound(`Manifest '${call.params["manifestUid"]}'`);
    return { profile, pack, manifest };
  };
  const replace = (changed: PackRecord) => (packs: readonly PackRecord[]) =>
    packs.map((pack) => (pack.name === changed.name ? changed : pack));
  const validate = (body: unknown, cloud?: string) => {
    const { type = "cluster", cloudType = cloud ?? "", packs = [] } = template(body, "");
    const single = packs.flatMap((pack) => findProblem(world, pack, cloudType) ?? []);
    const gaps =
      single.length > 0 ? [] : findGaps({ type, packs: packs.map((pack) => resolvePack(world, pack, cloudType)) });
    const results = [...single, ...gaps].map(({ name, code, message }) => ({
      name,
      displayName: name,
      errors: [{ code, message }],
    }));
    return ok({ packs: { results } });
  };

  return [
    route("POST", "/v1/clusterprofiles", "project", "clusterProfile.create", (call) => {
      const { metadata: written, spec } = entity(call.body, "");
      const { type = "cluster", cloudType, packs = [] } = spec?.template ?? {};
      const cloud = required(cloudType, "spec.template.cloudType");
      const draft = { type, cloudType: cloud, packs: unique(packs.map((pack) => resolvePack(world, pack, cloud))) };
      const meta = world.meta(required(written?.name, "metadata.name"), written);
      return add(
        call,
        { metadata: meta, version: spec?.version || "1.0.0", draft, variables: spec?.variables ?? [] },
        publishes(call),
      );
    }),
    route("POST", "/v1/clusterprofiles/import", "project", "clusterProfile.create", (call) => {
      const { metadata: written, spec } = importEntity(call.body, "");
      const { type = "cluster", cloudType, packs = [] } = spec?.template ?? {};
      const cloud = required(cloudType, "spec.template.cloudType");
      const resolved = packs.map(({ registry, version, tag, ...pack }) => {
        const { uid, name } = registry?.metadata ?? {};
        const registryUid = world.packs.registries.find((each) => each.uid === uid || each.name === name)?.uid ?? uid;
        return resolvePack(world, { ...pack, registryUid, tag: tag || version }, cloud);
      });
      const annotations = written?.description ? { description: written.description } : {};
      const meta = world.meta(required(written?.name, "metadata.name"), { labels: written?.labels, annotations });
      const draft = { type, cloudType: cloud, packs: unique(resolved) };
      return add(
        call,
        { metadata: meta, version: spec?.version || "1.0.0", draft, variables: spec?.variables ?? [] },
        publishes(call),
      );
    }),
    route("DELETE", "/v1/clusterprofiles/bulk", "project", "clusterProfile.delete", (call) => {
      const uids = required(struct({ uids: listOf(text) })(call.body, "").uids, "uids");
      const failures = uids.flatMap((uid) => {
        try {
          remove(find({ ...call, params: { uid } }));
          return [];
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          return [{ uid, name: profiles[uid]?.metadata.name ?? "", errMsg: error.message }];
        }
      });
      return ok({
        deletedCount: uids.length - failures.length,
        failures,
        isSucceeded: failures.length === 0,
        message: "",
      });
    }),
    route("GET", "/v1/clusterprofiles/validate/name", "project", "clusterProfile.get", (call) => {
      demandFree(call, call.query.get("name") ?? "", call.query.get("version") || "1.0.0");
      return noContent;
    }),
    route("POST", "/v1/clusterprofiles/validate/packs", "project", "clusterProfile.get", ({ body }) => validate(body)),
    route("POST", "/v1/clusterprofiles/:uid/validate/packs", "project", "clusterProfile.get", (call) =>
      validate(call.body, editable(find(call)).cloudType),
    ),
    route("GET", "/v1/clusterprofiles/:uid", "project", "clusterProfile.get", (call) =>
      ok(profileView(world, find(call))),
    ),
    route("PUT", "/v1/clusterprofiles/:uid", "project", "clusterProfile.update", (call) => {
      const profile = find(call);
      const { metadata: written, spec } = entity(call.body, "");
      const { cloudType } = editable(profile);
      rename(call, profile, written?.name, spec?.version);
      if (written?.labels) profile.metadata.labels = written.labels;
      if (written?.annotations) profile.metadata.annotations = written.annotations;
      edit(profile, (before) =>
        (spec?.template?.packs ?? []).map((pack) =>
          resolvePack(
            world,
            pack,
            cloudType,
            before.find(({ name }) => name === pack.name),
          ),
        ),
      );
      return noContent;
    }),
    route("DELETE", "/v1/clusterprofiles/:uid", "project", "clusterProfile.delete", (call) => {
      remove(find(call));
      return noContent;
    }),
    route("PATCH", "/v1/clusterprofiles/:uid/publish", "project", "clusterProfile.publish", (call) => {
      const profile = find(call);
      publishDraft(profile);
      world.touch(profile.metadata);
      return noContent;
    }),
    route("PATCH", "/v1/clusterprofiles/:uid/metadata", "project", "clusterProfile.update", (call) => {
      const profile = find(call);
      const { metadata: written, spec } = metaEntity(call.body, "");
      rename(call, profile, written?.name, spec?.version);
      Object.assign(profile.metadata, { labels: written?.labels ?? {}, annotations: written?.annotations ?? {} });
      world.touch(profile.metadata);
      return noContent;
    }),
    route("POST", "/v1/clusterprofiles/:uid/clone", "project", "clusterProfile.create", (call) => {
      const source = find(call);
      const written = struct({ metadata: struct({ name: text, version: text }) })(call.body, "").metadata;
      const meta = world.meta(required(written?.name, "metadata.name"), source.metadata);
      const draft = structuredClone(editable(source));
      return add(
        call,
        { metadata: meta, version: written?.version || source.version, draft, variables: source.variables },
        false,
      );
    }),

    route("GET", "/v1/clusterprofiles/:uid/packs", "project", "clusterProfile.get", (call) =>
      ok({ items: editable(find(call)).packs.map((pack) => packEntityView(world, pack)) }),
    ),
    route("POST", "/v1/clusterprofiles/:uid/packs", "project", "clusterProfile.update", (call) => {
      const profile = find(call);
      const pack = required(struct({ pack: packEntity })(call.body, "").pack, "pack");
      const resolved = resolvePack(world, pack, editable(profile).cloudType);
      edit(profile, (packs) => [...packs, resolved]);
      return created(resolved.packUid);
    }),
    route("PUT", "/v1/clusterprofiles/:uid/packs/:packName", "project", "clusterProfile.update", (call) => {
      const { profile, pack } = findPack(call);
      const written = required(struct({ pack: packEntity })(call.body, "").pack, "pack");
      edit(profile, replace(resolvePack(world, written, editable(profile).cloudType, pack)));
      return noContent;
    }),
    route("DELETE", "/v1/clusterprofiles/:uid/packs/:packName", "project", "clusterProfile.update", (call) => {
      const { profile, pack } = findPack(call);
      edit(profile, (packs) => packs.filter(({ name }) => name !== pack.name));
      return noContent;
    }),
    route("GET", "/v1/clusterprofiles/:uid/packs/:packName/manifests", "project", "clusterProfile.get", (call) => {
      const { profile, pack } = findPack(call);
      return ok({ items: pack.manifests.map((manifest) => manifestView(manifest, profile, pack.name)) });
    }),
    route("POST", "/v1/clusterprofiles/:uid/packs/:packName/manifests", "project", "clusterProfile.update", (call) => {
      const { profile, pack } = findPack(call);
      const before = new Set(pack.manifests.map(({ uid }) => uid));
      const changed = resolvePack(
        world,
        { ...entityOf(pack), manifests: [...pack.manifests, manifestEntity(call.body, "")] },
        editable(profile).cloudType,
        pack,
      );
      edit(profile, replace(changed));
      return created(changed.manifests.find(({ uid }) => !before.has(uid))?.uid ?? "");
    }),
    route(
      "GET",
      "/v1/clusterprofiles/:uid/packs/:packName/manifests/:manifestUid",
      "project",
      "clusterProfile.get",
      (call) => {
        const { profile, pack, manifest } = findManifest(call);
        return ok(manifestView(manifest, profile, pack.name));
      },
    ),
    route(
      "PUT",
      "/v1/clusterprofiles/:uid/packs/:packName/manifests/:manifestUid",
      "project",
      "clusterProfile.update",
      (call) => {
        const { profile, pack, manifest } = findManifest(call);
        const { name = manifest.name, content = manifest.content } = manifestEntity(call.body, "");
        const manifests = pack.manifests.map((each) =>
          each === manifest ? { uid: manifest.uid, name, content } : each,
        );
        edit(profile, replace({ ...pack, manifests }));
        return noContent;
      },
    ),
    route(
      "DELETE",
      "/v1/clusterprofiles/:uid/packs/:packName/manifests/:manifestUid",
      "project",
      "clusterProfile.update",
      (call) => {
        const { profile, pack, manifest } = findManifest(call);
        edit(profile, replace({ ...pack, manifests: pack.manifests.filter((each) => each !== manifest) }));
        return noContent;
      },
    ),

    route("GET", "/v1/clusterprofiles/:uid/variables", "project", "clusterProfile.get", (call) =>
      ok({ variables: find(call).variables }),
    ),
    route("PUT", "/v1/clusterprofiles/:uid/variables", "project", "clusterProfile.update", (call) => {
      const profile = find(call);
      profile.variables = struct({ variables: listOf(json) })(call.body, "").variables ?? [];
      world.touch(profile.metadata);
      return noContent;
    }),

    route("GET", "/v1/dashboard/clusterprofiles/metadata", "listing", "clusterProfile.list", (call) =>
      ok({
        items: inScope(call).map(({ metadata: { name, uid }, version, draft, published }) => ({
          metadata: { name, uid },
          spec: { version, cloudType: (published ?? draft)?.cloudType ?? "" },
        })),
      }),
    ),
    route("POST", "/v1/dashboard/clusterprofiles", "listing", "clusterProfile.list", (call) => {
      const { filter = {}, sort = [] } = filterSpec(call.body ?? {}, "");
      const { eq, ne, gt, lt, beginsWith } = filter.version ?? {};
      const found = inScope(call).filter(
        (profile) =>
          stringFilter.test(filter.profileName, profile.metadata.name) &&
          (!filter.profileType?.length || filter.profileType.includes(editable(profile).type)) &&
          (!filter.tags?.eq?.length || filter.tags.eq.some((tag) => tagsOf(profile.metadata.labels).includes(tag))) &&
          (eq === undefined || profile.version === eq) &&
          (ne === undefined || profile.version !== ne) &&
          (gt === undefined || compareVersions(profile.version, gt) > 0) &&
          (lt === undefined || compareVersions(profile.version, lt) < 0) &&
          profile.version.startsWith(beginsWith ?? ""),
      );
      for (const { field = "profileName", order } of sort) {
        const key = (profile: ProfileRecord) =>
          field === "profileName"
            ? profile.metadata.name
            : field === "profileType"
              ? editable(profile).type
              : field === "environment"
                ? editable(profile).cloudType
                : profile.metadata[field];
        found.sort((a, b) => key(a).localeCompare(key(b)) * (order === "desc" ? -1 : 1));
      }
      return ok(
        page(
          found.map((profile) => profileSummary(world, profile)),
          call.query,
        ),
      );
    }),
    route("GET", "/v1/dashboard/clusterprofiles/:uid", "project", "clusterProfile.get", (call) =>
      ok(profileSummary(world, find(call))),
    ),
  ];

  function rename(call: Call, profile: ProfileRecord, name = profile.metadata.name, version = profile.version): void {
    if (name === profile.metadata.name && version === profile.version) return;
    if (!semVer.test(version)) throw badRequest(`spec.version '${version}' is not a valid semantic version`);
    demandFree(call, name, version);
    profile.metadata.name = name;
    profile.version = version;
  }
}

const publishes = ({ query }: Call) => query.get("publish") === "true";

/** The draft becomes what is published; without one nothing happens. */
function publishDraft(profile: ProfileRecord): void {
  profile.published = profile.draft ?? profile.published;
  profile.draft = undefined;
}

function editable({ draft, published }: ProfileRecord): TemplateRecord {
  const found = draft ?? published;
  if (!found) throw new Error("a profile has neither a draft nor a published template");
  return found;
}

function unique(packs: readonly PackRecord[]): readonly PackRecord[] {
  const twice = packs.find((pack, index) => packs.findIndex(({ name }) => name === pack.name) !== index);
  if (twice) throw badRequest(`Pack '${twice.name}' is there twice`);
  return packs;
}

const entityOf = ({ name, type, layer, packUid, registryUid, tag, values }: PackRecord) => ({
  name,
  type,
  layer,
  uid: packUid,
  registryUid,
  tag,
  values,
});

/** Labels as tags: `key:value`, or the bare key. */
export function tagsOf(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([key, value]) => (value === "spectro__tag" ? key : `${key}:${value}`));
}
