import { notFound, refused } from "./api-error.ts";
import { metadata, required, struct, text } from "./decoder.ts";
import type { Principals } from "./principals.ts";
import { type Call, created, noContent, ok, type Route, route } from "./router.ts";
import type { World } from "./world.ts";

const login = struct({ emailId: text, password: text, org: text });
const sshKey = struct({ metadata, spec: struct({ publicKey: text }) });

/** Who is calling, logging in without a key, saved SSH keys, and the two health calls. */
export function userRoutes(world: World, principals: Principals): readonly Route[] {
  const { sshKeys, tenantUid, userUid } = world.state;
  const find = ({ params }: Call) => {
    const key = sshKeys[params["uid"] ?? ""];
    if (!key) throw notFound(`SSH key '${params["uid"]}'`);
    return key;
  };
  const view = (key: ReturnType<typeof find>) => ({ metadata: key.metadata, spec: { publicKey: key.publicKey } });

  return [
    route("GET", "/v1/users/info", "any", "user.get", () => ok({ orgName: "edgelab", tenantUid, userUid })),
    route("POST", "/v1/auth/authenticate", "open", "", ({ body }) => {
      const { emailId, password } = login(body, "");
      return ok({
        Authorization: principals.logIn(required(emailId, "emailId"), required(password, "password")),
        isMfa: false,
      });
    }),
    route("GET", "/v1/auth/refresh/:token", "open", "", ({ params }) =>
      ok({ Authorization: principals.refresh(params["token"] ?? ""), isMfa: false }),
    ),
    route("GET", "/v1/health/ping", "open", "", () => ok({ msg: "pong" })),
    route("GET", "/v1/health/ready", "open", "", () => ok({ msg: "ready" })),

    route("GET", "/v1/users/assets/sshkeys", "any", "sshKey.list", () =>
      ok({ items: Object.values(sshKeys).map(view) }),
    ),
    route("POST", "/v1/users/assets/sshkeys", "any", "sshKey.create", ({ body }) => {
      const { metadata: written, spec } = sshKey(body, "");
      const name = required(written?.name, "metadata.name");
      if (Object.values(sshKeys).some((key) => key.metadata.name === name)) {
        throw refused("DuplicateSshKeyName", `SSH key with name '${name}' already exists`);
      }
      const key = { metadata: world.meta(name, written), publicKey: required(spec?.publicKey, "spec.publicKey") };
      sshKeys[key.metadata.uid] = key;
      world.touch();
      return created(key.metadata.uid);
    }),
    route("GET", "/v1/users/assets/sshkeys/:uid", "any", "sshKey.get", (call) => ok(view(find(call)))),
    route("PUT", "/v1/users/assets/sshkeys/:uid", "any", "sshKey.update", (call) => {
      const key = find(call);
      key.publicKey = required(sshKey(call.body, "").spec?.publicKey, "spec.publicKey");
      world.touch(key.metadata);
      return noContent;
    }),
    route("DELETE", "/v1/users/assets/sshkeys/:uid", "any", "sshKey.delete", (call) => {
      delete sshKeys[find(call).metadata.uid];
      world.touch();
      return noContent;
    }),
  ];
}
