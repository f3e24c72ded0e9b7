import { spawn } from "node:child_process";
import { open, readFile, rm, stat } from "node:fs/promises";
import { extname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { SandboxConnection } from "./index.ts";
import { isRunning, ownIdentity, type ProcessIdentity } from "../core/process-identity.ts";
import { makePrivateDir, readState } from "./state.ts";
import { type DaemonMessage, processFiles } from "./state-files.ts";

export interface SandboxPlace {
  /** Folder of the per-user sandbox; absolute. The caller knows the environment. */
  readonly stateDir: string;
}

export type SandboxStatus =
  | { readonly state: "stopped" }
  | { readonly state: "running"; readonly pid: number; readonly since: string; readonly connection: SandboxConnection };

/** Between two looks at another process, in milliseconds: the system tells of no other's end. */
const lookMs = 50;
const logTailLines = 20;
const largestLog = 4 << 20;

/**
 * The background sandbox of this user: finds it running, or starts it and waits until it answers.
 *
 * @throws {EdgelabError} SANDBOX with the end of its log when it dies at start; TIMED_OUT when it is not ready in time
 */
export async function ensureSandbox({
  stateDir,
  signal,
  speed = 1,
  timeoutMs = 30_000,
}: SandboxPlace & Abortable & { readonly speed?: number; readonly timeoutMs?: number }): Promise<SandboxConnection> {
  const found = await look(stateDir);
  if (found.state === "running") return found.connection;
  await makePrivateDir(stateDir);
  return withDeadline(timeoutMs, "waiting for the sandbox to start", { signal }, async (bounded) => {
    await using _lock = await lockStart(stateDir, bounded);
    for (;;) {
      const status = await look(stateDir);
      if (status.state === "running") return status.connection;
      if (status.state === "stopped") await launch(stateDir, speed, bounded);
      else await delay(lookMs, undefined, bounded);
    }
  });
}

/** A sandbox that has a process but does not answer yet counts as stopped. */
export async function sandboxStatus({ stateDir }: SandboxPlace): Promise<SandboxStatus> {
  const status = await look(stateDir);
  return status.state === "starting" ? { state: "stopped" } : status;
}

async function look(stateDir: string): Promise<SandboxStatus | { readonly state: "starting" }> {
  const files = processFiles(stateDir);
  const owner = (await readState(files.pid)) as ProcessIdentity | undefined;
  if (!owner || !(await isRunning(owner))) return { state: "stopped" };
  const ready = (await readState(files.connection)) as
    | { readonly pid: number; readonly since: string; readonly connection: SandboxConnection }
    | undefined;
  return ready?.pid === owner.pid ? { state: "running", ...ready } : { state: "starting" };
}

/**
 * Stops the background sandbox and waits until its process is gone. With `purge` its state folder goes too.
 *
 * @throws {EdgelabError} SANDBOX when its process outlives even being killed
 */
export async function stopSandbox({
  stateDir,
  signal,
  purge = false,
  timeoutMs = 15_000,
}: SandboxPlace & Abortable & { readonly purge?: boolean; readonly timeoutMs?: number }): Promise<
  "stopped" | "not-running"
> {
  const files = processFiles(stateDir);
  const owner = (await readState(files.pid)) as ProcessIdentity | undefined;
  const wasRunning = owner !== undefined && (await isRunning(owner));
  if (wasRunning) await endProcess(owner, timeoutMs, { signal });
  await Promise.all([files.pid, files.connection].map((file) => rm(file, { force: true })));
  if (purge && (await exists(files.identity))) await rm(stateDir, { recursive: true, force: true });
  return wasRunning ? "stopped" : "not-running";
}

/** Environment for govc, pyvmomi, curl and edgelab itself. Contains secrets. */
export function sandboxEnv({ defaults, ...connection }: SandboxConnection): Record<string, string> {
  const { datacenter, cluster, resourcePool, folder, datastore, network } = defaults;
  return {
    EDGELAB_TARGET: "sandbox",
    GOVC_URL: connection.vcenterUrl,
    GOVC_USERNAME: connection.username,
    GOVC_PASSWORD: connection.password,
    GOVC_TLS_CA_CERTS: connection.caFile,
    GOVC_DATACENTER: datacenter,
    GOVC_RESOURCE_POOL: `/${datacenter}/host/${cluster}/Resources/${resourcePool}`,
    GOVC_FOLDER: `/${datacenter}/vm/${folder}`,
    GOVC_DATASTORE: datastore,
    GOVC_NETWORK: network,
    PALETTE_ENDPOINT: connection.paletteEndpoint,
    PALETTE_API_KEY: connection.apiKey,
    PALETTE_CA_CERTS: connection.caFile,
  };
}

/** Starts the background process and waits for its word that it is ready. */
async function launch(stateDir: string, speed: number, { signal }: Abortable): Promise<void> {
  const files = processFiles(stateDir);
  const entry = fileURLToPath(new URL(`./daemon${extname(import.meta.url)}`, import.meta.url));
  const isLong = ((await exists(files.log))?.size ?? 0) > largestLog;
  await using log = await open(files.log, isLong ? "w" : "a", 0o600);
  const child = spawn(process.execPath, [entry, stateDir, String(speed)], {
    cwd: stateDir,
    detached: true,
    stdio: ["ignore", log.fd, log.fd, "ipc"],
  });
  try {
    const message = await firstWord(child, { signal });
    if (message.type === "failed") throw await diedAtStart(message.message, files.log);
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    if (child.connected) child.disconnect();
    child.unref();
  }
}

function firstWord(child: ReturnType<typeof spawn>, { signal }: Abortable): Promise<DaemonMessage> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    const settle = (message: DaemonMessage) => {
      signal.removeEventListener("abort", onAbort);
      resolve(message);
    };
    child.once("message", (message) => settle(message as DaemonMessage));
    child.once("error", ({ message }) => settle({ type: "failed", message }));
    // Its exit can be noticed before its last words are read: those are over when the channel closes.
    child.once("disconnect", () => {
      const end = () =>
        settle({ type: "failed", message: `it ended with ${child.signalCode ?? `exit code ${child.exitCode}`}` });
      if (child.exitCode === null && child.signalCode === null) child.once("exit", end);
      else end();
    });
  });
}

async function diedAtStart(message: string, logFile: string): Promise<EdgelabError> {
  const log = (await exists(logFile)) ? await readFile(logFile, "utf8") : "";
  const tail = log.trimEnd().split("\n").slice(-logTailLines).join("\n");
  return new EdgelabError("SANDBOX", {
    what: `The sandbox did not start: ${message.replace(/\.$/, "")}.`,
    why: `The end of ${logFile}:\n${tail}`,
    next: "mend what the log says; `edgelab sandbox status` tells whether another one runs",
  });
}

/** Asks, waits, then kills; resolves when the process is gone. */
async function endProcess(owner: ProcessIdentity, timeoutMs: number, options: Abortable): Promise<void> {
  for (const ask of ["SIGTERM", "SIGKILL"] as const) {
    process.kill(owner.pid, ask);
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await delay(lookMs, undefined, options)) {
      if (!(await isRunning(owner))) return;
    }
  }
  throw new EdgelabError("SANDBOX", { what: `The sandbox's process ${owner.pid} cannot be ended.` });
}

/** Held while one caller starts the process; the lock of a caller that died is taken over. */
async function lockStart(stateDir: string, options: Abortable): Promise<AsyncDisposable> {
  const path = processFiles(stateDir).startLock;
  const me = JSON.stringify(await ownIdentity());
  for (;;) {
    try {
      await using file = await open(path, "wx", 0o600);
      await file.writeFile(me);
      return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await delay(lookMs, undefined, options);
  }
}

/** A lock without a text yet is being written: it counts as abandoned only when it has been so for a while. */
async function isAbandoned(path: string): Promise<boolean> {
  const [age, text] = [await exists(path), await readFile(path, "utf8").catch(() => "")];
  if (text === "") return age !== undefined && Date.now() - age.mtimeMs > 5_000;
  return !(await isRunning(JSON.parse(text) as ProcessIdentity));
}

async function exists(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
