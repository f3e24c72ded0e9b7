import type { Abortable } from "../core/abort.ts";
import { type Clock, systemClock } from "../core/clock.ts";
import { EdgelabError } from "../core/errors.ts";
import type { Emit, PhaseId, StepRef } from "../core/events.ts";
import type { Limit } from "../core/limit.ts";
import { medianOf, type Timings } from "./timings.ts";

/** What a running step may say about itself. */
export interface StepContext extends Abortable {
  /** Something was created, changed or removed. Without this call the step counts as `unchanged`. */
  changed(message?: string): void;
  progress(update: {
    readonly message?: string;
    readonly done?: number;
    readonly total?: number;
    readonly unit?: "bytes" | "percent" | "items";
  }): void;
  /** What is being waited for, and the last thing seen. */
  waiting(subject: string, waitingFor: string, lastSeen: string): void;
  note(message: string, subject?: string): void;
  warn(code: string, message: string): void;
  readonly emit: Emit;
}

/** A step in the graph, as its dependents refer to it. T is what it hands over to them. */
export interface Node<T> {
  readonly id: string;
  /** @internal the result's type, never a value */
  readonly _result?: T;
}

type Results<D extends readonly Node<unknown>[]> = { [K in keyof D]: D[K] extends Node<infer T> ? T : never };

interface StepSpec<D extends readonly Node<unknown>[], T> {
  readonly phase: PhaseId;
  /** Unique in the graph and stable between runs: `register/demo-1/clone`. */
  readonly id: string;
  /** What a person reads. */
  readonly title: string;
  /** Done before this one starts; their results are handed to `run` in this order. */
  readonly after: D;
  /** Done before this one starts, for their effect only. */
  readonly dependsOn?: readonly Node<unknown>[] | undefined;
  /** Taken when all dependencies are done, so that waiting for them never blocks a slot. */
  readonly limit?: { readonly of: Limit; readonly cost?: number } | undefined;
  /** Durations of steps with the same key are comparable. Default: the id. */
  readonly timingKey?: string | undefined;
  readonly run: (context: StepContext, ...results: Results<D>) => Promise<T>;
}

interface AnyStep {
  readonly ref: StepRef;
  readonly dependencies: readonly string[];
  readonly limit: { readonly of: Limit; readonly cost?: number } | undefined;
  readonly timingKey: string;
  readonly run: (context: StepContext, results: ReadonlyMap<string, unknown>) => Promise<unknown>;
}

export interface StepReport extends StepRef {
  readonly timingKey: string;
  readonly outcome: "changed" | "unchanged" | "failed" | "skipped";
  readonly durationMs: number;
}

export interface ApplyOptions extends Abortable {
  readonly emit: Emit;
  readonly clock?: Clock | undefined;
  /** Durations of earlier runs, for estimates. */
  readonly timings?: Timings | undefined;
  /** How long other steps may run on after the first failure, so that they can say if they failed too. */
  readonly settleMs?: number | undefined;
  /** Called with each step that ended, also when the run then fails. */
  readonly ended?: ((report: StepReport) => void) | undefined;
}

/** The reason with which steps are stopped because another one failed. */
class StoppedBySibling extends Error {
  override readonly name = "AbortError";
}

/**
 * Steps and what they wait for. A step can only depend on steps that were added before it, so there is no cycle.
 * Knows nothing of what the steps do.
 */
export class Graph {
  readonly #steps = new Map<string, AnyStep>();

  get size(): number {
    return this.#steps.size;
  }

  add<const D extends readonly Node<unknown>[], T>(spec: StepSpec<D, T>): Node<T> {
    const { id, phase, title, after, run } = spec;
    if (this.#steps.has(id)) throw new TypeError(`two steps are called ${id}`);
    const dependencies = [...new Set([...after, ...(spec.dependsOn ?? [])].map((node) => node.id))];
    for (const dependency of dependencies) {
      if (!this.#steps.has(dependency))
        throw new TypeError(`${id} depends on ${dependency}, which is not in the graph`);
    }
    this.#steps.set(id, {
      ref: { phase, step: id, title },
      dependencies,
      limit: spec.limit,
      timingKey: spec.timingKey ?? id,
      run: (context, results) => run(context, ...(after.map((node) => results.get(node.id)) as Results<D>)),
    });
    return { id };
  }

  /** Milliseconds along the longest path, steps never timed counting nothing; undefined when none ever was. */
  estimateMs(timings: Timings): number | undefined {
    const ends = new Map<string, number>();
    let known = false;
    for (const { ref, dependencies, timingKey } of this.#steps.values()) {
      const own = medianOf(timings, timingKey);
      known ||= own !== undefined;
      ends.set(ref.step, (own ?? 0) + Math.max(0, ...dependencies.map((dependency) => ends.get(dependency) ?? 0)));
    }
    return known ? Math.max(...ends.values()) : undefined;
  }

  /**
   * Runs every step as soon as its dependencies are done. After a failure nothing new starts, what runs is given
   * `settleMs` and then stopped, and what never ran is reported as skipped. Nothing is undone.
   *
   * @throws the first failure; when others failed too, their messages are in it and the errors in its `cause`
   * @throws the signal's reason when the caller aborted
   */
  async apply(options: ApplyOptions): Promise<readonly StepReport[]> {
    options.signal.throwIfAborted();
    const run = new Application(options);
    for (const step of this.#steps.values()) run.start(step);
    return run.finish();
  }
}

class Application {
  readonly #options: ApplyOptions;
  readonly #clock: Clock;
  readonly #results = new Map<string, unknown>();
  readonly #ends = new Map<string, Promise<boolean>>();
  readonly #failures: { readonly ref: StepRef; readonly error: unknown }[] = [];
  readonly #reports: StepReport[] = [];
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #over = new AbortController();

  constructor(options: ApplyOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock();
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  start(step: AnyStep): void {
    this.#ends.set(step.ref.step, this.#attempt(step));
  }

  async finish(): Promise<readonly StepReport[]> {
    await Promise.all(this.#ends.values());
    this.#over.abort();
    const [first, ...others] = this.#failures;
    if (this.#options.signal.aborted) throw this.#options.signal.reason as Error;
    if (first) throw combined(first.error, others);
    return this.#reports;
  }

  /** Resolves with true when the step's dependents may run. Never rejects. */
  async #attempt(step: AnyStep): Promise<boolean> {
    const { ref, limit } = step;
    const ready = await Promise.all(step.dependencies.map(async (dependency) => this.#ends.get(dependency)));
    if (!ready.every(Boolean) || this.#failures.length > 0 || this.#signal.aborted) return this.#skip(step);
    try {
      const perform = () => this.#perform(step);
      if (!limit) return await perform();
      return await limit.of.run({ signal: this.#signal }, perform, limit.cost);
    } catch (error) {
      // only the wait for a slot can end here: a failure inside the step is handled where its time is taken
      if (!this.#signal.aborted) this.#failed(ref, error);
      return this.#skip(step);
    }
  }

  async #perform(step: AnyStep): Promise<boolean> {
    if (this.#failures.length > 0) return this.#skip(step);
    const { ref, timingKey } = step;
    const { emit, timings } = this.#options;
    const began = this.#clock.now();
    let outcome: "changed" | "unchanged" = "unchanged";
    let message: string | undefined;
    const context: StepContext = {
      signal: this.#signal,
      emit,
      changed: (text) => {
        outcome = "changed";
        message = text ?? message;
      },
      progress: (update) => emit({ type: "step:progress", ...ref, ...update }),
      waiting: (subject, waitingFor, lastSeen) =>
        emit({
          type: "waiting",
          phase: ref.phase,
          subject,
          waitingFor,
          lastSeen,
          elapsedMs: this.#clock.now() - began,
        }),
      note: (text, subject) => emit({ type: "note", message: text, ...(subject === undefined ? {} : { subject }) }),
      warn: (code, text) => emit({ type: "warning", code, message: text }),
    };
    emit({ type: "step:start", ...ref, estimateMs: timings && medianOf(timings, timingKey) });
    try {
      this.#results.set(ref.step, await step.run(context, this.#results));
      this.#end(step, outcome, this.#clock.now() - began, message);
      return true;
    } catch (error) {
      if (!this.#signal.aborted || !isReasonOf(error, this.#signal)) this.#failed(ref, error);
      this.#end(step, "failed", this.#clock.now() - began, error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  #skip(step: AnyStep): false {
    this.#end(step, "skipped", 0);
    return false;
  }

  #end({ ref, timingKey }: AnyStep, outcome: StepReport["outcome"], durationMs: number, message?: string): void {
    const report: StepReport = { ...ref, timingKey, outcome, durationMs };
    this.#reports.push(report);
    this.#options.ended?.(report);
    this.#options.emit({
      type: "step:end",
      ...ref,
      outcome,
      durationMs,
      ...(message === undefined ? {} : { message }),
    });
  }

  #failed(ref: StepRef, error: unknown): void {
    this.#failures.push({ ref, error });
    if (this.#failures.length > 1) return;
    const stop = () => this.#stop.abort(new StoppedBySibling(`stopped because "${ref.title}" failed`));
    this.#clock.sleep(this.#options.settleMs ?? 2000, { signal: this.#over.signal }).then(stop, stop);
  }
}

function isReasonOf(error: unknown, signal: AbortSignal): boolean {
  for (let at: unknown = error, hops = 0; hops < 16; hops += 1) {
    if (at === signal.reason || (at instanceof Error && at.name === "AbortError")) return true;
    if (!(at instanceof Error)) return false;
    at = at.cause;
  }
  return false;
}

/** The first cause, with what else went wrong beside it. */
function combined(first: unknown, others: readonly { readonly ref: StepRef; readonly error: unknown }[]): unknown {
  if (others.length === 0 || !(first instanceof EdgelabError)) return first;
  const also = others.map(
    ({ ref, error }) => `${ref.title}: ${error instanceof Error ? error.message : String(error)}`,
  );
  return new EdgelabError(first.code, {
    ...first.details,
    why: [first.details.why, `Also failed: ${also.join(" | ")}`].filter(Boolean).join(" "),
    cause: new AggregateError([first, ...others.map(({ error }) => error)], first.message, { cause: first }),
  });
}
