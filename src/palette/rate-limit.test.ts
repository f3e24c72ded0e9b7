import { expect, test } from "vitest";
import { instantClock } from "../../test/kit/instant-clock.ts";
import { RateLimit } from "./rate-limit.ts";

const { signal } = new AbortController();

/** Milliseconds that the next request to `path` waits after `count` before it, all in the same instant. */
async function waitAfter(count: number, path: string, before = path): Promise<number> {
  const clock = { ...instantClock(), waits: [] as number[] };
  clock.sleep = async (ms) => void clock.waits.push(ms);
  const limit = new RateLimit(clock);
  for (let done = 0; done < count; done += 1) await limit.take(before, { signal });
  clock.waits.length = 0;
  await limit.take(path, { signal });
  return clock.waits[0] ?? 0;
}

test.each([
  ["/v1/edgehosts/a", 10],
  ["/v1/dashboard/edgehosts/search", 10],
  ["/v1/packs", 10],
  ["/v1/spectroclusters/c1/assets/kubeconfigclient", 10],
  ["/v1/spectroclusters/c1", 50],
  ["/v1/cloudconfigs/edge-native/c", 50],
  ["/v1/clusterprofiles", 50],
  ["/v1/events/components/edgehost/a", 50],
])("%s: below %i a second, and five times that at once", async (path, documented) => {
  const perSecond = documented * 0.9;
  expect(await waitAfter(perSecond * 5 - 1, path)).toBe(0);
  expect(await waitAfter(perSecond * 5, path)).toBeCloseTo(1000 / perSecond);
  expect(await waitAfter(perSecond * 5 + 9, path)).toBeCloseTo(10_000 / perSecond);
});

test("prefixes count apart, and what lies below one counts together", async () => {
  expect(await waitAfter(60, "/v1/packs", "/v1/edgehosts")).toBe(0);
  expect(await waitAfter(50, "/v1/edgehosts/tokens", "/v1/edgehosts")).toBeGreaterThan(0);
  expect(await waitAfter(250, "/v1/spectroclusters/c1/assets/kubeconfig", "/v1/spectroclusters/c1")).toBe(0);
});

test("what was not used comes back with time", async () => {
  const clock = instantClock();
  const limit = new RateLimit(clock);
  for (let done = 0; done < 45; done += 1) await limit.take("/v1/packs", { signal });
  await clock.sleep(5_000, { signal });
  for (let done = 0; done < 45; done += 1) await limit.take("/v1/packs", { signal });
  expect(clock.slept).toEqual([5_000]);
});
