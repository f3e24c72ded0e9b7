import { setTimeout as delay } from "node:timers/promises";
import type { Abortable } from "./abort.ts";

/** Time as a thing that tests own. Milliseconds throughout. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted first. */
  sleep(ms: number, options: Abortable): Promise<void>;
}

/** The real clock. With `speed` 10 a sleep of a second takes a tenth of one; `now` is unaffected. */
export function systemClock({ speed = 1 }: { speed?: number } = {}): Clock {
  return {
    now: () => Date.now(),
    sleep: async (ms, { signal }) => {
      try {
        await delay(ms / speed, undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}
