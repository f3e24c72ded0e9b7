import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Durations in milliseconds of earlier steps that really did something, newest last, by timing key. */
export type Timings = ReadonlyMap<string, readonly number[]>;

const kept = 9;

/** The middle one of the last few, so that one bad day does not spoil the estimate. */
export function medianOf(timings: Timings, key: string): number | undefined {
  const sorted = [...(timings.get(key) ?? [])].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Adds the durations of one run. Steps that found nothing to do would make the estimate too low: leave them out. */
export function withRun(
  timings: Timings,
  steps: readonly { readonly timingKey: string; readonly durationMs: number }[],
): Timings {
  const next = new Map(timings);
  for (const { timingKey, durationMs } of steps) {
    next.set(timingKey, [...(next.get(timingKey) ?? []), Math.round(durationMs)].slice(-kept));
  }
  return next;
}

/** Earlier durations, or none: the file may be missing, half-written or from another version. */
export async function readTimings(file: string): Promise<Timings> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return new Map();
    throw error;
  }
  return parseTimings(text);
}

export function parseTimings(text: string): Timings {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return new Map();
    throw error;
  }
  if (typeof data !== "object" || data === null) return new Map();
  const isDuration = (value: unknown): value is number => typeof value === "number" && value >= 0;
  return new Map(
    Object.entries(data).flatMap(([key, value]) => (Array.isArray(value) ? [[key, value.filter(isDuration)]] : [])),
  );
}

/** Written beside and moved into place, so that a killed run leaves the old file or the new one. */
export async function writeTimings(file: string, timings: Timings): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(Object.fromEntries(timings), undefined, 1)}\n`);
  await rename(draft, file);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
