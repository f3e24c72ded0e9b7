import { struct, text, metadata, oneOf, required } from "./decoder.ts";
import { notFound } from "./api-error.ts";
import { page } from "./paging.ts";
import { type Call, created, inProject, ok, type Route, route } from "./router.ts";
import type { EventRecord } from "./state.ts";
import type { World } from "./world.ts";

const eventEntity = struct({
  metadata,
  message: text,
  reason: text,
  severity: text,
  involvedObject: struct({ kind: text, name: text, uid: text }),
  relatedObject: struct({ kind: oneOf("spectrocluster", "edgehost"), name: text, uid: text }),
  source: struct({ component: text, host: text }),
});

/** Events of clusters and Edge hosts, newest first unless ordered otherwise. */
export function eventRoutes(world: World): readonly Route[] {
  const listed = (call: Call, wanted: (event: EventRecord) => boolean) => {
    const ascending = call.query.get("orderBy") === "metadata.creationTimestamp=1";
    const found = world.state.events.filter(
      (event) => event.projectUid === inProject(call).metadata.uid && wanted(event),
    );
    return ok(page((ascending ? found : found.toReversed()).map(view), call.query));
  };
  return [
    route("GET", "/v1/events/components", "project", "event.list", (call) => listed(call, () => true)),
    route("GET", "/v1/events/components/:kind/:uid", "project", "event.list", (call) => {
      const { kind, uid } = call.params;
      return listed(call, (event) => event.kind === kind && event.objectUid === uid);
    }),
    route("POST", "/v1/events/components", "project", "event.create", (call) => {
      const { message = "", reason = "", relatedObject, source } = eventEntity(call.body, "");
      const { kind = "spectrocluster", uid } = relatedObject ?? {};
      const owner = (kind === "edgehost" ? world.state.edgeHosts : world.state.clusters)[
        required(uid, "relatedObject.uid")
      ];
      if (!owner || owner.projectUid !== inProject(call).metadata.uid) throw notFound(`${kind} '${uid}'`);
      world.event(kind, owner, reason, message, { component: source?.component || "agent" });
      world.touch();
      return created(world.state.events.at(-1)?.uid ?? "");
    }),
  ];
}

/** `v1Event` */
function view({ uid, kind, objectUid, objectName, at, reason, message, severity, component }: EventRecord): object {
  const object = { kind, name: objectName, uid: objectUid };
  return {
    metadata: { uid, name: `${objectName}.${uid}`, creationTimestamp: at, lastModifiedTimestamp: at },
    involvedObject: object,
    relatedObject: object,
    reason,
    message,
    severity,
    source: { component, host: kind === "edgehost" ? objectName : "" },
  };
}
