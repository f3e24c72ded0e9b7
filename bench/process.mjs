import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "..");
export const cli = join(root, "dist/cli/main.js");
export const govc = join(root, ".peers/bin/govc");
const vcsimPath = join(root, ".peers/bin/vcsim");

/** Runs a command to its end and times the whole process. Rejects when it fails. */
export async function timed(command, args, { env = {}, input } = {}) {
  const start = performance.now();
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  if (input !== undefined) child.stdin.end(input);
  const [code] = await once(child, "close");
  const ms = performance.now() - start;
  if (code !== 0) throw new Error(`${command} ${args.slice(0, 3).join(" ")} ended with ${code}: ${stderr || stdout}`);
  return { ms, stdout, stderr };
}

/** vcsim on a free port with user and password. `env` makes govc use it. */
export async function startVcsim(args) {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-bench-"));
  await writeFile(join(folder, "password"), "bench", { mode: 0o600 });
  const credentials = ["-username", "bench", "-password-file", join(folder, "password")];
  const child = spawn(vcsimPath, ["-l", "127.0.0.1:0", ...credentials, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((done, failed) => {
    child.stdout.on("data", (text) => {
      const found = /GOVC_URL=(\S+)/.exec(String(text))?.[1];
      if (found) done(found);
    });
    child.once("error", failed).once("exit", (code) => failed(new Error(`vcsim ended with ${code}`)));
  });
  const env = {
    GOVC_URL: url,
    GOVC_USERNAME: "bench",
    GOVC_PASSWORD: "bench",
    GOVC_INSECURE: "true",
    GOVC_PERSIST_SESSION: "true",
    GOVMOMI_HOME: folder,
  };
  return {
    url,
    env,
    async stop() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
