import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { describePeer } from "../kit/peers.ts";

/** govc, which nobody here wrote, does with the sandbox what it does with a vCenter. The tests build on one another. */
describePeer("govc", "govc against the sandbox", (program) => {
  let sandbox: Sandbox;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-govc-"));
    sandbox = await startSandbox({ speed: 10 });
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(
    args: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): Promise<{ exitCode: number | undefined; stdout: string; stderr: string }> {
    const { vcenterUrl, username, password, caFile } = sandbox.connection;
    const { exitCode, stdout, stderr } = await execa(program, args, {
      env: {
        HOME: folder,
        GOVC_URL: vcenterUrl,
        GOVC_USERNAME: username,
        GOVC_PASSWORD: password,
        GOVC_TLS_CA_CERTS: caFile,
        GOVC_FOLDER: "edge",
        GOVC_RESOURCE_POOL: "edge-lab",
        GOVC_DATASTORE: "nvme-01",
        ...more,
      },
      extendEnv: false,
      reject: false,
      timeout: 20_000,
    });
    return { exitCode, stdout, stderr };
  }
  async function govc(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
    return stdout;
  }
  async function refused(...args: readonly string[]): Promise<string> {
    const { exitCode, stderr, stdout } = await run(args);
    expect(exitCode).not.toBe(0);
    return stderr + stdout;
  }
  const state = async (vm: string) =>
    (await govc("object.collect", "-s", `vm/Labs/edge/${vm}`, "runtime.powerState")).trim();

  test("about", async () => {
    expect(await govc("about")).toMatch(/API type:\s+VirtualCenter/);
  });

  test("a wrong password is refused", async () => {
    const { exitCode, stderr } = await run(["ls"], { GOVC_PASSWORD: "wrong", GOVC_PERSIST_SESSION: "false" });
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/incorrect user name or password/);
  });

  test("find and ls", async () => {
    const all = (await govc("find", "/")).split("\n");
    expect(all).toEqual(
      expect.arrayContaining([
        "/DC0/vm/Labs/edge",
        "/DC0/host/Edge/Resources/edge-lab",
        "/DC0/datastore/nvme-01",
        "/DC0/network/VM Network",
      ]),
    );
    expect(await govc("ls")).toContain("/DC0/vm");
    expect(await govc("ls", "-l", "/DC0/host/Edge")).toMatch(/Resources \(ResourcePool\)/);
  });

  test("datastore.mkdir, upload, ls, download, cp, mv and rm", async () => {
    const iso = join(folder, "seed.iso");
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
    await writeFile(iso, bytes);
    await govc("datastore.mkdir", "-p", "iso/of/mine");
    await govc("datastore.upload", iso, "iso/of/mine/seed.iso");
    expect(await govc("datastore.ls", "-l", "iso/of/mine")).toMatch(/293\.0KB .* seed\.iso/);
    expect(await govc("datastore.ls", "-R")).toContain("[nvme-01] iso/of/mine");
    await govc("datastore.cp", "iso/of/mine/seed.iso", "iso/copy.iso");
    await govc("datastore.mv", "iso/copy.iso", "iso/moved.iso");
    await govc("datastore.download", "iso/moved.iso", join(folder, "back.iso"));
    expect((await readFile(join(folder, "back.iso"))).equals(bytes)).toBe(true);
    await govc("datastore.rm", "iso/moved.iso");
    expect(await refused("datastore.rm", "iso/moved.iso")).toMatch(/was not found/);
    await govc("datastore.rm", "-f", "iso/moved.iso");
    expect(await govc("datastore.ls", "iso")).toBe("of");
  });

  test("vm.create, vm.info, device.ls and device.info", async () => {
    const iso = "iso/of/mine/seed.iso";
    const hardware = ["-m", "1024", "-c", "2", "-disk", "4GB", "-disk.controller", "pvscsi", "-net.adapter", "vmxnet3"];
    await govc("vm.create", "-on=false", ...hardware, "-iso", iso, "-g", "ubuntu64Guest", "base");
    expect(await refused("vm.create", "-on=false", "-force", "base")).toMatch(/already exists/);
    const info = await govc("vm.info", "base");
    expect(info).toMatch(/Memory:\s+1024MB/);
    expect(info).toMatch(/UUID:\s+[0-9a-f-]{36}/);
    const devices = await govc("device.ls", "-vm", "base");
    for (const name of ["ide-200", "pvscsi-1000", "disk-1000-0", "cdrom-3000", "ethernet-0"])
      expect(devices).toContain(name);
    expect(await govc("device.info", "-vm", "base", "disk-*")).toMatch(/File:\s+\[nvme-01\] base\/base\.vmdk/);
    expect(await govc("device.info", "-vm", "base", "ethernet-*")).toMatch(/MAC Address:\s+00:50:56:/);
  });

  test("vm.change reaches extraConfig", async () => {
    await govc("vm.change", "-vm", "base", "-e", "lab.mark=mine");
    expect(await govc("vm.info", "-e", "base")).toMatch(/lab\.mark:\s+mine/);
  });

  test("snapshot.create and snapshot.tree", async () => {
    await govc("snapshot.create", "-m=false", "-vm", "base", "ready");
    expect(await govc("snapshot.tree", "-vm", "base")).toContain("ready");
  });

  test("vm.markastemplate; a template does not power on", async () => {
    await govc("vm.markastemplate", "base");
    expect(await refused("vm.power", "-on", "base")).toMatch(/template/);
  });

  test("vm.clone: linked with the snapshot, a full copy without, and no second one of a name", async () => {
    await govc("vm.clone", "-vm", "base", "-link", "-snapshot", "ready", "-m", "2048", "-on=false", "linked");
    expect(await govc("device.info", "-vm", "linked", "disk-*")).toMatch(/Parent:\s+\[nvme-01\] base\/base\.vmdk/);
    expect(await govc("vm.info", "-e", "linked")).toMatch(/lab\.mark:\s+mine/);
    await govc("vm.clone", "-vm", "base", "-on=false", "full");
    expect(await govc("device.info", "-vm", "full", "disk-*")).not.toMatch(/Parent:/);
    expect(await refused("vm.clone", "-force", "-vm", "base", "-on=false", "full")).toMatch(/already exists/);
  });

  test("vm.power on and off", async () => {
    await govc("vm.power", "-on", "linked");
    expect(await state("linked")).toBe("poweredOn");
    expect(await refused("vm.power", "-on", "linked")).toMatch(/Powered on/);
    expect(await refused("datastore.rm", "iso/of/mine/seed.iso")).toMatch(/locked/);
    await govc("vm.power", "-off", "linked");
    expect(await state("linked")).toBe("poweredOff");
    await govc("vm.power", "-on", "-M", "linked", "full");
    expect([await state("linked"), await state("full")]).toEqual(["poweredOn", "poweredOn"]);
  });

  test("vm.console shows the screen", async () => {
    const shot = join(folder, "screen.png");
    await govc("vm.console", "-capture", shot, "linked");
    expect((await readFile(shot)).subarray(1, 4).toString()).toBe("PNG");
  });

  test("object.collect, whole and by path", async () => {
    expect(await govc("object.collect", "vm/Labs/edge/linked")).toMatch(/summary\s+types\.VirtualMachineSummary/);
    expect(await govc("object.collect", "-s", "vm/Labs/edge/linked", "config.hardware.memoryMB")).toBe("2048");
  });

  test("tasks, by state as well; events; session.ls", async () => {
    const tasks = await govc("tasks");
    expect(tasks).toMatch(/CloneVM\s+base .* success/);
    expect(await govc("tasks", "-s", "error")).toMatch(/PowerOnVM\s+base .* error/);
    expect(await govc("events", "vm/Labs/edge/linked")).toMatch(/powered on/);
    expect(await govc("session.ls")).toMatch(/administrator@vsphere\.local/);
  });

  test("vm.markasvm", async () => {
    await govc("vm.markasvm", "-host", "esxi-01.sandbox", "base");
    await govc("vm.markastemplate", "base");
  });

  test("vm.destroy; the disk that a clone needs stays behind", async () => {
    await govc("vm.destroy", "base");
    expect(await govc("datastore.ls", "base")).toBe("base.vmdk");
    await govc("vm.destroy", "linked", "full");
    expect(await govc("find", "/", "-type", "m")).toBe("");
    expect((await govc("datastore.ls")).split("\n")).toEqual(["base", "iso"]);
  });
});
