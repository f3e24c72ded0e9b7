import { nearest } from "../core/nearest.ts";
import { type Finding, range, type Rule } from "./finding.ts";
import { addressList, defaultPoolName, hostNames, poolMembers, rangeMistake } from "./hosts.ts";

export const checkGroups: Rule = ({ file: { hosts } }) =>
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

export const checkPools: Rule = ({ file: { cluster, hosts }, broken }) => {
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
