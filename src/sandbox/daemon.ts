// The background process of one user's sandbox: `node daemon.js STATE_DIR [SPEED]`. Its output goes to the log file.
import { rm } from "node:fs/promises";
import { isRunning, ownIdentity, type ProcessIdentity } from "../core/process-identity.ts";
import { startSandbox } from "./index.ts";
import { readState, writePrivate } from "./state.ts";
import { type DaemonMessage, processFiles } from "./state-files.ts";

const [stateDir = "", speed = "1"] = process.argv.slice(2);
const files = processFiles(stateDir);
/** How often to see whether the state folder is still there, in milliseconds. */
const watchMs = 2_000;

process.umask(0o077);
process.title = "edgelab-sandbox";
process.on("uncaughtException", (error) => fail("uncaught", error));
process.on("unhandledRejection", (error) => fail("unhandled", error));

try {
  await main();
} catch (error) {
  logError("cannot start", error); // first: whoever waits for the word reads the log next
  await tell({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

async function main(): Promise<void> {
  const me = await ownIdentity();
  const other = (await readState(files.pid)) as ProcessIdentity | undefined;
  if (other && other.pid !== me.pid && (await isRunning(other)))
    throw new Error(`process ${other.pid} already runs it`);
  await writePrivate(files.pid, JSON.stringify(me));

  const sandbox = await startSandbox({ stateDir, speed: Number(speed), log });
  const since = new Date().toISOString();
  await writePrivate(files.connection, JSON.stringify({ pid: me.pid, since, connection: sandbox.connection }));
  await tell({ type: "ready" });
  if (process.connected) process.disconnect();

  const stopped = new Promise<string>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => resolve(signal));
    const look = async () => {
      const owner = (await readState(files.pid)) as ProcessIdentity | undefined;
      if (owner?.pid !== me.pid) resolve("its state folder is gone");
    };
    setInterval(
      () => void look().catch((error: unknown) => log(`cannot read ${files.pid}: ${String(error)}`)),
      watchMs,
    );
  });
  log(`stopping: ${await stopped}`);
  await rm(files.connection, { force: true });
  await sandbox[Symbol.asyncDispose]();
  await rm(files.pid, { force: true });
  process.exit(0);
}

function log(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

function logError(what: string, error: unknown): void {
  log(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function fail(what: string, error: unknown): void {
  logError(what, error);
  process.exit(1);
}

function tell(message: DaemonMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send && process.connected) process.send(message, () => resolve());
    else resolve();
  });
}
