import { ApiError } from "./api-error.ts";
import type { Principal } from "./principals.ts";
import type { ProjectRecord } from "./state.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One authenticated call, as a resource sees it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  readonly principal: Principal;
  /** Whose scope the call has. Only routes of scope `project` may rely on it: see {@link inProject}. */
  readonly project: ProjectRecord | undefined;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (uid: string): Reply => ({ status: 201, body: { uid } });
export const noContent: Reply = { status: 204 };
/** A file. */
export const octets = (content: string): Reply => ({
  status: 200,
  body: Buffer.from(content),
  headers: { "content-type": "application/octet-stream" },
});

/**
 * Where a call lives.
 * - `project`: needs a `ProjectUid` header; without one, or with a wrong one, it is forbidden
 * - `listing`: the same, but without a header it answers as if the tenant had no such objects
 * - `tenant`: refuses a `ProjectUid` header, and wants a tenant admin
 * - `any`: does not care
 * - `open`: needs no key at all
 */
export type Scope = "project" | "listing" | "tenant" | "any" | "open";

export interface Route {
  readonly method: Method;
  /** `/v1/edgehosts/:uid`. Fixed words win over parameters. */
  readonly path: string;
  readonly scope: Scope;
  /** As Palette words it: `cluster.get`. */
  readonly permission: string;
  readonly answer: (call: Call) => Reply | Promise<Reply>;
}

/** The parts that a table of routes repeats. */
export const route = (
  method: Method,
  path: string,
  scope: Scope,
  permission: string,
  answer: Route["answer"],
): Route => ({ method, path, scope, permission, answer });

export function inProject(call: Call): ProjectRecord {
  if (!call.project) throw new Error("a route that needs a project was given another scope");
  return call.project;
}

interface Node {
  readonly words: Map<string, Node>;
  wildcard: Node | undefined;
  readonly routes: Map<Method, Route>;
}
const newNode = (): Node => ({ words: new Map(), wildcard: undefined, routes: new Map() });

/** A tree of path segments. */
export class Router {
  readonly #root = newNode();

  constructor(routes: readonly Route[]) {
    for (const entry of routes) {
      let at = this.#root;
      for (const segment of segments(entry.path)) {
        if (segment.startsWith(":")) {
          at = at.wildcard ??= newNode();
        } else {
          const next = at.words.get(segment) ?? newNode();
          at.words.set(segment, next);
          at = next;
        }
      }
      if (at.routes.has(entry.method)) throw new Error(`two routes for ${entry.method} ${entry.path}`);
      at.routes.set(entry.method, entry);
    }
  }

  /** @throws {ApiError} 404 for an unknown path, 405 for a known one with another method */
  find(method: string, path: string): { readonly route: Route; readonly params: Readonly<Record<string, string>> } {
    const found = descend(this.#root, segments(path));
    if (found.length === 0) throw new ApiError(404, 404, `path ${path} was not found`);
    for (const { node, values } of found) {
      const hit = node.routes.get(method as Method);
      if (!hit) continue;
      const names = segments(hit.path).filter((segment) => segment.startsWith(":"));
      const params = Object.fromEntries(names.map((name, index) => [name.slice(1), values[index] ?? ""]));
      return { route: hit, params };
    }
    const allowed = [...new Set(found.flatMap(({ node }) => [...node.routes.keys()]))].sort();
    throw new ApiError(405, 405, `method ${method} is not allowed, but [${allowed.join(",")}] are`);
  }
}

const segments = (path: string) => path.split("/").filter((segment) => segment !== "");

interface Found {
  readonly node: Node;
  readonly values: readonly string[];
}

/** Every node that the path leads to, the most literal first. */
function descend(node: Node, path: readonly string[], values: readonly string[] = []): readonly Found[] {
  const [head, ...rest] = path;
  if (head === undefined) return node.routes.size > 0 ? [{ node, values }] : [];
  const literal = node.words.get(head);
  return [
    ...(literal ? descend(literal, rest, values) : []),
    ...(node.wildcard ? descend(node.wildcard, rest, [...values, head]) : []),
  ];
}
