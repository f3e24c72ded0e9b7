import type { Accelerator } from "./accelerator.ts";

export interface TimeLimits {
  /** From power-on to power-off. @default 45 minutes with KVM or HVF, 6 hours with the emulation */
  readonly timeoutMs?: number | undefined;
  /** Without a byte written to the disk, a line on the console or a mebibyte read. @default 8 minutes; 30 with the emulation */
  readonly idleTimeoutMs?: number | undefined;
}

const minuteMs = 60_000;

/**
 * Installations of 5 to 15 minutes are reported for KVM, and 20 is what the tutorial's builder waits. An installer is silent
 * for up to 5 minutes when it waits for user-data. The emulation is 10 to 20 times slower at what processors do, and not
 * slower at waiting.
 */
const defaults = {
  hardware: { timeoutMs: 45 * minuteMs, idleTimeoutMs: 8 * minuteMs },
  emulation: { timeoutMs: 360 * minuteMs, idleTimeoutMs: 30 * minuteMs },
} as const;

export function timeLimits(
  accelerator: Accelerator["name"],
  { timeoutMs, idleTimeoutMs }: TimeLimits,
): { readonly timeoutMs: number; readonly idleTimeoutMs: number } {
  const usual = defaults[accelerator === "tcg" ? "emulation" : "hardware"];
  return { timeoutMs: timeoutMs ?? usual.timeoutMs, idleTimeoutMs: idleTimeoutMs ?? usual.idleTimeoutMs };
}
