import { contains, formatIpv4, overlaps, parseCidr, parseIpv4 } from "../core/ipv4.ts";
import { nearest } from "../core/nearest.ts";
import type { Problem } from "../core/problem.ts";
import type { Path } from "../core/yaml-source.ts";
import { addressList, type ExpandedHost, hostNames, poolMembers, rangeMistake, staticAddress } from "./hosts.ts";
import type { HardwareSettings, ProfileSettings, Target } from "./lab.ts";
import type { ManifestService } from "./manifests.ts";
import type { LabFile, ProfileFile } from "./schema.ts";
import { isWithin } from "./validate.ts";

/** A problem before it has a line: at a setting, or at its name. */
export type Finding = Omit<Problem, "severity" | "file" | "line" | "column" | "path"> & {
  readonly path: Path;
  readonly severity?: Problem["severity"];
  readonly atKey?: boolean;
};

export interface Subject {
  readonly file: LabFile;
  readonly target: Target;
  readonly hosts: readonly ExpandedHost[];
  readonly hardware: HardwareSettings | undefined;
  readonly profile: ProfileSettings | undefined;
  readonly services: readonly ManifestService[];
  /** Settings that are wrong already: what rests on them is not judged. */
  readonly broken: readonly Path[];
}

/** The address range of the sandbox's network. */
export const sandboxCidr = "10.0.20.0/24";

/** What no setting can be wrong about alone. */
export function crossCheck(subject: Subject): Finding[] {
  return rules
    .flatMap((rule) => rule(subject))
    .filter(({ path }) => !subject.broken.some((known) => isWithin(path, known)));
}

type Rule = (subject: Subject) => Finding[];

const groups: Rule = ({ file: { hosts } }) =>
  Object.entries(hosts).flatMap(([name, group]) => {
    const names = hostNames(name, group);
    const findings: Finding[] = Object.keys(group.hosts)
      .filter((host) => !names.includes(host))
      .map((host) => ({
        path: ["hosts", name, "hosts", host],
        atKey: true,
        message: `group ${name} has no such host`,
        expected: range(names),
        nearest: nearest(host, names),
      }));
    const twin = Object.keys(hosts).find((other) => names.includes(other));
    if (twin !== undefined)
      findings.push({ path: ["hosts", twin], atKey: true, message: `group ${name} has a host of the same name` });
    const addresses = group.addresses;
    if (addresses === undefined) return findings;
    const path = ["hosts", name, "addresses"];
    const mistake = [addresses].flat().map(rangeMistake).find(Boolean);
    const own = Object.values(group.hosts).filter(
      ({ address, nics }) => address !== undefined || nics !== undefined,
    ).length;
    const given = addressList(addresses).length;
    if (mistake !== undefined) findings.push({ path, message: mistake });
    else if (given < group.count && given + own < group.count) {
      findings.push({
        path,
        message: "too few addresses",
        expected: `${group.count}, one for each host`,
        found: `${given}`,
      });
    }
    if (group.nics?.[0] !== undefined && group.nics[0].address !== "dhcp") {
      findings.push({
        path,
        message: "the first NIC has an address already",
        fix: "remove one of addresses and nics[0].address",
      });
    }
    return findings;
  });

/** Settings of a group that its number of hosts does not rest on. */
const sizeless = new Set(["cpus", "memoryMiB", "nics", "tags", "userData", "addresses", "hosts"]);

const pools: Rule = ({ file: { cluster, hosts }, broken }) => {
  const groupsAreBroken = broken.some(([section, , key]) => section === "hosts" && !sizeless.has(String(key)));
  const names = Object.entries(hosts).flatMap(([name, group]) => hostNames(name, group));
  const known = new Set(names);
  const takenBy = new Map<string, string>();
  const findings: Finding[] = [];
  const all = [
    { pool: cluster.controlPlane, path: ["cluster", "controlPlane"], title: "the control plane" },
    ...cluster.workers.map((pool, index) => ({
      pool,
      path: ["cluster", "workers", index],
      title: pool.name ?? `workers[${index}]`,
    })),
  ];
  for (const { pool, path, title } of all) {
    for (const { host, entry } of poolMembers(pool.hosts, hosts)) {
      const at = [...path, "hosts", entry];
      const holder = takenBy.get(host);
      if (!known.has(host)) {
        if (!groupsAreBroken)
          findings.push({
            path: at,
            message: `there is no host ${JSON.stringify(host)}`,
            expected: range(names),
            nearest: nearest(host, [...names, ...Object.keys(hosts)]),
          });
      } else if (holder !== undefined) {
        findings.push({
          path: at,
          message: `host ${host} is in ${holder} already`,
          fix: "each host is in one pool at most",
        });
      } else takenBy.set(host, title);
    }
  }
  const poolNames = all.map(({ pool }, index) => pool.name ?? defaultPoolName(index - 1));
  const twice = poolNames.findIndex((name, index) => poolNames.indexOf(name) < index);
  if (twice > 0)
    findings.push({
      path: ["cluster", "workers", twice - 1],
      message: `there are two pools named ${poolNames[twice]}`,
    });
  const size = poolMembers(cluster.controlPlane.hosts, hosts).length;
  if (size % 2 === 0 && size > 0) {
    findings.push({
      severity: "warning",
      path: ["cluster", "controlPlane", "hosts"],
      message: `${size} control plane hosts tolerate no more failures than ${size - 1}`,
      fix: "use an odd number",
    });
  }
  const idle = names.filter((name) => !takenBy.has(name));
  if (idle.length > 0 && findings.every(({ severity }) => severity === "warning") && !groupsAreBroken) {
    findings.push({
      severity: "warning",
      path: ["hosts"],
      atKey: true,
      message: `no pool uses ${range(idle)}`,
      fix: "they register, and stay free",
    });
  }
  return findings;
};

export function defaultPoolName(index: number): string {
  return index === 0 ? "worker-pool" : `worker-pool-${index + 1}`;
}

const hostAddresses: Rule = ({ file: { network }, hosts, target }) => {
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

const vips: Rule = ({ file: { cluster, network }, hosts }) => {
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

const networks: Rule = ({ file: { network }, target, profile }) => {
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

const templates: Rule = ({ file: { template, installer, hosts }, target, hardware }) => {
  const findings: Finding[] = [];
  if (template.builder === "existing") {
    if (template.name === undefined)
      findings.push({
        path: ["template", "name"],
        message: "missing",
        expected: "the template's name, since the builder is existing",
      });
    for (const key of ["iso", "userData"] as const) {
      if (installer[key] === undefined) continue;
      findings.push({
        severity: "warning",
        path: ["installer", key],
        message: "not used: an existing template is never built",
      });
    }
  } else {
    for (const key of ["name", "snapshot"] as const) {
      if (template[key] === undefined) continue;
      findings.push({
        path: ["template", key],
        atKey: true,
        message: "only for an existing template",
        fix: "set template.builder to existing, or remove it",
      });
    }
    if (target === "vsphere" && installer.iso === undefined) {
      findings.push({
        path: ["installer", "iso"],
        message: "missing",
        expected: "an Edge installer ISO",
        fix: "or take a template that exists: template: { builder: existing, name: ... }",
      });
    }
  }
  if (hardware?.firmware === "efi") {
    findings.push({
      severity: "warning",
      path: ["template", "hardware"],
      message: "published Edge installers do not boot on every EFI firmware",
      fix: "use bios unless yours is known to",
    });
  }
  if (hardware && hardware.cpus % hardware.coresPerSocket !== 0) {
    findings.push({
      path: ["template", "hardware"],
      message: `${hardware.cpus} cpus are no multiple of ${hardware.coresPerSocket} coresPerSocket`,
    });
  }
  const small = Object.entries(hosts).flatMap(([name, group]) => [
    { path: ["hosts", name, "memoryMiB"], memoryMiB: group.memoryMiB },
    ...Object.entries(group.hosts).map(([host, { memoryMiB }]) => ({
      path: ["hosts", name, "hosts", host, "memoryMiB"],
      memoryMiB,
    })),
  ]);
  for (const { path, memoryMiB } of [...small, { path: ["template", "hardware"], memoryMiB: hardware?.memoryMiB }]) {
    // The tutorial's own clones have 8000.
    if (memoryMiB === undefined || memoryMiB >= 8000) continue;
    findings.push({
      severity: "warning",
      path,
      message: "little memory for an Edge host",
      expected: "8192 MiB or more",
      found: `${memoryMiB} MiB`,
    });
  }
  return findings;
};

const services: Rule = ({ file: { checks, profile }, services: known, profile: expanded }) => {
  const allManifests = expanded?.packs.every(({ layer, type }) => layer !== "addon" || type === "manifest") ?? false;
  if (!allManifests) return []; // a chart or a pack may bring the Service
  return checks.flatMap((check, index): Finding[] => {
    const path = ["checks", index, "service"];
    const where = typeof profile === "string" ? profile : "the profile";
    const found = known.find(({ name, namespace }) => name === check.service && namespace === check.namespace);
    if (found === undefined) {
      const names = known.map(({ name }) => name);
      return [
        {
          severity: "warning",
          path,
          message: `no manifest of ${where} has Service ${check.service} in namespace ${check.namespace}`,
          nearest: nearest(
            check.service,
            names.filter((name) => name !== check.service),
          ),
        },
      ];
    }
    if (found.ports.includes(check.port)) return [];
    return [
      {
        severity: "warning",
        path: ["checks", index, "port"],
        message: `Service ${check.service} has no port ${check.port}`,
        expected: found.ports.join(" or "),
        found: `${check.port}`,
      },
    ];
  });
};

const rules: readonly Rule[] = [groups, pools, hostAddresses, vips, networks, templates, services];

/** What Palette refuses in a profile, beyond its syntax. Paths are below the profile. */
export function checkProfile({ packs }: ProfileFile): Finding[] {
  const findings: Finding[] = [];
  for (const [index, pack] of packs.entries()) {
    const path = ["packs", index];
    const type = packType(pack);
    if (type === "manifest" && pack.manifests.length === 0)
      findings.push({ path: [...path, "manifests"], message: "missing", expected: "the files of a manifest pack" });
    if (type === "manifest" && pack.registry !== undefined)
      findings.push({ path: [...path, "registry"], atKey: true, message: "a manifest pack comes from no registry" });
    if (type !== "manifest" && pack.tag === undefined)
      findings.push({
        path: [...path, "tag"],
        message: "missing",
        expected: `the version of pack ${pack.name}, such as 1.0.0 or 3.30.x`,
      });
    if (pack.values !== undefined && pack.valuesFile !== undefined)
      findings.push({
        path: [...path, "valuesFile"],
        atKey: true,
        message: "there are values already",
        fix: "keep one of values and valuesFile",
      });
    const { registry } = pack;
    if (
      typeof registry === "object" &&
      registry.name === undefined &&
      registry.kind === undefined &&
      registry.uid === undefined
    ) {
      findings.push({ path: [...path, "registry"], message: "says nothing", expected: "name, kind or uid" });
    }
    const twin = packs.findIndex(({ name }) => name === pack.name);
    if (twin < index) findings.push({ path: [...path, "name"], message: `there are two packs named ${pack.name}` });
  }
  for (const layer of ["os", "k8s", "cni"] as const) {
    const count = packs.filter((pack) => pack.layer === layer).length;
    if (count !== 1)
      findings.push({
        path: ["packs"],
        atKey: true,
        message: `the profile has ${count === 0 ? "no pack" : `${count} packs`} of layer ${layer}`,
        expected: "one",
      });
  }
  return findings;
}

export function packType(pack: ProfileFile["packs"][number]): "spectro" | "manifest" | "helm" | "oci" {
  return pack.type ?? (pack.manifests.length > 0 && pack.tag === undefined ? "manifest" : "spectro");
}

/** `demo-1, demo-2 or demo-3`; of many, the ends. */
function range(names: readonly string[]): string {
  if (names.length === 0) return "none";
  return names.length > 6 ? `${names[0]} ... ${names.at(-1)}` : names.join(", ");
}

/** Hosts of a group share their settings, and so their mistakes. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, message }) => {
    const key = JSON.stringify([path, message]);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}
