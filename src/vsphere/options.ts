import type { Secret } from "../core/secret.ts";
import type { TlsSettings } from "../core/tls.ts";

export interface ConnectOptions {
  /** `https://host[:port][/sdk]`. */
  readonly url: string;
  readonly username: string;
  readonly password: Secret;
  readonly tls: TlsSettings;
  /** @default "native" */
  readonly transport?: "native" | "node-vsphere-soap" | undefined;
  /** Prefix of the operation IDs that show up in the server's logs and events: `edgelab-up-3f2a`. */
  readonly operationId: string;
  readonly limits?: { readonly [K in keyof VsphereLimits]?: VsphereLimits[K] | undefined } | undefined;
  /** A standalone ESXi host, which cannot clone, is refused unless this is set. @default false */
  readonly allowStandaloneHost?: boolean | undefined;
  /** Called after each call. Holds no credentials. */
  readonly trace?: ((event: TraceEvent) => void) | undefined;
  /** Called with each whole exchange, scrubbed of passwords, session keys and tickets. */
  readonly record?: ((exchange: RecordedExchange) => void) | undefined;
}

export interface VsphereLimits {
  /** Cost units per ESXi host: a full clone costs 2, a linked clone 1. @default 8 */
  readonly hostCloneUnits: number;
  /** Power-ons in flight. @default 64 */
  readonly powerOns: number;
  /** How long a task may be `running`, in milliseconds. Time in the queue does not count. @default 1_800_000 */
  readonly taskTimeoutMs: number;
}

export const defaultLimits: VsphereLimits = { hostCloneUnits: 8, powerOns: 64, taskTimeoutMs: 1_800_000 };

export interface TraceEvent {
  /** `CloneVM_Task`, or `PUT /folder`. */
  readonly method: string;
  /** Moid, or path. */
  readonly object: string;
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly error?: string | undefined;
}

export interface RecordedExchange {
  readonly method: string;
  readonly request: string;
  readonly response: string | undefined;
  readonly status: number | undefined;
}
