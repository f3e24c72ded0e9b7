import type { Clock } from "../core/clock.ts";
import type { GuestProgram, Machine } from "./machine.ts";

/** Runs the guests of all powered-on machines, and knows when the last one has ended. */
export class GuestRunner {
  readonly #program: GuestProgram;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  readonly #running = new Set<Promise<void>>();
  #isClosing = false;

  constructor(program: GuestProgram, clock: Clock, log: (line: string) => void) {
    this.#program = program;
    this.#clock = clock;
    this.#log = log;
  }

  start(machine: Machine): void {
    const run = this.#run(machine).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Resolves when every guest has ended; failures from here on are the shutdown's own. */
  async settled(): Promise<void> {
    this.#isClosing = true;
    await Promise.all(this.#running);
  }

  async #run(machine: Machine): Promise<void> {
    try {
      await this.#program(machine, this.#clock);
    } catch (error) {
      if (this.#isClosing) return;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      machine.console("Kernel panic - not syncing: the simulated guest failed, see the sandbox's log");
      this.#log(`the guest of ${machine.name} failed: ${text}`);
    }
  }
}
