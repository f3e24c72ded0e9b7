import { expect, test } from "vitest";
import { addressAt, contains, overlap, parseCidr, sizeOf } from "./cidr.ts";

const cidr = (text: string) => {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(`not a CIDR: ${text}`);
  return parsed;
};

test("addresses of a network, also above 128.0.0.0", () => {
  const network = cidr("192.169.3.4/16");
  expect(addressAt(network, 1)).toBe("192.169.0.1");
  expect(addressAt(network, 65_535)).toBe("192.169.255.255");
  expect(sizeOf(network)).toBe(65_536);
  expect(contains(network, "192.169.255.255")).toBe(true);
  expect(contains(network, "192.170.0.0")).toBe(false);
  expect(contains(network, "::1")).toBe(false);
});

test("overlap is mutual containment", () => {
  expect(overlap(cidr("10.0.0.0/8"), cidr("10.0.20.100/32"))).toBe(true);
  expect(overlap(cidr("10.0.20.100/32"), cidr("10.0.0.0/8"))).toBe(true);
  expect(overlap(cidr("10.0.0.0/16"), cidr("10.1.0.0/16"))).toBe(false);
});

test.each(["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/8/8", "", "a/8", "10.0.0.0/ 8"])(
  "%j is no CIDR",
  (text) => {
    expect(parseCidr(text)).toBeUndefined();
  },
);
