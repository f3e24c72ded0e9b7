import { randomBytes } from "node:crypto";
import { ApiError, badRequest, refused, unauthorized } from "./api-error.ts";
import { flag, json, metadata, oneOf, required, struct, text } from "./decoder.ts";
import { ok, type Reply } from "./router.ts";
import type { EdgeHostRecord, ProjectRecord, TokenRecord } from "./state.ts";
import { edgeHostView } from "./edge-host-views.ts";
import { projectNamed } from "./projects.ts";
import type { World } from "./world.ts";

export const deviceEntity = struct({
  metadata,
  spec: struct({
    device: json,
    host: struct({
      hostUid: text,
      hostAddress: text,
      macAddress: text,
      hostAuthToken: text,
      hostPairingKey: text,
      project: struct({ name: text, uid: text }),
      disableAutoRegister: flag,
      remoteSsh: oneOf("enabled", "disabled"),
    }),
  }),
  status: struct({ health: struct({ agentVersion: text }) }),
});

const forbiddenInUid = /[/?#&+%,$~!@*(){}|=;:<>'.^"\s]/;

/** @throws {ApiError} 400 unless an Edge host may be called so */
export function checkHostUid(uid: string): string {
  if (uid.length > 128) throw badRequest(`edge host uid is longer than 128 characters`);
  const [wrong] = forbiddenInUid.exec(uid) ?? [];
  if (wrong !== undefined) throw badRequest(`edge host uid '${uid}' should not contain '${wrong}'`);
  return uid;
}

/**
 * `POST /v1/edgehosts/register`: an agent calls in for the first time. It proves itself with a registration token, and
 * goes to the project that its user-data names or else to the token's default project; a record that was made for it
 * beforehand decides by itself. Without a project, or with a wrong one, no host appears anywhere: only the agent
 * learns of it, from this answer (its status and code are unverified).
 *
 * A host that is known already is refused, whoever calls: a machine that was imaged anew, or a second one with the
 * same ID, has to wait until the old record is deleted. The exception is an agent whose answer was lost: it was never
 * in contact and calls from the same network card.
 */
export function register(world: World, body: unknown): Reply {
  const { metadata: written, spec, status } = deviceEntity(body, "");
  const host = spec?.host ?? {};
  const uid = checkHostUid(required(host.hostUid, "spec.host.hostUid"));
  required(host.hostAddress, "spec.host.hostAddress");
  const token = checkToken(world, host.hostAuthToken);
  const known = world.state.edgeHosts[uid];
  if (known?.paired) {
    const repeats = known.health === undefined && known.host["macAddress"] === host.macAddress;
    if (!repeats) throw alreadyRegistered(uid);
    return answer(world, known);
  }
  const project = projectFor(world, token, host.project, known);
  if (known) checkPairing(known, host.hostPairingKey);
  else if (host.disableAutoRegister) {
    throw new ApiError(
      404,
      "EdgeHostDeviceNotRegistered",
      `Edge host '${uid}' does not register itself and was not added to a project`,
    );
  }
  const { hostAuthToken: _, hostPairingKey: __, ...kept } = host;
  const device = spec?.device ?? {};
  const record: EdgeHostRecord =
    known ?? newEdgeHost(world, { uid, name: written?.name || uid, projectUid: project.metadata.uid });
  record.metadata.labels = { ...written?.labels, ...record.metadata.labels };
  Object.assign(record, {
    paired: true,
    archType: device["archType"] === "arm64" ? "arm64" : "amd64",
    agentVersion: status?.health?.agentVersion ?? "4.7.16",
    device: { archType: "amd64", hostType: "appliance", hostState: "registration", ...device },
    host: { remoteSsh: "enabled", ...kept, project: { name: project.metadata.name, uid: project.metadata.uid } },
    serviceAuthToken: randomBytes(24).toString("base64url"),
  });
  world.state.edgeHosts[uid] = record;
  world.event(
    "edgehost",
    record,
    "EdgeHostRegistered",
    `Edge host '${record.metadata.name}' is registered with project '${project.metadata.name}'`,
  );
  world.touch(record.metadata);
  return answer(world, record);
}

/** A record without an agent: `unpaired`. */
export function newEdgeHost(
  world: World,
  { uid, name, projectUid }: { readonly uid: string; readonly name: string; readonly projectUid: string },
): EdgeHostRecord {
  return {
    metadata: world.meta(name, {}, uid),
    projectUid,
    archType: "amd64",
    hostPairingKey: "",
    paired: false,
    health: undefined,
    healthMessage: "",
    agentVersion: "",
    clusterUid: undefined,
    device: {},
    host: {},
    serviceAuthToken: "",
  };
}

export const alreadyRegistered = (uid: string) =>
  refused("EdgeHostDeviceAlreadyRegistered", `Edge host with uid '${uid}' is already registered; delete it first`); // code unverified

function checkToken(world: World, written: string | undefined): TokenRecord {
  const token = Object.values(world.state.tokens).find(({ token: value }) => value === written);
  if (!token) throw unauthorized("Edge host registration token is invalid");
  if (!token.isActive) throw unauthorized("Edge host registration token is not active");
  if (Date.parse(token.expiry) <= world.clock.now()) throw unauthorized("Edge host registration token has expired");
  return token;
}

function projectFor(
  world: World,
  token: TokenRecord,
  wanted: { readonly name?: string | undefined; readonly uid?: string | undefined } = {},
  known: EdgeHostRecord | undefined,
): ProjectRecord {
  const { projects } = world.state;
  const named = wanted.uid || wanted.name;
  const project = named
    ? wanted.uid
      ? projects[wanted.uid]
      : projectNamed(world, wanted.name ?? "")
    : projects[known?.projectUid ?? token.defaultProjectUid ?? ""];
  if (!project) {
    const why = named ? `project '${named}' not found` : "neither the edge host nor its token names a project";
    throw new ApiError(404, "EdgeHostDeviceNotRegistered", `Edge host is not registered: ${why}`);
  }
  // Unverified: what happens to a host that was added to one project and asks for another.
  if (known && known.projectUid !== project.metadata.uid) throw alreadyRegistered(known.metadata.uid);
  return project;
}

/** Unverified: how a wrong pairing key fails. */
function checkPairing(known: EdgeHostRecord, key: string | undefined): void {
  if (known.hostPairingKey !== "" && known.hostPairingKey !== key)
    throw unauthorized("Edge host pairing key does not match");
}

function answer(world: World, record: EdgeHostRecord): Reply {
  const view = edgeHostView(world, record);
  return ok({ ...view, status: { ...view.status, serviceAuthToken: record.serviceAuthToken } });
}
