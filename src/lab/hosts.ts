import { formatIpv4, parseCidr, parseIpv4, parseIpv4Range } from "../core/ipv4.ts";
import type { Path } from "../core/yaml-source.ts";
import type { HostSettings, NicSettings } from "./lab.ts";
import type { GroupFile, LabFile } from "./schema.ts";

/** A host with the places in the lab file that it comes from. */
export interface ExpandedHost {
  readonly settings: Omit<HostSettings, "userData">;
  readonly path: Path;
  /** Of each NIC's address. */
  readonly addressPaths: readonly Path[];
  /** User-data files as the lab names them, in the order in which they are merged. */
  readonly userDataFiles: readonly string[];
}

type Network = LabFile["network"];
type NicFile = NonNullable<GroupFile["nics"]>[number];

/** Names that a VMware guest gives its first vmxnet3 NICs; more go on counting. */
const nicNames = ["ens160", "ens192", "ens224", "ens256"];

/** Groups to hosts: `demo: {count: 3}` to demo-1, demo-2, demo-3, each with what its group and its own entry say. */
export function expandHosts(groups: LabFile["hosts"], network: Network): ExpandedHost[] {
  return Object.entries(groups).flatMap(([name, group]) => {
    const addresses = group.addresses === undefined ? undefined : addressList(group.addresses);
    return hostNames(name, group).map((host, index) => {
      const own = group.hosts[host];
      const given = own?.nics ?? group.nics ?? [{ address: "dhcp" }];
      const path = ["hosts", name, ...(own ? ["hosts", host] : [])];
      const nicsPath = own?.nics ? path : ["hosts", name];
      const fixed = own?.address ?? (own?.nics ? undefined : addresses?.[index]?.ip);
      const fixedPath = own?.address !== undefined ? [...path, "address"] : ["hosts", name, "addresses"];
      return {
        settings: {
          name: host,
          group: name,
          cpus: own?.cpus ?? group.cpus,
          memoryMiB: own?.memoryMiB ?? group.memoryMiB,
          nics: given.map((nic, at) =>
            expandNic(at === 0 && fixed !== undefined ? { ...nic, address: fixed } : nic, at, network),
          ),
          tags: { ...group.tags, ...own?.tags },
        },
        path,
        addressPaths: given.map((_, at) =>
          at === 0 && fixed !== undefined ? fixedPath : [...nicsPath, "nics", at, "address"],
        ),
        userDataFiles: [group.userData, own?.userData].filter((file) => file !== undefined),
      };
    });
  });
}

export function hostNames(group: string, { count }: Pick<GroupFile, "count">): string[] {
  return Array.from({ length: count }, (_, index) => `${group}-${index + 1}`);
}

function expandNic(nic: NicFile, index: number, network: Network): NicSettings {
  const name = nic.name ?? nicNames[index] ?? `ens${160 + 32 * index}`;
  if (nic.address === "dhcp") return { name, network: nic.network, address: "dhcp" };
  const [ip = "", length] = nic.address.split("/");
  const home = network.cidr === undefined ? undefined : parseCidr(network.cidr);
  return {
    name,
    network: nic.network,
    address: {
      ip,
      prefix: length === undefined ? (home?.prefix ?? 24) : Number(length),
      gateway: nic.gateway ?? (index === 0 ? network.gateway : undefined),
      nameservers: nic.nameservers ?? network.nameservers,
    },
  };
}

/** More than this is a mistake in a range rather than a wish. */
const longestList = 1024;

/** Every address of a list or range with its place in the list; a range that goes backwards is empty. */
export function addressList(
  ranges: string | readonly string[],
): { readonly ip: string; readonly index: number | undefined }[] {
  const listed =
    typeof ranges === "string"
      ? [{ range: ranges, index: undefined }]
      : ranges.map((range, index) => ({ range, index }));
  return listed.flatMap(({ range, index }) => {
    const { from, to } = parseIpv4Range(range) ?? { from: 1, to: 0 };
    const length = Math.min(Math.max(to - from + 1, 0), longestList);
    return Array.from({ length }, (_, offset) => ({ ip: formatIpv4(from + offset), index }));
  });
}

/** What is wrong with a range, beyond its syntax. */
export function rangeMistake(range: string): string | undefined {
  const { from, to } = parseIpv4Range(range) ?? { from: 0, to: 0 };
  if (to < from) return "the range ends before it begins";
  return to - from >= longestList ? `the range has more than ${longestList} addresses` : undefined;
}

export interface PoolMember {
  readonly host: string;
  /** Index of the entry that names it. */
  readonly entry: number;
}

/**
 * The hosts that a pool's entries stand for: a host's name, `demo-2..demo-9`, or a group's name for all of its hosts.
 * An entry that stands for nothing gives its own text, which is then no host's name.
 */
export function poolMembers(entries: readonly string[], groups: LabFile["hosts"]): PoolMember[] {
  return entries.flatMap((text, entry) => {
    const group = Object.hasOwn(groups, text) ? groups[text] : undefined;
    const names = group ? hostNames(text, group) : (hostRange(text) ?? [text]);
    return names.map((host) => ({ host, entry }));
  });
}

function hostRange(text: string): string[] | undefined {
  const { group, from, end, to } = /^(?<group>.+)-(?<from>\d+)\.\.(?<end>.+)-(?<to>\d+)$/.exec(text)?.groups ?? {};
  if (group === undefined || group !== end) return undefined;
  const length = Number(to) - Number(from) + 1;
  if (length < 1 || length > longestList) return undefined;
  return Array.from({ length }, (_, offset) => `${group}-${Number(from) + offset}`);
}

/** The number of a host's static address, if it has one. */
export function staticAddress({ address }: NicSettings): number | undefined {
  return address === "dhcp" ? undefined : parseIpv4(address.ip);
}

export function defaultPoolName(index: number): string {
  return index === 0 ? "worker-pool" : `worker-pool-${index + 1}`;
}
