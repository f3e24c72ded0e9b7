import { existsSync } from "node:fs";
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBytes } from "../../src/core/random-access.ts";
import { sha256 } from "../../src/core/sha256.ts";
import {
  createPackage,
  openPackage,
  type PackageHardware,
  type PackageSpec,
  parseDescriptor,
} from "../../src/ovf/index.ts";
import { formatTarHeader } from "../../src/ovf/tar-header.ts";
import { indexTar } from "../../src/ovf/tar-index.ts";
import { describePeer } from "../kit/peers.ts";
import { startVcsim, type Vcsim } from "../kit/vcsim.ts";

const signal = AbortSignal.timeout(120_000);
const mebibyte = 1 << 20;
let folder: string;
let ova: string;
let raw: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-ovf-"));
  raw = join(folder, "disk.raw");
  await using file = await open(raw, "w");
  await file.truncate(64 * mebibyte);
  await file.write("some text ".repeat(50_000), 5 * mebibyte);
  ova = join(folder, "edge.ova");
  await createPackage(spec(), ova, { signal, workers: 1 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function spec(hardware: Partial<PackageHardware> = {}): PackageSpec {
  return {
    name: "edge",
    hardware: {
      cpus: 2,
      coresPerSocket: 2,
      memoryMiB: 2048,
      firmware: "efi",
      guestId: "ubuntu64Guest",
      version: "vmx-14",
      scsiController: "pvscsi",
      ...hardware,
    },
    product: { name: "Palette Edge host", facts: { inputs: "3f2a" } },
    annotation: "a note",
    disk: { path: raw, sizeBytes: 64 * mebibyte },
  };
}

async function unpacked(name: string): Promise<string> {
  const target = join(folder, name);
  await mkdir(target);
  await execa("tar", ["-xf", ova, "-C", target]);
  return target;
}

/** Another tar, as that of macOS, has other options and other lists. */
const { stdout: tarVersion } = await execa("tar", ["--version"], { reject: false });
describe.skipIf(!tarVersion?.includes("GNU tar"))("GNU tar", () => {
  test("lists the archive, in the order that ovftool wants", async () => {
    const { stdout, stderr } = await execa("tar", ["-tvf", ova]);
    expect(stderr).toBe("");
    expect(stdout.split("\n").map((line) => line.replace(/ +\d+ \d{4}-\d\d-\d\d \d\d:\d\d/, ""))).toEqual([
      "-rw-r--r-- root/root edge.ovf",
      "-rw-r--r-- root/root edge.mf",
      "-rw-r--r-- root/root edge-disk1.vmdk",
    ]);
  });

  test("takes it apart into files that have the manifest's digests", async () => {
    const target = await unpacked("plain");
    const manifest = await readFile(join(target, "edge.mf"), "utf8");
    const lines = ["edge.ovf", "edge-disk1.vmdk"].map(
      async (name) => `SHA256(${name})= ${sha256(await readFile(join(target, name)))}\n`,
    );
    expect(manifest).toBe((await Promise.all(lines)).join(""));
  });

  test("reads a size above 8 GiB, and ours is read by what it wrote", async () => {
    const path = join(folder, "large.tar");
    await using file = await open(path, "w");
    await file.write(formatTarHeader({ name: "large.vmdk", sizeBytes: 9 * 2 ** 30 }));
    await file.truncate(512 + 9 * 2 ** 30 + 1024);
    expect((await execa("tar", ["-tvf", path])).stdout).toMatch(/ 9663676416 .* large\.vmdk$/);
    await rm(path);
    const large = join(folder, "large.vmdk");
    await using sparse = await open(large, "w");
    await sparse.truncate(9 * 2 ** 30);
    const made = await execa("sh", ["-c", 'tar --format=gnu -C "$1" -cf - large.vmdk | head -c 1024', "sh", folder], {
      encoding: "buffer",
      reject: false,
    });
    const archive = { ...fromBytes(made.stdout), size: 10 * 2 ** 30 };
    const { members } = await indexTar({
      ...archive,
      read: async (at, length) => (at === 0 ? made.stdout.subarray(0, length) : new Uint8Array(length)),
    });
    expect(members).toEqual([{ name: "large.vmdk", sizeBytes: 9 * 2 ** 30, offset: 512 }]);
    await rm(large);
  });

  test.each([
    ["ustar", true],
    ["gnu", true],
    ["oldgnu", true],
    ["v7", true],
    ["posix", false],
  ])("its format %s is read (vSphere reads it: %s)", async (format, isFine) => {
    const target = await unpacked(`format-${format}`);
    const path = join(folder, `${format}.ova`);
    await execa("tar", [`--format=${format}`, "-C", target, "-cf", path, "edge.ovf", "edge.mf", "edge-disk1.vmdk"]);
    await using opened = await openPackage(path);
    expect(opened.files.map(({ name }) => name)).toEqual(["edge-disk1.vmdk"]);
    expect(opened.findings).toEqual(isFine ? [] : [expect.objectContaining({ severity: "warning" })]);
  });

  test("an archive of links and folders is refused", async () => {
    const target = await unpacked("links");
    await rm(join(target, "edge-disk1.vmdk"));
    await execa("ln", ["-s", "/etc/passwd", join(target, "edge-disk1.vmdk")]);
    for (const what of [["edge.ovf", "edge-disk1.vmdk"], ["."]]) {
      const path = join(folder, "links.ova");
      await execa("tar", ["--format=gnu", "-C", target, "-cf", path, ...what]);
      await expect(openPackage(path)).rejects.toMatchObject({ code: "OVF_INVALID" });
    }
  });
});

describePeer("qemu-img", "qemu-img", (qemuImg) => {
  test("sees the disk that went in", async () => {
    const target = await unpacked("qemu");
    const vmdk = join(target, "edge-disk1.vmdk");
    const { stdout } = await execa(qemuImg, ["compare", "-f", "raw", "-F", "vmdk", raw, vmdk]);
    expect(stdout).toContain("Images are identical");
  });

  test("what it converted is read, with a manifest of sha256sum's", async () => {
    const target = join(folder, "theirs");
    await mkdir(target);
    const vmdk = join(target, "theirs.vmdk");
    await execa(qemuImg, ["convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, vmdk]);
    const text = (await readFile(join(await unpacked("donor"), "edge.ovf"), "utf8"))
      .replace("edge-disk1.vmdk", "theirs.vmdk")
      .replace(/ovf:size="\d+"/, "");
    await writeFile(join(target, "theirs.ovf"), text);
    const { stdout } = await execa("sha256sum", ["--tag", "theirs.ovf", "theirs.vmdk"], { cwd: target });
    await writeFile(join(target, "theirs.mf"), stdout);
    await using opened = await openPackage(target);
    expect(opened.manifest?.entries.map(({ fileName }) => fileName)).toEqual(["theirs.ovf", "theirs.vmdk"]);
    expect(opened.manifest?.findings).toMatchObject([{ severity: "error" }, { severity: "error" }]);
  });
});

describePeer("govc", "govc", (govc) => {
  describePeer("vcsim", "and vcsim", (program) => {
    let vcsim: Vcsim;
    beforeAll(async () => {
      vcsim = await startVcsim(program, ["-vm", "0"]);
    });
    afterAll(() => vcsim[Symbol.asyncDispose]());
    const run = async (...args: string[]) => {
      const env = {
        HOME: folder,
        GOVC_URL: vcsim.url,
        GOVC_USERNAME: vcsim.username,
        GOVC_PASSWORD: vcsim.password,
        GOVC_INSECURE: "1",
        GOVC_RESOURCE_POOL: "/DC0/host/DC0_C0/Resources",
        GOVC_NETWORK: "VM Network",
      };
      return execa(govc, args, { env, extendEnv: false, reject: false, timeout: 30_000 });
    };

    test("read the descriptor as it was meant", async () => {
      expect(JSON.parse((await run("import.spec", ova)).stdout)).toMatchObject({
        NetworkMapping: [{ Name: "VM Network", Network: "" }],
        Annotation: "a note",
      });
    });

    test("find fault with nothing but the SATA controller, which vcsim lacks", async () => {
      const { exitCode, stderr } = await run("import.ova", "-name", "sata", ova);
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/resource type: 20$/) });
    });

    test("import it when its CD drive is on IDE", async () => {
      const path = join(folder, "ide.ova");
      await createPackage(spec({ cdrom: "ide" }), path, { signal, workers: 1 });
      const { exitCode, stderr } = await run("import.ova", "-name", "imported", path);
      expect({ exitCode, stderr: exitCode ? stderr : "" }).toEqual({ exitCode: 0, stderr: "" });
      const { stdout } = await run("vm.info", "-json", "imported");
      const { virtualMachines } = JSON.parse(stdout) as { virtualMachines: { config: object }[] };
      expect(virtualMachines[0]?.config).toMatchObject({
        guestId: "ubuntu64Guest",
        version: "vmx-14",
        hardware: { numCPU: 2, memoryMB: 2048 },
      });
      const devices = (await run("device.ls", "-vm", "imported")).stdout;
      for (const name of ["pvscsi-", "ide-", "cdrom-", "disk-", "VirtualVmxnet3"]) expect(devices).toContain(name);
    });
  });
});

/** The descriptors that VMware and govmomi collected: those of every product and age, and their own broken ones. */
const modules = join(process.env["GOMODCACHE"] ?? join(homedir(), "go/pkg/mod"), "github.com/vmware");
const collection = existsSync(modules) ? join(modules, "govmomi@v0.55.0/ovf/fixtures") : join(modules, "nowhere");
describe.skipIf(!existsSync(collection))("govmomi's collection of descriptors", () => {
  test("those of one machine are read; the others are refused, each for a reason", async () => {
    const names = (await readdir(collection, { recursive: true })).filter((name) => name.endsWith(".ovf"));
    const refusals = new Map<string, string>();
    for (const name of names) {
      try {
        parseDescriptor(await readFile(join(collection, name), "utf8"));
      } catch (error) {
        expect(error, name).toMatchObject({ code: "OVF_INVALID" });
        refusals.set(name, (error as Error).message);
      }
    }
    expect(names.length).toBeGreaterThan(900);
    expect(names.length - refusals.size).toBeGreaterThan(500);
    const reasons =
      /a vApp of several|plain name|no VirtualSystem|comes in chunks|more than 4194304 bytes|malformed at|expected an OVF Envelope|References do not have|is no item|twice|has no ovf:href|is "-2", expected a number/;
    for (const [name, why] of refusals) expect(why, name).toMatch(reasons);
    const read = (name: string) => !refusals.has(name);
    expect(["ttylinux.ovf", "photon5.ovf", "ubuntu24.10.ovf", "uber.ovf", "deployment-configs.ovf"].every(read)).toBe(
      true,
    );
  });
});
