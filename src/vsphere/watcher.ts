import { setMaxListeners } from "node:events";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { Data, MoRef } from "../vim25/index.ts";
import { isFault } from "./fault-error.ts";
import { filterSpec, PropertyState, readRows, type Snapshot, traversal } from "./property.ts";
import type { Session } from "./session.ts";
import { taskPaths } from "./task-paths.ts";

export type WatchListener = (ref: MoRef, state: Snapshot | undefined) => void;

interface Watch {
  readonly paths: ReadonlySet<string>;
  readonly listener: WatchListener;
  readonly fail: (error: unknown) => void;
}

/** An object on the server's list. It may stay there, and be kept up to date, a while after the last watch has ended. */
interface Entry {
  readonly ref: MoRef;
  readonly state: PropertyState;
  readonly watches: Set<Watch>;
  isKnown: boolean;
}

/** What lives on the server for us, and dies with the session. */
interface Wiring {
  readonly collector: MoRef;
  readonly view: MoRef;
  /** By moid, what the server's list holds. */
  readonly listed: Map<string, MoRef>;
  filter: MoRef | undefined;
  paths: ReadonlyMap<string, readonly string[]>;
  version: string;
  /** Ends the wait on this collector. */
  readonly drop: AbortController;
}

/** Below the deadline of a call and any proxy's patience. */
const maxWaitSeconds = 50;
const maxFailuresInARow = 5;
/** Objects that nobody watches any more leave the list with the next ones that join, or when there are this many. */
const tolerated = 32;

/**
 * Everything that is waited for on a vCenter, over one own PropertyCollector with one filter on one ListView and one
 * `WaitForUpdatesEx` at a time. Objects join and leave the list; a lost session or collector is built up anew, and what
 * happened meanwhile is in the full state that a new collector begins with.
 */
export class Watcher {
  readonly #session: Session;
  readonly #entries = new Map<string, Entry>();
  readonly #stop = new AbortController();
  #wiring: Wiring | undefined;
  #loop: Promise<void> | undefined;
  #syncing: Promise<void> | undefined;
  #isDirty = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Calls the listener with all that is known of `paths` after each change, and with `undefined` once an object is gone.
   * Dispose to stop.
   *
   * @param fail called once when the watcher cannot go on, with the reason
   */
  watch(
    refs: readonly MoRef[],
    paths: readonly string[],
    listener: WatchListener,
    fail: (error: unknown) => void = () => undefined,
  ): Disposable {
    const watch: Watch = { paths: new Set(paths), listener, fail };
    for (const ref of refs) {
      const entry = this.#entries.get(ref.value) ?? newEntry(ref);
      this.#entries.set(ref.value, entry);
      entry.watches.add(watch);
      const isCovered = paths.every((path) => this.#wiring?.paths.get(ref.type)?.includes(path));
      if (!entry.isKnown || !isCovered) continue;
      queueMicrotask(() => entry.watches.has(watch) && listener(ref, entry.state.snapshot(paths)));
    }
    this.#changed();
    return {
      [Symbol.dispose]: () => {
        for (const { value } of refs) this.#entries.get(value)?.watches.delete(watch);
        if (this.#unwatched().length > tolerated) this.#changed();
      },
    };
  }

  #unwatched(): readonly Entry[] {
    return [...this.#entries.values()].filter(({ watches }) => watches.size === 0);
  }

  /**
   * Resolves with what `test` returns as soon as that is not undefined.
   *
   * @throws {EdgelabError} NOT_FOUND when the object goes away first
   */
  async until<T>(
    ref: MoRef,
    paths: readonly string[],
    test: (state: Snapshot) => T | undefined,
    { signal }: Abortable,
  ): Promise<T> {
    signal.throwIfAborted();
    setMaxListeners(0, signal); // as many as there are calls under way
    return await new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void) => {
        watch[Symbol.dispose]();
        signal.removeEventListener("abort", onAbort);
        finish();
      };
      const onAbort = () => settle(() => reject(signal.reason as Error));
      const onChange = (_: MoRef, state: Snapshot | undefined) => {
        if (state === undefined) return settle(() => reject(gone(ref)));
        try {
          const result = test(state);
          if (result !== undefined) settle(() => resolve(result));
        } catch (error) {
          settle(() => reject(error as Error));
        }
      };
      const watch = this.watch([ref], paths, onChange, (error) => settle(() => reject(error as Error)));
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Ends the wait. What lives on the server ends with the session. */
  async close(): Promise<void> {
    this.#stop.abort(
      new EdgelabError("INTERRUPTED", { what: "The vSphere session was closed while something still waited on it." }),
    );
    await Promise.allSettled([this.#loop, this.#syncing]);
    this.#failAll(this.#stop.signal.reason);
  }

  #changed(): void {
    this.#isDirty = true;
    this.#syncing ??= this.#sync().finally(() => (this.#syncing = undefined));
  }

  /** Brings the server's list and filter in line with the entries, one change at a time, however many came together. */
  async #sync(): Promise<void> {
    await new Promise(setImmediate); // whoever else starts watching in this turn is served together
    while (this.#isDirty && !this.#stop.signal.aborted) {
      this.#isDirty = false;
      try {
        this.#wiring ??= await this.#wire();
        await this.#reconcile(this.#wiring);
      } catch (error) {
        this.#drop(error);
      }
      this.#loop ??= this.#run().finally(() => (this.#loop = undefined));
    }
  }

  async #wire(): Promise<Wiring> {
    const { propertyCollector, viewManager } = this.#session.content;
    if (viewManager === undefined) throw new EdgelabError("UNSUPPORTED", { what: "The server has no view manager." });
    const options = { signal: this.#stop.signal, what: "watch tasks and machines" };
    const [collector, view] = await Promise.all([
      this.#session.call("CreatePropertyCollector", propertyCollector, {}, options),
      this.#session.call("CreateListView", viewManager, {}, options),
    ]);
    const drop = new AbortController();
    return { collector, view, listed: new Map(), filter: undefined, paths: new Map(), version: "", drop };
  }

  async #reconcile(wiring: Wiring): Promise<void> {
    const options = { signal: this.#stop.signal, what: "watch tasks and machines" };
    const paths = this.#wantedPaths(wiring.paths);
    const work: Promise<void>[] = [];
    if (wiring.filter === undefined || paths !== wiring.paths) work.push(this.#refilter(wiring, paths));
    const isNew = [...this.#entries.keys()].some((moid) => !wiring.listed.has(moid));
    if (isNew || this.#unwatched().length > tolerated) {
      for (const { ref } of this.#unwatched()) this.#entries.delete(ref.value);
      const add = [...this.#entries.values()].filter(({ ref }) => !wiring.listed.has(ref.value)).map(({ ref }) => ref);
      const remove = [...wiring.listed.values()].filter(({ value }) => !this.#entries.has(value));
      for (const ref of add) wiring.listed.set(ref.value, ref);
      for (const { value } of remove) wiring.listed.delete(value);
      const change = { ...(add.length > 0 && { add }), ...(remove.length > 0 && { remove }) };
      work.push(
        this.#session.call("ModifyListView", wiring.view, change, options).then((unknown) => {
          for (const ref of unknown) this.#lost(ref);
        }),
      );
    }
    await Promise.all(work);
  }

  async #refilter(wiring: Wiring, paths: ReadonlyMap<string, readonly string[]>): Promise<void> {
    const options = { signal: this.#stop.signal, what: "watch tasks and machines" };
    const old = wiring.filter;
    wiring.paths = paths;
    const spec = filterSpec(
      [{ obj: wiring.view, skip: true, selectSet: [traversal("list", "ListView", "view")] }],
      paths,
    );
    wiring.filter = await this.#session.call(
      "CreateFilter",
      wiring.collector,
      { spec, partialUpdates: false },
      options,
    );
    if (old !== undefined) await this.#session.call("DestroyPropertyFilter", old, {}, options);
  }

  /** The union of all that is watched, by type; the same map as before when nothing is missing from it. */
  #wantedPaths(before: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
    const wanted = new Map(Array.from(before, ([type, paths]) => [type, new Set(paths)]));
    let isMore = false;
    const want = (type: string, path: string) => {
      const paths = wanted.get(type) ?? new Set<string>();
      wanted.set(type, paths);
      isMore ||= !paths.has(path);
      paths.add(path);
    };
    for (const path of taskPaths) want("Task", path);
    for (const { ref, watches } of this.#entries.values()) {
      for (const { paths } of watches) for (const path of paths) want(ref.type, path);
    }
    return isMore ? new Map(Array.from(wanted, ([type, paths]) => [type, [...paths]])) : before;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stop.signal.aborted && (this.#wiring?.version === "" || this.#isWatching())) {
      try {
        if (this.#wiring === undefined) {
          if (this.#trouble !== undefined) throw this.#trouble as Error;
          this.#changed();
          await this.#syncing;
        } else {
          await this.#wait(this.#wiring);
          failures = 0;
        }
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        failures += 1;
        if (isFault(error, "InvalidCollectorVersion") && this.#wiring) this.#wiring.version = "";
        else this.#drop(error);
        this.#trouble = undefined;
        if (failures >= maxFailuresInARow || isRefusal(error)) return this.#failAll(error);
      }
    }
  }

  #isWatching(): boolean {
    return [...this.#entries.values()].some(({ watches }) => watches.size > 0);
  }

  /** The session, the collector or the view is gone: the loop builds anew, and begins with the full state. */
  #drop(reason: unknown): void {
    this.#trouble = reason;
    this.#wiring?.drop.abort(reason);
    this.#wiring = undefined;
    for (const { ref } of this.#unwatched()) this.#entries.delete(ref.value);
    for (const entry of this.#entries.values()) entry.isKnown = false;
  }
  #trouble: unknown;

  async #wait(wiring: Wiring): Promise<void> {
    const { collector, version } = wiring;
    const update = await this.#session.call(
      "WaitForUpdatesEx",
      collector,
      { version, options: { maxWaitSeconds } },
      {
        signal: AbortSignal.any([this.#stop.signal, wiring.drop.signal]),
        what: "watch tasks and machines",
        timeoutMs: (maxWaitSeconds + 30) * 1000,
      },
    );
    if (update === undefined) return;
    wiring.version = update.version;
    for (const { objectSet } of update.filterSet ?? []) for (const change of objectSet ?? []) this.#apply(change);
  }

  #apply({ kind, obj, changeSet }: Data<"ObjectUpdate">): void {
    const entry = this.#entries.get(obj.value);
    if (entry === undefined) return;
    if (kind === "leave") return this.#lost(obj);
    if (kind === "enter") entry.state.reset();
    entry.state.apply(changeSet ?? []);
    entry.isKnown = true;
    for (const { paths, listener } of entry.watches) listener(entry.ref, entry.state.snapshot(paths));
  }

  /** Gone from the list: either destroyed, or taken off and put on again by us. A look tells. */
  #lost(ref: MoRef): void {
    const entry = this.#entries.get(ref.value);
    const [path] = [...(entry?.watches ?? [])][0]?.paths ?? [];
    if (entry === undefined || path === undefined) return this.#forget(ref);
    readRows(this.#session, [ref], ref.type as "Task", [path], { signal: this.#stop.signal }).then(
      (rows) => {
        if (rows.length > 0 || this.#entries.get(ref.value) !== entry) return;
        this.#forget(ref);
        for (const { listener } of entry.watches) listener(ref, undefined);
      },
      (error: unknown) => {
        for (const { fail } of entry.watches) fail(error);
      },
    );
  }

  /** Whoever watches it again finds out anew. */
  #forget(ref: MoRef): void {
    this.#entries.delete(ref.value);
    this.#wiring?.listed.delete(ref.value);
  }

  #failAll(error: unknown): void {
    const watches = new Set([...this.#entries.values()].flatMap(({ watches }) => [...watches]));
    this.#entries.clear();
    for (const { fail } of watches) fail(error);
  }
}

function newEntry(ref: MoRef): Entry {
  return { ref, state: new PropertyState(), watches: new Set(), isKnown: false };
}

/** What no new attempt changes. `NotAuthenticated` is a kind of NoPermission on the wire, and passes with a new login. */
function isRefusal(error: unknown): boolean {
  return isFault(error, "InvalidLogin", "NoPermission") && !isFault(error, "NotAuthenticated");
}

function gone(ref: MoRef): EdgelabError {
  return new EdgelabError("NOT_FOUND", {
    what: `${ref.type} ${ref.value} went away while it was being waited for.`,
    why: "It was removed on the vCenter, or the vCenter has forgotten it.",
  });
}
