import { bump, HASH3, HASH4, MAX_LEN, PREV, WINDOW } from "./memory";
import { closeSegment, emit, extend, openSegment } from "./sequences";

const H4_BITS: u32 = 15;
const H3_BITS: u32 = 14;
// @ts-ignore: decorator
@inline
function hash4(v: u32): usize {
  return HASH4 + <usize>(((v * 0x1E35A7BD) >> (32 - H4_BITS)) << 1);
}

// @ts-ignore: decorator
@inline
function hash3(v: u32): usize {
  return HASH3 + <usize>((((v << 8) * 0x1E35A7BD) >> (32 - H3_BITS)) << 1);
}

// @ts-ignore: decorator
@inline
function prevAt(pos: u32): usize {
  return PREV + <usize>((pos & (WINDOW - 1)) << 1);
}

let foundOff: u32 = 0;

/** The longest match at p that is longer than `best`; inserts p. */
// @ts-ignore: decorator
@inline
function longest(p: usize, zero: usize, best: u32, max: u32, depth: u32, nice: u32): u32 {
  const v = load<u32>(p);
  const pos = <u32>(p - zero);
  const h3 = hash3(v), h4 = hash4(v);
  const cand3: u32 = load<u16>(h3);
  let cand: u32 = load<u16>(h4);
  store<u16>(h3, <u16>pos);
  store<u16>(h4, <u16>pos);
  store<u16>(prevAt(pos), <u16>cand);
  // candidates must be above; 0 is none
  const floor: u32 = pos > WINDOW ? pos - WINDOW : 0;
  if (best < 3 && cand3 > floor) {
    const m = zero + cand3;
    if (((load<u32>(m) ^ v) << 8) == 0) {
      best = 3;
      foundOff = pos - cand3;
    }
  }
  if (best < 3) best = 3 - 1;
  if (cand <= floor) return best;
  let left = depth;
  if (best < 4) {
    // the first of at least 4
    for (;;) {
      if (load<u32>(zero + cand) == v) break;
      cand = load<u16>(prevAt(cand));
      if (cand <= floor || --left == 0) return best;
    }
    best = extend(p, zero + cand, 4, max);
    foundOff = pos - cand;
    if (best >= nice) return best;
    cand = load<u16>(prevAt(cand));
    if (cand <= floor || --left == 0) return best;
  }
  while (true) {
    const m = zero + cand;
    if (load<u32>(m + best - 3) == load<u32>(p + best - 3) && load<u32>(m) == v) {
      const len = extend(p, m, 4, max);
      if (len > best) {
        best = len;
        foundOff = pos - cand;
        if (best >= nice) return best;
      }
    }
    cand = load<u16>(prevAt(cand));
    if (cand <= floor || --left == 0) break;
  }
  return best;
}

// @ts-ignore: decorator
@inline
function insert(p: usize, zero: usize): void {
  const v = load<u32>(p);
  const pos = <u32>(p - zero);
  const h4 = hash4(v);
  store<u16>(hash3(v), <u16>pos);
  store<u16>(prevAt(pos), load<u16>(h4));
  store<u16>(h4, <u16>pos);
}

/**
 * A match is taken when none that begins one byte later (two, with `lazy2`) is better.
 *
 * @param depth candidates that are looked at
 * @param nice a length with which one is content
 */
export function parseLazy(base: usize, n: u32, depth: u32, nice: u32, segment: u32, lazy2: u32): void {
  memory.fill(HASH4, 0, 0x10000);
  memory.fill(HASH3, 0, (1 << H3_BITS) << 1);
  const end = base + n;
  const limit = n > 16 ? end - 8 : base;
  const zero = base - 1;
  let p = base, run: u32 = 0;
  let freq = openSegment(base, p);
  let segEnd = p + segment;
  let misses: u32 = 0;
  while (p < limit) {
    if (p >= segEnd) {
      closeSegment(run, freq);
      run = 0;
      freq = openSegment(base, p);
      segEnd = p + segment;
    }
    let len = longest(p, zero, 0, <u32>min<usize>(MAX_LEN, end - p), depth, nice);
    let off = foundOff;
    if (len < 3 || (len == 3 && off > 8192)) {
      bump(freq + (<usize>load<u8>(p) << 2));
      p++;
      run++;
      misses++;
      // nothing found for long: look less often
      let step = misses >> 8;
      while (step > 0 && p < limit) {
        bump(freq + (<usize>load<u8>(p) << 2));
        p++;
        run++;
        step--;
      }
      continue;
    }
    misses = 0;
    for (;;) {
      if (len >= nice || p + 1 >= limit) {
        p += 1;
        break;
      }
      const next = longest(p + 1, zero, len - 1, <u32>min<usize>(MAX_LEN, end - p - 1), depth >> 1, nice);
      const nextOff = foundOff;
      if (next >= len && 4 * (<i32>next - <i32>len) + (<i32>clz(nextOff) - <i32>clz(off)) > 2) {
        bump(freq + (<usize>load<u8>(p) << 2));
        p++;
        run++;
        len = next;
        off = nextOff;
        continue;
      }
      if (lazy2 && p + 2 < limit) {
        const next2 = longest(p + 2, zero, len - 1, <u32>min<usize>(MAX_LEN, end - p - 2), depth >> 2, nice);
        const off2 = foundOff;
        if (next2 >= len && 4 * (<i32>next2 - <i32>len) + (<i32>clz(off2) - <i32>clz(off)) > 6) {
          bump(freq + (<usize>load<u8>(p) << 2));
          p++;
          run++;
          bump(freq + (<usize>load<u8>(p) << 2));
          p++;
          run++;
          len = next2;
          off = off2;
          continue;
        }
        p += 3;
        len -= 2;
        emit(run, len + 2, off, freq);
        run = 0;
        len |= 0x10000;
        break;
      }
      p += 2;
      emit(run, len, off, freq);
      run = 0;
      len = (len - 1) | 0x10000;
      break;
    }
    // p is behind the positions that are in the tables already; len & 0xffff - 1 are left of the match
    if (!(len & 0x10000)) {
      emit(run, len, off, freq);
      run = 0;
    }
    const stop = p + (len & 0xffff) - 1;
    const insertEnd = min<usize>(stop, limit);
    while (p < insertEnd) {
      insert(p, zero);
      p++;
    }
    p = stop;
  }
  while (p < end) {
    bump(freq + (<usize>load<u8>(p) << 2));
    p++;
    run++;
  }
  closeSegment(run, freq);
}
