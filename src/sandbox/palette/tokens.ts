import { randomBytes } from "node:crypto";
import { badRequest, notFound, refused } from "./api-error.ts";
import { flag, metadata, required, struct, text, time } from "./decoder.ts";
import { type Call, created, noContent, ok, type Route, route } from "./router.ts";
import type { TokenRecord } from "./state.ts";
import type { World } from "./world.ts";

/** The write shape has `defaultProjectUid`. The read shape, `defaultProject`, is passed over here and binds nothing. */
const entity = struct({ metadata, spec: struct({ defaultProjectUid: text, expiry: time }) });

/** Registration tokens. They belong to the tenant: calls with a `ProjectUid` header are refused. */
export function tokenRoutes(world: World): readonly Route[] {
  const { tokens, projects } = world.state;
  const find = ({ params }: Call) => {
    const token = tokens[params["uid"] ?? ""];
    if (!token) throw notFound(`Edge host token '${params["uid"]}'`);
    return token;
  };
  const view = ({ metadata, token, expiry, defaultProjectUid, isActive }: TokenRecord) => {
    const project = projects[defaultProjectUid ?? ""]?.metadata;
    return {
      metadata,
      spec: { token, expiry, ...(project ? { defaultProject: { name: project.name, uid: project.uid } } : {}) },
      status: { isActive },
    };
  };
  const read = (body: unknown) => {
    const { metadata: written, spec } = entity(body, "");
    const uid = spec?.defaultProjectUid || undefined;
    if (uid !== undefined && !projects[uid]) throw notFound(`Project '${uid}'`);
    return {
      name: required(written?.name, "metadata.name"),
      written,
      uid,
      expiry: required(spec?.expiry, "spec.expiry"),
    };
  };
  const demandFreeName = (name: string, own?: TokenRecord) => {
    if (Object.values(tokens).some((token) => token !== own && token.metadata.name === name)) {
      throw refused("DuplicateEdgeTokenName", `Edge host token with name '${name}' already exists`); // unverified
    }
  };

  return [
    route("GET", "/v1/edgehosts/tokens", "tenant", "edgetoken.list", () =>
      ok({ items: Object.values(tokens).map(view) }),
    ),
    route("POST", "/v1/edgehosts/tokens", "tenant", "edgetoken.create", ({ body }) => {
      const { name, written, uid, expiry } = read(body);
      demandFreeName(name);
      if (Date.parse(expiry) <= world.clock.now()) throw badRequest("spec.expiry should be in the future"); // unverified
      const meta = world.meta(name, written);
      tokens[meta.uid] = {
        metadata: meta,
        token: randomBytes(24).toString("base64url"),
        expiry,
        defaultProjectUid: uid,
        isActive: true,
      };
      world.touch();
      return created(meta.uid);
    }),
    route("GET", "/v1/edgehosts/tokens/:uid", "tenant", "edgetoken.get", (call) => ok(view(find(call)))),
    route("PUT", "/v1/edgehosts/tokens/:uid", "tenant", "edgetoken.update", (call) => {
      const token = find(call);
      const { name, written, uid, expiry } = read(call.body);
      demandFreeName(name, token);
      Object.assign(token.metadata, { name, labels: written?.labels ?? {}, annotations: written?.annotations ?? {} });
      Object.assign(token, { expiry, defaultProjectUid: uid });
      world.touch(token.metadata);
      return noContent;
    }),
    route("PUT", "/v1/edgehosts/tokens/:uid/state", "tenant", "edgetoken.update", (call) => {
      const token = find(call);
      token.isActive = struct({ isActive: flag })(call.body, "").isActive ?? false;
      world.touch(token.metadata);
      return noContent;
    }),
    route("DELETE", "/v1/edgehosts/tokens/:uid", "tenant", "edgetoken.delete", (call) => {
      delete tokens[find(call).metadata.uid];
      world.touch();
      return noContent;
    }),
  ];
}
