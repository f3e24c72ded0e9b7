import { expect, test } from "vitest";
import { createDiskDescriptor, parseDiskDescriptor } from "./descriptor.ts";

const parse = (text: string) => parseDiskDescriptor(Buffer.from(text));

test("is what open-vmdk writes, line by line", () => {
  const text = createDiskDescriptor({ name: "disk1.vmdk", sectors: 8_388_608, seed: "x" });
  expect(text.split("\n").slice(0, 11)).toEqual([
    "# Disk DescriptorFile",
    "version=1",
    'encoding="UTF-8"',
    "CID=2d711642",
    "parentCID=ffffffff",
    'createType="streamOptimized"',
    "",
    "# Extent description",
    'RW 8388608 SPARSE "disk1.vmdk"',
    "",
    "# The Disk Data Base",
  ]);
  expect(parse(text)).toMatchObject({
    cid: "2d711642",
    extentName: "disk1.vmdk",
    extentSectors: 8_388_608,
    ddb: { "geometry.cylinders": "523", adapterType: "lsilogic", toolsVersion: "2147483647" },
  });
  expect(parse(text).ddb["longContentID"]).toMatch(/^[0-9a-f]{24}2d711642$/);
});

test("has the same content id for the same seed only", () => {
  const cid = (seed: string) => parse(createDiskDescriptor({ name: "x", sectors: 2048, seed })).cid;
  expect(cid("one")).toBe(cid("one"));
  expect(cid("one")).not.toBe(cid("two"));
});

test.each(['x"\nRW 1 FLAT "/etc/shadow" 0', 'a"b', "a\tb", "a\u0000b"])(
  "takes no name that could end its line: %j",
  (name) => {
    expect(() => createDiskDescriptor({ name, sectors: 2048, seed: "" })).toThrow(RangeError);
  },
);
