import { bump, FREQ, FREQ_STRIDE, LENSLOT, OFF_FREQ, SEG, SEQ } from "./memory";
import { offsetSlot } from "./slots";

// What a parser finds: literals and matches in a row, counted by segments that may become blocks of their own.

let next: usize = 0;
export let segments: u32 = 0;

export function beginSequences(): void {
  next = SEQ;
  segments = 0;
}

export function sequencesEnd(): usize {
  return next;
}

export function setSegments(count: u32): void {
  segments = count;
}

/** Bytes that are equal at a and b, of which `from` are known. */
// @ts-ignore: decorator
@inline
export function extend(a: usize, b: usize, from: u32, max: u32): u32 {
  let len = from;
  while (len + 8 <= max) {
    const x = load<u64>(a + len) ^ load<u64>(b + len);
    if (x != 0) return len + <u32>(ctz(x) >> 3);
    len += 8;
  }
  while (len < max && load<u8>(a + len) == load<u8>(b + len)) len++;
  return len;
}

/** Literals, then a match. */
// @ts-ignore: decorator
@inline
export function emit(run: u32, len: u32, off: u32, freq: usize): void {
  const slot = offsetSlot(off);
  store<u32>(next, run | (len << 20));
  store<u32>(next, off | (slot << 16), 4);
  next += 8;
  bump(freq + ((257 + <u32>load<u8>(LENSLOT + len)) << 2));
  bump(freq + OFF_FREQ + (slot << 2));
}

/** Where the frequencies of the segment that begins at p are counted. */
// @ts-ignore: decorator
@inline
export function openSegment(base: usize, p: usize): usize {
  const freq = FREQ + <usize>segments * FREQ_STRIDE;
  memory.fill(freq, 0, FREQ_STRIDE);
  store<u32>(SEG + (segments << 3), <u32>((next - SEQ) >> 3));
  store<u32>(SEG + (segments << 3), <u32>(p - base), 4);
  segments++;
  return freq;
}

/** The literals left, and the end of the block. */
// @ts-ignore: decorator
@inline
export function closeSegment(run: u32, freq: usize): void {
  if (run) {
    store<u32>(next, run);
    store<u32>(next, 0, 4);
    next += 8;
  }
  store<u32>(freq + (256 << 2), 1);
}
