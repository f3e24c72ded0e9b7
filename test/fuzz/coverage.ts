import inspector from "node:inspector";

/** Which parts of the readers ran, and roughly how often, by V8's own counters. */
export class Coverage {
  readonly #session = new inspector.Session();
  readonly #prefix: string;
  readonly #seen = { each: new Set<string>(), batch: new Set<string>() };

  /** @param prefix of the URLs of the modules that count */
  constructor(prefix: string) {
    this.#prefix = prefix;
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  get size(): number {
    return this.#seen.each.size;
  }

  /**
   * Whether something ran since the last call that had not run before, or more often than ever. What a single input did
   * and what a batch did are counted apart: a batch does everything more often.
   */
  hasNews(scope: "each" | "batch"): boolean {
    const seen = this.#seen[scope];
    const before = seen.size;
    for (const key of this.#take()) seen.add(key);
    return seen.size > before;
  }

  #take(): string[] {
    const keys: string[] = [];
    // answered before it returns: the session is that of this thread
    this.#session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error) throw new Error("V8 gives no coverage", { cause: error });
      for (const { url, functions } of answer.result) {
        if (!url.startsWith(this.#prefix)) continue;
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count } of ranges) {
            if (count > 0)
              keys.push(`${url}:${startOffset}:${endOffset}:${Math.min(12, Math.floor(Math.log2(count)))}`);
          }
        }
      }
    });
    return keys;
  }
}
