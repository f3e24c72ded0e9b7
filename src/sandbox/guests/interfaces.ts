import type { Machine } from "../machine.ts";
import type { GuestNetwork, InterfaceAddress } from "../network/index.ts";
import type { SiteSettings } from "./site-settings.ts";

/** Names that Linux gives vmxnet3 NICs in the slots that vSphere uses first. */
const nicNames = ["ens160", "ens192", "ens224", "ens256", "ens161", "ens193", "ens225", "ens257", "ens162", "ens194"];

export interface ConfiguredNic {
  readonly name: string;
  readonly macAddress: string;
  readonly address: InterfaceAddress;
  readonly isStatic: boolean;
}

/** Configures the NICs that can be: by their static settings, else by DHCP. */
export function configureNics(machine: Machine, network: GuestNetwork, site: SiteSettings): ConfiguredNic[] {
  const signal = machine.power;
  return machine.nics.flatMap(({ macAddress, network: portGroup }, index): ConfiguredNic[] => {
    const name = nicNames[index] ?? `ens${500 + index}`;
    const settings = site.interfaces[name];
    if (settings?.type !== "static") {
      const leased = network.lease(portGroup, macAddress, { signal });
      const nameservers = site.nameserver ? site.nameserver.split(",").map((server) => server.trim()) : undefined;
      if (!leased) return [];
      return [{ name, macAddress, isStatic: false, address: { ...leased, ...(nameservers && { nameservers }) } }];
    }
    const { ip, prefix, gateway, nameservers } = settings;
    if (!network.claim(portGroup, macAddress, ip, { signal })) {
      machine.console(`${name}: address ${ip} is already in use on ${portGroup}`);
    }
    return [{ name, macAddress, isStatic: true, address: { ip, prefix, gateway, nameservers } }];
  });
}

/** The address that every IPv6 interface gives itself from its MAC (RFC 4291, appendix A). */
export function linkLocal(macAddress: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = macAddress.split(":").map((byte) => Number.parseInt(byte, 16));
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return `fe80::${groups.map((group) => group.toString(16)).join(":")}`;
}
