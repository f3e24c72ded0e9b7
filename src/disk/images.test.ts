import { describe, expect, test } from "vitest";
import { createEdgeDisk } from "../../test/kit/disk-image.ts";
import { fromBytes } from "../core/random-access.ts";
import { createIso } from "../iso/index.ts";
import { readQcow2, recognise } from "./index.ts";

function qcow2(changes: readonly (readonly [at: number, value: number])[] = [], version = 3): Buffer {
  const image = Buffer.alloc(64 << 10);
  for (const [at, value] of [
    [0, 0x5146_49fb],
    [4, version],
    [20, 16],
    [24, 1],
    [28, 0x1000],
    [100, 104],
    ...changes,
  ] as const) {
    image.writeUInt32BE(value, at);
  }
  return image;
}

describe("qcow2", () => {
  test("a plain one", async () => {
    expect(await readQcow2(fromBytes(qcow2()))).toEqual({
      version: 3,
      capacityBytes: 2 ** 32 + 0x1000,
      clusterBytes: 65_536,
      compression: "zlib",
      isDirty: false,
    });
    expect((await readQcow2(fromBytes(qcow2([], 2)))).version).toBe(2);
  });

  test.each([
    [
      "a backing file",
      [
        [12, 200],
        [16, 11],
        [200, 0x2f65_7463],
        [204, 0x2f70_6173],
        [208, 0x7377_6400],
      ],
      'a backing file ("/etc/passwd")',
    ],
    [
      "a backing file with a name out of the file",
      [
        [8, 7],
        [16, 11],
      ],
      'a backing file ("?")',
    ],
    ["encryption", [[32, 2]], "encryption (LUKS)"],
    ["snapshots", [[60, 3]], "3 internal snapshots"],
    ["an external data file", [[76, 4]], "an external data file"],
    [
      "an external data file by its name only",
      [
        [104, 0x4441_5441],
        [108, 3],
      ],
      "an external data file",
    ],
    ["damage", [[76, 2]], "the mark of a damaged image"],
    ["unknown features", [[76, 0x8000_0000]], "features that edgelab does not know (0x80000000)"],
  ] as const)("%s is refused by name", async (_, changes, message) => {
    await expect(readQcow2(fromBytes(qcow2(changes)))).rejects.toMatchObject({
      code: "DISK_INVALID",
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ["clusters of 2^60 bytes", [[20, 60]], "clusters"],
    ["a capacity beyond numbers", [[24, 0xffff_ffff]], "larger than any disk"],
    ["a header longer than the file", [[100, 0xffff_fff8]], "header says it has"],
    ["version 4", [[4, 4]], "version 4"],
  ] as const)("%s", async (_, changes, message) => {
    await expect(readQcow2(fromBytes(qcow2(changes)))).rejects.toThrow(message);
  });

  test("extensions without end are not followed for ever", async () => {
    const image = qcow2();
    for (let at = 104; at + 8 <= image.length; at += 8) image.writeUInt32BE(1, at);
    await expect(readQcow2(fromBytes(image))).rejects.toThrow("more than 64 extensions");
  });
});

test.each([
  ["a raw disk", createEdgeDisk(), "raw"],
  ["an ISO", createIso({ volumeId: "X", files: [{ path: "/a", content: "a" }] }), "iso"],
  ["qcow2", qcow2(), "qcow2"],
  ["VMDK", Buffer.from("KDMV"), "vmdk"],
  ["a VMDK's descriptor", Buffer.from("# Disk DescriptorFile\nversion=1\n"), "vmdk-descriptor"],
  ["gzip", Buffer.from([0x1f, 0x8b, 8]), "gzip"],
  ["xz", Buffer.from("fd377a585a00", "hex"), "xz"],
  ["zstd", Buffer.from("28b52ffd", "hex"), "zstd"],
  ["nothing", Buffer.alloc(0), "empty"],
  ["zeros", Buffer.alloc(5000), "blank"],
  ["a fixed VHD", Buffer.concat([Buffer.alloc(1024), Buffer.from("conectix".padEnd(512, "\0"))]), "vhd"],
  ["text", Buffer.from("hello"), "unknown"],
] as const)("recognises %s", async (_, bytes, format) => {
  expect((await recognise(fromBytes(bytes))).format).toBe(format);
});
