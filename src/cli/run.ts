import { Writable } from "node:stream";
import { styleText } from "node:util";
import { EdgelabError, errorCodes, isAbort } from "../core/errors.ts";
import type { LabEvent } from "../core/events.ts";
import type { CommandContext, ProcessLike, Style } from "./io.ts";
import { createProgram } from "./program.ts";
import { renderError } from "./render/error.ts";
import type { Renderer } from "./render/renderer.ts";

/** Runs one command line and resolves with its exit code. */
export async function run(argv: readonly string[], process: ProcessLike): Promise<number> {
  const json = argv.includes("--json");
  const { stdout, stderr } = process;
  const style = styleFor(stderr, process.env);
  const interrupt = new AbortController();
  let interrupted: NodeJS.Signals | undefined;
  let renderer: Renderer | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (interrupted) process.exit(exitCodeOf(interrupted));
    interrupted = signal;
    const message = "Stopping cleanly; press Ctrl-C again to stop at once.";
    // not past the renderer: it would lose its place on the terminal
    if (renderer && !json) renderer.event({ type: "note", message });
    else if (!json) stderr.write(`\n${message}\n`);
    interrupt.abort(
      new EdgelabError("INTERRUPTED", {
        what: "Interrupted.",
        next: afterInterrupt(argv),
      }),
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);

  const opening = () => import("./render/renderer.ts").then(({ openRenderer }) => openRenderer(process, json, style));
  const pending: LabEvent[] = [];
  let opened: Promise<void> | undefined;
  const results: string[] = [];
  /** Results come last, after all events: those may still wait for the renderer to be loaded. */
  const finish = async (): Promise<void> => {
    await opened;
    renderer?.close();
    for (const text of results.splice(0)) stdout.write(text);
  };
  const context: CommandContext = {
    env: process.env,
    cwd: process.cwd(),
    signal: interrupt.signal,
    json,
    emit: (event) => {
      if (renderer) renderer.event(event);
      else {
        pending.push(event);
        opened ??= opening().then((open) => {
          renderer = open;
          for (const early of pending.splice(0)) open.event(early);
        });
      }
    },
    result: (value, text) => {
      results.push(json ? `${JSON.stringify({ type: "result", ...(value as object) })}\n` : text && `${text}\n`);
    },
    say: (text) => {
      if (!json) stderr.write(`${text}\n`);
    },
    confirm: json ? undefined : asker(process, interrupt.signal),
    style,
  };

  try {
    const prose = json ? silent : stderr;
    await createProgram(context, { stdout, stderr: prose }).parseAsync(argv, { from: "user" });
    await finish();
    return 0;
  } catch (thrown) {
    await finish();
    const exit = commanderExit(thrown);
    if (exit !== undefined) {
      if (json && exit !== 0) stderr.write(renderError(usageError(thrown), { json, style, debug: false }));
      return exit;
    }
    const error = interrupted && !(thrown instanceof EdgelabError) ? (interrupt.signal.reason as EdgelabError) : thrown;
    stderr.write(renderError(error, { json, style, debug: Boolean(process.env["EDGELAB_DEBUG"]) }));
    if (interrupted) return exitCodeOf(interrupted);
    return error instanceof EdgelabError ? error.exitCode : 1;
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}

/** What a command that was stopped has left, and who takes it away. */
function afterInterrupt([noun]: readonly string[]): string {
  if (labVerbs.has(noun ?? "")) {
    return "What was done stays; the same command goes on from there, and `edgelab down` removes it.";
  }
  const local =
    "Nothing half-made has a final name. The same command does it again, or goes on where something is left.";
  return noun === "template" ? `${local} \`edgelab template prune\` removes what is left on a vCenter.` : local;
}

/** Commands that make or change a lab, which stays as it is when they are stopped. */
const labVerbs: ReadonlySet<string> = new Set(["up", "plan", "status", "hosts", "list", "down"]);

/** Nobody is asked unless both ends of the conversation are a terminal. */
function asker({ stdin, stderr }: ProcessLike, signal: AbortSignal): CommandContext["confirm"] {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    const { createInterface } = await import("node:readline/promises");
    const lines = createInterface({ input: stdin, output: stderr });
    try {
      return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal })).trim());
    } catch (error) {
      // while it asks, the terminal's Ctrl-C comes to the question and not as a signal
      if (signal.aborted || !isAbort(error)) throw error;
      throw new EdgelabError("INTERRUPTED", { what: "Interrupted.", why: "The question was not answered." });
    } finally {
      lines.close();
    }
  };
}

function exitCodeOf(signal: NodeJS.Signals): number {
  return signal === "SIGTERM" ? 143 : 130;
}

/** Commander ends help and mistakes of usage with an exception; the text has been written by then. */
function commanderExit(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  if (!error.code.startsWith("commander.")) return undefined;
  return "exitCode" in error && error.exitCode === 0 ? 0 : errorCodes.USAGE;
}

/** What commander says in prose, as an error that machines read. */
function usageError(thrown: unknown): EdgelabError {
  const what = (thrown instanceof Error ? thrown.message : String(thrown)).replace(/^error: /, "");
  return new EdgelabError("USAGE", { what, next: "edgelab COMMAND --help explains." });
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

function styleFor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Style {
  const forced = env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0";
  const coloured = forced || (stream.isTTY && !env["NO_COLOR"] && env["TERM"] !== "dumb");
  return coloured ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text;
}
