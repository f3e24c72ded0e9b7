import { randomBytes } from "node:crypto";
import { mkdtemp, open, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRandomAccess } from "../../src/core/random-access-file.ts";
import {
  compressions,
  extractVmdk,
  findDataRanges,
  openVmdk,
  type WriteOptions,
  writeVmdk,
} from "../../src/vmdk/index.ts";
import { describePeer } from "../kit/peers.ts";

const signal = AbortSignal.timeout(120_000);
const mebibyte = 1 << 20;
const text = Buffer.from("The quick brown fox jumps over the lazy dog, and back again. ".repeat(40_000));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-vmdk-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function rawDisk(name: string, sizeBytes: number, parts: Readonly<Record<number, Uint8Array>>): Promise<string> {
  const path = join(folder, name);
  await using file = await open(path, "w");
  await file.truncate(sizeBytes);
  for (const [offset, bytes] of Object.entries(parts)) await file.write(bytes, 0, bytes.length, Number(offset));
  return path;
}

async function written(raw: string, options: Partial<WriteOptions> = {}): Promise<string> {
  const path = `${raw}.${options.compression ?? "default"}.vmdk`;
  await using file = await open(path, "w");
  const { size: sizeBytes } = await stat(raw);
  const dataRanges = await findDataRanges(raw, { signal });
  const sink = { write: async (bytes: Uint8Array) => file.writeFile(bytes) };
  await writeVmdk({ path: raw, sizeBytes, dataRanges }, sink, { signal, ...options });
  return path;
}

const mixed = {
  0: text,
  [33 * mebibyte]: randomBytes(3 * mebibyte),
  [90 * mebibyte - 500]: text.subarray(0, 500),
  [150 * mebibyte - 1]: Buffer.from("x"),
};

describePeer("qemu-img", "between qemu-img and us", (qemuImg) => {
  const compare = (raw: string, vmdk: string) => execa(qemuImg, ["compare", "-f", "raw", "-F", "vmdk", raw, vmdk]);

  test.each(compressions)("it reads what we write with compression %s", async (compression) => {
    const raw = await rawDisk(`mixed-${compression}.raw`, 150 * mebibyte, mixed);
    const vmdk = await written(raw, { compression });
    expect((await compare(raw, vmdk)).stdout).toBe("Images are identical.");
    const { stdout } = await execa(qemuImg, ["info", "--output=json", "-f", "vmdk", vmdk]);
    expect(JSON.parse(stdout)).toMatchObject({
      "virtual-size": 150 * mebibyte,
      "format-specific": { data: { "create-type": "streamOptimized", "parent-cid": 4294967295 } },
    });
  });

  test.each<[string, number, Readonly<Record<number, Uint8Array>>]>([
    ["empty", 64 * mebibyte, {}],
    ["of one grain", 65_536, { 0: text.subarray(0, 65_536) }],
    ["not a multiple of a grain", 5 * mebibyte + 512, { [5 * mebibyte]: text.subarray(0, 512) }],
    ["incompressible", 4 * mebibyte, { 0: randomBytes(4 * mebibyte) }],
    ["with a hole of several tables", 200 * mebibyte, { 0: text, [190 * mebibyte]: text }],
  ])("it reads a disk that is %s", async (name, sizeBytes, parts) => {
    const raw = await rawDisk(`${name.replaceAll(" ", "-")}.raw`, sizeBytes, parts);
    const vmdk = await written(raw);
    // what was added to reach a whole MiB is zero, which qemu-img says and forgives
    expect((await compare(raw, vmdk)).stdout).toMatch(/Images are identical\.$/);
  });

  test("it reads a disk of 2 TiB that is nearly all hole", async () => {
    const raw = await rawDisk("2TiB.raw", 2 ** 41, {
      0: Buffer.alloc(8192, "A"),
      [2 ** 41 - 512]: Buffer.alloc(512, "Z"),
    });
    const vmdk = await written(raw);
    expect((await stat(vmdk)).size).toBeLessThan(400_000);
    const reads = [
      "read -P 0x41 0 8k",
      "read -P 0 8k 1M",
      `read -P 0x5a ${2 ** 41 - 512} 512`,
      `read -P 0 ${2 ** 40} 1M`,
    ];
    const words = reads.flatMap((read) => ["-c", read]);
    const { stdout } = await execa(join(dirname(qemuImg), "qemu-io"), ["-r", "-f", "vmdk", ...words, vmdk]);
    expect(stdout).not.toContain("failed");
    expect(stdout.match(/^read \d+\/\d+ bytes/gm)).toHaveLength(reads.length);
  });

  test.each<[string, number, readonly string[]]>([
    ["", 150 * mebibyte, []],
    [" with grains out of order", 150 * mebibyte, ["-W", "-m", "8"]],
    [" that ends within a grain", 5 * mebibyte + 512, []],
  ])("we read what it writes%s, and extract it", async (_, sizeBytes, more) => {
    const parts = sizeBytes > 100 * mebibyte ? mixed : { 0: text, [5 * mebibyte]: text.subarray(0, 512) };
    const raw = await rawDisk("theirs.raw", sizeBytes, parts);
    const vmdk = join(folder, "theirs.vmdk");
    await execa(qemuImg, ["convert", ...more, "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, vmdk]);
    const original = await readFile(raw);
    await using source = await openRandomAccess(vmdk);
    const disk = await openVmdk(source);
    expect(disk.layout).toMatchObject({ footer: false, version: 3 });
    expect(original.equals(await disk.read(0, disk.size))).toBe(true);
    const back = join(folder, "back.raw");
    await using output = await open(back, "w+");
    await extractVmdk({ path: vmdk, offset: 0, sizeBytes: source.size }, output, { signal });
    expect(original.equals(await readFile(back))).toBe(true);
  });

  test("holes are found, and data is never taken for one", async () => {
    const raw = await rawDisk("holes.raw", 100 * mebibyte, { [mebibyte]: text, [80 * mebibyte]: text });
    const ranges = (await findDataRanges(raw, { signal }))!;
    expect(ranges.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(10 * mebibyte);
    const isIn = (offset: number) =>
      ranges.some((range) => range.offset <= offset && offset < range.offset + range.length);
    expect([mebibyte, mebibyte + text.length - 1, 80 * mebibyte].every(isIn)).toBe(true);
    const whole = await rawDisk("whole.raw", mebibyte, { 0: randomBytes(mebibyte) });
    expect(await findDataRanges(whole, { signal })).toBeUndefined();
  });

  test.each(["monolithicSparse", "monolithicFlat", "twoGbMaxExtentSparse"])("we refuse its %s", async (subformat) => {
    const vmdk = join(folder, `${subformat}.vmdk`);
    await execa(qemuImg, ["create", "-f", "vmdk", "-o", `subformat=${subformat}`, vmdk, "10M"]);
    await using source = await openRandomAccess(vmdk);
    await expect(openVmdk(source)).rejects.toMatchObject({ code: "VMDK_INVALID" });
  });
});
