import type { Emit } from "../core/events.ts";

/** What of the process the CLI touches; tests pass their own. */
export interface ProcessLike {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  cwd(): string;
  on(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(event: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): never;
}

/** What a command's function gets beside its own arguments. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly json: boolean;
  /** Where progress goes: the live tree, plain lines, or JSON lines. Awaited and closed by `run`. */
  readonly emit: Emit;
  /** A result, to stdout: the text for people, or with `--json` the value as one JSON line. */
  result(value: unknown, text: string): void;
  /** Prose for people, to stderr; silent with `--json`. */
  say(text: string): void;
  /** Asks a person a yes-or-no question; undefined where nobody can answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  readonly style: Style;
}

/** Text in colour where the stream shows it, plain elsewhere. */
export type Style = (format: StyleFormat, text: string) => string;
export type StyleFormat = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Options as commander hands them over. */
export interface LabOptions {
  readonly target?: "sandbox" | "vsphere";
  readonly instance?: string;
  readonly transport?: "native" | "node-vsphere-soap";
  readonly lab?: string;
  readonly folder?: string;
  readonly tokenInTemplate?: boolean;
  readonly secretsInTemplate?: boolean;
}
