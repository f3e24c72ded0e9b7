import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { built } from "../../test/kit/built.ts";
import { chunkSize } from "./chunk.ts";
import { type Compression, compressions } from "./compression.ts";
import { createGrainCompressor } from "./grain-compressor.ts";
import { grainSize, largestCompressed } from "./layout.ts";

beforeAll(() => void built("vmdk/grain-compressor.js"));

/** The same bytes every time. */
function noise(seed: string, length = grainSize): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < length; at += 32) parts.push(createHash("sha256").update(`${seed} ${at}`).digest());
  return Buffer.concat(parts, length);
}

function compressed(compression: Compression, grain: Uint8Array, at = 0): Buffer {
  const compressor = createGrainCompressor(compression);
  compressor.input.set(grain, at);
  return Buffer.from(compressor.compress(at));
}

const words = ["edge", "host", "lab", "the", "installer", "\n", " = ", "0x", "false"];
const prose = Buffer.from(Array.from(noise("prose", 40_000), (byte) => words[byte % words.length]).join(" ")).subarray(
  0,
  grainSize,
);

/** A grain whose last bytes, distances and lengths reach the limits of the format. */
const limits = Buffer.concat([noise("far", 32_768), noise("far", 32_768)]);
const grains: readonly (readonly [string, Buffer])[] = [
  ["zeros", Buffer.alloc(grainSize)],
  ["one byte among zeros", Buffer.alloc(grainSize).fill(1, grainSize - 1)],
  ["one byte, repeated", Buffer.alloc(grainSize, 0xee)],
  ["two bytes, repeated", Buffer.alloc(grainSize, "ab")],
  ["noise", noise("a")],
  ["noise after text", Buffer.concat([prose.subarray(0, 30_000), noise("b", grainSize - 30_000)])],
  ["text after noise", Buffer.concat([noise("c", 30_000), prose.subarray(0, grainSize - 30_000)])],
  ["noise twice, as far apart as a match may reach", limits],
  ["noise of half a byte", Buffer.from(noise("d").map((byte) => byte & 15))],
  ["a counter", Buffer.from(Uint32Array.from({ length: grainSize / 4 }, (_, at) => at).buffer)],
  ["very unequal frequencies", Buffer.from(noise("e").map((byte) => Math.clz32(byte) % 11))],
  ["text", prose],
];

describe.each(compressions)("compression %s", (compression) => {
  test.each(grains)("%s: zlib reads it back, and it is never longer than readers take", (_, grain) => {
    const stream = compressed(compression, grain);
    expect(inflateSync(stream).equals(grain)).toBe(true);
    expect(stream.length).toBeLessThanOrEqual(largestCompressed(grainSize / 512));
  });

  test("grains of noise with repetitions of every length", () => {
    for (let round = 0; round < 40; round += 1) {
      const grain = noise(`round ${round}`);
      for (let at = 300; at + 600 < grainSize; at += 300 + 13 * round) {
        const length = 3 + ((at * 7 + round) % 290);
        const from = (at * 131) % at;
        grain.copyWithin(at, from, from + length);
      }
      expect(inflateSync(compressed(compression, grain)).equals(grain)).toBe(true);
    }
  });

  test("does not depend on what was compressed before, nor on where the grain is", () => {
    const compressor = createGrainCompressor(compression);
    const last = chunkSize - grainSize;
    compressor.input.set(noise("before"), 0);
    compressor.compress(0);
    compressor.input.set(prose, last);
    expect(compressed(compression, prose).equals(compressor.compress(last))).toBe(true);
  });
});

test("the harder, the shorter", () => {
  const [none, fast, normal, best] = (["none", "fast", "default", "best"] as const).map(
    (compression) => compressed(compression, prose).length,
  );
  expect(none).toBe(grainSize + 16);
  expect(fast).toBeLessThan(none! / 2);
  expect(normal).toBeLessThan(fast!);
  expect(best).toBeLessThanOrEqual(normal!);
});

test("noise is stored", () => {
  expect(compressed("default", noise("n")).length).toBe(grainSize + 16);
});
