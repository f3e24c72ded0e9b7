import type { Readable, Writable } from "node:stream";
import { type Abortable, orAborted, withDeadline } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";

/** https://www.qemu.org/docs/master/interop/qmp-spec.html */
export interface QmpEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Waiter {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** An answer takes milliseconds; QEMU is busy with a slow disk at times. */
const answerTimeoutMs = 60_000;
/** The longest answer of the commands used here is some 10 KiB. */
const longestLineChars = 4 << 20;

/** QEMU's control socket: one command after the other, answers by number, events to whoever listens. */
export class Qmp {
  readonly #input: Writable;
  readonly #onEvent: (event: QmpEvent) => void;
  readonly #greeted: Promise<unknown>;
  readonly #waiters = new Map<number | "greeting", Waiter>();
  #closed: EdgelabError | undefined;
  #nextId = 1;
  #text = "";

  constructor(input: Writable, output: Readable, onEvent: (event: QmpEvent) => void) {
    this.#input = input;
    this.#onEvent = onEvent;
    this.#greeted = this.#answerTo("greeting");
    output.setEncoding("utf8");
    output.on("data", (chunk: string) => this.#receive(chunk));
    output.once("close", () => this.#close("QEMU closed its control socket."));
  }

  /**
   * Waits for QEMU's greeting and leaves negotiation mode.
   *
   * @throws {EdgelabError} QEMU_FAILED when QEMU ends before; TIMED_OUT when it says nothing
   */
  async open(timeoutMs: number, options: Abortable): Promise<void> {
    await withDeadline(timeoutMs, "waiting for QEMU's control socket", options, (bounded) =>
      orAborted(this.#greeted, bounded),
    );
    await this.execute("qmp_capabilities", {}, options);
  }

  /** @throws {EdgelabError} QEMU_FAILED with QEMU's own words, or when the socket is closed before the answer */
  async execute<T = unknown>(
    command: string,
    args: Readonly<Record<string, unknown>>,
    { signal }: Abortable,
    timeoutMs = answerTimeoutMs,
  ): Promise<T> {
    const id = this.#nextId++;
    return withDeadline(timeoutMs, `waiting for QEMU to answer ${command}`, { signal }, async (bounded) => {
      const answer = this.#answerTo(id);
      if (!this.#closed) this.#input.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
      try {
        return (await orAborted(answer, bounded)) as T;
      } finally {
        this.#waiters.delete(id);
      }
    });
  }

  #answerTo(id: number | "greeting"): Promise<unknown> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#closed) reject(this.#closed);
      else this.#waiters.set(id, { resolve, reject });
    });
    answer.catch(() => undefined); // whoever waits is told; nobody has to wait for the greeting
    return answer;
  }

  #receive(chunk: string): void {
    this.#text += chunk;
    const lines = this.#text.split("\n");
    this.#text = lines.pop() ?? "";
    if (this.#text.length > longestLineChars) return this.#close("QEMU sent an endless line on its control socket.");
    for (const line of lines) if (line.trim() !== "") this.#message(line);
  }

  #message(line: string): void {
    let message: Record<string, unknown>;
    try {
      message = JSON.parse(line) as Record<string, unknown>;
    } catch {
      return this.#close("QEMU sent something other than JSON on its control socket.");
    }
    if (typeof message["event"] === "string") {
      return this.#onEvent({ event: message["event"], data: (message["data"] ?? {}) as QmpEvent["data"] });
    }
    const waiter = this.#waiters.get("QMP" in message ? "greeting" : (message["id"] as number));
    if (message["error"] !== undefined) {
      const { desc } = message["error"] as { readonly desc?: string };
      waiter?.reject(new EdgelabError("QEMU_FAILED", { what: `QEMU refused a command: ${desc}` }));
    } else waiter?.resolve(message["return"]);
  }

  #close(what: string): void {
    this.#closed ??= new EdgelabError("QEMU_FAILED", { what });
    for (const waiter of this.#waiters.values()) waiter.reject(this.#closed);
    this.#waiters.clear();
  }
}
