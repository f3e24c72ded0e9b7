import { FREQ, FREQ_STRIDE, LOG, OFF_FREQ, SEG, WORK } from "./memory";
import { segments, setSegments } from "./sequences";

/** Fills the table of logarithms; once per instance. */
export function prepareLogarithms(): void {
  for (let n: u32 = 1; n < 4096; n++) store<f32>(LOG + (n << 2), <f32>log2(n));
}

function log2(n: u32): f64 {
  // by the series of atanh: exact enough to compare blocks
  const k = 31 - clz(n);
  const m: f64 = <f64>n / <f64>(1 << k);
  const y = (m - 1.0) / (m + 1.0);
  const y2 = y * y;
  let term = y, sum = 0.0;
  for (let i = 1; i < 30; i += 2) {
    sum += term / <f64>i;
    term *= y2;
  }
  return <f64>k + 2.0 * sum * 1.4426950408889634;
}

// @ts-ignore: decorator
@inline
function nlogn(n: u32): f32 {
  if (n < 4096) return <f32>n * load<f32>(LOG + (n << 2));
  return <f32>n * (load<f32>(LOG + ((n >> 5) << 2)) + 5);
}

/** Estimated bits of a block with these frequencies (or the sum of two). */
function cost(a: usize, b: usize): f32 {
  let sum: f32 = 0, total: u32 = 0, used: u32 = 0;
  for (let i: usize = 0; i < OFF_FREQ; i += 4) {
    const n = load<u32>(a + i) + (b ? load<u32>(b + i) : 0);
    if (n) {
      sum += nlogn(n);
      total += n;
      used++;
    }
  }
  let bits = nlogn(total) - sum;
  sum = 0;
  total = 0;
  for (let i: usize = OFF_FREQ; i < FREQ_STRIDE; i += 4) {
    const n = load<u32>(a + i) + (b ? load<u32>(b + i) : 0);
    if (n) {
      sum += nlogn(n);
      total += n;
      used++;
    }
  }
  bits += nlogn(total) - sum;
  return bits + 120 + 3.5 * <f32>used;
}

function joinedCost(first: u32): f32 {
  return cost(FREQ + first * FREQ_STRIDE, FREQ + (first + 1) * FREQ_STRIDE);
}

function addFreq(a: usize, b: usize): void {
  for (let i: usize = 0; i < FREQ_STRIDE; i += 16) v128.store(a + i, i32x4.add(v128.load(a + i), v128.load(b + i)));
}

// f32 of each segment
/** f32 of each segment with the next. */
const JOINED: usize = WORK + 1024;
const COSTS: usize = WORK;
/** Joins neighbouring segments as long as that saves bits. */
export function joinSegments(): void {
  for (let i: u32 = 0; i < segments; i++) store<f32>(COSTS + (i << 2), cost(FREQ + i * FREQ_STRIDE, 0));
  for (let i: u32 = 0; i + 1 < segments; i++) store<f32>(JOINED + (i << 2), joinedCost(i));
  while (segments > 1) {
    let best: u32 = 0, gain: f32 = -1e30;
    for (let i: u32 = 0; i + 1 < segments; i++) {
      const g = load<f32>(COSTS + (i << 2)) + load<f32>(COSTS + ((i + 1) << 2)) - load<f32>(JOINED + (i << 2));
      if (g > gain) {
        gain = g;
        best = i;
      }
    }
    if (gain < 0) return;
    addFreq(FREQ + best * FREQ_STRIDE, FREQ + (best + 1) * FREQ_STRIDE);
    store<f32>(COSTS + (best << 2), load<f32>(JOINED + (best << 2)));
    for (let i = best + 1; i + 1 < segments; i++) {
      memory.copy(FREQ + i * FREQ_STRIDE, FREQ + (i + 1) * FREQ_STRIDE, FREQ_STRIDE);
      store<u64>(SEG + (i << 3), load<u64>(SEG + ((i + 1) << 3)));
      store<f32>(COSTS + (i << 2), load<f32>(COSTS + ((i + 1) << 2)));
      store<f32>(JOINED + (i << 2), load<f32>(JOINED + ((i + 1) << 2)));
    }
    setSegments(segments - 1);
    if (best > 0) store<f32>(JOINED + ((best - 1) << 2), joinedCost(best - 1));
    if (best + 1 < segments) store<f32>(JOINED + (best << 2), joinedCost(best));
  }
}
