import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { EdgelabError } from "../core/errors.ts";
import { formatProblem } from "../core/problem.ts";
import { Secret } from "../core/secret.ts";
import {
  type CheckUserDataOptions,
  checkUserData,
  mergeUserData,
  siteUserData,
  templateUserData,
} from "./user-data.ts";

const check = (text: string, options: Partial<CheckUserDataOptions> = {}) =>
  checkUserData(text, { purpose: "any", file: "user-data.yaml", ...options }).map(
    (problem) => `${problem.severity} ${formatProblem(problem)}`,
  );

const stylus = (...lines: string[]) => `#cloud-config\nstylus:\n${lines.map((line) => `  ${line}\n`).join("")}`;
const site = (...lines: string[]) => stylus("site:", ...lines.map((line) => `  ${line}`));

describe("checkUserData", () => {
  it.each([
    ["the header alone, as the tutorial has it", "#cloud-config\n# nothing to override\n"],
    ["a whole one", site("paletteEndpoint: api.spectrocloud.com", "tags: { city: london }", "caCerts: []")],
    ["lists or a text as NTP servers", site("ntpServers: [ntp.example.com]")],
    ["a header written on Windows", "#cloud-config\r\ninstall: { poweroff: true }\r\n"],
    [
      "stages with their before and after",
      "#cloud-config\nstages: { initramfs.before: [], after-install-chroot: [] }\n",
    ],
    [
      "an RE2 expression",
      site("deviceUIDPaths: [{ name: /sys/class/dmi/id/product_uuid, regex: '(?P<id>[0-9a-f]+)' }]"),
    ],
  ])("accepts %s", (_, text) => {
    expect(check(text)).toEqual([]);
  });

  it.each<[string, string, Partial<CheckUserDataOptions>, string]>([
    [
      "no header",
      "stylus: {}\n",
      {},
      "error user-data.yaml:1:1  the header `#cloud-config` is missing, so the installer ignores the file; make `#cloud-config` the first line",
    ],
    [
      "a late header",
      "# mine\n#cloud-config\nstylus: {}\n",
      {},
      "warning user-data.yaml:1:1  the header `#cloud-config` is not the first line; make `#cloud-config` the first line",
    ],
    [
      "a byte-order mark",
      "\uFEFF#cloud-config\n",
      {},
      "error user-data.yaml:1:1  the file starts with a byte-order mark; save it as plain UTF-8",
    ],
    ["a list", "#cloud-config\n- a\n", {}, "error user-data.yaml:2:1  expected a map of settings; found a list"],
    [
      "a null password",
      stylus("registryCredentials:", "  password:", "  domain: registry.example.com"),
      {},
      "error user-data.yaml:4:5  stylus.registryCredentials.password: wrong type; expected a text (quote it); found nothing",
    ],
    [
      "a wrong type",
      stylus('debug: "yes"'),
      {},
      "error user-data.yaml:3:10  stylus.debug: wrong type; expected true or false; found a text",
    ],
    [
      "a number as a tag",
      site("tags: { floor: 3 }"),
      {},
      "error user-data.yaml:4:20  stylus.site.tags.floor: wrong type; expected a text (quote it); found a number",
    ],
    [
      "a misspelt key",
      site("edgeHostTokn: x"),
      {},
      'warning user-data.yaml:4:5  stylus.site.edgeHostTokn: unknown setting; did you mean "edgeHostToken"?',
    ],
    [
      "a misspelt install key",
      "#cloud-config\ninstall: { powerOff: true }\n",
      {},
      'warning user-data.yaml:2:12  install.powerOff: unknown setting; did you mean "poweroff"?',
    ],
    [
      "an unknown stage",
      "#cloud-config\nstages: { intramfs: [] }\n",
      {},
      'warning user-data.yaml:2:11  stages.intramfs: unknown setting; did you mean "initramfs"?',
    ],
    [
      "an endpoint with a scheme",
      site("paletteEndpoint: https://api.spectrocloud.com"),
      {},
      'error user-data.yaml:4:22  stylus.site.paletteEndpoint: the endpoint is a host name, without a scheme or a path; for example "api.spectrocloud.com"',
    ],
    [
      "an ID that Palette refuses",
      site("name: edge.one"),
      {},
      "error user-data.yaml:4:11  stylus.site.name: an Edge host ID cannot hold blanks or any of / ? # & + % , $ ~ ! @ * ( ) { } | = ; : < > ' . ^ \"",
    ],
    [
      "a prefix with a dot",
      site("prefix: a.b"),
      {},
      "error user-data.yaml:4:13  stylus.site.prefix: a prefix holds letters, digits and hyphens only",
    ],
    [
      "look-around",
      site("deviceUIDPaths: [{ name: /sys/class/dmi/id/product_uuid, regex: '(?=x)' }]"),
      {},
      "error user-data.yaml:4:69  stylus.site.deviceUIDPaths[0].regex: not a regular expression of the RE2 syntax; RE2 has no look-around and no back-references",
    ],
    [
      "another source of IDs",
      site("deviceUIDPaths: [{ name: /etc/machine-id }]"),
      { purpose: "template" },
      "error user-data.yaml:4:22  stylus.site.deviceUIDPaths[0]: edgelab foresees Edge host IDs from the machine's UUID only; leave deviceUIDPaths out",
    ],
    [
      "a random name",
      site('name: "$random"'),
      { purpose: "template" },
      "error user-data.yaml:4:11  stylus.site.name: a random name cannot be foreseen, and edgelab waits for exact Edge host IDs; leave the name out",
    ],
    [
      "one name for many",
      site("name: edge-1"),
      { purpose: "template" },
      "error user-data.yaml:4:11  stylus.site.name: every host of the template would have the same Edge host ID; give it to one host in its own user-data",
    ],
    [
      "a fixed name in a one-host template",
      site("name: edge-1"),
      { purpose: "template", hosts: 1 },
      "warning user-data.yaml:4:11  stylus.site.name: every host of the template would have the same Edge host ID; give it to one host in its own user-data",
    ],
    [
      "one host name for a group",
      site("hostName: one"),
      { hosts: 2 },
      "error user-data.yaml:4:15  stylus.site.hostName: every host of the group would have the same host name; give it to one host in its own user-data",
    ],
    [
      "one address for many",
      site("network: { interfaces: { ens160: { type: static, ipAddress: 10.0.20.5/24 } } }"),
      { purpose: "template" },
      "error user-data.yaml:4:65  stylus.site.network.interfaces.ens160.ipAddress: every host of the template would have the same address; give it to one host in its own user-data",
    ],
    [
      "an address without a prefix",
      site("network: { interfaces: { ens160: { type: static, ipAddress: 10.0.20.5 } } }"),
      {},
      'error user-data.yaml:4:65  stylus.site.network.interfaces.ens160.ipAddress: an address needs its prefix length or a mask; expected an address such as "10.0.20.31/24"',
    ],
    [
      "no address at all",
      site("network: { interfaces: { ens160: { type: static } } }"),
      {},
      "error user-data.yaml:4:38  stylus.site.network.interfaces.ens160: a static interface needs an ipAddress",
    ],
    [
      "an unknown interface type",
      site("network: { interfaces: { ens160: { type: fixed } } }"),
      {},
      "error user-data.yaml:4:46  stylus.site.network.interfaces.ens160.type: unknown type of interface; expected dhcp or static",
    ],
    [
      "reboot and poweroff",
      "#cloud-config\ninstall: { reboot: true, poweroff: true }\n",
      {},
      "error user-data.yaml:2:20  install.reboot: reboot and poweroff are both true, and reboot wins; keep one",
    ],
    [
      "a template that reboots",
      "#cloud-config\ninstall: { reboot: true }\n",
      { purpose: "template" },
      "warning user-data.yaml:2:20  install.reboot: a template's installation always ends in power-off: edgelab sets `poweroff: true` and `reboot: false`",
    ],
    [
      "yes as a boolean",
      "#cloud-config\ninstall: { poweroff: yes }\n",
      {},
      "error user-data.yaml:2:22  install.poweroff: wrong type; expected true or false",
    ],
    [
      "a nameless partition",
      "#cloud-config\ninstall: { extra-partitions: [{ size: 100 }] }\n",
      {},
      "error user-data.yaml:2:31  install.extra-partitions[0]: an extra partition needs a name",
    ],
    [
      "two growing partitions",
      "#cloud-config\ninstall: { extra-partitions: [{ name: a, size: 0 }, { name: b, size: 0 }] }\n",
      {},
      "error user-data.yaml:2:10  install: only one partition can have size 0, the rest of the disk; found 2",
    ],
    [
      "persistent without fs",
      "#cloud-config\ninstall: { partitions: { persistent: { size: 10 } } }\n",
      {},
      "error user-data.yaml:2:38  install.partitions.persistent: the persistent partition needs `fs` beside `size`; for example `fs: ext4`",
    ],
    [
      "an unknown mode",
      stylus("managementMode: centrl"),
      {},
      "error user-data.yaml:3:19  stylus.managementMode: unknown mode; expected central or local",
    ],
    [
      "local mode in a template",
      stylus("managementMode: local"),
      { purpose: "template" },
      "error user-data.yaml:3:19  stylus.managementMode: hosts in this mode never register with Palette; set managementMode to central",
    ],
    [
      "an old name",
      stylus("installationMode: connected"),
      {},
      "warning user-data.yaml:3:3  stylus.installationMode: an older name; use managementMode: central (connected) or local (airgap)",
    ],
    [
      "a key of a docs table that is none",
      site("siteNetwork: {}"),
      {},
      "warning user-data.yaml:4:5  stylus.site.siteNetwork: not a setting of the agent; use stylus.site.network",
    ],
    [
      "a certificate that is none",
      site("caCerts: [abc]"),
      {},
      "error user-data.yaml:4:15  stylus.site.caCerts[0]: not a certificate in PEM form; expected -----BEGIN CERTIFICATE----- and what follows",
    ],
    [
      "a token in a template",
      site("edgeHostToken: s3cr3t"),
      { purpose: "template" },
      "error user-data.yaml:4:20  stylus.site.edgeHostToken: a registration token in a template is readable by everyone who can clone it; leave it out: edgelab gives each host its own, or allow it with --token-in-template",
    ],
    [
      "registry credentials in a template",
      stylus("registryCredentials: { domain: d, username: u, password: s3cr3t }"),
      { purpose: "template" },
      "error user-data.yaml:3:60  stylus.registryCredentials.password: registry credentials in a template can be read by everyone who can clone it; use registration.registries of the lab file, or allow it with --secrets-in-template",
    ],
    [
      "a user's password in a template",
      "#cloud-config\nusers: [{ name: kairos, passwd: s3cr3t }]\n",
      { purpose: "template" },
      "error user-data.yaml:2:33  users[0].passwd: a user's password in a template can be read by everyone who can clone it; use ssh_authorized_keys, or allow it with --secrets-in-template",
    ],
    [
      "a stage's user with a password",
      "#cloud-config\nstages: { initramfs: [{ users: { kairos: { passwd: s3cr3t } } }] }\n",
      { purpose: "template" },
      "error user-data.yaml:2:52  stages.initramfs[0].users.kairos.passwd: a user's password in a template can be read by everyone who can clone it; use ssh_authorized_keys, or allow it with --secrets-in-template",
    ],
    [
      "a feature gate's older name",
      stylus("featureGate: 'UserDataForm,EnableUserdataForm'"),
      {},
      "warning user-data.yaml:3:16  stylus.featureGate: EnableUserdataForm is an older name; use UserDataForm",
    ],
    [
      "a misspelt feature gate",
      stylus("featureGate: UserDataFrom"),
      {},
      'warning user-data.yaml:3:16  stylus.featureGate: a feature gate that is not documented; expected names out of UserDataForm, DisableWorkerNodeCapReconcile, with commas between them; did you mean "UserDataForm"?',
    ],
    [
      "a port that is none",
      stylus("localUI: { port: 70000 }"),
      {},
      "error user-data.yaml:3:20  stylus.localUI.port: no port; expected 1 to 65535; found 70000",
    ],
    [
      "a negative limit",
      stylus("localUI: { login: { lockoutDurationInMinutes: -1 } }"),
      {},
      "error user-data.yaml:3:49  stylus.localUI.login.lockoutDurationInMinutes: a negative number; expected 0 or more",
    ],
    ["a relative root", stylus("path: opt"), {}, "error user-data.yaml:3:9  stylus.path: not an absolute path"],
    [
      "another root",
      stylus("path: /opt/agent"),
      {},
      "warning user-data.yaml:3:9  stylus.path: another root than / has known issues in the agent; leave it out unless the hosts need it",
    ],
    [
      "a registry with a scheme",
      stylus("registryCredentials: { domain: 'https://r.example', username: u, password: p }"),
      {},
      'error user-data.yaml:3:34  stylus.registryCredentials.domain: a registry\'s domain is a host name, without a scheme; for example "registry.example.com" or "10.10.254.254:8000/spectro-images"',
    ],
    [
      "half of a registry's credentials",
      stylus("externalRegistries: { registries: [{ domain: r.example, username: u }] }"),
      {},
      "error user-data.yaml:3:38  stylus.externalRegistries.registries[0]: a user name without a password",
    ],
    [
      "the other half",
      stylus("externalRegistries: { registries: [{ domain: r.example, password: p }] }"),
      {},
      "error user-data.yaml:3:38  stylus.externalRegistries.registries[0]: a password without a user name",
    ],
    [
      "a registry of no domain",
      stylus("externalRegistries: { registries: [{ username: u, password: p }] }"),
      {},
      "error user-data.yaml:3:38  stylus.externalRegistries.registries[0]: a registry needs its domain",
    ],
    [
      "a part of a registry, which another file completes",
      stylus("registryCredentials: { username: u, password: p }"),
      {},
      "warning user-data.yaml:3:24  stylus.registryCredentials: a registry needs its domain",
    ],
    [
      "a password that is said to be encoded",
      stylus("registryCredentials: { domain: r, username: u, password: 'p ss', encodedPassword: true }"),
      {},
      "error user-data.yaml:3:60  stylus.registryCredentials.password: encodedPassword is true, but the password is not in base64; encode it, or leave encodedPassword out",
    ],
    [
      "a registry's certificate that is none",
      stylus("externalRegistries: { registries: [{ domain: r, certificates: [abc] }] }"),
      {},
      "error user-data.yaml:3:66  stylus.externalRegistries.registries[0].certificates[0]: not a certificate in PEM form; expected -----BEGIN CERTIFICATE----- and what follows",
    ],
    [
      "a registry twice",
      stylus("externalRegistries: { registries: [{ domain: r.example }, { domain: r.example }] }"),
      {},
      "warning user-data.yaml:3:61  stylus.externalRegistries.registries[1]: the same registry is there twice",
    ],
    [
      "a mapping with a scheme",
      stylus("externalRegistries: { registryMappingRules: { us-docker.pkg.dev: 'https://r.example' } }"),
      {},
      "error user-data.yaml:3:68  stylus.externalRegistries.registryMappingRules.us-docker.pkg.dev: image names have no scheme; leave https:// out",
    ],
    [
      "a mapping to a registry that is not there",
      stylus("externalRegistries: { registries: [{ domain: r.example/a }], registryMappingRules: { x: s.example/b } }"),
      {},
      "warning user-data.yaml:3:91  stylus.externalRegistries.registryMappingRules.x: maps to a registry that is not among externalRegistries.registries; add it there if it wants credentials or has a certificate of its own",
    ],
    [
      "a host name that is no node's",
      site("hostName: Edge_1"),
      {},
      "warning user-data.yaml:4:15  stylus.site.hostName: it becomes the node's name, which Kubernetes wants in lower-case letters, digits, hyphens and dots",
    ],
    [
      "a registration URL without a scheme",
      site("registrationURL: register.example.com"),
      {},
      "error user-data.yaml:4:22  stylus.site.registrationURL: not a URL; expected http:// or https:// and what follows",
    ],
    [
      "a proxy without a scheme",
      site("network: { httpsProxy: 'proxy.example.com:3128' }"),
      {},
      'warning user-data.yaml:4:28  stylus.site.network.httpsProxy: a proxy is given as a URL; for example "http://proxy.example.com:3128"',
    ],
    [
      "exceptions with blanks",
      site("network: { noProxy: '10.0.0.0/8, .example.com' }"),
      {},
      "warning user-data.yaml:4:25  stylus.site.network.noProxy: one text with commas and no blanks between its parts",
    ],
    [
      "a name server by name",
      site("network: { interfaces: { ens160: { type: dhcp, nameserver: dns.example.com } } }"),
      {},
      "error user-data.yaml:4:64  stylus.site.network.interfaces.ens160.nameserver: a name server is given by its IP address",
    ],
    [
      "a mask that is none",
      site("network: { interfaces: { ens160: { type: static, ipAddress: 10.0.20.5, mask: 255.0.255.0 } } }"),
      {},
      'error user-data.yaml:4:82  stylus.site.network.interfaces.ens160.mask: not a network mask; expected a mask such as "255.255.255.0"',
    ],
    [
      "a gateway out of reach",
      site(
        "network: { interfaces: { ens160: { type: static, ipAddress: 10.0.20.5, mask: 255.255.255.0, gateway: 10.0.21.1 } } }",
      ),
      {},
      "error user-data.yaml:4:106  stylus.site.network.interfaces.ens160.gateway: the gateway is outside the interface's network",
    ],
    [
      "a broadcast address",
      site("network: { interfaces: { ens160: { type: static, ipAddress: 10.0.20.255/24 } } }"),
      {},
      "error user-data.yaml:4:65  stylus.site.network.interfaces.ens160.ipAddress: the address of the network itself, or its broadcast address",
    ],
    [
      "tags from no file",
      site("tagsFromFile: { delimiter: ',' }"),
      {},
      "error user-data.yaml:4:19  stylus.site.tagsFromFile: tagsFromFile needs fileName",
    ],
    [
      "a date that no calendar has",
      site("users: [{ name: a, passwordExpiry: 2026-02-30 }]"),
      {},
      "error user-data.yaml:4:40  stylus.site.users[0].passwordExpiry: not a date; expected YYYY-MM-DD",
    ],
    [
      "a misspelt section",
      "#cloud-config\nstylis: {}\n",
      {},
      'warning user-data.yaml:2:1  stylis: unknown section; did you mean "stylus"?',
    ],
    [
      "a disk that is none",
      "#cloud-config\ninstall: { device: sda }\n",
      {},
      "error user-data.yaml:2:20  install.device: not a disk; expected /dev/..., script://..., or auto for the largest disk",
    ],
    [
      "a mount that is not absolute",
      "#cloud-config\ninstall: { bind_mounts: [var/lib] }\n",
      {},
      "error user-data.yaml:2:26  install.bind_mounts[0]: not an absolute path",
    ],
    [
      "a size as a text",
      "#cloud-config\ninstall: { partitions: { oem: { size: 5G } } }\n",
      {},
      "error user-data.yaml:2:39  install.partitions.oem.size: wrong type; expected a whole number; found a text",
    ],
    [
      "users in the form of a stage",
      "#cloud-config\nusers: { kairos: { groups: [admin] } }\n",
      {},
      "error user-data.yaml:2:8  users: wrong type; expected a list of users, each with a name; found a map",
    ],
    [
      "a stage's users in the form of cloud-init",
      "#cloud-config\nstages: { initramfs: [{ users: [{ name: kairos }] }] }\n",
      {},
      "error user-data.yaml:2:32  stages.initramfs[0].users: wrong type; expected a map of users by their names: only the top-level `users` is a list; found a list",
    ],
    [
      "a stage that is no list",
      "#cloud-config\nstages: { boot: { commands: [] } }\n",
      {},
      "error user-data.yaml:2:17  stages.boot: wrong type; expected a list of steps; found a map",
    ],
    [
      "a key that is there twice",
      stylus("debug: true", "debug: false"),
      {},
      'error user-data.yaml:4:3  the key "debug" is there twice',
    ],
  ])("reports %s", (_, text, options, expected) => {
    expect(check(text, options)).toEqual([expected]);
  });

  it("tells modes that contradict each other, beside the older name of one", () => {
    expect(check(stylus("managementMode: central", "installationMode: airgap"))).toEqual([
      expect.stringContaining("an older name"),
      "error user-data.yaml:4:21  stylus.installationMode: says the opposite of managementMode; remove it: managementMode is its present name",
    ]);
  });

  it("wants a site's endpoint and token, unless the host is local", () => {
    const missing = (key: string) =>
      `error user-data.yaml:4:5  stylus.site: stylus.site.${key} is missing: the host cannot register`;
    expect(check(site("tags: {}"), { purpose: "site" })).toEqual([
      missing("paletteEndpoint"),
      missing("edgeHostToken"),
    ]);
    expect(check(stylus("managementMode: local"), { purpose: "site" })).toHaveLength(1);
  });

  it("never shows a value", () => {
    const text = `#cloud-config\nusers: [{ passwd: s3cr3t }]\nstylus: { registryCredentials: { password: 5318008 }, site: { edgeHostToken: [s3cr3t], name: "s3cr3t.x" } }\n`;
    expect(check(text, { purpose: "template" }).join("\n")).not.toMatch(/s3cr3t|5318008/);
  });

  it("survives an alias bomb", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      ..."bcdefghi".split("").map((key, index) => `${key}: &${key} [${`*${"abcdefgh"[index]},`.repeat(9)}]`),
    ];
    expect(check(`#cloud-config\n${bomb.join("\n")}\n`)).toEqual([
      "error user-data.yaml:2:1  aliases (*name) repeat anchored values far too often; write the values out: a small file must not stand for a huge one",
    ]);
  });
});

describe("mergeUserData", () => {
  const merge = (...texts: string[]) => parse(mergeUserData(...texts)) as unknown;

  it.each([
    ["maps merge", "a: { b: 1 }", "a: { c: 2 }", { a: { b: 1, c: 2 } }],
    ["scalars are replaced", "a: 1", "a: 2", { a: 2 }],
    ["lists of maps are concatenated", "a: [{ n: 1 }]", "a: [{ n: 1 }]", { a: [{ n: 1 }, { n: 1 }] }],
    ["other lists are united", "a: [x, y]", "a: [y, z]", { a: ["x", "y", "z"] }],
    ["null empties a text", "a: x", "a:", { a: "" }],
    ["null empties a map", "a: { b: 1 }", "a: ~", { a: {} }],
    ["null empties a boolean", "a: true", "a: null", { a: false }],
    ["something replaces null", "a:", "a: { b: 1 }", { a: { b: 1 } }],
    ["an empty text changes nothing", "a: 1", "#cloud-config\n# nothing\n", { a: 1 }],
  ])("%s", (_, before, after, expected) => {
    expect(merge(before, after)).toEqual(expected);
  });

  it("writes the header first, and each scalar as it was spelled", () => {
    const text = mergeUserData(
      "#cloud-config\nstages:\n  boot:\n    - files: [{ path: /x, permissions: 0644 }]\n      commands:\n        - |\n          echo hi\n          # yes\nanswer: yes\n",
      'install: { device: "" }',
    );
    expect(text.startsWith("#cloud-config\nstages:")).toBe(true);
    expect(text.match(/cloud-config/g)).toHaveLength(1);
    expect(text).toContain("permissions: 0644");
    expect(text).toContain("answer: yes");
    expect(text).toContain('device: ""');
    expect(text).toContain("echo hi\n          # yes\n");
  });

  it("writes aliases out, so that merged texts cannot borrow each other's anchors", () => {
    expect(merge("a: &x { k: 1 }\nb: *x", "c: &x { k: 2 }\nd: *x")).toEqual({
      a: { k: 1 },
      b: { k: 1 },
      c: { k: 2 },
      d: { k: 2 },
    });
  });

  it("refuses one key with two kinds of value", () => {
    expect(() => merge("stylus: { site: {} }", "stylus: { site: [] }")).toThrow(
      "Cannot merge the user-data. In one text stylus.site is a map, in the next a list.",
    );
    expect(() => merge("a: 1", "- b")).toThrow("It is a list, not a map of settings.");
  });
});

describe("templateUserData", () => {
  it("powers off at the end, whatever the text says", () => {
    const text = templateUserData("#cloud-config\ninstall: { reboot: true, device: /dev/sda }\n");
    expect(parse(text)).toEqual({ install: { poweroff: true, reboot: false, device: "/dev/sda" } });
  });

  it("refuses a token unless told otherwise, and does not show it", () => {
    const text = site("edgeHostToken: s3cr3t");
    expect(() => templateUserData(text, { file: "u.yaml" })).toThrow(
      /^The user-data u\.yaml cannot go into a template\. u\.yaml:4:20/,
    );
    expect(() => templateUserData(text)).toThrow(/^((?!s3cr3t).)*$/s);
    expect(() => templateUserData(text)).toThrow(EdgelabError);
    expect(templateUserData(text, { allowToken: true })).toContain("s3cr3t");
  });
});

describe("siteUserData", () => {
  const minimal = {
    endpoint: "https://api.spectrocloud.com",
    token: new Secret("tok"),
    tags: {},
    nics: [{ name: "ens160", address: "dhcp" as const }],
  };

  it("is short when nothing special is asked for", () => {
    expect(siteUserData({ ...minimal, projectName: "Default" })).toBe(
      '#cloud-config\nstylus:\n  site:\n    paletteEndpoint: "api.spectrocloud.com"\n    edgeHostToken: "tok"\n    projectName: "Default"\n',
    );
  });

  it("says everything that a host must know, and passes its own check", () => {
    const text = siteUserData({
      endpoint: "https://127.0.0.1:8443/",
      token: new Secret("0123"),
      projectUid: "66e0a1b2c3d4e5f601234567",
      tags: { "edgelab-lab": "demo", floor: "3" },
      caCerts: ["-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"],
      insecureSkipVerify: true,
      disableAutoRegister: true,
      nics: [
        { name: "ens160", address: { ip: "10.0.20.31", prefix: 24, gateway: "10.0.20.1", nameservers: ["10.0.20.1"] } },
        { name: "ens192", address: "dhcp" },
      ],
      nameservers: ["10.0.20.1"],
      ntpServers: ["ntp.example.com"],
      proxy: { https: "http://proxy.example.com:3128", noProxy: "10.0.0.0/8,.example.com" },
      registries: [
        { domain: "a.example.com", username: "u", password: new Secret("p"), insecure: true },
        { domain: "b.example.com", username: "u", password: new Secret("q"), insecure: false },
      ],
      userData: "#cloud-config\nstylus: { site: { tags: { rack: r1 }, hostName: demo-1 } }\n",
    });
    expect(parse(text)).toEqual({
      stylus: {
        externalRegistries: {
          registries: [
            { domain: "a.example.com", username: "u", password: "p", insecure: true },
            { domain: "b.example.com", username: "u", password: "q" },
          ],
        },
        site: {
          paletteEndpoint: "127.0.0.1:8443",
          edgeHostToken: "0123",
          projectUid: "66e0a1b2c3d4e5f601234567",
          disableAutoRegister: true,
          insecureSkipVerify: true,
          caCerts: ["-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"],
          ntpServers: ["ntp.example.com"],
          tags: { "edgelab-lab": "demo", floor: "3", rack: "r1" },
          hostName: "demo-1",
          network: {
            httpsProxy: "http://proxy.example.com:3128",
            noProxy: "10.0.0.0/8,.example.com",
            nameserver: "10.0.20.1",
            interfaces: {
              ens160: { type: "static", ipAddress: "10.0.20.31/24", gateway: "10.0.20.1", nameserver: "10.0.20.1" },
              ens192: { type: "dhcp" },
            },
          },
        },
      },
    });
    expect(checkUserData(text, { purpose: "site" })).toEqual([]);
  });

  it("gives one registry as registryCredentials", () => {
    const registries = [{ domain: "d", username: "u", password: new Secret("p"), insecure: false }];
    expect(parse(siteUserData({ ...minimal, registries }))).toHaveProperty("stylus.registryCredentials", {
      domain: "d",
      username: "u",
      password: "p",
    });
  });
});
