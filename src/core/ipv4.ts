/** IPv4 addresses as unsigned 32-bit numbers. */

/** Strict dotted quad: no leading zeros, no short forms. Undefined for anything else. */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

export interface Ipv4Network {
  /** The network's own address. */
  readonly first: number;
  /** The broadcast address. */
  readonly last: number;
  readonly prefix: number;
}

/** `10.0.20.0/24`; host bits are ignored. */
export function parseCidr(text: string): Ipv4Network | undefined {
  const [address = "", length = "", ...rest] = text.split("/");
  const at = parseIpv4(address);
  if (at === undefined || rest.length > 0 || !/^\d{1,2}$/.test(length) || Number(length) > 32) return undefined;
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(at / size) * size;
  return { first, last: first + size - 1, prefix: Number(length) };
}

export function contains(network: Ipv4Network, address: number): boolean {
  return address >= network.first && address <= network.last;
}

export function overlaps(a: Ipv4Network, b: Ipv4Network): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** An address, or the ends of `10.0.20.100-10.0.20.119` (also `10.0.20.100-119`), in the order written. */
export function parseIpv4Range(text: string): { readonly from: number; readonly to: number } | undefined {
  const [start = "", end, ...rest] = text.split("-").map((part) => part.trim());
  const from = parseIpv4(start);
  if (from === undefined || rest.length > 0) return undefined;
  if (end === undefined) return { from, to: from };
  const to = parseIpv4(/^\d+$/.test(end) ? start.replace(/\d+$/, end) : end);
  return to === undefined ? undefined : { from, to };
}
