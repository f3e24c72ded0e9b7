import { parentPort } from "node:worker_threads";
import { EdgelabError } from "../core/errors.ts";
import type { Outcome, Transferable } from "./crew.ts";

/** What a thread does with a task. */
export type Work<Task, Result> = (task: Task) => {
  readonly result: Result;
  /** Is handed over with the result, and is no longer the thread's. */
  readonly transfer?: readonly Transferable[];
};

/** The other end of a crew: answers each task that comes, and hands on what it throws. */
export function serve(work: Work<never, unknown>): void {
  const port = parentPort;
  if (!port) throw new Error("this module is run by a worker thread");
  const answer = (outcome: Outcome<unknown>, transfer: readonly Transferable[] = []) =>
    port.postMessage(outcome, [...transfer]);
  port.on("message", ({ id, task }: { readonly id: number; readonly task: never }) => {
    try {
      const { result, transfer } = work(task);
      answer({ id, result }, transfer);
    } catch (error) {
      answer({ id, error: asData(error) });
    }
  });
}

function asData(error: unknown): NonNullable<Outcome<never>["error"]> {
  if (!(error instanceof EdgelabError)) {
    const details = { what: String(error instanceof Error ? error.stack : error) };
    if (!(error instanceof Error) || !("syscall" in error)) return { details };
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    return { details, system: { code, syscall, message } };
  }
  const { what, why, next } = error.details;
  return { code: error.code, details: { what, why, next } };
}
