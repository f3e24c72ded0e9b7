import type { Clock } from "../../src/core/clock.ts";

/** A clock on which every sleep is over at once; it tells how long each would have been, in milliseconds. */
export function instantClock(): Clock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  let now = Date.parse("2026-11-01T12:00:00Z");
  return {
    slept,
    now: () => now,
    async sleep(ms, { signal }) {
      signal.throwIfAborted();
      slept.push(ms);
      now += ms;
      // A turn of the event loop, so that a loop that only sleeps cannot starve the sockets it waits for.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}
