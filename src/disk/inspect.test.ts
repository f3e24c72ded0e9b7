import { describe, expect, test } from "vitest";
import { createEdgeDisk, createGptDisk, createGrub, typeGuids } from "../../test/kit/disk-image.ts";
import { createExt } from "../../test/kit/ext-image.ts";
import { fromBytes } from "../core/random-access.ts";
import { inspectDisk } from "./index.ts";

const lastSector = (disk: Buffer) => disk.length - 512;

describe("an installed Edge system", () => {
  test("is recognised, boots by BIOS, was never booted", async () => {
    const found = await inspectDisk(fromBytes(createEdgeDisk()));
    expect(found).toMatchObject({
      table: "gpt",
      diskGuid: "2ceff841-4c1d-5a14-8e46-ed3aeb621093",
      boots: { bios: { ok: true, why: "GRUB, with COS_STATE:/grub2/grub.cfg" }, efi: { ok: false } },
      edge: { installed: true, missing: [], userData: "COS_OEM:/90_custom.yaml", savedEntry: "registration" },
      booted: { ever: false, evidence: [] },
      standIn: false,
      notes: [],
    });
    expect(
      found.partitions.map(({ number, name, fileSystem }) => [number, name, fileSystem?.type, fileSystem?.label]),
    ).toEqual([
      [1, "bios", undefined, undefined],
      [2, "oem", "ext4", "COS_OEM"],
      [3, "recovery", "ext4", "COS_RECOVERY"],
      [4, "state", "ext4", "COS_STATE"],
      [5, "persistent", "ext4", "COS_PERSISTENT"],
    ]);
  });

  test("boots by EFI when it was installed so, and then not by BIOS", async () => {
    const { boots, edge } = await inspectDisk(fromBytes(createEdgeDisk({ firmware: "efi" })));
    expect(boots.efi).toEqual({ ok: true, why: "COS_GRUB:/EFI/BOOT/BOOTX64.EFI" });
    expect(boots.bios).toEqual({ ok: false, why: "there is no BIOS boot partition" });
    expect(edge.installed).toBe(true);
  });

  test.each([
    ["machine-id", { persistent: { "/etc/machine-id": "0123456789abcdef0123456789abcdef\n" } }],
    [".stylus-state", { oem: { "/.stylus-state": "siteName: x\n" } }],
    ["95_userdata", { oem: { "/95_userdata/userdata.yaml": "#cloud-config\n" } }],
    ["/userdata", { oem: { "/userdata": "#cloud-config\n" } }],
    ["ssh_host_rsa_key", { persistent: { "/.state/etc-ssh.bind/ssh_host_rsa_key": "secret" } }],
    ["iSCSI name", { persistent: { "/.state/etc-iscsi.bind/initiatorname.iscsi": "InitiatorName=iqn.1993-08.x\n" } }],
  ] as const)("was booted once: %s", async (word, spec) => {
    const { booted, edge } = await inspectDisk(fromBytes(createEdgeDisk(spec)));
    expect(booted.ever).toBe(true);
    expect(booted.evidence).toEqual([expect.stringContaining(word)]);
    expect(edge.installed).toBe(true);
  });

  test("what an installer itself leaves is no sign of a start", async () => {
    const persistent = {
      "/etc/machine-id": "\n",
      "/.state/var-log.bind/kairos-installer.log": "log",
      "/.state/etc-iscsi.bind/initiatorname.iscsi": "GenerateName=yes\n",
    };
    expect((await inspectDisk(fromBytes(createEdgeDisk({ persistent })))).booted).toEqual({
      ever: false,
      evidence: [],
    });
  });

  test("what is missing is named, and tells whether the installation got through", async () => {
    const cut = createEdgeDisk({ oem: { "/90_custom.yaml": undefined }, persistent: { "/installer.log": undefined } });
    expect((await inspectDisk(fromBytes(cut))).edge).toMatchObject({
      installed: false,
      missing: ["COS_OEM:/90_custom.yaml", "COS_PERSISTENT:/installer.log"],
      userData: undefined,
    });
    const lean = createEdgeDisk({ state: { "/cOS/passive.img": undefined } });
    expect((await inspectDisk(fromBytes(lean))).edge).toMatchObject({
      installed: true,
      missing: ["COS_STATE:/cOS/passive.img"],
    });
  });

  test("the stand-in's mark", async () => {
    const disk = createEdgeDisk({ state: { "/EDGELAB-STAND-IN.txt": "not a product" } });
    expect((await inspectDisk(fromBytes(disk))).standIn).toBe(true);
  });

  test("names on it that a terminal would obey are written out", async () => {
    const content = createExt({ label: "COS_OEM", files: {} });
    content.fill(0xff, 1024 + 0x14, 1024 + 0x1c); // its blocks have an absurd size
    const partition = { name: "\u001b[2J\u202eoem", typeGuid: typeGuids.linux, content };
    const { notes } = await inspectDisk(fromBytes(createGptDisk([partition])));
    expect(notes).toEqual([expect.stringContaining("\\u{1b}[2J\\u{202e}oem: ")]);
  });

  test("a damaged partition is told, and the rest is still seen", async () => {
    const disk = createEdgeDisk();
    const oem = (await inspectDisk(fromBytes(disk))).partitions[1]!;
    disk.fill(0xff, oem.offset + 1024 + 0x20, oem.offset + 1024 + 0x30);
    const { partitions, edge, notes } = await inspectDisk(fromBytes(disk));
    expect(partitions[1]).toMatchObject({ name: "oem", problem: expect.stringContaining("groups") });
    expect(edge).toMatchObject({ installed: false, missing: expect.arrayContaining(["COS_OEM"]) });
    expect(notes).toEqual([expect.stringContaining("oem")]);
  });
});

describe("boot by BIOS", () => {
  const why = async (change: (disk: Buffer) => void) => {
    const disk = createEdgeDisk();
    change(disk);
    return (await inspectDisk(fromBytes(disk))).boots.bios;
  };

  test.each([
    ["no boot code", (disk: Buffer) => disk.fill(0, 0, 440), /no boot code/],
    ["other boot code", (disk: Buffer) => disk.fill(0x90, 0, 440), /not GRUB's/],
    ["a core image elsewhere", (disk: Buffer) => disk.writeUInt32LE(34, 0x5c), /sector 34.*neither/],
    ["no core image", (disk: Buffer) => disk.fill(0, 1 << 20, (1 << 20) + 512), /does not begin a core image/],
    ["an empty core image", (disk: Buffer) => disk.fill(0, (1 << 20) + 512, (1 << 20) + 1024), /empty/],
    ["a core image out of its place", (disk: Buffer) => disk.writeUInt16LE(0xffff, (1 << 20) + 0x1fc), /reaches out/],
  ] as const)("%s", async (_, change, message) => {
    const answer = await why(change);
    expect(answer).toMatchObject({ ok: false, why: expect.stringMatching(message) });
  });

  test("no configuration", async () => {
    const disk = createEdgeDisk({ state: { "/grub2/grub.cfg": undefined } });
    expect((await inspectDisk(fromBytes(disk))).boots.bios.why).toMatch(/no partition that can be read has one of/);
  });

  test("from an MBR, with the core image before the first partition", async () => {
    const disk = Buffer.alloc(4 << 20);
    const { bootCode, core } = createGrub(1);
    disk.set(bootCode);
    disk.set(core.subarray(0, 41 * 512), 512);
    disk.set([0x80, 0, 0, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0], 446);
    disk.writeUInt16LE(0xaa55, 510);
    disk.set(createExt({ label: "root", files: { "/boot/grub/grub.cfg": "x" }, extents: false }), 1 << 20);
    const found = await inspectDisk(fromBytes(disk));
    expect(found).toMatchObject({
      table: "mbr",
      boots: { bios: { ok: true, why: "GRUB, with root:/boot/grub/grub.cfg" } },
    });
    expect(found.partitions).toMatchObject([{ number: 1, mbrType: 0x83, fileSystem: { type: "ext2" } }]);
    expect(found.edge.installed).toBe(false);
  });
});

describe("partition tables", () => {
  test("the backup is used when the primary is damaged, and said so", async () => {
    const disk = createEdgeDisk();
    disk[512 + 60]! ^= 1;
    const { edge, notes } = await inspectDisk(fromBytes(disk));
    expect(edge.installed).toBe(true);
    expect(notes).toEqual([expect.stringMatching(/backup partition table was used: the primary header/)]);
  });

  test("damaged entries count as damage", async () => {
    const disk = createEdgeDisk();
    disk[1024 + 60]! ^= 1;
    const { notes } = await inspectDisk(fromBytes(disk));
    expect(notes).toEqual([expect.stringMatching(/the primary list of partitions does not have the digest/)]);
  });

  test("a damaged or missing backup is noted", async () => {
    const disk = createEdgeDisk();
    disk[lastSector(disk) + 60]! ^= 1;
    expect((await inspectDisk(fromBytes(disk))).notes).toEqual([expect.stringContaining("the backup header")]);
    disk.fill(0, lastSector(disk));
    expect((await inspectDisk(fromBytes(disk))).notes).toEqual(["there is no backup partition table"]);
  });

  test("both damaged is an error", async () => {
    const disk = createEdgeDisk();
    disk[512 + 60]! ^= 1;
    disk[lastSector(disk) + 60]! ^= 1;
    await expect(inspectDisk(fromBytes(disk))).rejects.toMatchObject({ code: "DISK_INVALID" });
    disk.fill(0, 512, 1024);
    disk.fill(0, lastSector(disk));
    await expect(inspectDisk(fromBytes(disk))).rejects.toThrow("announces a GPT, and there is none");
  });

  test("a disk that was grown, and one that was cut", async () => {
    const disk = createEdgeDisk();
    const grown = Buffer.concat([disk, Buffer.alloc(1 << 20)]);
    expect((await inspectDisk(fromBytes(grown))).notes).toEqual([expect.stringContaining("not at the end")]);
    const cut = disk.subarray(0, disk.length - (5 << 19));
    const { edge, notes } = await inspectDisk(fromBytes(cut));
    expect(edge.installed).toBe(false);
    expect(notes.join("\n")).toMatch(/partition 5 ends at byte/);
  });

  test("overlapping partitions are noted", async () => {
    const content = createExt({ label: "x", files: {} });
    const disk = createGptDisk([{ name: "one", typeGuid: typeGuids.linux, content }]);
    const mbr = Buffer.alloc(4 << 20);
    mbr.set(
      [0, 0, 0, 0, 0x83, 0, 0, 0, 1, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0x83, 0, 0, 0, 50, 0, 0, 0, 100, 0, 0, 0],
      446,
    );
    mbr.writeUInt16LE(0xaa55, 510);
    expect((await inspectDisk(fromBytes(mbr))).notes).toEqual(["partitions 1 and 2 overlap"]);
    expect((await inspectDisk(fromBytes(disk))).notes).toEqual([]);
  });

  test("logical partitions, and a chain of them in a circle", async () => {
    const disk = Buffer.alloc(4 << 20);
    const entry = (at: number, slot: number, type: number, first: number, count: number) => {
      disk[at + 446 + slot * 16 + 4] = type;
      disk.writeUInt32LE(first, at + 446 + slot * 16 + 8);
      disk.writeUInt32LE(count, at + 446 + slot * 16 + 12);
      disk.writeUInt16LE(0xaa55, at + 510);
    };
    entry(0, 0, 0x83, 2048, 100);
    entry(0, 1, 0x05, 4096, 4096);
    entry(4096 * 512, 0, 0x83, 10, 100);
    entry(4096 * 512, 1, 0x05, 1000, 1000);
    entry(5096 * 512, 0, 0x82, 10, 100);
    const { partitions } = await inspectDisk(fromBytes(disk));
    expect(partitions.map(({ number, offset }) => [number, offset / 512])).toEqual([
      [1, 2048],
      [5, 4106],
      [6, 5106],
    ]);
    entry(5096 * 512, 1, 0x05, 0, 1000);
    await expect(inspectDisk(fromBytes(disk))).rejects.toThrow("circle");
  });

  test("no table: an empty disk, a file system from the first sector, a file of a few bytes", async () => {
    const empty = await inspectDisk(fromBytes(Buffer.alloc(1 << 20)));
    expect(empty).toMatchObject({ table: "none", partitions: [], edge: { installed: false } });
    const whole = await inspectDisk(fromBytes(createExt({ label: "whole", files: {} })));
    expect(whole).toMatchObject({ table: "none", partitions: [{ number: 0, fileSystem: { label: "whole" } }] });
    expect(await inspectDisk(fromBytes(Buffer.from("x")))).toMatchObject({ table: "none", partitions: [] });
  });
});
