import type { Problem } from "../core/problem.ts";
import { parseCidr, parseIpv4 } from "../core/ipv4.ts";
import type { Path } from "../core/yaml-source.ts";
import { agentRules } from "./user-data-rules-agent.ts";
import { installRules } from "./user-data-rules-install.ts";
import { registryRules } from "./user-data-rules-registries.ts";
import { siteRules } from "./user-data-rules-site.ts";
import { asRecord, at, isPem, type Rule, type Subject } from "./user-data-subject.ts";

/** What types alone cannot say. Each rule returns its own problems; none shows a value that may be a secret. */
export function userDataRules(subject: Subject): Problem[] {
  return rules.flatMap((rule) => rule(subject));
}

const site = ["stylus", "site"] as const;
const interfaces = [...site, "network", "interfaces"] as const;

/** UIDs are refused or cut by Palette when they hold any of these. */
const uidForbidden = /[/?#&+%,$~!@*(){}|=;:<>'.^"\s]/;

const ownHosts = ({ options: { purpose, hosts } }: Subject) =>
  hosts ?? (purpose === "template" ? Number.POSITIVE_INFINITY : 1);

const endpoint: Rule = ({ value, source }) => {
  const path = [...site, "paletteEndpoint"];
  const text = at(value, path);
  if (typeof text !== "string" || !/[/\s]/.test(text)) return [];
  return [
    source.problem(path, {
      message: "the endpoint is a host name, without a scheme or a path",
      fix: `for example "api.spectrocloud.com"`,
    }),
  ];
};

const identity: Rule = ({ value, source, options }) => {
  const problems: Problem[] = [];
  const name = at(value, [...site, "name"]);
  if (typeof name === "string" && name !== "$random" && uidForbidden.test(name)) {
    problems.push(
      source.problem([...site, "name"], {
        message: "an Edge host ID cannot hold blanks or any of / ? # & + % , $ ~ ! @ * ( ) { } | = ; : < > ' . ^ \"",
      }),
    );
  }
  if (typeof name === "string" && name.length > 128) {
    problems.push(
      source.problem([...site, "name"], {
        message: `an Edge host ID has at most 128 characters`,
        found: `${name.length}`,
      }),
    );
  }
  const prefix = at(value, [...site, "prefix"]);
  if (typeof prefix === "string" && !/^[A-Za-z0-9-]+$/.test(prefix)) {
    problems.push(source.problem([...site, "prefix"], { message: "a prefix holds letters, digits and hyphens only" }));
  }
  const unpredictable = options.purpose === "any" ? "warning" : "error";
  if (name === "$random") {
    problems.push(
      source.problem([...site, "name"], {
        severity: unpredictable,
        message: "a random name cannot be foreseen, and edgelab waits for exact Edge host IDs",
        fix: "leave the name out",
      }),
    );
  }
  const paths = at(value, [...site, "deviceUIDPaths"]);
  for (const [index, entry] of Array.isArray(paths) ? paths.entries() : []) {
    const path = [...site, "deviceUIDPaths", index];
    if (at(entry, ["name"]) !== "/sys/class/dmi/id/product_uuid") {
      problems.push(
        source.problem(path, {
          severity: unpredictable,
          message: "edgelab foresees Edge host IDs from the machine's UUID only",
          fix: "leave deviceUIDPaths out",
        }),
      );
    }
    const regex = at(entry, ["regex"]);
    if (typeof regex === "string" && !isRe2(regex)) {
      problems.push(
        source.problem([...path, "regex"], {
          message: "not a regular expression of the RE2 syntax",
          fix: "RE2 has no look-around and no back-references",
        }),
      );
    }
  }
  return problems;
};

/** What belongs to one host must not be read by several: they would all have one ID, or one address. */
const fixedForMany: Rule = (subject) => {
  const { value, source, options } = subject;
  const many = ownHosts(subject) > 1;
  if (!many && options.purpose !== "template") return [];
  const severity = many ? "error" : "warning";
  const where = options.purpose === "template" ? "template" : "group";
  const fix = "give it to one host in its own user-data";
  const problems: Problem[] = [];
  for (const key of ["name", "hostName"]) {
    const text = at(value, [...site, key]);
    if (typeof text !== "string" || text === "" || text === "$random") continue;
    problems.push(
      source.problem([...site, key], {
        severity,
        message: `every host of the ${where} would have the same ${key === "name" ? "Edge host ID" : "host name"}`,
        fix,
      }),
    );
  }
  for (const [nic, settings] of Object.entries(asRecord(at(value, interfaces)))) {
    if (at(settings, ["ipAddress"]) === undefined) continue;
    problems.push(
      source.problem([...interfaces, nic, "ipAddress"], {
        severity,
        message: `every host of the ${where} would have the same address`,
        fix,
      }),
    );
  }
  return problems;
};

const addresses: Rule = ({ value, source }) =>
  Object.entries(asRecord(at(value, interfaces))).flatMap(([nic, settings]) => {
    const path = [...interfaces, nic];
    const { type, ipAddress, mask, gateway } = asRecord(settings) as Record<string, unknown>;
    const problems: Problem[] = [];
    if (type !== undefined && type !== "dhcp" && type !== "static") {
      problems.push(
        source.problem([...path, "type"], { message: "unknown type of interface", expected: "dhcp or static" }),
      );
    }
    if (type === "static" && ipAddress === undefined) {
      problems.push(source.problem(path, { message: "a static interface needs an ipAddress" }));
    }
    if (type !== "static" && ipAddress !== undefined) {
      problems.push(
        source.problem([...path, "ipAddress"], {
          severity: "warning",
          message: "ignored: the interface is not static",
          fix: "add `type: static`",
        }),
      );
    }
    if (typeof ipAddress === "string") {
      if (ipAddress.includes("/") ? parseCidr(ipAddress) === undefined : parseIpv4(ipAddress) === undefined) {
        problems.push(
          source.problem([...path, "ipAddress"], {
            message: "not an IPv4 address",
            expected: `an address such as "10.0.20.31/24"`,
          }),
        );
      } else if (!ipAddress.includes("/") && mask === undefined) {
        problems.push(
          source.problem([...path, "ipAddress"], {
            message: "an address needs its prefix length or a mask",
            expected: `an address such as "10.0.20.31/24"`,
          }),
        );
      }
    }
    if (typeof gateway === "string" && parseIpv4(gateway) === undefined) {
      problems.push(source.problem([...path, "gateway"], { message: "not an IPv4 address" }));
    }
    return problems;
  });

const install: Rule = ({ value, source, options }) => {
  const problems: Problem[] = [];
  const { poweroff, reboot } = asRecord(value["install"]) as Record<string, unknown>;
  for (const [key, setting] of Object.entries({ poweroff, reboot })) {
    if (setting === undefined || typeof setting === "boolean") continue;
    problems.push(source.problem(["install", key], { message: "wrong type", expected: "true or false" }));
  }
  if (poweroff === true && reboot === true) {
    problems.push(
      source.problem(["install", "reboot"], {
        message: "reboot and poweroff are both true, and reboot wins",
        fix: "keep one",
      }),
    );
  } else if (options.purpose === "template" && (reboot === true || poweroff === false)) {
    problems.push(
      source.problem(["install", reboot === true ? "reboot" : "poweroff"], {
        severity: "warning",
        message:
          "a template's installation always ends in power-off: edgelab sets `poweroff: true` and `reboot: false`",
      }),
    );
  }
  const persistent = asRecord(at(value, ["install", "partitions", "persistent"])) as Record<string, unknown>;
  if (persistent["size"] !== undefined && persistent["fs"] === undefined) {
    problems.push(
      source.problem(["install", "partitions", "persistent"], {
        message: "the persistent partition needs `fs` beside `size`",
        fix: "for example `fs: ext4`",
      }),
    );
  }
  const extra = at(value, ["install", "extra-partitions"]);
  const partitions: unknown[] = Array.isArray(extra) ? extra : [];
  for (const [index, partition] of partitions.entries()) {
    if (typeof at(partition, ["name"]) === "string") continue;
    problems.push(
      source.problem(["install", "extra-partitions", index], { message: "an extra partition needs a name" }),
    );
  }
  const growing = [...partitions, persistent].filter((partition) => at(partition, ["size"]) === 0);
  if (growing.length > 1) {
    problems.push(
      source.problem(["install"], {
        message: "only one partition can have size 0, the rest of the disk",
        found: `${growing.length}`,
      }),
    );
  }
  return problems;
};

const mode: Rule = ({ value, source, options }) => {
  const problems: Problem[] = [];
  const choices = { managementMode: ["central", "local"], installationMode: ["connected", "airgap"] };
  for (const [key, allowed] of Object.entries(choices)) {
    const text = at(value, ["stylus", key]);
    if (typeof text !== "string") continue;
    if (!allowed.includes(text)) {
      problems.push(source.problem(["stylus", key], { message: "unknown mode", expected: allowed.join(" or ") }));
    } else if (text === allowed[1] && options.purpose !== "any") {
      problems.push(
        source.problem(["stylus", key], {
          severity: options.purpose === "template" ? "error" : "warning",
          message: "hosts in this mode never register with Palette",
          fix: `set ${key} to ${allowed[0]}`,
        }),
      );
    }
  }
  return problems;
};

const registration: Rule = ({ value, source, options }) => {
  if (options.purpose !== "site") return [];
  const isLocal =
    at(value, ["stylus", "managementMode"]) === "local" || at(value, ["stylus", "installationMode"]) === "airgap";
  if (isLocal) return [];
  return ["paletteEndpoint", "edgeHostToken"]
    .filter((key) => !at(value, [...site, key]))
    .map((key) => source.problem(site, { message: `stylus.site.${key} is missing: the host cannot register` }));
};

const secretsInTemplate: Rule = ({ value, source, options }) => {
  if (options.purpose !== "template") return [];
  const problems: Problem[] = [];
  const tokenPath = [...site, "edgeHostToken"];
  if (!options.allowToken && at(value, tokenPath)) {
    problems.push(
      source.problem(tokenPath, {
        message: "a registration token in a template is readable by everyone who can clone it",
        fix: "leave it out: edgelab gives each host its own, or allow it with --token-in-template",
      }),
    );
  }
  if (options.allowSecrets) return problems;
  for (const { path, setting } of leaves(value)) {
    const key = String(path.at(-1));
    if (typeof setting !== "string" || setting === "") continue;
    const isRegistry =
      path[0] === "stylus" &&
      /^(?:registryCredentials|externalRegistries)$/.test(String(path[1])) &&
      key === "password";
    const isUser =
      /^(?:passwd|password|plain_text_passwd|hashed_passwd)$/.test(key) &&
      (path.includes("users") || path.length === 1);
    if (!isRegistry && !isUser) continue;
    problems.push(
      source.problem(path, {
        message: `${isRegistry ? "registry credentials" : "a user's password"} in a template can be read by everyone who can clone it`,
        fix: isRegistry
          ? "use registration.registries of the lab file, or allow it with --secrets-in-template"
          : "use ssh_authorized_keys, or allow it with --secrets-in-template",
      }),
    );
  }
  return problems;
};

const certificates: Rule = ({ value, source }) => {
  const certs = at(value, [...site, "caCerts"]);
  return (Array.isArray(certs) ? certs : []).flatMap((cert, index) => {
    if (typeof cert !== "string" || isPem(cert)) return [];
    return [
      source.problem([...site, "caCerts", index], {
        message: "not a certificate in PEM form",
        expected: "-----BEGIN CERTIFICATE----- and what follows",
      }),
    ];
  });
};

const outdated: Rule = ({ value, source }) => {
  const old: readonly { readonly path: Path; readonly message: string; readonly fix: string }[] = [
    {
      path: ["stylus", "installationMode"],
      message: "an older name",
      fix: "use managementMode: central (connected) or local (airgap)",
    },
    {
      path: ["stylus", "includeTui"],
      message: "no longer read: the terminal interface is always there",
      fix: "remove it",
    },
    { path: ["stylus", "EnableUserdataForm"], message: "an older name", fix: 'use featureGate: "UserDataForm"' },
    { path: [...site, "autoRegister"], message: "not documented", fix: "use disableAutoRegister" },
    { path: ["stylus", "siteNetwork"], message: "not a setting of the agent", fix: "use stylus.site.network" },
    { path: [...site, "siteNetwork"], message: "not a setting of the agent", fix: "use stylus.site.network" },
  ];
  return old
    .filter(({ path }) => at(value, path) !== undefined)
    .map(({ path, ...rest }) => source.keyProblem(path, { severity: "warning", ...rest }));
};

const rules: readonly Rule[] = [
  endpoint,
  identity,
  fixedForMany,
  addresses,
  install,
  mode,
  registration,
  secretsInTemplate,
  certificates,
  outdated,
  ...agentRules,
  ...siteRules,
  ...registryRules,
  ...installRules,
];

function* leaves(value: unknown, path: Path = []): Generator<{ path: Path; setting: unknown }> {
  if (typeof value !== "object" || value === null) {
    yield { path, setting: value };
    return;
  }
  const entries: Iterable<[string | number, unknown]> = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of entries) yield* leaves(item, [...path, key]);
}

function isRe2(pattern: string): boolean {
  if (/\(\?(?:=|!|<=|<!|>)|\\[1-9]|\\k</.test(pattern)) return false;
  try {
    // `(?P<name>` and leading flags are RE2's own spelling.
    return new RegExp(pattern.replaceAll("(?P<", "(?<").replace(/^\(\?[imsU]+\)/, "")) instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
