import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiStatus, noSuchObject, noSuchPath, readOnly } from "./api-status.ts";
import { coreVersions, group, groupList, knownKinds, resourceList, versionInfo } from "./discovery.ts";
import { apiVersionOf, type Kind } from "./kinds.ts";
import type { KubernetesCluster } from "./kubernetes-cluster.ts";
import { selects } from "./manifest.ts";
import type { KubeObject } from "./object-store.ts";
import { proxyService } from "./service-proxy.ts";
import { tableOf } from "./table.ts";

/** What a path means below the API server's root. */
interface Target {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

export interface ServeOptions {
  /** Path below the API server's root, with query: `/api/v1/pods?limit=500`. */
  readonly url: string;
  /** Milliseconds since the epoch, for ages. */
  readonly now: () => number;
}

/**
 * Answers one call to the Kubernetes API of a cluster: discovery, get, list, watch, Table rendering and the service
 * proxy. Reading only. The caller has authenticated it.
 */
export function serveKubernetes(
  cluster: KubernetesCluster,
  request: IncomingMessage,
  response: ServerResponse,
  options: ServeOptions,
): void {
  try {
    const { pathname, searchParams } = new URL(options.url, "http://cluster");
    const segments = pathname.split("/").filter(Boolean).map(decodeURIComponent);
    const kinds = knownKinds(cluster.store);
    if (["healthz", "livez", "readyz"].includes(segments[0] ?? ""))
      return void response.writeHead(200, { "content-type": "text/plain" }).end("ok");
    const discovery = discover(cluster, kinds, segments);
    if (discovery !== undefined) return send(response, 200, discovery);
    const target = resolve(kinds, segments);
    if (target.subresource === "proxy") return sendProxy(cluster, target, response);
    if (request.method !== "GET") throw readOnly();
    const view = viewOf(request.headers.accept ?? "", options.now);
    if (target.name !== undefined) return send(response, 200, view.one(target.kind, find(cluster, target)));
    const selected = selector(searchParams, target);
    if (["1", "true"].includes(searchParams.get("watch") ?? ""))
      return watch(cluster, target, selected, searchParams, view, response);
    const items = cluster.store
      .list(apiVersionOf(target.kind), target.kind.kind, target.namespace)
      .filter(selected)
      .sort(byName);
    send(response, 200, view.list(target.kind, items, cluster.store.resourceVersion));
  } catch (error) {
    sendStatus(
      response,
      error instanceof ApiStatus
        ? error
        : new ApiStatus(400, "BadRequest", error instanceof Error ? error.message : String(error)),
    );
  }
}

export function sendStatus(response: ServerResponse, status: ApiStatus): void {
  send(response, status.code, status.body());
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function discover(cluster: KubernetesCluster, kinds: readonly Kind[], segments: readonly string[]): object | undefined {
  const [root, first, second, ...rest] = segments;
  if (root === "version" && first === undefined) return versionInfo(cluster.version);
  if (root === "api" && first === undefined) return coreVersions();
  if (root === "api" && first === "v1" && second === undefined) return resourceList(kinds, "v1");
  if (root !== "apis" || rest.length > 0) return undefined;
  if (first === undefined) return groupList(kinds);
  if (!kinds.some((kind) => kind.group === first)) throw noSuchPath();
  if (second === undefined) return { kind: "APIGroup", apiVersion: "v1", ...group(kinds, first) };
  if (!kinds.some((kind) => kind.group === first && kind.version === second)) throw noSuchPath();
  return resourceList(kinds, `${first}/${second}`);
}

function resolve(kinds: readonly Kind[], segments: readonly string[]): Target {
  const [root, ...below] = segments;
  const core = root === "api";
  if (!core && root !== "apis") throw noSuchPath();
  const [groupName = "", version = "", ...path] = core ? ["", ...below] : below;
  const inNamespace = path[0] === "namespaces" && path.length >= 3 && path[2] !== "status";
  const [plural, name, subresource] = inNamespace ? path.slice(2) : path;
  const kind = kinds.find((each) => each.group === groupName && each.version === version && each.plural === plural);
  if (!kind || (inNamespace && !kind.namespaced)) throw noSuchPath();
  return { kind, namespace: inNamespace ? path[1] : undefined, name, subresource };
}

function find(cluster: KubernetesCluster, { kind, namespace, name = "", subresource }: Target): KubeObject {
  if (subresource !== undefined && subresource !== "status") throw noSuchPath();
  const object = cluster.store.get(apiVersionOf(kind), kind.kind, name, namespace);
  if (!object) throw noSuchObject(kind.plural, kind.group, name);
  return object;
}

/** `labelSelector` and `fieldSelector`, as far as equality goes, and the namespace. */
function selector(query: URLSearchParams, { namespace }: Target): (object: KubeObject) => boolean {
  const labels = (query.get("labelSelector") ?? "").split(",").filter(Boolean).map(requirement);
  const fields = (query.get("fieldSelector") ?? "").split(",").filter(Boolean).map(requirement);
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    labels.every(({ key, equal, value }) =>
      value === undefined
        ? (object.metadata.labels?.[key] !== undefined) === equal
        : selects({ [key]: value }, object.metadata.labels) === equal,
    ) &&
    fields.every(({ key, equal, value }) => (fieldAt(object, key) === (value ?? "")) === equal);
}

function requirement(text: string): {
  readonly key: string;
  readonly equal: boolean;
  readonly value: string | undefined;
} {
  const [, not = "", key = "", operator = "", value] =
    /^(!?)([^=!\s]+)\s*(?:(==?|!=)\s*(.*))?$/.exec(text.trim()) ?? [];
  if (key === "" || (not !== "" && operator !== ""))
    throw new ApiStatus(400, "BadRequest", `unable to parse requirement: ${text}`);
  return { key, equal: not === "" && operator !== "!=", value };
}

function fieldAt(object: KubeObject, path: string): string {
  let at: unknown = object;
  for (const key of path.split("."))
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return typeof at === "string" ? at : "";
}

interface View {
  one(kind: Kind, object: KubeObject): object;
  list(kind: Kind, objects: readonly KubeObject[], resourceVersion: string): object;
}

/** Plain objects, or the Table that kubectl asks for. */
function viewOf(accept: string, now: () => number): View {
  const table = accept.split(",").find((each) => /;\s*as=Table/.test(each));
  if (table === undefined) {
    return {
      one: (_, object) => object,
      list: (kind, items, resourceVersion) => ({
        kind: `${kind.kind}List`,
        apiVersion: apiVersionOf(kind),
        metadata: { resourceVersion },
        items,
      }),
    };
  }
  const version = /;\s*v=(v1beta1|v1)\b/.exec(table)?.[1] ?? "v1";
  return {
    one: (kind, object) => tableOf(kind.kind, [object], now(), version),
    list: (kind, objects, resourceVersion) => tableOf(kind.kind, objects, now(), version, resourceVersion),
  };
}

/** What is there (or newer than `resourceVersion`), then every change until the caller or `timeoutSeconds` ends it. */
function watch(
  cluster: KubernetesCluster,
  { kind }: Target,
  selected: (object: KubeObject) => boolean,
  query: URLSearchParams,
  view: View,
  response: ServerResponse,
): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  const since = Number(query.get("resourceVersion") ?? 0);
  const write = (type: string, object: KubeObject) =>
    response.write(`${JSON.stringify({ type, object: view.one(kind, object) })}\n`);
  for (const object of cluster.store.list(apiVersionOf(kind), kind.kind)) {
    if (selected(object) && Number(object.metadata.resourceVersion) > since) write("ADDED", object);
  }
  const unwatch = cluster.store.watch(({ type, object }) => {
    if (object.apiVersion === apiVersionOf(kind) && object.kind === kind.kind && selected(object)) write(type, object);
  });
  const seconds = Number(query.get("timeoutSeconds") ?? 1800);
  const timer = setTimeout(() => response.end(), seconds * 1000);
  const end = () => response.end();
  cluster.gone.addEventListener("abort", end, { once: true });
  response.on("close", () => {
    clearTimeout(timer);
    cluster.gone.removeEventListener("abort", end);
    unwatch();
  });
}

function sendProxy(
  cluster: KubernetesCluster,
  { kind, namespace = "", name = "" }: Target,
  response: ServerResponse,
): void {
  if (kind.plural !== "services") throw noSuchPath();
  const { contentType, body } = proxyService(cluster, namespace, name);
  response.writeHead(200, { "content-type": contentType });
  response.end(body);
}

function byName(a: KubeObject, b: KubeObject): number {
  return (
    (a.metadata.namespace ?? "").localeCompare(b.metadata.namespace ?? "") ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}
