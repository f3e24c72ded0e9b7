/**
 * An API version as a number that compares: up to four parts of at most three digits, `8.0.3.0` or `6.7`.
 * Throws a RangeError for anything else.
 */
export function versionNumber(version: string): number {
  if (!/^\d{1,3}(\.\d{1,3}){0,3}$/.test(version)) throw new RangeError(`Not an API version: "${version}"`);
  return [0, 1, 2, 3].reduce((sum, at) => sum * 1000 + Number(version.split(".")[at] ?? 0), 0);
}
