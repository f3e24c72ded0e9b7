import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBootableIso } from "../../test/kit/bootable-iso.ts";
import { sha256 } from "../core/sha256.ts";
import { inspectIso } from "./inspect-iso.ts";
import { createSeedIso } from "./seed.ts";
import { createIso, type IsoFile } from "./writer.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-inspect-"));
});
afterAll(() => rm(folder, { recursive: true }));

const signal = AbortSignal.timeout(60_000);
let count = 0;
async function place(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, `image-${(count += 1)}.iso`);
  await writeFile(path, bytes);
  return path;
}
const inspect = async (bytes: Uint8Array | string) => inspectIso(await place(bytes), { signal });

/** As a kernel for x86 begins. */
function kernel(version: string): Buffer {
  const bytes = Buffer.alloc(2048);
  bytes.write("HdrS", 0x202);
  bytes.writeUInt16LE(0x100, 0x20e);
  bytes.write(`${version} (build@host) #1 SMP\0`, 0x300);
  return bytes;
}

function squashfs(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.write("hsqs");
  bytes.writeUInt32LE(Date.UTC(2026, 6, 1) / 1000, 8);
  bytes.writeUInt16LE(6, 20);
  bytes.writeBigUInt64LE(BigInt(sizeBytes), 40);
  return bytes;
}

const menu = (argument: string, title = "Palette eXtended Kubernetes Edge Installer") =>
  `set default=0\nmenuentry "${title}" {\n linux /boot/kernel ${argument}\n}\n`;

function installer({
  grub = menu("nodepair.enable"),
  userData,
  root = squashfs(4096),
  more = [],
}: {
  grub?: string;
  userData?: string;
  root?: Buffer;
  more?: IsoFile[];
} = {}): Buffer {
  return createBootableIso({
    volumeId: "COS_LIVE",
    uefi: true,
    files: [
      { path: "/boot/kernel", content: kernel("6.8.0-51-generic") },
      { path: "/boot/initrd", content: "initrd" },
      { path: "/rootfs.squashfs", content: root },
      { path: "/boot/grub2/grub.cfg", content: grub },
      { path: "/opt/spectrocloud/content/Readme.txt", content: "bundles" },
      ...(userData === undefined ? [] : [{ path: "/files-iso/config.yaml", content: userData }]),
      ...more,
    ],
  });
}

const messages = (report: Awaited<ReturnType<typeof inspect>>, severity: string) =>
  report.findings.filter((finding) => finding.severity === severity).map(({ message }) => message);

describe("an Edge installer", () => {
  test("is described without being unpacked", async () => {
    const report = await inspect(installer());
    expect(report).toMatchObject({
      kind: "palette",
      label: "COS_LIVE",
      boot: { bios: true, uefi: true },
      forecast: { action: "installs", end: "stay", device: undefined, registersAt: undefined },
      system: {
        kernelVersion: "6.8.0-51-generic",
        rootFileSystem: { compression: "zstd", createdAt: "2026-07-01T00:00:00.000Z", sizeBytes: 4096 },
      },
      contentBytes: 7,
      checksum: undefined,
    });
    expect(messages(report, "error")).toEqual([]);
    expect(messages(report, "note").join("\n")).toMatch(
      /No user-data is embedded[^]*No registration token[^]*Kairos version is unknown[^]*agent's version is unknown/,
    );
  });

  test.each([
    ["install:\n  poweroff: true\n", { action: "installs", end: "poweroff" }],
    ["install:\n  poweroff: true\n  reboot: true\n  device: /dev/sdb\n", { end: "reboot", device: "/dev/sdb" }],
    ["stylus:\n  site:\n    edgeHostToken: abc\n", { registersAt: "api.spectrocloud.com" }],
    ["stylus:\n  site:\n    edgeHostToken: abc\n    paletteEndpoint: p.example\n", { registersAt: "p.example" }],
    ["stylus:\n  site:\n    paletteEndpoint: p.example\n", { registersAt: undefined }],
  ])("does what its user-data %j say", async (text, expected) => {
    const report = await inspect(installer({ userData: `#cloud-config\n${text}` }));
    expect(report.forecast).toMatchObject(expected);
    expect(JSON.stringify(report)).not.toContain("abc");
  });

  test("whose user-data cannot be merged stops, and the report says why", async () => {
    const more = [{ path: "/z.yaml", content: "#cloud-config\ninstall: now\n" }];
    const report = await inspect(installer({ userData: "#cloud-config\ninstall:\n  poweroff: true\n", more }));
    expect(messages(report, "error").join()).toMatch(/cannot be merged[^]*install is a map, in the next a text/);
  });

  test.each([
    ["", "waits", /installs nothing by itself/],
    ["interactive-install", "asks", /asks a person/],
  ])("with %j on its default entry %s", async (argument, action, warning) => {
    const report = await inspect(installer({ grub: menu(argument) }));
    expect(report.forecast?.action).toBe(action);
    expect(messages(report, "warning").join()).toMatch(warning);
  });

  test("of plain Kairos installs only when it is told to", async () => {
    const kairos = (userData?: string) =>
      createBootableIso({
        volumeId: "COS_LIVE",
        files: [
          { path: "/boot/grub2/grub.cfg", content: menu("install-mode", "Kairos") },
          ...(userData ? [{ path: "/config.yaml", content: userData }] : []),
        ],
      });
    const report = await inspect(kairos());
    expect(report).toMatchObject({ kind: "kairos", forecast: { action: "waits" } });
    expect(messages(report, "error")).toEqual([
      "/boot/kernel is missing.",
      "/boot/initrd is missing.",
      "/rootfs.squashfs is missing.",
    ]);
    const automatic = await inspect(kairos("#cloud-config\ninstall:\n  auto: true\n"));
    expect(automatic.forecast?.action).toBe("installs");
  });

  test("made of a file that was cut short is an error", async () => {
    const report = await inspect(installer({ root: squashfs(5000) }));
    expect(messages(report, "error")).toEqual([
      "/rootfs.squashfs is shorter than it says it is: the ISO was made of a damaged file.",
    ]);
  });
});

describe("its .sha256", () => {
  const bytes = installer();
  const good = sha256(bytes);
  test.each([
    [`${good}  NAME\n`, "matches", undefined],
    [`${good} NAME\n`, "matches", undefined],
    [`${good}  before.iso\n`, "matches", /is of before.iso: the ISO was renamed/],
    [`${"0".repeat(64)}  NAME\n`, "differs", /Its SHA-256 is .* says 0000/],
    ["404 not found\n", "unreadable", /holds no SHA-256 of this file/],
    ["\0binary", "unreadable", /holds no SHA-256 of this file/],
  ])("%j %s", async (text, outcome, finding) => {
    const path = await place(bytes);
    await writeFile(`${path}.sha256`, text.replace("NAME", path.split("/").at(-1)!));
    const report = await inspectIso(path, { signal });
    expect(report.checksum?.outcome).toBe(outcome);
    const said = report.findings.map(({ message }) => message).join("\n");
    if (finding) expect(said).toMatch(finding);
    else expect(said).not.toMatch(/sha256|SHA/);
    expect((await inspectIso(path, { signal, verify: false })).checksum).toBeUndefined();
  });
});

describe("what is no installer", () => {
  test("a desktop distribution is an ISO, and the report says which label it has", async () => {
    const desktop = createIso({
      volumeId: "Ubuntu 24.04.1 LTS amd64",
      files: [
        { path: "/boot/grub/grub.cfg", content: 'menuentry "Try or Install Ubuntu" {}\n' },
        { path: "/casper/vmlinuz", content: "kernel" },
      ],
    });
    const report = await inspect(desktop);
    expect(report).toMatchObject({ kind: "other", forecast: undefined });
    expect(messages(report, "error")).toEqual([
      expect.stringContaining('It is no Edge installer: its label is "Ubuntu 24.04.1 LTS amd64"'),
    ]);
  });

  test("a seed is a seed", async () => {
    const report = await inspect(createSeedIso({ userData: "#cloud-config\n" }));
    expect(report).toMatchObject({ kind: "seed", findings: [] });
  });

  test("a truncated download, wherever it ends", async () => {
    const path = await place(installer());
    for (const [size, message] of [
      [60_000, /cut short/],
      [40_000, /cut short/],
      [30_000, /is not an ISO/],
      [0, /is not an ISO: it is empty/],
    ] as const) {
      await truncate(path, size);
      await expect(inspectIso(path, { signal })).rejects.toMatchObject({
        code: "ISO_INVALID",
        message: expect.stringMatching(message),
      });
    }
  });

  test("a download that lacks only what no file is in", async () => {
    const path = await place(Buffer.concat([installer(), Buffer.alloc(4096)]));
    const image = installer();
    const declared = Buffer.from(image);
    declared.writeUInt32LE(image.length / 2048 + 2, 16 * 2048 + 80);
    declared.writeUInt32BE(image.length / 2048 + 2, 16 * 2048 + 84);
    await writeFile(path, declared);
    const report = await inspectIso(path, { signal });
    expect(messages(report, "error")).toEqual([expect.stringMatching(/has \d+ of the \d+ bytes that it says it has/)]);
  });

  const disk = Buffer.alloc(65_536);
  disk.set([0x55, 0xaa], 510);
  const gpt = Buffer.from(disk);
  gpt.write("EFI PART", 512);
  test.each([
    ["a raw disk image", disk, /it is a raw disk image\./],
    ["a raw disk image with a GPT", gpt, /it is a raw disk image with a GPT/],
    ["a qcow2 disk image", Buffer.concat([Buffer.from("QFI\xfb", "latin1"), disk]), /qcow2/],
    ["something compressed", Buffer.concat([Buffer.from("\x28\xb5\x2f\xfd", "latin1"), disk]), /compressed with zstd/],
    ["a web page", "<!DOCTYPE html><html>login</html>", /a web page/],
    ["bytes of no kind", Buffer.alloc(70_000, 7), /image-\d+\.iso is not an ISO\. An ISO has/],
  ])("%s", async (_, bytes, message) => {
    await expect(inspect(bytes)).rejects.toMatchObject({
      code: "ISO_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("no file at all", async () => {
    await expect(inspectIso(join(folder, "nothing.iso"), { signal })).rejects.toMatchObject({ code: "FILE_UNUSABLE" });
  });
});
