import { expect, test } from "vitest";
import { chooseVip } from "./vip.ts";

const network = { cidr: "10.0.20.0/24", gateway: "10.0.20.1" };

test("takes the first that is free", () => {
  const taken = new Map([["10.0.20.100", "cluster other"]]);
  expect(chooseVip({ ...network, candidates: ["10.0.20.100", "10.0.20.101"], taken })).toBe("10.0.20.101");
});

test("says of each candidate why not", () => {
  const taken = new Map([["10.0.20.31", "Edge host demo-1 has it"]]);
  const candidates = ["10.0.20.31", "10.0.20.1", "10.0.20.0", "10.0.20.255", "10.0.21.5"];
  expect(() => chooseVip({ ...network, candidates, taken })).toThrow(
    expect.objectContaining({
      code: "NO_FREE_VIP",
      details: expect.objectContaining({
        why: [
          "10.0.20.31: Edge host demo-1 has it",
          "10.0.20.1: it is the network's gateway",
          "10.0.20.0: it is the network's own address",
          "10.0.20.255: it is the network's broadcast address",
          "10.0.21.5: it is outside the hosts' network 10.0.20.0/24",
        ].join("; "),
      }),
    }),
  );
});

test("a long list of refusals is cut", () => {
  const candidates = Array.from({ length: 20 }, (_, i) => `10.0.21.${i}`);
  expect(() => chooseVip({ ...network, candidates, taken: new Map() })).toThrow(/and 15 more/);
});

test.each([
  ["10.0.20.37/24", "10.0.20.200", true],
  ["10.0.20.128/25", "10.0.20.127", false],
  ["192.168.0.0/16", "192.168.255.1", true],
  ["10.9.9.9/32", "10.9.9.9", true],
])("%s and %s", (cidr, candidate, fits) => {
  const choose = () => chooseVip({ cidr, candidates: [candidate], taken: new Map() });
  if (fits) expect(choose()).toBe(candidate);
  else expect(choose).toThrow("outside");
});
