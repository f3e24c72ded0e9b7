import type { World } from "./world.ts";

/** Which hosts' agents are in touch, and what follows for their health: soon after contact, and after silence. */
export class Contacts {
  readonly #world: World;
  readonly #changed: (hostUid: string) => void;
  readonly #live = new Map<string, Set<AbortSignal>>();

  /** @param changed is told when a host's contact or health changed */
  constructor(world: World, changed: (hostUid: string) => void) {
    this.#world = world;
    this.#changed = changed;
    for (const { metadata, health } of Object.values(world.state.edgeHosts))
      if (health === "healthy") this.#expectSilence(metadata.uid);
  }

  inContact(hostUid: string): boolean {
    return (this.#live.get(hostUid)?.size ?? 0) > 0;
  }

  connect(hostUid: string, signal: AbortSignal): void {
    if (signal.aborted) return;
    const live = this.#live.get(hostUid) ?? new Set();
    this.#live.set(hostUid, live.add(signal));
    signal.addEventListener("abort", () => this.#disconnect(hostUid, signal), { once: true });
    this.#world.timers.cancel(silence(hostUid));
    this.#world.timers.set(`healthy ${hostUid}`, this.#world.durations.hostHealthy, () =>
      this.setHealth(hostUid, "healthy", ""),
    );
    this.#changed(hostUid);
  }

  setHealth(hostUid: string, health: "healthy" | "unhealthy", message: string): void {
    const host = this.#world.state.edgeHosts[hostUid];
    if (!host?.paired || host.health === health) return;
    host.health = health;
    host.healthMessage = message;
    const healthy = health === "healthy";
    this.#world.event(
      "edgehost",
      host,
      healthy ? "EdgeHostHealthy" : "EdgeHostUnhealthy",
      healthy ? "Edge host is healthy" : message,
      { severity: healthy ? "info" : "warning" },
    );
    this.#world.touch(host.metadata);
    this.#changed(hostUid);
  }

  #disconnect(hostUid: string, signal: AbortSignal): void {
    const live = this.#live.get(hostUid);
    live?.delete(signal);
    if (!live || live.size > 0) return;
    this.#live.delete(hostUid);
    this.#world.timers.cancel(`healthy ${hostUid}`);
    this.#expectSilence(hostUid);
    this.#changed(hostUid);
  }

  #expectSilence(hostUid: string): void {
    this.#world.timers.set(silence(hostUid), this.#world.durations.hostSilence, () =>
      this.setHealth(hostUid, "unhealthy", "Edge host is not reachable: no heartbeat received"),
    );
  }
}

const silence = (hostUid: string) => `silence ${hostUid}`;
