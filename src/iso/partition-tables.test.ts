import { expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { BoundedSource } from "./bounded-source.ts";
import { readPartitions } from "./partition-tables.ts";

const read = (image: Uint8Array) => readPartitions(new BoundedSource(fromBytes(image)));

function disk(): Buffer {
  const image = Buffer.alloc(64 * 512);
  image.set([0x55, 0xaa], 510);
  return image;
}

function withGpt(header: { entries?: bigint; count?: number; size?: number }): Buffer {
  const image = disk();
  image.write("EFI PART", 512, "latin1");
  image.writeBigUInt64LE(header.entries ?? 2n, 512 + 72);
  image.writeUInt32LE(header.count ?? 128, 512 + 80);
  image.writeUInt32LE(header.size ?? 128, 512 + 84);
  return image;
}

function setEntry(image: Buffer, index: number, [first, last]: [bigint, bigint]): void {
  const at = 1024 + index * 128;
  image.set(Buffer.from("28732ac11ff8d211ba4b00a0c93ec93b", "hex"), at);
  image.writeBigUInt64LE(first, at + 32);
  image.writeBigUInt64LE(last, at + 40);
}

test("takes overlapping partitions, and one that begins where the disk does, as they are", async () => {
  const image = withGpt({});
  setEntry(image, 0, [0n, 63n]);
  setEntry(image, 1, [8n, 15n]);
  image[446 + 4] = 0xef;
  image.writeUInt32LE(8, 446 + 8);
  image.writeUInt32LE(8, 446 + 12);
  const type = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";
  expect(await read(image)).toEqual([
    { table: "mbr", number: 1, type: "ef", offset: 4096, sizeBytes: 4096 },
    { table: "gpt", number: 1, type, offset: 0, sizeBytes: 64 * 512 },
    { table: "gpt", number: 2, type, offset: 4096, sizeBytes: 4096 },
  ]);
});

test("finds entries that are not where they usually are", async () => {
  const image = withGpt({ entries: 20n, count: 4 });
  setEntry(image, 18 * 4, [30n, 31n]);
  expect(await read(image)).toMatchObject([{ number: 1, offset: 30 * 512 }]);
});

test.each([
  ["nothing at all", Buffer.alloc(0)],
  ["half a sector", Buffer.alloc(300)],
  ["no signature", Buffer.alloc(4096)],
  ["entries far away", withGpt({ entries: 2n ** 64n - 1n })],
  ["entries of no size", withGpt({ size: 0 })],
  ["entries of 4 GiB", withGpt({ size: 0xffff_ffff })],
  ["more entries than the disk has room for", withGpt({ count: 0xffff_ffff })],
])("finds nothing in %s", async (_, image) => {
  expect(await read(image)).toEqual([]);
});
