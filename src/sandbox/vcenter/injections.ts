import type { MethodName } from "../../vim25/schema.ts";

/** One thing that goes wrong (or slowly) on purpose, for the calls that match it. */
export interface Injection {
  readonly method: MethodName;
  /** Only for this object, by moid. */
  readonly object?: string;
  /** The first matching call that is affected, counted from the injection on. @default 1 */
  readonly nth?: number;
  /** How many calls in a row are affected. @default 1 */
  readonly times?: number;
  /** Added before anything else happens, in milliseconds of the sandbox's clock. */
  readonly delayMs?: number;
  /** The call fails with this fault: `{ _type: "FileLocked", file: "[nvme-01] x.iso" }`. */
  readonly fault?: { readonly _type: string; readonly [field: string]: unknown };
  /** The fault goes into the task's `info.error` at its end instead of being thrown by the call. @default "call" */
  readonly at?: "call" | "task";
  /** The connection is cut instead of answering: before the call is run, or after it took effect. */
  readonly drop?: "before" | "after";
  /** A plain HTTP answer without SOAP, such as a proxy's 503; the call is not run. */
  readonly httpStatus?: number;
}

/** A table of {@link Injection}s. Matching is in order of injection; an exhausted one is forgotten. */
export class Injections {
  readonly #active: { readonly rule: Injection; seen: number; hit: number }[] = [];

  add(rule: Injection): void {
    this.#active.push({ rule, seen: 0, hit: 0 });
  }

  clear(): void {
    this.#active.length = 0;
  }

  /** The injection that this call meets, if any. Counts the call. */
  match(method: string, moid: string): Injection | undefined {
    for (const entry of this.#active) {
      const { rule } = entry;
      if (rule.method !== method || (rule.object !== undefined && rule.object !== moid)) continue;
      entry.seen += 1;
      if (entry.seen < (rule.nth ?? 1)) continue;
      entry.hit += 1;
      if (entry.hit >= (rule.times ?? 1)) this.#active.splice(this.#active.indexOf(entry), 1);
      return rule;
    }
    return undefined;
  }
}
