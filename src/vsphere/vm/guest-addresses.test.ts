import { expect, test } from "vitest";
import { guestAddresses } from "./guest-addresses.ts";

const nic = (deviceConfigId: number, macAddress: string, ...addresses: readonly [string, number, string?][]) => ({
  connected: true,
  deviceConfigId,
  macAddress,
  ipAddress: addresses.map(([ip]) => ip),
  ipConfig: {
    ipAddress: addresses.map(([ipAddress, prefixLength, state = "preferred"]) => ({ ipAddress, prefixLength, state })),
  },
});
const net = [
  nic(
    4000,
    "00:50:56:00:00:01",
    ["10.0.20.11", 24],
    ["169.254.7.7", 16],
    ["fe80::250:56ff:fe00:1", 64],
    ["2001:db8::11", 64],
  ),
  nic(4001, "00:50:56:00:00:02", ["192.168.1.5", 24], ["192.168.1.6", 24, "tentative"]),
  nic(-1, "02:42:00:00:00:01", ["172.17.0.1", 16]),
  nic(-1, "AA:BB:CC:00:00:01", ["10.0.20.200", 24]),
];

test("the machine's own NICs, without link-local addresses and container bridges", () => {
  expect(guestAddresses(net).map(({ ip }) => ip)).toEqual(["10.0.20.11", "2001:db8::11", "192.168.1.5"]);
});

test("only addresses of the lab's network", () => {
  expect(guestAddresses(net, "10.0.20.0/24")).toEqual([{ mac: "00:50:56:00:00:01", ip: "10.0.20.11", prefix: 24 }]);
  expect(guestAddresses(net, "2001:db8::/32").map(({ ip }) => ip)).toEqual(["2001:db8::11"]);
});

test("without details the plain list has to do, and without Tools there is nothing", () => {
  const plain = [{ connected: true, deviceConfigId: 4000, macAddress: "00:50:56:00:00:01", ipAddress: ["10.0.20.11"] }];
  expect(guestAddresses(plain)).toEqual([{ mac: "00:50:56:00:00:01", ip: "10.0.20.11", prefix: undefined }]);
  expect(guestAddresses(undefined)).toEqual([]);
});
