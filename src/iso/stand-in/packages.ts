import { readFile } from "node:fs/promises";
import { EdgelabError } from "../../core/errors.ts";
import { readElfNeeds } from "./elf.ts";
import { PackageRoot, packagesAdvice } from "./package-root.ts";

/** Programs of the guest that are linked against shared libraries, with where they are installed in it. */
const guestPrograms = {
  mke2fs: { package: "e2fsprogs", path: "/usr/sbin/mke2fs" },
  tune2fs: { package: "e2fsprogs", path: "/usr/sbin/tune2fs" },
  sfdisk: { package: "fdisk", path: "/usr/sbin/sfdisk" },
  curl: { package: "curl", path: "/usr/bin/curl" },
} as const;

/** What of Debian's packages the stand-in is made of: places on this machine. */
export interface StandInPackages {
  readonly root: PackageRoot;
  readonly kernel: { readonly version: string; readonly image: string; readonly modules: string };
  readonly busybox: string;
  readonly programs: readonly { readonly path: string; readonly place: string }[];
  readonly grub: { readonly mkimage: string; readonly bios: string; readonly efi: string };
}

/**
 * Looks for the packages in a tree.
 *
 * @param folder `/` for those that are installed on this machine
 * @throws {EdgelabError} PROGRAM_MISSING with the names of all packages that are not there
 */
export async function findPackages(folder: string): Promise<StandInPackages> {
  const root = new PackageRoot(folder);
  const missing = new Map<string, string>();
  const need = async (program: string, debianPackage: string, ...paths: readonly string[]): Promise<string> => {
    const found = await root.locateFirst(...paths);
    if (!found) missing.set(program, debianPackage);
    return found ?? "";
  };

  const kernel = await findKernel(root);
  if (!kernel) missing.set("a kernel with its modules", "linux-image-amd64");
  const busybox = await need("busybox", "busybox-static", "/bin/busybox", "/usr/bin/busybox");
  if (busybox && readElfNeeds(await readFile(busybox))?.interpreter) missing.set("a static busybox", "busybox-static");
  const programs = [];
  for (const [name, { package: debianPackage, path }] of Object.entries(guestPrograms)) {
    const place = await need(name, debianPackage, path, path.replace("/usr/", "/"));
    programs.push({ path, place });
  }
  const mkimage = await need("grub-mkimage", "grub-common", "/usr/bin/grub-mkimage");
  const bios = await need("GRUB for BIOS", "grub-pc-bin", "/usr/lib/grub/i386-pc/cdboot.img");
  const efi = await need("GRUB for UEFI", "grub-efi-amd64-bin", "/usr/lib/grub/x86_64-efi/normal.mod");
  if (missing.size > 0 || !kernel) {
    const names = [...new Set(missing.values())].join(", ");
    throw new EdgelabError("PROGRAM_MISSING", {
      what: "The stand-in installer cannot be put together here.",
      why: `It is made of Debian packages, and of these something is missing ${folder === "/" ? "on this machine" : `in ${folder}`}: ${names}.`,
      next: packagesAdvice,
    });
  }
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));
  return { root, kernel, busybox, programs, grub: { mkimage, bios: folderOf(bios), efi: folderOf(efi) } };
}

/** The newest kernel of the generic flavour: Debian's cloud kernels lack AHCI, LSI and e1000. */
async function findKernel(root: PackageRoot): Promise<StandInPackages["kernel"] | undefined> {
  const versions = (await root.list("/boot"))
    .map((name) => /^vmlinuz-(\d.*-amd64)$/.exec(name)?.[1])
    .filter((version) => version !== undefined && !/-(?:cloud|rt)-amd64$/.test(version)) as string[];
  for (const version of versions.sort(byNumbers).reverse()) {
    const image = await root.locate(`/boot/vmlinuz-${version}`);
    const modules = await root.locateFirst(`/lib/modules/${version}`, `/usr/lib/modules/${version}`);
    if (image && modules) return { version, image, modules };
  }
  return undefined;
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
