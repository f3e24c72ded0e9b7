import { describe, expect, test } from "vitest";
import { createExt } from "../../test/kit/ext-image.ts";
import { createFat } from "../../test/kit/fat-image.ts";
import { fromBytes } from "../core/random-access.ts";
import { openFileSystem } from "./index.ts";

const block = 1024;
/** Of the writer in the test kit: inodes from block 5, the root directory's is the second. */
const inodeAt = (number: number) => 5 * block + (number - 1) * 128;
const long = "0123456789".repeat(25_000);
const files = { "/dir/file.txt": "content", "/long.bin": long };

async function code(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "no error",
    (error: unknown) => (error instanceof Error && "code" in error ? `${String(error.code)}: ${error.message}` : error),
  );
}

describe.each([true, false])("ext, extents: %s", (extents) => {
  const open = (change?: (image: Buffer) => void) => {
    const image = createExt({ label: "test", files, extents });
    change?.(image);
    return openFileSystem(fromBytes(image));
  };
  const firstFile = 13; // "dir" is 12, what is in it follows

  test("reads what was written", async () => {
    const system = await open();
    expect(system).toMatchObject({ label: "test", type: extents ? "ext4" : "ext2" });
    expect(Buffer.from(await system.readFile("/dir/file.txt")).toString()).toBe("content");
    expect(Buffer.from(await system.readFile("/long.bin")).toString()).toBe(long);
    const part = await (await system.open("/long.bin")).read(123_456, 10);
    expect(Buffer.from(part).toString()).toBe(long.slice(123_456, 123_466));
    expect(await system.list("/")).toEqual([
      { name: "dir", kind: "directory" },
      { name: "long.bin", kind: "file" },
    ]);
    expect(await system.stat("/dir/file.txt")).toEqual({ kind: "file", size: 7, mode: 0o640, target: undefined });
    expect(await system.stat("/dir/file.txt/x")).toBeUndefined();
  });

  test.each(["/", "\0", ".."])("a name %j in a directory leads nowhere", async (bad) => {
    const system = await open((image) => {
      const at = image.indexOf("file.txt");
      image.write(bad === ".." ? "a/../b.x" : `x${bad}abcdef`, at, "latin1");
    });
    expect(await code(system.list("/dir"))).toMatch(/^DISK_INVALID.*entry named/);
  });

  test.each([0, 3, 4, 6, 0xfff8])("a record of %i bytes does not stop the reading for ever", async (length) => {
    const system = await open((image) => image.writeUInt16LE(length, image.indexOf("file.txt") - 4));
    expect(await code(system.list("/dir"))).toMatch(/^DISK_INVALID.*record/);
  });

  test("a directory that is said to be huge", async () => {
    const system = await open((image) => image.writeUInt32LE(0xffff_fc00, inodeAt(12) + 4));
    expect(await code(system.list("/dir"))).toMatch(/^DISK_INVALID.*bytes/);
  });

  test("a file that is said to be huge is not made room for", async () => {
    const system = await open((image) => image.writeUInt32LE(0xffff_ffff, inodeAt(firstFile) + 0x6c));
    expect(await code(system.readFile("/dir/file.txt", { maxBytes: 1000 }))).toMatch(/^DISK_INVALID.*more than/);
    const file = await system.open("/dir/file.txt");
    expect(await code(file.read(2 ** 52, 10))).toMatch(/^DISK_INVALID.*longer than/);
  });

  test("an inode number out of range, and a free inode", async () => {
    const far = await open((image) => image.writeUInt32LE(9999, image.indexOf("file.txt") - 8));
    expect(await code(far.stat("/dir/file.txt"))).toMatch(/^DISK_INVALID.*inode 9999/);
    const free = await open((image) => image.writeUInt16LE(0, inodeAt(firstFile) + 0x1a));
    expect(await code(free.stat("/dir/file.txt"))).toMatch(/^DISK_INVALID.*free/);
  });

  test("blocks beyond the end", async () => {
    const system = await open((image) => image.writeUInt32LE(0xffff, inodeAt(firstFile) + 0x28 + (extents ? 20 : 0)));
    expect(await code(system.readFile("/dir/file.txt"))).toMatch(/^DISK_INVALID.*cut short or damaged/);
  });

  test.each([
    ["blocks", 0x04, 0xffff_ffff],
    ["block size", 0x18, 40],
    ["blocks per group", 0x20, 0],
    ["inodes per group", 0x28, 0],
    ["inode count", 0x00, 0xffff_ffff],
    ["inode size", 0x58, 3],
    ["first block", 0x14, 7],
  ])("a superblock with nonsense as %s", async (_, at, value) => {
    expect(await code(open((image) => image.writeUInt32LE(value, block + at)))).toMatch(/^DISK_INVALID/);
  });

  test("unknown features are refused by name", async () => {
    const change = (image: Buffer) => image.writeUInt32LE(0x4011_0002, block + 0x60);
    expect(await code(open(change))).toMatch(/encrypt, 0x100000 \(unknown\), 0x40000000 \(unknown\)/);
  });
});

describe("trees of extents", () => {
  const root = inodeAt(13) + 0x28;
  const open = async (change: (image: Buffer) => void) => {
    const image = createExt({ label: "test", files });
    change(image);
    return code((await openFileSystem(fromBytes(image))).readFile("/dir/file.txt"));
  };

  test("a node that is its own child", async () => {
    const self = 900;
    const answer = await open((image) => {
      for (const at of [root, self * block]) {
        image.writeUInt16LE(0xf30a, at);
        image.writeUInt16LE(1, at + 2);
        image.writeUInt16LE(1, at + 6);
        image.writeUInt32LE(0, at + 12);
        image.writeUInt32LE(self, at + 16);
        image.writeUInt16LE(0, at + 20);
      }
    });
    expect(answer).toMatch(/^DISK_INVALID.*not a tree/);
  });

  test("more records than fit, a wrong mark, records out of order", async () => {
    expect(await open((image) => image.writeUInt16LE(500, root + 2))).toMatch(/^DISK_INVALID.*damaged/);
    expect(await open((image) => image.writeUInt16LE(0, root))).toMatch(/^DISK_INVALID.*damaged/);
    expect(await open((image) => image.writeUInt16LE(2, root + 2))).toMatch(/^DISK_INVALID.*order/);
  });
});

describe("FAT", () => {
  const content = Buffer.alloc(3000, "fat");
  const open = (change?: (image: Buffer) => void) => {
    const image = createFat({ label: "BOOT", files: { "/EFI/BOOT/A.TXT": content, "/B": "b" } });
    change?.(image);
    return openFileSystem(fromBytes(image));
  };
  const table = 512;
  const firstCluster = 4; // those of the two directories come before

  test("reads what was written, whatever the case", async () => {
    const system = await open();
    expect(system).toMatchObject({ type: "vfat", label: "BOOT", uuid: "1234-ABCD" });
    expect(Buffer.from(await system.readFile("/efi/boot/a.txt")).equals(content)).toBe(true);
    expect(await system.list("/")).toEqual([
      { name: "EFI", kind: "directory" },
      { name: "B", kind: "file" },
    ]);
  });

  test("a chain in a circle, one that leaves the volume, one that is too short", async () => {
    const circle = await open((image) => image.writeUInt16LE(2, table + 2 * 2));
    expect(await code(circle.list("/EFI"))).toMatch(/^DISK_INVALID.*circle/);
    const away = await open((image) => image.writeUInt16LE(0xffe0, table + firstCluster * 2));
    expect(await code(away.readFile("/EFI/BOOT/A.TXT"))).toMatch(/^DISK_INVALID.*leads to cluster/);
    const short = await open((image) => image.writeUInt16LE(0xffff, table + firstCluster * 2));
    expect(await code(short.readFile("/EFI/BOOT/A.TXT"))).toMatch(/^DISK_INVALID.*has room for 512/);
  });

  test("a size beyond the volume", async () => {
    const system = await open((image) => image.writeUInt32LE(0xffff_ffff, image.indexOf("A       TXT") + 28));
    expect(await code(system.open("/EFI/BOOT/A.TXT"))).toMatch(/^DISK_INVALID.*more than the volume holds/);
  });

  test("a name with a slash", async () => {
    const system = await open((image) => image.write("A/B", image.indexOf("A       TXT"), "latin1"));
    expect(await code(system.list("/EFI/BOOT"))).toMatch(/^DISK_INVALID.*which no file can have/);
  });
});

test.each([
  ["xfs", 0, "XFSB"],
  ["crypto_LUKS", 0, "LUKS\xba\xbe"],
  ["LVM2_member", 512, "LABELONE"],
])("%s is named", async (type, at, mark) => {
  const image = Buffer.alloc(1 << 20);
  image.write(mark, at, "latin1");
  await expect(openFileSystem(fromBytes(image))).rejects.toThrow(`${type} is not read by edgelab`);
});
