import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createIso } from "../../src/iso/index.ts";
import { describePeer, peer } from "../kit/peers.ts";

const demanded = process.env["EDGELAB_DEMAND_PEERS"] === "1";
const hybridCode = "/usr/lib/grub/i386-pc/boot_hybrid.img";
const ovmf = ["/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_CODE.fd"].find((path) => existsSync(path));
const hasAll = ["grub-mkimage", "mkfs.vfat", "mcopy"].every((name) => peer(name as "mcopy") !== undefined);
const isReady = hasAll && ovmf !== undefined && existsSync(hybridCode) && existsSync("/usr/lib/grub/x86_64-efi");

/** Says on the serial line from where it was started and where it found the volume, and powers off. */
const script = `serial --unit=0 --speed=115200
terminal_output serial
search --no-floppy --file --set=root /boot/kernel
echo "STARTED from $cmdpath on $root"
halt
`;
const modules = "iso9660 search search_fs_file serial terminal echo halt part_gpt part_msdos".split(" ");
let folder: string;
let iso: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-iso-firmware-"));
  iso = join(folder, "test.iso");
});
afterAll(() => rm(folder, { recursive: true }));

async function makeVolume(): Promise<void> {
  const place = (name: string) => join(folder, name);
  await writeFile(place("grub.cfg"), script);
  const grub = (format: string, output: string, ...more: string[]) =>
    execa("grub-mkimage", [
      "-O",
      format,
      "-p",
      "/boot/grub",
      "-c",
      place("grub.cfg"),
      "-o",
      output,
      ...modules,
      ...more,
    ]);
  await grub("i386-pc-eltorito", place("eltorito.img"), "biosdisk");
  await grub("x86_64-efi", place("bootx64.efi"), "fat");
  const efi = place("efi.img");
  await execa(peer("mkfs.vfat")!, ["-C", efi, "4096"]);
  await execa("mmd", ["-i", efi, "::/EFI", "::/EFI/BOOT"]);
  await execa("mcopy", ["-i", efi, place("bootx64.efi"), "::/EFI/BOOT/BOOTX64.EFI"]);
  const bytes = createIso({
    volumeId: "FIRMWARE",
    files: [
      { path: "/boot/eltorito.img", content: await readFile(place("eltorito.img")) },
      { path: "/boot/uefi.img", content: await readFile(efi) },
      { path: "/boot/kernel", content: "none" },
    ],
    boot: {
      bios: { image: "/boot/eltorito.img", grub2: true },
      uefi: { image: "/boot/uefi.img" },
      hybrid: { mbr: await readFile(hybridCode) },
    },
  });
  await writeFile(iso, bytes);
}

describePeer("qemu-system-x86_64", "as firmware starts our volumes", (qemu) => {
  const needs = "needs grub-pc-bin, grub-efi-amd64-bin, dosfstools, mtools and ovmf: scripts/peers.sh --apt";
  describe.skipIf(!isReady && !demanded)(isReady ? "with GRUB on them" : needs, () => {
    beforeAll(makeVolume, 60_000);

    const uefi = ["-drive", `if=pflash,format=raw,readonly=on,file=${ovmf ?? ""}`];
    const cd = () => ["-cdrom", iso];
    const disk = () => ["-drive", `file=${iso},format=raw,snapshot=on`];
    test.each([
      ["a BIOS, from CD", [], cd, /STARTED from \(hd\d+\) on cd/],
      ["a BIOS, from a disk", [], disk, /STARTED from \(hd0\) on hd0/],
      ["EFI, from CD", uefi, cd, /STARTED from \(cd0\)\/EFI\/BOOT on cd0/],
      ["EFI, from the disk's partition", uefi, disk, /STARTED from \(hd0,gpt1\)\/EFI\/BOOT on hd0/],
    ])("%s", { timeout: 120_000 }, async (_, firmware, medium, expected) => {
      const machine = ["-accel", "tcg", "-m", "512", "-display", "none", "-serial", "stdio", "-monitor", "none"];
      const nothingElse = ["-net", "none", "-no-reboot"];
      const { stdout } = await execa(qemu, [...machine, ...nothingElse, ...firmware, ...medium()], {
        timeout: 110_000,
        stdin: "ignore",
      });
      expect(stdout).toMatch(expected);
    });
  });
});
