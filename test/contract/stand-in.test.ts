import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { openRandomAccess } from "../../src/core/random-access-file.ts";
import { slice } from "../../src/core/random-access.ts";
import { type DiskInspection, inspectDisk, openFileSystem } from "../../src/disk/index.ts";
import { createBootableStandIn, createSeedIso, inspectInstaller } from "../../src/iso/index.ts";
import { bootDisk, installDisk } from "../../src/qemu/index.ts";
import { startHttps } from "../kit/https-server.ts";
import { peer } from "../kit/peers.ts";
import { makeToken, openPalette } from "../kit/sandbox-palette.ts";
import { describeStandIn, standInPackages } from "../kit/stand-in.ts";

const minutes = 60_000;
const embedded = "#cloud-config\ninstall:\n  reboot: true\nstylus:\n  site:\n    tags:\n      from: installer\n";
const hardware = { cpus: 2, memoryMiB: 1024, accelerator: "tcg" } as const;
const uuid = "97f23842-33b4-98f6-aa8d-ec90c3437c28";
const id = "edge-97f2384233b498f6aa8dec90c3437c28";

await describeStandIn("the bootable stand-in", () => {
  let folder: string;
  let iso: string;
  let sha256: string;
  const signal = AbortSignal.timeout(15 * minutes);
  const make = (name: string) =>
    createBootableStandIn(
      { packages: standInPackages, userData: embedded, menuTimeoutSeconds: 0 },
      join(folder, name),
      { signal },
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "edgelab-stand-in-"));
    iso = join(folder, "stand-in.iso");
    ({ sha256 } = await make("stand-in.iso"));
  }, 2 * minutes);
  afterAll(() => rm(folder, { recursive: true }));

  test(
    "the same packages and options give the same bytes",
    async () => {
      expect((await make("again.iso")).sha256).toBe(sha256);
      await rm(join(folder, "again.iso"));
    },
    2 * minutes,
  );

  test("it is an Edge installer that both firmwares start, and says that it is a stand-in", async () => {
    await using file = await openRandomAccess(iso);
    expect(file.size).toBeLessThan(64 << 20);
    expect(await inspectInstaller(file)).toMatchObject({
      kind: "palette",
      standIn: true,
      label: "COS_LIVE",
      boot: { bios: true, uefi: true },
      menu: { defaultTitle: "Palette eXtended Kubernetes Edge Installer", defaultAction: "unattended" },
      userData: [{ path: "/files-iso/config.yaml", holds: { reboot: true } }],
    });
  });

  test.skipIf(!peer("xorriso"))("xorriso finds its boot images", async () => {
    const { stdout } = await execa("xorriso", ["-indev", iso, "-report_el_torito", "plain"]);
    expect(stdout.replaceAll(/ +/g, " ")).toMatch(/boot img : 1 BIOS y[^]*boot img : 2 UEFI y/);
  });

  test.skipIf(!peer("blkid"))("blkid sees an installer's label", async () => {
    const { stdout } = await execa(peer("blkid") ?? "", ["-p", "-o", "value", "-s", "LABEL", iso]);
    expect(stdout).toContain("COS_LIVE");
  });

  const install = async (firmware: "bios" | "efi") => {
    const disk = join(folder, `${firmware}.raw`);
    const seed = createSeedIso({
      userData:
        "#cloud-config\ninstall:\n  poweroff: true\n  reboot: false\nstylus:\n  site:\n    tags:\n      lab: demo\n",
    });
    const limits = { timeoutMs: 4 * minutes, idleTimeoutMs: 2 * minutes };
    const { console } = await installDisk(
      { ...hardware, ...limits, iso, seed, disk, firmware, capacityBytes: 60 * 2 ** 30, temporaryFolder: folder },
      { signal },
    );
    await using file = await openRandomAccess(disk);
    return { disk, console, inspection: await inspectDisk(file) };
  };

  test(
    "under BIOS it installs a disk that boots from itself, takes site user-data and registers",
    async () => {
      const { disk, console, inspection } = await install("bios");
      const steps = [
        "Partitioning device",
        "Creating partition table for partition type gpt",
        "Mounting disk partitions",
        "Creating file system image /run/cos/state/cOS/active.img",
        "Copying /run/rootfsbase source to",
        "Starting copying cloud config file",
        "Installing GRUB",
        "Running after-install hook",
        "Unmounting disk partitions",
        "Powering off node",
      ];
      const told = console.flatMap((line) => steps.filter((step) => line.includes(step)));
      expect(told).toEqual(steps);
      expect(inspection).toMatchObject({
        table: "gpt",
        diskGuid: "2ceff841-4c1d-5a14-8e46-ed3aeb621093",
        boots: { bios: { ok: true }, efi: { ok: false } },
        edge: { installed: true, missing: [], savedEntry: "registration" },
        booted: { ever: false },
        standIn: true,
      });
      const mib = 2 ** 20;
      expect(inspection.partitions.map(({ name, sizeBytes }) => [name, sizeBytes / mib])).toEqual([
        ["bios", 1],
        ["oem", 5120],
        ["recovery", 20680],
        ["state", 25576],
        ["persistent", expect.any(Number)],
      ]);
      expect(inspection.partitions.slice(1).map(({ fileSystem }) => fileSystem?.label)).toEqual([
        "COS_OEM",
        "COS_RECOVERY",
        "COS_STATE",
        "COS_PERSISTENT",
      ]);
      // the CD overrides what is embedded, and what it does not say stays
      expect(parse(await customConfig(disk, inspection))).toEqual({
        install: { poweroff: true, reboot: false },
        stylus: { site: { tags: { from: "installer", lab: "demo" } } },
      });

      await using palette = await openPalette();
      let calls = 0;
      await using server = await startHttps((request, response) => {
        calls += 1;
        if (calls > 1) return palette.palette.handle(request, response);
        response.writeHead(503, { "content-type": "application/json" });
        response.end(JSON.stringify({ code: "Unavailable", message: "not now" }));
      });
      const { token } = await makeToken(palette);
      const site = {
        paletteEndpoint: `10.0.2.2:${new URL(server.url).port}`,
        edgeHostToken: token,
        caCerts: [server.ca],
        tags: { "site/name": 'a "quoted" one' },
      };
      const cd = createSeedIso({ userData: `#cloud-config\n${stringify({ stylus: { site } })}` });
      const lines: string[] = [];
      await bootDisk(
        {
          ...hardware,
          disk,
          firmware: "bios",
          uuid,
          temporaryFolder: folder,
          cds: [cd],
          network: { restrict: false },
          macAddress: "00:50:56:01:02:03",
          timeoutMs: 3 * minutes,
          until: /Registered as edge-/,
          onLine: (line) => lines.push(line),
        },
        { signal },
      );
      expect(lines).toContain(`MachineID: ${id}`);
      expect(lines).toContain("MachineIP: 10.0.2.15");
      expect(lines).toContain("registration failed, will retry: 503 Unavailable: not now");
      expect(lines.some((line) => line.startsWith("Site user-data from /dev/sr"))).toBe(true);
      const { body } = await palette.call("GET", `/v1/edgehosts/${id}`, { project: palette.project });
      expect(body).toMatchObject({
        metadata: { uid: id, name: id, labels: { from: "installer", lab: "demo", "site/name": 'a "quoted" one' } },
        spec: { host: { macAddress: "00:50:56:01:02:03", hostAddress: "10.0.2.15" } },
      });
      expect(JSON.stringify(lines)).not.toContain(token);
      await rm(disk);
    },
    6 * minutes,
  );

  test(
    "under UEFI it installs a disk that boots from itself",
    async () => {
      const { disk, console, inspection } = await install("efi");
      expect(console.join("\n")).toContain("Generating grub files for efi");
      expect(inspection).toMatchObject({
        boots: { efi: { ok: true }, bios: { ok: false } },
        edge: { installed: true, missing: [] },
        booted: { ever: false },
      });
      const { line } = await bootDisk(
        {
          ...hardware,
          disk,
          firmware: "efi",
          uuid,
          temporaryFolder: folder,
          timeoutMs: 3 * minutes,
          until: /^MachineID: edge-/,
        },
        { signal },
      );
      expect(line).toBe(`MachineID: ${id}`);
      await rm(disk);
    },
    6 * minutes,
  );
});

/** User-data as the installer left it on a disk. */
async function customConfig(disk: string, { partitions, edge }: DiskInspection): Promise<string> {
  const [label, path = ""] = edge.userData?.split(":") ?? [];
  const partition = partitions.find(({ fileSystem }) => fileSystem?.label === label);
  await using file = await openRandomAccess(disk);
  const files = await openFileSystem(slice(file, partition?.offset ?? 0, partition?.sizeBytes ?? 0));
  return Buffer.from(await files.readFile(path)).toString("utf8");
}
