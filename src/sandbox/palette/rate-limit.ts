import type { Clock } from "../../core/clock.ts";

/** Calls a second for a path; five times that may come at once. */
function documentedRate(prefix: string): number {
  if (prefix === "/v1/auth/user/password/reset") return 2;
  const fifty = ["/v1/spectroclusters", "/v1/cloudconfigs", "/v1/clusterprofiles", "/v1/events/components"];
  return fifty.includes(prefix) ? 50 : 10;
}

/** The parent resource that a path is counted under. */
export function ratePrefix(path: string): string {
  if (path.startsWith("/v1/events/components")) return "/v1/events/components";
  if (path.startsWith("/v1/auth/user/password/reset")) return "/v1/auth/user/password/reset";
  if (/^\/v1\/spectroclusters\/[^/]+\/assets(\/|$)/.test(path)) return "/v1/spectroclusters/:uid/assets";
  return path.split("/", 3).join("/");
}

const burstFactor = 5;

/** Agents call it from machines of their own; here they all share the loopback address. */
const uncounted = "/v1/edgehosts/register";

/** Token buckets per source address and parent resource, with the documented rates times `factor`. */
export class RateLimit {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #clock: Clock;
  readonly #factor: number;

  constructor(clock: Clock, factor: number) {
    this.#clock = clock;
    this.#factor = factor;
  }

  /** False when the call is one too many. */
  take(address: string, path: string): boolean {
    if (this.#factor === Number.POSITIVE_INFINITY || path === uncounted) return true;
    const prefix = ratePrefix(path);
    const rate = documentedRate(prefix) * this.#factor;
    const now = this.#clock.now();
    const key = `${address} ${prefix}`;
    const bucket = this.#buckets.get(key) ?? { tokens: rate * burstFactor, at: now };
    bucket.tokens = Math.min(rate * burstFactor, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
