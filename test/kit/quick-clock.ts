import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/core/clock.ts";

/** Time that passes as soon as somebody sleeps: the shortest sleep ends first, and nothing really waits. */
export function quickClock(start = Date.parse("2026-01-01T00:00:00Z")): Clock {
  let now = start;
  const sleepers: number[] = [];
  return {
    now: () => now,
    sleep: async (ms, { signal }) => {
      const until = now + ms;
      sleepers.push(until);
      try {
        do {
          await setImmediate();
          signal.throwIfAborted();
        } while (Math.min(...sleepers) < until);
        now = Math.max(now, until);
      } finally {
        sleepers.splice(sleepers.indexOf(until), 1);
      }
    },
  };
}
