import { expect, test } from "vitest";
import { Secret } from "../core/secret.ts";
import type { HostSettings, Lab } from "../lab/lab.ts";
import type { Installer } from "./installer.ts";
import { seedUserData, wantedHosts, wantedTemplate } from "./wanted.ts";

const hardware = {
  cpus: 4,
  coresPerSocket: 1,
  memoryMiB: 8192,
  diskGiB: 150,
  firmware: "bios",
  guestId: "ubuntu64Guest",
  version: "vmx-14",
  scsiController: "pvscsi",
} as const;
const host: HostSettings = {
  name: "demo-1",
  group: "demo",
  cpus: undefined,
  memoryMiB: undefined,
  nics: [{ name: "ens160", network: undefined, address: "dhcp" }],
  tags: { city: "london" },
  userData: undefined,
};
const registry = { domain: "registry.example.com", username: "lab", password: new Secret("hunter2"), insecure: false };
const lab = {
  name: "demo",
  instance: "mia",
  vcenter: { network: "VM Network" },
  palette: { endpoint: "https://palette.example.com", project: "Default", tls: { insecure: false } },
  installer: { iso: undefined, userData: "#cloud-config\nstylus:\n  site: {}\n", userDataFile: undefined },
  template: { hardware, builder: "vsphere", name: undefined, snapshot: undefined },
  network: { cidr: "10.0.20.0/24", gateway: undefined, nameservers: [], proxy: {}, ntpServers: [] },
  registration: { mode: "auto", token: "find-or-create", registries: [registry] },
  hosts: [host],
} as unknown as Lab;
const installer = { digest: "d1" } as Installer;
const context = {
  labUuid: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  templateId: "3f2a9c0d11ee77",
  hardwareVersion: "vmx-14",
};

function only(change: Partial<HostSettings> = {}, other: Partial<Lab> = {}, id: Partial<typeof context> = {}) {
  return wantedHosts({ ...lab, ...other, hosts: [{ ...host, ...change }] }, { ...context, ...id })[0]!;
}

test.each<[string, Partial<Lab>, Partial<Installer>]>([
  ["another ISO", {}, { digest: "d2" }],
  ["other user-data", { installer: { ...lab.installer, userData: "#cloud-config\nstylus:\n  debug: true\n" } }, {}],
  ["other hardware", { template: { ...lab.template, hardware: { ...hardware, diskGiB: 100 } } }, {}],
])("%s makes another template", (_, change, other) => {
  const before = wantedTemplate(lab, installer);
  const after = wantedTemplate({ ...lab, ...change }, { ...installer, ...other });
  expect(before.name).toMatch(/^palette-edge-[0-9a-f]{12}$/);
  expect(after.name).not.toBe(before.name);
});

test("the order in which hardware was written does not", () => {
  const reversed = Object.fromEntries(Object.entries(hardware).reverse()) as unknown as typeof hardware;
  const template = { ...lab.template, hardware: reversed };
  expect(wantedTemplate({ ...lab, template }, installer).name).toBe(wantedTemplate(lab, installer).name);
});

test("a template's user-data powers the machine off, and holds no token", () => {
  const template = wantedTemplate(lab, installer);
  expect("userData" in template && template.userData).toMatch(/poweroff: true/);
  const withToken = { ...lab.installer, userData: "#cloud-config\nstylus:\n  site:\n    edgeHostToken: abc\n" };
  expect(() => wantedTemplate({ ...lab, installer: withToken }, installer)).toThrow(
    expect.objectContaining({ code: "USER_DATA_INVALID" }),
  );
});

test("a host's identity follows from the lab alone", () => {
  expect(only()).toMatchObject({ vmName: "demo-1-mia", edgeHostId: expect.stringMatching(/^edge-[0-9a-f]{32}$/) });
  expect(only({ memoryMiB: 1 }).uuid).toBe(only().uuid);
  expect(only({}, {}, { labUuid: "6ba7b811-9dad-11d1-80b4-00c04fd430c8" }).uuid).not.toBe(only().uuid);
  expect(only({}, {}, { hardwareVersion: "vmx-11" }).edgeHostId).not.toBe(only().edgeHostId);
  expect(only({ edgeHostId: "my-host" }).edgeHostId).toBe("my-host");
  expect(only({ edgeHostPrefix: "lab" }).edgeHostId).toMatch(/^lab-/);
});

test.each<[string, readonly string[], ReturnType<typeof only>]>([
  ["nothing", [], only()],
  ["tags: they change in Palette", [], only({ tags: { city: "rome" } })],
  ["memory: it needs a restart", [], only({ memoryMiB: 4096 })],
  [
    "a registry's password",
    [],
    only({}, { registration: { ...lab.registration, registries: [{ ...registry, password: new Secret("other") }] } }),
  ],
  ["a registry", ["userData"], only({}, { registration: { ...lab.registration, registries: [] } })],
  ["its template", ["template"], only({}, {}, { templateId: "000000000000" })],
  [
    "its address",
    ["userData"],
    only({
      nics: [{ ...host.nics[0]!, address: { ip: "10.0.20.9", prefix: 24, gateway: undefined, nameservers: [] } }],
    }),
  ],
  ["its port group", ["networks"], only({ nics: [{ ...host.nics[0]!, network: "other" }] })],
  ["its own user-data", ["userData"], only({ userData: "#cloud-config\nstylus:\n  debug: true\n" })],
])("what was made with another %s", (_, fields, { inputs }) => {
  const before = only().inputs;
  expect(Object.keys(before).filter((field) => before[field] !== inputs[field])).toEqual(fields);
});

test("only the seed holds the token", () => {
  const token = new Secret("the token");
  const text = seedUserData(lab, host, { token, labels: { city: "london" }, projectUid: undefined });
  expect(text).toContain("the token");
  expect(text).toContain("hunter2");
  expect(JSON.stringify(only())).not.toMatch(/the token|hunter2/);
});
