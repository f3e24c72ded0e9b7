import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openFileSystem } from "../../../src/disk/index.ts";
import { createFat } from "../../kit/fat-image.ts";
import { runIfThere } from "../program.ts";
import type { Random } from "../random.ts";
import type { Seed, Target } from "../target.ts";
import { walk } from "./walk.ts";

export const fatTarget: Target = {
  name: "fat",
  form: "binary",
  blockBytes: 512,
  codes: ["DISK_INVALID"],
  words: [
    "../",
    "..         ",
    "A/B     TXT",
    Buffer.from("410f", "hex"),
    Buffer.from("ffff", "hex"),
    Buffer.from("f8ff", "hex"),
  ],
  seeds: async (folder) => [
    {
      name: "ours",
      bytes: createFat({ label: "X", files: { "/EFI/BOOT/A.TXT": Buffer.alloc(3000), "/B": "b" } }),
    },
    ...(await byMkfs(folder)),
  ],
  change: leadClusterElsewhere,
  async run(source) {
    await walk(await openFileSystem(source));
  },
};

/** One of the first clusters is followed by another of them. */
function leadClusterElsewhere(bytes: Buffer, random: Random): Buffer {
  const isLong = bytes.length > 64 && bytes.readUInt16LE(22) === 0;
  const table = bytes.length > 64 ? bytes.readUInt16LE(14) * 512 : 0;
  const at = table + random.below(16) * (isLong ? 4 : 2);
  if (at + 2 <= bytes.length) bytes.writeUInt16LE(random.below(16), at);
  return bytes;
}

async function byMkfs(folder: string): Promise<Seed[]> {
  const seeds: Seed[] = [];
  const file = join(folder, "a file with a long name.text");
  await writeFile(file, Buffer.alloc(2000));
  for (const [bits, size, args] of [
    ["12", 128 << 10, ["-s", "1"]],
    ["32", 512 << 10, ["-s", "1"]],
  ] as const) {
    const image = join(folder, "fat.img");
    await rm(image, { force: true });
    await writeFile(image, "");
    await truncate(image, size);
    if (!(await runIfThere("mkfs.vfat", ["-F", bits, ...args, "-n", "LABEL", image]))) return [];
    if (bits === "12") await runIfThere("mcopy", ["-i", image, file, "::/"]);
    seeds.push({ name: `mkfs.vfat, ${bits} bits`, bytes: await readFile(image) });
  }
  return seeds;
}
