import { Worker } from "node:worker_threads";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError, type ErrorCode, type ErrorDetails } from "../core/errors.ts";
import { compiled } from "./compiled.ts";

/** What a thread answers. Of an error only the data crosses the border between threads. */
export interface Outcome<Result> {
  readonly id: number;
  readonly result?: Result;
  readonly error?: { readonly code?: ErrorCode; readonly details: ErrorDetails; readonly system?: SystemError };
}

/** What the system said of a file. */
export type SystemError = Pick<NodeJS.ErrnoException, "code" | "syscall" | "message">;

interface Member<Result> {
  readonly thread: Worker;
  readonly waiting: Map<number, { resolve(result: Result): void; reject(error: unknown): void }>;
}

/** What is posted along with an answer instead of being copied. */
export type Transferable = ArrayBuffer;

/**
 * Threads that do one kind of work. A task goes to the thread with the fewest; each thread does its own in order.
 * When a thread dies, everything that waits fails; when the signal aborts, the threads are stopped where they are.
 */
export class Crew<Task, Result> implements AsyncDisposable {
  readonly size: number;
  readonly #members: readonly Member<Result>[];
  readonly #signal: AbortSignal;
  readonly #onAbort = () => this.#fail(this.#signal.reason);
  #failure: { readonly error: unknown } | undefined;
  #lastId = 0;

  /**
   * @param entry name of the module of this folder that a thread runs, without suffix
   * @param workerData given to each thread
   */
  constructor(entry: string, size: number, workerData: unknown, { signal }: Abortable) {
    signal.throwIfAborted();
    this.size = size;
    this.#signal = signal;
    this.#members = Array.from({ length: size }, () => this.#start(entry, workerData));
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Its failure is never unhandled: whoever does not come to ask for it learns of it from the next task. */
  run(task: Task, transfer: readonly Transferable[] = []): Promise<Result> {
    const idlest = this.#members.reduce((best, other) => (other.waiting.size < best.waiting.size ? other : best));
    const id = (this.#lastId += 1);
    const promise = new Promise<Result>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure.error as Error);
      idlest.waiting.set(id, { resolve, reject });
      idlest.thread.postMessage({ id, task }, [...transfer]);
    });
    promise.catch(() => undefined);
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#failure ??= { error: new Error("the crew was dismissed") };
    await Promise.all(this.#members.map(({ thread }) => thread.terminate()));
  }

  #start(entry: string, workerData: unknown): Member<Result> {
    const thread = new Worker(compiled(`${entry}.js`), { workerData, stdin: false, execArgv: [] });
    const member: Member<Result> = { thread, waiting: new Map() };
    thread.on("message", ({ id, result, error }: Outcome<Result>) => {
      const asked = member.waiting.get(id);
      member.waiting.delete(id);
      if (error === undefined) asked?.resolve(result as Result);
      else asked?.reject(asError(error));
    });
    thread.on("error", (error) => this.#fail(error));
    thread.on("exit", (code) => this.#fail(new Error(`a worker thread ended with ${code}`)));
    return member;
  }

  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    for (const { waiting } of this.#members) {
      for (const asked of waiting.values()) asked.reject(error);
      waiting.clear();
    }
  }
}

function asError({ code, details, system }: NonNullable<Outcome<never>["error"]>): Error {
  if (code !== undefined) return new EdgelabError(code, details);
  return system === undefined ? new Error(details.what) : Object.assign(new Error(system.message), system);
}
