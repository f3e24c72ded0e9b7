import { deflateSync } from "node:zlib";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openVmdk } from "../../../src/vmdk/index.ts";
import { grainRecord, smallVmdk, textGrain } from "../../kit/vmdk.ts";
import { runIfThere } from "../program.ts";
import type { Seed, Target } from "../target.ts";

export const vmdkTarget: Target = {
  name: "vmdk",
  form: "binary",
  blockBytes: 512,
  codes: ["VMDK_INVALID"],
  words: [
    "KDMV",
    'createType="streamOptimized"',
    'RW 131072 SPARSE "disk.vmdk"\n',
    'RW 1 FLAT "/etc/passwd" 0\n',
    "parentCID=00000001\n",
    grainRecord(0, Buffer.alloc(4 << 20)).subarray(0, 2048), // inflates to far more than a grain
    grainRecord(0, Buffer.alloc(10)),
    deflateSync(Buffer.alloc(1 << 16, 1)),
  ],
  seeds: async (folder) => [
    { name: "ours", bytes: await small() },
    { name: "ours, 2 TiB", bytes: await smallVmdk(new Map([[1 << 20, textGrain("far ")]]), 2 ** 41) },
    ...(await byQemu(folder)),
  ],
  async run(source) {
    const disk = await openVmdk(source);
    let at = 0;
    for (const { offset, length } of disk.dataRanges()) {
      if (offset < at || length <= 0 || offset + length > disk.size) throw new Error(`range ${offset}+${length}`);
      at = offset + length;
    }
    for (const offset of [0, 65_000, Math.floor(disk.size / 2), disk.size - 10, disk.size]) {
      const bytes = await disk.read(offset, 100);
      const expected = Math.max(0, Math.min(100, disk.size - offset));
      if (bytes.length !== expected) throw new Error(`read of 100 at ${offset} gave ${bytes.length}`);
    }
    for (const { offset, length } of [...disk.dataRanges()].slice(0, 3))
      await disk.read(offset, Math.min(length, 300_000));
  },
};

function small(): Promise<Buffer> {
  return smallVmdk(
    new Map([
      [0, textGrain("first ")],
      [1, textGrain("second ")],
      [600, textGrain("far ")],
    ]),
  );
}

async function byQemu(folder: string): Promise<Seed[]> {
  const [raw, vmdk] = [join(folder, "disk.raw"), join(folder, "disk.vmdk")];
  await writeFile(raw, Buffer.concat([textGrain("one "), Buffer.alloc(1 << 20), textGrain("two ")]));
  const args = ["convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, vmdk];
  if (!(await runIfThere("qemu-img", args))) return [];
  return [{ name: "qemu-img", bytes: await readFile(vmdk) }];
}
