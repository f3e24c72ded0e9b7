import { readFile } from "node:fs/promises";
import type { Abortable } from "../../core/abort.ts";
import { OutputFile } from "../../core/output-file.ts";
import { type StandInOptions, standInMark } from "../stand-in.ts";
import { createFat } from "./fat.ts";
import { makeLoaders } from "./loaders.ts";
import { grubMenu, grubStub } from "./menu.ts";
import { findPackages } from "./packages.ts";
import { makeInitramfs, makeSystem } from "./system.ts";
import { type IsoSpec, writeIso, type WriteIsoOptions, type WrittenIso } from "../writer.ts";

/** Faults that a test asks of the installer. */
export const misbehaviours = ["fail", "hang", "no-write", "stay", "reboot", "reboot-loop"] as const;
export type Misbehaviour = (typeof misbehaviours)[number];

export interface BootableStandInOptions extends StandInOptions {
  readonly kind?: "palette" | "kairos" | undefined;
  /** Tree with Debian's packages. @default "/": those installed on this machine */
  readonly packages?: string | undefined;
  /** Seconds that the boot menu is shown. @default 5, as on a real one */
  readonly menuTimeoutSeconds?: number | undefined;
  /** What the installer is to do wrong. @default nothing */
  readonly misbehave?: Misbehaviour | undefined;
}

const bootImages = { bios: "/boot/eltorito.img", uefi: "/boot/uefi.img" } as const;

export interface StandInOutput extends WriteIsoOptions {
  /** Replace a file that has the name already. @default false */
  readonly overwrite?: boolean | undefined;
}

/**
 * Writes an installer that a machine boots from, by BIOS and by UEFI, put together from Debian's packages and edgelab's
 * own scripts. Same packages and options, same bytes (of one Node version, whose zlib compresses).
 *
 * @throws {EdgelabError} PROGRAM_MISSING with the names of the packages; FILE_EXISTS, FILE_UNUSABLE
 */
export async function createBootableStandIn(
  spec: BootableStandInOptions,
  path: string,
  { overwrite, ...options }: StandInOutput,
): Promise<WrittenIso & { readonly path: string }> {
  await using output = await OutputFile.create(path, { overwrite });
  const written = await writeIso(await standInIso(spec, options), { write: (chunk) => output.write(chunk) }, options);
  await output.commit();
  return { ...written, path };
}

/** What is on the medium. */
async function standInIso(
  {
    packages: folder = "/",
    userData,
    kind = "palette",
    interactive = false,
    menuTimeoutSeconds,
    misbehave,
    date = new Date("2020-01-01T00:00:00Z"),
  }: BootableStandInOptions,
  options: Abortable,
): Promise<IsoSpec> {
  const packages = await findPackages(folder);
  const loaders = await makeLoaders(packages, options);
  const [initrd, system] = await Promise.all([makeInitramfs(packages), makeSystem(packages, loaders, date)]);
  options.signal.throwIfAborted();
  const menu = grubMenu({
    product: kind === "palette" ? "Palette" : "Kairos",
    interactive,
    timeoutSeconds: menuTimeoutSeconds,
    extraArguments: ["quiet", "panic=0", ...(misbehave ? [`edgelab.standin=${misbehave}`] : [])],
    remark: "edgelab stand-in installer: not a product of Spectro Cloud",
  });
  const contents: Readonly<Record<string, Uint8Array | string>> = {
    [standInMark]: notice,
    "/boot/kernel": await readFile(packages.kernel.image),
    "/boot/initrd": initrd,
    "/rootfs.squashfs": system,
    "/boot/grub2/grub.cfg": menu,
    "/EFI/BOOT/grub.cfg": grubStub,
    [bootImages.bios]: loaders.cdBios,
    [bootImages.uefi]: efiImage(loaders.cdEfi),
    ...(kind === "palette" && { "/opt/spectrocloud/content/Readme.txt": "Content bundles go here.\n" }),
    ...(userData !== undefined && { "/files-iso/config.yaml": userData }),
  };
  return {
    volumeId: "COS_LIVE",
    date,
    files: Object.entries(contents).map(([path, content]) => ({ path, content, mode: 0o755 })),
    boot: {
      bios: { image: bootImages.bios, grub2: true },
      uefi: { image: bootImages.uefi },
      hybrid: { mbr: loaders.hybridMbr },
    },
  };
}

/** The FAT image that UEFI firmware looks into, in whole steps of 4 MiB as on a real one. */
function efiImage(loader: Uint8Array): Uint8Array {
  const step = 4 << 20;
  const files = [
    { path: "/EFI/BOOT/BOOTX64.EFI", content: loader },
    { path: "/EFI/BOOT/grub.cfg", content: Buffer.from(grubStub) },
  ];
  const size = Math.ceil((loader.length + (256 << 10)) / step) * step;
  const image = Buffer.alloc(size);
  image.set(createFat("EFI_LIVE", size, files));
  return image;
}

const notice = `This is edgelab's stand-in for a Palette Edge installer. It is not a product of Spectro Cloud.
It installs a small system of Debian's packages with the partitions and the files of an Edge host, and that system
registers with a Palette as far as the published API describes it. It cannot become a node of a cluster.
`;
