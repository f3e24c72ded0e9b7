import { ApiError, forbidden, inUse, notFound, refused } from "./api-error.ts";
import { listOf, metadata, oneOf, required, struct } from "./decoder.ts";
import { page } from "./paging.ts";
import { mayEnter } from "./principals.ts";
import { type Call, created, noContent, ok, type Route, route } from "./router.ts";
import { stringFilter } from "./search-filter.ts";
import type { ProjectRecord } from "./state.ts";
import type { World } from "./world.ts";

const filterSpec = struct({
  filter: struct({ name: stringFilter }),
  sort: listOf(
    struct({ field: oneOf("name", "creationTimestamp", "lastModifiedTimestamp"), order: oneOf("asc", "desc") }),
  ),
});

/** Projects. Making and deleting them is not in the subset, but labs need a second one. `GET /v1/projects` is gone since 4.10. */
export function projectRoutes(world: World): readonly Route[] {
  const { projects } = world.state;
  const visible = ({ principal }: Call) =>
    Object.values(projects)
      .filter((project) => mayEnter(principal, project))
      .sort(byName);
  const find = (call: Call) => {
    const project = projects[call.params["uid"] ?? ""];
    if (!project) throw notFound(`Project '${call.params["uid"]}'`);
    if (!mayEnter(call.principal, project)) throw forbidden("project.get");
    return project;
  };

  return [
    route("GET", "/v1/dashboard/projects/metadata", "any", "project.list", (call) => {
      const name = call.query.get("name");
      const items = visible(call).filter((project) => !name || project.metadata.name === name);
      return ok({ items: items.map(({ metadata: { name, uid } }) => ({ metadata: { name, uid } })) });
    }),
    route("POST", "/v1/dashboard/projects", "any", "project.list", (call) => {
      const { filter, sort } = filterSpec(call.body ?? {}, "");
      const items = visible(call).filter((project) => stringFilter.test(filter?.name, project.metadata.name));
      for (const { field = "name", order } of sort ?? []) {
        items.sort((a, b) => a.metadata[field].localeCompare(b.metadata[field]) * (order === "desc" ? -1 : 1));
      }
      const summaries = items.map((project) => ({ metadata: project.metadata, specSummary: {}, status: {} }));
      return ok(page(summaries, call.query, { tooLarge: "cap" }));
    }),
    route("GET", "/v1/projects/:uid", "any", "project.get", (call) =>
      ok({ metadata: find(call).metadata, spec: {}, status: { isDisabled: false } }),
    ),
    route("POST", "/v1/projects", "tenant", "project.create", ({ body }) => {
      const { metadata: written } = struct({ metadata })(body, "");
      const name = required(written?.name, "metadata.name");
      if (Object.values(projects).some((project) => project.metadata.name === name)) {
        throw refused("DuplicateProjectName", `Project with name '${name}' already exists`);
      }
      return created(addProject(world, name).metadata.uid);
    }),
    route("DELETE", "/v1/projects/:uid", "tenant", "project.delete", (call) => {
      const { name, uid } = find(call).metadata;
      const { tokens, clusters, edgeHosts, profiles } = world.state;
      if (Object.values(tokens).some((token) => token.defaultProjectUid === uid)) {
        throw inUse(`Project '${name}' is in use by an edge host registration token`);
      }
      const owned = [
        ...Object.values(clusters).filter(({ state }) => state !== "Deleted"),
        ...Object.values(edgeHosts),
        ...Object.values(profiles),
      ];
      if (owned.some(({ projectUid }) => projectUid === uid)) throw inUse(`Project '${name}' still has resources`);
      delete projects[uid];
      world.touch();
      return noContent;
    }),
  ];
}

export function addProject(world: World, name: string): ProjectRecord {
  const project = { metadata: world.meta(name) };
  world.state.projects[project.metadata.uid] = project;
  world.touch();
  return project;
}

export function projectNamed(world: World, name: string): ProjectRecord | undefined {
  return Object.values(world.state.projects).find((project) => project.metadata.name === name);
}

/** The project that a caller's header names. @throws {ApiError} 403: a wrong project is told apart from no right by nobody */
export function enterProject(
  world: World,
  call: Pick<Call, "principal">,
  uid: string,
  permission: string,
): ProjectRecord {
  const project = world.state.projects[uid];
  if (!project || !mayEnter(call.principal, project)) throw forbidden(permission);
  return project;
}

const byName = (a: ProjectRecord, b: ProjectRecord) => a.metadata.name.localeCompare(b.metadata.name);

export const projectUidNotEmpty = () =>
  new ApiError(400, "ProjectUidIsNotEmpty", "ProjectUid should be empty for a tenant scope operation");
