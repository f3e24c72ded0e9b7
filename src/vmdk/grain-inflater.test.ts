import { createHash } from "node:crypto";
import { constants, deflateSync, inflateSync, type ZlibOptions } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { built } from "../../test/kit/built.ts";
import { grainRecord, textGrain } from "../../test/kit/vmdk.ts";
import { createGrainInflater } from "./grain-inflater.ts";
import { grainMarkerSize, grainSectors, grainSize } from "./layout.ts";

beforeAll(() => void built("vmdk/grain-inflater.js"));

const place = { number: 0, grainSectors, capacity: 1 << 20 };

/** The grain of a record; an error's message when it is refused. */
function inflated(record: Uint8Array): Buffer | string {
  const inflater = createGrainInflater();
  inflater.input.fill(0xff).set(record);
  try {
    return Buffer.from(inflater.output.subarray(0, inflater.inflate(0, record.length, 0, place)));
  } catch (error) {
    return String(error);
  }
}

function noise(seed: string, length = grainSize): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < length; at += 32) parts.push(createHash("sha256").update(`${seed} ${at}`).digest());
  return Buffer.concat(parts, length);
}

const grains: Readonly<Record<string, Buffer>> = {
  zeros: Buffer.alloc(grainSize),
  text: textGrain("All work and no play makes Jack a dull boy. "),
  noise: noise("a"),
  "noise of half a byte": Buffer.from(noise("b").map((byte) => byte & 15)),
  "very unequal frequencies": Buffer.from(noise("c").map((byte) => Math.clz32(byte) ** 2)),
  mixed: Buffer.concat([noise("d", 20_000), textGrain("abcabcabd"), noise("d", 20_000)]).subarray(0, grainSize),
};
const writers: Readonly<Record<string, ZlibOptions>> = {
  "level 9": { level: 9 },
  "level 1": { level: 1 },
  stored: { level: 0 },
  "fixed codes": { strategy: constants.Z_FIXED },
  "no matches": { strategy: constants.Z_HUFFMAN_ONLY },
  "runs only": { strategy: constants.Z_RLE },
  "a small window": { windowBits: 9 },
};

describe.each(Object.entries(writers))("what zlib writes with %s", (_, options) => {
  test.each(Object.entries(grains))("%s", (_, grain) => {
    expect(grain.equals(inflated(grainRecord(0, grain, deflateSync(grain, options))) as Buffer)).toBe(true);
  });
});

test("a stream of several parts, flushed in between", () => {
  const [first, second] = [grains["text"]!.subarray(0, 30_000), grains["noise"]!.subarray(30_000)];
  const flushed = { finishFlush: constants.Z_SYNC_FLUSH };
  const head = deflateSync(first, flushed);
  const whole = deflateSync(Buffer.concat([first, second]), { level: 0 });
  const tail = deflateSync(second).subarray(2, -4);
  expect(
    Buffer.concat([first, second]).equals(
      inflated(grainRecord(0, first, Buffer.concat([head, tail, whole.subarray(-4)]))) as Buffer,
    ),
  ).toBe(true);
});

test("refuses a bomb, a short grain, and nonsense, by name", () => {
  const record = (stream: Uint8Array) => grainRecord(0, Buffer.alloc(0), stream);
  expect(inflated(record(deflateSync(Buffer.alloc(64 << 20)).subarray(0, 60_000)))).toMatch(/more than 65536 bytes/);
  expect(inflated(record(deflateSync(Buffer.alloc(grainSize + 1))))).toMatch(/more than 65536 bytes/);
  expect(inflated(record(deflateSync(Buffer.alloc(100))))).toMatch(/inflates to 100 bytes instead of 65536/);
  expect(inflated(record(Buffer.alloc(500, 0x55)))).toMatch(/grain 0 is damaged/);
  expect(inflated(grainRecord(1, textGrain("x")))).toMatch(/marker of sector 128/);
});

test("damaged streams get the verdict that zlib has for them", () => {
  const inflater = createGrainInflater();
  let state = 1;
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  const sources = Object.values(grains).flatMap((grain) =>
    Object.values(writers).map((options) => deflateSync(grain.subarray(0, 3000), options)),
  );
  let refused = 0;
  for (let round = 0; round < 20_000; round += 1) {
    const stream = Buffer.from(sources[random(sources.length)]!);
    // mostly in the codes at the beginning; the checksum would catch all the rest
    const flips = random(3);
    for (let flip = 0; flip <= flips; flip += 1) stream[random(round % 2 ? 60 : stream.length)]! ^= 1 << random(8);
    const cut = random(10) ? stream : stream.subarray(0, random(stream.length));
    if (cut.length === 0) continue;
    let expected: Buffer | undefined;
    try {
      expected = inflateSync(cut, { maxOutputLength: grainSize });
    } catch {
      refused += 1;
    }
    const record = grainRecord(0, Buffer.alloc(0), cut);
    inflater.input.set(record);
    const read = () => inflater.inflate(0, record.length, 0, place);
    // no whole grain: what inflates is refused for its length, and says which it has
    expect(read).toThrow(expected ? `inflates to ${expected.length} bytes` : /is damaged|more than 65536 bytes/);
    if (expected) expect(expected.equals(inflater.output.subarray(0, expected.length))).toBe(true);
  }
  expect(refused).toBeGreaterThan(10_000);
});

test("writes nothing behind the grain that it was given, but for what the next one overwrites", () => {
  const inflater = createGrainInflater();
  const record = grainRecord(0, textGrain("abc"), deflateSync(textGrain("abc")));
  inflater.input.set(record);
  inflater.output.fill(0x77);
  inflater.inflate(0, record.length, 0, place);
  expect(inflater.output.subarray(grainSize + 8).every((byte) => byte === 0x77)).toBe(true);
  expect(record.readUInt32LE(8) + grainMarkerSize).toBeLessThan(record.length);
});
