import { bump, HASH4, MAX_LEN, WINDOW } from "./memory";
import { closeSegment, emit, extend, openSegment } from "./sequences";

const FAST_BITS: u32 = 14;
/** Of the positions inside a match, only every second can be found later: less to do, and hardly more bytes. */
const INSERT_STEP: u32 = 2;
// @ts-ignore: decorator
@inline
function hashFast(v: u32): usize {
  return HASH4 + <usize>(((v * 0x1E35A7BD) >> (32 - FAST_BITS)) << 2);
}

/** Greedy: the better of the two newest candidates. */
export function parseGreedy(base: usize, n: u32, nice: u32, segment: u32): void {
  memory.fill(HASH4, 0, (1 << FAST_BITS) << 2);
  const end = base + n;
  const limit = n > 16 ? end - 8 : base;
  let p = base, run: u32 = 0;
  let freq = openSegment(base, p);
  let segEnd = p + segment;
  // positions are stored + 1
  const zero = base - 1;
  let misses: u32 = 0;
  while (p < limit) {
    if (p >= segEnd) {
      closeSegment(run, freq);
      run = 0;
      freq = openSegment(base, p);
      segEnd = p + segment;
    }
    const v = load<u32>(p);
    const h = hashFast(v);
    const entry = load<u32>(h);
    const pos = <u32>(p - zero);
    store<u32>(h, (entry << 16) | pos);
    const c0 = entry & 0xffff, c1 = entry >> 16;
    let best: u32 = 0, off: u32 = 0;
    const max = <u32>min<usize>(MAX_LEN, end - p);
    if (c0 && pos - c0 <= WINDOW) {
      const m = zero + c0;
      if (load<u32>(m) == v) {
        best = extend(p, m, 4, max);
        off = pos - c0;
      }
      if (c1 && pos - c1 <= WINDOW && best < nice) {
        const m1 = zero + c1;
        if (load<u32>(m1) == v && (best == 0 || load<u32>(m1 + best - 3) == load<u32>(p + best - 3))) {
          const len = extend(p, m1, 4, max);
          if (len > best) {
            best = len;
            off = pos - c1;
          }
        }
      }
    }
    if (best) {
      emit(run, best, off, freq);
      run = 0;
      misses = 0;
      const stop = p + best;
      const insertEnd = min<usize>(stop, limit);
      p++;
      while (p < insertEnd) {
        const hh = hashFast(load<u32>(p));
        store<u32>(hh, (load<u32>(hh) << 16) | <u32>(p - zero));
        p += INSERT_STEP;
      }
      p = stop;
    } else {
      const step: u32 = 1 + (misses >> 9);
      misses++;
      for (let i: u32 = 0; i < step && p < limit; i++) {
        bump(freq + (<usize>load<u8>(p) << 2));
        p++;
        run++;
      }
    }
  }
  while (p < end) {
    bump(freq + (<usize>load<u8>(p) << 2));
    p++;
    run++;
  }
  closeSegment(run, freq);
}
