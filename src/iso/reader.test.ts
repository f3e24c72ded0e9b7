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
    expect(image.boot).toEqual({ bios: false, uefi: false, images: [], partitions: [] });
  });

  test("joins the extents of a large file", async () => {
    const image = patched((bytes) => {
      const [first, second] = [recordOf(bytes, "TOP.TXT;1"), rootSector(bytes) * sectorSize];
      const copy = Buffer.from(bytes.subarray(first, first + bytes[first]!));
      bytes[first + 25] = 0x80;
      bytes.copy(copy, 2, recordOf(bytes, "FILE.TXT;1") + 2, recordOf(bytes, "FILE.TXT;1") + 10);
      const end = first + copy.length;
      expect(end + copy.length).toBeLessThan(second + sectorSize);
      bytes.set(copy, end);
    });
    const volume = await read(image);
    expect(volume.entries.get("/top.txt")).toMatchObject({ size: 10 });
    expect(Buffer.from(await volume.readFile("/top.txt")).toString()).toBe("worldhello");
  });

  test("puts the target of a link together, however it was cut", async () => {
    const parts = [8, 0, 1, 2, 0x75, 0x73, 0, 1, 0x72, 4, 0, 1, 1, 0x61, 0, 1, 0x62]; // "/", "us"+"r", "..", "a"+"b"
    const target = Buffer.concat([Buffer.from("SL"), Uint8Array.of(5 + parts.length, 1, 0, ...parts)]);
    const image = await read(patched((bytes) => setSystemUse(bytes, "TOP.TXT;1", target)));
    expect(image.entries.get("/top.txt")).toMatchObject({ kind: "symlink", target: "/usr/../ab" });
  });

  test("knows a pipe for what it is, and that zisofs is not a file's own bytes", async () => {
    const posix = Buffer.concat([Buffer.from("PX\x24\x01"), Buffer.alloc(32)]);
    writeBoth32(viewOf(posix), 4, 0o010644);
    const pipe = await read(patched((bytes) => setSystemUse(bytes, "TOP.TXT;1", posix)));
    expect(pipe.entries.get("/top.txt")).toMatchObject({ kind: "special" });
    const compressed = await read(patched((bytes) => setSystemUse(bytes, "TOP.TXT;1", Buffer.from("ZF\x04\x01"))));
    expect(() => compressed.open("/top.txt")).toThrow("compressed form of zisofs");
  });

  test("shows Joliet's names where Linux does: Rock Ridge not announced, or a primary root with nothing in it", async () => {
    const joliet = (bytes: Buffer) => bytes.readUInt32LE(17 * sectorSize + 158);
    const quiet = await read(
      patched((bytes) => {
        const announcement = bytes.indexOf("RRIP_1991A");
        bytes.write("XXXX_1991A", announcement);
      }),
    );
    expect(quiet.names).toBe("joliet");
    const empty = await read(
      patched((bytes) => {
        const root = rootSector(bytes) * sectorSize;
        const children = root + bytes[root]! + bytes[root + bytes[root]!]!;
        bytes.fill(0, children, root + sectorSize);
        expect(joliet(bytes)).not.toBe(rootSector(bytes));
      }),
    );
    expect([empty.names, empty.entries.size]).toEqual(["joliet", 4]);
  });

  test("reads any part of a file without the rest", async () => {
    const image = await read(sound());
    const file = image.open("/dir/inner/file.txt");
    expect([file.size, Buffer.from(await file.read(1, 3)).toString()]).toEqual([5, "ell"]);
    expect((await file.read(5, 10)).length).toBe(0);
    expect((await file.read(50, 10)).length).toBe(0);
    expect(Buffer.from(await file.read(4, 10)).toString()).toBe("o");
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
      "a directory that begins within another",
      /overlaps another/,
      (image) => {
        const inner = recordOf(image, "INNER");
        writeBoth32(viewOf(image), recordOf(image, "DIRPX") + 10, 2 * sectorSize); // its second sector is inner's
        expect(image.readUInt32LE(inner + 2)).toBe(image.readUInt32LE(recordOf(image, "DIRPX") + 2) + 1);
      },
    ],
    [
      "a directory that was moved to where it came from",
      /reached twice/,
      (image) => {
        const moved = Buffer.concat([Buffer.from("CL\x0c\x01"), Buffer.alloc(8)]);
        writeBoth32(viewOf(moved), 4, rootSector(image));
        setSystemUse(image, "TOP.TXT;1", moved);
      },
    ],
    [
      "a file whose parts overlap",
      /parts of \/top.txt overlap/,
      (image) => {
        const first = recordOf(image, "TOP.TXT;1");
        const copy = Buffer.from(image.subarray(first, first + image[first]!));
        image[first + 25] = 0x80;
        image.set(copy, first + copy.length);
      },
    ],
    [
      "a file without its last part",
      /no last extent/,
      (image) => image.writeUInt8(0x80, recordOf(image, "TOP.TXT;1") + 25),
    ],
    ["an interleaved file", /interleaved/, (image) => image.writeUInt8(1, recordOf(image, "TOP.TXT;1") + 26)],
    [
      "a link with a part that leaves its field",
      /longer than its field/,
      (image) => setSystemUse(image, "TOP.TXT;1", Buffer.from("SL\x0a\x01\0\0\xf0abc", "latin1")),
    ],
    [
      "a boot catalog beyond the end",
      /boot catalog ends/,
      (image) => {
        image.set(Buffer.from("\0CD001\x01EL TORITO SPECIFICATION", "latin1"), 17 * sectorSize);
        image.writeUInt32LE(0xffff_fff0, 17 * sectorSize + 71);
      },
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
    const whole = Buffer.from(
      createIso({
        volumeId: "TEST",
        files: [
          { path: "/boot/image", content: Buffer.alloc(4096, 1) },
          { path: `/dir/${"long".repeat(60)}`, content: "hello" },
          { path: "/link", target: `/usr/${"far".repeat(60)}` },
        ],
        boot: { bios: { image: "/boot/image" }, uefi: { image: "/boot/image" }, hybrid: {} },
      }),
    );
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % below;
    };
    const used = [...whole.keys()].filter((at) => whole[at]! > 1);
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
