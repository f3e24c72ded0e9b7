import { describe, expect, test } from "vitest";
import { createGuestNetwork, type GuestNetworkOptions } from "./guest-network.ts";

/** A machine that stays on. */
const on = () => ({ signal: new AbortController().signal });
const network = (options: Partial<GuestNetworkOptions> = {}) =>
  createGuestNetwork({ cidrs: { "VM Network": "10.0.20.0/24" }, ...options });
const mac = (number: number) => `00:50:56:00:00:${number.toString(16).padStart(2, "0")}`;

describe("createGuestNetwork", () => {
  test("leases one address per MAC, with the network's gateway and name server", () => {
    const net = network();
    expect(net.lease("VM Network", mac(1), on())).toEqual({
      ip: "10.0.20.120",
      prefix: 24,
      gateway: "10.0.20.1",
      nameservers: ["10.0.20.1"],
    });
    expect(net.lease("VM Network", mac(2), on())?.ip).toBe("10.0.20.121");
    expect(net.lease("VM Network", mac(1), on())?.ip).toBe("10.0.20.120");
  });

  test("remembers leases through a save, and says when there is something to save", () => {
    let changes = 0;
    const first = network({ changed: () => (changes += 1) });
    for (const number of [1, 2, 2]) first.lease("VM Network", mac(number), on());
    expect(changes).toBe(2);
    const second = network({ saved: JSON.parse(JSON.stringify(first.save())) });
    expect(second.lease("VM Network", mac(2), on())?.ip).toBe("10.0.20.121");
    expect(second.lease("VM Network", mac(3), on())?.ip).toBe("10.0.20.122");
  });

  test("never gives an address that is reserved or that a machine took for itself", () => {
    const net = network({ reserved: () => ["10.0.20.121"] });
    expect(net.claim("VM Network", mac(9), "10.0.20.120", on())).toBe(true);
    expect(net.lease("VM Network", mac(1), on())?.ip).toBe("10.0.20.122");
    expect(net.claim("VM Network", mac(8), "10.0.20.122", on())).toBe(false);
  });

  test("moves a host whose address has become somebody's virtual address", () => {
    const reserved = new Set<string>();
    const net = network({ reserved: () => reserved });
    expect(net.lease("VM Network", mac(1), on())?.ip).toBe("10.0.20.120");
    reserved.add("10.0.20.120");
    expect(net.lease("VM Network", mac(1), on())?.ip).toBe("10.0.20.121");
  });

  test("takes back the lease that was unused for longest when the pool is empty, and none that is in use", () => {
    const net = network({ cidrs: { "VM Network": "10.0.20.0/29" } }); // .2 to .6
    const power = [1, 2, 3, 4, 5].map(() => new AbortController());
    power.forEach((one, index) => net.lease("VM Network", mac(index), one));
    expect(net.lease("VM Network", mac(10), on())).toBeUndefined();
    power[3]?.abort();
    power[1]?.abort();
    expect(net.lease("VM Network", mac(10), on())?.ip).toBe("10.0.20.3");
    expect(net.lease("VM Network", mac(11), on())?.ip).toBe("10.0.20.5");
    expect(net.lease("VM Network", mac(12), on())).toBeUndefined();
  });

  test("gives another port group a network of its own, and keeps it", () => {
    const first = network();
    expect(first.lease("storage", mac(1), on())?.ip).toBe("10.0.21.120");
    expect(first.lease("backup", mac(1), on())?.ip).toBe("10.0.22.120");
    const second = network({ saved: first.save() });
    expect(second.lease("backup", mac(2), on())?.ip).toBe("10.0.22.121");
  });

  test("has room for a hundred hosts", () => {
    const net = network();
    const addresses = Array.from({ length: 135 }, (_, index) => net.lease("VM Network", mac(index), on())?.ip);
    expect(new Set(addresses).size).toBe(135);
    expect(addresses.every((ip) => Number(ip?.split(".")[3]) >= 120)).toBe(true);
  });
});
