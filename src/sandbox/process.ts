import type { Abortable } from "../core/abort.ts";
import type { SandboxConnection } from "./index.ts";

export interface SandboxPlace {
  /** Folder of the per-user sandbox; absolute. The caller knows the environment. */
  readonly stateDir: string;
}

export type SandboxStatus =
  | { readonly state: "stopped" }
  | { readonly state: "running"; readonly pid: number; readonly since: string; readonly connection: SandboxConnection };

/**
 * The background sandbox of this user: finds it running, or starts it and waits until it answers.
 *
 * @throws {EdgelabError} SANDBOX with the end of its log when it dies at start; TIMED_OUT when it is not ready in time
 */
export async function ensureSandbox(
  _options: SandboxPlace & Abortable & { readonly speed?: number; readonly timeoutMs?: number },
): Promise<SandboxConnection> {
  throw new Error("under construction");
}

export async function sandboxStatus(_options: SandboxPlace): Promise<SandboxStatus> {
  throw new Error("under construction");
}

/** Stops the background sandbox and waits until its process is gone. With `purge` its state folder goes too. */
export async function stopSandbox(
  _options: SandboxPlace & Abortable & { readonly purge?: boolean; readonly timeoutMs?: number },
): Promise<"stopped" | "not-running"> {
  throw new Error("under construction");
}

/** Environment for govc, pyvmomi, curl and edgelab itself. Contains secrets. */
export function sandboxEnv(_connection: SandboxConnection): Record<string, string> {
  throw new Error("under construction");
}
