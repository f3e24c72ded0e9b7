import { expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { BoundedSource } from "./bounded-source.ts";
import { continuationField } from "./rock-ridge.ts";
import { SuspReader } from "./susp.ts";

/** A sector with a chain of as many continuations as one record may have, then `last`. */
function chained(last: Uint8Array): SuspReader {
  const sector = Buffer.alloc(2048);
  for (let hop = 0; hop < 31; hop += 1) sector.set(continuationField(0, (hop + 1) * 28, 28), hop * 28);
  sector.set(continuationField(0, 31 * 28, last.length), 30 * 28);
  sector.set(last, 31 * 28);
  return new SuspReader(new BoundedSource(fromBytes(sector)), 0);
}
const name = (text: string) => Buffer.from(`NM${String.fromCharCode(5 + text.length)}\x01\0${text}`, "latin1");
const start = continuationField(0, 0, 28);

test("follows as many continuations as Linux does", async () => {
  expect(await chained(name("end")).decode(start)).toMatchObject({ name: "end" });
  await expect(chained(continuationField(0, 31 * 28, 28)).decode(start)).rejects.toThrow("more than 32 continuations");
});

test("gives up on a volume whose records all have long chains", async () => {
  const susp = chained(name("end"));
  const all = async () => {
    for (let record = 0; record < 10_000; record += 1) await susp.decode(start);
  };
  await expect(all()).rejects.toThrow("absurdly many continuations");
});

test("refuses names and targets that are longer than Linux has them", async () => {
  const long = Buffer.concat([name("a".repeat(200)), name("b".repeat(56))]);
  await expect(chained(long).decode(start)).rejects.toThrow("a name has 256 bytes");
  const part = Buffer.concat([Buffer.from("SL\xff\x01\0\x01\xf8", "latin1"), Buffer.alloc(248, 97)]);
  await expect(chained(Buffer.alloc(0)).decode(Buffer.concat(Array.from({ length: 17 }, () => part)))).rejects.toThrow(
    "more than 4096 bytes",
  );
});

test("skips as many bytes as the volume says, but not in the record that says so", async () => {
  const susp = new SuspReader(new BoundedSource(fromBytes(Buffer.alloc(0))), 5);
  const fields = name("x");
  expect(await susp.decode(Buffer.concat([Buffer.alloc(5, 255), fields]))).toMatchObject({ name: "x" });
  expect(await susp.decode(fields, { isRootSelf: true })).toMatchObject({ name: "x" });
});
