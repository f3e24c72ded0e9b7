import { adler32 } from "./adler32";

// AssemblyScript, a module of its own: zlib streams of grains back to plain bytes. What it reads may be made to harm: it
// writes at most the bytes that it was told, ends after as many symbols, and reads beyond its input only into the zeros
// or old bytes behind it, which is found out before the result is believed.

/** Decoding tables: u32 value << 16 | extra bits << 8 | kind << 5 | bits of the code. */
// 2^11, and the tables behind it
const LIT_TABLE: usize = 0x1000;
// 2^8, and the tables behind it
const OFF_TABLE: usize = 0x8000;
// 2^7
const PRE_TABLE: usize = 0xf000;
const LIT_BITS: u32 = 11;
const OFF_BITS: u32 = 8;
const PRE_BITS: u32 = 7;
// u8 x 320
const LENS: usize = 0x10000;
// u8 x 19
const PRELENS: usize = 0x10200;
// u32 x 16
const COUNTS: usize = 0x10400;
// u32 x 16
const OFFSETS: usize = 0x10500;
// u16 x 320
const SORTED: usize = 0x10600;
/** A chunk of records, and as far again as a damaged one can make the decoder read. */
const INPUT: usize = 0x20000;
const OUTPUT: usize = 0x1b0000;

const LITERAL: u32 = 0;
const COPY: u32 = 1;
const END: u32 = 2;
const TABLE: u32 = 3;
const INVALID: u32 = 4;

const DAMAGED: i32 = -1;
const TOO_LONG: i32 = -2;

export function inputAddress(): usize {
  return INPUT;
}

export function outputAddress(): usize {
  return OUTPUT;
}

let from: usize = 0;
let bits: u64 = 0;
let count: u32 = 0;
let out: usize = 0;

// @ts-ignore: decorator
@inline
function refill(): void {
  bits |= load<u64>(from) << count;
  from += (63 - count) >> 3;
  count |= 56;
}

// @ts-ignore: decorator
@inline
function take(n: u32): u32 {
  const value = <u32>bits & ((1 << n) - 1);
  bits >>= n;
  count -= n;
  return value;
}

/**
 * The bytes that the zlib stream of n bytes at p holds, to o, at most `most`.
 *
 * @returns how many; -1 when it is damaged, -2 when it has more
 */
export function inflate(p: usize, n: u32, o: usize, most: u32): i32 {
  if (n < 6) return DAMAGED;
  const header = (<u32>load<u8>(p) << 8) | load<u8>(p, 1);
  // deflate with a window of at most 32 KiB, no dictionary (RFC 1950, 2.2)
  if (header % 31 != 0 || (header & 0x0f00) != 0x0800 || header >> 12 > 7 || header & 0x20) return DAMAGED;
  const end = p + n - 4;
  from = p + 2;
  bits = 0;
  count = 0;
  out = o;
  const limit = o + most;
  let last: u32;
  do {
    refill();
    if (consumed() > end) return DAMAGED;
    last = take(1);
    const type = take(2);
    let failure: i32;
    if (type == 0) failure = copyStored(end, limit);
    else if (type == 3) return DAMAGED;
    else {
      if (type == 1) fixedLengths();
      else if (!readLengths()) return DAMAGED;
      failure = decode(o, limit);
    }
    if (failure) return failure;
  } while (!last);
  if (consumed() > end) return DAMAGED;
  const at = consumed();
  const length = <u32>(out - o);
  if (bswap<u32>(load<u32>(at)) != adler32(o, length)) return DAMAGED;
  return <i32>length;
}

/** Behind the last byte of which a bit was taken. */
function consumed(): usize {
  return from - (count >> 3);
}

function copyStored(end: usize, limit: usize): i32 {
  const at = consumed();
  if (at + 4 > end) return DAMAGED;
  const length: u32 = load<u16>(at);
  if ((length ^ 0xffff) != <u32>load<u16>(at, 2)) return DAMAGED;
  if (at + 4 + length > end) return DAMAGED;
  if (out + length > limit) return TOO_LONG;
  memory.copy(out, at + 4, length);
  out += length;
  from = at + 4 + length;
  bits = 0;
  count = 0;
  return 0;
}

let litCount: u32 = 0;
let offCount: u32 = 0;

function fixedLengths(): void {
  memory.fill(LENS, 8, 144);
  memory.fill(LENS + 144, 9, 112);
  memory.fill(LENS + 256, 7, 24);
  memory.fill(LENS + 280, 8, 8);
  memory.fill(LENS + 288, 5, 32);
  litCount = 288;
  offCount = 32;
  buildTable(LENS, 288, LIT_TABLE, LIT_BITS, 0);
  buildTable(LENS + 288, 32, OFF_TABLE, OFF_BITS, 1);
}

/** The codes of a block (RFC 1951, 3.2.7). */
function readLengths(): bool {
  litCount = 257 + take(5);
  offCount = 1 + take(5);
  const preCount: u32 = 4 + take(4);
  if (litCount > 286 || offCount > 30) return false;
  memory.fill(PRELENS, 0, 19);
  for (let i: u32 = 0; i < preCount; i++) {
    refill();
    store<u8>(PRELENS + permutation(i), <u8>take(3));
  }
  if (!buildTable(PRELENS, 19, PRE_TABLE, PRE_BITS, 2)) return false;
  const total = litCount + offCount;
  let at: u32 = 0;
  while (at < total) {
    refill();
    const entry = load<u32>(PRE_TABLE + ((<usize>bits & ((1 << PRE_BITS) - 1)) << 2));
    if (((entry >> 5) & 7) == INVALID) return false;
    take(entry & 31);
    const symbol = entry >> 16;
    let repeat: u32 = 1;
    let length: u32 = symbol;
    if (symbol == 16) {
      if (at == 0) return false;
      length = load<u8>(LENS + at - 1);
      repeat = 3 + take(2);
    } else if (symbol == 17) {
      length = 0;
      repeat = 3 + take(3);
    } else if (symbol == 18) {
      length = 0;
      repeat = 11 + take(7);
    }
    if (at + repeat > total) return false;
    memory.fill(LENS + at, <u8>length, repeat);
    at += repeat;
  }
  if (load<u8>(LENS + 256) == 0) return false;
  if (!buildTable(LENS, litCount, LIT_TABLE, LIT_BITS, 0)) return false;
  return buildTable(LENS + litCount, offCount, OFF_TABLE, OFF_BITS, 1);
}

function permutation(i: u32): u32 {
  if (i < 3) return 16 + i;
  if (i == 3) return 0;
  const k = i - 4;
  return k & 1 ? 7 - (k >> 1) : 8 + (k >> 1);
}

/** What a symbol means. @param kind 0 literals and lengths, 1 offsets, 2 lengths of codes */
function entryOf(symbol: u32, kind: u32): u32 {
  if (kind == 2) return symbol << 16;
  if (kind == 1) {
    if (symbol >= 30) return INVALID << 5;
    const extra = symbol < 4 ? 0 : (symbol >> 1) - 1;
    const base = symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << extra) + 1;
    return (base << 16) | (extra << 8);
  }
  if (symbol < 256) return (symbol << 16) | (LITERAL << 5);
  if (symbol == 256) return END << 5;
  const slot = symbol - 257;
  if (slot >= 29) return INVALID << 5;
  if (slot == 28) return (258 << 16) | (COPY << 5);
  const extra = slot < 8 ? 0 : (slot >> 2) - 1;
  const base = slot < 8 ? slot + 3 : ((4 + (slot & 3)) << extra) + 3;
  return (base << 16) | (extra << 8) | (COPY << 5);
}

/** False when the lengths make no code. Incomplete ones are let pass where zlib does: no code or one of one bit. */
function buildTable(lens: usize, symbols: u32, table: usize, tableBits: u32, kind: u32): bool {
  memory.fill(COUNTS, 0, 64);
  for (let s: u32 = 0; s < symbols; s++) {
    const c = COUNTS + (<usize>load<u8>(lens + s) << 2);
    store<u32>(c, load<u32>(c) + 1);
  }
  const used = symbols - load<u32>(COUNTS);
  let left: i32 = 1;
  let at: u32 = 0;
  let longest: u32 = 0;
  for (let len: u32 = 1; len <= 15; len++) {
    const n = load<u32>(COUNTS + (len << 2));
    left = (left << 1) - <i32>n;
    if (left < 0) return false;
    store<u32>(OFFSETS + (len << 2), at);
    at += n;
    if (n) longest = len;
  }
  for (let i: u32 = 0; i < 1 << tableBits; i++) store<u32>(table + (i << 2), INVALID << 5);
  if (left > 0 && (kind == 2 || used > 1 || longest > 1)) return false;
  for (let s: u32 = 0; s < symbols; s++) {
    const len: u32 = load<u8>(lens + s);
    if (len) {
      const o = OFFSETS + (len << 2);
      const place = load<u32>(o);
      store<u32>(o, place + 1);
      store<u16>(SORTED + (place << 1), <u16>s);
    }
  }
  // codes in their order; the first bit that is read is the lowest
  let code: u32 = 0;
  let next: u32 = 1 << tableBits;
  let subPrefix: u32 = 0xffff_ffff;
  let subStart: u32 = 0;
  let subBits: u32 = 0;
  let i: u32 = 0;
  for (let len: u32 = 1; len <= longest; len++) {
    for (let n = load<u32>(COUNTS + (len << 2)); n > 0; n--) {
      const meaning = entryOf(load<u16>(SORTED + (i << 1)), kind);
      i++;
      if (len <= tableBits) {
        for (let k = code; k < 1 << tableBits; k += 1 << len) store<u32>(table + (k << 2), meaning | len);
      } else {
        const prefix = code & ((1 << tableBits) - 1);
        if (prefix != subPrefix) {
          subPrefix = prefix;
          subStart = next;
          // as many bits as the codes with this prefix need
          subBits = len - tableBits;
          let room: i32 = 1 << subBits;
          let rest = n;
          for (;;) {
            room -= <i32>rest;
            if (room <= 0 || subBits + tableBits >= longest) break;
            subBits++;
            room <<= 1;
            rest = load<u32>(COUNTS + ((tableBits + subBits) << 2));
          }
          next += 1 << subBits;
          for (let k: u32 = 0; k < 1 << subBits; k++) store<u32>(table + ((subStart + k) << 2), INVALID << 5);
          store<u32>(table + (prefix << 2), (subStart << 16) | (subBits << 8) | (TABLE << 5) | tableBits);
        }
        for (let k = code >> tableBits; k < 1 << subBits; k += 1 << (len - tableBits)) {
          store<u32>(table + ((subStart + k) << 2), meaning | (len - tableBits));
        }
      }
      // count up from the highest of its bits
      let bit: u32 = 1 << (len - 1);
      while (bit && code & bit) {
        code ^= bit;
        bit >>= 1;
      }
      code |= bit;
    }
  }
  return true;
}

/** The symbols of a block. */
function decode(start: usize, limit: usize): i32 {
  let p = from;
  let b = bits;
  let n = count;
  let o = out;
  let failure: i32 = 0;
  const litMask: u64 = (1 << LIT_BITS) - 1;
  const offMask: u64 = (1 << OFF_BITS) - 1;
  while (true) {
    b |= load<u64>(p) << n;
    p += (63 - n) >> 3;
    n |= 56;
    let e = load<u32>(LIT_TABLE + (<usize>(b & litMask) << 2));
    // up to two literals before a refill: 3 codes of 15 bits, with what an offset needs, would be too many
    if (!(e & 0xe0)) {
      if (o >= limit) {
        failure = TOO_LONG;
        break;
      }
      store<u8>(o, <u8>(e >> 16));
      o++;
      b >>= e & 31;
      n -= e & 31;
      e = load<u32>(LIT_TABLE + (<usize>(b & litMask) << 2));
      if (!(e & 0xe0)) {
        if (o >= limit) {
          failure = TOO_LONG;
          break;
        }
        store<u8>(o, <u8>(e >> 16));
        o++;
        b >>= e & 31;
        n -= e & 31;
        continue;
      }
      b |= load<u64>(p) << n;
      p += (63 - n) >> 3;
      n |= 56;
    }
    let kind = (e >> 5) & 7;
    if (kind == TABLE) {
      b >>= e & 31;
      n -= e & 31;
      e = load<u32>(LIT_TABLE + (((e >> 16) + (<u32>b & ((1 << ((e >> 8) & 31)) - 1))) << 2));
      kind = (e >> 5) & 7;
    }
    b >>= e & 31;
    n -= e & 31;
    if (kind == LITERAL) {
      if (o >= limit) {
        failure = TOO_LONG;
        break;
      }
      store<u8>(o, <u8>(e >> 16));
      o++;
      continue;
    }
    if (kind != COPY) {
      if (kind == INVALID) failure = DAMAGED;
      break;
    }
    let extra = (e >> 8) & 31;
    const length = (e >> 16) + (<u32>b & ((1 << extra) - 1));
    b >>= extra;
    n -= extra;
    let d = load<u32>(OFF_TABLE + (<usize>(b & offMask) << 2));
    if (((d >> 5) & 7) == TABLE) {
      b >>= d & 31;
      n -= d & 31;
      d = load<u32>(OFF_TABLE + (((d >> 16) + (<u32>b & ((1 << ((d >> 8) & 31)) - 1))) << 2));
    }
    if (((d >> 5) & 7) == INVALID) {
      failure = DAMAGED;
      break;
    }
    b >>= d & 31;
    n -= d & 31;
    extra = (d >> 8) & 31;
    const offset = (d >> 16) + (<u32>b & ((1 << extra) - 1));
    b >>= extra;
    n -= extra;
    if (o - start < offset) {
      failure = DAMAGED;
      break;
    }
    if (o + length > limit) {
      failure = TOO_LONG;
      break;
    }
    copy(o, offset, length);
    o += length;
  }
  from = p;
  bits = b;
  count = n;
  out = o;
  return failure;
}

/** May write up to 7 bytes more: they are written again, or behind the end. */
// @ts-ignore: decorator
@inline
function copy(to: usize, offset: u32, length: u32): void {
  const end = to + length;
  let source = to - offset;
  if (offset >= 8) {
    do {
      store<u64>(to, load<u64>(source));
      to += 8;
      source += 8;
    } while (to < end);
  } else if (offset == 1) {
    const v: u64 = <u64>load<u8>(source) * 0x0101_0101_0101_0101;
    do {
      store<u64>(to, v);
      to += 8;
    } while (to < end);
  } else {
    do {
      store<u8>(to, load<u8>(source));
      to++;
      source++;
    } while (to < end);
  }
}
