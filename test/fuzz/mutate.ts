import type { Random } from "./random.ts";

export interface Corpus {
  readonly bytes: Buffer;
  /** Offsets of the 16-byte cells that the reader looked at and that hold something. */
  readonly cells: readonly number[];
}

export interface MutateOptions {
  readonly random: Random;
  readonly blockBytes: number;
  readonly words: readonly (string | Uint8Array)[];
  /** To take parts from. */
  readonly others: readonly Corpus[];
}

export const cellBytes = 16;
const mostBytes = 8 << 20;

/** A copy with one to eight changes, where the reader looks. */
export function mutateBinary(entry: Corpus, options: MutateOptions): Buffer {
  const { random } = options;
  let bytes: Buffer = Buffer.from(entry.bytes);
  for (let changes = 1 + random.below(random.pick([1, 2, 4, 8])); changes > 0; changes -= 1) {
    bytes = binaryChange(bytes, entry, options);
  }
  return bytes;
}

function binaryChange(bytes: Buffer, entry: Corpus, { random, blockBytes, words, others }: MutateOptions): Buffer {
  if (bytes.length === 0) return Buffer.from([random.below(256)]);
  const place = (): number => {
    const cell = random.once(12) ? random.below(bytes.length) : random.pick(entry.cells) + random.below(cellBytes);
    return Math.min(cell, bytes.length - 1);
  };
  const even = (): number => place() & ~random.pick([0, 1, 3, 7]);
  switch (random.below(14)) {
    case 0:
    case 1:
    case 2:
      writeNumber(bytes, even(), interesting(random, bytes.length, blockBytes), random);
      return bytes;
    case 3:
      writeNumber(
        bytes,
        even(),
        BigInt(random.below(random.once(2) ? 32 : Math.ceil(bytes.length / blockBytes) + 2)),
        random,
      );
      return bytes;
    case 4: {
      const at = even();
      const width = random.pick([1, 2, 4]);
      if (at + width > bytes.length) return bytes;
      const change = (1 + random.below(16)) * random.pick([1, -1]);
      const value = random.once(2) ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
      const wrapped = (value + change + 2 ** (8 * width)) % 2 ** (8 * width);
      if (random.once(2)) bytes.writeUIntLE(wrapped, at, width);
      else bytes.writeUIntBE(wrapped, at, width);
      return bytes;
    }
    case 5: {
      const at = place();
      bytes[at]! ^= 1 << random.below(8);
      return bytes;
    }
    case 6:
      bytes[place()] = random.below(256);
      return bytes;
    case 7: {
      const [from, length] = [even(), random.pick([2, 4, 4, 8, 16])];
      bytes.copy(bytes, even(), from, Math.min(bytes.length, from + length)); // a pointer to what another points to
      return bytes;
    }
    case 8: {
      const length = random.pick([16, 32, 64, 128, blockBytes]);
      const [from, to] = [place(), place()].map((at) => Math.floor(at / length) * length);
      bytes.copy(bytes, to, from, Math.min(bytes.length, from! + length));
      return bytes;
    }
    case 9: {
      const at = place();
      bytes.fill(random.pick([0, 0xff]), at, Math.min(bytes.length, at + random.pick([1, 4, 16, 64, blockBytes])));
      return bytes;
    }
    case 10: {
      const word = random.pick(words);
      Buffer.from(word as string).copy(bytes, place());
      return bytes;
    }
    case 11: {
      const other = random.pick(others).bytes;
      const [at, length] = [place(), random.pick([16, 64, blockBytes, 4 * blockBytes])];
      other.copy(bytes, at, Math.min(at, other.length), Math.min(other.length, at + length));
      return bytes;
    }
    case 12:
      if (!random.once(3)) return bytes;
      return Buffer.from(bytes.subarray(0, random.once(2) ? place() : random.below(bytes.length)));
    default:
      if (!random.once(4) || bytes.length > mostBytes / 2) return bytes;
      return Buffer.concat([bytes, bytes.subarray(0, random.below(4 * blockBytes))]);
  }
}

function writeNumber(bytes: Buffer, at: number, value: bigint, random: Random): void {
  const width = random.pick([1, 2, 2, 4, 4, 4, 8]);
  if (at + width > bytes.length) return;
  const isLittle = !random.once(3);
  for (let index = 0; index < width; index += 1) {
    const shift = BigInt(8 * (isLittle ? index : width - 1 - index));
    bytes[at + index] = Number((value >> shift) & 0xffn);
  }
  if (width === 4 && random.once(3) && at + 8 <= bytes.length)
    Buffer.from(bytes.subarray(at, at + 4))
      .reverse()
      .copy(bytes, at + 4);
}

/** Numbers at which arithmetic changes its ways, and those that mean something in this input. */
function interesting(random: Random, size: number, blockBytes: number): bigint {
  const near = BigInt(random.pick([0, 0, 0, 1, -1, 2, -2]));
  const base = random.pick([
    0n,
    0n,
    1n,
    BigInt(random.below(32)),
    1n << BigInt(random.below(64)),
    0x7fn,
    0xffn,
    0x7fffn,
    0xffffn,
    0x7fff_ffffn,
    0xffff_ffffn,
    0xffff_ffff_ffff_ffffn,
    BigInt(size),
    BigInt(Math.floor(size / blockBytes)),
    BigInt(random.below(size + 1)),
  ]);
  return BigInt.asUintN(64, base + near);
}

/** A copy of a text with one to six changes. */
export function mutateText(entry: Corpus, { random, words, others }: MutateOptions): Buffer {
  let text = entry.bytes.toString("latin1");
  for (let changes = 1 + random.below(random.pick([1, 1, 2, 6])); changes > 0; changes -= 1)
    text = textChange(text, random, words, others);
  return Buffer.from(text.slice(0, mostBytes), "latin1");
}

function textChange(
  text: string,
  random: Random,
  words: readonly (string | Uint8Array)[],
  others: readonly Corpus[],
): string {
  const [at, length] = [random.below(text.length + 1), 1 + random.below(random.pick([4, 40, 400]))];
  const word = () => Buffer.from(random.pick(words) as string).toString("latin1");
  const replaceOne = (pattern: RegExp, by: (found: string) => string): string => {
    const found = [...text.matchAll(pattern)];
    if (found.length === 0) return text;
    const { 0: old, index } = random.pick(found);
    return text.slice(0, index) + by(old) + text.slice(index + old.length);
  };
  switch (random.below(16)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + word() + text.slice(at);
    case 2:
      return (
        text.slice(0, at) + text.slice(at, at + length).repeat(random.pick([2, 2, 3, 50])) + text.slice(at + length)
      );
    case 3:
      return text.slice(0, at) + String.fromCodePoint(random.below(256)) + text.slice(at + 1);
    case 4:
      return replaceOne(/\d+/g, () => String(BigInt.asIntN(64, interesting(random, text.length, 512))));
    case 5:
    case 6:
    case 11:
    case 12:
      return replaceOne(/"[^"]*"/g, () => `"${word()}"`);
    case 7:
    case 13:
      return replaceOne(/>[^<]+</g, () => `>${word()}<`);
    case 8:
      return replaceOne(/<(\w[\w:]*)[^>]*\/>|<(\w[\w:]*)[^>]*>[^<]*<\/\2>/g, (old) =>
        random.pick(["", old + old, `<!-- ${old} -->`]),
      );
    case 9:
    case 14:
      return replaceOne(/ [\w:]+="[^"]*"/g, (old) => random.pick(["", old + old, ` ${word()}`]));
    case 10: {
      const other = random.pick(others).bytes.toString("latin1");
      const from = random.below(other.length);
      return text.slice(0, at) + other.slice(from, from + length) + text.slice(at);
    }
    default:
      return random.once(4) ? text.slice(0, at) : text;
  }
}
