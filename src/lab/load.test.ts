import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EdgelabError } from "../core/errors.ts";
import { formatProblem } from "../core/problem.ts";
import { type Lab, type LoadOptions, loadLab } from "./index.ts";
import { LabInvalidError } from "./lab-invalid-error.ts";

const shipped = fileURLToPath(new URL("../../labs", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-lab-"));
});
afterEach(() => rm(folder, { recursive: true }));

const options = (over: Partial<LoadOptions> = {}): LoadOptions => ({
  env: { HOME: "/home/anna" },
  cwd: folder,
  user: "Anna",
  signal: new AbortController().signal,
  ...over,
});

const profile = `name: p
packs:
  - { name: edge-native-byoi, layer: os, tag: 2.1.0 }
  - { name: edge-k3s, layer: k8s, tag: 1.33.5 }
  - { name: cni-calico, layer: cni, tag: 3.30.x }
  - { name: app, layer: addon, manifests: [./app.yaml] }
`;
const app = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80 }] }
`;
const sections = {
  name: "demo",
  hosts: "{ demo: { count: 3 } }",
  profile: "./profile.yaml",
  cluster: "{ name: c, vip: 10.0.20.100, controlPlane: { hosts: [demo-1] }, workers: [{ hosts: [demo-2, demo-3] }] }",
};
type Sections = Readonly<Record<string, string | undefined>>;

/** A good lab with some of its sections replaced; each section is one line, and further ones follow. */
const labText = (changes: Sections = {}) =>
  Object.entries({ ...sections, ...changes })
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => `${key}: ${text}\n`)
    .join("");

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries({ "profile.yaml": profile, "app.yaml": app, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function load(
  changes: Sections,
  files: Readonly<Record<string, string>> = {},
  over: Partial<LoadOptions> = {},
): Promise<{ lab: Lab; warnings: string[] }> {
  await write({ "lab.yaml": labText(changes), ...files });
  const { lab, warnings } = await loadLab("lab.yaml", options(over));
  return { lab, warnings: warnings.map((warning) => formatProblem(warning, { relativeTo: folder })) };
}

async function mistakes(
  changes: Sections,
  files: Readonly<Record<string, string>> = {},
  over: Partial<LoadOptions> = {},
): Promise<string[]> {
  const error = await load(changes, files, over).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LabInvalidError)) throw new Error("not an invalid lab", { cause: error });
  return (error.details.why ?? "").split("\n");
}

describe("the labs that are shipped", () => {
  it.each(["tutorial", "single-node", "ha", "custom-registry", "qa-matrix"])("%s", async (name) => {
    const { lab, warnings } = await loadLab(name, options({ cwd: shipped, env: {} }));
    expect(warnings).toEqual([]);
    expect(lab.checks).toMatchObject([{ service: "hello-universe-service", port: 8080, path: "/", expectStatus: 200 }]);
    expect(lab.template.hardware).toMatchObject({
      diskGiB: 150,
      version: "vmx-14",
      firmware: "bios",
      scsiController: "pvscsi",
    });
    const pooled = [lab.cluster.controlPlane, ...lab.cluster.workers].flatMap(({ hosts }) => hosts);
    expect(pooled.toSorted()).toEqual(lab.hosts.map((host) => host.name).toSorted());
  });

  it("the tutorial, as the phases see it", async () => {
    const { lab } = await loadLab("tutorial/lab.yaml", options({ cwd: shipped, env: { HOME: "/home/anna" } }));
    expect(lab).toMatchObject({
      name: "docs-tutorial",
      instance: "anna",
      target: "sandbox",
      file: join(shipped, "tutorial/lab.yaml"),
      workDir: join(shipped, "tutorial/.edgelab/docs-tutorial-anna"),
      sandboxDir: "/home/anna/.local/state/edgelab/sandbox",
      vcenter: {
        server: undefined,
        datacenter: "DC0",
        cluster: "Edge",
        resourcePool: "edge-lab",
        folder: "Labs/edge",
        datastore: "nvme-01",
        network: "VM Network",
        transport: "native",
      },
      palette: { endpoint: undefined, project: "Default", apiKey: undefined },
      installer: { iso: undefined },
      registration: { mode: "auto", token: "find-or-create", registries: [] },
      network: { cidr: "10.0.20.0/24", gateway: "10.0.20.1" },
      profile: {
        name: "docs-ubuntu-k3s",
        version: "1.0.0",
        packs: [
          {
            name: "edge-native-byoi",
            layer: "os",
            type: "spectro",
            registry: undefined,
            mergeValues: { options: { "system.osVersion": "22.04" } },
          },
          { name: "edge-k3s", tag: "1.33.5" },
          { name: "cni-calico", tag: "3.30.x" },
          { name: "hello-universe", type: "manifest", tag: undefined, manifests: [{ name: "hello-universe" }] },
        ],
      },
      cluster: {
        name: "docs-tutorial-cluster",
        controlPlane: { name: "control-plane-pool", hosts: ["demo-1"], useAsWorker: false },
        workers: [{ name: "worker-pool", hosts: ["demo-2", "demo-3"] }],
      },
      limits: { hostCloneUnits: 8, provisionTimeoutMs: 3_600_000 },
    });
    expect(lab.cluster.vips).toHaveLength(20);
    expect(lab.hosts).toHaveLength(3);
    expect(lab.hosts[0]).toMatchObject({
      name: "demo-1",
      group: "demo",
      nics: [{ name: "ens160", network: undefined, address: "dhcp" }],
      tags: {},
      userData: undefined,
    });
  });

  it("the tutorial on a vCenter", async () => {
    const env = {
      VCENTER_SERVER: "vc.example.com",
      GOVC_USERNAME: "anna",
      GOVC_PASSWORD: "pw",
      PALETTE_API_KEY: "key",
    };
    const { lab, warnings } = await loadLab(
      "tutorial",
      options({ cwd: shipped, env, overrides: { target: "vsphere" } }),
    );
    expect(lab.vcenter.server).toBe("https://vc.example.com/sdk");
    expect(lab.palette.endpoint).toBe("https://api.spectrocloud.com");
    expect(lab.installer.iso).toBe(join(shipped, "tutorial/build/palette-edge-installer.iso"));
    expect(warnings.map(({ message }) => message)).toEqual(["no such file: ./build/palette-edge-installer.iso"]);
  });

  it("qa-matrix has hosts of two sizes, and one with user-data of its own", async () => {
    const { lab } = await loadLab("qa-matrix", options({ cwd: shipped }));
    expect(lab.registration.mode).toBe("precreate");
    expect(lab.hosts).toMatchObject([
      { name: "small-1", cpus: 2, memoryMiB: 8192, userData: undefined },
      { name: "small-2", cpus: 2 },
      { name: "large-1", cpus: 8, memoryMiB: 16_384, tags: { size: "large" }, userData: undefined },
      {
        name: "large-2",
        cpus: 8,
        tags: { size: "large", rack: "r2" },
        userData: expect.stringContaining("hostName: large-two") as string,
      },
    ]);
  });

  it("custom-registry takes packs by registry, and credentials from the environment", async () => {
    const { lab } = await loadLab(
      "custom-registry",
      options({ cwd: shipped, env: { EDGE_REGISTRY_PASSWORD: "s3cr3t", EDGE_PACK_REGISTRY: "Mine" } }),
    );
    expect(lab.profile.packs.map(({ registry }) => registry)).toEqual([
      { name: "Mine" },
      { name: "Mine", kind: "oci" },
      undefined,
      undefined,
    ]);
    expect(lab.registration.registries[0]?.password.reveal()).toBe("s3cr3t");
    expect(JSON.stringify(lab)).not.toContain("s3cr3t");
  });
});

describe("ten mistakes", () => {
  it("are reported at once, each with its place and what to do", async () => {
    await write({
      "lab.yaml": `name: My_Lab
instal: {}
network: { cidr: 10.0.20.0/24, cidr: 10.0.20.0/24 }
template: { hardware: { diskGiB: 50 } }
installer: { userData: ./user-data.yaml }
hosts:
  demo: { cuont: 3 }
profile: ./profil.yaml
cluster:
  name: c
  vip: 10.0.21.100
  controlPlane: { hosts: [demo-1] }
  workers: [{ hosts: [demo-1] }]
checks: [{ service: web }]
`,
      "user-data.yaml": "stylus: {}\n",
    });
    const error = await loadLab(".", options()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LabInvalidError);
    const { code, exitCode, details } = error as LabInvalidError;
    expect([code, exitCode]).toEqual(["LAB_INVALID", 3]);
    expect(`${details.what}\n${details.why}`).toMatchInlineSnapshot(`
      "The lab lab.yaml has 10 mistakes.
      lab.yaml:1:7  name: not valid; expected at most 40 lower-case letters, digits and hyphens, beginning with a letter; found "My_Lab"
      lab.yaml:2:1  instal: unknown setting; did you mean "installer"?
      lab.yaml:3:32  the key "cidr" is there twice
      lab.yaml:4:34  template.hardware.diskGiB: not valid; expected at least 60; found 50
      lab.yaml:7:11  hosts.demo.cuont: unknown setting; did you mean "count"?
      lab.yaml:8:10  profile: no such file: ./profil.yaml; did you mean "profile.yaml"?
      lab.yaml:11:8  cluster.vip: 10.0.21.100 is outside the network; expected an address in 10.0.20.0/24
      lab.yaml:13:23  cluster.workers[0].hosts[0]: host demo-1 is in the control plane already; each host is in one pool at most
      lab.yaml:14:10  checks[0].port: missing; expected a whole number
      user-data.yaml:1:1  the header \`#cloud-config\` is missing, so the installer ignores the file; make \`#cloud-config\` the first line"
    `);
  });
});

describe("what is no lab", () => {
  const failure = async (path: string) => {
    const error = await loadLab(path, options()).catch((thrown: unknown) => thrown);
    if (!(error instanceof EdgelabError)) throw error;
    return [error.code, error.details.what, error.details.why, error.details.next];
  };

  it("nothing there", async () => {
    await write({ "labs/tutorial/lab.yaml": labText() });
    expect(await failure("labs/tutrial")).toEqual([
      "LAB_NOT_FOUND",
      "There is no lab at labs/tutrial.",
      "Neither a file nor a folder has that name.",
      "Did you mean labs/tutorial?",
    ]);
  });

  it("a folder without a lab.yaml", async () => {
    await write({ "x/lab.yml": labText() });
    expect(await failure("x")).toEqual([
      "LAB_NOT_FOUND",
      "The folder x holds no lab.yaml.",
      "A folder is a lab when there is a lab.yaml in it.",
      "Did you mean x/lab.yml?",
    ]);
  });

  it("a lab.yaml that is a folder", async () => {
    await mkdir(join(folder, "lab.yaml"));
    expect((await failure("."))[0]).toBe("LAB_NOT_FOUND");
  });

  it.each<[string, string | Uint8Array, string]>([
    ["a binary", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]), "x.yaml is not a text file."],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x6e, 0]), "x.yaml is UTF-16, expected UTF-8."],
    ["Latin-1", new Uint8Array([0x6e, 0xe4]), "x.yaml is not UTF-8 text."],
    ["too long", "#".repeat(1_048_577), "x.yaml is longer than 1048576 bytes."],
    ["empty", "", "x.yaml:1:1  the file is empty; expected a map of settings such as name, hosts and cluster"],
    ["prose", "hello\n", "x.yaml:1:1  not a lab; expected a map of settings such as name, hosts and cluster"],
    [
      "not YAML",
      "name: [a\nhosts: }\n",
      expect.stringMatching(/^x\.yaml:2:1 {2}not valid YAML: /) as unknown as string,
    ],
    ["nested without end", "[".repeat(100_000), "x.yaml:1:1  the file is nested too deeply to be read"],
    [
      "an alias bomb",
      [
        "a: &a [x,x,x,x,x,x,x,x,x]",
        ..."bcdefghi".split("").map((key, index) => `${key}: &${key} [${`*${"abcdefgh"[index]},`.repeat(9)}]`),
      ].join("\n"),
      "x.yaml:1:1  aliases (*name) repeat anchored values far too often; write the values out: a small file must not stand for a huge one",
    ],
  ])("%s", async (_, content, why) => {
    await write({ "x.yaml": content });
    const [code, , found] = await failure("x.yaml");
    expect(code).toBe("LAB_INVALID");
    expect(found?.split("\n")[0]).toEqual(why);
  });
});

describe("variables", () => {
  const vsphere = {
    vcenter: "{ server: '${VC}', username: '${VC_USER}', password: '${VC_PASSWORD}' }",
    installer: "{ iso: ./x.iso }",
    network: "{ cidr: 10.0.20.0/24 }",
  };

  it("stand for what the environment says, numbers too", async () => {
    const { lab } = await load(
      { hosts: "{ demo: { count: '${COUNT}', memoryMiB: '${MEMORY:-8192}' } }", name: "lab-${ID:-7}" },
      {},
      { env: { COUNT: "3" } },
    );
    expect(lab.name).toBe("lab-7");
    expect(lab.hosts).toHaveLength(3);
    expect(lab.hosts[0]?.memoryMiB).toBe(8192);
  });

  it("cannot break the file", async () => {
    const { lab } = await load(
      { cluster: sections.cluster.replace("name: c", "name: c, description: '${TEXT}'") },
      {},
      { env: { TEXT: "x, y: [z # '" } },
    );
    expect(lab.cluster.description).toBe("x, y: [z # '");
  });

  it("can be written as text with a second dollar", async () => {
    const { lab } = await load({
      cluster: sections.cluster.replace("name: c", () => "name: c, description: '$${HOME}'"),
    });
    expect(lab.cluster.description).toBe("${HOME}");
  });

  it("that are not set are named, with the nearest that is", async () => {
    expect(
      await mistakes({ name: "lab-${BUILD_IDD}", hosts: "{ demo: { count: '${}' } }" }, {}, { env: { BUILD_ID: "1" } }),
    ).toEqual([
      'lab.yaml:1:7  name: the environment variable BUILD_IDD is not set; did you mean "BUILD_ID"?; export it, or give a default: ${BUILD_IDD:-...}',
      "lab.yaml:2:25  hosts.demo.count: ${} names no variable; expected ${NAME} or ${NAME:-default}; write $${} for the text itself",
    ]);
  });

  it("that leave an option empty leave it out", async () => {
    const { lab } = await load({ network: "{ gateway: '${GATEWAY:-}', cidr: '${CIDR}' }" }, {}, { env: { CIDR: "" } });
    expect(lab.network).toMatchObject({ gateway: "10.0.20.1", cidr: "10.0.20.0/24" });
    expect(await mistakes({ name: "'${NAME:-}'" })).toEqual(["lab.yaml:1:7  name: missing; expected a text"]);
  });

  it("of the vCenter need not be set in the sandbox", async () => {
    expect((await load(vsphere)).lab.vcenter.server).toBeUndefined();
    expect(await mistakes(vsphere, {}, { overrides: { target: "vsphere" }, env: { PALETTE_API_KEY: "k" } })).toEqual([
      "lab.yaml:5:20  vcenter.server: the environment variable VC is not set; export it, or give a default: ${VC:-...}",
      "lab.yaml:5:39  vcenter.username: the environment variable VC_USER is not set; export it, or give a default: ${VC_USER:-...}",
      "lab.yaml:5:63  vcenter.password: the environment variable VC_PASSWORD is not set; export it, or give a default: ${VC_PASSWORD:-...}",
    ]);
  });

  it("do not show their values in messages, nor do secrets", async () => {
    const found = await mistakes(
      { name: "'${SECRET}'", hosts: "{ demo: { count: '${SECRET}' } }", registration: "{ token: 5318008 }" },
      {},
      { env: { SECRET: "S3CR3T" } },
    );
    expect(found).toEqual([
      "lab.yaml:1:7  name: not valid; expected at most 40 lower-case letters, digits and hyphens, beginning with a letter; found the value of ${SECRET}",
      "lab.yaml:2:25  hosts.demo.count: wrong type; expected a whole number; found the value of ${SECRET}",
      expect.stringContaining("registration.token: wrong type; expected a text; found a value that is not shown"),
    ]);
  });

  it("reach user-data, but not the shell in it", async () => {
    const userData =
      '#cloud-config\nstylus: { site: { tags: { city: "${CITY}" } } }\nstages: { boot: [{ commands: ["echo ${HOME}"], files: [{ permissions: 0644 }] }] }\n';
    const { lab } = await load({ installer: "{ userData: u.yaml }" }, { "u.yaml": userData }, { env: { CITY: "no" } });
    expect(lab.installer.userData).toContain('city: "no"');
    expect(lab.installer.userData).toContain("echo ${HOME}");
    expect(lab.installer.userData).toContain("permissions: 0644");
  });
});

describe("mistakes of form", () => {
  it.each<[string, Sections, string]>([
    ["missing", { cluster: undefined }, "lab.yaml:1:1  cluster: missing; expected a map of settings"],
    [
      "missing inside",
      { cluster: "{ vip: 10.0.20.100, controlPlane: { hosts: [demo] } }" },
      "lab.yaml:4:1  cluster.name: missing; expected a text",
    ],
    [
      "a number for a text",
      { cluster: sections.cluster.replace("name: c", "name: c, description: 1.30") },
      'lab.yaml:4:34  cluster.description: wrong type; expected a text; found 1.3; quote it: "1.30"',
    ],
    [
      "a misspelt value",
      { registration: "{ mode: precrate }" },
      'lab.yaml:5:23  registration.mode: unknown value; expected auto or precreate; found "precrate"; did you mean "precreate"?',
    ],
    [
      "an unknown setting",
      { checks: "[{ service: web, port: 80, foo: 1 }]" },
      "lab.yaml:5:36  checks[0].foo: unknown setting; expected service, namespace, port, path, expectStatus, timeout",
    ],
    [
      "a builder that there is not",
      { template: "{ builder: packer }" },
      'lab.yaml:5:22  template.builder: unknown value; expected vsphere or qemu or existing; found "packer"',
    ],
    [
      "a group's name",
      { hosts: "{ Demo: { count: 3 } }" },
      "lab.yaml:2:10  hosts.Demo: not a valid name; expected at most 30 lower-case letters, digits and hyphens, beginning with a letter",
    ],
    ["no hosts", { hosts: "{}" }, "lab.yaml:2:8  hosts: not valid; expected at least one group of hosts; found a map"],
    [
      "too few",
      { hosts: "{ demo: { count: 0 } }" },
      "lab.yaml:2:25  hosts.demo.count: not valid; expected at least 1; found 0",
    ],
    [
      "no address",
      { cluster: sections.cluster.replace("10.0.20.100", "10.0.20.256") },
      'lab.yaml:4:26  cluster.vip: not valid; expected an IPv4 address or a range such as 10.0.20.100-10.0.20.119; found "10.0.20.256"',
    ],
    [
      "a tag with two colons",
      { cluster: sections.cluster.replace("name: c", "name: c, tags: [a:b:c]") },
      'lab.yaml:4:28  cluster.tags[0]: not valid; expected a tag, or key:value with one colon; found "a:b:c"',
    ],
    [
      "edgelab's own tags",
      { hosts: "{ demo: { count: 3, tags: { edgelab-lab: x } } }" },
      "lab.yaml:2:36  hosts.demo.tags.edgelab-lab: not a valid name; expected a tag name without colons that does not begin with edgelab-",
    ],
    [
      "a duration",
      { limits: "{ taskTimeout: 5 minutes }" },
      'lab.yaml:5:24  limits.taskTimeout: not valid; expected a duration such as 90s, 20m or 1h; found "5 minutes"',
    ],
    [
      "a small disk",
      { template: "{ hardware: { diskGiB: 50 } }" },
      "lab.yaml:5:34  template.hardware.diskGiB: not valid; expected at least 60; found 50",
    ],
    [
      "a file that is not there",
      { profile: "./profil.yaml" },
      'lab.yaml:3:10  profile: no such file: ./profil.yaml; did you mean "profile.yaml"?',
    ],
    [
      "a file that is a folder",
      { template: "{ hardware: . }" },
      "lab.yaml:5:23  template.hardware: . is a directory, not a file",
    ],
    [
      "neither a file nor a profile",
      { profile: "[]" },
      "lab.yaml:3:10  profile: not valid; expected a text or a map of settings; found an empty list",
    ],
  ])("%s", async (_, changes, expected) => {
    expect(await mistakes(changes)).toEqual([expected]);
  });
});

describe("mistakes between settings", () => {
  const cluster = (text: string) => ({ cluster: `{ name: c, ${text} }` });
  const pools = "controlPlane: { hosts: [demo-1] }, workers: [{ hosts: [demo-2, demo-3] }]";

  it.each<[string, Sections, string]>([
    [
      "an unknown host",
      cluster("vip: 10.0.20.100, controlPlane: { hosts: [dmo-1] }"),
      'lab.yaml:4:63  cluster.controlPlane.hosts[0]: there is no host "dmo-1"; expected demo-1, demo-2, demo-3; did you mean "demo-1"?',
    ],
    [
      "a host in two pools",
      cluster("vip: 10.0.20.100, controlPlane: { hosts: [demo-1] }, workers: [{ hosts: [demo] }]"),
      "lab.yaml:4:94  cluster.workers[0].hosts[0]: host demo-1 is in the control plane already; each host is in one pool at most",
    ],
    [
      "a range beyond the group",
      cluster("vip: 10.0.20.100, controlPlane: { hosts: [demo-1] }, workers: [{ hosts: [demo-2..demo-4] }]"),
      'lab.yaml:4:94  cluster.workers[0].hosts[0]: there is no host "demo-4"; expected demo-1, demo-2, demo-3; did you mean "demo-1"?',
    ],
    [
      "two pools of one name",
      cluster(
        "vip: 10.0.20.100, controlPlane: { hosts: [demo-1] }, workers: [{ name: a, hosts: [demo-2] }, { name: a, hosts: [demo-3] }]",
      ),
      "lab.yaml:4:114  cluster.workers[1]: there are two pools named a",
    ],
    [
      "a VIP outside the network",
      cluster(`vip: [10.0.20.100, 10.0.21.100], ${pools}`),
      "lab.yaml:4:40  cluster.vip[1]: 10.0.21.100 is outside the network; expected an address in 10.0.20.0/24",
    ],
    [
      "a VIP that is the gateway",
      cluster(`vip: 10.0.20.1-10.0.20.5, ${pools}`),
      "lab.yaml:4:26  cluster.vip: 10.0.20.1 is the gateway's address",
    ],
    [
      "the broadcast address",
      cluster(`vip: 10.0.20.255, ${pools}`),
      "lab.yaml:4:26  cluster.vip: 10.0.20.255 is the network's broadcast address",
    ],
    [
      "a range backwards",
      cluster(`vip: 10.0.20.110-10.0.20.100, ${pools}`),
      "lab.yaml:4:26  cluster.vip: the range ends before it begins",
    ],
    [
      "a VIP twice",
      cluster(`vip: [10.0.20.100-105, 10.0.20.103], ${pools}`),
      "lab.yaml:4:44  cluster.vip[1]: 10.0.20.103 is there twice",
    ],
    [
      "a VIP that a host has",
      { hosts: "{ demo: { count: 3, addresses: 10.0.20.99-10.0.20.101 } }" },
      "lab.yaml:4:26  cluster.vip: 10.0.20.100 is the address of host demo-2",
    ],
    [
      "an address outside the network",
      { hosts: "{ demo: { count: 3, hosts: { demo-2: { address: 10.0.30.5 } } } }" },
      "lab.yaml:2:56  hosts.demo.hosts.demo-2.address: 10.0.30.5 is outside the network; expected an address in 10.0.20.0/24",
    ],
    [
      "one address for all",
      { hosts: "{ demo: { count: 3, nics: [{ address: 10.0.20.5 }] } }" },
      "lab.yaml:2:46  hosts.demo.nics[0].address: demo-1 has 10.0.20.5 already",
    ],
    [
      "too few addresses",
      { hosts: "{ demo: { count: 3, addresses: [10.0.20.5, 10.0.20.6] } }" },
      "lab.yaml:2:39  hosts.demo.addresses: too few addresses; expected 3, one for each host; found 2",
    ],
    [
      "two NICs of one name",
      { hosts: "{ demo: { count: 3, nics: [{ name: ens160, address: dhcp }, { name: ens160 }] } }" },
      "lab.yaml:2:68  hosts.demo.nics[1]: two NICs are named ens160",
    ],
    [
      "a host that its group has not",
      { hosts: "{ demo: { count: 3, hosts: { dmeo-1: {} } } }" },
      'lab.yaml:2:37  hosts.demo.hosts.dmeo-1: group demo has no such host; expected demo-1, demo-2, demo-3; did you mean "demo-1"?',
    ],
    [
      "a group named like a host",
      { hosts: "{ demo: { count: 3 }, demo-1: {} }" },
      "lab.yaml:2:30  hosts.demo-1: group demo has a host of the same name",
    ],
    [
      "another network than the sandbox's",
      { network: "{ cidr: 192.168.4.0/24 }", cluster: sections.cluster.replace("10.0.20.100", "192.168.4.9") },
      "lab.yaml:5:18  network.cidr: the sandbox's network is another one; expected 10.0.20.0/24; found 192.168.4.0/24",
    ],
    [
      "an existing template without a name",
      { template: "{ builder: existing }" },
      "lab.yaml:5:1  template.name: missing; expected the template's name, since the builder is existing",
    ],
    [
      "a name for a template that is built",
      { template: "{ name: t }" },
      "lab.yaml:5:13  template.name: only for an existing template; set template.builder to existing, or remove it",
    ],
    [
      "cores that do not divide",
      { template: "{ hardware: { cpus: 4, coresPerSocket: 3 } }" },
      "lab.yaml:5:23  template.hardware: 4 cpus are no multiple of 3 coresPerSocket",
    ],
  ])("%s", async (_, changes, expected) => {
    expect(await mistakes(changes)).toEqual(expected.split("|"));
  });

  it.each<[string, Sections, Record<string, string>, string]>([
    [
      "an even control plane",
      cluster("vip: 10.0.20.100, controlPlane: { hosts: [demo-1, demo-2] }, workers: [{ hosts: [demo-3] }]"),
      {},
      "lab.yaml:4:62  cluster.controlPlane.hosts: 2 control plane hosts tolerate no more failures than 1; use an odd number",
    ],
    [
      "a host in no pool",
      cluster("vip: 10.0.20.100, controlPlane: { hosts: [demo-1] }"),
      {},
      "lab.yaml:2:1  hosts: no pool uses demo-2, demo-3; they register, and stay free",
    ],
    [
      "EFI",
      { template: "{ hardware: { firmware: efi } }" },
      {},
      "lab.yaml:5:23  template.hardware: published Edge installers do not boot on every EFI firmware; use bios unless yours is known to",
    ],
    [
      "little memory",
      { hosts: "{ demo: { count: 3, memoryMiB: 4096 } }" },
      {},
      "lab.yaml:2:39  hosts.demo.memoryMiB: little memory for an Edge host; expected 8192 MiB or more; found 4096 MiB",
    ],
    [
      "several NICs with DHCP",
      { hosts: "{ demo: { count: 3, hosts: { demo-1: { nics: [{}, {}] } } } }" },
      {},
      "lab.yaml:2:54  hosts.demo.hosts.demo-1.nics[0].address: there are several NICs, and the first has no static address; Palette wants static addresses on hosts with several NICs",
    ],
    [
      "a check of no Service",
      { checks: "[{ service: wbe, port: 80 }]" },
      {},
      'lab.yaml:5:21  checks[0].service: no manifest of ./profile.yaml has Service wbe in namespace default; did you mean "web"?',
    ],
    [
      "a check of another port",
      { checks: "[{ service: web, port: 8080 }]" },
      {},
      "lab.yaml:5:32  checks[0].port: Service web has no port 8080; expected 80; found 8080",
    ],
    [
      "pod addresses on the hosts' network",
      {},
      {
        "profile.yaml": profile.replace(
          "tag: 1.33.5",
          "tag: 1.33.5, mergeValues: { cluster: { config: 'cluster-cidr: 10.0.0.0/16' } }",
        ),
      },
      "lab.yaml:1:1  network.cidr: the hosts' network overlaps the pod network 10.0.0.0/16 of the Kubernetes pack; change one of them: clusters with such an overlap stay in Provisioning",
    ],
    [
      "a token in the file",
      { registration: "{ token: abc }" },
      {},
      "lab.yaml:5:24  registration.token: a secret in a file is soon in a repository; write it as ${VARIABLE}",
    ],
    [
      "an ISO that is not beside the others",
      { installer: "{ iso: ./edge.iso }" },
      { "edgy.iso": "" },
      'lab.yaml:5:19  installer.iso: no such file: ./edge.iso; did you mean "edgy.iso"?; the sandbox uses its stand-in installer',
    ],
  ])("warns of %s", async (_, changes, files, expected) => {
    expect((await load(changes, files)).warnings).toEqual([expected]);
  });
});

describe("mistakes in files that the lab names", () => {
  it.each<[string, Record<string, string>, string]>([
    [
      "a profile's own form",
      { "profile.yaml": `${profile}version: 1.0\n` },
      'profile.yaml:7:10  version: wrong type; expected a text; found 1; quote it: "1.0"',
    ],
    [
      "a pack without a tag",
      { "profile.yaml": profile.replace(", tag: 3.30.x", "") },
      "profile.yaml:5:5  packs[2].tag: missing; expected the version of pack cni-calico, such as 1.0.0 or 3.30.x",
    ],
    [
      "two operating systems",
      { "profile.yaml": profile.replace("name: edge-k3s, layer: k8s", "name: edge-k3s, layer: os") },
      "profile.yaml:2:1  packs: the profile has 2 packs of layer os; expected one|profile.yaml:2:1  packs: the profile has no pack of layer k8s; expected one",
    ],
    [
      "a missing manifest",
      { "profile.yaml": profile.replace("./app.yaml", "./ap.yaml") },
      'profile.yaml:6:44  packs[3].manifests[0]: no such file: ./ap.yaml; did you mean "app.yaml"?',
    ],
    [
      "a registry that says nothing",
      { "profile.yaml": profile.replace("tag: 1.33.5", "tag: 1.33.5, registry: {}") },
      "profile.yaml:4:58  packs[1].registry: says nothing; expected name, kind or uid",
    ],
    [
      "a manifest that is no YAML",
      { "app.yaml": `${app}---\na: [\n` },
      expect.stringMatching(/^app\.yaml:\d:\d {2}not valid YAML: /) as unknown as string,
    ],
    [
      "a manifest of nothing known",
      { "app.yaml": `${app}---\na: 1\n` },
      "app.yaml:6:1  not a Kubernetes object: it needs apiVersion and kind",
    ],
  ])("%s", async (_, files, expected) => {
    const found = await mistakes({}, files);
    if (typeof expected === "string") expect(found).toEqual(expected.split("|"));
    else expect(found).toEqual([expected]);
  });

  it.each<[string, string, string]>([
    [
      "no header",
      "stylus: {}\n",
      "u.yaml:1:1  the header `#cloud-config` is missing, so the installer ignores the file; make `#cloud-config` the first line",
    ],
    [
      "a token",
      "#cloud-config\nstylus: { site: { edgeHostToken: abc } }\n",
      "u.yaml:2:34  stylus.site.edgeHostToken: a registration token in a template is readable by everyone who can clone it; leave it out: edgelab gives each host its own, or allow it with --token-in-template",
    ],
    [
      "a name for all hosts",
      "#cloud-config\nstylus: { site: { name: edge-1 } }\n",
      "u.yaml:2:25  stylus.site.name: every host of the template would have the same Edge host ID; give it to one host in its own user-data",
    ],
  ])("the template's user-data: %s", async (_, text, expected) => {
    expect(await mistakes({ installer: "{ userData: u.yaml }" }, { "u.yaml": text })).toEqual([expected]);
  });

  it("keeps the positions of user-data that variables were filled into", async () => {
    const text = "#cloud-config\n\n\n# comment\nstylus:   { site: { tags: { a: '${A}' },    hostName: ['x'] } }\n";
    expect(
      await mistakes(
        { installer: "{ userData: u.yaml }" },
        { "u.yaml": text },
        { env: { A: "a-long-value-that-shifts-columns" } },
      ),
    ).toEqual(["u.yaml:5:55  stylus.site.hostName: wrong type; expected a text (quote it); found a list"]);
  });

  it("a group's user-data with one host's name, and one that does not merge", async () => {
    const fixed = "#cloud-config\nstylus: { site: { name: edge-1 } }\n";
    expect(await mistakes({ hosts: "{ demo: { count: 3, userData: u.yaml } }" }, { "u.yaml": fixed })).toEqual([
      "u.yaml:2:25  stylus.site.name: every host of the group would have the same Edge host ID; give it to one host in its own user-data",
    ]);
    const clash = { "t.yaml": "#cloud-config\nx: { a: 1 }\n", "u.yaml": "#cloud-config\nx: [1]\n" };
    expect(
      await mistakes({ hosts: "{ demo: { count: 3, userData: u.yaml } }", installer: "{ userData: t.yaml }" }, clash),
    ).toEqual([
      "lab.yaml:2:38  hosts.demo.userData: does not merge with the template's user-data; found in one text x is a map, in the next a list",
    ]);
  });
});

describe("what users have", () => {
  it("static addresses, several NICs, and a host that differs", async () => {
    const { lab, warnings } = await load({
      network: "{ cidr: 10.0.20.0/24, gateway: 10.0.20.1, nameservers: [10.0.20.1] }",
      hosts:
        "{ demo: { count: 3, addresses: [10.0.20.31-32, 10.0.20.40], nics: [{}, { network: storage, address: 172.16.0.5/16 }], hosts: { demo-2: { nics: [{ name: eth0, address: 10.0.20.77 }] }, demo-3: { address: dhcp, nics: [{}] } } } }",
    });
    expect(warnings).toEqual([]);
    const home = { prefix: 24, gateway: "10.0.20.1", nameservers: ["10.0.20.1"] };
    expect(lab.hosts.map(({ nics }) => nics)).toEqual([
      [
        { name: "ens160", network: undefined, address: { ip: "10.0.20.31", ...home } },
        {
          name: "ens192",
          network: undefined,
          address: { ip: "172.16.0.5", prefix: 16, gateway: undefined, nameservers: ["10.0.20.1"] },
        },
      ],
      [{ name: "eth0", network: undefined, address: { ip: "10.0.20.77", ...home } }],
      [{ name: "ens160", network: undefined, address: "dhcp" }],
    ]);
  });

  it("proxies, NTP servers, precreated hosts, an existing template", async () => {
    const { lab, warnings } = await load(
      {
        network:
          "{ proxy: { https: 'http://proxy.example.com:3128', noProxy: '.example.com' }, ntpServers: [ntp.example.com] }",
        registration: "{ mode: precreate, token: '${TOKEN}' }",
        template: "{ builder: existing, name: Templates/edge, snapshot: clean }",
      },
      {},
      { env: { TOKEN: "t0k3n" } },
    );
    expect(warnings).toEqual([]);
    expect(lab.network).toMatchObject({
      proxy: { https: "http://proxy.example.com:3128", noProxy: ".example.com" },
      ntpServers: ["ntp.example.com"],
    });
    expect(lab.cluster.ntpServers).toEqual(["ntp.example.com"]);
    expect(lab.registration.mode).toBe("precreate");
    expect(lab.template).toMatchObject({ builder: "existing", name: "Templates/edge", snapshot: "clean" });
    expect(JSON.stringify(lab)).not.toContain("t0k3n");
  });

  it("user-data of the group and of the host, merged in that order", async () => {
    const { lab } = await load(
      {
        hosts: "{ demo: { count: 3, userData: g.yaml, hosts: { demo-2: { userData: h.yaml } } } }",
        installer: "{ userData: t.yaml }",
      },
      {
        "t.yaml": "#cloud-config\nstylus: { site: { prefix: lab } }\n",
        "g.yaml": "#cloud-config\nstylus: { site: { tags: { a: g, b: g } } }\n",
        "h.yaml": "#cloud-config\nstylus: { site: { tags: { b: h }, name: edge-two } }\n",
      },
    );
    expect(lab.hosts.map(({ edgeHostId, edgeHostPrefix }) => [edgeHostId, edgeHostPrefix])).toEqual([
      [undefined, "lab"],
      ["edge-two", "lab"],
      [undefined, "lab"],
    ]);
    expect(lab.hosts[0]?.userData).toContain("b: g");
    expect(lab.hosts[1]?.userData).toContain("b: h");
  });

  it("an inline profile, pools by group and range, and values from a file", async () => {
    const { lab } = await load(
      {
        profile:
          "{ name: p, packs: [{ name: o, layer: os, tag: 1.0.0, valuesFile: ./v.yaml }, { name: k, layer: k8s, tag: 1.0.0, registry: Mine }, { name: n, layer: cni, tag: 1.x, registry: { uid: 66f2b7c4d9e8a1053c7f4e21 } }] }",
        hosts: "{ a: { count: 1 }, b: { count: 12 } }",
        cluster:
          "{ name: c, vip: [10.0.20.100, 10.0.20.105-10.0.20.106], controlPlane: { hosts: [a] }, workers: [{ hosts: [b-1..b-9] }, { hosts: [b-10, b-11..b-12] }] }",
      },
      { "v.yaml": "x: ${NOT_OURS}\n" },
    );
    expect(lab.profile.packs.map(({ registry }) => registry)).toEqual([
      undefined,
      { name: "Mine" },
      { uid: "66f2b7c4d9e8a1053c7f4e21" },
    ]);
    expect(lab.profile.packs[0]?.values).toBe("x: ${NOT_OURS}\n");
    expect(lab.cluster.vips).toEqual(["10.0.20.100", "10.0.20.105", "10.0.20.106"]);
    expect(lab.cluster.workers.map(({ name, hosts }) => [name, hosts.length])).toEqual([
      ["worker-pool", 9],
      ["worker-pool-2", 3],
    ]);
  });

  it("anchors and merge keys", async () => {
    const { lab } = await load({
      hosts: "{ a: &a { count: 1, cpus: 8 }, b: { <<: *a, count: 2 } }",
      cluster: "{ name: c, vip: 10.0.20.100, controlPlane: { hosts: [a] }, workers: [{ hosts: [b] }] }",
    });
    expect(lab.hosts.map(({ name, cpus }) => [name, cpus])).toEqual([
      ["a-1", 8],
      ["b-1", 8],
      ["b-2", 8],
    ]);
  });
});

describe("whose lab, and where", () => {
  it.each<[string, Partial<LoadOptions>, Sections, string]>([
    ["the user", {}, {}, "anna"],
    ["the file", {}, { instance: "ci" }, "ci"],
    ["the environment", { env: { EDGELAB_INSTANCE: "job-1" } }, { instance: "ci" }, "job-1"],
    ["the command line", { env: { EDGELAB_INSTANCE: "job-1" }, overrides: { instance: "42" } }, {}, "42"],
  ])("the instance comes from %s", async (_, over, changes, expected) => {
    expect((await load(changes, {}, over)).lab.instance).toBe(expected);
  });

  it.each([
    [
      { env: { EDGELAB_TARGET: "vsphre" } },
      'EDGELAB_TARGET is not valid. Expected sandbox or vsphere, found "vsphre".',
    ],
    [
      { overrides: { instance: "No Good" } },
      '--instance is not valid. Expected at most 20 lower-case letters, digits and hyphens, found "No Good".',
    ],
    [
      { user: "***" },
      "Nothing says whose instance of the lab this is. The user's name has no letter or digit that a name could be made of.",
    ],
  ])("refuses %j", async (over, message) => {
    await expect(load({}, {}, over)).rejects.toThrow(message);
  });

  it("a left-over GOVC_URL does not turn an exercise into production", async () => {
    const { lab } = await load({}, {}, { env: { GOVC_URL: "https://u:p@vc.example.com", PALETTE_API_KEY: "k" } });
    expect(lab).toMatchObject({
      target: "sandbox",
      vcenter: { server: undefined, username: undefined },
      palette: { apiKey: undefined },
    });
  });

  it("the transport of the command line wins", async () => {
    const { lab } = await load(
      { vcenter: "{ transport: native }" },
      {},
      { overrides: { transport: "node-vsphere-soap" } },
    );
    expect(lab.vcenter.transport).toBe("node-vsphere-soap");
  });
});
