import type { Abortable } from "../core/abort.ts";
import type { MoRef } from "../vim25/index.ts";

interface Waiting<T> {
  readonly ref: MoRef;
  readonly resolve: (value: T | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads of single objects that come while one read is under way travel together in the next. */
export class BatchReader<T> {
  readonly #read: (refs: readonly MoRef[], options: Abortable) => Promise<ReadonlyMap<string, T>>;
  readonly #options: Abortable;
  #waiting: Waiting<T>[] = [];
  #isReading = false;

  constructor(
    options: Abortable,
    read: (refs: readonly MoRef[], options: Abortable) => Promise<ReadonlyMap<string, T>>,
  ) {
    this.#options = options;
    this.#read = read;
  }

  /** Undefined when the object is gone. */
  async read(ref: MoRef): Promise<T | undefined> {
    const promise = new Promise<T | undefined>((resolve, reject) => this.#waiting.push({ ref, resolve, reject }));
    if (!this.#isReading) void this.#drain();
    return await promise;
  }

  async #drain(): Promise<void> {
    this.#isReading = true;
    await new Promise(setImmediate); // whoever else asks in this turn is served together
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const values = await this.#read(
          batch.map(({ ref }) => ref),
          this.#options,
        );
        for (const { ref, resolve } of batch) resolve(values.get(ref.value));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isReading = false;
  }
}
