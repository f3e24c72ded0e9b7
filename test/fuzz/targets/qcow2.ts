import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readQcow2, recognise } from "../../../src/disk/index.ts";
import { runIfThere } from "../program.ts";
import type { Seed, Target } from "../target.ts";

const headBytes = 64 << 10;

export const qcow2Target: Target = {
  name: "qcow2",
  form: "binary",
  blockBytes: 512,
  codes: ["DISK_INVALID"],
  words: ["QFI\xfb", "KDMV", "conectix", "vhdxfile", "CD001", Buffer.from("4441544100000004", "hex")],
  seeds: async (folder) => [{ name: "ours", bytes: plain() }, ...(await byQemu(folder))],
  async run(source) {
    await recognise(source);
    await readQcow2(source);
  },
};

function plain(): Buffer {
  const image = Buffer.alloc(4096);
  for (const [at, value] of [
    [0, 0x5146_49fb],
    [4, 3],
    [20, 16],
    [28, 1 << 20],
    [100, 104],
  ] as const) {
    image.writeUInt32BE(value, at);
  }
  return image;
}

async function byQemu(folder: string): Promise<Seed[]> {
  const seeds: Seed[] = [];
  for (const [name, options] of [
    ["version 2", "compat=0.10"],
    ["zstd", "compression_type=zstd"],
  ] as const) {
    const path = join(folder, "disk.qcow2");
    if (!(await runIfThere("qemu-img", ["create", "-q", "-f", "qcow2", "-o", options, path, "64M"]))) return [];
    seeds.push({ name: `qemu-img, ${name}`, bytes: (await readFile(path)).subarray(0, headBytes) });
  }
  return seeds;
}
