import type { Abortable } from "../core/abort.ts";
import type { Clock } from "../core/clock.ts";
import type { Secret } from "../core/secret.ts";
import type { TlsSettings } from "../core/tls.ts";
import type { Clusters, ClusterView } from "./clusters.ts";
import type { EdgeHost, EdgeHosts } from "./edge-hosts.ts";
import type { Events } from "./events.ts";
import type { Packs } from "./packs.ts";
import type { Profiles } from "./profiles.ts";
import type { Project, Projects } from "./projects.ts";
import type { Registries } from "./registries.ts";
import type { Tokens } from "./tokens.ts";
import type { PaletteExchange } from "./trace.ts";

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
  /** One attempt of one request, in milliseconds; time spent waiting for the rate limit does not count. @default 60_000 */
  readonly requestTimeoutMs?: number | undefined;
  /** How often a request is repeated when that is safe. @default 8 */
  readonly retries?: number | undefined;
  /** What the watcher waits between looks: from `minMs` right after a change to `maxMs` when nothing moves. @default 1_000 to 10_000 */
  readonly poll?: { readonly minMs: number; readonly maxMs: number } | undefined;
}

/** A connection to Palette as one user in one project. Disposing it ends its watcher and closes its sockets. */
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
   * The named Edge hosts at once, and again after every change. Keyed by Edge host ID; one that Palette does not know is
   * absent. Ends only by `break` or by the signal. All watches of a connection share one poller.
   */
  watchHosts(ids: readonly string[], options: Abortable): AsyncIterable<ReadonlyMap<string, EdgeHost>>;
  /** The cluster at once, and again after every change; undefined when it is gone. Shares the poller. */
  watchCluster(uid: string, options: Abortable): AsyncIterable<ClusterView | undefined>;
  /** Requests sent so far, repeated ones included. */
  readonly requests: number;
}

/**
 * Checks the key and finds the project.
 *
 * @throws {EdgelabError} UNREACHABLE, CERTIFICATE_UNTRUSTED (with the fingerprint found), API_KEY_REFUSED, NOT_FOUND (project)
 */
export async function connectPalette(settings: PaletteSettings, options: Abortable): Promise<Palette> {
  throw new Error(`not yet: ${settings.endpoint} ${options.signal.aborted}`);
}
