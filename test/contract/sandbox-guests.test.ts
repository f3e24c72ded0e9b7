import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSeedIso, createStandIn } from "../../src/iso/index.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { sandboxEnv } from "../../src/sandbox/process.ts";
import { paletteCaller } from "../kit/palette-caller.ts";
import { describePeer } from "../kit/peers.ts";

const patience = { timeout: 30_000 };

describePeer("govc", "machines that govc makes in the sandbox", (govc) => {
  let folder: string;
  let sandbox: Sandbox;
  const run = async (...args: string[]) => (await execa(govc, args, { env: sandboxEnv(sandbox.connection) })).stdout;
  const restart = async () => {
    await sandbox?.[Symbol.asyncDispose]();
    sandbox = await startSandbox({ stateDir: join(folder, "state") });
  };
  const upload = async (name: string, bytes: Uint8Array) => {
    await writeFile(join(folder, name), bytes);
    await run("datastore.upload", join(folder, name), `guests/${name}`);
  };
  const powerState = async (vm: string) => /Power state: +(\w+)/.exec(await run("vm.info", vm))?.[1];
  const says = (vm: string, line: RegExp) =>
    expect.poll(() => sandbox.vcenter.consoleLines(vm).join("\n"), patience).toMatch(line);
  const createVm = (name: string, iso: string) =>
    run(
      "vm.create",
      "-on=false",
      "-c=4",
      "-m=8192",
      "-g=ubuntu64Guest",
      "-firmware=bios",
      "-disk=150G",
      "-disk.controller=pvscsi",
      "-net.adapter=vmxnet3",
      "-iso-datastore=nvme-01",
      `-iso=guests/${iso}`,
      name,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-guests-"));
    await restart();
    await run("datastore.mkdir", "-p", "guests");
    await upload("installer.iso", createStandIn({ userData: "#cloud-config\ninstall:\n  poweroff: true\n" }));
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test("an installer ISO makes a disk whose linked clones register, also after a restart", async () => {
    await createVm("template", "installer.iso");
    await run("vm.power", "-on", "template");
    await expect.poll(() => powerState("template"), patience).toBe("poweredOff");
    await run("device.cdrom.eject", "-vm=template", "-device=cdrom-3000");
    await run("snapshot.create", "-vm=template", "base");
    await run("vm.markastemplate", "template");

    const { connection } = sandbox;
    const palette = paletteCaller(connection, sandbox.palette.projectUid("Default"));
    const token = await palette.newToken("guests");
    const authority = connection.caPem.trim().replaceAll("\n", "\n        ");
    const site = `paletteEndpoint: ${connection.paletteEndpoint.slice(8)}\n    edgeHostToken: ${token}\n    caCerts:\n      - |\n        ${authority}\n`;
    await upload("site.iso", createSeedIso({ userData: `#cloud-config\nstylus:\n  site:\n    ${site}` }));
    await run("vm.clone", "-vm=template", "-link", "-on=false", "demo-1");
    await run("device.cdrom.insert", "-vm=demo-1", "-device=cdrom-3000", "guests/site.iso");
    await run("device.connect", "-vm=demo-1", "cdrom-3000");
    await run("vm.power", "-on", "demo-1");

    const id = await expectedId("demo-1");
    const state = async () => (await palette.edgeHost(id))?.status;
    await expect.poll(state, patience).toMatchObject({ state: "ready", health: { state: "healthy" } });
    const address = await run("vm.ip", "demo-1");
    expect(address).toMatch(/^10\.0\.20\.\d+$/);

    await restart();
    await says("demo-1", new RegExp(`MachineIP: ${address}`));
    await expect.poll(state, patience).toMatchObject({ state: "ready", health: { state: "healthy" } });
    expect(sandbox.vcenter.consoleLines("demo-1").join("\n")).not.toContain("registering edge host");
  });

  test("an ISO that is no installer never writes to the disk", async () => {
    await upload("seed.iso", createSeedIso({ userData: "#cloud-config\n" }));
    await createVm("stuck", "seed.iso");
    await run("vm.power", "-on", "stuck");
    await says("stuck", /no bootable medium/);
    expect(await powerState("stuck")).toBe("poweredOn");
    await run("vm.power", "-off", "stuck");
  });

  /** From what vSphere shows, by the rule for hardware version 13 and later. */
  async function expectedId(vm: string): Promise<string> {
    const uuid = /UUID: +(\S+)/.exec(await run("vm.info", vm))?.[1] ?? "";
    const [a = "", b = "", c = "", ...rest] = uuid.split("-");
    const reversed = [a, b, c].map((group) => Buffer.from(group, "hex").reverse().toString("hex"));
    return `edge-${[...reversed, ...rest].join("")}`;
  }
});
