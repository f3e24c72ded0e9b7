import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIso, type IsoSpec, writeIso } from "../../src/iso/index.ts";
import { describePeer } from "../kit/peers.ts";

/** Long enough for every table that is written into it; no code. */
const bios = Buffer.alloc(30_000, 0x11);
const efi = Buffer.alloc(1 << 20, 0x22);
const spec: IsoSpec = {
  volumeId: "COS_LIVE",
  files: [
    { path: "/boot/eltorito.img", content: bios },
    { path: "/boot/uefi.img", content: efi },
    { path: "/boot/grub2/grub.cfg", content: "set timeout=5\n" },
  ],
  boot: {
    bios: { image: "/boot/eltorito.img", grub2: true },
    uefi: { image: "/boot/uefi.img" },
    hybrid: { mbr: Buffer.alloc(440, 0x90) },
    catalog: "/boot/boot.catalog",
  },
};
let folder: string;
let iso: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-iso-boot-"));
  iso = join(folder, "bootable.iso");
  await writeFile(iso, createIso(spec));
});
afterAll(() => rm(folder, { recursive: true }));

test("written to a stream it is the same volume as in memory", async () => {
  const streamed = join(folder, "streamed.iso");
  const image = join(folder, "uefi.img");
  await writeFile(image, efi);
  const files = spec.files.map((file) =>
    file.path === "/boot/uefi.img" ? { path: file.path, content: { path: image, sizeBytes: efi.length } } : file,
  );
  const output = createWriteStream(streamed);
  const sink = { write: (chunk: Uint8Array) => new Promise<void>((done) => output.write(chunk, () => done())) };
  await writeIso({ ...spec, files }, sink, { signal: AbortSignal.timeout(20_000) });
  await new Promise<void>((done) => output.end(done));
  expect((await readFile(streamed)).equals(await readFile(iso))).toBe(true);
});

describePeer("xorriso", "as xorriso reports our bootable volume", (xorriso) => {
  const report = async (command: string) => {
    const args = ["-abort_on", "WARNING", "-indev", iso, command, "plain"];
    return (await execa(xorriso, args)).stdout.replaceAll(/ +/g, " ");
  };

  test("both boot images are in its catalog, with the tables that GRUB wants", async () => {
    const found = await report("-report_el_torito");
    expect(found).toContain("El Torito cat path : /boot/boot.catalog");
    expect(found).toMatch(/El Torito boot img : 1 BIOS y none 0x0000 0x00 4 \d+/);
    expect(found).toMatch(/El Torito boot img : 2 UEFI y none 0x0000 0x00 2048 \d+/);
    expect(found).toContain("El Torito img path : 1 /boot/eltorito.img");
    expect(found).toContain("El Torito img opts : 1 boot-info-table grub2-boot-info");
    expect(found).toContain("El Torito img path : 2 /boot/uefi.img");
  });

  test("the system area is a protective MBR with GRUB's code, and a GPT", async () => {
    const found = await report("-report_system_area");
    expect(found).toContain("System area summary: MBR protective-msdos-label grub2-mbr cyl-align-off GPT");
    expect(found).toContain("GPT type GUID : 1 28732ac11ff8d211ba4b00a0c93ec93b");
    expect(found).toContain("GPT partition path : 1 /boot/uefi.img");
    expect(found).not.toMatch(/overlap|corrupt|mismatch/i);
  });
});

describePeer("isoinfo", "as isoinfo reports our bootable volume", (isoinfo) => {
  test("there is a boot catalog", async () => {
    const { stdout } = await execa(isoinfo, ["-d", "-i", iso]);
    expect(stdout).toMatch(/El Torito VD version 1 found, boot catalog is in sector \d+/);
    expect(stdout).toMatch(/Arch 0 \(x86\)[^]*Boot media 0 \(No Emulation Boot\)/);
  });
});

describePeer("blkid", "as libblkid sees our bootable volume", (blkid) => {
  test("it is an ISO and a disk", async () => {
    const { stdout } = await execa(blkid, ["-p", "-o", "export", iso]);
    expect(stdout.split("\n")).toEqual(
      expect.arrayContaining([
        "TYPE=iso9660",
        "LABEL=COS_LIVE",
        "PTTYPE=gpt",
        "BOOT_SYSTEM_ID=EL\\ TORITO\\ SPECIFICATION",
      ]),
    );
  });
});

describePeer("sfdisk", "as sfdisk sees our bootable volume", (sfdisk) => {
  test("its tables are sound, and the EFI image is a partition", async () => {
    const { stdout, stderr } = await execa(sfdisk, ["--verify", iso], { reject: false });
    expect(`${stdout}${stderr}`).toContain("No errors detected.");
    const { stdout: json } = await execa(sfdisk, ["--json", iso]);
    const { partitiontable: table } = JSON.parse(json) as {
      partitiontable: { label: string; partitions: { type: string; size: number; start: number; name: string }[] };
    };
    expect(table.label).toBe("gpt");
    expect(table.partitions).toMatchObject([
      { type: "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", size: 2048, name: "EFI boot partition" },
    ]);
    const start = (table.partitions[0]?.start ?? 0) * 512;
    expect((await readFile(iso)).subarray(start, start + efi.length).equals(efi)).toBe(true);
  });
});
