import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStandIn } from "../../src/iso/index.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { sandboxEnv } from "../../src/sandbox/process.ts";
import { createEdgeDisk } from "../kit/disk-image.ts";
import { ovfDescriptor } from "../kit/ovf-descriptor.ts";
import { paletteCaller } from "../kit/palette-caller.ts";
import { describePeer } from "../kit/peers.ts";
import { grainsOf, smallVmdk } from "../kit/vmdk.ts";

const patience = { timeout: 30_000 };
const capacityBytes = 60 * 2 ** 30;

/** A disk that was really written, partitions, ext4 and all: what simulated guests find on it is read from there. */
describePeer("govc", "machines on disks that were imported into the sandbox", (govc) => {
  let folder: string;
  let sandbox: Sandbox;
  let token: string;
  const run = async (...args: string[]) =>
    (await execa(govc, args, { env: { ...sandboxEnv(sandbox.connection), HOME: folder }, extendEnv: false })).stdout;
  const palette = () => paletteCaller(sandbox.connection, sandbox.palette.projectUid("Default"));
  const says = (vm: string, line: RegExp) =>
    expect.poll(() => sandbox.vcenter.consoleLines(vm).join("\n"), patience).toMatch(line);
  const start = async () => {
    sandbox = await startSandbox({ stateDir: join(folder, "state") });
  };

  async function importDisk(name: string, disk: Uint8Array): Promise<void> {
    const vmdk = await smallVmdk(grainsOf(disk), capacityBytes);
    const path = `${name}.vmdk`;
    await writeFile(join(folder, path), vmdk);
    const file = join(folder, `${name}.ovf`);
    await writeFile(file, ovfDescriptor({ name, disk: { path, sizeBytes: vmdk.length }, capacityBytes }));
    await run("import.ovf", `-name=${name}`, file);
  }

  const userData = () => {
    const { connection } = sandbox;
    const authority = connection.caPem.trim().replaceAll("\n", "\n        ");
    const site = `paletteEndpoint: ${connection.paletteEndpoint.slice(8)}\n    edgeHostToken: ${token}\n    name: from-disk\n    caCerts:\n      - |\n        ${authority}\n`;
    return `#cloud-config\nstylus:\n  site:\n    ${site}`;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-imported-"));
    await start();
    token = await palette().newToken("imported");
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test("linked clones of it boot from its loader and register with its user data", async () => {
    await importDisk("edge", createEdgeDisk({ oem: { "/90_custom.yaml": userData() } }));
    await run("snapshot.create", "-m=false", "-vm=edge", "base");
    await run("vm.markastemplate", "edge");
    await run("vm.clone", "-vm=edge", "-link", "-snapshot=base", "-on=true", "edge-1");
    await says("edge-1", /Booting from disk, entry registration/);
    await expect
      .poll(async () => (await palette().edgeHost("from-disk"))?.status, patience)
      .toMatchObject({ state: "ready", health: { state: "healthy" } });
  });

  test("what a clone wrote is its own, also after a restart; the upload is still one file", async () => {
    await sandbox[Symbol.asyncDispose]();
    await start();
    await says("edge-1", /MachineID: from-disk/);
    expect(sandbox.vcenter.consoleLines("edge-1").join("\n")).not.toContain("registering edge host");
    await run("vm.power", "-off", "-force", "edge-1");
    expect(await readdir(join(folder, "state/datastores/nvme-01"))).toHaveLength(1);
    await run("vm.clone", "-vm=edge", "-link", "-snapshot=base", "-on=true", "edge-2");
    await says("edge-2", /registering edge host/);
    await run("vm.power", "-off", "-force", "edge-2");
  });

  test("a simulated installation is exported, imported again, and its clones register", async () => {
    const iso = join(folder, "installer.iso");
    await writeFile(
      iso,
      createStandIn({ userData: `${userData().replace("from-disk", "travelled")}install:\n  poweroff: true\n` }),
    );
    await run("datastore.upload", iso, "installer.iso");
    await run(
      "vm.create",
      "-on=false",
      "-c=4",
      "-m=8192",
      "-disk=150G",
      "-disk.controller=pvscsi",
      "-net.adapter=vmxnet3",
      "-firmware=bios",
      "-iso-datastore=nvme-01",
      "-iso=installer.iso",
      "installed",
    );
    await run("vm.power", "-on", "installed");
    await expect.poll(() => run("vm.info", "installed"), patience).toMatch(/poweredOff/);
    await run("device.cdrom.eject", "-vm=installed", "-device=cdrom-3000");
    await run("export.ovf", "-vm=installed", "-sha=256", join(folder, "out"));
    await run("import.ovf", "-m", "-name=travelled", join(folder, "out/installed/installed.ovf"));
    await run("vm.power", "-on", "travelled");
    await says("travelled", /Booting from disk, entry registration/);
    await expect
      .poll(async () => (await palette().edgeHost("travelled"))?.status, patience)
      .toMatchObject({ state: "ready", health: { state: "healthy" } });
    await run("vm.power", "-off", "-force", "travelled");
  });

  test("a disk without a loader for the machine's firmware does not start", async () => {
    await importDisk("efi-only", createEdgeDisk({ firmware: "efi" }));
    await run("vm.power", "-on", "efi-only");
    await says("efi-only", /no bootable medium/);
    await run("vm.destroy", "efi-only");
  });
});
