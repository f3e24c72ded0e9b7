import { LENSLOT, OFFSLOT } from "./memory";

// Lengths and offsets as symbols with extra bits (RFC 1951, 3.2.5).

/** Fills the tables; once per instance. */
export function prepareSlots(): void {
  let slot: u32 = 0;
  for (let len: u32 = 3; len <= 258; len++) {
    while (slot < 28 && lengthBase(slot + 1) <= len) slot++;
    store<u8>(LENSLOT + len, len == 258 ? 28 : <u8>slot);
  }
  // slots of offsets 1..256, then of (offset - 1) >> 7
  for (let d: u32 = 0; d < 256; d++) store<u8>(OFFSLOT + d, <u8>slotOf(d));
  for (let d: u32 = 0; d < 256; d++) store<u8>(OFFSLOT + 256 + d, <u8>slotOf(d << 7));
}

function slotOf(d: u32): u32 {
  if (d < 2) return d;
  const n = 31 - clz(d);
  return (n << 1) + ((d >> (n - 1)) & 1);
}

// @ts-ignore: decorator
@inline
export function lengthBase(slot: u32): u32 {
  return slot < 8 ? slot + 3 : slot == 28 ? 258 : ((4 + (slot & 3)) << ((slot >> 2) - 1)) + 3;
}

// @ts-ignore: decorator
@inline
export function lengthExtra(slot: u32): u32 {
  return slot < 8 || slot == 28 ? 0 : (slot >> 2) - 1;
}

// @ts-ignore: decorator
@inline
export function offsetSlot(off: u32): u32 {
  const d = off - 1;
  return d < 256 ? load<u8>(OFFSLOT + d) : load<u8>(OFFSLOT + 256 + (d >> 7));
}

// @ts-ignore: decorator
@inline
export function offsetExtra(slot: u32): u32 {
  return slot < 4 ? 0 : (slot >> 1) - 1;
}

// @ts-ignore: decorator
@inline
export function offsetBase(slot: u32): u32 {
  return slot < 4 ? slot + 1 : ((2 + (slot & 1)) << ((slot >> 1) - 1)) + 1;
}
