import { EdgelabError } from "../core/errors.ts";
import type { Seen } from "./machine.ts";

/** A run of a machine as its error tells of it. */
export interface MachineRun {
  readonly firmware: "bios" | "efi";
  readonly accelerator: string;
  readonly durationMs: number;
  readonly seen: Seen;
}

/** Enough to see what went on, and still one message. */
const shownLines = 12;

/** What was seen, in lines for the error's *why*. */
export function inWords({ durationMs, accelerator, seen }: MachineRun, done: string): string {
  return [
    `After ${spanOf(durationMs)} with ${accelerator}, ${done}.`,
    ...(seen.console.length === 0
      ? ["Its console was silent."]
      : ["The last lines of its console:", ...quoted(seen.console)]),
    ...(seen.screen.length === 0 ? [] : ["Its screen:", ...quoted(seen.screen)]),
    ...(seen.log === undefined ? [] : [`More of its console: ${seen.log}`]),
    ...(seen.picture === undefined ? [] : [`A picture of its screen: ${seen.picture}`]),
  ].join("\n");
}

/** The error of a run that was broken off from outside, with what was seen until then. */
export function interrupted(reason: unknown, words: string): unknown {
  if (!(reason instanceof EdgelabError)) return reason;
  const { what, next, why } = reason.details;
  return new EdgelabError(reason.code, {
    what,
    why: why === undefined ? words : `${why} ${words}`,
    next,
    cause: reason,
  });
}

/** `3 min 20 s`, `8 min`, `1.5 s` */
export function spanOf(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? "" : ` ${whole % 60} s`}`;
}

function quoted(lines: readonly string[]): string[] {
  return lines.slice(-shownLines).map((line) => `  | ${line}`);
}
