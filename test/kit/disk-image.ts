import { crc32 } from "node:zlib";
import { swapUuid } from "../../src/core/uuid.ts";
import { createExt } from "./ext-image.ts";
import { createFat } from "./fat-image.ts";

const sector = 512;
const mib = 1 << 20;

export const typeGuids = {
  bios: "21686148-6449-6e6f-744e-656564454649",
  efi: "c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
  linux: "0fc63daf-8483-4772-8e79-3d69d8477de4",
};

export interface PartitionSpec {
  readonly name: string;
  readonly typeGuid: string;
  readonly content: Uint8Array;
}

export interface GptOptions {
  /** @default none */
  readonly bootCode?: Uint8Array;
  /** Where partitions begin: at multiples of it. At least 32 KiB. @default 1 MiB */
  readonly alignBytes?: number;
}

/** A disk with a GPT, made by code: partitions one after another. */
export function createGptDisk(
  partitions: readonly PartitionSpec[],
  { bootCode = new Uint8Array(), alignBytes = mib }: GptOptions = {},
): Buffer {
  const places: { offset: number; size: number }[] = [];
  let end = alignBytes;
  for (const { content } of partitions) {
    places.push({ offset: end, size: content.length });
    end += Math.ceil(content.length / alignBytes) * alignBytes;
  }
  const disk = Buffer.alloc(end + alignBytes);
  const last = disk.length / sector - 1;
  const entries = Buffer.alloc(128 * 128);
  for (const [index, { name, typeGuid, content }] of partitions.entries()) {
    const { offset, size } = places[index]!;
    const entry = entries.subarray(index * 128);
    guidBytes(typeGuid).copy(entry, 0);
    guidBytes(`00000000-0000-4000-8000-${(index + 1).toString().padStart(12, "0")}`).copy(entry, 16);
    entry.writeBigUInt64LE(BigInt(offset / sector), 32);
    entry.writeBigUInt64LE(BigInt((offset + size) / sector - 1), 40);
    entry.write(name, 56, "utf16le");
    disk.set(content, offset);
  }
  disk.set(bootCode.subarray(0, 440), 0);
  disk.set([0, 0, 2, 0, 0xee, 0xff, 0xff, 0xff, 1, 0, 0, 0], 446);
  disk.writeUInt32LE(last, 458);
  disk.writeUInt16LE(0xaa55, 510);
  for (const [own, other, entriesAt] of [
    [1, last, 2],
    [last, 1, last - 32],
  ] as const) {
    entries.copy(disk, entriesAt * sector);
    gptHeader(own, other, entriesAt, last, entries).copy(disk, own * sector);
  }
  return disk;
}

function gptHeader(own: number, other: number, entriesAt: number, last: number, entries: Uint8Array): Buffer {
  const header = Buffer.alloc(92);
  header.write("EFI PART", 0, "latin1");
  header.writeUInt32LE(0x0001_0000, 8);
  header.writeUInt32LE(92, 12);
  for (const [at, lba] of [
    [24, own],
    [32, other],
    [40, 34],
    [48, last - 33],
    [72, entriesAt],
  ] as const) {
    header.writeBigUInt64LE(BigInt(lba), at);
  }
  guidBytes("2ceff841-4c1d-5a14-8e46-ed3aeb621093").copy(header, 56);
  header.writeUInt32LE(128, 80);
  header.writeUInt32LE(128, 84);
  header.writeUInt32LE(crc32(entries), 88);
  header.writeUInt32LE(crc32(header), 16);
  return header;
}

function guidBytes(guid: string): Buffer {
  return Buffer.from(swapUuid(guid).replaceAll("-", ""), "hex");
}

/** Boot code that says it is GRUB's, and the core image it jumps to; neither runs. */
export function createGrub(coreSector: number): { bootCode: Buffer; core: Buffer } {
  const bootCode = Buffer.alloc(440);
  bootCode.set([0xeb, 0x63, 0x90]);
  bootCode.writeBigUInt64LE(BigInt(coreSector), 0x5c);
  bootCode.write("GRUB \0Geom\0Hard Disk\0Read\0 Error\r\n", 0x180, "latin1");
  const core = Buffer.alloc(mib);
  core.write("loading\0.\0\r\n\0Geom\0Read\0 Error\0", 0x100, "latin1");
  core.writeBigUInt64LE(BigInt(coreSector + 1), 0x1f4);
  core.writeUInt16LE(40, 0x1fc);
  core.writeUInt16LE(0x820, 0x1fe);
  core.fill(0x90, 512, 41 * 512);
  return { bootCode, core };
}

/** The head of a program that firmware of an amd64 machine would start. */
export function createEfiProgram(): Buffer {
  const program = Buffer.alloc(1024);
  program.write("MZ", 0, "latin1");
  program.writeUInt32LE(0x80, 0x3c);
  program.write("PE\0\0", 0x80, "latin1");
  program.writeUInt16LE(0x8664, 0x84);
  program.writeUInt16LE(0x20b, 0x98);
  program.writeUInt16LE(10, 0x80 + 92);
  return program;
}

export type Files = Record<string, string | Uint8Array>;

export interface EdgeDiskSpec {
  readonly firmware?: "bios" | "efi";
  /** More files, or others, by partition; `undefined` takes one away. */
  readonly oem?: Record<string, string | undefined>;
  readonly state?: Record<string, string | undefined>;
  readonly persistent?: Record<string, string | undefined>;
}

/** An installed Edge system in miniature, as a Palette installer leaves it. */
export function createEdgeDisk({ firmware = "bios", oem, state, persistent }: EdgeDiskSpec = {}): Buffer {
  const { bootCode, core } = createGrub(mib / sector);
  const boot =
    firmware === "bios"
      ? { name: "bios", typeGuid: typeGuids.bios, content: core }
      : {
          name: "efi",
          typeGuid: typeGuids.efi,
          content: createFat({ label: "COS_GRUB", files: { "/EFI/BOOT/BOOTX64.EFI": createEfiProgram() } }),
        };
  const linux = (name: string, label: string, files: Record<string, string | undefined>) => ({
    name,
    typeGuid: typeGuids.linux,
    content: createExt({ label, files: onlyDefined(files) }),
  });
  return createGptDisk(
    [
      boot,
      linux("oem", "COS_OEM", {
        "/90_custom.yaml": "#cloud-config\n",
        "/grubenv": "# GRUB Environment Block\nsaved_entry=registration\n####",
        ...oem,
      }),
      linux("recovery", "COS_RECOVERY", { "/cOS/recovery.img": "image" }),
      linux("state", "COS_STATE", {
        "/cOS/active.img": "image",
        "/cOS/passive.img": "image",
        "/grubmenu": 'menuentry "Registration" --id registration {}\n',
        "/grub2/grub.cfg": "set default=registration\n",
        ...state,
      }),
      linux("persistent", "COS_PERSISTENT", { "/installer.log": "done\n", ...persistent }),
    ],
    { bootCode: firmware === "bios" ? bootCode : new Uint8Array() },
  );
}

function onlyDefined(files: Record<string, string | undefined>): Files {
  return Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
