import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createServerIdentity } from "../../src/sandbox/tls.ts";
import { Privileges } from "../../src/sandbox/vcenter/privileges.ts";
import type { Ended, Environment } from "../kit/cli.ts";
import { type CliOnStage, openCliOnStage, ownHardware } from "./cli-on-stage.ts";
import { isShared, signal } from "./lab-on-sandbox.ts";

const weakKey = "a-key-that-may-only-look";
const projectKey = "a-key-of-no-tenant-administrator";
const looks = ["cluster", "clusterProfile", "edgehost", "edgetoken", "packRegistry", "pack", "project", "cloudConfig"];
const permissions = looks.flatMap((resource) => [`${resource}.get`, `${resource}.list`]);

let cli: CliOnStage;
let before: readonly string[];
beforeAll(async () => {
  const projects = ["Default", "Other"];
  const apiKeys = [
    { key: weakKey, tenantAdmin: true, permissions },
    { key: projectKey, tenantAdmin: false },
  ];
  cli = await openCliOnStage({ palette: { projects, apiKeys } });
});
afterAll(() => cli[Symbol.asyncDispose]());
beforeEach(async () => {
  before = await own();
});

const own = async () => (await cli.stage.inventory()).filter((line) => !isShared(line));

interface Expected {
  readonly exitCode: number;
  readonly code: string;
  /** In what, why or next. */
  readonly says: readonly RegExp[];
}

/** One clear message: what failed, the fact behind it, how to go on; no stack, no secret. */
function expectClear(ended: Ended, { exitCode, code, says }: Expected): void {
  expect(ended.error, ended.stderr).toMatchObject({ code, exitCode });
  expect(ended.exitCode).toBe(exitCode);
  const { what, why, next } = ended.error!;
  for (const part of [what, next]) expect(part, JSON.stringify(ended.error)).toMatch(/\S/);
  for (const text of says) expect([what, why, next].join("\n")).toMatch(text);
  const { password, apiKey } = cli.stage.sandbox.connection;
  for (const secret of [password, apiKey, weakKey, projectKey, "wr0ng-passw0rd"])
    expect(ended.stdout + ended.stderr).not.toContain(secret);
  expect(ended.stderr).not.toMatch(/\n\s+at /);
}

type Change = Partial<Record<string, (text: string) => string>>;
const inLab = (from: string | RegExp, to: string): Change => ({ "lab.yaml": (text) => replaced(text, from, to) });

function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`there is no ${String(from)} to change`);
  return changed;
}

describe("a lab file that is wrong", () => {
  const invalid = { exitCode: 3, code: "LAB_INVALID" };

  test("in ten places: all of them, each with its line and what to write", async () => {
    const folder = join(cli.home.folder, "labs/ten");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "lab.yaml"), tenMistakes);
    const ended = await cli.run("up", "labs/ten", "bad");
    expectClear(ended, {
      ...invalid,
      says: [/has 10 mistakes/, /did you mean "memoryMiB"/, /lab\.yaml:7:18 {2}hosts\.demo\.count: .*whole number/],
    });
    const lines = ended.error!.why!.split("\n");
    expect(lines).toHaveLength(10);
    for (const line of lines) expect(line).toMatch(/^labs\/ten\/lab\.yaml:\d+:\d+ {2}\S+: /);
  });

  test("because it is a directory, or not there", async () => {
    await mkdir(join(cli.home.folder, "labs/folder/lab.yaml"), { recursive: true });
    const notFound = { exitCode: 3, code: "LAB_NOT_FOUND" };
    expectClear(await cli.run("up", "labs/folder", "bad"), { ...notFound, says: [/is a directory/] });
    expectClear(await cli.run("up", "labs/tutorail", "bad"), { ...notFound, says: [/Did you mean labs\/tutorial/] });
    expectClear(await cli.run("up", "labs", "bad"), { ...notFound, says: [/holds no lab\.yaml/] });
  });

  test("because ten lines of it stand for a billion values: in no time", { timeout: 10_000 }, async () => {
    const folder = join(cli.home.folder, "labs/bomb");
    await mkdir(folder, { recursive: true });
    const levels = ["b", "c", "d", "e", "f", "g", "h", "i"].map((name, index) => {
      const below = "abcdefgh"[index];
      return `${name}: &${name} [${Array(10).fill(`*${below}`).join(", ")}]`;
    });
    await writeFile(join(folder, "lab.yaml"), ["name: bomb", "a: &a [x, x]", ...levels, ""].join("\n"));
    expectClear(await cli.run("up", "labs/bomb", "bad"), { ...invalid, says: [/aliases .*repeat/] });
  });

  test.each<[string, Change, RegExp[]]>([
    [
      "user-data without its first line",
      { "user-data.yaml": (text) => replaced(text, "#cloud-config\n", "") },
      [/user-data\.yaml:1:1 .*#cloud-config/],
    ],
    [
      "a manifest that is not there",
      { "profile.yaml": (text) => replaced(text, "hello-universe.yaml", "hello-univers.yaml") },
      [/profile\.yaml:\d+:\d+ .*hello-univers\.yaml.*did you mean .*hello-universe\.yaml/],
    ],
    [
      "a variable inside braces",
      inLab("profile: ./profile.yaml", "registration: { token: ${EDGE_TOKEN} }\nprofile: ./profile.yaml"),
      [/lab\.yaml:\d+:\d+ .*quote/],
    ],
    ["a variable that is not set", inLab("cidr: 10.0.20.0/24", 'cidr: "${LAB_CIDR}"'), [/LAB_CIDR is not set/]],
    ["a host that is in no group", inLab("hosts: [edge-1]", "hosts: [edge-2]"), [/lab\.yaml:\d+:\d+ .*edge-1/]],
  ])("with %s", async (title, change, says) => {
    const lab = await cli.lab("single-node", `wrong-${title.replaceAll(/\W+/g, "-")}`, change);
    expectClear(await cli.run("up", lab, "bad"), { ...invalid, says });
  });
});

describe("the way to vCenter and Palette", () => {
  let lab: string;
  let otherCa: string;
  beforeAll(async () => {
    lab = await cli.lab("single-node", "ways");
    otherCa = join(cli.home.folder, "other-ca.pem");
    await writeFile(otherCa, (await createServerIdentity(Date.now())).caPem);
  });

  test.each<[string, () => Environment, Expected]>([
    [
      "a wrong password",
      () => ({ GOVC_PASSWORD: "wr0ng-passw0rd" }),
      { exitCode: 4, code: "LOGIN_REFUSED", says: [/password/, /GOVC_PASSWORD/] },
    ],
    [
      "the wrong authority for vCenter",
      () => ({ GOVC_TLS_CA_CERTS: otherCa }),
      { exitCode: 4, code: "CERTIFICATE_UNTRUSTED", says: [/127\.0\.0\.1/, /fingerprint/] },
    ],
    [
      "the wrong authority for Palette",
      () => ({ PALETTE_CA_CERTS: otherCa }),
      { exitCode: 4, code: "CERTIFICATE_UNTRUSTED", says: [/127\.0\.0\.1/] },
    ],
    [
      "an authority's file that is not there",
      () => ({ GOVC_TLS_CA_CERTS: "/no/such/ca.pem" }),
      { exitCode: 3, code: "LAB_INVALID", says: [/no such file: \/no\/such\/ca\.pem/] },
    ],
    [
      "a vCenter that does not listen",
      () => ({ GOVC_URL: "https://127.0.0.1:9/sdk" }),
      { exitCode: 5, code: "UNREACHABLE", says: [/127\.0\.0\.1:9/] },
    ],
    [
      "a Palette that does not listen",
      () => ({ PALETTE_ENDPOINT: "https://127.0.0.1:9" }),
      { exitCode: 5, code: "UNREACHABLE", says: [/127\.0\.0\.1:9/] },
    ],
    [
      "no vCenter at all",
      () => ({ GOVC_URL: "" }),
      { exitCode: 3, code: "LAB_INVALID", says: [/vcenter\.server: missing.*GOVC_URL/] },
    ],
    ["no API key", () => ({ PALETTE_API_KEY: "" }), { exitCode: 3, code: "LAB_INVALID", says: [/PALETTE_API_KEY/] }],
    [
      "a wrong API key",
      () => ({ PALETTE_API_KEY: "no-such-key" }),
      { exitCode: 4, code: "API_KEY_REFUSED", says: [/PALETTE_API_KEY/] },
    ],
    [
      "one end on this machine and the other elsewhere",
      () => ({ PALETTE_ENDPOINT: "api.spectrocloud.com" }),
      { exitCode: 3, code: "LAB_INVALID", says: [/the vCenter is on this machine and Palette is not/] },
    ],
    [
      "a vCenter's address that leads to Palette",
      () => ({ GOVC_URL: `${cli.env["PALETTE_ENDPOINT"]}/sdk` }),
      { exitCode: 5, code: "UNREACHABLE", says: [/HTTP 404 instead of SOAP/, /that of a vCenter/] },
    ],
    [
      "a datastore that is not there",
      () => ({ GOVC_DATASTORE: "nvme-10" }),
      { exitCode: 5, code: "NOT_FOUND", says: [/"nvme-10"/, /nvme-01/] },
    ],
    [
      "a datacenter that is not there",
      () => ({ GOVC_DATACENTER: "DC1" }),
      { exitCode: 5, code: "NOT_FOUND", says: [/DC1/, /DC0/] },
    ],
    [
      "a resource pool that is not there",
      () => ({ GOVC_RESOURCE_POOL: "edge-lap" }),
      { exitCode: 5, code: "NOT_FOUND", says: [/edge-lap/, /edge-lab/] },
    ],
    [
      "a network that is not there",
      () => ({ GOVC_NETWORK: "VM Netwerk" }),
      { exitCode: 5, code: "NOT_FOUND", says: [/VM Netwerk/, /VM Network/] },
    ],
    [
      "a project that is not there",
      () => ({ PALETTE_PROJECT: "Defualt" }),
      { exitCode: 5, code: "NOT_FOUND", says: [/Defualt/, /Default/] },
    ],
  ])("%s", { timeout: 60_000 }, async (_, env, expected) => {
    const ended = await cli.home.edgelab(["up", lab, "--instance", "way", "--json"], env());
    expectClear(ended, expected);
    expect(await own()).toEqual(before);
  });
});

describe("what is found there", () => {
  /** `up` fails as expected; then it either leaves nothing or `down` removes what there is. */
  async function refused(lab: string, instance: string, expected: Expected, env: Environment = {}): Promise<Ended> {
    const ended = await cli.home.edgelab(["up", lab, "--instance", instance, "--json"], env);
    expectClear(ended, expected);
    const down = await cli.run("down", lab, instance);
    expect(down, down.stderr).toMatchObject({ exitCode: 0, result: { leftBehind: [] } });
    expect(await own()).toEqual(before);
    return ended;
  }

  test("a pack that Palette does not have: nothing is made", { timeout: 60_000 }, async () => {
    const change = { "profile.yaml": (text: string) => replaced(text, "name: edge-k3s", "name: edge-k4s") };
    const lab = await cli.lab("single-node", "pack", change);
    const expected = { exitCode: 5, code: "PACK_NOT_FOUND", says: [/edge-k4s/, /edge-k3s/] };
    expectClear(await cli.run("up", lab, "pack"), expected);
    expect(await own()).toEqual(before);
  });

  test("no address of the range is free", { timeout: 60_000 }, async () => {
    const lab = await cli.lab("single-node", "vip", inLab("10.0.20.100-10.0.20.119", "10.0.20.100"));
    const other = await cli.lab("single-node", "vip-other", inLab("10.0.20.100-10.0.20.119", "10.0.20.100"));
    expect(await cli.run("up", other, "first")).toMatchObject({ exitCode: 0 });
    before = await own();
    await refused(lab, "second", { exitCode: 5, code: "NO_FREE_VIP", says: [/10\.0\.20\.100/, /first/] });
    expect(await cli.run("down", other, "first")).toMatchObject({ exitCode: 0 });
  });

  test("a template that has no snapshot", { timeout: 60_000 }, async () => {
    const { inventory, machines } = cli.stage.vsphere;
    const place = await inventory.place({ ...cliPlace }, { signal });
    const folder = await inventory.ensureFolder("Templates", place.datacenter, { signal });
    const template = await machines.create({ ...plainMachine, name: "bare", folder, place }, { signal });
    before = await own();
    const lab = await cli.lab(
      "single-node",
      "bare",
      inLab("template: {", "template: { builder: existing, name: Templates/bare,"),
    );
    await refused(lab, "bare", { exitCode: 5, code: "TEMPLATE_UNUSABLE", says: [/Templates\/bare/, /snapshot/] });
    await machines.destroy(template, { signal, isOurs: () => true });
  });

  test.each<[string, () => void, Expected]>([
    [
      "while the template is made",
      () => cli.stage.sandbox.vcenter.faults.add({ method: "CreateVM_Task", fault: full, at: "task" }),
      { exitCode: 5, code: "DATASTORE_FULL", says: [/nvme-01/] },
    ],
    [
      "while a host is cloned",
      () => cli.stage.sandbox.vcenter.faults.add({ method: "CloneVM_Task", fault: full, at: "task" }),
      { exitCode: 5, code: "DATASTORE_FULL", says: [/nvme-01/] },
    ],
  ])("a datastore that is full %s; with room, up goes on", { timeout: 60_000 }, async (title, fill, expected) => {
    const instance = title.endsWith("cloned") ? "full-clone" : "full-vm";
    const lab = await cli.lab("single-node", instance, {
      "lab.yaml": ownHardware(title.endsWith("cloned") ? 9004 : 9008),
    });
    fill();
    expectClear(await cli.run("up", lab, instance), expected);
    expect(await cli.run("up", lab, instance)).toMatchObject({ exitCode: 0 });
    await expectDown(lab, instance);
    cli.stage.sandbox.vcenter.faults.clear();
  });

  test("an API key without rights", { timeout: 60_000 }, async () => {
    const lab = await cli.lab("single-node", "weak");
    const expected = (...says: RegExp[]) => ({ exitCode: 4, code: "PRIVILEGE_MISSING", says });
    await refused(lab, "weak", expected(/clusterProfile\.create/), { PALETTE_API_KEY: weakKey });
    const tenant = expected(/registration tokens/, /tenant administrator/);
    await refused(lab, "weak", tenant, { PALETTE_API_KEY: projectKey });
  });

  test("a token for another project", { timeout: 60_000 }, async () => {
    const { tokens, projects } = cli.stage.palette;
    const { uid } = await projects.find("Other", { signal });
    const expiresAt = new Date(Date.now() + 1e9);
    const token = await tokens.create({ name: "theirs", defaultProjectUid: uid, expiresAt }, { signal });
    const secret = (await tokens.get(token.uid, { signal })).secret!.reveal();
    before = await own();
    const lab = await cli.lab(
      "single-node",
      "token",
      inLab("profile: ./", 'registration: { token: "${EDGE_TOKEN}" }\nprofile: ./'),
    );
    const expected = { exitCode: 5, code: "REGISTRATION_FAILED", says: [/"Default"/, /"Other"/] };
    const env = { EDGE_TOKEN: secret };
    const ended = await cli.home.edgelab(["up", lab, "--instance", "token", "--json"], env);
    expectClear(ended, expected);
    expect(ended.stdout + ended.stderr).not.toContain(secret);
    expect(await cli.home.edgelab(["down", lab, "--instance", "token", "--json"], env)).toMatchObject({ exitCode: 0 });
    expect(await own()).toEqual(before);
    await tokens.delete(token.uid, { signal });
  });

  test("a host that another project has already", { timeout: 60_000 }, async () => {
    const lab = await cli.lab("single-node", "elsewhere", {
      "lab.yaml": (text) => `${text}\nlimits: { registerTimeout: 5s }\n`,
    });
    const { result } = await cli.run("plan", lab, "elsewhere");
    const items = result!["items"] as { details: { edgeHostId?: string } }[];
    const id = items.flatMap(({ details }) => details.edgeHostId ?? [])[0]!;
    const uid = await cli.inProject("Other", ({ edgeHosts }) => edgeHosts.precreate({ id, labels: {} }, { signal }));
    await refused(lab, "elsewhere", { exitCode: 5, code: "REGISTRATION_FAILED", says: [/"Other"/, new RegExp(id)] });
    await cli.inProject("Other", ({ edgeHosts }) => edgeHosts.delete(uid, { signal }));
  });

  test("no installer ISO where the lab file says", { timeout: 60_000 }, async () => {
    const lab = await cli.lab("single-node", "no-iso", { "lab.yaml": ownHardware(9012) });
    await rm(join(cli.home.folder, lab, "build/palette-edge-installer.iso"));
    await refused(lab, "no-iso", { exitCode: 3, code: "LAB_INVALID", says: [/palette-edge-installer\.iso/] });
  });

  async function expectDown(lab: string, instance: string): Promise<void> {
    expect(await cli.run("down", lab, instance)).toMatchObject({ exitCode: 0, result: { leftBehind: [] } });
    expect(await own()).toEqual(before);
  }
});

describe("an account and a datastore that are not enough", () => {
  test("a user who may not deploy templates is told the privilege and the object", { timeout: 90_000 }, async () => {
    const administrator = "administrator@vsphere.local";
    const granted = new Privileges({}).known.filter((name) => name !== "VirtualMachine.Provisioning.DeployTemplate");
    await using weak = await openCliOnStage({ vcenter: { privileges: { [administrator]: granted } } });
    const lab = await weak.lab("single-node", "weak");
    const up = await weak.run("up", lab, "weak");
    expectClear(up, { exitCode: 4, code: "PRIVILEGE_MISSING", says: [/VirtualMachine\.Provisioning\.DeployTemplate/] });
    expect(await weak.run("down", lab, "weak")).toMatchObject({ exitCode: 0, result: { leftBehind: [] } });
  });

  test("a datastore too small for the installer", { timeout: 60_000 }, async () => {
    await using small = await openCliOnStage({ vcenter: { inventory: { datastoreCapacityBytes: 64 << 10 } } });
    const lab = await small.lab("single-node", "small");
    const up = await small.run("up", lab, "small");
    expectClear(up, { exitCode: 5, code: "DATASTORE_FULL", says: [/nvme-01/] });
    expect(await small.run("down", lab, "small")).toMatchObject({ exitCode: 0, result: { leftBehind: [] } });
    expect(await small.stage.inventory()).not.toContainEqual(expect.stringMatching(/\.part|VM /));
  });
});

const full = { _type: "NoDiskSpace", file: "[nvme-01] x", datastore: "nvme-01" };
const cliPlace = {
  datacenter: "DC0",
  cluster: "Edge",
  host: undefined,
  resourcePool: "edge-lab",
  folder: "Labs/edge",
  datastore: "nvme-01",
  network: "VM Network",
};
const plainMachine = {
  version: "vmx-14",
  guestId: "otherLinux64Guest",
  firmware: "bios",
  scsiController: "pvscsi",
  disks: [{ capacityBytes: 1 << 30, thin: true }],
  isos: [],
  bootOrder: ["disk"],
  config: { cpus: 1, memoryMiB: 512, nics: [] },
} as const;

const tenMistakes = `name: Bad_Lab
target: sandbx
installer: { iso: ./installer.iso }
network: { cidr: 10.0.20.0/33 }
template: { hardware: { memoryMB: 4096, cpus: 0 } }
hosts:
  demo: { count: three }
profile: ./profil.yaml
cluster:
  name: demo
  vip: 10.0.20.300
  controlPlane: { hosts: [demo-1] }
checks:
  - { service: x, port: 99999 }
registration: { token: "\${NO_SUCH}" }
`;
