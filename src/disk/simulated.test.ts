import { expect, test } from "vitest";
import { EdgelabError } from "../core/errors.ts";
import { fromBytes } from "../core/random-access.ts";
import { encodeSimulatedDisk, inspectDisk, readSimulatedDisk, recognise, type SimulatedFile } from "./index.ts";

const file = (path: string, text: string): SimulatedFile => ({
  path,
  sizeBytes: Buffer.byteLength(text),
  bytes: Buffer.from(text),
});

const installed = [
  file(
    "GPT:/partitions",
    [
      "disk 2ceff841-4c1d-5a14-8e46-ed3aeb621093",
      "1 bios - - 1",
      "2 oem COS_OEM ext4 5120",
      "3 recovery COS_RECOVERY ext4 20680",
      "4 state COS_STATE ext4 25576",
      "5 persistent COS_PERSISTENT ext4 10000",
      "",
    ].join("\n"),
  ),
  file("COS_OEM:/90_custom.yaml", "#cloud-config\n"),
  file("COS_OEM:/grubenv", "saved_entry=registration\n"),
  { path: "COS_STATE:/cOS/active.img", sizeBytes: 3 * 2 ** 30 },
  file("COS_STATE:/cOS/passive.img", "image"),
  file("COS_RECOVERY:/cOS/recovery.img", "image"),
  file("COS_STATE:/grubmenu", "menu"),
  file("COS_PERSISTENT:/installer.log", "log"),
];

function diskOf(files: readonly SimulatedFile[]): Buffer {
  const disk = Buffer.alloc(1 << 20);
  for (const { offset, bytes } of encodeSimulatedDisk(files)) disk.set(bytes, offset);
  return disk;
}

test("comes back as it was written, and says in plain text what it is", async () => {
  const disk = diskOf(installed);
  const back = await readSimulatedDisk(fromBytes(disk));
  expect(back?.map(({ path, sizeBytes, bytes }) => [path, sizeBytes, bytes && Buffer.from(bytes).toString()])).toEqual(
    installed.map(({ path, sizeBytes, bytes }) => [path, sizeBytes, bytes && Buffer.from(bytes).toString()]),
  );
  expect(disk.subarray(0, 400).toString()).toMatch(/^edgelab sandbox: simulated disk\n[^]*it starts on no\nmachine/);
  expect(disk.readUInt16LE(510)).not.toBe(0xaa55);
  expect(await recognise(fromBytes(disk))).toMatchObject({ format: "simulated" });
});

test("is inspected like an installed disk that boots nowhere", async () => {
  expect(await inspectDisk(fromBytes(diskOf(installed)))).toMatchObject({
    table: "gpt",
    diskGuid: "2ceff841-4c1d-5a14-8e46-ed3aeb621093",
    simulated: true,
    boots: { bios: { ok: false }, efi: { ok: false } },
    edge: { installed: true, missing: [], savedEntry: "registration" },
    booted: { ever: false },
    notes: [expect.stringContaining("simulated disk")],
  });
  const booted = [...installed, file("COS_OEM:/.stylus-state", "{}")];
  expect(await inspectDisk(fromBytes(diskOf(booted)))).toMatchObject({ booted: { ever: true } });
});

test("other disks are none", async () => {
  expect(await readSimulatedDisk(fromBytes(Buffer.alloc(4096)))).toBeUndefined();
  expect(await readSimulatedDisk(fromBytes(Buffer.alloc(3)))).toBeUndefined();
});

test.each([
  ["a changed byte", (disk: Buffer) => disk.fill("x", 65_600, 65_601)],
  ["contents beyond the end", (disk: Buffer) => disk.subarray(0, 65_700)],
  ["no place", (disk: Buffer) => Buffer.from(disk.toString("latin1").replace("contents:", "contents?"), "latin1")],
  ["a name without a label", () => diskOf([file("/etc/passwd", "x")])],
  ["a name that leads out", () => diskOf([file("A:/b/../../c", "x")])],
  ["a name with nothing between slashes", () => diskOf([file("A:/b//c", "x")])],
  ["a wrong size", () => diskOf([{ ...file("A:/b", "x"), sizeBytes: 2 }])],
])("damage is told: %s", async (_, damage) => {
  const outcome = readSimulatedDisk(fromBytes(damage(diskOf(installed))));
  await expect(outcome).rejects.toSatisfy((error) => error instanceof EdgelabError && error.code === "DISK_INVALID");
});
