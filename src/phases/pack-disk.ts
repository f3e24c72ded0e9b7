import { basename } from "node:path";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import { readQcow2, recognise } from "../disk/index.ts";
import { type CreatedPackage, createPackage, type PackageHardware } from "../ovf/index.ts";
import type { Compression } from "../vmdk/index.ts";

export interface PackDiskOptions extends Abortable {
  /** A raw disk: sectors as the machine sees them, nothing around them. */
  readonly disk: string;
  readonly hardware: PackageHardware;
  /** `x.ova`, or a folder. */
  readonly output: string;
  /** Of the machine. @default that of the output */
  readonly name?: string | undefined;
  /** Of the network that the importer maps to its own. @default "VM Network" */
  readonly network?: string | undefined;
  readonly compression?: Compression | undefined;
  readonly overwrite?: boolean | undefined;
  /** Bytes of the disk. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

/**
 * Makes a package of any raw disk.
 *
 * @throws {EdgelabError} DISK_INVALID when it is an image of another format, which would be packed as it is; FILE_EXISTS
 */
export async function packDisk({ disk, output, name, ...options }: PackDiskOptions): Promise<CreatedPackage> {
  const sizeBytes = await sizeOfRaw(disk);
  const { hardware, network, ...how } = options;
  const machine = name ?? basename(output).replace(/\.ova$/i, "");
  return createPackage({ name: machine, hardware, network, disk: { path: disk, sizeBytes } }, output, how);
}

/** What qemu-img calls the formats that it converts from one file alone. */
const convertible: Readonly<Record<string, string>> = {
  qcow2: "qcow2",
  vmdk: "vmdk",
  vdi: "vdi",
  vhdx: "vhdx",
  vhd: "vpc",
};

async function sizeOfRaw(path: string): Promise<number> {
  await using file = await openRandomAccess(path);
  const { format, description } = await recognise(file);
  if (["raw", "blank", "unknown"].includes(format)) return file.size;
  if (format === "qcow2") await readQcow2(file); // one that opens other files is told so, not to be converted
  const from = convertible[format];
  throw new EdgelabError("DISK_INVALID", {
    what: `${path} is not a raw disk.`,
    why: `It is ${description}.`,
    next: from
      ? `qemu-img convert -f ${from} -O raw ${basename(path)} ${basename(path).replace(/\.\w+$/, "")}.raw`
      : "Name the raw disk itself.",
  });
}
