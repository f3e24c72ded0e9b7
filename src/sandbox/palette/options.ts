import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import type { AgentLink } from "../agent-link.ts";
import type { Catalog } from "./catalog.ts";
import type { Fault } from "./faults.ts";

/** A key that callers may send in the `ApiKey` header. It carries its owner's rights. */
export interface ApiKey {
  readonly key: string;
  /** Registration tokens and projects need it. */
  readonly tenantAdmin: boolean;
  /** Names of the projects the owner may enter. @default every project */
  readonly projects?: readonly string[] | undefined;
  /** What the owner may do, as `cluster.get` or `cluster.*`. @default everything */
  readonly permissions?: readonly string[] | undefined;
  /** Lets the owner also log in with `POST /v1/auth/authenticate`. */
  readonly login?: { readonly emailId: string; readonly password: string } | undefined;
}

/** How long things take, in milliseconds of the injected clock. The real ones are minutes. */
export interface Durations {
  /** From an agent's first contact to `healthy`. @default 300 */
  readonly hostHealthy: number;
  /** From an agent's last contact to `unhealthy`, and its node to NotReady. @default 10_000 */
  readonly hostSilence: number;
  /** Between two cluster conditions turning True. @default 150 */
  readonly condition: number;
  /** From a pod being scheduled to Running. @default 500 */
  readonly podStart: number;
  /** From `Running` to the first health in the overview. @default 1000 */
  readonly clusterHealth: number;
  /** From the last host's clean-up to `Deleted`. @default 300 */
  readonly clusterDelete: number;
}

export interface PaletteOptions {
  readonly clock: Clock;
  /** What an earlier {@link Palette.save} returned. Absent or null: a new tenant. */
  readonly saved?: unknown;
  /** Called after every mutation; the caller saves when it likes. */
  readonly changed: () => void;
  /** At least one. */
  readonly apiKeys: readonly ApiKey[];
  /** `https://host:port` under which {@link Palette.handle} is reached; goes into kubeconfigs. */
  readonly baseUrl: () => string;
  /** The certificate authority of that server, for kubeconfigs. Absent: plain HTTP (tests only). */
  readonly caPem?: string | undefined;
  readonly durations?: Partial<Durations> | undefined;
  /** Registries and packs. @default `defaultCatalog()`: what the tutorial needs, plus a custom registry */
  readonly catalog?: Catalog | undefined;
  /** Projects of a new tenant. @default ["Default"] */
  readonly projects?: readonly string[] | undefined;
  /** Factor on the documented rate limits; `Infinity` turns them off. @default 1 */
  readonly rateLimitFactor?: number | undefined;
  /** Both are seen in the field. @default "yaml" */
  readonly kubeconfigEncoding?: "yaml" | "base64" | undefined;
}

/** A stateful Palette tenant, and the Kubernetes API of its clusters. */
export interface Palette extends AsyncDisposable {
  /** Answers `/v1/...` and `/k8s/<cluster uid>/...`. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  readonly agents: AgentLink;
  /** Plain JSON, with secrets (tokens, cluster credentials): keep it in a file of mode 0600. */
  save(): unknown;
  /** Stops timers and watches. Pending `agents` promises reject. */
  close(): void;

  /** Makes matching calls fail until the fault has been used up. Returns a function that takes it back. */
  inject(fault: Fault): () => void;
  /** Served calls, oldest first: `GET /v1/users/info`. For tests and benches; cleared by reading with `clear`. */
  calls(options?: { readonly clear?: boolean }): readonly string[];
  /** The uid of a project, for `ProjectUid`. */
  projectUid(name: string): string;
  /** What the clusters' control planes answer on: addresses that DHCP must not hand out. */
  virtualAddresses(): readonly string[];
}
