import type { RandomAccess } from "../core/random-access.ts";
import { isZero, latin1, uint16 } from "./bytes.ts";

/** What a file is, by what it begins with. */
export interface Recognised {
  readonly format: string;
  /** For messages, with an article: `a qcow2 image`. */
  readonly description: string;
}

type Mark = readonly [offset: number, bytes: string, format: string, description: string];

/** In this order: an ISO that boots from a stick begins like a disk, and a tar may hold anything. */
const marks: readonly Mark[] = [
  [0x8001, "CD001", "iso", "an ISO 9660 image"],
  [0, "QFI\xfb", "qcow2", "a qcow2 image"],
  [0, "KDMV", "vmdk", "a VMDK"],
  [0, "COWD", "vmdk-cowd", "a VMDK of ESX's own sparse kind"],
  [0, "# Disk DescriptorFile", "vmdk-descriptor", "the descriptor of a VMDK, whose data are in another file"],
  [0x40, "\x7f\x10\xda\xbe", "vdi", "a VirtualBox VDI"],
  [0, "vhdxfile", "vhdx", "a VHDX"],
  [0, "conectix", "vhd", "a VHD"],
  [0, "\x1f\x8b", "gzip", "a gzip file: unpack it first"],
  [0, "\xfd7zXZ\0", "xz", "an xz file: unpack it first"],
  [0, "\x28\xb5\x2f\xfd", "zstd", "a zstd file: unpack it first"],
  [0, "BZh", "bzip2", "a bzip2 file: unpack it first"],
  [0, "\x04\x22\x4d\x18", "lz4", "an lz4 file: unpack it first"],
  [0, "PK\x03\x04", "zip", "a ZIP archive"],
  [257, "ustar", "tar", "a tar archive, as an OVA is"],
  [0, "hsqs", "squashfs", "a squashfs"],
  [0, "<?xml", "xml", "XML, as an OVF descriptor is"],
  [0, "edgelab sandbox: simulated disk", "simulated", "a simulated disk of edgelab's sandbox"],
  [512, "EFI PART", "raw", "a raw disk with a GPT"],
  [4096, "EFI PART", "raw", "a raw disk with a GPT"],
  [1024 + 0x38, "\x53\xef", "raw", "a raw ext file system"],
];
const headBytes = 0x8006;
const vhdFooterBytes = 512;

/** Tells a raw disk from other images and from what only wraps one, for messages. Reads the first 32 KiB. */
export async function recognise(source: RandomAccess): Promise<Recognised> {
  if (source.size === 0) return { format: "empty", description: "an empty file" };
  const head = await source.read(0, Math.min(headBytes, source.size));
  const mark = marks.find(([offset, bytes]) => latin1(head, offset, bytes.length) === bytes);
  if (mark) return { format: mark[2], description: mark[3] };
  const footerAt = source.size - vhdFooterBytes;
  const footer = footerAt >= 0 ? await source.read(footerAt, 8) : undefined;
  if (footer && latin1(footer, 0, 8) === "conectix") return { format: "vhd", description: "a VHD of fixed size" };
  if (head.length >= 512 && uint16(head, 510) === 0xaa55) return { format: "raw", description: "a raw disk" };
  if (isZero(head))
    return { format: "blank", description: "blank at its beginning: a raw disk without anything on it" };
  return { format: "unknown", description: "of no kind that edgelab knows" };
}
