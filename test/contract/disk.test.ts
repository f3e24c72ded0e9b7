import { mkdir, mkdtemp, open, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBytes, type RandomAccess } from "../../src/core/random-access.ts";
import { openRandomAccess } from "../../src/core/random-access-file.ts";
import { inspectDisk, readQcow2, recognise } from "../../src/disk/index.ts";
import { createEdgeDisk } from "../kit/disk-image.ts";
import { describePeer, peer } from "../kit/peers.ts";

const mib = 1 << 20;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-disk-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Counts what is asked of a source. */
function counted(source: RandomAccess): RandomAccess & { reads: number; bytes: number } {
  const counter = {
    size: source.size,
    reads: 0,
    bytes: 0,
    read: (offset: number, length: number) => {
      counter.reads += 1;
      counter.bytes += length;
      return source.read(offset, length);
    },
  };
  return counter;
}

async function makeExt(
  disk: string,
  label: string,
  { atMiB, sizeMiB }: { atMiB: number; sizeMiB: number },
  files: Record<string, string>,
): Promise<void> {
  const tree = join(folder, `tree-${label}`);
  await mkdir(tree);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(tree, name)), { recursive: true });
    await writeFile(join(tree, name), content);
  }
  const args = ["-q", "-F", "-t", "ext4", "-E", `offset=${atMiB * mib}`, "-L", label, "-d", tree, disk, `${sizeMiB}M`];
  await execa(peer("mke2fs")!, args);
}

describePeer("sfdisk", "a disk of 150 GiB as an installer leaves it", (sfdisk) => {
  const disk = () => join(folder, "disk.img");
  const layout = [
    { name: "bios", size: 1, type: "21686148-6449-6E6F-744E-656564454649" },
    { name: "oem", size: 5120 },
    { name: "recovery", size: 20_680 },
    { name: "state", size: 25_576 },
    { name: "persistent", size: 153_600 - 51_380 },
  ];

  beforeAll(async () => {
    await writeFile(disk(), "");
    await truncate(disk(), 153_600 * mib);
    const linux = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    const lines = layout.map(({ name, size, type = linux }) => `size=${size}MiB, type=${type}, name="${name}"`);
    await execa(sfdisk, ["-q", disk()], { input: `label: gpt\nfirst-lba: 2048\n${lines.join("\n")}\n` });
    const contents: Record<string, Record<string, string>> = {
      oem: { "90_custom.yaml": "#cloud-config\n", grubenv: "# GRUB Environment Block\nsaved_entry=registration\n" },
      recovery: { "cOS/recovery.img": "image" },
      state: { "cOS/active.img": "image", "cOS/passive.img": "image", grubmenu: "x", "grub2/grub.cfg": "x" },
      persistent: { "installer.log": "done" },
    };
    let at = 2;
    for (const { name, size } of layout.slice(1)) {
      await makeExt(disk(), `COS_${name.toUpperCase()}`, { atMiB: at, sizeMiB: size }, contents[name]!);
      at += size;
    }
  }, 120_000);

  test("is seen as sfdisk and blkid see it, in well under a second and in few reads", async () => {
    await using file = await openRandomAccess(disk());
    const source = counted(file);
    const start = performance.now();
    const found = await inspectDisk(source);
    const durationMs = performance.now() - start;
    expect(durationMs).toBeLessThan(1000);
    expect(source.reads).toBeLessThan(150);
    expect(source.bytes).toBeLessThan(4 * mib);
    expect(found).toMatchObject({
      table: "gpt",
      notes: [],
      edge: { installed: true, missing: [], savedEntry: "registration" },
      booted: { ever: false },
      boots: { bios: { ok: false, why: "there is no boot code in the first sector" } },
    });
    const { stdout } = await execa(sfdisk, ["-J", disk()]);
    const theirs = JSON.parse(stdout) as {
      partitiontable: {
        id: string;
        partitions: { start: number; size: number; type: string; uuid: string; name: string }[];
      };
    };
    expect(found.diskGuid).toBe(theirs.partitiontable.id.toLowerCase());
    expect(
      found.partitions.map(({ name, offset, sizeBytes, typeGuid, guid }) => ({
        name,
        start: offset / 512,
        size: sizeBytes / 512,
        type: typeGuid?.toUpperCase(),
        uuid: guid?.toUpperCase(),
      })),
    ).toEqual(
      theirs.partitiontable.partitions.map(({ name, start, size, type, uuid }) => ({ name, start, size, type, uuid })),
    );
    for (const { offset, fileSystem } of found.partitions.slice(1)) {
      const { stdout } = await execa(peer("blkid")!, ["-p", "-O", `${offset}`, "-o", "export", disk()]);
      const values = new Map(stdout.split("\n").map((line) => line.split("=") as [string, string]));
      expect(fileSystem).toMatchObject({
        type: values.get("TYPE"),
        label: values.get("LABEL"),
        uuid: values.get("UUID"),
      });
    }
  });

  test("boots once GRUB's own images are on it", async ({ skip }) => {
    const images = "/usr/lib/grub/i386-pc";
    const mkimage = peer("grub-mkimage");
    if (!mkimage || !existsSync(join(images, "boot.img"))) return skip("needs grub-mkimage and grub-pc-bin");
    const core = join(folder, "core.img");
    await execa(mkimage, [
      "-O",
      "i386-pc",
      "-p",
      "(hd0,gpt4)/grub2",
      "-o",
      core,
      "biosdisk",
      "part_gpt",
      "ext2",
      "normal",
    ]);
    await execa("dd", [`if=${core}`, `of=${disk()}`, "bs=1M", "seek=1", "conv=notrunc", "status=none"]);
    const file = await open(disk(), "r+");
    const boot = await readFile(join(images, "boot.img"));
    boot.writeBigUInt64LE(2048n, 0x5c);
    await file.write(boot, 0, 440, 0);
    const list = Buffer.alloc(8);
    list.writeBigUInt64LE(2049n);
    await file.write(list, 0, 8, mib + 0x1f4);
    await file.close();
    await using source = await openRandomAccess(disk());
    expect((await inspectDisk(source)).boots.bios).toEqual({ ok: true, why: "GRUB, with COS_STATE:/grub2/grub.cfg" });
  });
});

describePeer("sfdisk", "other tables by sfdisk", (sfdisk) => {
  test("an MBR with logical partitions", async () => {
    const disk = join(folder, "mbr.img");
    await writeFile(disk, "");
    await truncate(disk, 100 * mib);
    const input =
      "label: dos\nsize=10MiB, type=83, bootable\nsize=50MiB, type=5\nsize=10MiB, type=ef\nsize=10MiB, type=83\nsize=10MiB, type=82\n";
    await execa(sfdisk, ["-q", disk], { input });
    const { stdout } = await execa(sfdisk, ["-J", disk]);
    const theirs = (
      JSON.parse(stdout) as {
        partitiontable: { partitions: { node: string; start: number; size: number; type: string }[] };
      }
    ).partitiontable.partitions.filter(({ type }) => type !== "5");
    await using source = await openRandomAccess(disk);
    const { table, partitions, notes } = await inspectDisk(source);
    expect({ table, notes }).toEqual({ table: "mbr", notes: [] });
    expect(
      partitions.map(({ number, offset, sizeBytes, mbrType }) => [number, offset / 512, sizeBytes / 512, mbrType]),
    ).toEqual(
      theirs.map(({ node, start, size, type }) => [
        Number(/\d+$/.exec(node)![0]),
        start,
        size,
        Number.parseInt(type, 16),
      ]),
    );
  });

  test("it finds no fault in the GPT of our own test disks", async () => {
    const disk = join(folder, "own.img");
    await writeFile(disk, createEdgeDisk());
    expect((await execa(sfdisk, ["--verify", disk], { all: true })).all).toContain("No errors detected");
  });
});

describePeer("qemu-img", "images by qemu-img", (qemuImg) => {
  test("qcow2: plain ones are read, those that lead elsewhere are refused", async () => {
    const base = join(folder, "base.qcow2");
    const create = (...args: string[]) => execa(qemuImg, ["create", "-q", "-f", "qcow2", ...args]);
    const read = async (path: string) => {
      await using source = await openRandomAccess(path);
      return await readQcow2(source);
    };
    await create("-o", "compression_type=zstd", base, "150G");
    expect(await read(base)).toMatchObject({ version: 3, capacityBytes: 150 * 2 ** 30, compression: "zstd" });
    await create("-o", "compat=0.10", join(folder, "old.qcow2"), "1G");
    expect(await read(join(folder, "old.qcow2"))).toMatchObject({ version: 2, capacityBytes: 2 ** 30 });
    await create("-b", base, "-F", "qcow2", join(folder, "child.qcow2"));
    await expect(read(join(folder, "child.qcow2"))).rejects.toThrow(/a backing file \(".*base.qcow2"\)/);
    await create("-o", `data_file=${join(folder, "data.raw")},data_file_raw=on`, join(folder, "split.qcow2"), "1G");
    await expect(read(join(folder, "split.qcow2"))).rejects.toThrow("an external data file");
    await create(
      "--object",
      "secret,id=s,data=x",
      "-o",
      "encrypt.format=aes,encrypt.key-secret=s",
      join(folder, "locked.qcow2"),
      "1G",
    );
    await expect(read(join(folder, "locked.qcow2"))).rejects.toThrow("encryption (AES)");
    await execa(qemuImg, ["snapshot", "-c", "one", base]);
    await expect(read(base)).rejects.toThrow("1 internal snapshot");
  });

  test.each(["qcow2", "vmdk", "vdi", "vhdx", "vpc"])("%s is recognised", async (format) => {
    const image = join(folder, `kind.${format}`);
    await execa(qemuImg, ["create", "-q", "-f", format, image, "64M"]);
    await using source = await openRandomAccess(image);
    expect((await recognise(source)).format).toBe(format === "vpc" ? "vhd" : format);
  });
});

test("compressed files are recognised", async () => {
  for (const program of ["gzip", "xz"]) {
    const { stdout } = await execa(program, ["-c"], { input: "x", encoding: "buffer" });
    expect((await recognise(fromBytes(stdout))).format).toBe(program);
  }
});
