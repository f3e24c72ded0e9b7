import type { Abortable } from "./abort.ts";

/**
 * A budget of cost units shared by concurrent work. A waiter is served in order of arrival as soon as its cost fits.
 * Wait for dependencies before taking a slot: waiting inside one can deadlock the budget.
 */
export class Limit {
  readonly #capacity: number;
  #used = 0;
  readonly #queue: { cost: number; start: () => void }[] = [];

  constructor(capacity: number) {
    if (!(capacity >= 1)) throw new RangeError(`a limit needs a capacity of at least 1, got ${capacity}`);
    this.#capacity = capacity;
  }

  /** Runs `work` once `cost` units are free. A cost above the capacity counts as the whole capacity. */
  async run<T>({ signal }: Abortable, work: () => Promise<T>, cost = 1): Promise<T> {
    const units = Math.min(cost, this.#capacity);
    await this.#take(units, signal);
    try {
      return await work();
    } finally {
      this.#used -= units;
      this.#serve();
    }
  }

  async #take(units: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#queue.length === 0 && this.#used + units <= this.#capacity) {
      this.#used += units;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const entry = { cost: units, start: () => settle(resolve) };
      const onAbort = () => {
        this.#queue.splice(this.#queue.indexOf(entry), 1);
        settle(() => reject(signal.reason as Error));
        this.#serve();
      };
      const settle = (finish: () => void) => {
        signal.removeEventListener("abort", onAbort);
        finish();
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#queue.push(entry);
    });
  }

  #serve(): void {
    for (let next = this.#queue[0]; next && this.#used + next.cost <= this.#capacity; next = this.#queue[0]) {
      this.#queue.shift();
      this.#used += next.cost;
      next.start();
    }
  }
}
