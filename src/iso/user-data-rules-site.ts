import { contains, parseCidr, parseIpv4 } from "../core/ipv4.ts";
import type { Problem } from "../core/problem.ts";
import { asList, asRecord, at, type Rule } from "./user-data-subject.ts";

const site = ["stylus", "site"] as const;
const network = [...site, "network"] as const;

const hostName: Rule = ({ value, source }) => {
  const path = [...site, "hostName"];
  const text = at(value, path);
  if (typeof text !== "string" || text === "" || /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(text)) return [];
  return [
    source.problem(path, {
      severity: "warning",
      message: "it becomes the node's name, which Kubernetes wants in lower-case letters, digits, hyphens and dots",
    }),
  ];
};

const registrationUrl: Rule = ({ value, source }) => {
  const path = [...site, "registrationURL"];
  const text = at(value, path);
  if (typeof text !== "string" || text === "" || isHttp(text)) return [];
  return [source.problem(path, { message: "not a URL", expected: "http:// or https:// and what follows" })];
};

const proxies: Rule = ({ value, source }) => {
  const problems = ["httpProxy", "httpsProxy"].flatMap((key): Problem[] => {
    const text = at(value, [...network, key]);
    if (typeof text !== "string" || text === "" || isHttp(text)) return [];
    return [
      source.problem([...network, key], {
        severity: "warning",
        message: "a proxy is given as a URL",
        fix: `for example "http://proxy.example.com:3128"`,
      }),
    ];
  });
  const none = at(value, [...network, "noProxy"]);
  if (typeof none !== "string" || !/\s/.test(none.trim())) return problems;
  const message = "one text with commas and no blanks between its parts";
  return [...problems, source.problem([...network, "noProxy"], { severity: "warning", message })];
};

/** Each address of what the reference calls "nameserver"; several are written with commas between them. */
const nameservers: Rule = ({ value, source }) => {
  const nics = Object.keys(asRecord(at(value, [...network, "interfaces"])));
  const places = [network, ...nics.map((nic) => [...network, "interfaces", nic])];
  return places.flatMap((place) => {
    const path = [...place, "nameserver"];
    const text = at(value, path);
    if (typeof text !== "string" || text === "") return [];
    const isSound = text.split(/[,\s]+/).every((address) => parseIpv4(address) !== undefined || address.includes(":"));
    return isSound ? [] : [source.problem(path, { message: "a name server is given by its IP address" })];
  });
};

/** An address that no machine can have, or from which its gateway is out of reach. */
const reach: Rule = ({ value, source }) =>
  Object.entries(asRecord(at(value, [...network, "interfaces"]))).flatMap(([nic, settings]): Problem[] => {
    const path = [...network, "interfaces", nic];
    const { ipAddress, mask, gateway } = asRecord(settings) as Record<string, unknown>;
    const problems: Problem[] = [];
    const maskLength = typeof mask === "string" ? prefixOf(mask) : undefined;
    if (typeof mask === "string" && maskLength === undefined) {
      problems.push(
        source.problem([...path, "mask"], {
          message: "not a network mask",
          expected: `a mask such as "255.255.255.0"`,
        }),
      );
    }
    if (typeof ipAddress !== "string") return problems;
    const subnet = parseCidr(ipAddress.includes("/") ? ipAddress : `${ipAddress}/${maskLength ?? ""}`);
    const own = parseIpv4(ipAddress.split("/")[0] ?? "");
    if (!subnet || own === undefined || subnet.prefix > 30) return problems;
    if (own === subnet.first || own === subnet.last) {
      problems.push(
        source.problem([...path, "ipAddress"], {
          message: "the address of the network itself, or its broadcast address",
        }),
      );
    }
    const router = typeof gateway === "string" ? parseIpv4(gateway) : undefined;
    if (router !== undefined && !contains(subnet, router)) {
      problems.push(
        source.problem([...path, "gateway"], { message: "the gateway is outside the interface's network" }),
      );
    }
    return problems;
  });

const tagSources: Rule = ({ value, source }) => {
  const needed = { tagsFromFile: "fileName", tagsFromScript: "scriptName" };
  const problems = Object.entries(needed).flatMap(([key, name]) => {
    const settings = at(value, [...site, key]);
    if (typeof settings !== "object" || settings === null || at(settings, [name])) return [];
    return [source.problem([...site, key], { message: `${key} needs ${name}` })];
  });
  const path = [...site, "tagsFromScript", "timeout"];
  const timeout = at(value, path);
  if (typeof timeout !== "number" || timeout > 0) return problems;
  return [...problems, source.problem(path, { message: "a time limit in seconds", expected: "1 or more" })];
};

const users: Rule = ({ value, source }) =>
  asList(at(value, [...site, "users"])).flatMap((user, index) => {
    const expiry = at(user, ["passwordExpiry"]);
    if (typeof expiry !== "string" || isDate(expiry)) return [];
    return [
      source.problem([...site, "users", index, "passwordExpiry"], {
        message: "not a date",
        expected: "YYYY-MM-DD",
      }),
    ];
  });

function isHttp(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

function prefixOf(mask: string): number | undefined {
  const bits = parseIpv4(mask)?.toString(2).padStart(32, "0");
  return bits !== undefined && /^1+0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : undefined;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What a host is told about the place that it stands in. */
export const siteRules: readonly Rule[] = [hostName, registrationUrl, proxies, nameservers, reach, tagSources, users];
