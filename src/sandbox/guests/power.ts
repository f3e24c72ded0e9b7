import type { Machine } from "../machine.ts";

/** Idles until the machine's power goes. */
export async function powerLost({ power }: Pick<Machine, "power">): Promise<void> {
  if (power.aborted) return;
  await new Promise<void>((resolve) => power.addEventListener("abort", () => resolve(), { once: true }));
}
