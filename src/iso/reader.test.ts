import { describe, expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { readIso } from "./reader.ts";
import { sectorSize, viewOf, writeBoth32 } from "./sector.ts";
import { createIso } from "./writer.ts";

const sound = () =>
  Buffer.from(
    createIso({
      volumeId: "TEST",
      files: [
        { path: "/dir/inner/file.txt", content: "hello" },
        { path: "/top.txt", content: "world" },
      ],
    }),
  );

/** Offset of a record in the primary hierarchy, by the short name in it. */
const recordOf = (image: Buffer, shortName: string) =>
  image.indexOf(Buffer.from(shortName, "latin1"), rootSector(image) * sectorSize) - 33;
const rootSector = (image: Buffer) => image.readUInt32LE(16 * sectorSize + 158);
const read = (image: Uint8Array) => readIso(fromBytes(image));

function patched(change: (image: Buffer) => void): Buffer {
  const image = sound();
  change(image);
  return image;
}

/** Puts a Rock Ridge field into the padding of nothing: replaces the whole system use area of a record. */
function setSystemUse(image: Buffer, shortName: string, fields: Uint8Array): void {
  const record = recordOf(image, shortName);
  const nameLength = image[record + 32]!;
  const start = record + 33 + nameLength + ((nameLength + 1) % 2);
  image.fill(0, start, record + image[record]!);
  image.set(fields, start);
}

function continuation(sector: number, offset: number, length: number): Uint8Array {
  const field = new Uint8Array(28);
  field.set(Buffer.from("CE"));
  field.set([28, 1], 2);
  [sector, offset, length].forEach((value, index) => writeBoth32(viewOf(field), 4 + 8 * index, value));
  return field;
}

describe("readIso", () => {
  test("reads its own writer's volumes", async () => {
    const image = await read(sound());
    expect([...image.entries.keys()]).toEqual(["/dir", "/top.txt", "/dir/inner", "/dir/inner/file.txt"]);
    expect(image.boot).toEqual({ bios: false, uefi: false });
  });

  test("joins the extents of a large file", async () => {
    const image = patched((bytes) => {
      const [first, second] = [recordOf(bytes, "TOP.TXT;1"), rootSector(bytes) * sectorSize];
      const copy = Buffer.from(bytes.subarray(first, first + bytes[first]!));
      bytes[first + 25] = 0x80;
      const end = first + copy.length;
      expect(end + copy.length).toBeLessThan(second + sectorSize);
      bytes.set(copy, end);
    });
    const volume = await read(image);
    expect(volume.entries.get("/top.txt")).toMatchObject({ size: 10 });
    expect(Buffer.from(await volume.readFile("/top.txt")).toString()).toBe("worldworld");
  });

  test("says what a symlink points to and does not follow it", async () => {
    const target = Buffer.concat([Buffer.from("SL"), Uint8Array.of(12, 1, 0, 4, 0, 0, 3), Buffer.from("etc")]);
    const image = await read(patched((bytes) => setSystemUse(bytes, "TOP.TXT;1", target)));
    expect(image.entries.get("/top.txt")).toMatchObject({ kind: "symlink", target: "../etc" });
    await expect(image.readFile("/top.txt")).rejects.toThrow("no file /top.txt");
  });

  test.each<[string, RegExp, (image: Buffer) => void]>([
    [
      "no descriptor at all",
      /sector 16 holds no volume descriptor/,
      (image) => image.fill(0, 16 * sectorSize, 17 * sectorSize),
    ],
    ["endless descriptors", /no volume descriptor/, (image) => image.fill(0, 18 * sectorSize, 19 * sectorSize)],
    ["other block sizes", /2048/, (image) => image.writeUInt16LE(512, 16 * sectorSize + 128)],
    ["a root that is a file", /root is not a directory/, (image) => image.writeUInt8(0, 16 * sectorSize + 156 + 25)],
    [
      "a root beyond the end",
      /cut short or damaged/,
      (image) => writeBoth32(viewOf(image), 16 * sectorSize + 158, 1_000_000),
    ],
    [
      "a directory that holds an ancestor",
      /reached twice/,
      (image) => writeBoth32(viewOf(image), recordOf(image, "INNER") + 2, rootSector(image)),
    ],
    [
      "a directory that holds itself",
      /reached twice/,
      (image) => writeBoth32(viewOf(image), recordOf(image, "DIRPX") + 2, rootSector(image)),
    ],
    [
      "a directory of 4 GiB",
      /absurdly large|cut short/,
      (image) => writeBoth32(viewOf(image), recordOf(image, "DIRPX") + 10, 0xffffffff),
    ],
    [
      "a file beyond the end",
      /cut short or damaged/,
      (image) => writeBoth32(viewOf(image), recordOf(image, "TOP.TXT;1") + 10, 0xfffffff0),
    ],
    [
      "numbers that differ by byte order",
      /contradicts itself/,
      (image) => image.writeUInt32BE(7, recordOf(image, "TOP.TXT;1") + 6),
    ],
    [
      "a record longer than its sector",
      /crosses the end/,
      (image) => image.writeUInt8(10, recordOf(image, "TOP.TXT;1")),
    ],
    [
      "a record shorter than its name",
      /shorter than its name|crosses/,
      (image) => image.writeUInt8(200, recordOf(image, "TOP.TXT;1") + 32),
    ],
    ["a field of length 0", /impossible length/, (image) => setSystemUse(image, "TOP.TXT;1", Buffer.from("NM\0\x01"))],
    [
      "a field longer than its record",
      /impossible length/,
      (image) => setSystemUse(image, "TOP.TXT;1", Buffer.from("NM\xff\x01", "latin1")),
    ],
    [
      "a continuation that continues itself",
      /more than 32 continuations/,
      (image) => {
        const sector = rootSector(image);
        const spare = sectorSize - 28;
        image.set(continuation(sector, spare, 28), sector * sectorSize + spare);
        setSystemUse(image, "TOP.TXT;1", continuation(sector, spare, 28));
      },
    ],
    [
      "a continuation past its sector",
      /not inside one sector/,
      (image) => setSystemUse(image, "TOP.TXT;1", continuation(20, 2040, 100)),
    ],
    [
      "a name with a slash",
      /impossible name/,
      (image) => setSystemUse(image, "TOP.TXT;1", Buffer.from("NM\x0a\x01\0../x", "latin1")),
    ],
    [
      "a name that climbs",
      /impossible name/,
      (image) => setSystemUse(image, "TOP.TXT;1", Buffer.from("NM\x07\x01\0..", "latin1")),
    ],
    [
      "a name with a NUL",
      /impossible name/,
      (image) => setSystemUse(image, "TOP.TXT;1", Buffer.from("NM\x08\x01\0a\0b", "latin1")),
    ],
    [
      "two entries of one name",
      /there twice/,
      (image) => setSystemUse(image, "TOP.TXT;1", Buffer.from("NM\x08\x01\0dir", "latin1")),
    ],
  ])("refuses %s", async (_, message, change) => {
    await expect(read(patched(change))).rejects.toMatchObject({
      code: "ISO_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("refuses what is cut short, whatever the length", async () => {
    const whole = sound();
    for (let length = 0; length < whole.length; length += sectorSize) {
      await expect(read(whole.subarray(0, length))).rejects.toMatchObject({ code: "ISO_INVALID" });
    }
  });

  test("never fails in any other way when bytes are damaged", async () => {
    const whole = sound();
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const used = [...whole.keys()].filter((at) => at >= 16 * sectorSize && whole[at] !== 0);
    let refused = 0;
    for (let round = 0; round < 400; round += 1) {
      const image = Buffer.from(whole);
      for (let hits = 0; hits < 4; hits += 1) image[used[random(used.length)]!] = random(256);
      await read(image).catch((error: unknown) => {
        expect(error).toMatchObject({ code: "ISO_INVALID" });
        refused += 1;
      });
    }
    expect(refused).toBeGreaterThan(20);
  });

  test("does not read a file larger than was asked for", async () => {
    const image = await read(sound());
    await expect(image.readFile("/top.txt", { maxBytes: 4 })).rejects.toThrow("5 bytes, more than the 4");
  });
});
