import { invalid, shown } from "./invalid.ts";

/** What vSphere can make at most is 62 TB; a byte more is an attack or a mistake. */
export const maxCapacityBytes = 64n << 40n;
const maxFileBytes = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * A count or size as a descriptor writes it: decimal digits, nothing else.
 *
 * @throws {EdgelabError} OVF_INVALID when it is negative, no number, or above `max`
 */
export function parseNumber(text: string, what: string, max: bigint = maxFileBytes): number {
  const digits = text.trim();
  if (!/^\d{1,20}$/.test(digits)) throw invalid(`${what} is ${shown(text)}, expected a number`);
  return bounded(BigInt(digits), what, max);
}

/** A quantity in units of DSP0004, in bytes. @throws {EdgelabError} OVF_INVALID */
export function parseBytes(text: string, units: string | undefined, what: string, max = maxCapacityBytes): number {
  const factor = unitFactor(units ?? "byte");
  if (factor === undefined) throw invalid(`${what} is in the unknown unit ${shown(units ?? "")}`);
  const digits = text.trim();
  if (!/^\d{1,20}$/.test(digits)) throw invalid(`${what} is ${shown(text)}, expected a number`);
  return bounded(BigInt(digits) * factor, what, max);
}

function bounded(value: bigint, what: string, max: bigint): number {
  if (value > max) throw invalid(`${what} is ${value}, more than ${max}`);
  return Number(value);
}

const powersOf2 = new Set([10, 20, 30, 40, 50]);
const powersOf10 = new Set([3, 6, 9, 12, 15]);
const words: Readonly<Record<string, bigint>> = {
  byte: 1n,
  bytes: 1n,
  kilobytes: 1n << 10n,
  kb: 1n << 10n,
  megabytes: 1n << 20n,
  mb: 1n << 20n,
  gigabytes: 1n << 30n,
  gb: 1n << 30n,
  terabytes: 1n << 40n,
  tb: 1n << 40n,
};

/**
 * The bytes of a unit: `byte * 2^20` as DSP0004 has it, with or without blanks, `byte*1024*1024`, and the words of older
 * versions, which mean powers of two. Nothing else: `byte * 2^99` is undefined.
 */
function unitFactor(units: string): bigint | undefined {
  const unit = units.toLowerCase().replaceAll(/\s+/g, "");
  const power = /^bytes?\*(2|10)\^(\d{1,2})$/.exec(unit);
  if (power) {
    const [base, exponent] = [Number(power[1]), Number(power[2])];
    return (base === 2 ? powersOf2 : powersOf10).has(exponent) ? BigInt(base) ** BigInt(exponent) : undefined;
  }
  const product = /^bytes?((?:\*1024){1,5})$/.exec(unit);
  if (product) return 1024n ** BigInt(product[1]!.length / "*1024".length);
  return Object.hasOwn(words, unit) ? words[unit] : undefined;
}
