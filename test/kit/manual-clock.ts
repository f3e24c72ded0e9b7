import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/core/clock.ts";

export interface ManualClock extends Clock {
  /** Lets time pass: everything that is due meanwhile happens, in order, before this resolves. */
  advance(ms: number): Promise<void>;
}

/** Time that stands still until a test moves it. */
export function manualClock(start = Date.parse("2026-01-01T00:00:00Z")): ManualClock {
  let now = start;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, { signal }) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        const wake = () => {
          signal.removeEventListener("abort", onAbort);
          resolve();
        };
        const sleeper = { due: now + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", onAbort, { once: true });
      }),
    async advance(ms) {
      const until = now + ms;
      for (;;) {
        await setImmediate();
        const [next] = [...sleepers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due);
        if (!next) break;
        sleepers.delete(next);
        now = Math.max(now, next.due);
        next.wake();
      }
      now = until;
    },
  };
}
