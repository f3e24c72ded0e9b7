import { describe, expect, it } from "vitest";
import { contains, formatIpv4, overlaps, parseCidr, parseIpv4, parseIpv4Range } from "./ipv4.ts";

describe("addresses", () => {
  it.each(["0.0.0.0", "10.0.20.31", "255.255.255.255"])("%s comes back as it was", (text) => {
    expect(formatIpv4(parseIpv4(text)!)).toBe(text);
  });
  it.each(["", "10.0.20", "10.0.20.256", "10.0.20.01", "10.0.20.3a", "1.2.3.4.5", " 1.2.3.4", "::1"])(
    "%j is none",
    (text) => {
      expect(parseIpv4(text)).toBeUndefined();
    },
  );
});

describe("networks", () => {
  it("know their ends, whatever the host bits", () => {
    const network = parseCidr("10.0.20.77/23")!;
    expect([formatIpv4(network.first), formatIpv4(network.last), network.prefix]).toEqual([
      "10.0.20.0",
      "10.0.21.255",
      23,
    ]);
    expect(parseCidr("0.0.0.0/0")).toEqual({ first: 0, last: 2 ** 32 - 1, prefix: 0 });
  });
  it.each(["10.0.20.0", "10.0.20.0/33", "10.0.20.0/", "10.0.20/24", "10.0.20.0/24/8"])("%s is none", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
  it("contain addresses and overlap", () => {
    const network = parseCidr("192.168.128.0/17")!;
    expect(contains(network, parseIpv4("192.168.255.255")!)).toBe(true);
    expect(contains(network, parseIpv4("192.168.127.255")!)).toBe(false);
    expect(overlaps(network, parseCidr("192.168.0.0/16")!)).toBe(true);
    expect(overlaps(network, parseCidr("192.168.0.0/17")!)).toBe(false);
  });
});

it.each([
  ["10.0.20.100", ["10.0.20.100", "10.0.20.100"]],
  ["10.0.20.100-10.0.20.119", ["10.0.20.100", "10.0.20.119"]],
  ["10.0.20.100 - 119", ["10.0.20.100", "10.0.20.119"]],
  ["10.0.20.100-300", undefined],
  ["10.0.20.100-10.0.20.119-1", undefined],
  ["x-10.0.20.119", undefined],
])("the range %s", (text, expected) => {
  const range = parseIpv4Range(text);
  expect(range && [formatIpv4(range.from), formatIpv4(range.to)]).toEqual(expected);
});
