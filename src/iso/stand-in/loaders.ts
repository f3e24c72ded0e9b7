import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { StandInPackages } from "./packages.ts";

const shared = "normal configfile search search_fs_file search_label linux echo test minicmd halt reboot sleep".split(
  " ",
);
const disk = [...shared, ..."part_gpt ext2 loopback loadenv".split(" ")];
const efi = "fat part_gpt part_msdos efi_gop efi_uga".split(" ");
/** First sector of the BIOS-boot partition, which is the first of the disk: 1 MiB from its start. */
const biosPartitionSector = 2048;
const sectorBytes = 512;

export interface Loaders {
  /** `boot/eltorito.img`: GRUB as BIOS starts it from a CD. Needs the boot information table. */
  readonly cdBios: Uint8Array;
  /** `BOOTX64.EFI` of the CD. */
  readonly cdEfi: Uint8Array;
  /** First 512 bytes of a hybrid medium; whoever writes the ISO puts the loader's place into it. */
  readonly hybridMbr: Uint8Array;
  /** Boot sector of an installed disk; its partition table is not in it. */
  readonly diskBoot: Uint8Array;
  /** What follows on the BIOS-boot partition. */
  readonly diskCore: Uint8Array;
  /** `bootx64.efi` of an installed disk. */
  readonly diskEfi: Uint8Array;
}

/** GRUB, put together by Debian's grub-mkimage with everything built in that the menus use. */
export async function makeLoaders(packages: StandInPackages, options: Abortable): Promise<Loaders> {
  const { bios } = packages.grub;
  const folder = await mkdtemp(join(tmpdir(), "edgelab-grub-"));
  const run = (image: Image) => makeImage(packages, folder, image, options);
  try {
    const onDisk = "search --no-floppy --label --set=root COS_STATE\nset prefix=($root)/grub2\n";
    const onCd = "search --no-floppy --label --set=root COS_LIVE\nset prefix=($root)/boot/grub2\n";
    const [cdBios, cdEfi, core, diskEfi] = await Promise.all([
      run({ name: "cd", format: "i386-pc-eltorito", modules: ["biosdisk", "iso9660", ...shared] }),
      run({ name: "cd-efi", format: "x86_64-efi", modules: ["iso9660", ...efi, ...shared], config: onCd }),
      run({ name: "disk", format: "i386-pc", modules: ["biosdisk", ...disk], config: onDisk }),
      run({ name: "disk-efi", format: "x86_64-efi", modules: [...efi, ...disk], config: onDisk }),
    ]);
    return {
      cdBios,
      cdEfi,
      diskEfi,
      hybridMbr: await readFile(join(bios, "boot_hybrid.img")),
      diskBoot: bootSector(await readFile(join(bios, "boot.img"))),
      diskCore: coreForDisk(core),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What grub-bios-setup writes (boot.S): the sector of the core image, and no check of the drive number. */
function bootSector(image: Buffer): Uint8Array {
  image.writeBigUInt64LE(BigInt(biosPartitionSector), 0x5c);
  image.set([0x90, 0x90], 0x66); // believe 0x80 where firmware hands over nonsense
  return image;
}

/** The first sector loads the rest: its block list, at its end, says from where (diskboot.S). */
function coreForDisk(image: Buffer): Uint8Array {
  image.writeBigUInt64LE(BigInt(biosPartitionSector + 1), sectorBytes - 12);
  return image;
}

interface Image {
  readonly name: string;
  readonly format: "i386-pc" | "i386-pc-eltorito" | "x86_64-efi";
  readonly modules: readonly string[];
  /** Runs before the menu. */
  readonly config?: string;
}

async function makeImage(
  { root, grub }: StandInPackages,
  folder: string,
  { name, format, modules, config }: Image,
  { signal }: Abortable,
): Promise<Buffer> {
  const [output, script] = [join(folder, `${name}.img`), join(folder, `${name}.cfg`)];
  if (config) await writeFile(script, config);
  const [program = "", ...before] = await root.command(grub.mkimage);
  const library = format === "x86_64-efi" ? grub.efi : grub.bios;
  const options = ["-O", format, "-d", library, "-o", output, "-p", "/boot/grub2", ...(config ? ["-c", script] : [])];
  const { exitCode, stderr, failed } = await execa(program, [...before, ...options, ...modules], {
    reject: false,
    cancelSignal: signal,
  });
  signal.throwIfAborted();
  if (failed || exitCode !== 0) {
    throw new EdgelabError("PROGRAM_MISSING", {
      what: "grub-mkimage cannot put the loader together.",
      why: stderr.split("\n", 1)[0],
      next: "Check that grub-common, grub-pc-bin and grub-efi-amd64-bin are of one version.",
    });
  }
  return readFile(output);
}
