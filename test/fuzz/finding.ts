export type FindingKind = "error" | "hang" | "outside" | "growth" | "path" | "crash";

/** A bug: an input, and what it made a reader do. */
export interface Finding {
  readonly kind: FindingKind;
  /** A stack, or a sentence. */
  readonly detail: string;
  readonly input: Uint8Array;
}

export interface Tally {
  readonly runs: number;
  /** Inputs that reached something new. */
  readonly corpus: number;
  readonly features: number;
  readonly seeds: readonly string[];
}

export type WorkerMessage =
  | { readonly type: "finding"; readonly kind: FindingKind; readonly detail: string; readonly tally: Tally }
  | { readonly type: "done"; readonly tally: Tally };

export interface WorkerTask {
  readonly target: string;
  readonly seed: number;
  readonly seconds: number;
  /** Run only this input. */
  readonly replay: Uint8Array | undefined;
  /** For files of readers that need one; removed by whoever made it. */
  readonly folder: string;
  /** {@link InputSlot} */
  readonly slot: SharedArrayBuffer;
}

const headBytes = 8;
const mostBytes = 16 << 20;

/** Where the input that is being read lies, seen from outside when the reader does not come back. */
export class InputSlot {
  readonly buffer: SharedArrayBuffer;
  readonly #head: Int32Array;

  constructor(buffer = new SharedArrayBuffer(headBytes + mostBytes)) {
    this.buffer = buffer;
    this.#head = new Int32Array(buffer, 0, 2);
  }

  /** Goes up by one with each input; 0 before the first. */
  get number(): number {
    return Atomics.load(this.#head, 0);
  }

  put(input: Uint8Array): void {
    new Uint8Array(this.buffer, headBytes).set(input.subarray(0, mostBytes));
    Atomics.store(this.#head, 1, Math.min(input.length, mostBytes));
    Atomics.add(this.#head, 0, 1);
  }

  take(): Uint8Array {
    return Uint8Array.from(new Uint8Array(this.buffer, headBytes, Atomics.load(this.#head, 1)));
  }
}
