import type { MethodName } from "../../vim25/schema.ts";
import type { TransferInjection } from "./transfer-injections.ts";

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

interface Active<R> {
  readonly rule: R;
  seen: number;
  hit: number;
}

/** A table of injections. Matching is in order of injection; an exhausted one is forgotten. */
export class Injections {
  readonly #calls: Active<Injection>[] = [];
  readonly #transfers: Active<TransferInjection>[] = [];

  add(rule: Injection): void {
    this.#calls.push({ rule, seen: 0, hit: 0 });
  }

  /** For uploads and downloads of files, on `/folder` and by leases. */
  addTransfer(rule: TransferInjection): void {
    this.#transfers.push({ rule, seen: 0, hit: 0 });
  }

  clear(): void {
    this.#calls.length = 0;
    this.#transfers.length = 0;
  }

  /** The injection that this call meets, if any. Counts the call. */
  match(method: string, moid: string): Injection | undefined {
    return take(this.#calls, (rule) => rule.method === method && (rule.object ?? moid) === moid);
  }

  /** The injection that this transfer meets, if any. Counts the transfer. */
  matchTransfer(direction: "upload" | "download", path: string): TransferInjection | undefined {
    return take(
      this.#transfers,
      (rule) => (rule.direction ?? direction) === direction && path.endsWith(rule.pathEnd ?? ""),
    );
  }
}

function take<R extends { readonly nth?: number; readonly times?: number }>(
  active: Active<R>[],
  matches: (rule: R) => boolean,
): R | undefined {
  for (const entry of active) {
    const { rule } = entry;
    if (!matches(rule)) continue;
    entry.seen += 1;
    if (entry.seen < (rule.nth ?? 1)) continue;
    entry.hit += 1;
    if (entry.hit >= (rule.times ?? 1)) active.splice(active.indexOf(entry), 1);
    return rule;
  }
  return undefined;
}
