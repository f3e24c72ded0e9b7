import type { Activity } from "./machine.ts";
import { milestoneOf } from "./milestones.ts";

export interface InstallProgress {
  /** A step that the installer tells of, in plain words: a hint. */
  readonly message?: string | undefined;
  /** So many bytes has it written to the disk by now. */
  readonly writtenBytes?: number | undefined;
  /** A line from its serial port. */
  readonly consoleLine?: string | undefined;
}

/** Makes progress of what is seen on a machine: its counters, its serial port, and its screen while that shows text. */
export class ProgressReader {
  writtenBytes = 0;
  readonly #tell: (progress: InstallProgress) => void;
  #screen: readonly string[] = [];
  /** Serial port and screen tell of the same steps, one of them later. */
  readonly #told = new Set<string>();

  constructor(tell: (progress: InstallProgress) => void = () => undefined) {
    this.#tell = tell;
  }

  readLine(line: string): void {
    this.#tell({ consoleLine: line });
    this.#readMilestone(line);
  }

  readLook({ writtenBytes }: Activity, screen: readonly string[]): void {
    if (writtenBytes > this.writtenBytes) this.#tell({ writtenBytes });
    this.writtenBytes = writtenBytes;
    for (const line of screen) if (!this.#screen.includes(line)) this.#readMilestone(line);
    this.#screen = screen;
  }

  #readMilestone(line: string): void {
    const message = milestoneOf(line);
    if (message === undefined || this.#told.has(message)) return;
    this.#told.add(message);
    this.#tell({ message });
  }
}
