import { kubeconfig } from "../kubernetes/index.ts";
import { badRequest, notFound, refused } from "./api-error.ts";
import { attach, buildCluster } from "./build-cluster.ts";
import { checkShape, findProblems, nameProblems, type Problem, profileProblems } from "./cluster-checks.ts";
import { attachEntity, clusterEntity } from "./cluster-entity.ts";
import type { ClusterViews } from "./cluster-views.ts";
import { type Clusters, hostsOf } from "./clusters.ts";
import { json, listOf, metadata, oneOf, required, struct, text } from "./decoder.ts";
import { edgeHostView } from "./edge-host-views.ts";
import type { PaletteOptions } from "./options.ts";
import { page } from "./paging.ts";
import { packEntityView } from "./profile-views.ts";
import { tagsOf } from "./profiles.ts";
import { type Call, created, inProject, noContent, octets, ok, type Route, route } from "./router.ts";
import { matches, searchSpec, sortKey, stringFilter } from "./search-filter.ts";
import type { ClusterRecord } from "./state.ts";
import type { World } from "./world.ts";

const condition = struct({ type: text, status: oneOf("True", "False"), reason: text, message: text });
const profilesEntity = struct({ profiles: listOf(attachEntity) });
const searchProperties = ["clusterName", "clusterState", "healthState", "environment", "tags", "isDeleted"] as const;
const sortFields = [
  "environment",
  "clusterName",
  "clusterState",
  "healthState",
  "creationTimestamp",
  "lastModifiedTimestamp",
];
/** A deleted cluster's record is visible for so long. */
const recordKeptMs = 72 * 3_600_000;

interface Parts {
  readonly clusters: Clusters;
  readonly views: ClusterViews;
  readonly options: Pick<PaletteOptions, "baseUrl" | "caPem" | "kubeconfigEncoding">;
}

/** Edge-native clusters: checking, creating, watching, changing and deleting them. */
export function clusterRoutes(world: World, { clusters, views, options }: Parts): readonly Route[] {
  const inScope = (call: Call) =>
    Object.values(world.state.clusters).filter(
      (cluster) => cluster.projectUid === call.project?.metadata.uid && isVisible(world, cluster),
    );
  const find = (call: Call) => {
    const cluster = world.state.clusters[call.params["uid"] ?? ""];
    if (!cluster || cluster.projectUid !== inProject(call).metadata.uid || !isVisible(world, cluster))
      throw notFound(`SpectroCluster '${call.params["uid"]}'`);
    return cluster;
  };
  const alive = (call: Call) => {
    const cluster = find(call);
    if (cluster.state === "Deleting" || cluster.state === "Deleted")
      throw refused("ClusterDeleted", `Cluster '${cluster.metadata.name}' is ${cluster.state.toLowerCase()}`);
    return cluster;
  };
  const config = (call: Call) => {
    const { token, metadata: meta } = find(call);
    if (token === undefined) throw notFound(`Kubeconfig of cluster '${meta.name}'`);
    const yaml = kubeconfig({
      clusterName: meta.name,
      server: `${options.baseUrl()}/k8s/${meta.uid}`,
      caPem: options.caPem,
      token,
    });
    return octets(options.kubeconfigEncoding === "base64" ? Buffer.from(yaml).toString("base64") : yaml);
  };
  const setProfiles = (call: Call, keep: boolean) => {
    const cluster = alive(call);
    const written = required(profilesEntity(call.body, "").profiles, "profiles");
    const replaced = written.flatMap(({ uid, replaceWithProfile }) => [uid, replaceWithProfile]);
    const kept = keep ? cluster.profiles.filter(({ uid }) => !replaced.includes(uid)) : [];
    const [problem] = profileProblems(world, [...kept.map(({ uid }) => ({ uid })), ...written], cluster.projectUid);
    if (problem) throw refused(problem.code, problem.message);
    cluster.profiles = [...kept, ...attach(world, written)];
    clusters.redeploy(cluster);
    return noContent;
  };
  const asset = (name: string) =>
    route("GET", `/v1/spectroclusters/:uid/assets/${name}`, "project", "cluster.getKubeConfig", config);

  return [
    route("POST", "/v1/spectroclusters/edge-native", "project", "cluster.create", (call) => {
      const entity = clusterEntity(call.body, "");
      checkShape(entity);
      const { uid } = inProject(call).metadata;
      const [problem] = findProblems(world, entity, uid);
      if (problem) throw refused(problem.code, problem.message);
      const cluster = buildCluster(world, entity, uid);
      clusters.add(cluster);
      return created(cluster.metadata.uid);
    }),
    route("POST", "/v1/spectroclusters/edge-native/validate", "project", "cluster.create", (call) => {
      const entity = clusterEntity(call.body, "");
      checkShape(entity);
      return ok(
        verdict(
          findProblems(world, entity, inProject(call).metadata.uid),
          entity.spec?.profiles?.map(({ uid = "" }) => uid) ?? [],
        ),
      );
    }),
    route("GET", "/v1/spectroclusters/validate/name", "project", "cluster.get", (call) => {
      const [problem] = nameProblems(world, call.query.get("name") ?? "", inProject(call).metadata.uid);
      if (problem) throw refused(problem.code, problem.message);
      return noContent;
    }),
    // Not in the specification, but there; it never forgets a deleted cluster within its time.
    route("GET", "/v1/spectroclusters", "listing", "cluster.list", (call) =>
      ok(
        page(
          inScope(call).map((cluster) => views.cluster(cluster)),
          call.query,
        ),
      ),
    ),
    route("GET", "/v1/spectroclusters/:uid", "project", "cluster.get", (call) => ok(views.cluster(find(call)))),
    route("GET", "/v1/spectroclusters/:uid/status", "project", "cluster.get", (call) =>
      ok({ status: { state: find(call).state } }),
    ),
    route("DELETE", "/v1/spectroclusters/:uid", "project", "cluster.delete", (call) => {
      // Unverified: whether the server wants a minimum age before it forces.
      clusters.remove(find(call), { force: call.query.get("forceDelete") === "true" });
      return noContent;
    }),
    route("GET", "/v1/spectroclusters/:uid/edge-native/edgeHosts", "project", "cluster.get", (call) => {
      const hosts = hostsOf(find(call)).flatMap(({ hostUid }) => world.state.edgeHosts[hostUid] ?? []);
      return ok({ items: hosts.map((host) => edgeHostView(world, host)) });
    }),
    ...["kubeconfig", "kubeconfigclient", "adminKubeconfig"].map(asset),

    route("PATCH", "/v1/spectroclusters/:uid/metadata", "project", "cluster.update", (call) => {
      const { metadata: meta } = find(call);
      const { metadata: written } = struct({ metadata })(call.body, "");
      Object.assign(meta, {
        labels: written?.labels ?? meta.labels,
        annotations: written?.annotations ?? meta.annotations,
      });
      world.touch(meta);
      return noContent;
    }),
    route("PUT", "/v1/spectroclusters/:uid/location", "project", "cluster.update", (call) => {
      const cluster = find(call);
      cluster.location = struct({ location: json })(call.body, "").location;
      world.touch(cluster.metadata);
      return noContent;
    }),
    route("GET", "/v1/spectroclusters/:uid/profiles", "project", "cluster.get", (call) => {
      const profiles = find(call).profiles.map(({ uid, name, type, cloudType, packs }) => ({
        metadata: { uid, name },
        spec: { type, cloudType, packs: packs.map((pack) => packEntityView(world, pack)) },
      }));
      return ok({ profiles });
    }),
    route("PUT", "/v1/spectroclusters/:uid/profiles", "project", "cluster.update", (call) => setProfiles(call, false)),
    route("PATCH", "/v1/spectroclusters/:uid/profiles", "project", "cluster.update", (call) => setProfiles(call, true)),
    route("PATCH", "/v1/spectroclusters/:uid/status/conditions", "project", "cluster.update", (call) => {
      const cluster = find(call);
      for (const { type, status = "False", reason = "", message = "" } of listOf(condition)(call.body, "")) {
        clusters.setCondition(cluster, { type: required(type, "type"), status, reason, message });
      }
      clusters.advance(cluster);
      return noContent;
    }),
    route("PUT", "/v1/spectroclusters/:uid/heartbeat", "project", "cluster.update", (call) => {
      find(call);
      return noContent;
    }),

    route("POST", "/v1/dashboard/spectroclusters/search", "listing", "cluster.list", (call) => {
      const spec = searchSpec(call.body ?? {}, "");
      const known = new Set<string>(searchProperties);
      const found = inScope(call).filter((cluster) => matches(spec, known, searchable(cluster)));
      for (const { field = "clusterName", order } of spec.sort ?? []) {
        if (!sortFields.includes(field))
          throw badRequest(`sort.field in body should be one of [${sortFields.join(" ")}]`);
        const key = (cluster: ClusterRecord) => sortKey({ ...cluster.metadata, ...searchable(cluster) }, field);
        found.sort((a, b) => key(a).localeCompare(key(b)) * (order === "desc" ? -1 : 1));
      }
      return ok(
        page(
          found.map((cluster) => views.summary(cluster)),
          call.query,
        ),
      );
    }),
    route("GET", "/v1/dashboard/spectroclusters/search/schema", "any", "cluster.list", () =>
      ok({
        schema: {
          properties: searchProperties.map((name) => ({
            name,
            displayName: name,
            type: name === "isDeleted" ? "bool" : "string",
            hideDisplay: false,
            isDeprecated: false,
          })),
        },
      }),
    ),
    route("GET", "/v1/dashboard/spectroclusters/metadata", "listing", "cluster.list", (call) =>
      ok({
        items: inScope(call)
          .filter(({ state }) => state !== "Deleted")
          .map((cluster) => cluster.metadata),
      }),
    ),
    route("POST", "/v1/dashboard/spectroclusters/metadata", "listing", "cluster.list", (call) => {
      const { filter } = struct({ filter: struct({ name: stringFilter, state: text }) })(call.body ?? {}, "");
      const found = inScope(call).filter(
        ({ metadata: { name }, state }) =>
          stringFilter.test(filter?.name, name) && (!filter?.state || state === filter.state),
      );
      return ok({ items: found.map((cluster) => cluster.metadata) });
    }),
    route("GET", "/v1/dashboard/spectroclusters/meta", "listing", "cluster.list", (call) =>
      ok(inScope(call).map((cluster) => views.meta(cluster))),
    ),
    route("GET", "/v1/dashboard/spectroclusters/:uid", "project", "cluster.get", (call) =>
      ok(views.overview(find(call))),
    ),
    route("GET", "/v1/dashboard/spectroclusters/:uid/overview", "project", "cluster.get", (call) =>
      ok(views.overview(find(call))),
    ),
  ];
}

function isVisible(world: World, { deletedAt }: ClusterRecord): boolean {
  return deletedAt === undefined || world.clock.now() - Date.parse(deletedAt) < recordKeptMs;
}

function searchable({ metadata: { name, labels }, state, health }: ClusterRecord) {
  return {
    clusterName: name,
    clusterState: state,
    healthState: health,
    environment: "edge-native",
    tags: tagsOf(labels),
    isDeleted: state === "Deleted",
  };
}

/** `v1SpectroClusterValidatorResponse`: 200, whatever was found. */
function verdict(problems: readonly Problem[], profiles: readonly string[]): object {
  const results = (of: readonly Problem[], name: (problem: Problem) => string) =>
    [...new Set(of.map(name))].map((each) => ({
      name: each,
      displayName: each,
      errors: of.filter((problem) => name(problem) === each).map(({ code, message }) => ({ code, message })),
    }));
  const machinePools = problems.filter(({ profile }) => profile === undefined);
  return {
    machinePools: { results: results(machinePools, ({ pool = "cluster" }) => pool) },
    profiles: profiles.map((uid) => ({
      uid,
      packs: {
        results: results(
          problems.filter(({ profile }) => profile === uid),
          () => "profile",
        ),
      },
    })),
  };
}
