import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openFileSystem } from "../../../src/disk/index.ts";
import { createExt } from "../../kit/ext-image.ts";
import { runIfThere } from "../program.ts";
import type { Seed, Target } from "../target.ts";
import { walk } from "./walk.ts";

const files = { "/dir/file.txt": "content", "/dir/sub/x": "x", "/long.bin": Buffer.alloc(20_000) };

export const extTarget: Target = {
  name: "ext",
  form: "binary",
  blockBytes: 1024,
  codes: ["DISK_INVALID"],
  words: ["../", "..", "a/b", Buffer.from("0af3", "hex"), Buffer.from("53ef", "hex"), Buffer.from("000002ea", "hex")],
  seeds: async (folder) => [
    { name: "ours, extents", bytes: createExt({ label: "x", files, sizeBytes: 96 << 10 }) },
    { name: "ours, block lists", bytes: createExt({ label: "x", files, extents: false, sizeBytes: 96 << 10 }) },
    ...(await byMke2fs(folder)),
  ],
  async run(source) {
    await walk(await openFileSystem(source));
  },
};

async function byMke2fs(folder: string): Promise<Seed[]> {
  const tree = join(folder, "ext");
  await mkdir(join(tree, "a/b"), { recursive: true });
  await writeFile(join(tree, "a/b/c"), "deep");
  await writeFile(join(tree, "large"), Buffer.alloc(20_000));
  await symlink("/etc/passwd", join(tree, "short"));
  await symlink(`/${"x".repeat(100)}`, join(tree, "long"));
  const seeds: Seed[] = [];
  for (const [name, args] of [
    ["inline data, no csum", ["-t", "ext4", "-O", "inline_data,^metadata_csum,^has_journal", "-I", "256"]],
    ["meta_bg", ["-t", "ext4", "-O", "meta_bg,^resize_inode,^has_journal"]],
    ["ext2", ["-t", "ext2", "-I", "128"]],
  ] as const) {
    const image = join(folder, "ext.img");
    await rm(image, { force: true });
    if (!(await runIfThere("mke2fs", ["-q", "-F", ...args, "-b", "1024", "-N", "64", "-d", tree, image, "256k"])))
      return [];
    seeds.push({ name: `mke2fs, ${name}`, bytes: await readFile(image) });
  }
  return seeds;
}
