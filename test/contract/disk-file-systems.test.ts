import { mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRandomAccess } from "../../src/core/random-access-file.ts";
import { openFileSystem } from "../../src/disk/index.ts";
import { describePeer, peer } from "../kit/peers.ts";

let folder: string;
let tree: string;
const big = Buffer.alloc(5 << 20, "the quick brown fox\n");
const longName = `${"ü".repeat(60)} and a rather long name.txt`;
const longTarget = `/${"x".repeat(200)}`;
const many = Array.from({ length: 1000 }, (_, index) => `file number ${index}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-disk-"));
  tree = join(folder, "tree");
  await mkdir(join(tree, "a/b/c/d"), { recursive: true });
  await mkdir(join(tree, "many"));
  await writeFile(join(tree, "big.bin"), big);
  await writeFile(join(tree, "empty"), "");
  await writeFile(join(tree, "tiny"), "tiny");
  await writeFile(join(tree, "a few"), "x".repeat(120));
  await writeFile(join(tree, "a/b/c/d/deep.yaml"), "#cloud-config\n");
  await writeFile(join(tree, longName), "long");
  for (const name of many) await writeFile(join(tree, "many", name), name);
  await symlink("/etc/passwd", join(tree, "short-link"));
  await symlink(longTarget, join(tree, "long-link"));
  const sparse = await open(join(tree, "sparse.bin"), "w");
  await sparse.write(Buffer.from("begin"), 0, 5, 0);
  await sparse.write(Buffer.from("middle"), 0, 6, 700_000);
  await sparse.write(Buffer.from("end"), 0, 3, 9_999_997);
  await sparse.close();
});
afterAll(() => rm(folder, { recursive: true }));

const featureSets: readonly (readonly [title: string, args: readonly string[], type: string])[] = [
  ["ext4 as it comes", ["-t", "ext4"], "ext4"],
  ["ext3", ["-t", "ext3"], "ext3"],
  ["ext2", ["-t", "ext2"], "ext2"],
  ["ext2, blocks of 1 KiB, small inodes", ["-t", "ext2", "-b", "1024", "-I", "128"], "ext2"],
  ["ext4, blocks of 1 KiB", ["-t", "ext4", "-b", "1024"], "ext4"],
  ["ext4, blocks of 64 KiB", ["-t", "ext4", "-b", "65536"], "ext4"],
  ["inline data", ["-t", "ext4", "-O", "inline_data", "-I", "256"], "ext4"],
  ["inline data in large inodes", ["-t", "ext4", "-O", "inline_data", "-I", "1024"], "ext4"],
  ["sparse_super2", ["-t", "ext4", "-O", "sparse_super2,^resize_inode"], "ext4"],
  ["meta_bg, blocks of 1 KiB", ["-t", "ext4", "-b", "1024", "-O", "meta_bg,^resize_inode"], "ext4"],
  ["32 bit, no flex_bg, no csum", ["-t", "ext4", "-O", "^64bit,^flex_bg,^metadata_csum,uninit_bg"], "ext4"],
  ["no extents", ["-t", "ext4", "-O", "^extents,^64bit"], "ext4"],
  ["no file types", ["-t", "ext2", "-O", "^filetype"], "ext2"],
  ["no sparse_super", ["-t", "ext2", "-O", "^sparse_super,^resize_inode"], "ext2"],
  ["large_dir, ea_inode, mmp, quota, project", ["-t", "ext4", "-O", "large_dir,ea_inode,mmp,quota,project"], "ext4"],
];

describePeer("mke2fs", "file systems made by mke2fs", (mke2fs) => {
  test.each(featureSets)("%s", async (_, args, type) => {
    const image = join(folder, "ext.img");
    await rm(image, { force: true });
    await execa(mke2fs, ["-q", "-F", ...args, "-L", "COS_OEM", "-d", tree, image, "256M"]);
    await using source = await openRandomAccess(image);
    const system = await openFileSystem(source);
    expect(system).toMatchObject({ type, label: "COS_OEM", isDirty: false });
    expect(Buffer.from(await system.readFile("/big.bin")).equals(big)).toBe(true);
    for (const [path, text] of [
      ["/empty", ""],
      ["/tiny", "tiny"],
      ["/a few", "x".repeat(120)],
      ["/a/b/c/d/deep.yaml", "#cloud-config\n"],
      [`/${longName}`, "long"],
      ["/many/file number 999", "file number 999"],
    ] as const) {
      expect([path, Buffer.from(await system.readFile(path)).toString()]).toEqual([path, text]);
    }
    const sparse = await system.readFile("/sparse.bin");
    expect(Buffer.from(sparse).equals(await readFile(join(tree, "sparse.bin")))).toBe(true);
    expect((await system.list("/many")).map(({ name }) => name).sort()).toEqual(many.toSorted());
    expect(await system.list("/a/b")).toEqual([{ name: "c", kind: "directory" }]);
    expect(await system.list("/")).toContainEqual({ name: "short-link", kind: "symlink" });
    expect(await system.stat("/short-link")).toMatchObject({ kind: "symlink", target: "/etc/passwd" });
    expect(await system.stat("/long-link")).toMatchObject({ kind: "symlink", target: longTarget });
    expect(await system.stat("/short-link/x")).toBeUndefined();
    expect(await system.stat("/nothing")).toBeUndefined();
    await expect(system.readFile("/big.bin", { maxBytes: 1000 })).rejects.toMatchObject({ code: "DISK_INVALID" });
    await expect(system.readFile("/short-link")).rejects.toMatchObject({ code: "DISK_INVALID" });
  });

  test.each([
    ["bigalloc", ["-O", "bigalloc"], /bigalloc/],
    ["encrypt", ["-O", "encrypt"], /encrypt/],
    ["a journal device", ["-O", "journal_dev"], /journal_dev/],
  ] as const)("%s is refused by name", async (_, args, message) => {
    const image = join(folder, "refused.img");
    await rm(image, { force: true });
    await execa(mke2fs, ["-q", "-F", "-t", "ext4", ...args, image, "64M"]);
    await using source = await openRandomAccess(image);
    await expect(openFileSystem(source)).rejects.toThrow(message);
  });
});

describePeer("debugfs", "file systems changed by debugfs", (debugfs) => {
  test("a journal to be replayed, a deleted file, a deep tree of extents", async () => {
    const image = join(folder, "debug.img");
    await rm(image, { force: true });
    await execa(peer("mke2fs")!, ["-q", "-F", "-t", "ext4", "-b", "1024", "-d", join(tree, "a"), image, "32M"]);
    const holes = join(folder, "holes.bin");
    const file = await open(holes, "w");
    for (let index = 0; index < 2000; index += 1) await file.write(Buffer.from(`${index}`), 0, undefined, index * 4096);
    await file.close();
    const script = join(folder, "script");
    await writeFile(script, `write ${holes} holes.bin\nwrite ${holes} gone.bin\nrm gone.bin\nfeature needs_recovery\n`);
    await execa(debugfs, ["-w", "-f", script, image]);
    await using source = await openRandomAccess(image);
    const system = await openFileSystem(source);
    expect(system.isDirty).toBe(true);
    expect(Buffer.from(await system.readFile("/holes.bin")).equals(await readFile(holes))).toBe(true);
    expect((await system.list("/")).map(({ name }) => name)).toEqual(["lost+found", "b", "holes.bin"]);
  });

  test("directories with hash trees", async () => {
    const image = join(folder, "htree.img");
    await rm(image, { force: true });
    await execa(peer("mke2fs")!, ["-q", "-F", "-t", "ext4", "-b", "1024", "-d", tree, image, "64M"]);
    await execa(peer("e2fsck")!, ["-fyD", image], { reject: false }); // 1 when it changed something
    const { stdout } = await execa(debugfs, ["-R", "htree_dump /many", image]);
    expect(stdout).toContain("Root node dump");
    await using source = await openRandomAccess(image);
    const system = await openFileSystem(source);
    expect((await system.list("/many")).map(({ name }) => name).sort()).toEqual(many.toSorted());
    expect(Buffer.from(await system.readFile("/many/file number 999")).toString()).toBe("file number 999");
  });
});

const fatKinds: readonly (readonly [title: string, args: readonly string[], size: string])[] = [
  ["FAT12", ["-F", "12"], "8M"],
  ["FAT16", ["-F", "16"], "32M"],
  ["FAT32", ["-F", "32"], "64M"],
  ["sectors of 4 KiB", ["-F", "16", "-S", "4096", "-s", "1"], "64M"],
];

describePeer("mkfs.vfat", "file systems made by mkfs.vfat", (mkfs) => {
  const mtools = async (command: string, ...args: string[]) =>
    execa(join(peer("mcopy")!, "..", command), args, { env: { MTOOLS_SKIP_CHECK: "1", LC_ALL: "C.UTF-8" } });

  test.each(fatKinds)("%s", async (_, args, size) => {
    const image = join(folder, "fat.img");
    await rm(image, { force: true });
    await execa("truncate", ["-s", size, image]);
    await execa(mkfs, [...args, "-n", "COS_GRUB", "-i", "1234abcd", image]);
    await mtools("mmd", "-i", image, "::/EFI", "::/EFI/BOOT", "::/a directory with a long name");
    await mtools("mcopy", "-i", image, join(tree, "big.bin"), "::/EFI/BOOT/BOOTX64.EFI");
    await mtools("mcopy", "-i", image, join(tree, "tiny"), "::/a directory with a long name/Käse und Brot.text");
    await mtools("mcopy", "-i", image, join(tree, "empty"), "::/empty");
    await mtools("mcopy", "-i", image, join(tree, "tiny"), "::/gone and forgotten");
    await mtools("mdel", "-i", image, "::/gone and forgotten");
    await using source = await openRandomAccess(image);
    const system = await openFileSystem(source);
    expect(system).toMatchObject({ type: "vfat", label: "COS_GRUB", uuid: "1234-ABCD", isDirty: false });
    expect(Buffer.from(await system.readFile("/efi/boot/bootx64.efi")).equals(big)).toBe(true);
    const path = "/a directory with a long name/Käse und Brot.text";
    expect(Buffer.from(await system.readFile(path)).toString()).toBe("tiny");
    expect(Buffer.from(await system.readFile("/empty")).toString()).toBe("");
    expect((await system.list("/")).map(({ name }) => name)).toEqual(["EFI", "a directory with a long name", "empty"]);
    expect(await system.stat("/EFI/BOOT")).toMatchObject({ kind: "directory" });
    expect(await system.stat("/gone and forgotten")).toBeUndefined();
  });
});
