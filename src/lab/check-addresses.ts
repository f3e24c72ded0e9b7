import { contains, formatIpv4, overlaps, parseCidr, parseIpv4 } from "../core/ipv4.ts";
import type { Finding, Rule } from "./finding.ts";
import { addressList, rangeMistake, staticAddress } from "./hosts.ts";
import type { ProfileSettings } from "./lab.ts";
import { sandboxCidr } from "./sandbox-place.ts";

export const checkAddresses: Rule = ({ file: { network }, hosts, target }) => {
  const findings: Finding[] = [];
  const home = network.cidr === undefined ? undefined : parseCidr(network.cidr);
  const users = new Map<number, string>();
  const unresolved = hosts.flatMap(({ settings: { nics }, addressPaths }) =>
    nics.flatMap(({ address }, index) =>
      address !== "dhcp" && address.nameservers.length === 0 && index === 0 ? [addressPaths[index]!] : [],
    ),
  );
  for (const { settings, addressPaths } of hosts) {
    const nicNames = settings.nics.map(({ name }) => name);
    const again = nicNames.findIndex((name, index) => nicNames.indexOf(name) < index);
    if (again > 0)
      findings.push({
        path: addressPaths[again]!.slice(0, -1),
        message: `two NICs are named ${nicNames[again]}`,
      });
    if (settings.nics.length > 1 && settings.nics[0]?.address === "dhcp") {
      findings.push({
        severity: "warning",
        path: addressPaths[0]!,
        message: "there are several NICs, and the first has no static address",
        fix: "Palette wants static addresses on hosts with several NICs",
      });
    }
    for (const [index, nic] of settings.nics.entries()) {
      const path = addressPaths[index]!;
      const at = staticAddress(nic);
      if (at === undefined || nic.address === "dhcp") continue;
      const { gateway, ip, prefix, nameservers } = nic.address;
      const holder = users.get(at);
      if (holder !== undefined) findings.push({ path, message: `${holder} has ${ip} already` });
      users.set(at, holder ?? settings.name);
      const own = parseCidr(`${ip}/${prefix}`);
      const isHome = index === 0 && home !== undefined;
      if (isHome && !contains(home, at)) {
        findings.push({
          path,
          message: `${ip} is outside the network`,
          expected: `an address in ${network.cidr}`,
        });
      } else if (own && prefix < 31 && (at === own.first || at === own.last)) {
        findings.push({
          path,
          message: `${ip} is the ${at === own.first ? "network's own" : "broadcast"} address of its network`,
        });
      } else if (at === parseIpv4(gateway ?? "")) {
        findings.push({ path, message: `${ip} is the gateway's address` });
      }
      if (index === 0 && gateway === undefined) {
        findings.push({
          path,
          message: "a static address without a gateway",
          fix: "set network.gateway",
        });
      } else if (
        gateway !== undefined &&
        own &&
        (!isHome || contains(home, at)) &&
        !contains(own, parseIpv4(gateway) ?? -1)
      ) {
        findings.push({ path, message: `the gateway ${gateway} is outside ${formatIpv4(own.first)}/${prefix}` });
      }
      if (nameservers.length > 1) {
        findings.push({
          severity: "warning",
          path,
          message: `the Edge agent takes one name server; the others of these ${nameservers.length} are left out`,
        });
      }
    }
  }
  if (unresolved[0] !== undefined && target === "vsphere") {
    findings.push({
      severity: "warning",
      path: unresolved[0],
      message: "hosts with static addresses have no name server, so they may not find Palette",
      fix: "set network.nameservers",
    });
  }
  return unique(findings);
};

export const checkVips: Rule = ({ file: { cluster, network }, hosts }) => {
  const home = network.cidr === undefined ? undefined : parseCidr(network.cidr);
  const users = new Map(
    hosts.flatMap(({ settings }) => settings.nics.map((nic) => [staticAddress(nic), settings.name])),
  );
  const reserved = new Map<number | undefined, string>([
    ...network.nameservers.map((address): [number | undefined, string] => [parseIpv4(address), "a name server's"]),
    [parseIpv4(network.gateway ?? ""), "the gateway's"],
  ]);
  const seen = new Set<number>();
  const entries = typeof cluster.vip === "string" ? [cluster.vip] : cluster.vip;
  return entries.flatMap((entry, index): Finding[] => {
    const path = typeof cluster.vip === "string" ? ["cluster", "vip"] : ["cluster", "vip", index];
    const mistake = rangeMistake(entry);
    if (mistake !== undefined) return [{ path, message: mistake }];
    for (const { ip } of addressList(entry)) {
      const at = parseIpv4(ip)!;
      if (seen.has(at)) return [{ path, message: `${ip} is there twice` }];
      seen.add(at);
      if (home && !contains(home, at))
        return [{ path, message: `${ip} is outside the network`, expected: `an address in ${network.cidr}` }];
      if (home && home.prefix < 31 && (at === home.first || at === home.last)) {
        return [{ path, message: `${ip} is the network's ${at === home.first ? "own" : "broadcast"} address` }];
      }
      const holder = users.get(at);
      if (holder !== undefined) return [{ path, message: `${ip} is the address of host ${holder}` }];
      const owner = reserved.get(at);
      if (owner !== undefined) return [{ path, message: `${ip} is ${owner} address` }];
    }
    return [];
  });
};

export const checkNetworks: Rule = ({ file: { network }, target, profile }) => {
  const path = ["network", "cidr"];
  if (network.cidr === undefined)
    return [{ path, message: "missing", expected: "the IPv4 network of the port group, such as 10.0.20.0/24" }];
  const home = parseCidr(network.cidr)!;
  const findings: Finding[] = [];
  if (target === "sandbox" && (formatIpv4(home.first) !== "10.0.20.0" || home.prefix !== 24)) {
    findings.push({
      path,
      message: "the sandbox's network is another one",
      expected: sandboxCidr,
      found: network.cidr,
    });
  }
  if (home.prefix > 30)
    findings.push({ path, message: "the network has no room for hosts", expected: "a prefix length of 30 at most" });
  if (network.gateway !== undefined && !contains(home, parseIpv4(network.gateway)!)) {
    findings.push({
      path: ["network", "gateway"],
      message: "the gateway is outside the network",
      expected: `an address in ${network.cidr}`,
    });
  }
  for (const { what, cidr } of clusterNetworks(profile)) {
    const inside = parseCidr(cidr);
    if (!inside || !overlaps(home, inside)) continue;
    findings.push({
      severity: "warning",
      path,
      message: `the hosts' network overlaps the ${what} network ${cidr} of the Kubernetes pack`,
      fix: "change one of them: clusters with such an overlap stay in Provisioning",
    });
  }
  return findings;
};

/** Pod and service networks of the Kubernetes layer, as its values set them or as its defaults are. */
function clusterNetworks(profile: ProfileSettings | undefined): { what: string; cidr: string }[] {
  const pack = profile?.packs.find(({ layer }) => layer === "k8s");
  if (pack === undefined) return [];
  const text = `${pack.values ?? ""}\n${JSON.stringify(pack.mergeValues ?? {})}`.replaceAll('\\"', '"');
  const kinds = [
    {
      what: "pod",
      key: /(?:cluster-cidr|podSubnet|pod-network-cidr|podCIDR)["']?\s*:\s*["']?([\d./]+)/,
      fallback: "192.170.0.0/16",
    },
    {
      what: "service",
      key: /(?:service-cidr|serviceSubnet|service-cluster-ip-range|serviceCIDR)["']?\s*:\s*["']?([\d./]+)/,
      fallback: "192.169.0.0/16",
    },
  ];
  return kinds.map(({ what, key, fallback }) => ({ what, cidr: key.exec(text)?.[1] ?? fallback }));
}

/** Hosts of a group share their settings, and so their mistakes. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, message }) => {
    const key = JSON.stringify([path, message]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
