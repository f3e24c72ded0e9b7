import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** State folder of this user's sandbox: EDGELAB_SANDBOX_DIR, else below XDG_STATE_HOME or `~/.local/state`. */
export function sandboxFolder(env: Environment): string {
  const state = env["XDG_STATE_HOME"] || join(env["HOME"] || "/", ".local", "state");
  return env["EDGELAB_SANDBOX_DIR"] || join(state, "edgelab", "sandbox");
}
