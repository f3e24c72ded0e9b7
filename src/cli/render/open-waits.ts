import type { LabEvent, PhaseId } from "../../core/events.ts";
import { duration } from "./format.ts";

type Waiting = Extract<LabEvent, { type: "waiting" }>;

/** The waits that go on. A wait is told once, when it changes; here it is kept, and its time goes on. */
export class OpenWaits {
  readonly #waits = new Map<string, { readonly event: Waiting; readonly toldAt: number }>();
  readonly #running = new Map<PhaseId, Set<string>>();

  see(event: LabEvent): void {
    if (event.type === "waiting") this.#waits.set(keyOf(event), { event, toldAt: Date.now() });
    if (event.type === "step:start") {
      this.#running.set(event.phase, (this.#running.get(event.phase) ?? new Set()).add(event.step));
    }
    if (event.type === "step:end") this.#end(event);
  }

  /** Those of a phase or of all, with what to call them and their time in milliseconds. */
  list(phase?: PhaseId): readonly { readonly event: Waiting; readonly key: string; readonly elapsedMs: number }[] {
    const now = Date.now();
    return [...this.#waits]
      .filter(([, { event }]) => phase === undefined || event.phase === phase)
      .map(([key, { event, toldAt }]) => ({ event, key, elapsedMs: event.elapsedMs + now - toldAt }));
  }

  /** A step ends the waits for what its title names; the last one of a phase ends all of that phase. */
  #end({ phase, step, title }: Extract<LabEvent, { type: "step:end" }>): void {
    const running = this.#running.get(phase);
    running?.delete(step);
    for (const { event, key } of this.list(phase)) {
      if (!running?.size || names(title, event.subject)) this.#waits.delete(key);
    }
  }
}

/** Whether a title says a subject as a whole word: `demo-1` is not in `demo-10 is ready`. */
export function names(title: string, subject: string): boolean {
  return ` ${title.replace(/[,:()]/g, " ")} `.includes(` ${subject} `);
}

/** `demo-1 waits for an address; last seen: poweredOn (12 s)` */
export function waitText({ subject, waitingFor, lastSeen }: Waiting, elapsedMs: number): string {
  return `${subject} waits for ${waitingFor}; last seen: ${lastSeen} (${duration(elapsedMs)})`;
}

function keyOf({ phase, subject }: Waiting): string {
  return `${phase} ${subject}`;
}
