import type { RandomAccess } from "../core/random-access.ts";
import { firstDescriptor, sectorSize } from "./sector.ts";

const signatures: readonly { readonly at: number; readonly bytes: string; readonly what: string }[] = [
  { at: 0, bytes: "QFI\xfb", what: "a qcow2 disk image" },
  { at: 0, bytes: "KDMV", what: "a VMDK disk image" },
  { at: 0, bytes: "# Disk Desc", what: "the descriptor of a VMDK disk image" },
  { at: 0, bytes: "vhdxfile", what: "a VHDX disk image" },
  { at: 0, bytes: "conectix", what: "a VHD disk image" },
  { at: 0, bytes: "hsqs", what: "a squashfs file system" },
  { at: 0, bytes: "\x1f\x8b", what: "compressed with gzip" },
  { at: 0, bytes: "\xfd7zXZ\0", what: "compressed with xz" },
  { at: 0, bytes: "\x28\xb5\x2f\xfd", what: "compressed with zstd" },
  { at: 0, bytes: "BZh", what: "compressed with bzip2" },
  { at: 0, bytes: "PK\x03\x04", what: "a zip archive" },
  { at: 257, bytes: "ustar", what: "a tar archive; an OVA is one" },
  { at: 512, bytes: "EFI PART", what: "a raw disk image with a GPT" },
  { at: 0x438, bytes: "\x53\xef", what: "a raw ext file system" },
  { at: 510, bytes: "\x55\xaa", what: "a raw disk image" },
];

/** Whether a volume descriptor is where an ISO has its first one. */
export async function looksLikeIso(source: RandomAccess): Promise<boolean> {
  const bytes = await source.read(firstDescriptor * sectorSize, 6);
  return Buffer.from(bytes).toString("latin1", 1) === "CD001";
}

/** What a file that is no ISO seems to be, as the end of a sentence; undefined when nothing is recognised. */
export async function guessKind(source: RandomAccess): Promise<string | undefined> {
  if (source.size === 0) return "empty";
  const start = Buffer.from(await source.read(0, 2048));
  const text = start.toString("latin1");
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) return "a web page: the download was answered with a message";
  return signatures.find(({ at, bytes }) => text.startsWith(bytes, at))?.what;
}
