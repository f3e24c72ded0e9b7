import { createHash } from "node:crypto";
import { encodeSimulatedDisk, inspectDisk, readSimulatedDisk } from "../../../src/disk/index.ts";
import { checkName } from "../misuse.ts";
import type { Random } from "../random.ts";
import type { Target } from "../target.ts";

const place = /contents: offset=(\d{1,12}) length=(\d{1,9}) sha256=([0-9a-f]{64})/;

export const simulatedTarget: Target = {
  name: "simulated",
  form: "binary",
  blockBytes: 512,
  codes: ["DISK_INVALID"],
  words: [
    '"path":"COS_OEM:/../../x"',
    '"path":"../x"',
    '"size":-1',
    '"size":1e99',
    "null",
    "[[[",
    '"__proto__":',
    '"base64":5',
  ],
  seeds: async () => [{ name: "ours", bytes: disk() }],
  change: pointElsewhere,
  repair: putDigestRight,
  async run(source) {
    for (const { path } of (await readSimulatedDisk(source)) ?? []) {
      for (const name of path.slice(path.indexOf(":/") + 2).split("/")) checkName(name);
    }
    await inspectDisk(source);
  },
};

function disk(): Buffer {
  const file = (path: string, text: string) => ({ path, sizeBytes: text.length, bytes: Buffer.from(text) });
  const parts = encodeSimulatedDisk([
    file("GPT:/partitions", "disk 2ceff841-4c1d-5a14-8e46-ed3aeb621093\n1 bios - - 1\n2 oem COS_OEM ext4 5120\n"),
    file("COS_OEM:/90_custom.yaml", "#cloud-config\n"),
    { path: "COS_OEM:/big", sizeBytes: 2 ** 33 },
  ]);
  const bytes = Buffer.alloc(Math.max(...parts.map(({ offset, bytes }) => offset + bytes.length)) + 100);
  for (const { offset, bytes: part } of parts) bytes.set(part, offset);
  return bytes;
}

function pointElsewhere(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString("latin1");
  const number = String(random.below(random.pick([10, 1000, 100_000, 2 ** 31])));
  return Buffer.from(
    text.replace(random.pick([/offset=\d+/, /length=\d+/]), (old) => old.replace(/\d+/, number)),
    "latin1",
  );
}

function putDigestRight(bytes: Buffer): void {
  const found = place.exec(bytes.toString("latin1", 0, 4096));
  if (!found) return;
  const contents = bytes.subarray(Number(found[1]), Number(found[1]) + Number(found[2]));
  bytes.write(createHash("sha256").update(contents).digest("hex"), found.index + found[0].length - 64, "latin1");
}
