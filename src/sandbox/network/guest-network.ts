import type { Abortable } from "../../core/abort.ts";
import { formatIpv4, type Ipv4Network, parseCidr } from "../../core/ipv4.ts";

/** What a NIC is configured with. */
export interface InterfaceAddress {
  readonly ip: string;
  readonly prefix: number;
  readonly gateway: string | undefined;
  readonly nameservers: readonly string[];
}

export interface GuestNetworkOptions {
  /** What an earlier {@link GuestNetwork.save} returned. */
  readonly saved?: unknown;
  /** Called after each change of what `save` would return. */
  readonly changed?: () => void;
  /** IPv4 networks of port groups by name; a port group without one gets the next 10.x.y.0/24. */
  readonly cidrs: Readonly<Record<string, string>>;
  /** Addresses that others use without asking, such as the virtual addresses of clusters. */
  readonly reserved?: () => Iterable<string>;
}

/** The port groups' networks: a DHCP server on each, and who uses which address. */
export interface GuestNetwork {
  /**
   * The address that DHCP gives a NIC: the same one for the same MAC, as long as others have not needed it
   * while its machine was off. In use until `signal` aborts. Undefined when no address is free.
   */
  lease(portGroup: string, macAddress: string, options: Abortable): InterfaceAddress | undefined;
  /** Notes that a machine uses an address without asking DHCP; false when another one uses it already. */
  claim(portGroup: string, macAddress: string, ip: string, options: Abortable): boolean;
  /** Leases and networks as plain JSON. */
  save(): unknown;
}

interface Saved {
  readonly cidrs?: Readonly<Record<string, string>>;
  readonly leases?: Readonly<Record<string, readonly (readonly [macAddress: string, ip: string])[]>>;
}

/** Addresses at either end that people and routers take for themselves, when the network is large enough. */
const keptAtStart = 9;
/** In a /24 the tutorial's virtual addresses are below 120, so DHCP begins there and uses lower ones last. */
const poolStart = 120;

export function createGuestNetwork({ saved, changed, cidrs, reserved }: GuestNetworkOptions): GuestNetwork {
  const { cidrs: savedCidrs = {}, leases = {} } = (saved ?? {}) as Saved;
  const networks = new Map<string, PortGroupNetwork>();
  const open = (name: string, cidr: string) => {
    const network = new PortGroupNetwork(cidr, leases[name] ?? []);
    networks.set(name, network);
    return network;
  };
  for (const [name, cidr] of Object.entries({ ...savedCidrs, ...cidrs })) open(name, cidr);

  const find = (name: string) => networks.get(name) ?? open(name, nextCidr([...networks.values()]));
  return {
    lease: (portGroup, macAddress, { signal }) => {
      const { address, isNew } = find(portGroup).lease(macAddress, signal, new Set(reserved?.()));
      if (isNew) changed?.();
      return address;
    },
    claim: (portGroup, macAddress, ip, { signal }) => find(portGroup).use(ip, macAddress, signal),
    save: () => ({
      cidrs: Object.fromEntries([...networks].map(([name, network]) => [name, network.cidr])),
      leases: Object.fromEntries([...networks].map(([name, network]) => [name, [...network.leases]])),
    }),
  };
}

class PortGroupNetwork {
  readonly cidr: string;
  /** IP by MAC address, the least recently used first. */
  readonly leases: Map<string, string>;
  readonly #network: Ipv4Network;
  /** MAC addresses of running machines by the IP they use. */
  readonly #inUse = new Map<string, Set<string>>();

  constructor(cidr: string, leases: readonly (readonly [string, string])[]) {
    const network = parseCidr(cidr);
    if (!network) throw new TypeError(`not an IPv4 network: ${cidr}`);
    this.cidr = cidr;
    this.#network = network;
    this.leases = new Map(leases);
  }

  lease(macAddress: string, signal: AbortSignal, reserved: ReadonlySet<string>) {
    const known = this.leases.get(macAddress);
    const isFree = (ip: string) => !reserved.has(ip) && !this.#usedByOthers(ip, macAddress);
    const ip = known !== undefined && isFree(known) ? known : this.#freeAddress(isFree);
    if (ip === undefined) return { address: undefined, isNew: false };
    this.leases.delete(macAddress); // set again below, as the most recently used
    for (const [mac, leased] of this.leases) if (leased === ip) this.leases.delete(mac);
    this.leases.set(macAddress, ip);
    this.use(ip, macAddress, signal);
    return { address: this.#configuration(ip), isNew: ip !== known };
  }

  use(ip: string, macAddress: string, signal: AbortSignal): boolean {
    const isFree = !this.#usedByOthers(ip, macAddress);
    const users = this.#inUse.get(ip) ?? new Set();
    if (users.has(macAddress) || signal.aborted) return isFree;
    this.#inUse.set(ip, users.add(macAddress));
    signal.addEventListener("abort", () => users.delete(macAddress), { once: true });
    return isFree;
  }

  /** One that nobody ever had, else the one whose machine has been off for longest. */
  #freeAddress(isFree: (ip: string) => boolean): string | undefined {
    const leased = new Set(this.leases.values());
    for (const ip of this.#pool()) if (!leased.has(ip) && isFree(ip)) return ip;
    return [...leased].find(isFree);
  }

  *#pool(): Generator<string> {
    const { first, last } = this.#network;
    const start = last - first > poolStart ? first + poolStart : first + 2;
    for (let address = start; address < last; address += 1) yield formatIpv4(address);
    for (let address = first + keptAtStart + 1; address < start; address += 1) yield formatIpv4(address);
  }

  #usedByOthers(ip: string, macAddress: string): boolean {
    const users = this.#inUse.get(ip);
    return users !== undefined && [...users].some((user) => user !== macAddress);
  }

  #configuration(ip: string): InterfaceAddress {
    const gateway = formatIpv4(this.#network.first + 1);
    return { ip, prefix: this.#network.prefix, gateway, nameservers: [gateway] };
  }
}

/** The first 10.x.y.0/24 from 10.0.21.0 on that no port group has. */
function nextCidr(networks: readonly PortGroupNetwork[]): string {
  const taken = new Set(networks.map(({ cidr }) => cidr));
  for (let block = (10 << 24) + (21 << 8); block < 11 * 2 ** 24; block += 256) {
    const cidr = `${formatIpv4(block)}/24`;
    if (!taken.has(cidr)) return cidr;
  }
  throw new RangeError("no private network is left for another port group");
}
