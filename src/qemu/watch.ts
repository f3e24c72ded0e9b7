import { setInterval } from "node:timers/promises";
import { type Abortable, orAborted, withDeadline } from "../core/abort.ts";
import { hasCode } from "../core/errors.ts";
import type { Activity, Machine, Stop } from "./machine.ts";
import { endOfPanic, nothingToBoot } from "./milestones.ts";

/** Why watching ended: the machine stopped, or it is no use to wait any longer. */
export type Outcome =
  | Stop
  | { readonly kind: "late"; readonly timeoutMs: number }
  | { readonly kind: "idle"; readonly idleTimeoutMs: number }
  | { readonly kind: "nothing-to-boot" }
  /** QEMU itself stands still, as it does when the storage below its files hangs. */
  | { readonly kind: "hung" };

export interface WatchOptions extends Abortable {
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
  /** Told once a second. */
  readonly onLook?: ((activity: Activity, screen: readonly string[]) => void) | undefined;
}

/** How often the machine is looked at. A look takes two or three milliseconds of QEMU's time. */
const lookMs = 1_000;
/** QEMU closes its control socket when it is about to end. */
const endTimeoutMs = 10_000;
/** Both questions of a look take milliseconds. */
const answerTimeoutMs = 60_000;
const looking = "waiting for QEMU to answer";
/** Reading less than this is what an idle system does now and then. */
const busyReadBytes = 1 << 20;

/**
 * Waits until the machine stops or gives reason to give it up. Events of QEMU are heeded at once; counters, console and
 * screen are looked at every second.
 */
export async function watch(machine: Machine, options: WatchOptions): Promise<Outcome> {
  const done = new AbortController();
  const signal = AbortSignal.any([options.signal, done.signal]);
  const looking = orHowItEnded(look(machine, { ...options, signal }), machine, { signal });
  try {
    return await orAborted(Promise.race([machine.stopped, looking]), options);
  } finally {
    done.abort();
    // its own end, or the abort that it was just given; a failed look at a machine that has stopped tells nothing new
    await looking.catch(() => undefined);
  }
}

async function look(machine: Machine, options: WatchOptions): Promise<Outcome> {
  const { timeoutMs, idleTimeoutMs, signal, onLook } = options;
  const start = performance.now();
  let active = start;
  let last = { writtenBytes: 0, readBytes: 0, consoleBytes: 0 };
  for await (const _ of setInterval(Math.min(lookMs, timeoutMs / 4, idleTimeoutMs / 4), undefined, { signal })) {
    const seen = await withDeadline(Math.min(answerTimeoutMs, idleTimeoutMs), looking, { signal }, async (bounded) => ({
      activity: await machine.activity(bounded),
      screen: await machine.screenText(bounded),
    })).catch(onlyLate);
    if (seen === "late") return { kind: "hung" };
    const { activity, screen } = seen;
    const { receivedBytes: consoleBytes } = machine.console;
    onLook?.(activity, screen);
    const lines = [...machine.console.last(50), ...screen];
    if (lines.some((line) => endOfPanic.test(line))) return { kind: "panic" };
    if (activity.writtenBytes === 0 && lines.some((line) => nothingToBoot.test(line)))
      return { kind: "nothing-to-boot" };
    const now = performance.now();
    const isActive =
      activity.writtenBytes > last.writtenBytes ||
      consoleBytes > last.consoleBytes ||
      activity.readBytes >= last.readBytes + busyReadBytes;
    if (isActive) [active, last] = [now, { ...activity, consoleBytes }];
    if (now - start >= timeoutMs) return { kind: "late", timeoutMs };
    if (now - active >= idleTimeoutMs) return { kind: "idle", idleTimeoutMs };
  }
  throw new Error("an interval ends by its signal only");
}

function onlyLate(error: unknown): "late" {
  if (hasCode(error, "TIMED_OUT")) return "late";
  throw error;
}

/** A look fails when QEMU ends in the middle of it: how QEMU ended says more. */
async function orHowItEnded(looking: Promise<Outcome>, machine: Machine, options: Abortable): Promise<Outcome> {
  try {
    return await looking;
  } catch (error) {
    if (options.signal.aborted || !hasCode(error, "QEMU_FAILED")) throw error;
    return withDeadline(endTimeoutMs, "waiting for QEMU to end", options, (bounded) =>
      orAborted(machine.stopped, bounded),
    );
  }
}
