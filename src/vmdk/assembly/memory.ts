// AssemblyScript. Everything has a fixed place in memory: nothing is allocated.

/** The farthest that a match may look back (RFC 1951, 2). */
export const WINDOW: u32 = 32768;
export const MAX_LEN: u32 = 258;

/** Newest positions by hash of 4 bytes: 2 x u16 in 2^14 places, or u16 in 2^15. */
export const HASH4: usize = 0x1000;
/** Newest position by hash of 3 bytes: u16 in 2^14 places. */
export const HASH3: usize = 0x11000;
/** The position before, with the same hash of 4 bytes: u16 for each of the window. */
export const PREV: usize = 0x21000;
/** Sequences: u32 literals | length << 20, u32 offset | slot << 16. A length of 0 is no match. */
export const SEQ: usize = 0x41000;
/** Frequencies of each segment: u32 for 288 literals and lengths, then 32 offsets. */
export const FREQ: usize = 0x81000;
export const FREQ_STRIDE: u32 = 320 * 4;
export const OFF_FREQ: u32 = 288 * 4;
/** Segments: u32 first sequence, u32 first byte. */
export const SEG: usize = 0x90000;
/** Scratch of whoever is at work. */
export const WORK: usize = 0x91000;
/** Codes: u32 bits, the first to be written lowest, | number of bits << 24. */
export const LITCODE: usize = 0x93000;
export const OFFCODE: usize = 0x93800;
export const PRECODE: usize = 0x95900;
/** Codes of whole lengths, extra bits included. */
export const LENCODE: usize = 0x94000;
/** u8 slot of each length, and of offsets (see offsetSlot). */
export const LENSLOT: usize = 0x94800;
export const OFFSLOT: usize = 0x9a000;
/** Code lengths, u8: 288 literals and lengths, 32 offsets; of the precode; in one row. */
export const LENS: usize = 0x95000;
export const PRELENS: usize = 0x95200;
export const ROW: usize = 0x9b000;
export const PREITEMS: usize = 0x95400;
export const PREFREQ: usize = 0x95800;
/** f32 binary logarithm of 1 to 4095. */
export const LOG: usize = 0x96000;
/** 1 MiB of grains, and what is read behind the last of them. */
export const INPUT: usize = 0xa0000;
export const OUTPUT: usize = 0x1b0000;

// @ts-ignore: decorator
@inline
export function bump(counter: usize): void {
  store<u32>(counter, load<u32>(counter) + 1);
}
