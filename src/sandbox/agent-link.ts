import type { Abortable } from "../core/abort.ts";

/** What a registered host is told to become. */
export interface Assignment {
  readonly clusterUid: string;
  readonly clusterName: string;
  readonly role: "control-plane" | "worker";
  readonly nodeName: string;
  /** `options.system.uri` of the profile's OS pack after its macros, for the console. */
  readonly providerImage: string;
}

/**
 * The part of the agent's conversation with Palette that has no published protocol, reduced to what results from it.
 * The sandbox Palette implements it, the simulated guests use it. Registration itself is not here: guests do it over
 * HTTPS with `POST /v1/edgehosts/register`, which is published.
 */
export interface AgentLink {
  /** The host is in contact while `signal` lives: healthy soon after this call, unhealthy some time after the abort. */
  connect(hostUid: string, options: Abortable): void;
  /** Resolves when a cluster claims the host (at once when one already has); rejects when aborted. */
  assignment(hostUid: string, options: Abortable): Promise<Assignment>;
  /** Progress of a host inside its cluster, in this order. `joined` makes it a node. */
  report(hostUid: string, clusterUid: string, step: "image-downloaded" | "rebooting" | "joined" | "cleaned-up"): void;
  /** Resolves when the cluster is being deleted and the host should clean up. */
  released(hostUid: string, clusterUid: string, options: Abortable): Promise<void>;
}
