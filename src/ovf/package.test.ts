import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { OutputFile } from "../core/output-file.ts";
import { sha256 } from "../core/sha256.ts";
import { createDescriptor } from "./create-descriptor.ts";
import { OvaWriter } from "./ova-writer.ts";
import { openPackage } from "./package.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-ovf-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const disk = Buffer.from("not really a disk".repeat(40));

function descriptor(sizeBytes = disk.length, annotation = ""): string {
  return createDescriptor({
    name: "edge",
    hardware: {
      cpus: 2,
      memoryMiB: 4096,
      firmware: "bios",
      guestId: "ubuntu64Guest",
      version: "vmx-14",
      scsiController: "pvscsi",
    },
    annotation,
    disks: [{ fileName: "edge-disk1.vmdk", sizeBytes, capacityBytes: 65536 }],
  });
}

async function writeOva(path: string, { reserve = descriptor(999_999_999_999).length, finish = descriptor() } = {}) {
  await using output = await OutputFile.create(path);
  const writer = new OvaWriter(output, {
    name: "edge",
    maxDescriptorBytes: reserve,
    fileNames: ["edge-disk1.vmdk"],
  });
  await writer.add("edge-disk1.vmdk", async (sink) => {
    await sink.write(disk.subarray(0, 100));
    await sink.write(disk.subarray(100));
    return { sha256: sha256(disk) };
  });
  const written = await writer.finish(finish);
  await output.commit();
  return written;
}

test("an archive that was written in one pass is read back", async () => {
  const path = join(folder, "edge.ova");
  const { sizeBytes, files } = await writeOva(path);
  const bytes = await readFile(path);
  expect(bytes.length).toBe(sizeBytes);
  expect(bytes.length % 512).toBe(0);
  expect(bytes.subarray(-1024).every((byte) => byte === 0)).toBe(true);
  expect(files.map(({ name }) => name)).toEqual(["edge.ovf", "edge-disk1.vmdk"]);

  await using opened = await openPackage(path);
  expect(opened).toMatchObject({ kind: "ova", name: "edge", strays: [], findings: [], isSigned: false });
  expect(opened.descriptor.text.trimEnd()).toBe(descriptor().trimEnd());
  expect(opened.manifest?.entries.map(({ fileName, digest }) => [fileName, digest])).toEqual(
    files.map((file) => [file.name, file.sha256]),
  );
  expect(sha256(opened.descriptor.text)).toBe(files[0]?.sha256);
  const [file] = opened.files;
  expect(file).toMatchObject({ name: "edge-disk1.vmdk", sizeBytes: disk.length, path });
  expect(Buffer.from(await file!.source.read(0, disk.length))).toEqual(disk);
  expect(await text(file!.open())).toBe(disk.toString());
});

test("same input, same bytes", async () => {
  await writeOva(join(folder, "a.ova"));
  await writeOva(join(folder, "b.ova"));
  expect(await readFile(join(folder, "a.ova"))).toEqual(await readFile(join(folder, "b.ova")));
});

test("a descriptor that became shorter is filled up with blanks", async () => {
  const path = join(folder, "edge.ova");
  await writeOva(path, { reserve: descriptor().length + 2000 });
  await using opened = await openPackage(path);
  expect(opened.descriptor.text).toMatch(/<\/Envelope>\n +\n$/);
  expect(opened.envelope.system.name).toBe("edge");
});

test("a descriptor that became longer than the room kept for it is refused, and nothing is left", async () => {
  const path = join(folder, "edge.ova");
  const finish = descriptor(disk.length, "x".repeat(5000));
  await expect(writeOva(path, { finish })).rejects.toMatchObject({ code: "OVF_INVALID" });
  await expect(readFile(path)).rejects.toMatchObject({ code: "ENOENT" });
});

async function writeFolder(): Promise<string> {
  await writeFile(join(folder, "edge.ovf"), descriptor());
  await writeFile(join(folder, "edge.mf"), `SHA256(edge.ovf)= ${sha256(descriptor())}\n`);
  await writeFile(join(folder, "edge-disk1.vmdk"), disk);
  return folder;
}

test.each(["edge.ovf", "."])("a folder is opened by %s", async (name) => {
  await using opened = await openPackage(join(await writeFolder(), name));
  expect(opened).toMatchObject({ kind: "folder", name: "edge", files: [{ name: "edge-disk1.vmdk", offset: 0 }] });
  expect(opened.manifest?.entries).toHaveLength(1);
});

test("a folder with two descriptors needs to be told which", async () => {
  await writeFolder();
  await writeFile(join(folder, "other.ovf"), descriptor());
  await expect(openPackage(folder)).rejects.toMatchObject({ code: "FILE_UNUSABLE" });
});

test("a file that is missing", async () => {
  await writeFolder();
  await rm(join(folder, "edge-disk1.vmdk"));
  await expect(openPackage(folder)).rejects.toThrow('the file "edge-disk1.vmdk" is missing');
});

test.each(["link", "folder"])("a %s in the place of a file is not followed", async (kind) => {
  await writeFolder();
  const place = join(folder, "edge-disk1.vmdk");
  await rm(place);
  if (kind === "link") await symlink("/etc/passwd", place);
  else await mkdir(place);
  await expect(openPackage(folder)).rejects.toThrow("is not a regular file");
});

test("a descriptor that is not UTF-8", async () => {
  await writeFolder();
  await writeFile(join(folder, "edge.ovf"), Buffer.concat([Buffer.from("<a>"), Buffer.from([0xff, 0xfe])]));
  await expect(openPackage(folder)).rejects.toThrow("is not UTF-8 text");
});

test.each([
  ["a disk", Buffer.from("KDMV".padEnd(1024, "\0"))],
  ["an empty file", Buffer.alloc(0)],
])("%s is no package", async (_, content) => {
  await writeFile(join(folder, "x.ova"), content);
  await expect(openPackage(join(folder, "x.ova"))).rejects.toThrow("neither a tar archive nor an OVF descriptor");
});

test("what is not there cannot be opened", async () => {
  await expect(openPackage(join(folder, "nope.ova"))).rejects.toMatchObject({ code: "FILE_UNUSABLE" });
});
