import type { CatalogPack, CatalogRegistry } from "./catalog.ts";
import { badRequest, notFound } from "./api-error.ts";
import { listOf, oneOf, struct, text } from "./decoder.ts";
import { compareVersions, type IndexedPack, servesCloud } from "./pack-index.ts";
import { page } from "./paging.ts";
import { ok, type Route, route } from "./router.ts";
import { stringFilter } from "./search-filter.ts";
import type { World } from "./world.ts";

const zeroTime = "0001-01-01T00:00:00.000Z";
const layers = oneOf("kernel", "os", "k8s", "cni", "csi", "addon");
const types = oneOf("spectro", "helm", "manifest", "oci");
const packFilter = struct({
  filter: struct({
    name: stringFilter,
    displayName: stringFilter,
    layer: listOf(layers),
    type: listOf(types),
    environment: listOf(text),
    registryUid: listOf(text),
    addOnType: listOf(text),
  }),
  sort: listOf(
    struct({ field: oneOf("name", "type", "layer", "addOnType", "displayName"), order: oneOf("asc", "desc") }),
  ),
});

/** Registries and packs: what the catalog says, in the five shapes that the API has for it. */
export function registryRoutes(world: World): readonly Route[] {
  const { packs } = world;
  const started = world.now();
  const meta = (uid: string, name: string) => ({
    uid,
    name,
    creationTimestamp: started,
    lastModifiedTimestamp: started,
  });
  const sync = { status: "Success", message: "", isSyncSupported: true, lastRunTime: started, lastSyncedTime: started };

  const registry = (uid: string | undefined, ...kinds: readonly CatalogRegistry["kind"][]) => {
    const found = packs.registry(uid ?? "");
    if (!found || !kinds.includes(found.kind)) throw notFound(`Registry '${uid}'`);
    return found;
  };
  const ofKind = (query: URLSearchParams, kind: CatalogRegistry["kind"]) =>
    packs.registries.filter((each) => each.kind === kind && inScope(query.get("scope"), each));
  const packRegistry = ({ uid, name, endpoint, isPrivate, scope }: CatalogRegistry) => ({
    kind: "pack",
    metadata: meta(uid, name),
    spec: { name, endpoint, private: isPrivate, scope, registryUid: uid, auth: { type: "noAuth" } },
    status: { packSyncStatus: sync },
  });

  const tagEntity = (entries: readonly IndexedPack[]) => {
    const [newest] = entries;
    if (!newest) throw notFound("Pack");
    const { name, displayName, layer, addonType } = newest.pack;
    return {
      name,
      displayName,
      layer,
      registryUid: newest.registry.uid,
      cloudTypes: [...new Set(entries.flatMap(({ pack }) => pack.cloudTypes))],
      ...(addonType ? { addonType } : {}),
      tags: entries.map((entry) => ({
        version: entry.pack.version,
        tag: entry.pack.version,
        packUid: entry.uid,
        parentTags: packs.movingTags(entry),
        group: "",
      })),
      packValues: entries.map(({ uid, pack }) => ({ packUid: uid, values: pack.values, schema: [], presets: [] })),
    };
  };
  const summary = ({ uid, registry: { uid: registryUid }, pack }: IndexedPack) => ({
    metadata: meta(uid, pack.name),
    spec: {
      name: pack.name,
      displayName: pack.displayName,
      layer: pack.layer,
      type: pack.type,
      version: pack.version,
      cloudTypes: pack.cloudTypes,
      registryUid,
      values: pack.values,
      eol: zeroTime,
      ...(pack.addonType ? { addonType: pack.addonType } : {}),
    },
    status: {},
  });

  return [
    route("GET", "/v1/registries/metadata", "any", "packRegistry.list", ({ query }) => {
      const items = packs.registries.filter((each) => inScope(query.get("scope"), each));
      return ok({
        items: items.map(({ uid, name, kind, scope, isDefault, isPrivate }) => ({
          uid,
          name,
          kind,
          scope,
          isDefault,
          isPrivate,
        })),
      });
    }),
    route("GET", "/v1/registries/pack", "any", "packRegistry.list", ({ query }) =>
      ok(page(ofKind(query, "pack").map(packRegistry), query)),
    ),
    route("GET", "/v1/registries/pack/summary", "any", "packRegistry.list", ({ query }) => {
      const items = ofKind(query, "pack").map(({ uid, name, endpoint, isPrivate, scope }) => ({
        metadata: meta(uid, name),
        spec: { endpoint, private: isPrivate, scope },
        status: { sync },
      }));
      return ok(page(items, query));
    }),
    route("GET", "/v1/registries/pack/:uid", "any", "packRegistry.get", ({ params }) =>
      ok(packRegistry(registry(params["uid"], "pack"))),
    ),
    route("GET", "/v1/registries/pack/:uid/sync/status", "any", "packRegistry.get", ({ params }) => {
      registry(params["uid"], "pack");
      return ok(sync);
    }),
    route("GET", "/v1/registries/oci/summary", "any", "ociRegistry.list", ({ query }) =>
      ok({
        items: ofKind(query, "oci").map(({ uid, name, endpoint, isPrivate, scope }) => ({
          metadata: meta(uid, name),
          spec: {
            endpoint,
            isPrivate,
            scope,
            registryType: "zarf",
            providerType: "pack",
            containsSpectroManifest: true,
          },
          status: { sync },
        })),
      }),
    ),
    route("GET", "/v1/registries/oci/:uid/basic/sync/status", "any", "ociRegistry.get", ({ params }) => {
      registry(params["uid"], "oci");
      return ok(sync);
    }),

    route("GET", "/v1/packs", "any", "pack.list", ({ query }) => {
      const wanted = listFilter(query.get("filters") ?? "");
      const items = packs.all.filter((entry) =>
        wanted.every(([field, value]) => fieldOf(entry, field).includes(value)),
      );
      return ok(page([...items].sort(listOrder(query.get("orderBy") ?? "")).map(summary), query));
    }),
    route("POST", "/v1/packs/search", "any", "pack.list", ({ body, query }) => {
      const { filter = {}, sort = [] } = packFilter(body ?? {}, "");
      const has = (values: readonly string[] | undefined, value: string) => !values?.length || values.includes(value);
      const found = packs.all.filter(
        ({ registry: { uid }, pack }) =>
          stringFilter.test(filter.name, pack.name) &&
          stringFilter.test(filter.displayName, pack.displayName) &&
          has(filter.layer, pack.layer) &&
          has(filter.type, pack.type) &&
          has(filter.registryUid, uid) &&
          has(filter.addOnType, pack.addonType ?? "") &&
          (!filter.environment?.length || filter.environment.some((cloud) => servesCloud(pack, cloud))),
      );
      const items = latest(found);
      for (const { field = "name", order } of sort) {
        const key = ({ spec }: (typeof items)[number]) => String(field === "addOnType" ? spec.addonType : spec[field]);
        items.sort((a, b) => key(a).localeCompare(key(b)) * (order === "desc" ? -1 : 1));
      }
      return ok(page(items, query));
    }),
    route("GET", "/v1/packs/:packName/registries/:registryUid", "any", "pack.get", ({ params, query }) => {
      const { packName = "", registryUid = "" } = params;
      if (!packs.registry(registryUid)) throw notFound(`Registry '${registryUid}'`);
      const entries = packs.versions(packName, registryUid, query.get("cloudType") ?? undefined);
      if (entries.length === 0) throw notFound(`Pack '${packName}' in registry '${registryUid}'`);
      return ok(tagEntity(entries));
    }),
    route("GET", "/v1/packs/:uid", "any", "pack.get", ({ params }) => {
      const entry = packs.byUid(params["uid"] ?? "");
      if (!entry) throw notFound(`Pack '${params["uid"]}'`);
      return ok(tagEntity([entry]));
    }),
    route("GET", "/v1/packs/:uid/readme", "any", "pack.get", ({ params }) => {
      const entry = packs.byUid(params["uid"] ?? "");
      if (!entry) throw notFound(`Pack '${params["uid"]}'`);
      return ok({ readme: `# ${entry.pack.displayName} ${entry.pack.version}\n` });
    }),
  ];
}

function inScope(scope: string | null, registry: CatalogRegistry): boolean {
  return !scope || scope === "all" || scope === registry.scope;
}

/** `spec.name=edge-k3sANDspec.cloudTypes=edge-native`: a term with a space around it, or an unknown field, matches nothing. */
function listFilter(filters: string): readonly (readonly [field: string, value: string])[] {
  if (filters === "") return [];
  return filters.split("AND").map((term) => {
    const at = term.indexOf("=");
    if (at < 1) throw badRequest(`filters in query: '${term}' is not of the form field=value`);
    return [term.slice(0, at), term.slice(at + 1)];
  });
}

function fieldOf({ uid, registry, pack }: IndexedPack, field: string): readonly string[] {
  const { name, displayName, version, layer, type, cloudTypes } = pack;
  const fields: Readonly<Record<string, readonly string[]>> = {
    "metadata.name": [name],
    "metadata.uid": [uid],
    "spec.name": [name],
    "spec.displayName": [displayName],
    "spec.version": [version],
    "spec.layer": [layer],
    "spec.type": [type],
    "spec.cloudTypes": cloudTypes,
    "spec.registryUid": [registry.uid],
  };
  return fields[field] ?? [];
}

/** `spec.version=-1`: newest first. */
function listOrder(orderBy: string): (a: IndexedPack, b: IndexedPack) => number {
  const [field = "", direction] = orderBy.split("=");
  const sign = direction === "-1" ? -1 : 1;
  return (a, b) => sign * compareVersions(fieldOf(a, field).join(), fieldOf(b, field).join());
}

/** One entry per pack name and layer; of each registry only its newest version. */
function latest(found: readonly IndexedPack[]) {
  const groups = new Map<string, IndexedPack[]>();
  for (const entry of found) {
    const key = `${entry.pack.name} ${entry.pack.layer}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].map((entries) => {
    const { name, displayName, layer, type, addonType } = (entries[0] as IndexedPack).pack;
    const newest = new Map<string, IndexedPack>();
    for (const entry of entries) {
      const seen = newest.get(entry.registry.uid);
      if (!seen || compareVersions(entry.pack.version, seen.pack.version) > 0) newest.set(entry.registry.uid, entry);
    }
    return {
      metadata: { name },
      spec: {
        name,
        displayName,
        layer,
        type,
        ...(addonType ? { addonType } : {}),
        cloudTypes: [...new Set(entries.flatMap(({ pack }: { pack: CatalogPack }) => pack.cloudTypes))],
        registries: [...newest.values()].map(({ uid, registry, pack }) => ({
          uid: registry.uid,
          name: registry.name,
          scope: registry.scope,
          latestPackUid: uid,
          latestVersion: pack.version,
        })),
      },
    };
  });
}
