import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Folder for what can be made again: EDGELAB_CACHE_DIR, else below XDG_CACHE_HOME or `~/.cache`. */
export function cacheFolder(env: Environment): string {
  const cache = env["XDG_CACHE_HOME"] || join(env["HOME"] || "/", ".cache");
  return env["EDGELAB_CACHE_DIR"] || join(cache, "edgelab");
}

/** State folder of this user's sandbox: EDGELAB_SANDBOX_DIR, else below XDG_STATE_HOME or `~/.local/state`. */
export function sandboxFolder(env: Environment): string {
  const state = env["XDG_STATE_HOME"] || join(env["HOME"] || "/", ".local", "state");
  return env["EDGELAB_SANDBOX_DIR"] || join(state, "edgelab", "sandbox");
}
