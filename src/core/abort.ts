import { EdgelabError } from "./errors.ts";

/** Last parameter of everything that waits, calls the network or runs a child process. */
export interface Abortable {
  readonly signal: AbortSignal;
}

/**
 * Runs `work` under the caller's signal and a deadline of its own.
 *
 * @param what names the work in the message of the TIMED_OUT error, for example `waiting for task-12`
 * @throws {EdgelabError} TIMED_OUT when the deadline passes first; the caller's own abort reason when that comes first
 */
export async function withDeadline<T>(
  timeoutMs: number,
  what: string,
  { signal }: Abortable,
  work: (options: Abortable) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const timer = new AbortController();
  const late = new EdgelabError("TIMED_OUT", { what: `Gave up ${what} after ${timeoutMs / 1000} s.` });
  const handle = setTimeout(() => timer.abort(late), timeoutMs);
  try {
    return await work({ signal: AbortSignal.any([signal, timer.signal]) });
  } catch (error) {
    if (timer.signal.aborted && !signal.aborted) throw late;
    throw error;
  } finally {
    clearTimeout(handle);
  }
}

/** Waits for one of `promise` and the signal; the promise itself is not cancelled. */
export async function orAborted<T>(promise: Promise<T>, { signal }: Abortable): Promise<T> {
  // nobody else listens to it any more: without this its own failure would count as unhandled
  if (signal.aborted) promise.catch(() => undefined);
  signal.throwIfAborted();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener("abort", onAbort);
  }
}
