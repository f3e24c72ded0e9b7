import type { IncomingMessage, ServerResponse } from "node:http";
import {
  ApiStatus,
  sendStatus,
  serveKubernetes,
  unauthorized as kubernetesUnauthorized,
  unavailable,
} from "../kubernetes/index.ts";
import { Agents } from "./agents.ts";
import { ApiError, badRequest, forbidden } from "./api-error.ts";
import { defaultCatalog } from "./catalog.ts";
import { cloudConfigRoutes } from "./cloud-configs.ts";
import { clusterRoutes } from "./cluster-routes.ts";
import { endpointOf } from "./cluster-checks.ts";
import { ClusterViews } from "./cluster-views.ts";
import { Clusters } from "./clusters.ts";
import { Contacts } from "./contacts.ts";
import { edgeHostRoutes } from "./edge-hosts.ts";
import { eventRoutes } from "./events.ts";
import { type Fault, Faults } from "./faults.ts";
import type { Palette, PaletteOptions } from "./options.ts";
import { demand, type Principal, Principals } from "./principals.ts";
import { profileRoutes } from "./profiles.ts";
import { addProject, enterProject, projectNamed, projectRoutes, projectUidNotEmpty } from "./projects.ts";
import { RateLimit } from "./rate-limit.ts";
import { registryRoutes } from "./registries.ts";
import { type Call, type Reply, type Route, Router } from "./router.ts";
import { loadState, newUid, type ProjectRecord } from "./state.ts";
import { tokenRoutes } from "./tokens.ts";
import { userRoutes } from "./users.ts";
import { workloadRoutes } from "./workloads.ts";
import { World } from "./world.ts";

const largestBody = 16 * 1024 * 1024;
const keptCalls = 10_000;

/** The tenant: routes, and what runs between the calls. */
export class Tenant implements Palette {
  readonly agents: Agents;
  readonly #world: World;
  readonly #clusters: Clusters;
  readonly #principals: Principals;
  readonly #limit: RateLimit;
  readonly #router: Router;
  readonly #faults = new Faults();
  readonly #closed = new AbortController();
  #calls: string[] = [];

  constructor(options: PaletteOptions) {
    if (options.apiKeys.length === 0) throw new TypeError("a sandbox Palette needs at least one API key");
    const { clock, changed, durations = {}, catalog = defaultCatalog(), projects = ["Default"] } = options;
    const world = new World(clock, loadState(options.saved), { durations, catalog, changed });
    this.#world = world;
    this.#principals = new Principals(clock, options.apiKeys);
    this.#limit = new RateLimit(clock, options.rateLimitFactor ?? 1);
    const clusters = new Clusters(
      world,
      () => contacts,
      (hostUid) => this.agents.wake(hostUid),
    );
    const contacts = new Contacts(world, (hostUid) => clusters.hostChanged(hostUid));
    const views = new ClusterViews(world, clusters);
    this.#clusters = clusters;
    this.agents = new Agents(world, clusters, contacts, this.#closed.signal);
    this.#router = new Router([
      ...projectRoutes(world),
      ...userRoutes(world, this.#principals),
      ...tokenRoutes(world),
      ...registryRoutes(world),
      ...profileRoutes(world),
      ...edgeHostRoutes(world, contacts),
      ...clusterRoutes(world, { clusters, views, options }),
      ...cloudConfigRoutes(world, clusters, views),
      ...workloadRoutes(world, clusters),
      ...eventRoutes(world),
    ]);
    if (Object.keys(world.state.projects).length === 0) for (const name of projects) addProject(world, name);
    clusters.resume();
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? "/";
    const kubernetes = this.#kubernetesTarget(url, request.headers.authorization);
    if (kubernetes) return this.#serveKubernetes(request, response, kubernetes);
    this.#answer(request, response, new URL(url, "http://palette")).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  }

  save(): unknown {
    this.#clusters.collect();
    return this.#world.state;
  }

  close(): void {
    this.#closed.abort(new Error("the sandbox Palette is closed"));
    this.#world.timers.cancelAll();
    this.#clusters.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  inject(fault: Fault): () => void {
    return this.#faults.inject(fault);
  }

  calls({ clear = false } = {}): readonly string[] {
    const calls = [...this.#calls];
    if (clear) this.#calls = [];
    return calls;
  }

  projectUid(name: string): string {
    const project = projectNamed(this.#world, name);
    if (!project) throw new RangeError(`the sandbox Palette has no project ${name}`);
    return project.metadata.uid;
  }

  virtualAddresses(): readonly string[] {
    const living = Object.values(this.#world.state.clusters).filter(({ state }) => state !== "Deleted");
    return living.map(({ cloudConfig }) => endpointOf(cloudConfig)).filter(Boolean);
  }

  async #answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { method = "GET", socket } = request;
    const path = url.pathname;
    this.#calls.push(`${method} ${path}`);
    if (this.#calls.length > keptCalls) this.#calls.splice(0, keptCalls / 2);
    const body = await readBody(request);
    if (body === undefined) return send(response, problem(badRequest(`the body is larger than ${largestBody} bytes`)));
    const fault = this.#faults.take(method, path);
    if (fault && "status" in fault) return send(response, injected(fault));
    if (fault?.cut === "before") return void socket.destroy();
    if (!this.#limit.take(socket.remoteAddress ?? "", path)) return send(response, tooMany);
    const reply = await this.#dispatch(request, url, body);
    if (fault) return void socket.destroy();
    send(response, reply);
  }

  async #dispatch(request: IncomingMessage, url: URL, body: string): Promise<Reply> {
    try {
      const { route, params } = this.#router.find(request.method ?? "GET", url.pathname);
      const { principal, project } = this.#admit(request, route);
      const call: Call = { params: decoded(params), query: url.searchParams, body: parsed(body), principal, project };
      return await route.answer(call);
    } catch (error) {
      return problem(error);
    }
  }

  /** Key, then scope, then permission. */
  #admit(
    { headers }: IncomingMessage,
    { scope, permission }: Route,
  ): { readonly principal: Principal; readonly project: ProjectRecord | undefined } {
    if (scope === "open") return { principal: { tenantAdmin: false, permissions: [] }, project: undefined };
    const principal = this.#principals.authenticate(headers);
    const header = headers["projectuid"];
    const projectUid = typeof header === "string" && header !== "" ? header : undefined;
    if (scope === "tenant") {
      if (projectUid !== undefined) throw projectUidNotEmpty();
      if (!principal.tenantAdmin) throw forbidden(permission);
    }
    demand(principal, permission);
    if (scope === "project" && projectUid === undefined) throw forbidden(permission);
    const project =
      projectUid === undefined ? undefined : enterProject(this.#world, { principal }, projectUid, permission);
    return { principal, project };
  }

  /** `/k8s/<uid>/...`. `kubectl get --raw` drops the path of its server, but never its token: that tells the cluster, too. */
  #kubernetesTarget(url: string, authorization = ""): KubernetesTarget | undefined {
    const [, uid, rest] = /^\/k8s\/([^/?]+)(.*)$/.exec(url) ?? [];
    if (uid !== undefined) return { uid, url: rest || "/" };
    if (!/^\/(api|apis|version|healthz|livez|readyz)\b/.test(url)) return undefined;
    const cluster = Object.values(this.#world.state.clusters).find(
      ({ token }) => token !== undefined && authorization === `Bearer ${token}`,
    );
    return cluster && { uid: cluster.metadata.uid, url };
  }

  #serveKubernetes(request: IncomingMessage, response: ServerResponse, { uid, url }: KubernetesTarget): void {
    const cluster = this.#world.state.clusters[uid];
    const kubernetes = this.#clusters.kubernetes(uid);
    if (!cluster || !kubernetes) return sendStatus(response, new ApiStatus(404, "NotFound", "no such cluster"));
    if (cluster.token === undefined || request.headers.authorization !== `Bearer ${cluster.token}`)
      return sendStatus(response, kubernetesUnauthorized());
    if (!kubernetes.isServing()) return sendStatus(response, unavailable("no control plane node is ready"));
    serveKubernetes(kubernetes, request, response, { url, now: () => this.#world.clock.now() });
  }
}

interface KubernetesTarget {
  readonly uid: string;
  /** Below the API server's root. */
  readonly url: string;
}

/** The body as text; undefined when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks).toString("utf8");
}

function parsed(body: string): unknown {
  if (body.trim() === "") return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw badRequest("the body is not valid JSON");
  }
}

function decoded(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  try {
    return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw badRequest("the path is not properly encoded");
  }
}

function problem(error: unknown): Reply {
  if (error instanceof ApiError) return { status: error.status, body: error.body() };
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return problem(new ApiError(500, "InternalError", message));
}

const injected = ({
  status,
  code = "InjectedFault",
  message = "injected",
  headers = {},
}: Extract<Fault["effect"], { status: number }>): Reply => ({
  status,
  body: { code, message, ref: "", details: {} },
  headers,
});

/** The body is not `v1Error`: clients must not rely on it. */
const tooMany: Reply = {
  status: 429,
  body: Buffer.from("Too Many Requests\n"),
  headers: { "content-type": "text/plain" },
};

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const audit = status === 201 ? { AuditUid: newUid() } : {};
  if (body === undefined) {
    response.writeHead(status, { ...audit, ...headers });
    response.end();
    return;
  }
  const content = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": content.length,
    ...audit,
    ...headers,
  });
  response.end(content);
}
