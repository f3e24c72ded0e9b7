import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import type { LabEvent } from "../../src/core/events.ts";
import { built } from "./built.ts";

const root = resolve(import.meta.dirname, "../..");
let main: string | undefined;
/** Nothing that a test starts lives longer, in milliseconds. */
const longestRunMs = 120_000;

/** What a command ended with, as its user or a script sees it. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of `--json` that tell of progress. */
  readonly events: readonly LabEvent[];
  /** The last line of `--json` on standard output. */
  readonly result: Readonly<Record<string, unknown>> | undefined;
  /** The line of `--json` on standard error. */
  readonly error: CliError | undefined;
}

export interface CliError {
  readonly type: "error";
  readonly code: string;
  readonly exitCode: number;
  readonly what: string;
  readonly why?: string;
  readonly next?: string;
}

export interface Running {
  /** Resolves at the first event that fits. @throws when the command ends before there is one */
  until(fits: (event: LabEvent) => boolean): Promise<LabEvent>;
  kill(signal: NodeJS.Signals): void;
  /** Standard error, so far. */
  printed(): string;
  readonly ended: Promise<Ended>;
}

export type Environment = Readonly<Record<string, string>>;

/** A user with a home, a copy of the shipped labs in it, and a sandbox of their own that goes with them. */
export interface CliHome extends AsyncDisposable {
  /** Where commands run. */
  readonly folder: string;
  edgelab(args: readonly string[], env?: Environment): Promise<Ended>;
  start(args: readonly string[], env?: Environment): Running;
}

/** @param env what every command of this user gets beside PATH and HOME */
export async function openHome(env: Environment = {}): Promise<CliHome> {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-home-"));
  // Without what earlier runs of a developer left beside the labs.
  const filter = (path: string) => !path.includes("/.edgelab") && !path.endsWith("/build");
  await Promise.all(
    ["labs", "ovf"].map((name) => cp(join(root, name), join(folder, name), { recursive: true, filter })),
  );
  const own = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    EDGELAB_SANDBOX_DIR: join(folder, "sandbox"),
    ...env,
  };
  const start = (args: readonly string[], more: Environment = {}) => startCli(args, folder, { ...own, ...more });
  return {
    folder,
    start,
    edgelab: (args, more) => start(args, more).ended,
    [Symbol.asyncDispose]: async () => {
      try {
        const { exitCode, stderr } = await start(["sandbox", "stop", "--purge"]).ended;
        if (exitCode !== 0) throw new Error(`the sandbox in ${folder} cannot be stopped: ${stderr}`);
      } finally {
        await rm(folder, { recursive: true, force: true }); // a sandbox whose folder is gone ends by itself
      }
    },
  };
}

function startCli(args: readonly string[], cwd: string, env: Environment): Running {
  main ??= built("cli/main.js");
  const child = execa(process.execPath, [main, ...args], {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: longestRunMs,
    killSignal: "SIGKILL",
    stripFinalNewline: false,
  });
  const events: LabEvent[] = [];
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
  const waiting = new Set<(event: LabEvent) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event = parsed(line);
    if (event === undefined || event["type"] === "result") return;
    events.push(event as unknown as LabEvent);
    for (const tell of waiting) tell(event as unknown as LabEvent);
  });
  const ended = child.then(({ exitCode, stdout, stderr, timedOut }): Ended => {
    if (timedOut) throw new Error(`edgelab ${args.join(" ")} did not end: ${stdout}${stderr}`);
    const last = parsed(stdout.trimEnd().split("\n").at(-1) ?? "");
    const error = parsed(stderr.trimEnd().split("\n").at(-1) ?? "");
    return {
      exitCode,
      stdout,
      stderr,
      events,
      result: last?.["type"] === "result" ? last : undefined,
      error: error?.["type"] === "error" ? (error as unknown as CliError) : undefined,
    };
  });
  return {
    ended,
    printed: () => printed,
    kill: (signal) => void child.kill(signal),
    until: (fits) => {
      const past = events.find(fits);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        waiting.add((event) => fits(event) && resolve(event));
        void ended.then(({ stdout, stderr }) => reject(new Error(`it ended before: ${stdout}${stderr}`)), reject);
      });
    },
  };
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // a line that a kill cut in two
    throw error;
  }
}

/** The text of a result's field that holds a list of objects: `pick(result, "hosts", "state")`. */
export function pick(ended: Ended, list: string, field: string): readonly unknown[] {
  const rows = ended.result?.[list];
  if (!Array.isArray(rows)) throw new TypeError(`no ${list} in ${ended.stdout}${ended.stderr}`);
  return rows.map((row) => (row as Readonly<Record<string, unknown>>)[field]);
}

/** Steps that did something. */
export function changedSteps({ events }: Ended): readonly string[] {
  return events.flatMap((event) => (event.type === "step:end" && event.outcome === "changed" ? [event.step] : []));
}
