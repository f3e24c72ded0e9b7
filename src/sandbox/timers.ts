import type { Clock } from "../core/clock.ts";

/** Things to do later, by name, on the injected clock. A name that is set again replaces what it was set to. */
export class Timers {
  readonly #clock: Clock;
  readonly #running = new Map<string, AbortController>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(name: string, ms: number, work: () => void): void {
    this.cancel(name);
    const stop = new AbortController();
    this.#running.set(name, stop);
    void this.#clock.sleep(ms, { signal: stop.signal }).then(
      () => {
        if (stop.signal.aborted) return;
        this.#running.delete(name);
        work();
      },
      (error: unknown) => {
        if (!stop.signal.aborted) throw error;
      },
    );
  }

  has(name: string): boolean {
    return this.#running.has(name);
  }

  cancel(name: string): void {
    this.#running.get(name)?.abort();
    this.#running.delete(name);
  }

  cancelAll(): void {
    for (const stop of this.#running.values()) stop.abort();
    this.#running.clear();
  }
}
