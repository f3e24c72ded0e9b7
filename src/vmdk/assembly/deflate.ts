import { adler32 } from "./adler32";
import { beginBits, bitsEnd, endBits, writeBlock } from "./block";
import { parseGreedy } from "./greedy";
import { parseLazy } from "./lazy";
import { FREQ, FREQ_STRIDE, INPUT, OUTPUT, SEG, SEQ } from "./memory";
import { joinSegments, prepareLogarithms } from "./segments";
import { beginSequences, segments, sequencesEnd } from "./sequences";
import { prepareSlots } from "./slots";

// A compressor for grains of a virtual disk: zlib streams of at most 64 KiB, every one by itself. The ways to look for
// matches are those of libdeflate (greedy with two candidates, lazy with hash chains); where a block ends is decided by
// what the blocks would cost.

export function inputAddress(): usize {
  return INPUT;
}

export function outputAddress(): usize {
  return OUTPUT;
}

/** Once per instance. */
export function prepare(): void {
  prepareSlots();
  prepareLogarithms();
}

/** Blocks as they are. */
function stored(p: usize, n: u32, o: usize): u32 {
  const start = o;
  do {
    const k = min<u32>(n, 65535);
    store<u8>(o, n == k ? 1 : 0);
    store<u16>(o + 1, <u16>k);
    store<u16>(o + 3, <u16>~k);
    memory.copy(o + 5, p, k);
    o += 5 + k;
    p += k;
    n -= k;
  } while (n > 0);
  return <u32>(o - start);
}

/**
 * Writes the zlib stream of the n bytes at p (at most 64 KiB; some more are readable) to o, and tells its length. What
 * does not become shorter is stored.
 *
 * @param effort 0 stored, 1 fast, 2 default, 3 best
 */
export function compress(effort: u32, p: usize, n: u32, o: usize): u32 {
  const start = o;
  store<u8>(o, 0x78);
  store<u8>(o + 1, effort < 2 ? 0x01 : effort == 2 ? 0x9c : 0xda);
  o += 2;
  let end: usize = 0;
  if (effort) end = deflate(effort, p, n, o);
  o = end == 0 ? o + stored(p, n, o) : end;
  store<u32>(o, bswap<u32>(adler32(p, n)));
  return <u32>(o + 4 - start);
}

/** Where the compressed bytes end; 0 when they are no fewer than the plain ones. */
function deflate(effort: u32, p: usize, n: u32, o: usize): usize {
  beginSequences();
  if (effort == 1) parseGreedy(p, n, 32, 16384);
  else if (effort == 2) parseLazy(p, n, 16, 30, 8192, 0);
  else parseLazy(p, n, 300, 258, 4096, 1);
  joinSegments();
  beginBits(o);
  for (let i: u32 = 0; i < segments; i++) {
    const last = i + 1 == segments;
    const seq = SEQ + (<usize>load<u32>(SEG + (i << 3)) << 3);
    const seqEnd = last ? sequencesEnd() : SEQ + (<usize>load<u32>(SEG + ((i + 1) << 3)) << 3);
    writeBlock(FREQ + i * FREQ_STRIDE, seq, seqEnd, p + load<u32>(SEG + (i << 3), 4), last);
    if (bitsEnd() > o + n) return 0;
  }
  const end = endBits();
  return end > o + n ? 0 : end;
}
