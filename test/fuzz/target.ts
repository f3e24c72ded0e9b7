import type { ErrorCode } from "../../src/core/errors.ts";
import type { WatchedSource } from "./misuse.ts";
import type { Random } from "./random.ts";

export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A reader, and how to reach it. */
export interface Target {
  readonly name: string;
  readonly form: "binary" | "text";
  /** What its structures are counted in. */
  readonly blockBytes: number;
  /** Codes with which it may refuse an input. Anything else that is thrown is a bug. */
  readonly codes: readonly ErrorCode[];
  /** Marks and names that are worth putting somewhere. */
  readonly words: readonly (string | Uint8Array)[];
  /** Sound inputs, by the project's own writers and by other people's where they are. */
  seeds(folder: string): Promise<Seed[]>;
  /** A change that knows the format, made in some of the inputs beside those that do not. */
  change?(bytes: Buffer, random: Random): Buffer;
  /** Puts digests right, so that what is behind them is reached. */
  repair?(bytes: Buffer): void;
  /** Reads all that the reader offers. `folder` is for readers that need a file. */
  run(source: WatchedSource, bytes: Buffer, folder: string): Promise<void>;
}
