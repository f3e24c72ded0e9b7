import { setImmediate } from "node:timers/promises";
import type { Abortable } from "../core/abort.ts";
import type { Clock } from "../core/clock.ts";
import type { ClusterView } from "./cluster.ts";
import type { EdgeHost } from "./edge-hosts.ts";
import { Watch } from "./watch.ts";

export interface WatcherOptions {
  readonly edgeHosts: {
    search(by: { readonly ids: readonly string[] }, options: Abortable): Promise<readonly EdgeHost[]>;
  };
  readonly clusters: { tryView(uid: string, options: Abortable): Promise<ClusterView | undefined> };
  readonly clock: Clock;
  /** Between two looks: `minMs` right after a change, half as much again after each look without one, up to `maxMs`. */
  readonly poll: { readonly minMs: number; readonly maxMs: number };
}

type HostsById = ReadonlyMap<string, EdgeHost>;

/**
 * The one poller of a connection: asks for all watched hosts and clusters together, whoever waits for them. Palette
 * pushes nothing and limits requests per address, so the cost must not grow with the number of waiters.
 */
export class Watcher implements AsyncDisposable {
  readonly #options: WatcherOptions;
  readonly #hosts = new Set<Watch<readonly string[], HostsById>>();
  readonly #clusters = new Set<Watch<string, ClusterView | undefined>>();
  /** Aborted to look at once. */
  #wake = new AbortController();
  /** Aborted when nobody watches any more. */
  #stop = new AbortController();
  #done: Promise<unknown> = Promise.resolve();

  constructor(options: WatcherOptions) {
    this.#options = options;
    this.#stop.abort();
  }

  /** Keyed by Edge host ID; hosts that Palette does not know are absent. */
  hosts(ids: readonly string[], options: Abortable): AsyncIterable<HostsById> {
    return this.#follow(this.#hosts, new Watch(ids), options);
  }

  /** Undefined when it is gone. */
  cluster(uid: string, options: Abortable): AsyncIterable<ClusterView | undefined> {
    return this.#follow(this.#clusters, new Watch(uid), options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async *#follow<Subject, State>(
    watches: Set<Watch<Subject, State>>,
    watch: Watch<Subject, State>,
    options: Abortable,
  ): AsyncGenerator<State> {
    options.signal.throwIfAborted();
    watches.add(watch);
    this.#wake.abort();
    if (this.#stop.signal.aborted) {
      this.#stop = new AbortController();
      this.#done = Promise.all([this.#done, this.#run(this.#stop.signal)]);
    }
    try {
      for (;;) yield await watch.next(options);
    } finally {
      watches.delete(watch);
      if (this.#hosts.size === 0 && this.#clusters.size === 0) this.#stop.abort();
    }
  }

  async #run(stopped: AbortSignal): Promise<void> {
    const { clock, poll } = this.#options;
    for (let waitMs = poll.minMs; !stopped.aborted; ) {
      await setImmediate(); // whoever comes in the same turn is served by the same look
      this.#wake = new AbortController(); // before the look: whoever comes during it is served right after
      const hasMoved = await this.#look({ signal: stopped });
      waitMs = hasMoved ? poll.minMs : Math.min(poll.maxMs, waitMs * 1.5);
      const signal = AbortSignal.any([stopped, this.#wake.signal]);
      await clock.sleep(waitMs, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  async #look(options: Abortable): Promise<boolean> {
    const hosts = [...this.#hosts];
    const clusters = [...this.#clusters];
    const uids = new Set(clusters.map(({ subject }) => subject));
    const moved = await Promise.all([
      hosts.length > 0 && this.#lookAtHosts(hosts, options),
      ...[...uids].map((uid) =>
        this.#lookAtCluster(
          uid,
          clusters.filter(({ subject }) => subject === uid),
          options,
        ),
      ),
    ]);
    return moved.some(Boolean);
  }

  async #lookAtHosts(watches: readonly Watch<readonly string[], HostsById>[], options: Abortable): Promise<boolean> {
    const ids = [...new Set(watches.flatMap(({ subject }) => subject))];
    return await tell(watches, options, async () => {
      const found = new Map((await this.#options.edgeHosts.search({ ids }, options)).map((host) => [host.name, host]));
      return (wanted) => new Map(wanted.flatMap((id) => (found.has(id) ? [[id, found.get(id)!] as const] : [])));
    });
  }

  async #lookAtCluster(
    uid: string,
    watches: readonly Watch<string, ClusterView | undefined>[],
    options: Abortable,
  ): Promise<boolean> {
    return await tell(watches, options, async () => {
      const view = await this.#options.clusters.tryView(uid, options);
      return () => view;
    });
  }
}

/** Gives each watch what was found of its subject, or the failure of finding it. */
async function tell<Subject, State>(
  watches: readonly Watch<Subject, State>[],
  { signal }: Abortable,
  find: () => Promise<(subject: Subject) => State>,
): Promise<boolean> {
  try {
    const stateOf = await find();
    return watches.map((watch) => watch.offer(stateOf(watch.subject))).some(Boolean);
  } catch (error) {
    if (!signal.aborted) for (const watch of watches) watch.fail(error);
    return false;
  }
}
