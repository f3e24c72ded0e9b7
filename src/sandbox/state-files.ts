import { join } from "node:path";

/** Names of the process's files in a sandbox's state folder. */
export function processFiles(stateDir: string) {
  return {
    /** {@link ProcessIdentity} of the background process. */
    pid: join(stateDir, "sandbox.pid"),
    /** What callers need to reach it; there while it is ready. */
    connection: join(stateDir, "connection.json"),
    log: join(stateDir, "sandbox.log"),
    /** Held by whoever is starting it. */
    startLock: join(stateDir, "start.lock"),
    /** Shows that the folder is a sandbox's. */
    identity: join(stateDir, "identity.json"),
  } as const;
}

/** From the background process to the one that started it. */
export type DaemonMessage = { readonly type: "ready" } | { readonly type: "failed"; readonly message: string };
