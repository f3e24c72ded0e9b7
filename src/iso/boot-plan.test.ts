import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import type { IsoBoot } from "./boot-plan.ts";
import { wordSum } from "./el-torito.ts";
import { readIso } from "./reader.ts";
import { sectorSize } from "./sector.ts";
import { createIso } from "./writer.ts";

const bios = Buffer.alloc(5001, 3);
const efi = Buffer.alloc(40_960, 4);
const both: IsoBoot = { bios: { image: "/boot/eltorito.img" }, uefi: { image: "/boot/uefi.img" } };

const bootable = (boot: IsoBoot) =>
  Buffer.from(
    createIso({
      volumeId: "COS_LIVE",
      files: [
        { path: "/boot/eltorito.img", content: bios },
        { path: "/boot/uefi.img", content: efi },
      ],
      boot,
    }),
  );

async function sectorOf(image: Buffer, path: string): Promise<number> {
  const entry = (await readIso(fromBytes(image))).entries.get(path);
  return entry?.extents[0]?.sector ?? Number.NaN;
}

function catalogOf(image: Buffer): Buffer {
  expect(image.toString("latin1", 17 * sectorSize, 17 * sectorSize + 30)).toBe("\0CD001\x01EL TORITO SPECIFICATION");
  const sector = image.readUInt32LE(17 * sectorSize + 71);
  return image.subarray(sector * sectorSize, (sector + 1) * sectorSize);
}

describe("a bootable volume", () => {
  test("is read as one, in each combination", async () => {
    for (const [boot, expected] of [
      [both, { bios: true, uefi: true }],
      [{ bios: both.bios! }, { bios: true, uefi: false }],
      [{ uefi: both.uefi! }, { bios: false, uefi: true }],
    ] as const) {
      expect((await readIso(fromBytes(bootable(boot)))).boot).toMatchObject(expected);
    }
  });

  test("has a catalog whose entries point to the images", async () => {
    const image = bootable(both);
    const catalog = catalogOf(image);
    expect(wordSum(catalog.subarray(0, 32))).toBe(0);
    expect([...catalog.subarray(32, 34), catalog.readUInt16LE(38), catalog.readUInt32LE(40)]).toEqual([
      0x88,
      0,
      4,
      await sectorOf(image, "/boot/eltorito.img"),
    ]);
    expect([...catalog.subarray(64, 67)]).toEqual([0x91, 0xef, 1]);
    expect([catalog[96], catalog.readUInt16LE(102), catalog.readUInt32LE(104)]).toEqual([
      0x88,
      efi.length / 512,
      await sectorOf(image, "/boot/uefi.img"),
    ]);
  });

  test("shows its catalog when it is given a path, and hides it otherwise", async () => {
    expect(await sectorOf(bootable(both), "/boot/boot.catalog")).toBeNaN();
    const image = bootable({ ...both, catalog: "/boot/boot.catalog" });
    expect(await sectorOf(image, "/boot/boot.catalog")).toBe(image.readUInt32LE(17 * sectorSize + 71));
    expect(catalogOf(image)[32]).toBe(0x88);
  });

  test("writes the boot info table into the BIOS image, and only there", async () => {
    const image = bootable(both);
    const sector = await sectorOf(image, "/boot/eltorito.img");
    const written = image.subarray(sector * sectorSize, sector * sectorSize + bios.length);
    const sum = (1234 * 0x03030303 + 0x03) % 2 ** 32; // 4937 bytes: 1234 words, and one byte
    expect([8, 12, 16, 20].map((at) => written.readUInt32LE(at))).toEqual([16, sector, bios.length, sum]);
    expect(written.subarray(24, 64)).toEqual(Buffer.alloc(40));
    expect(Buffer.concat([written.subarray(0, 8), written.subarray(64)])).toEqual(Buffer.alloc(bios.length - 56, 3));
    const plain = bootable({ bios: { image: "/boot/eltorito.img", bootInfoTable: false } });
    const at = (await sectorOf(plain, "/boot/eltorito.img")) * sectorSize;
    expect(plain.subarray(at, at + bios.length)).toEqual(bios);
  });

  test("tells GRUB's first block and its core where they go on", async () => {
    const image = bootable({
      ...both,
      bios: { image: "/boot/eltorito.img", grub2: true },
      hybrid: { mbr: Buffer.alloc(512, 9) },
    });
    const block = BigInt(await sectorOf(image, "/boot/eltorito.img")) * 4n;
    expect(image.readBigUInt64LE(0x1b0)).toBe(block + 4n);
    expect(image.readBigUInt64LE(Number(block) * 512 + 2548)).toBe(block + 5n);
    expect([image[0], image[0x1af], image[446 + 4]]).toEqual([9, 9, 0xee]);
  });

  test("publishes the EFI image in a partition table, a copy of which is at the end", async () => {
    const image = bootable({ ...both, hybrid: {} });
    const last = image.length / 512 - 1;
    for (const [own, other] of [
      [1, last],
      [last, 1],
    ] as const) {
      const header = Buffer.from(image.subarray(own * 512, own * 512 + 92));
      expect(header.toString("latin1", 0, 8)).toBe("EFI PART");
      expect([header.readBigUInt64LE(24), header.readBigUInt64LE(32)]).toEqual([BigInt(own), BigInt(other)]);
      const entries = image.subarray(Number(header.readBigUInt64LE(72)) * 512).subarray(0, 128 * 128);
      expect(header.readUInt32LE(88)).toBe(crc32(entries));
      const first = BigInt((await sectorOf(image, "/boot/uefi.img")) * 4);
      expect([entries.readBigUInt64LE(32), entries.readBigUInt64LE(40)]).toEqual([first, first + 79n]);
      const sum = header.readUInt32LE(16);
      header.writeUInt32LE(0, 16);
      expect(crc32(header)).toBe(sum);
    }
    expect(bootable({ ...both, hybrid: {} })).toEqual(image);
  });

  test.each<[string, IsoBoot, string]>([
    ["an image that is not there", { bios: { image: "/nothing" } }, "/nothing is not among its files"],
    ["a directory for an image", { uefi: { image: "/boot" } }, "/boot is not among its files"],
    ["no image at all", { hybrid: {} }, "needs an image"],
  ])("refuses %s", (_, boot, why) => {
    expect(() => bootable(boot)).toThrow(why);
  });

  test("refuses an image too small for what is written into it", () => {
    const files = [{ path: "/small", content: Buffer.alloc(63) }];
    expect(() => createIso({ volumeId: "X", files, boot: { bios: { image: "/small" } } })).toThrow("63 bytes");
  });
});
