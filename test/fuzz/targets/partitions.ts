import { crc32 } from "node:zlib";
import { inspectDisk } from "../../../src/disk/index.ts";
import { createGptDisk, createGrub, typeGuids } from "../../kit/disk-image.ts";
import { createExt } from "../../kit/ext-image.ts";
import type { Random } from "../random.ts";
import type { Target } from "../target.ts";

const sector = 512;

export const partitionsTarget: Target = {
  name: "partitions",
  form: "binary",
  blockBytes: sector,
  codes: ["DISK_INVALID"],
  words: [
    "EFI PART",
    Buffer.from("55aa", "hex"),
    Buffer.from("05", "hex"),
    Buffer.from("ee", "hex"),
    "GRUB ",
    "loading",
  ],
  seeds: async () => [
    { name: "GPT", bytes: gpt() },
    { name: "MBR with logical partitions", bytes: mbr() },
  ],
  change: giveTableOtherField,
  repair: putDigestsRight,
  async run(source) {
    const { partitions } = await inspectDisk(source);
    for (const { offset, sizeBytes } of partitions) {
      if (!(offset >= 0) || !(sizeBytes >= 0)) throw new Error(`a partition of ${sizeBytes} bytes at ${offset}`);
    }
  },
};

function gpt(): Buffer {
  const alignBytes = 32 << 10;
  const { bootCode, core } = createGrub(alignBytes / sector);
  const linux = (label: string, path: string) => ({
    name: label,
    typeGuid: typeGuids.linux,
    content: createExt({ label, files: { [path]: "x" }, sizeBytes: 32 << 10 }),
  });
  const boot = { name: "bios", typeGuid: typeGuids.bios, content: core.subarray(0, alignBytes) };
  return createGptDisk([boot, linux("COS_OEM", "/90_custom.yaml"), linux("COS_STATE", "/grub2/grub.cfg")], {
    bootCode,
    alignBytes,
  });
}

function mbr(): Buffer {
  const disk = Buffer.alloc(100 * sector);
  const entry = (at: number, slot: number, type: number, first: number, count: number) => {
    const place = at * sector + 446 + slot * 16;
    disk[place + 4] = type;
    disk.writeUInt32LE(first, place + 8);
    disk.writeUInt32LE(count, place + 12);
    disk.writeUInt16LE(0xaa55, at * sector + 510);
  };
  entry(0, 0, 0x83, 1, 10);
  entry(0, 1, 0x05, 20, 60);
  entry(20, 0, 0x83, 1, 10);
  entry(20, 1, 0x05, 20, 20);
  entry(40, 0, 0x82, 1, 10);
  return disk;
}

/** A number in one of the headers of a GPT, or in the entry of one of its partitions. */
function giveTableOtherField(bytes: Buffer, random: Random): Buffer {
  const header = random.pick([sector, bytes.length - sector]);
  const entries = header === sector ? 2 * sector : bytes.length - 33 * sector;
  const at = random.once(3)
    ? entries + random.below(3) * 128 + random.pick([32, 36, 40, 44])
    : header + random.pick([8, 12, 24, 28, 32, 36, 40, 48, 72, 76, 80, 84]);
  const value = random.pick([0, 1, random.below(64), random.below(4096), 2 ** random.below(32), 0xffff_ffff]);
  if (at >= 0 && at + 4 <= bytes.length) bytes.writeUInt32LE(value, at);
  return bytes;
}

/** The digests of both copies of a GPT, where they are and of whatever size they say they are. */
function putDigestsRight(bytes: Buffer): void {
  for (const at of [sector, bytes.length - sector]) {
    if (at + sector > bytes.length || bytes.toString("latin1", at, at + 8) !== "EFI PART") continue;
    const header = bytes.subarray(at, at + sector);
    const [entriesAt, tableBytes] = [
      Number(header.readBigUInt64LE(72)) * sector,
      header.readUInt32LE(80) * header.readUInt32LE(84),
    ];
    if (entriesAt + tableBytes <= bytes.length) {
      header.writeUInt32LE(crc32(bytes.subarray(entriesAt, entriesAt + tableBytes)), 88);
    }
    const size = header.readUInt32LE(12);
    if (size < 92 || size > sector) continue;
    header.writeUInt32LE(0, 16);
    header.writeUInt32LE(crc32(header.subarray(0, size)), 16);
  }
}
