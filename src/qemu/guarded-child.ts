import type { Duplex, Readable, Writable } from "node:stream";
import { execa } from "execa";

export interface GuardedChildOptions {
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ChildEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** So much of standard error is kept, in characters. */
const keptErrorChars = 4_000;
/** What SIGKILL has not ended in this time is stuck in the kernel. */
const killTimeoutMs = 3_000;

/**
 * Keeps the program from outliving whoever started it. A process that was killed cannot clean up, but the system closes
 * its end of descriptor 3: the reader then gets the end of the file, and kills what the shell has become by `exec`.
 * A line read instead tells that the program has ended, and that its process id may belong to somebody else by now.
 */
const guard = `(read -r _ <&3 || kill -KILL $$) </dev/null >/dev/null 2>&1 4<&- & exec "$@" 3<&-`;

/**
 * A program as a child process that does not outlive us, not even when we are killed, and that a terminal's Ctrl-C does
 * not reach. Standard input and output are the caller's; descriptor 4 is a socket for a second conversation.
 * Without a POSIX shell, on Windows, the program runs unguarded.
 */
export class GuardedChild {
  readonly input: Writable;
  readonly output: Readable;
  /** The program's descriptor 4. */
  readonly socket: Duplex;
  /** Resolves when the program has ended or could not be started; never rejects. */
  readonly ended: Promise<ChildEnd>;
  readonly #kill: (signal: NodeJS.Signals) => void;
  readonly #letGo: () => void;
  #errorText = "";

  constructor(file: string, args: readonly string[], { env = {} }: GuardedChildOptions = {}) {
    const guarded = process.platform !== "win32";
    const child = execa(
      guarded ? "/bin/sh" : file,
      guarded ? ["-c", guard, "edgelab-guard", file, ...args] : [...args],
      {
        stdio: ["pipe", "pipe", "pipe", "pipe", "pipe"],
        buffer: false,
        reject: false,
        detached: guarded, // a process group of its own
        cleanup: !guarded,
        env,
      },
    );
    const lifeline = child.stdio[3] as unknown as Duplex;
    this.input = child.stdin;
    this.output = child.stdout;
    this.socket = child.stdio[4] as unknown as Duplex;
    // a pipe that breaks means that the program has ended: `ended` tells
    for (const stream of [lifeline, this.input, this.output, this.socket]) stream.on("error", () => undefined);
    child.stderr.on("data", (chunk: Buffer) => {
      this.#errorText = (this.#errorText + chunk.toString()).slice(-keptErrorChars);
    });
    this.ended = new Promise((resolve) => {
      child.once("exit", (exitCode, signal) => {
        lifeline.end("\n");
        resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
      });
      child.once("error", (error) => {
        this.#errorText += error.message;
        resolve({ exitCode: undefined, signal: undefined });
      });
    });
    child.catch(() => undefined);
    this.#kill = (signal) => child.kill(signal);
    this.#letGo = () => {
      for (const stream of [lifeline, this.input, this.output, this.socket, child.stderr]) stream.destroy();
      child.unref();
    };
  }

  /** The end of what the program wrote to standard error. */
  get errorText(): string {
    return this.#errorText.trim();
  }

  /** Ends the program at once. False when it is stuck in the kernel: it is then let go, and ends when it comes out. */
  async kill(): Promise<boolean> {
    this.#kill("SIGKILL");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), killTimeoutMs);
    });
    const isGone = await Promise.race([this.ended.then(() => true as const), late]);
    clearTimeout(timer);
    this.#letGo();
    return isGone;
  }
}
