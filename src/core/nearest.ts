/**
 * The candidate that `wanted` most likely is a misspelling of, or undefined when none is close.
 * Case and separators do not count against a match, and a beginning stands for the whole; otherwise about a third of the letters may differ.
 */
export function nearest(wanted: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = likeness(wanted, candidate);
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { candidate, distance };
  }
  return best?.candidate;
}

function likeness(wanted: string, candidate: string): number {
  const [a, b] = [fold(wanted), fold(candidate)];
  if (a === b) return 0;
  return a.length >= 3 && b.startsWith(a) ? 0.5 : editDistance(wanted.toLowerCase(), candidate.toLowerCase());
}

const fold = (text: string) => text.toLowerCase().replaceAll(/[-_ .]/g, "");

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
