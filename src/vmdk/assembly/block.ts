import { makeCode } from "./huffman";
import {
  bump,
  LENCODE,
  LENS,
  LENSLOT,
  LITCODE,
  OFF_FREQ,
  OFFCODE,
  PRECODE,
  PREFREQ,
  PREITEMS,
  PRELENS,
  ROW,
} from "./memory";
import { lengthBase, lengthExtra, offsetBase, offsetExtra } from "./slots";

// Blocks as bits, the first lowest (RFC 1951, 3.1.1). `put` writes up to
// 7 bytes more than there are: they are written again.

let out: usize = 0;
let bits: u64 = 0;
let count: u32 = 0;
// @ts-ignore: decorator
@inline
function put(value: u32, n: u32): void {
  bits |= <u64>value << count;
  count += n;
  store<u64>(out, bits);
  out += count >> 3;
  bits >>= count & ~7;
  count &= 7;
}

/** The order in which lengths of the precode are written: 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1 15. */
function permutation(i: u32): u32 {
  if (i < 3) return 16 + i;
  if (i == 3) return 0;
  const k = i - 4;
  return k & 1 ? 7 - (k >> 1) : 8 + (k >> 1);
}

/** What the codes of LENS are, themselves in code. */
function writeHeader(last: bool): void {
  let nLit: u32 = 288;
  while (nLit > 257 && load<u8>(LENS + nLit - 1) == 0) nLit--;
  let nOff: u32 = 32;
  while (nOff > 1 && load<u8>(LENS + 288 + nOff - 1) == 0) nOff--;
  // both in one row, where a run may reach from one into the other
  memory.copy(ROW, LENS, nLit);
  memory.copy(ROW + nLit, LENS + 288, nOff);
  const n = nLit + nOff;
  memory.fill(PREFREQ, 0, 19 * 4);
  let items: usize = PREITEMS;
  let i: u32 = 0;
  while (i < n) {
    const len: u32 = load<u8>(ROW + i);
    let runEnd = i + 1;
    while (runEnd < n && load<u8>(ROW + runEnd) == len) runEnd++;
    let r = runEnd - i;
    if (len == 0) {
      while (r >= 11) {
        const k = min<u32>(r, 138);
        store<u16>(items, <u16>(18 | ((k - 11) << 5)));
        items += 2;
        bump(PREFREQ + (18 << 2));
        r -= k;
      }
      if (r >= 3) {
        store<u16>(items, <u16>(17 | ((r - 3) << 5)));
        items += 2;
        bump(PREFREQ + (17 << 2));
        r = 0;
      }
    } else if (r >= 4) {
      store<u16>(items, <u16>len);
      items += 2;
      bump(PREFREQ + (len << 2));
      r--;
      while (r >= 3) {
        const k = min<u32>(r, 6);
        store<u16>(items, <u16>(16 | ((k - 3) << 5)));
        items += 2;
        bump(PREFREQ + (16 << 2));
        r -= k;
      }
    }
    while (r > 0) {
      store<u16>(items, <u16>len);
      items += 2;
      bump(PREFREQ + (len << 2));
      r--;
    }
    i = runEnd;
  }
  makeCode(PREFREQ, 19, 7, PRELENS, PRECODE);
  let nPre: u32 = 19;
  while (nPre > 4 && load<u8>(PRELENS + permutation(nPre - 1)) == 0) nPre--;
  put((last ? 1 : 0) | (2 << 1) | ((nLit - 257) << 3) | ((nOff - 1) << 8) | ((nPre - 4) << 13), 17);
  for (let k: u32 = 0; k < nPre; k++) put(load<u8>(PRELENS + permutation(k)), 3);
  for (let at: usize = PREITEMS; at < items; at += 2) {
    const item: u32 = load<u16>(at);
    const sym = item & 31;
    const c = load<u32>(PRECODE + (sym << 2));
    put(c & 0xffffff, c >> 24);
    if (sym >= 16) put(item >> 5, sym == 16 ? 2 : sym == 17 ? 3 : 7);
  }
}

/** A block with its own codes (RFC 1951, 3.2.7). */
export function writeBlock(freq: usize, seq: usize, seqEnd: usize, from: usize, last: bool): void {
  makeCode(freq, 288, 15, LENS, LITCODE);
  makeCode(freq + OFF_FREQ, 32, 15, LENS + 288, OFFCODE);
  writeHeader(last);
  // whole codes of lengths, extra bits included
  for (let len: u32 = 3; len <= 258; len++) {
    const slot: u32 = load<u8>(LENSLOT + len);
    const c = load<u32>(LITCODE + ((257 + slot) << 2));
    const n = c >> 24;
    const code = (c & 0xffffff) | ((len - lengthBase(slot)) << n);
    store<u32>(LENCODE + (len << 2), code | ((n + lengthExtra(slot)) << 24));
  }
  let p = from;
  let o = out, bb = bits, bc = count;
  for (let s = seq; s < seqEnd; s += 8) {
    const a = load<u32>(s);
    let run = a & 0xfffff;
    while (run >= 3) {
      const c0 = load<u32>(LITCODE + (<usize>load<u8>(p) << 2));
      const c1 = load<u32>(LITCODE + (<usize>load<u8>(p, 1) << 2));
      const c2 = load<u32>(LITCODE + (<usize>load<u8>(p, 2) << 2));
      bb |= <u64>(c0 & 0xffffff) << bc;
      bc += c0 >> 24;
      bb |= <u64>(c1 & 0xffffff) << bc;
      bc += c1 >> 24;
      bb |= <u64>(c2 & 0xffffff) << bc;
      bc += c2 >> 24;
      store<u64>(o, bb);
      o += bc >> 3;
      bb >>= bc & ~7;
      bc &= 7;
      p += 3;
      run -= 3;
    }
    while (run > 0) {
      const c0 = load<u32>(LITCODE + (<usize>load<u8>(p) << 2));
      bb |= <u64>(c0 & 0xffffff) << bc;
      bc += c0 >> 24;
      p++;
      run--;
    }
    // at most 7 + 30 bits wait here
    const len = a >> 20;
    if (len) {
      const c = load<u32>(LENCODE + (len << 2));
      bb |= <u64>(c & 0xffffff) << bc;
      bc += c >> 24;
      store<u64>(o, bb);
      o += bc >> 3;
      bb >>= bc & ~7;
      bc &= 7;
      const b = load<u32>(s, 4);
      const slot = b >> 16;
      const d = load<u32>(OFFCODE + (slot << 2));
      const n = d >> 24;
      bb |= <u64>((d & 0xffffff) | (((b & 0xffff) - offsetBase(slot)) << n)) << bc;
      bc += n + offsetExtra(slot);
      p += len;
    }
    store<u64>(o, bb);
    o += bc >> 3;
    bb >>= bc & ~7;
    bc &= 7;
  }
  out = o;
  bits = bb;
  count = bc;
  const c = load<u32>(LITCODE + (256 << 2));
  put(c & 0xffffff, c >> 24);
}

export function beginBits(at: usize): void {
  out = at;
  bits = 0;
  count = 0;
}

export function bitsEnd(): usize {
  return out;
}

export function endBits(): usize {
  if (count) put(0, 8 - count);
  return out;
}
