import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fromBytes, slice } from "../core/random-access.ts";
import { grainRecord, smallVmdk, tablesInFront, textGrain } from "../../test/kit/vmdk.ts";
import { grainSize, sectorSize } from "./layout.ts";
import { openVmdk } from "./reader.ts";

const [first, second, far] = [textGrain("first "), textGrain("second "), textGrain("far ")];
const grains = new Map([
  [0, first],
  [1, second],
  [600, far],
]);
const open = (bytes: Uint8Array) => openVmdk(fromBytes(bytes));

/** Where the parts of {@link sound} are. */
const place = {
  grain: 128 * sectorSize,
  footer: (file: Buffer) => file.length - 2 * sectorSize,
  directory: (file: Buffer) => Number(file.readBigUInt64LE(place.footer(file) + 56)) * sectorSize,
  table: (file: Buffer) => file.readUInt32LE(place.directory(file)) * sectorSize,
};

async function patched(change: (file: Buffer) => Buffer | void): Promise<Buffer> {
  const file = await smallVmdk(grains);
  return change(file) ?? file;
}

function descriptorOf(file: Buffer): string {
  return file.toString("utf8", sectorSize, file.indexOf(0, sectorSize));
}

function withDescriptor(file: Buffer, text: string): void {
  file.fill(0, sectorSize, 21 * sectorSize);
  file.write(text, sectorSize);
}

describe("openVmdk", () => {
  test("is the disk: grains where they are, zeros elsewhere", async () => {
    const disk = await open(await smallVmdk(grains));
    expect(disk).toMatchObject({ size: 64 << 20, capacityBytes: 64 << 20, populatedBytes: 3 * grainSize });
    expect(disk.layout).toEqual({ footer: true, eos: true, grainsOrdered: true, version: 3, grainSize });
    expect(disk.descriptor).toMatchObject({ createType: "streamOptimized", extentName: "disk.vmdk" });
    expect([...disk.dataRanges()]).toEqual([
      { offset: 0, length: 2 * grainSize },
      { offset: 600 * grainSize, length: grainSize },
    ]);
    const across = await disk.read(grainSize - 10, grainSize + 20);
    expect(Buffer.concat([first.subarray(-10), second, Buffer.alloc(10)]).equals(across)).toBe(true);
    expect(far.equals(await disk.read(600 * grainSize, grainSize))).toBe(true);
    expect((await disk.read(disk.size - 5, 10)).length).toBe(5);
    expect((await disk.read(disk.size, 10)).length).toBe(0);
    expect((await disk.read(300 * grainSize, 100)).every((byte) => byte === 0)).toBe(true);
  });

  test("reads a member of an archive in place", async () => {
    const file = await smallVmdk(grains);
    const archive = fromBytes(Buffer.concat([Buffer.alloc(1000, "x"), file, Buffer.alloc(1000, "y")]));
    const disk = await openVmdk(slice(archive, 1000, file.length));
    expect(second.equals(await disk.read(grainSize, grainSize))).toBe(true);
  });

  const qemu = `# Disk DescriptorFile
version=1
CID=4a0bcb5e
parentCID=ffffffff
createType="streamOptimized"

# Extent description
RW 131072 SPARSE "x.vmdk"

# The Disk Data Base
#DDB

ddb.virtualHWVersion = "4"
ddb.geometry.cylinders = "130"
ddb.geometry.heads = "16"
ddb.geometry.sectors = "63"
ddb.adapterType = "ide"
`;
  const virtualBox = `# Disk DescriptorFile\r\nversion=1\r\nCID=0123abcd\r\nparentCID=ffffffff\r\ncreateType="streamOptimized"\r
\r\n# Extent description\r\nRDONLY 131072 SPARSE "box-disk1.vmdk"\r\n\r\n# The disk Data Base\r\n#DDB\r\n\r
ddb.adapterType="ide"\r\nddb.geometry.cylinders="130"\r\nddb.uuid.image="5f1c2d6e-0000-4000-8000-000000000001"\r
ddb.uuid.parent="00000000-0000-0000-0000-000000000000"\r\nddb.comment=""\r\n`;
  const records = [...grains].map(([number, grain]) => ({ number, record: grainRecord(number, grain) }));

  test.each([
    [
      "qemu-img's: tables in front, flags with a redundant directory, no mark of the end",
      qemu,
      0x30003,
      false,
      "4a0bcb5e",
    ],
    ["open-vmdk's: tables in front, mark of the end", qemu, 0x30001, true, "4a0bcb5e"],
    ["VirtualBox's descriptor", virtualBox, 0x30001, true, "0123abcd"],
  ])("reads %s", async (_, descriptor, flags, eos, cid) => {
    const disk = await open(tablesInFront({ descriptor, flags, records, eos }));
    expect(disk.layout).toMatchObject({ footer: false, eos, grainsOrdered: true });
    expect(disk.descriptor.cid).toBe(cid);
    expect(far.equals(await disk.read(600 * grainSize, grainSize))).toBe(true);
    expect(disk.descriptor.ddb["geometry.cylinders"]).toBe("130");
  });

  test("reads grains that are not in the order of the disk, and says so", async () => {
    const disk = await open(tablesInFront({ descriptor: qemu, records: [...records].reverse() }));
    expect(disk.layout.grainsOrdered).toBe(false);
    expect(Buffer.concat([first, second]).equals(await disk.read(0, 2 * grainSize))).toBe(true);
  });

  test.each([
    ["whole, as VirtualBox has it", grainSize],
    ["cut off, as qemu-img has it", 4096],
  ])("reads a last grain that is %s", async (_, stored) => {
    const capacityBytes = 10 * grainSize + 4096;
    const descriptor = qemu.replace("131072", String(capacityBytes / sectorSize));
    const record = grainRecord(10, first, deflateSync(first.subarray(0, stored)));
    const disk = await open(tablesInFront({ descriptor, capacityBytes, records: [{ number: 10, record }] }));
    expect(first.subarray(0, 4096).equals(await disk.read(10 * grainSize, grainSize))).toBe(true);
  });
});

test("nothing is read outside of the file, whatever the header says", async () => {
  const ours = await smallVmdk(grains);
  const empty = tablesInFront({ descriptor: descriptorOf(ours), records: [] });
  empty.writeBigUInt64LE(1n << 20n, 64); // where the first grain would be
  const headerOnly = ours.subarray(0, sectorSize);
  for (const bytes of [empty, headerOnly]) {
    const outside: number[] = [];
    const watched = {
      size: bytes.length,
      read: async (offset: number, length: number) => {
        if (offset < 0 || offset > bytes.length) outside.push(offset);
        return bytes.subarray(offset, offset + length);
      },
    };
    await openVmdk(watched).catch(() => undefined);
    expect(outside).toEqual([]);
  }
});

describe("refuses when it is opened", () => {
  test.each<[string, RegExp, (file: Buffer) => Buffer | void]>([
    ["an empty file", /has 0 bytes/, () => Buffer.alloc(0)],
    ["another format", /does not begin with KDMV/, (file) => void file.write("QFI\xfb", "latin1")],
    ["a text descriptor that names other files", /KDMV/, () => Buffer.alloc(1024, "# Disk DescriptorFile\n")],
    ["a version of the future", /version is 4/, (file) => void file.writeUInt32LE(4, 4)],
    ["a sparse disk that is not compressed", /flags are 0x1/, (file) => void file.writeUInt32LE(1, 8)],
    ["compression without markers", /flags are 0x10001/, (file) => void file.writeUInt32LE(0x10001, 8)],
    ["a transfer in text mode", /text mode/, (file) => void file.write("\n\n", 75)],
    ["another compression", /unknown number 0/, (file) => void file.writeUInt16LE(0, 77)],
    [
      "capacity 0, with which qemu follows the descriptor",
      /capacity is 0/,
      (file) => void file.writeBigUInt64LE(0n, 12),
    ],
    ["a capacity of exabytes", /capacity in sectors/, (file) => void file.writeBigUInt64LE(1n << 60n, 12)],
    ["a grain of 3 sectors", /grain size is 3/, (file) => void file.writeBigUInt64LE(3n, 20)],
    ["a grain of 1 GiB", /grain size is 2097152/, (file) => void file.writeBigUInt64LE(1n << 21n, 20)],
    ["a table of no entries", /entries in a table is 0/, (file) => void file.writeUInt32LE(0, 44)],
    ["a descriptor of 1 GiB", /descriptor's size/, (file) => void file.writeBigUInt64LE(1n << 21n, 36)],
    ["a descriptor behind the end", /not inside the file/, (file) => void file.writeBigUInt64LE(1n << 30n, 28)],
    ["no descriptor", /no descriptor/, (file) => void file.writeBigUInt64LE(0n, 36)],
    ["a header and nothing else", /too few for a header and a footer/, (file) => file.subarray(0, sectorSize)],
    ["a file that was cut short", /last three sectors/, (file) => file.subarray(0, -sectorSize)],
    [
      "a file with something appended",
      /last three sectors/,
      (file) => Buffer.concat([file, Buffer.alloc(sectorSize, 1)]),
    ],
    ["a footer that differs", /differ: capacity/, (file) => void file.writeBigUInt64LE(7n, place.footer(file) + 12)],
    [
      "a footer that points to itself",
      /footer does not say/,
      (file) => void file.fill(0xff, place.footer(file) + 56, place.footer(file) + 64),
    ],
    [
      "a directory behind the end",
      /directory of 2 sectors at sector 1048575 is not inside/,
      (file) => void file.writeBigUInt64LE(1n << 20n, place.footer(file) + 56),
    ],
    [
      "a directory in the header",
      /directory of 2 sectors at sector -1/,
      (file) => void file.writeBigUInt64LE(0n, place.footer(file) + 56),
    ],
    [
      "no marker before the directory",
      /has no marker/,
      (file) => void file.fill(0, place.directory(file) - sectorSize, place.directory(file)),
    ],
    [
      "no marker before a table",
      /a table at sector \d+ has no marker/,
      (file) => void file.fill(0, place.table(file) - sectorSize, place.table(file)),
    ],
    [
      "a table behind the end",
      /a table of 5 sectors at sector .* not inside/,
      (file) => void file.writeUInt32LE(0xffff_fff0, place.directory(file)),
    ],
    [
      "one table for two ranges",
      /a table and a table overlap/,
      (file) => void file.writeUInt32LE(file.readUInt32LE(place.directory(file)), place.directory(file) + 4),
    ],
    ["a table in the descriptor", /overlap at sector/, (file) => void file.writeUInt32LE(10, place.directory(file))],
    [
      "a grain behind the end",
      /grain 0 is at sector 4294967295/,
      (file) => void file.writeUInt32LE(0xffff_ffff, place.table(file)),
    ],
    [
      "a grain in the header",
      /grain 0 overlaps the tables at sector 3/,
      (file) => void file.writeUInt32LE(3, place.table(file)),
    ],
    [
      "a grain in a table",
      /grain 0 overlaps the tables/,
      (file) => void file.writeUInt32LE(place.table(file) / sectorSize + 1, place.table(file)),
    ],
    [
      "two grains in one place",
      /two grains are at sector 128/,
      (file) => void file.writeUInt32LE(file.readUInt32LE(place.table(file)), place.table(file) + 4),
    ],
  ])("%s", async (_, message, change) => {
    await expect(patched(change).then(open)).rejects.toMatchObject({
      code: "VMDK_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test("a small file that claims tables of gigabytes, without reading or holding them", async () => {
    const file = await patched((file) => {
      for (const header of [0, place.footer(file)]) file.writeBigUInt64LE(2n ** 37n, header + 12);
      withDescriptor(file, descriptorOf(file).replace("131072", String(2 ** 37)));
    });
    const before = process.memoryUsage().arrayBuffers;
    await expect(open(file)).rejects.toThrow(/directory of \d+ sectors at .* is not inside the file/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
  });

  test("a grain behind the capacity", async () => {
    const file = await smallVmdk(new Map([[3, first]]), 4 * grainSize);
    file.writeUInt32LE(file.readUInt32LE(place.table(file) + 12), place.table(file) + 16);
    await expect(open(file)).rejects.toThrow("behind the end of the disk");
  });

  test.each<[string, RegExp, (text: string) => string]>([
    [
      "an extent that is another file",
      /extent is "RW 131072 FLAT/,
      (text) => text.replace(/SPARSE "disk.vmdk"/, 'FLAT "/etc/shadow" 0'),
    ],
    ["a second extent", /has 2 extents/, (text) => text.replace(/(RW .*)/, '$1\nRW 8 FLAT "/etc/shadow" 0')],
    ["no extent", /has 0 extents/, (text) => text.replace(/RW .*/, "")],
    ["a parent", /child of another disk/, (text) => text.replace("parentCID=ffffffff", "parentCID=12345678")],
    ["no word about a parent", /child of another disk/, (text) => text.replace(/parentCID=.*/, "")],
    ["a parent's name", /child of another disk/, (text) => `${text}parentFileNameHint="/etc/shadow"\n`],
    ["another type", /type is "monolithicFlat"/, (text) => text.replace("streamOptimized", "monolithicFlat")],
    ["two types", /"createType" twice/, (text) => `${text}createType="vmfs"\n`],
    ["another capacity", /header has 131072 sectors, its descriptor 8/, (text) => text.replace(/RW \d+/, "RW 8")],
    ["a line of nonsense", /has the line "hello"/, (text) => `${text}hello\n`],
  ])("a descriptor with %s", async (_, message, change) => {
    const file = await patched((file) => withDescriptor(file, change(descriptorOf(file))));
    await expect(open(file)).rejects.toMatchObject({ code: "VMDK_INVALID", message: expect.stringMatching(message) });
  });
});

describe("refuses when the grain is read", () => {
  const record = (stream: Uint8Array) => grainRecord(0, first, stream);
  const bomb = deflateSync(Buffer.alloc(64 << 20));

  test.each<[string, RegExp, Buffer]>([
    ["a zlib bomb", /inflates to more than 65536 bytes/, record(bomb.subarray(0, 60_000))],
    ["less than a grain", /inflates to 100 bytes instead of 65536/, record(deflateSync(Buffer.alloc(100, 1)))],
    ["a stream that ends early", /grain 0 is damaged/, record(deflateSync(first).subarray(0, 50))],
    [
      "a wrong checksum",
      /grain 0 is damaged/,
      record(Buffer.concat([deflateSync(first).subarray(0, -4), Buffer.alloc(4)])),
    ],
    ["bytes that are no zlib stream", /grain 0 is damaged/, record(Buffer.alloc(500, 0x55))],
    ["no bytes", /claims 0 compressed bytes/, record(Buffer.alloc(0))],
    ["the marker of another grain", /marker of sector 128, not of 0/, grainRecord(1, first)],
  ])("%s", async (_, message, bad) => {
    const descriptor = descriptorOf(await smallVmdk(grains));
    const disk = await open(tablesInFront({ descriptor, records: [{ number: 0, record: bad }] }));
    await expect(disk.read(10, 10)).rejects.toMatchObject({
      code: "VMDK_INVALID",
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ["more than any grain needs", 66_037, /claims 66037 compressed bytes/],
    ["more than there is before the next", 5_000, /reaches into what follows/],
  ])("a length of %s", async (_, length, message) => {
    const disk = await open(await patched((file) => void file.writeUInt32LE(length, place.grain + 8)));
    await expect(disk.read(0, 1)).rejects.toThrow(message);
  });
});
