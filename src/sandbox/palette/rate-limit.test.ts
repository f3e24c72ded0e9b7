import { expect, test } from "vitest";
import { manualClock } from "../../../test/kit/manual-clock.ts";
import { RateLimit } from "./rate-limit.ts";

/** How many calls at once get through. */
function burst(path: string): number {
  const limit = new RateLimit(manualClock(), 1);
  let passed = 0;
  while (passed < 1000 && limit.take("10.0.0.1", path)) passed += 1;
  return passed;
}

test.each([
  ["/v1/edgehosts/edge-1", 50],
  ["/v1/dashboard/edgehosts/search", 50],
  ["/v1/packs", 50],
  ["/v1/registries/metadata", 50],
  ["/v1/projects/abc", 50],
  ["/v1/users/info", 50],
  ["/v1/events/other", 50],
  ["/v1/spectroclusters/abc/assets/kubeconfig", 50],
  ["/v1/spectroclusters/abc", 250],
  ["/v1/cloudconfigs/edge-native/abc", 250],
  ["/v1/clusterprofiles/abc", 250],
  ["/v1/events/components/edgehost/abc", 250],
  ["/v1/auth/user/password/reset", 10],
])("%s takes a burst of %d", (path, count) => {
  expect(burst(path)).toBe(count);
});

test("addresses and prefixes are counted apart; tokens come back with time", async () => {
  const clock = manualClock();
  const limit = new RateLimit(clock, 1);
  for (let call = 0; call < 50; call += 1) limit.take("10.0.0.1", "/v1/packs");
  expect(limit.take("10.0.0.1", "/v1/packs/abc")).toBe(false);
  expect(limit.take("10.0.0.2", "/v1/packs")).toBe(true);
  expect(limit.take("10.0.0.1", "/v1/users/info")).toBe(true);
  await clock.advance(100);
  expect([limit.take("10.0.0.1", "/v1/packs"), limit.take("10.0.0.1", "/v1/packs")]).toEqual([true, false]);
});

test("a factor widens them, without end if it is infinite", () => {
  const twice = new RateLimit(manualClock(), 2);
  const passed = Array.from({ length: 101 }, () => twice.take("10.0.0.1", "/v1/packs")).filter(Boolean).length;
  expect(passed).toBe(100);
  const never = new RateLimit(manualClock(), Number.POSITIVE_INFINITY);
  expect(Array.from({ length: 5000 }, () => never.take("10.0.0.1", "/v1/packs")).every(Boolean)).toBe(true);
});
