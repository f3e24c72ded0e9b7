import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOpenApi } from "../../../test/kit/openapi.ts";
import { agentDouble, paletteDouble } from "../../../test/kit/palette-double.ts";
import { quickClock } from "../../../test/kit/quick-clock.ts";
import {
  copyOf,
  type MachineOptions,
  memoryDisk,
  type SimulatedMachine,
  simulatedMachine,
  textOn,
} from "../../../test/kit/simulated-machine.ts";
import { createSeedIso } from "../../iso/seed.ts";
import type { Assignment } from "../agent-link.ts";
import type { DiskContent } from "../machine.ts";
import { createGuestNetwork, type GuestNetwork } from "../network/index.ts";
import { diskPaths, grubMenuText, partitionTable } from "./disk-layout.ts";
import { defaultGuestDurations } from "./durations.ts";
import { runGuest } from "./guest.ts";
import { Registrar } from "./registrar.ts";

const id = "edge-97f2384233b498f6aa8dec90c3437c28";
const otherUuid = "00000000-33b4-98f6-aa8d-ec90c3437c28";
const otherId = "edge-0000000033b498f6aa8dec90c3437c28";
const cluster: Assignment = {
  clusterUid: "c1",
  clusterName: "docs",
  role: "worker",
  nodeName: id,
  providerImage: "registry/kairos:1",
};

let palette: Awaited<ReturnType<typeof paletteDouble>>;
let agents: ReturnType<typeof agentDouble>;
let network: GuestNetwork;
let registrar: Registrar;
let machines: SimulatedMachine[];
let runs: Promise<void>[];

beforeEach(async () => {
  palette = await paletteDouble();
  agents = agentDouble();
  network = createGuestNetwork({ cidrs: { "VM Network": "10.0.20.0/24" } });
  registrar = new Registrar();
  machines = [];
  runs = [];
});

afterEach(async () => {
  for (const machine of machines) machine.cut();
  await Promise.all(runs);
  registrar.close();
  await palette[Symbol.asyncDispose]();
});

/** A disk as the installer leaves it. */
function installedDisk(userData = "#cloud-config\n"): DiskContent {
  return memoryDisk({
    [diskPaths.partitionTable]: partitionTable(153_600 * 1024 * 1024, "bios"),
    [diskPaths.activeImage]: "image",
    [diskPaths.grubMenu]: grubMenuText,
    [diskPaths.grubEnv]: "saved_entry=registration\n",
    [diskPaths.customConfig]: userData,
  });
}

const indented = (pem: string) => pem.trim().replaceAll("\n", "\n      ");

function siteData(site: Readonly<Record<string, string>> = {}): string {
  const settings = { paletteEndpoint: palette.endpoint, edgeHostToken: "t0ken", ...site };
  const lines = Object.entries(settings).map(([key, value]) => `    ${key}: ${value}\n`);
  return `#cloud-config\nstylus:\n  site:\n${lines.join("")}    caCerts:\n    - |\n      ${indented(palette.caPem)}\n`;
}

const seed = (userData: string) => createSeedIso({ userData });

function boot(options: MachineOptions): SimulatedMachine {
  const machine = simulatedMachine({ disks: [installedDisk()], ...options });
  const world = { network, registrar, agents: agents.link, durations: defaultGuestDurations };
  machines.push(machine);
  runs.push(runGuest(world)(machine, quickClock()));
  return machine;
}

/** Generous: the machine that runs the tests may be busy. */
const patience = { timeout: 20_000 };

const says = (machine: SimulatedMachine, text: string | RegExp) =>
  expect.poll(() => machine.lines.join("\n"), patience).toMatch(text);

async function turnOff(machine: SimulatedMachine): Promise<void> {
  machine.cut();
  await Promise.all(runs);
}

describe("the first boot from disk", () => {
  test("takes the seed, an address and its ID, and registers with what it read", async () => {
    const disk = installedDisk();
    const machine = boot({
      disks: [disk],
      cds: [seed(siteData({ projectName: "Default", tags: "{ edgelab-lab: docs, city: london }" }))],
    });
    await says(machine, `Registered as ${id}`);
    expect(machine.lines).toContain("Booting from disk, entry registration");
    expect(machine.lines).toContain(`MachineID: ${id}`);
    expect(machine.lines).toContain("MachineIP: 10.0.20.120");
    expect(palette.registrations).toHaveLength(1);
    const [body] = palette.registrations;
    expect(body).toMatchObject({
      metadata: { name: id, uid: id, labels: { "edgelab-lab": "docs", city: "london" } },
      spec: {
        host: {
          hostUid: id,
          hostAddress: "10.0.20.120",
          macAddress: "00:50:56:01:02:03",
          hostAuthToken: "t0ken",
          project: { name: "Default", uid: "" },
          disableAutoRegister: false,
        },
        device: {
          cpu: { cores: 4 },
          memory: { sizeInMB: 8192 },
          nics: [{ nicName: "ens160", subnet: "255.255.255.0", gateway: "10.0.20.1", isDefault: true }],
        },
      },
    });
    const openApi = createOpenApi();
    expect(openApi.validateRequest("POST", "/v1/edgehosts/register", new URLSearchParams(), body)).toBe(
      "v1EdgeHostDevicesRegister",
    );
    expect(textOn(disk, "COS_OEM:/95_userdata/userdata.yaml")).toContain("edgeHostToken: t0ken");
    expect(machine.lines.join("\n")).not.toContain("t0ken");
    expect(agents.contacts.get(id)?.aborted).toBe(false);
  });

  test("reports to VMware Tools its name and addresses, with the link-local one", async () => {
    const machine = boot({ cds: [seed(siteData())] });
    await says(machine, "Registered");
    expect(machine.reported).toEqual([
      {
        toolsRunning: true,
        hostName: id,
        nics: [
          {
            macAddress: "00:50:56:01:02:03",
            addresses: [
              { ip: "10.0.20.120", prefix: 24 },
              { ip: "fe80::250:56ff:fe01:203", prefix: 64 },
            ],
          },
        ],
      },
    ]);
  });

  test("configures static addresses and several NICs by their names in the guest", async () => {
    const interfaces =
      "{ interfaces: { ens160: { type: static, ipAddress: 10.0.20.50/25, gateway: 10.0.20.1, nameserver: '1.1.1.1,8.8.8.8' } } }";
    const nics = [
      { macAddress: "00:50:56:00:00:01", network: "VM Network" },
      { macAddress: "00:50:56:00:00:02", network: "storage" },
    ];
    const machine = boot({ nics, cds: [seed(siteData({ network: interfaces, hostName: "store-12" }))] });
    await says(machine, "Registered");
    expect(machine.reported[0]?.hostName).toBe("store-12");
    expect(palette.registrations[0]?.spec).toMatchObject({
      host: { hostAddress: "10.0.20.50" },
      device: {
        nics: [
          {
            nicName: "ens160",
            ip: "10.0.20.50",
            subnet: "255.255.255.128",
            dns: ["1.1.1.1", "8.8.8.8"],
            isDefault: true,
          },
          { nicName: "ens192", ip: "10.0.21.120", isDefault: false },
        ],
      },
    });
    const neighbour = boot({ productUuid: otherUuid, cds: [seed(siteData({ network: interfaces }))] });
    await says(neighbour, "ens160: address 10.0.20.50 is already in use on VM Network");
  });

  test("stores steps named skip-copy-* nowhere, though it ran them", async () => {
    const stages =
      "stages:\n  network.after:\n  - name: skip-copy-subscribe\n    commands: [subscribe]\n  - name: keep\n";
    const disk = installedDisk();
    const machine = boot({ disks: [disk], cds: [seed(siteData() + stages)] });
    await says(machine, "Registered");
    const stored = textOn(disk, "COS_OEM:/95_userdata/userdata.yaml");
    expect(stored).toContain("name: keep");
    expect(stored).not.toContain("subscribe");
  });

  test("waits for DHCP when no address is free", async () => {
    network = createGuestNetwork({ cidrs: { "VM Network": "10.0.20.0/30" } });
    const gate = new AbortController();
    network.lease("VM Network", "00:50:56:99:99:99", gate);
    const machine = boot({ cds: [seed(siteData())] });
    await says(machine, "No DHCPOFFERS received");
    gate.abort();
    await says(machine, "Registered");
  });

  test("stays alone without a NIC, in local mode, and with data that does not merge", async () => {
    await says(boot({ nics: [], cds: [seed(siteData())] }), "No network interface found");
    await says(
      boot({ cds: [seed(siteData().replace("stylus:", "stylus:\n  managementMode: local"))] }),
      "Managed locally",
    );
    await says(
      boot({ cds: [seed("#cloud-config\nstylus: text\n")], disks: [installedDisk("#cloud-config\nstylus: {a: 1}\n")] }),
      "stylus-agent: invalid configuration",
    );
    expect(palette.registrations).toEqual([]);
  });
});

describe("registration", () => {
  test("never happens without a token, and says so", async () => {
    const withoutToken = siteData().replace(/ +edgeHostToken.*\n/, "    registrationURL: https://example.test/qr\n");
    const machine = boot({ cds: [seed(withoutToken)] });
    await says(machine, "Not registering: no edgeHostToken in the user-data");
    await says(machine, "Scan to register: https://example.test/qr");
    expect(palette.registrations).toEqual([]);
    expect(agents.contacts.size).toBe(0);
  });

  test("is tried for ever when refused, said once, and succeeds when Palette changes its mind", async () => {
    palette.answerWith(() => ({ status: 401, body: { code: "UnAuthorizedAccess", message: "invalid token" } }));
    const machine = boot({ cds: [seed(siteData())] });
    await expect.poll(() => palette.registrations.length, patience).toBeGreaterThan(8);
    expect(machine.lines.filter((line) => line.includes("401 UnAuthorizedAccess: invalid token"))).toHaveLength(1);
    palette.answerWith(() => ({ status: 200 }));
    await says(machine, `Registered as ${id}`);
  });

  test("gives the second of two hosts with one name the answer of a duplicate", async () => {
    const known = new Set<string>();
    palette.answerWith(({ metadata: { uid } }) => {
      if (known.has(uid)) return { status: 500, body: { code: "DuplicateUid", message: "UID already registered" } };
      known.add(uid);
      return { status: 200 };
    });
    const cds = [seed(siteData({ name: "fixed" }))];
    await says(boot({ cds }), "Registered as fixed");
    const second = boot({ cds, productUuid: otherUuid });
    await says(second, "registration failed, will retry: 500 DuplicateUid: UID already registered");
    expect(second.lines.join("\n")).not.toContain("Registered as");
  });

  test("tells Palette of disableAutoRegister and of the project", async () => {
    const machine = boot({ cds: [seed(siteData({ disableAutoRegister: "true", projectUid: "66e0" }))] });
    await says(machine, "Registered");
    expect(palette.registrations[0]?.spec.host).toMatchObject({
      disableAutoRegister: true,
      project: { name: "", uid: "66e0" },
    });
  });

  test("needs the right authority, or insecureSkipVerify", async () => {
    const untrusted = siteData().replace(/ {4}caCerts:[^]*/, "");
    const machine = boot({ cds: [seed(untrusted)] });
    await says(machine, /registration failed, will retry: .*(certificate|verify)/);
    expect(palette.registrations).toEqual([]);
    const careless = boot({ cds: [seed(`${untrusted}    insecureSkipVerify: true\n`)], productUuid: otherUuid });
    await says(careless, `Registered as ${otherId}`);
  });

  test.each([
    ["api.spectrocloud.com", /api.spectrocloud.com: no route to host/],
    ["https://127.0.0.1:1", /lookup https:\/\/127.0.0.1:1: no such host/],
    ["127.0.0.1:1", /ECONNREFUSED/],
  ])("does not leave this machine: %s", async (paletteEndpoint, message) => {
    await says(boot({ cds: [seed(siteData({ paletteEndpoint }))] }), message);
    expect(palette.registrations).toEqual([]);
  });

  test("goes through the proxy, unless noProxy says otherwise", async () => {
    const tunnels: string[] = [];
    const sockets = new Set<Socket>();
    const proxy = createServer();
    proxy.on("connect", (request, client: Socket) => {
      tunnels.push(request.url ?? "");
      const [host = "", port] = (request.url ?? "").split(":");
      const server = connect(Number(port), host, () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        client.pipe(server).pipe(client);
      });
      for (const socket of [client, server]) sockets.add(socket.on("error", () => socket.destroy()));
    });
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    const httpsProxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await says(boot({ cds: [seed(siteData({ network: `{ httpsProxy: "${httpsProxy}" }` }))] }), "Registered");
    expect(tunnels).toEqual([palette.endpoint]);
    const direct = boot({
      productUuid: otherUuid,
      cds: [seed(siteData({ network: `{ httpsProxy: "${httpsProxy}", noProxy: "10.0.0.0/8,127.0.0.1" }` }))],
    });
    await says(direct, "Registered");
    expect(tunnels).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });

  test("of a hundred hosts shares a few connections", async () => {
    const cds = [seed(siteData())];
    const hosts = Array.from({ length: 100 }, (_, index) =>
      boot({
        cds,
        productUuid: `${index.toString(16).padStart(8, "0")}-33b4-98f6-aa8d-ec90c3437c28`,
        nics: [{ macAddress: `00:50:56:00:01:${index.toString(16).padStart(2, "0")}`, network: "VM Network" }],
      }),
    );
    for (const host of hosts) await says(host, "Registered");
    expect(new Set(palette.registrations.map(({ metadata }) => metadata.uid)).size).toBe(100);
    expect(new Set(palette.registrations.map(({ spec }) => spec.host["hostAddress"])).size).toBe(100);
    expect(palette.sockets.size).toBeLessThanOrEqual(8);
  });
});

describe("a later boot", () => {
  test("neither registers again nor reads the CD again, and keeps its address", async () => {
    const disk = installedDisk();
    const first = boot({ disks: [disk], cds: [seed(siteData())] });
    await says(first, "Registered");
    await turnOff(first);
    expect(agents.contacts.get(id)?.aborted).toBe(true);
    const second = boot({ disks: [disk], cds: [seed(siteData({ name: "another" }))] });
    await says(second, "data sources are not polled again");
    await expect.poll(() => agents.contacts.get(id)?.aborted, patience).toBe(false);
    expect(second.lines).toContain("MachineIP: 10.0.20.120");
    expect(palette.registrations).toHaveLength(1);
  });

  test("of a clone of a template that was booted ignores the clone's CD and shares the machine-id", async () => {
    const template = installedDisk();
    const booted = boot({ disks: [template], cds: [seed("#cloud-config\n")] });
    await says(booted, "Not registering");
    await turnOff(booted);
    const clones = [otherUuid, "11111111-33b4-98f6-aa8d-ec90c3437c28"].map((productUuid) =>
      boot({ disks: [copyOf(template)], productUuid, cds: [seed(siteData())] }),
    );
    for (const clone of clones) {
      await says(clone, "data sources are not polled again");
      await says(clone, "Not registering: no paletteEndpoint in the user-data");
      expect(clone.lines).toContain(booted.lines.find((line) => line.startsWith("Machine ID ")));
    }
    expect(palette.registrations).toEqual([]);
  });

  test("of a clone of a registered host notices the new UUID and registers under its own ID", async () => {
    const disk = installedDisk();
    const original = boot({ disks: [disk], cds: [seed(siteData())] });
    await says(original, "Registered");
    await turnOff(original);
    const clone = boot({ disks: [copyOf(disk)], productUuid: otherUuid });
    await says(clone, `reset cached site name from uuid, cached: ${id} new: ${otherId}`);
    await says(clone, `Registered as ${otherId}`);
  });

  test("keeps a random name", async () => {
    const disk = installedDisk();
    const cds = [seed(siteData({ name: "$random" }))];
    const first = boot({ disks: [disk], cds });
    await says(first, "Registered");
    await turnOff(first);
    const name = first.lines.find((line) => line.startsWith("MachineID: "));
    expect(name).toMatch(/^MachineID: edge-[0-9a-f]{32}$/);
    await says(boot({ disks: [disk], cds }), name ?? "");
  });
});

describe("a cluster", () => {
  async function assigned(disk = installedDisk()): Promise<SimulatedMachine> {
    const machine = boot({ disks: [disk], cds: [seed(siteData())] });
    await expect.poll(() => agents.isWaiting(`assign ${id}`), patience).toBe(true);
    agents.resolve(`assign ${id}`, cluster);
    return machine;
  }

  test("is joined after the provider image and a reboot, and left when it is deleted", async () => {
    const machine = await assigned();
    await expect.poll(() => agents.isWaiting(`release ${id} c1`), patience).toBe(true);
    const steps = () => agents.reports.map((report) => report.replace(`${id} c1 `, ""));
    expect(steps()).toEqual(["image-downloaded", "rebooting", "joined"]);
    expect(machine.lines).toContain("Downloading provider image registry/kairos:1");
    expect(machine.lines).toContain("Booting from disk, entry active");
    expect(machine.reported.at(-1)?.nics.map(({ macAddress }) => macAddress)).toEqual([
      "00:50:56:01:02:03",
      "ee:ee:ee:ee:ee:ee",
    ]);
    agents.resolve(`release ${id} c1`);
    await expect.poll(() => agents.isWaiting(`assign ${id}`), patience).toBe(true);
    expect(steps()).toEqual(["image-downloaded", "rebooting", "joined", "cleaned-up"]);
    expect(machine.lines.filter((line) => line === "Booting from disk, entry registration")).toHaveLength(2);
    expect(palette.registrations).toHaveLength(1);
  });

  test("is there again after the power was off", async () => {
    const disk = installedDisk();
    const machine = await assigned(disk);
    await expect.poll(() => agents.isWaiting(`release ${id} c1`), patience).toBe(true);
    await turnOff(machine);
    agents.reports.length = 0;
    await says(boot({ disks: [disk] }), "Joined cluster docs as node");
    expect(agents.reports).toEqual([`${id} c1 joined`]);
    expect(palette.registrations).toHaveLength(1);
  });
});
