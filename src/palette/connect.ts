import type { Abortable } from "../core/abort.ts";
import { type Clock, systemClock } from "../core/clock.ts";
import { EdgelabError } from "../core/errors.ts";
import type { Secret } from "../core/secret.ts";
import type { TlsSettings } from "../core/tls.ts";
import { Api } from "./api.ts";
import type { ClusterView } from "./cluster.ts";
import { Clusters } from "./clusters.ts";
import { type EdgeHost, EdgeHosts } from "./edge-hosts.ts";
import { Events } from "./events.ts";
import { Packs } from "./packs.ts";
import { Profiles } from "./profiles.ts";
import { type Project, Projects } from "./projects.ts";
import { Registries } from "./registries.ts";
import { Tokens } from "./tokens.ts";
import type { PaletteExchange } from "./trace.ts";
import { HttpsTransport } from "./transport.ts";
import { Watcher } from "./watcher.ts";

export interface PaletteSettings {
  /** `https://host[:port]`, without path. */
  readonly endpoint: string;
  readonly apiKey: Secret;
  readonly tls: TlsSettings;
  /** Name of the project that project-scoped calls go to, case-sensitive. Without it only tenant-scoped calls work. */
  readonly project?: string | undefined;
  /** Told each exchange, with credentials already masked. */
  readonly trace?: ((exchange: PaletteExchange) => void) | undefined;
  readonly userAgent?: string | undefined;
  readonly clock?: Clock | undefined;
  /** One attempt of one request, in milliseconds; waiting for the rate limit does not count. @default 60_000 */
  readonly requestTimeoutMs?: number | undefined;
  /** How often a request is repeated where that is safe; the first one, only twice. @default 8 */
  readonly retries?: number | undefined;
  /**
   * What a watch waits between two looks: `minMs` right after a change, growing to `maxMs` while nothing moves.
   *
   * @default { minMs: 1_000, maxMs: 10_000 }
   */
  readonly poll?: { readonly minMs: number; readonly maxMs: number } | undefined;
}

/** A connection to Palette as one user in one project. Disposing it ends its watches and closes its sockets. */
export interface Palette extends AsyncDisposable {
  readonly endpoint: string;
  /** Undefined when connected without a project. */
  readonly project: Project | undefined;
  readonly projects: Projects;
  readonly tokens: Tokens;
  readonly registries: Registries;
  readonly packs: Packs;
  readonly profiles: Profiles;
  readonly edgeHosts: EdgeHosts;
  readonly clusters: Clusters;
  readonly events: Events;
  /**
   * These Edge hosts now, and again after every change, keyed by Edge host ID; one that Palette does not know is absent.
   * Ends by `break` or by the signal. All watches of a connection share one poller.
   */
  watchHosts(ids: readonly string[], options: Abortable): AsyncIterable<ReadonlyMap<string, EdgeHost>>;
  /** The cluster now, and again after every change; undefined when it is gone. Shares the poller. */
  watchCluster(uid: string, options: Abortable): AsyncIterable<ClusterView | undefined>;
  /** Requests sent so far, repeated ones included. */
  readonly requests: number;
}

/**
 * Checks the key and finds the project.
 *
 * @throws {EdgelabError} UNREACHABLE; CERTIFICATE_UNTRUSTED with the fingerprint found; API_KEY_REFUSED;
 * NOT_FOUND when the key sees no such project
 */
export async function connectPalette(settings: PaletteSettings, options: Abortable): Promise<Palette> {
  const clock = settings.clock ?? systemClock();
  const { retries = 8 } = settings;
  const endpoint = endpointUrl(settings.endpoint);
  const transport = new HttpsTransport(endpoint, settings.tls);
  const api = new Api({
    transport,
    endpoint: endpoint.host,
    apiKey: sendable(settings.apiKey),
    clock,
    retries,
    requestTimeoutMs: settings.requestTimeoutMs ?? 60_000,
    userAgent: settings.userAgent ?? "edgelab",
    trace: settings.trace,
  });
  const projects = new Projects(api);
  try {
    // A wrong address should be told soon, not after the patience that a running lab deserves.
    const first = { ...options, retries: Math.min(retries, 2) };
    if (settings.project === undefined) await projects.list(first);
    else api.project = await projects.find(settings.project, first);
  } catch (error) {
    transport.close();
    throw error;
  }
  const edgeHosts = new EdgeHosts(api);
  const clusters = new Clusters(api);
  const watcher = new Watcher({ edgeHosts, clusters, clock, poll: settings.poll ?? { minMs: 1_000, maxMs: 10_000 } });
  return {
    endpoint: endpoint.origin,
    project: api.project,
    projects,
    tokens: new Tokens(api),
    registries: new Registries(api),
    packs: new Packs(api),
    profiles: new Profiles(api),
    edgeHosts,
    clusters,
    events: new Events(api),
    watchHosts: (ids, watchOptions) => watcher.hosts(ids, watchOptions),
    watchCluster: (uid, watchOptions) => watcher.cluster(uid, watchOptions),
    get requests() {
      return api.requests;
    },
    async [Symbol.asyncDispose]() {
      await watcher[Symbol.asyncDispose]();
      transport.close();
    },
  };
}

function endpointUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" && url.pathname === "/" && url.username === "") return url;
  throw new EdgelabError("LAB_INVALID", {
    what: "The Palette endpoint is not usable.",
    why: `Expected https://host or https://host:port, found ${JSON.stringify(text.replace(/\/\/[^/]*@/, "//****@"))}.`,
    next: "Check `palette.endpoint`.",
  });
}

/** A key with a line break, as a careless copy has it, cannot be a header; Node's own message would not help. */
function sendable(apiKey: Secret): Secret {
  if (/^[\x21-\x7e]+$/.test(apiKey.reveal())) return apiKey;
  throw new EdgelabError("API_KEY_REFUSED", {
    what: "The Palette API key is not usable.",
    why: apiKey.reveal() === "" ? "It is empty." : "It holds white space or other characters that no key has.",
    next: "Check PALETTE_API_KEY.",
  });
}
