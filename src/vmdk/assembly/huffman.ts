import { bump, WORK } from "./memory";

// u32 x 288
/** Symbol | frequency << 10; in a tree, | parent << 10, then | depth << 10. */
const NODES: usize = WORK;
// u32 x 288
const COUNTERS: usize = WORK + 288 * 4;
// u32 x 16
const LENCOUNT: usize = WORK + 576 * 4;
const NEXTCODE: usize = WORK + 600 * 4;
const SYM_MASK: u32 = 0x3ff;

/**
 * Lengths and codes of `count` symbols, none longer than maxLen bits: Huffman's, with codes that are too long put at the
 * price of the next shorter ones, as zlib and libdeflate do. There are always two codes, which every reader takes.
 */
export function makeCode(freqs: usize, count: u32, maxLen: u32, lens: usize, codes: usize): void {
  // sort the used symbols by frequency
  memory.fill(COUNTERS, 0, count << 2);
  for (let s: u32 = 0; s < count; s++) {
    const f = min<u32>(load<u32>(freqs + (s << 2)), count - 1);
    bump(COUNTERS + (f << 2));
  }
  let used: u32 = 0;
  for (let f: u32 = 1; f < count; f++) {
    const c = load<u32>(COUNTERS + (f << 2));
    store<u32>(COUNTERS + (f << 2), used);
    used += c;
  }
  memory.fill(lens, 0, count);
  for (let s: u32 = 0; s < count; s++) {
    const f = load<u32>(freqs + (s << 2));
    if (f) {
      const c = COUNTERS + (min<u32>(f, count - 1) << 2);
      const at = load<u32>(c);
      store<u32>(c, at + 1);
      store<u32>(NODES + (at << 2), s | (f << 10));
    }
  }
  if (used < 2) {
    const only = used ? load<u32>(NODES) & SYM_MASK : 0;
    store<u8>(lens + only, 1);
    store<u8>(lens + (only ? 0 : 1), 1);
  } else {
    // those of the last counter are not sorted yet
    const from = count > 1 ? load<u32>(COUNTERS + ((count - 2) << 2)) : 0;
    for (let i = from + 1; i < used; i++) {
      const x = load<u32>(NODES + (i << 2));
      let j = i;
      while (j > from && load<u32>(NODES + ((j - 1) << 2)) > x) {
        store<u32>(NODES + (j << 2), load<u32>(NODES + ((j - 1) << 2)));
        j--;
      }
      store<u32>(NODES + (j << 2), x);
    }
    buildTree(used);
    lengthCounts(used - 2, maxLen);
    let i: u32 = 0;
    for (let len = maxLen; len >= 1; len--) {
      for (let c = load<u32>(LENCOUNT + (len << 2)); c > 0; c--) {
        store<u8>(lens + (load<u32>(NODES + (i << 2)) & SYM_MASK), <u8>len);
        i++;
      }
    }
  }
  // canonical codes
  memory.fill(LENCOUNT, 0, 64);
  for (let s: u32 = 0; s < count; s++) bump(LENCOUNT + (<usize>load<u8>(lens + s) << 2));
  let code: u32 = 0;
  store<u32>(LENCOUNT, 0);
  for (let len: u32 = 1; len <= 15; len++) {
    code = (code + load<u32>(LENCOUNT + ((len - 1) << 2))) << 1;
    store<u32>(NEXTCODE + (len << 2), code);
  }
  for (let s: u32 = 0; s < count; s++) {
    const len: u32 = load<u8>(lens + s);
    if (len) {
      const c = load<u32>(NEXTCODE + (len << 2));
      store<u32>(NEXTCODE + (len << 2), c + 1);
      store<u32>(codes + (s << 2), reverse(c, len) | (len << 24));
    } else store<u32>(codes + (s << 2), 0);
  }
}

// @ts-ignore: decorator
@inline
function reverse(c: u32, len: u32): u32 {
  let x = c;
  x = ((x & 0x5555) << 1) | ((x >> 1) & 0x5555);
  x = ((x & 0x3333) << 2) | ((x >> 2) & 0x3333);
  x = ((x & 0x0f0f) << 4) | ((x >> 4) & 0x0f0f);
  x = ((x & 0x00ff) << 8) | ((x >> 8) & 0x00ff);
  return x >> (16 - len);
}

// @ts-ignore: decorator
@inline
function node(i: u32): u32 {
  return load<u32>(NODES + (i << 2));
}

// @ts-ignore: decorator
@inline
function setNode(i: u32, x: u32): void {
  store<u32>(NODES + (i << 2), x);
}

/** Nodes are made in the order of their frequency, so that two queues are enough (Moffat and Katajainen). */
function buildTree(count: u32): void {
  const last = count - 1;
  let i: u32 = 0, b: u32 = 0, e: u32 = 0;
  do {
    let f: u32;
    if (i + 1 <= last && (b == e || (node(i + 1) >> 10) <= (node(b) >> 10))) {
      f = (node(i) >> 10) + (node(i + 1) >> 10);
      i += 2;
    } else if (b + 2 <= e && (i > last || (node(b + 1) >> 10) < (node(i) >> 10))) {
      f = (node(b) >> 10) + (node(b + 1) >> 10);
      setNode(b, (e << 10) | (node(b) & SYM_MASK));
      setNode(b + 1, (e << 10) | (node(b + 1) & SYM_MASK));
      b += 2;
    } else {
      f = (node(i) >> 10) + (node(b) >> 10);
      setNode(b, (e << 10) | (node(b) & SYM_MASK));
      i++;
      b++;
    }
    setNode(e, (f << 10) | (node(e) & SYM_MASK));
    e++;
  } while (e < last);
}

/** How many codes of each length there are. */
function lengthCounts(root: u32, maxLen: u32): void {
  memory.fill(LENCOUNT, 0, 64);
  store<u32>(LENCOUNT + 4, 2);
  setNode(root, node(root) & SYM_MASK);
  for (let n: i32 = <i32>root - 1; n >= 0; n--) {
    const parent = node(<u32>n) >> 10;
    let depth = (node(parent) >> 10) + 1;
    setNode(<u32>n, (node(<u32>n) & SYM_MASK) | (depth << 10));
    if (depth >= maxLen) {
      depth = maxLen;
      do depth--;
      while (load<u32>(LENCOUNT + (depth << 2)) == 0);
    }
    store<u32>(LENCOUNT + (depth << 2), load<u32>(LENCOUNT + (depth << 2)) - 1);
    store<u32>(LENCOUNT + ((depth + 1) << 2), load<u32>(LENCOUNT + ((depth + 1) << 2)) + 2);
  }
}
