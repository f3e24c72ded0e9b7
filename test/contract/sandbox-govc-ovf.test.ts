import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { sandboxEnv } from "../../src/sandbox/process.ts";
import { ovfDescriptor } from "../kit/ovf-descriptor.ts";
import { describePeer, peer } from "../kit/peers.ts";
import { smallVmdk, textGrain } from "../kit/vmdk.ts";

/** What govc imports into the sandbox is a machine afterwards, and what it exports is what was imported. */
describePeer("govc", "govc's OVF commands against the sandbox", (program) => {
  const capacityBytes = 1024 ** 3;
  let sandbox: Sandbox;
  let folder: string;
  let ovf: string;
  let vmdk: Buffer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-govc-ovf-"));
    sandbox = await startSandbox({ speed: 10 });
    vmdk = await smallVmdk(
      new Map([
        [0, textGrain("one")],
        [16_000, textGrain("two")],
      ]),
      capacityBytes,
    );
    const descriptor = ovfDescriptor({
      name: "boxed",
      disk: { path: "boxed-disk1.vmdk", sizeBytes: vmdk.length },
      capacityBytes,
    });
    ovf = join(folder, "boxed/boxed.ovf");
    await mkdir(join(folder, "boxed"));
    await writeFile(ovf, descriptor);
    await writeFile(join(folder, "boxed/boxed-disk1.vmdk"), vmdk);
    const digest = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");
    const lines = [`SHA256(boxed.ovf)= ${digest(descriptor)}`, `SHA256(boxed-disk1.vmdk)= ${digest(vmdk)}`, ""];
    await writeFile(join(folder, "boxed/boxed.mf"), lines.join("\n"));
    await execa("tar", ["--format=ustar", "-cf", "../boxed.ova", "boxed.ovf", "boxed.mf", "boxed-disk1.vmdk"], {
      cwd: join(folder, "boxed"),
    });
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]) =>
    execa(program, args, {
      env: { ...sandboxEnv(sandbox.connection), HOME: folder },
      extendEnv: false,
      reject: false,
      timeout: 30_000,
    });
  async function govc(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await run(...args);
    expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
    return stdout;
  }
  const options = async (more: object): Promise<string> => {
    const file = join(folder, "options.json");
    const mapping = [{ Name: "lab network", Network: "VM Network" }];
    await writeFile(file, JSON.stringify({ DiskProvisioning: "thin", NetworkMapping: mapping, ...more }));
    return file;
  };

  test("import.spec lists what can be chosen", async () => {
    const spec = JSON.parse(await govc("import.spec", join(folder, "boxed.ova"))) as object;
    expect(spec).toMatchObject({ NetworkMapping: [{ Name: "lab network" }] });
  });

  test("import.ova checks each disk against the manifest, and makes a machine that starts", async () => {
    await govc(
      "import.ova",
      "-m",
      `-options=${await options({ PowerOn: true })}`,
      "-name=from-ova",
      join(folder, "boxed.ova"),
    );
    const info = await govc("vm.info", "-json", "from-ova");
    const [vm] = (JSON.parse(info) as { virtualMachines: { summary: object; runtime: object }[] }).virtualMachines;
    expect(vm).toMatchObject({
      runtime: { powerState: "poweredOn" },
      summary: { config: { numCpu: 2, memorySizeMB: 512, numEthernetCards: 1, numVirtualDisks: 1 } },
    });
    const disk = await govc("device.info", "-vm=from-ova", "disk-*");
    expect(disk).toMatch(/File: +\[nvme-01\] from-ova\/disk-0\.vmdk/);
    expect(await govc("device.ls", "-vm=from-ova")).toMatch(/pvscsi-1000 .*ParaVirtualSCSI/);
    expect(await govc("tasks")).toMatch(/ImportVAppLRO/);
    await govc("vm.destroy", "from-ova");
  });

  test("import.ovf of a folder, as a template", async () => {
    await govc("import.ovf", `-options=${await options({ MarkAsTemplate: true })}`, "-name=from-ovf", ovf);
    expect(await govc("vm.info", "from-ovf")).toMatch(/Power state: +poweredOff/);
    expect(await govc("object.collect", "-s", "vm/Labs/edge/from-ovf", "config.template")).toBe("true");
    await govc("vm.destroy", "from-ovf");
  });

  test("export.ovf gives back the disk that was imported, and imports again", async () => {
    await govc("import.ovf", `-options=${await options({})}`, "-name=original", ovf);
    await govc("export.ovf", "-vm=original", "-sha=256", "-name=copy", join(folder, "exported"));
    const copy = join(folder, "exported/copy");
    expect((await readFile(join(copy, "copy-disk-0.vmdk"))).equals(vmdk)).toBe(true);
    const manifest = await readFile(join(copy, "copy.mf"), "utf8");
    expect(manifest).toContain(`SHA256(copy-disk-0.vmdk)= ${createHash("sha256").update(vmdk).digest("hex")}\n`);
    await govc("import.ovf", "-m", "-name=copy", join(copy, "copy.ovf"));
    expect(await govc("device.info", "-vm=copy", "disk-*")).toMatch(/File: +\[nvme-01\] copy\/disk-0\.vmdk/);
    await govc("snapshot.create", "-m=false", "-vm=copy", "base");
    await govc("export.ovf", "-vm=copy", "-snapshot=base", "-name=snapshot", join(folder, "exported"));
    expect((await readFile(join(folder, "exported/snapshot/snapshot-disk-0.vmdk"))).equals(vmdk)).toBe(true);
    await govc("vm.destroy", "copy", "original");
  });

  test("URLs without a host mean the one that govc is connected to", async () => {
    await using other = await startSandbox({ speed: 10, vcenter: { baseUrl: "https://*" } });
    const env = { ...sandboxEnv(other.connection), HOME: folder };
    await execa(program, ["import.ovf", "-name=anywhere", ovf], { env, extendEnv: false });
    const { stdout } = await execa(program, ["vm.info", "anywhere"], { env, extendEnv: false });
    expect(stdout).toMatch(/Name: +anywhere/);
  });

  const qemuImg = peer("qemu-img");
  test.skipIf(qemuImg === undefined)(
    "a disk of qemu-img's, without an end mark, is taken as ESXi takes it",
    async () => {
      const [raw, disk] = [join(folder, "x.raw"), join(folder, "boxed/qemu.vmdk")];
      await writeFile(raw, Buffer.concat([Buffer.alloc(65_536, "qemu"), Buffer.alloc(2 ** 20)]));
      await execa(qemuImg!, ["convert", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, disk]);
      const { size: sizeBytes } = await stat(disk);
      const text = ovfDescriptor({ name: "qemu", disk: { path: "qemu.vmdk", sizeBytes }, capacityBytes: 2 ** 21 });
      await writeFile(join(folder, "boxed/qemu.ovf"), text);
      await govc("import.ovf", "-name=qemu", join(folder, "boxed/qemu.ovf"));
      await govc("vm.destroy", "qemu");
    },
  );

  test("a manifest that does not fit stops the import and leaves nothing", async () => {
    await writeFile(join(folder, "boxed/boxed-disk1.vmdk"), Buffer.from(vmdk).fill(1, 511, 512));
    const { exitCode, stderr } = await run("import.ovf", "-m", "-name=wrong", ovf);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/checksum .* mismatch/)]);
    await writeFile(join(folder, "boxed/boxed-disk1.vmdk"), vmdk);
    expect(await govc("find", "/DC0/vm", "-type", "m")).toBe("");
    expect(await govc("datastore.ls")).toBe("");
  });

  test("what the host cannot have is said by name", async () => {
    const descriptor = ovfDescriptor({ name: "boxed", disk: { path: "boxed-disk1.vmdk", sizeBytes: vmdk.length } });
    const refused = async (name: string, change: (text: string) => string, message: RegExp) => {
      const file = join(folder, `boxed/${name}.ovf`);
      await writeFile(file, change(descriptor));
      const { exitCode, stderr } = await run("import.ovf", `-name=${name}`, file);
      expect([exitCode, stderr]).toEqual([1, expect.stringMatching(message)]);
    };
    await refused("future", (text) => text.replace("vmx-14", "vmx-99"), /No supported hardware versions.*vmx-99/);
    await refused("virtualbox", (text) => text.replace("vmx-14", "virtualbox-2.2"), /virtualbox-2\.2/);
    await refused("controller", (text) => text.replace("VirtualSCSI", "virtualscsi"), /virtualscsi/);
    await refused("nic", (text) => text.replace("VmxNet3", "SriovEthernetCard"), /SriovEthernetCard/);
    await refused("size", (text) => text.replace(/ovf:capacity="\d+"/, 'ovf:capacity="-1"'), /capacity/);
    expect(await govc("find", "/DC0/vm", "-type", "m")).toBe("");
  });
});
