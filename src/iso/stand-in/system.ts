import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import { createCpio } from "./cpio.ts";
import { createFat } from "./fat.ts";
import { addKernelModules } from "./kernel-modules.ts";
import type { Loaders } from "./loaders.ts";
import type { StandInPackages } from "./packages.ts";
import { createSquashfs } from "./squashfs.ts";
import { SystemTree } from "./system-tree.ts";

/** The guest's own programs: shell scripts, shipped as they are. */
const guestFolder = fileURLToPath(new URL("../../../stand-in/", import.meta.url));
const mib = 1024 * 1024;

/** What GRUB hands to the kernel: the drivers, and a program that finds the system and goes there. */
export async function makeInitramfs({ kernel, busybox }: StandInPackages): Promise<Uint8Array> {
  const tree = new SystemTree();
  for (const folder of ["/proc", "/sys", "/dev", "/run", "/sysroot"]) tree.directory(folder);
  await addBusybox(tree, busybox);
  tree.symlink("/sbin/modprobe", "../bin/busybox");
  tree.file("/init", await readFile(join(guestFolder, "initramfs/init")), 0o755);
  await addKernelModules(tree, kernel.version, kernel.modules);
  return promisify<Uint8Array, { level: number }, Uint8Array>(gzip)(createCpio(tree), {
    level: constants.Z_BEST_COMPRESSION,
  });
}

/** The system that runs from the medium and is copied to the disk. */
export async function makeSystem(packages: StandInPackages, loaders: Loaders, date: Date): Promise<Uint8Array> {
  const tree = new SystemTree();
  for (const folder of ["/proc", "/sys", "/dev", "/run", "/tmp", "/oem", "/usr/local", "/root"]) tree.directory(folder);
  await addBusybox(tree, packages.busybox);
  for (const link of ["init", "reboot", "poweroff"]) tree.symlink(`/sbin/${link}`, "../bin/busybox");
  for (const { path, place } of packages.programs) {
    const program = await readFile(place);
    tree.file(path, program, 0o755);
    const libraries = await packages.root.librariesOf(program, path);
    for (const [library, content] of libraries) tree.file(library, content, 0o755);
  }
  await addFolder(tree, join(guestFolder, "system"), "");
  tree.file("/etc/machine-id", "");
  tree.file("/etc/kairos-release", kairosRelease);
  tree.file("/etc/os-release", osRelease);
  const grub = "/usr/lib/stand-in/grub";
  tree.file(`${grub}/boot.img`, loaders.diskBoot);
  tree.file(`${grub}/core.img`, loaders.diskCore);
  tree.file(`${grub}/esp.img`, systemPartition(loaders.diskEfi));
  await addFolder(tree, join(guestFolder, "disk"), grub);
  return createSquashfs(tree, { date });
}

/** The EFI system partition of an installed disk, without the empty rest of its 64 MiB. */
function systemPartition(loader: Uint8Array): Uint8Array {
  return createFat("COS_GRUB", 64 * mib, [{ path: "/EFI/boot/bootx64.efi", content: loader }]);
}

async function addBusybox(tree: SystemTree, busybox: string): Promise<void> {
  tree.file("/bin/busybox", await readFile(busybox), 0o755);
  tree.symlink("/bin/sh", "busybox");
}

/** Text files of edgelab's own. Those that start with `#!` are programs, whatever the mode of the files here. */
async function addFolder(tree: SystemTree, source: string, target: string): Promise<void> {
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), `${target}/${entry.name}`];
    if (entry.isDirectory()) await addFolder(tree, from, to);
    else {
      const content = await readFile(from);
      tree.file(to, content, content.toString("latin1", 0, 2) === "#!" ? 0o755 : 0o644);
    }
  }
}

/** The keys of a real one, with values that no real one has. */
const kairosRelease = `KAIROS_ARCH="amd64"
KAIROS_FIPS="false"
KAIROS_FLAVOR="edgelab-stand-in"
KAIROS_FLAVOR_RELEASE="1"
KAIROS_IMAGE_LABEL="edgelab-stand-in-1-amd64"
KAIROS_NAME="edgelab-stand-in"
KAIROS_TRUSTED_BOOT="false"
KAIROS_VERSION="edgelab-stand-in"
`;

const osRelease = `NAME="edgelab stand-in"
ID=edgelab-stand-in
PRETTY_NAME="edgelab's stand-in for an Edge host; not a product of Spectro Cloud"
`;
