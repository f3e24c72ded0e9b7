import type { Abortable } from "../core/abort.ts";
import type { Clock } from "../core/clock.ts";

interface Rate {
  readonly prefix: string;
  readonly perSecond: number;
}

/**
 * Requests per second and source address, counted by resource prefix; the longest prefix that fits decides.
 * From the API introduction of Palette's documentation.
 */
const rates: readonly Rate[] = [
  { prefix: "/v1/events/components", perSecond: 50 },
  { prefix: "/v1/spectroclusters", perSecond: 50 },
  { prefix: "/v1/cloudconfigs", perSecond: 50 },
  { prefix: "/v1/clusterprofiles", perSecond: 50 },
];
const otherwise = 10;
/** Seconds' worth of requests that may come at once. */
const burstFactor = 5;
/** Requests arrive less evenly than they are sent, and a 429 costs more than a little patience. */
const margin = 0.9;

/** Keeps below Palette's rate limits, so that a large lab does not live on 429 answers. Waiters go in order of arrival. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when a request to this path may be sent. */
  async take(path: string, options: Abortable): Promise<void> {
    const { prefix, perSecond } = rateOf(path);
    const bucket = this.#buckets.get(prefix) ?? new Bucket(perSecond, this.#clock);
    this.#buckets.set(prefix, bucket);
    await bucket.take(options);
  }
}

function rateOf(path: string): Rate {
  // Kubeconfigs live below a fast prefix, and are limited like everything else.
  if (/^\/v1\/spectroclusters\/[^/]+\/assets\b/.test(path))
    return { prefix: "/v1/spectroclusters/:uid/assets", perSecond: otherwise };
  const prefix = path.split(/[/?]/).slice(0, 3).join("/");
  return rates.find((rate) => path.startsWith(rate.prefix)) ?? { prefix, perSecond: otherwise };
}

/** A token bucket that may run into debt: each taker sleeps until its own turn, without a queue to serve. */
class Bucket {
  readonly #perSecond: number;
  readonly #clock: Clock;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond * margin;
    this.#clock = clock;
    this.#tokens = this.#perSecond * burstFactor;
    this.#at = clock.now();
  }

  async take(options: Abortable): Promise<void> {
    const now = this.#clock.now();
    const earned = (Math.max(0, now - this.#at) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#perSecond * burstFactor, this.#tokens + earned) - 1;
    this.#at = now;
    if (this.#tokens >= 0) return;
    try {
      await this.#clock.sleep((-this.#tokens / this.#perSecond) * 1000, options);
    } catch (error) {
      this.#tokens += 1; // its turn was not used
      throw error;
    }
  }
}
