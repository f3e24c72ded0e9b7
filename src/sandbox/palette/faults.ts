/** A failure to inject into matching calls. */
export interface Fault {
  /** @default any method */
  readonly method?: string | undefined;
  /** Matched against the path without its query. */
  readonly path: RegExp;
  /** How often it strikes. @default 1 */
  readonly times?: number | undefined;
  readonly effect:
    | {
        readonly status: number;
        readonly code?: string | number;
        readonly message?: string;
        readonly headers?: Record<string, string>;
      }
    /** Cut the connection `before` the call takes effect, or `after`: the answer is lost, the effect stays. */
    | { readonly cut: "before" | "after" };
}

/** The faults waiting to strike, oldest first. */
export class Faults {
  readonly #waiting: { readonly fault: Fault; left: number }[] = [];

  inject(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? 1 };
    this.#waiting.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** The effect for this call, if any; counts it as used. */
  take(method: string, path: string): Fault["effect"] | undefined {
    const entry = this.#waiting.find(
      ({ fault, left }) => left > 0 && (fault.method ?? method) === method && fault.path.test(path),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.fault.effect;
  }
}
