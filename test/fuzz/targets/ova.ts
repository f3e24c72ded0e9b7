import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OutputFile } from "../../../src/core/output-file.ts";
import { openPackage, OvaWriter, verifyPackage } from "../../../src/ovf/index.ts";
import { indexTar } from "../../../src/ovf/tar-index.ts";
import { smallVmdk, textGrain } from "../../kit/vmdk.ts";
import { checkName } from "../misuse.ts";
import { runIfThere } from "../program.ts";
import type { Random } from "../random.ts";
import type { Seed, Target } from "../target.ts";
import { ovfDescriptorSeed } from "./ovf.ts";

const block = 512;

export const ovaTarget: Target = {
  name: "ova",
  form: "binary",
  blockBytes: block,
  codes: ["OVF_INVALID"],
  words: [
    "../../etc/passwd\0",
    "/etc/passwd\0",
    "..\0",
    "a\\b\0",
    "edge.ovf\0",
    "edge.mf\0",
    "ustar\x0000",
    "ustar  \0",
    "77777777777\0",
    Buffer.from("800000000000000000ffffff", "hex"),
    Buffer.from("ffffffffffffffffffffffff", "hex"),
    "x",
    "g",
    "L",
    "2",
    "30 path=../../../etc/passwd12\n",
    "11 size=99\n",
  ],
  seeds: async (folder) => [{ name: "ours", bytes: await ours(folder) }, ...(await byTar(folder))],
  change: giveMemberOtherField,
  repair: putChecksumsRight,
  async run(source, bytes, folder) {
    const { members } = await indexTar(source);
    for (const { name, offset, sizeBytes } of members) {
      checkName(name);
      await source.read(offset, sizeBytes);
    }
    const path = join(folder, "input.ova");
    await writeFile(path, bytes);
    await using opened = await openPackage(path);
    for (const { name } of opened.files) checkName(name);
    await verifyPackage(path, { signal: AbortSignal.timeout(60_000) });
  },
};

/** A size, a name or a type of one of the members. */
function giveMemberOtherField(bytes: Buffer, random: Random): Buffer {
  const headers = headersIn(bytes);
  if (headers.length === 0) return bytes;
  const header = random.pick(headers);
  const size = random.below(random.pick([10, 10_000, 1 << 20, 2 ** 31]));
  const fields: readonly (() => unknown)[] = [
    () => header.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1"),
    () => header.write(`\x80\0\0\0${"\xff".repeat(random.below(8))}`, 124, "latin1"),
    () => header.write(`${random.pick(["..", "../x", "/x", "a\\b", "edge.ovf", "edge.mf"])}\0`, 0, "latin1"),
    () => header.write(random.pick("0 1 2 3 4 5 6 7 x g L K S \0".split(" ")), 156, "latin1"),
  ];
  random.pick(fields)();
  return bytes;
}

function headersIn(bytes: Buffer): Buffer[] {
  const headers: Buffer[] = [];
  for (let at = 0; at + block <= bytes.length; at += block) {
    if (bytes.toString("latin1", at + 257, at + 262) === "ustar") headers.push(bytes.subarray(at, at + block));
  }
  return headers;
}

/** The checksum of whatever could be a header. */
function putChecksumsRight(bytes: Buffer): void {
  for (const header of headersIn(bytes)) {
    header.fill(0x20, 148, 156);
    let sum = 0;
    for (const byte of header) sum += byte;
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  }
}

async function ours(folder: string): Promise<Buffer> {
  const path = join(folder, "ours.ova");
  await using output = await OutputFile.create(path);
  const writer = new OvaWriter(output, { name: "edge", maxDescriptorBytes: 6000, fileNames: ["edge-disk1.vmdk"] });
  await writer.add("edge-disk1.vmdk", async (sink) => {
    await sink.write(await smallVmdk(new Map([[0, textGrain("x")]])));
    return { sha256: "0".repeat(64) };
  });
  await writer.finish(ovfDescriptorSeed);
  await output.commit();
  return readFile(path);
}

async function byTar(folder: string): Promise<Seed[]> {
  const names = ["edge.ovf", "edge-disk1.vmdk"];
  await writeFile(join(folder, names[0]!), ovfDescriptorSeed);
  await writeFile(join(folder, names[1]!), "disk");
  const seeds: Seed[] = [];
  for (const format of ["gnu", "pax"]) {
    const path = join(folder, `${format}.ova`);
    if (!(await runIfThere("tar", ["-C", folder, `--format=${format}`, "-cf", path, ...names]))) return [];
    seeds.push({ name: `tar, ${format}`, bytes: await readFile(path) });
  }
  return seeds;
}
