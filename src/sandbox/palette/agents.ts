import { type Abortable, orAborted } from "../../core/abort.ts";
import type { AgentLink, Assignment } from "../agent-link.ts";
import { type Clusters, hostsOf } from "./clusters.ts";
import type { Contacts } from "./contacts.ts";
import { planOf } from "./pack-values.ts";
import type { World } from "./world.ts";

/** The agents' side of the tenant: waiting hosts are told when a cluster claims or releases them. */
export class Agents implements AgentLink {
  readonly #world: World;
  readonly #clusters: Clusters;
  readonly #contacts: Contacts;
  readonly #closed: AbortSignal;
  /** By host: what to look at again when something about the host changed. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(world: World, clusters: Clusters, contacts: Contacts, closed: AbortSignal) {
    this.#world = world;
    this.#clusters = clusters;
    this.#contacts = contacts;
    this.#closed = closed;
  }

  connect(hostUid: string, { signal }: Abortable): void {
    this.#contacts.connect(hostUid, signal);
  }

  assignment(hostUid: string, options: Abortable): Promise<Assignment> {
    return this.#until(hostUid, options, () => this.#assigned(hostUid));
  }

  report(hostUid: string, clusterUid: string, step: "image-downloaded" | "rebooting" | "joined" | "cleaned-up"): void {
    this.#clusters.report(hostUid, clusterUid, step);
  }

  async released(hostUid: string, clusterUid: string, options: Abortable): Promise<void> {
    await this.#until(hostUid, options, () => this.#isReleased(hostUid, clusterUid) || undefined);
  }

  /** Something about the host's cluster changed. */
  wake(hostUid: string): void {
    for (const look of this.#waiting.get(hostUid) ?? []) look();
  }

  /**
   * The cluster that holds the host. One that is being deleted counts: the host takes it and then cleans up, so that
   * a host that was away gets it over with.
   */
  #assigned(hostUid: string): Assignment | undefined {
    const cluster = this.#world.state.clusters[this.#world.state.edgeHosts[hostUid]?.clusterUid ?? ""];
    if (!cluster) return undefined;
    const pool = cluster.pools.find(({ hosts }) => hosts.some((host) => host.hostUid === hostUid));
    const host = pool?.hosts.find((each) => each.hostUid === hostUid);
    if (!pool || !host || host.step === "cleaned-up") return undefined;
    return {
      clusterUid: cluster.metadata.uid,
      clusterName: cluster.metadata.name,
      role: pool.isControlPlane ? "control-plane" : "worker",
      nodeName: host.nodeName,
      providerImage: planOf(cluster.profiles).providerImage,
    };
  }

  #isReleased(hostUid: string, clusterUid: string): boolean {
    const cluster = this.#world.state.clusters[clusterUid];
    return (
      !cluster ||
      cluster.state === "Deleting" ||
      cluster.state === "Deleted" ||
      !hostsOf(cluster).some((host) => host.hostUid === hostUid && !host.isLeaving)
    );
  }

  async #until<T>(hostUid: string, { signal }: Abortable, look: () => T | undefined): Promise<T> {
    const either = AbortSignal.any([signal, this.#closed]);
    either.throwIfAborted();
    const now = look();
    if (now !== undefined) return now;
    const waiting = this.#waiting.get(hostUid) ?? new Set();
    this.#waiting.set(hostUid, waiting);
    let wake = () => {};
    try {
      const found = new Promise<T>((resolve) => {
        wake = () => {
          const value = look();
          if (value !== undefined) resolve(value);
        };
        waiting.add(wake);
      });
      return await orAborted(found, { signal: either });
    } finally {
      waiting.delete(wake);
      if (waiting.size === 0) this.#waiting.delete(hostUid);
    }
  }
}
