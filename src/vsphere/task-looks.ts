import { setMaxListeners } from "node:events";
import { type Abortable, orAborted } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { MoRef } from "../vim25/index.ts";
import { readRows, type Snapshot } from "./property.ts";
import type { Session } from "./session.ts";
import { taskPaths } from "./task-paths.ts";

interface Pending {
  readonly task: MoRef;
  readonly isOver: (state: Snapshot) => boolean;
  /** True when over, false when the task is to be watched. */
  readonly settle: (isOver: boolean) => void;
  readonly fail: (error: unknown) => void;
  readonly since: number;
}

/** The longest that a task is looked at from time to time instead of being watched. */
const maxAgeMs = 500;

/**
 * Many tasks that are started together are mostly over, or nearly so, before a watcher has heard of them, and each one
 * that joins it costs a call. So as long as others are being started, every task that begins leads to one look at all of
 * them; what still runs when the burst is over, or runs for longer, is handed to the watcher.
 */
export class TaskLooks {
  readonly #session: Session;
  readonly #life = new AbortController();
  readonly #pending = new Set<Pending>();
  #starting = 0;
  #isFresh = false;
  #looking: Promise<void> | undefined;

  constructor(session: Session) {
    this.#session = session;
    setMaxListeners(0, this.#life.signal);
  }

  /** Makes the call that starts a task, and counts it as under way. */
  async start<T>(call: () => Promise<T>): Promise<T> {
    this.#starting += 1;
    try {
      return await call();
    } finally {
      this.#starting -= 1;
      if (this.#starting === 0) this.#wake();
    }
  }

  /** Resolves true once `isOver` said so of what was read, false when the task is to be watched from now on. */
  async look(task: MoRef, isOver: (state: Snapshot) => boolean, options: Abortable): Promise<boolean> {
    let pending: Pending | undefined;
    const settled = new Promise<boolean>((settle, fail) => {
      pending = { task, isOver, settle, fail, since: performance.now() };
      this.#pending.add(pending);
    });
    this.#wake();
    try {
      return await orAborted(settled, options);
    } finally {
      if (pending) this.#pending.delete(pending);
    }
  }

  /** Ends all looks that are under way. */
  close(): void {
    this.#life.abort(
      new EdgelabError("INTERRUPTED", { what: "The vSphere session was closed while a task was being looked at." }),
    );
  }

  #wake(): void {
    this.#isFresh = true;
    if (this.#looking) return;
    this.#looking = this.#run().finally(() => (this.#looking = undefined));
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate); // whoever else began in this turn is looked at together
    while (this.#isFresh && this.#pending.size > 0) {
      this.#isFresh = false;
      const looked = [...this.#pending];
      try {
        await this.#lookAt(looked);
      } catch (error) {
        for (const { fail } of looked) fail(error);
      }
    }
  }

  async #lookAt(looked: readonly Pending[]): Promise<void> {
    const tasks = looked.map(({ task }) => task);
    const rows = await readRows(this.#session, tasks, "Task", taskPaths, {
      signal: this.#life.signal,
      what: "look at tasks",
    });
    const states = new Map(rows.map(({ ref, props }) => [ref.value, new Map<string, unknown>(Object.entries(props))]));
    const isBurstOver = this.#starting === 0 && !this.#isFresh;
    for (const { task, isOver, settle, since } of looked) {
      const state = states.get(task.value);
      if (state !== undefined && isOver(state)) settle(true);
      else if (state === undefined || isBurstOver || performance.now() - since > maxAgeMs) settle(false);
    }
  }
}
