import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError, hasCode, isAbort } from "../core/errors.ts";
import { type Data, type MethodName, methods, type MoRef, type Params, type TaskResult } from "../vim25/index.ts";
import { type FaultContext, FaultError, faultError, isFault } from "./fault-error.ts";
import type { VsphereLimits } from "./options.ts";
import { readRows, type Snapshot } from "./property.ts";
import { retrying } from "./retrying.ts";
import type { CallOptions, Session } from "./session.ts";
import { TaskLooks } from "./task-looks.ts";
import { taskPaths } from "./task-paths.ts";
import type { Watcher } from "./watcher.ts";

/** Methods that start a task. */
export type { TaskResult };
export type TaskMethod = Extract<MethodName, `${string}_Task`>;

export interface TaskProgress {
  readonly state: "queued" | "running";
  readonly percent: number | undefined;
}

export interface TaskOptions extends CallOptions {
  /** How long the task may be `running`; its time in the queue does not count. Milliseconds. */
  readonly taskTimeoutMs?: number | undefined;
  readonly onProgress?: ((progress: TaskProgress) => void) | undefined;
  /** Doing it twice does no harm: an unknown outcome is followed by one more try. @default false */
  readonly isRepeatable?: boolean | undefined;
  /** Another task that keeps the object busy is cancelled, not waited for. @default false */
  readonly cancelsOthers?: boolean | undefined;
}

/** The call that starts a task may have taken effect although no answer came, or the finished task was forgotten. */
export class OutcomeUnknownError extends EdgelabError {
  override readonly name = "OutcomeUnknownError";
  constructor({ method, object, what }: FaultContext, cause: unknown) {
    super("UNREACHABLE", {
      what: `It is not known whether the vCenter did ${what ?? `${method} on ${object.value}`}.`,
      why: cause instanceof Error ? cause.message : undefined,
      next: "Run the command again: it looks at what is there before it does anything.",
      cause,
    });
  }
}

/** Faults of tasks, which the session could not repeat, that pass by themselves. */
const taskFailures = new WeakSet<object>();
const cancelTimeoutMs = 30_000;
const maxWaitsForAnother = 10;

type Info = Pick<Data<"TaskInfo">, "state" | "progress" | "error" | "result" | "cancelable">;

/** Starts methods and waits for their tasks through the session's watcher. */
export class Tasks {
  readonly #session: Session;
  readonly #watcher: Watcher;
  readonly #limits: VsphereLimits;
  readonly #looks: TaskLooks;

  constructor(session: Session, watcher: Watcher, limits: VsphereLimits) {
    this.#session = session;
    this.#watcher = watcher;
    this.#limits = limits;
    this.#looks = new TaskLooks(session);
  }

  close(): void {
    this.#looks.close();
  }

  /**
   * Starts and waits. Aborting cancels the task when it can be cancelled. A task that failed for a reason that passes by
   * itself is run again; an object that is busy with another task is waited for.
   *
   * @throws {FaultError} when the call or the task fails
   * @throws {OutcomeUnknownError} when the call may have taken effect, or the task ended unseen: look before repeating
   * @throws {EdgelabError} TIMED_OUT when it ran for longer than allowed
   */
  async run<M extends TaskMethod>(
    method: M,
    self: MoRef,
    params: Params<M>,
    options: TaskOptions,
  ): Promise<TaskResult<M>> {
    for (let waits = 0; ; waits += 1) {
      try {
        return await retrying(() => this.#runOnce(method, self, params, options), {
          signal: options.signal,
          isRetryable: (error) =>
            taskFailures.has(error as object) ||
            (error instanceof OutcomeUnknownError && options.isRepeatable === true),
        });
      } catch (error) {
        const other = error instanceof FaultError && waits < maxWaitsForAnother ? busyWith(error) : undefined;
        if (other === undefined) throw error;
        if (options.cancelsOthers === true) await this.#cancel(other, undefined);
        await this.#untilEnded(other, options);
      }
    }
  }

  async #runOnce<M extends TaskMethod>(
    method: M,
    self: MoRef,
    params: Params<M>,
    options: TaskOptions,
  ): Promise<TaskResult<M>> {
    const context = { method, object: self, what: options.what };
    let task: MoRef;
    try {
      task = (await this.#looks.start(() => this.#session.call(method, self, params, options))) as MoRef;
    } catch (error) {
      throw isAnswerLost(error) ? new OutcomeUnknownError(context, error) : error;
    }
    const { result } = await this.wait(task, context, options);
    if (result !== undefined || !("taskResult" in methods[method])) return result as TaskResult<M>;
    // The state and the result may come in two updates.
    const [row] = await readRows(this.#session, [task], "Task", ["info.result"], options);
    return row?.props["info.result"] as TaskResult<M>;
  }

  /** Waits for a task that somebody started. */
  async wait(task: MoRef, context: FaultContext, options: TaskOptions): Promise<Info> {
    const timeoutMs = options.taskTimeoutMs ?? this.#limits.taskTimeoutMs;
    const running = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let last: Info | undefined;
    const test = (info: Info): Info | undefined => {
      last = info;
      if (info.state === "success" || info.state === "error") return info;
      if (info.state === "running") timer ??= setTimeout(() => running.abort(), timeoutMs);
      options.onProgress?.({ state: info.state, percent: info.progress });
      return undefined;
    };
    try {
      const signal = AbortSignal.any([options.signal, running.signal]);
      const isOver = await this.#looks.look(task, (state) => test(infoOf(state)) !== undefined, { signal });
      const info =
        isOver && last ? last : await this.#watcher.until(task, taskPaths, (state) => test(infoOf(state)), { signal });
      if (info.state === "error") throw this.#failure(info, context);
      return info;
    } catch (error) {
      if (hasCode(error, "NOT_FOUND") && !(error instanceof FaultError)) throw new OutcomeUnknownError(context, error);
      if (options.signal.aborted || running.signal.aborted) await this.#cancel(task, last);
      if (running.signal.aborted && !options.signal.aborted) throw tooLong(context, timeoutMs, last);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #failure({ error }: Info, context: FaultContext): EdgelabError {
    if (error === undefined) return unexplained(context);
    const failure = faultError(error, { ...context, names: this.#session.names });
    if (failure.reaction === "retry" && busyWith(failure) === undefined) taskFailures.add(failure);
    return failure;
  }

  async #untilEnded(task: MoRef, options: Abortable): Promise<void> {
    try {
      await this.#watcher.until(
        task,
        taskPaths,
        (state) => ["success", "error"].includes(String(state.get("info.state"))) || undefined,
        options,
      );
    } catch (error) {
      if (!hasCode(error, "NOT_FOUND")) throw error; // ended and forgotten: just as good
    }
  }

  /** Best effort: the caller is leaving for another reason, and says so. Waits for the end, so that nothing runs on behind its back. */
  async #cancel(task: MoRef, last: Info | undefined): Promise<void> {
    if (last?.cancelable === false) return;
    try {
      await withDeadline(
        cancelTimeoutMs,
        "cancelling a task",
        { signal: new AbortController().signal },
        async (options) => {
          await this.#session.call("CancelTask", task, {}, options);
          await this.#untilEnded(task, options);
        },
      );
    } catch (error) {
      if (!(error instanceof EdgelabError) && !isAbort(error)) throw error;
    }
  }
}

function infoOf(state: Snapshot): Info {
  return {
    state: (state.get("info.state") ?? "queued") as Info["state"],
    progress: state.get("info.progress") as Info["progress"],
    error: state.get("info.error") as Info["error"],
    result: state.get("info.result"),
    cancelable: (state.get("info.cancelable") ?? false) as boolean,
  };
}

function busyWith(error: FaultError): MoRef | undefined {
  if (!isFault(error, "TaskInProgress")) return undefined;
  return (error.fault as { readonly task?: MoRef }).task;
}

function isAnswerLost(error: unknown): boolean {
  return error instanceof EdgelabError && "maySucceed" in error && error.maySucceed === true;
}

function unexplained({ method, object, what }: FaultContext): EdgelabError {
  return new EdgelabError("FAULT", {
    what: `Cannot ${what ?? `${method} on ${object.value}`}.`,
    why: "The task ended with an error that the vCenter did not name.",
  });
}

function tooLong({ method, object, what }: FaultContext, timeoutMs: number, last: Info | undefined): EdgelabError {
  return new EdgelabError("TIMED_OUT", {
    what: `Gave up after ${Math.round(timeoutMs / 1000)} s: ${what ?? `${method} on ${object.value}`}.`,
    why: `The task was still ${last?.state ?? "queued"}${last?.progress === undefined ? "" : ` at ${last.progress} %`}.`,
    next: "Look at the vCenter's task list; run the command again to go on.",
  });
}
