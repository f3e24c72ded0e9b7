/** The checksum of RFC 1950, sixteen bytes at a time. */
export function adler32(p: usize, n: u32): u32 {
  let s1: u32 = 1, s2: u32 = 0;
  const w0 = i16x8(16, 15, 14, 13, 12, 11, 10, 9), w1 = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (n >= 16) {
    let blocks = min<u32>(n >> 4, 340);
    n -= blocks << 4;
    let v1 = i32x4.splat(0), v2 = i32x4.splat(0), before = i32x4.splat(0);
    s2 += s1 * (blocks << 4);
    for (; blocks > 0; blocks--) {
      const x = v128.load(p);
      before = i32x4.add(before, v1);
      const lo = i16x8.extend_low_i8x16_u(x), hi = i16x8.extend_high_i8x16_u(x);
      v1 = i32x4.add(v1, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(x)));
      v2 = i32x4.add(v2, i32x4.add(i32x4.dot_i16x8_s(lo, w0), i32x4.dot_i16x8_s(hi, w1)));
      p += 16;
    }
    v2 = i32x4.add(v2, i32x4.shl(before, 4));
    s1 += sum4(v1);
    s2 += sum4(v2);
    s1 %= 65521;
    s2 %= 65521;
  }
  while (n > 0) {
    s1 += load<u8>(p);
    s2 += s1;
    p++;
    n--;
  }
  return ((s2 % 65521) << 16) | (s1 % 65521);
}

// @ts-ignore: decorator
@inline
function sum4(v: v128): u32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}
