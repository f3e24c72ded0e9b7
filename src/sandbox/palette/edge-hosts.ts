import { ApiError, inUse, notFound } from "./api-error.ts";
import type { Contacts } from "./contacts.ts";
import { metadata, oneOf, required, struct, text } from "./decoder.ts";
import { edgeHostMeta, edgeHostSummary, edgeHostView, hostState } from "./edge-host-views.ts";
import { page } from "./paging.ts";
import { tagsOf } from "./profiles.ts";
import { alreadyRegistered, checkHostUid, deviceEntity, newEdgeHost, register } from "./registration.ts";
import { type Call, created, inProject, noContent, ok, type Route, route } from "./router.ts";
import { matches, searchSpec, sortKey } from "./search-filter.ts";
import type { EdgeHostRecord } from "./state.ts";
import type { World } from "./world.ts";

const precreate = struct({ metadata, spec: struct({ archType: oneOf("amd64", "arm64"), hostPairingKey: text }) });
const healthEntity = struct({ state: oneOf("healthy", "unhealthy"), message: text, agentVersion: text });

const searchProperties = ["name", "tags", "state", "healthState", "architecture"] as const;
/** From 4.10; before that the enum of the clusters was checked. */
const sortFields = ["name", "state", "healthState", "creationTimestamp", "lastModifiedTimestamp"];

/** Edge hosts: adding them by hand, finding, tagging and deleting them, and the public part of what their agents call. */
export function edgeHostRoutes(world: World, contacts: Contacts): readonly Route[] {
  const { edgeHosts } = world.state;
  const inScope = (call: Call) =>
    Object.values(edgeHosts).filter(({ projectUid }) => projectUid === call.project?.metadata.uid);
  const find = (call: Call) => {
    const host = edgeHosts[call.params["uid"] ?? ""];
    if (!host || host.projectUid !== inProject(call).metadata.uid)
      throw notFound(`EdgeHostDevice '${call.params["uid"]}'`);
    return host;
  };

  return [
    route("POST", "/v1/edgehosts/register", "open", "", ({ body }) => register(world, body)),
    route("POST", "/v1/edgehosts", "project", "edgehost.create", (call) => {
      const { metadata: written, spec } = precreate(call.body, "");
      const uid = checkHostUid(required(written?.uid || written?.name, "metadata.uid"));
      // The uid is unique in the tenant, not in the project.
      if (edgeHosts[uid]) throw alreadyRegistered(uid);
      const host = newEdgeHost(world, { uid, name: written?.name || uid, projectUid: inProject(call).metadata.uid });
      host.metadata.labels = written?.labels ?? {};
      Object.assign(host, { archType: spec?.archType ?? "amd64", hostPairingKey: spec?.hostPairingKey ?? "" });
      edgeHosts[uid] = host;
      world.touch();
      return created(uid);
    }),
    route("GET", "/v1/edgehosts/metadata", "listing", "edgehost.list", (call) => {
      const type = call.query.get("type");
      const unused = call.query.get("quickFilter") === "unusedEdgeHosts";
      const hosts = inScope(call).filter(
        (host) => (!type || type === "edge-native") && (!unused || host.clusterUid === undefined),
      );
      return ok({ edgeHosts: hosts.map(edgeHostMeta) });
    }),
    route("GET", "/v1/edgehosts/tags", "listing", "edgehost.list", (call) =>
      ok({ tags: [...new Set(inScope(call).flatMap((host) => tagsOf(host.metadata.labels)))].sort() }),
    ),
    route("GET", "/v1/edgehosts/:uid", "project", "edgehost.get", (call) => ok(edgeHostView(world, find(call)))),
    route("PUT", "/v1/edgehosts/:uid", "project", "edgehost.update", (call) => {
      const host = find(call);
      if (!host.paired)
        throw new ApiError(500, "EdgeHostDeviceNotRegistered", `Edge host '${host.metadata.uid}' is not registered`);
      const { metadata: written, spec } = deviceEntity(call.body, "");
      if (written?.labels) host.metadata.labels = written.labels;
      if (spec?.device) host.device = spec.device;
      world.touch(host.metadata);
      return noContent;
    }),
    route("PUT", "/v1/edgehosts/:uid/meta", "project", "edgehost.update", (call) => {
      const host = find(call);
      const { metadata: written } = struct({ metadata })(call.body, "");
      Object.assign(host.metadata, { name: written?.name || host.metadata.name, labels: written?.labels ?? {} });
      world.touch(host.metadata);
      return noContent;
    }),
    route("PATCH", "/v1/edgehosts/:uid/hostPairingKey", "project", "edgehost.update", (call) => {
      const host = find(call);
      host.hostPairingKey = struct({ hostPairingKey: text })(call.body, "").hostPairingKey ?? "";
      world.touch(host.metadata);
      return noContent;
    }),
    route("PATCH", "/v1/edgehosts/:uid/health", "project", "edgehost.update", (call) => {
      const host = find(call);
      const { state, message = "", agentVersion } = healthEntity(call.body, "");
      if (agentVersion) host.agentVersion = agentVersion;
      contacts.setHealth(host.metadata.uid, required(state, "state"), message);
      return noContent;
    }),
    route("GET", "/v1/edgehosts/:uid/config", "project", "edgehost.get", (call) => {
      const { clusterUid } = find(call);
      return ok({
        clusterUids: clusterUid === undefined ? [] : [clusterUid],
        tunnelConfig: { remoteSsh: "disabled", remoteSshTempUser: "disabled" },
      });
    }),
    route("DELETE", "/v1/edgehosts/:uid", "project", "edgehost.delete", (call) => {
      const {
        metadata: { uid, name },
        clusterUid,
      } = find(call);
      // Unverified for a host in use; everything else that is in use answers so.
      if (clusterUid !== undefined)
        throw inUse(
          `EdgeHostDevice '${name}' is in use by cluster '${world.state.clusters[clusterUid]?.metadata.name ?? clusterUid}'`,
        );
      delete edgeHosts[uid];
      world.touch();
      return noContent;
    }),

    route("POST", "/v1/dashboard/edgehosts/search", "listing", "edgehost.list", (call) => {
      const spec = searchSpec(call.body ?? {}, "");
      const known = new Set<string>(searchProperties);
      const found = inScope(call).filter((host) => matches(spec, known, searchable(host)));
      for (const { field = "name", order } of spec.sort ?? []) {
        if (!sortFields.includes(field))
          throw new ApiError(422, 606, `sort.field in body should be one of [${sortFields.join(" ")}]`);
        const key = (host: EdgeHostRecord) => sortKey({ ...host.metadata, ...searchable(host) }, field);
        found.sort((a, b) => key(a).localeCompare(key(b)) * (order === "desc" ? -1 : 1));
      }
      return ok(
        page(
          found.map((host) => edgeHostSummary(world, host)),
          call.query,
        ),
      );
    }),
    route("GET", "/v1/dashboard/edgehosts/search/schema", "any", "edgehost.list", () =>
      ok({
        schema: {
          properties: searchProperties.map((name) => ({
            name,
            displayName: name,
            type: "string",
            hideDisplay: false,
            isDeprecated: false,
          })),
        },
      }),
    ),
  ];
}

function searchable(host: EdgeHostRecord) {
  const {
    metadata: { name, labels },
    health,
    archType,
  } = host;
  return { name, tags: tagsOf(labels), state: hostState(host), healthState: health, architecture: archType };
}
