import { isIPv4 } from "node:net";

/** An IPv4 network. */
export interface Cidr {
  readonly base: number;
  readonly prefix: number;
}

/** Undefined for anything but `10.0.0.0/16`. Host bits are cut off. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", length = "", ...more] = text.split("/");
  if (!isIPv4(address) || !/^\d{1,2}$/.test(length) || Number(length) > 32 || more.length > 0) return undefined;
  const prefix = Number(length);
  return { base: toNumber(address) - (toNumber(address) % 2 ** (32 - prefix)), prefix };
}

export const sizeOf = ({ prefix }: Cidr) => 2 ** (32 - prefix);

/** The address `index` steps above the network's own. */
export const addressAt = ({ base }: Cidr, index: number) => toText(base + index);

export function contains(network: Cidr, address: string): boolean {
  if (!isIPv4(address)) return false;
  const offset = toNumber(address) - network.base;
  return offset >= 0 && offset < sizeOf(network);
}

export function overlap(a: Cidr, b: Cidr): boolean {
  return a.base < b.base + sizeOf(b) && b.base < a.base + sizeOf(a);
}

const toNumber = (address: string) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const toText = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
