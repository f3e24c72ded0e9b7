import { setImmediate as nextTurn } from "node:timers/promises";
import { Limit } from "../../../core/limit.ts";
import { Fault, fault } from "../fault.ts";
import type { Entity } from "../inventory/entity.ts";
import { ManagedObject, type Call, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { World } from "../world.ts";
import { OperationLocks } from "./operation-locks.ts";
import { TaskHistoryCollector, taskMatcher } from "./task-history.ts";
import { Task, type TaskSettings } from "./task.ts";

/** How long a finished task can still be looked at, in milliseconds. */
const retentionMs = 10 * 60_000;

/** Provisioning operations of one host at the same time, whatever they cost (vSphere limits on simultaneous migrations). */
const operationsPerHost = 8;

export interface Operation extends Omit<TaskSettings, "userName" | "cancelable" | "entity"> {
  readonly entity: Entity | undefined;
  readonly cancelable?: boolean;
  /** Entities that nothing else may touch meanwhile, and those that other shared users may. */
  readonly exclusive?: readonly ManagedObject[];
  readonly shared?: readonly ManagedObject[];
  /** Provisioning units of a host, waited for in state `queued`. */
  readonly slot?: { readonly host: object; readonly units: number } | undefined;
  /**
   * The work itself; its result is the task's. `elapse` lets time pass and reports progress; it throws when cancelled.
   * What is thrown ends the task.
   */
  readonly work: (running: Running) => Promise<unknown>;
  /** Runs when the task is over, also when it never got to its work. */
  readonly settled?: () => void;
}

export interface Running {
  readonly task: Task;
  readonly elapse: (ms: number) => Promise<void>;
}

/** Starts tasks, limits how many run on a host, and remembers them for a while. */
export class TaskManager extends ManagedObject {
  protected override readonly propertyTable = properties;
  protected override readonly methodTable = methods;
  readonly locks = new OperationLocks();
  readonly #hostUnits: number;
  readonly #slots = new Map<object, { readonly units: Limit; readonly count: Limit }>();
  readonly #tasks = new Set<Task>();
  readonly #closed = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(world: World, { hostUnits }: { hostUnits: number }) {
    super(world, "TaskManager", "TaskManager");
    this.#hostUnits = hostUnits;
  }

  /** Starts an operation and returns at once, as all `_Task` methods do. */
  start(call: Call, operation: Operation): Task {
    this.#forgetOld();
    const task = this.world.add(
      new Task(this.world, { cancelable: true, ...operation, userName: call.session.userName }),
    );
    this.#tasks.add(task);
    operation.entity?.addTask(task);
    this.touch("recentTask");
    const run = this.#run(task, operation, call.taskFault).finally(() => {
      this.#running.delete(run);
      operation.settled?.();
    });
    this.#running.add(run);
    return task;
  }

  recent(): readonly Task[] {
    this.#forgetOld();
    return [...this.#tasks];
  }

  /** Ends everything that is under way, leaving tasks as they are. */
  async close(): Promise<void> {
    this.#closed.abort(fault("RequestCanceled", {}, "The server is shutting down."));
    await Promise.allSettled(this.#running);
  }

  async #run(task: Task, operation: Operation, injected: Error | undefined): Promise<void> {
    const signal = AbortSignal.any([task.cancelled, this.#closed.signal]);
    try {
      this.locks.take(task, operation.exclusive ?? [], "exclusive");
      this.locks.take(task, operation.shared ?? [], "shared");
      // The answer that names the task must be able to leave before the task ends.
      await nextTurn();
      const work = async (): Promise<unknown> => {
        task.start();
        const elapse = (ms: number): Promise<void> => this.#elapse(task, ms, signal);
        if (injected) throw injected;
        return await operation.work({ task, elapse });
      };
      const { slot } = operation;
      const result = await (slot ? this.#inSlot(slot, signal, work) : work());
      this.locks.release(task);
      task.succeed(result);
    } catch (error) {
      this.locks.release(task);
      task.fail(error instanceof Fault ? error : systemError(error));
    }
  }

  async #inSlot<T>(slot: { host: object; units: number }, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    let limits = this.#slots.get(slot.host);
    if (!limits) {
      limits = { units: new Limit(this.#hostUnits), count: new Limit(operationsPerHost) };
      this.#slots.set(slot.host, limits);
    }
    const { units, count } = limits;
    return await count.run({ signal }, () => units.run({ signal }, work, slot.units));
  }

  async #elapse(task: Task, ms: number, signal: AbortSignal): Promise<void> {
    const steps = ms >= 200 ? 4 : 1;
    for (let step = 1; step <= steps; step += 1) {
      await this.world.clock.sleep(ms / steps, { signal });
      if (step < steps) task.advance(Math.round((100 * step) / steps));
    }
  }

  #forgetOld(): void {
    const before = this.world.clock.now() - retentionMs;
    for (const task of this.#tasks) {
      if (task.completedMs === undefined || task.completedMs > before) continue;
      this.#tasks.delete(task);
      task.settings.entity?.removeTask(task);
      this.world.remove(task);
    }
  }
}

function systemError(error: unknown): Fault {
  return fault("SystemError", { reason: String(error) }, `A general system error occurred: ${String(error)}`);
}

const properties: PropertyTable<TaskManager, "TaskManager"> = {
  recentTask: (manager) => manager.recent().map((task) => task.ref),
  description: () => ({ methodInfo: [], state: [], reason: [] }),
  maxCollector: () => 32,
};

const methods: MethodTable<TaskManager> = {
  CreateCollectorForTasks: (manager, { filter }, { session }) => {
    const tasks = manager.recent().filter(taskMatcher(manager.world, filter));
    return session.add(new TaskHistoryCollector(manager.world, session, filter, tasks)).ref;
  },
};
