import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setInterval } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { cli, root, timed } from "./process.mjs";
import { report, seconds } from "./table.mjs";

/** Peak resident memory of a process so far, in MiB. Linux only. */
async function peakMiB(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/** Runs a command with `--json` and answers with time, peak memory and its last line. */
export async function edgelab(args, env) {
  const start = performance.now();
  const child = spawn(process.execPath, [cli, ...args, "--json"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  let peak = 0;
  const stop = new AbortController();
  const sampling = (async () => {
    for await (const _ of setInterval(50, undefined, { signal: stop.signal }))
      peak = Math.max(peak, await peakMiB(child.pid));
  })().catch((error) => {
    if (error.name !== "AbortError") throw error;
  });
  const [code] = await once(child, "close");
  stop.abort();
  await sampling;
  if (code !== 0)
    throw new Error(`edgelab ${args.join(" ")} ended with ${code}: ${stderr || stdout.trim().split("\n").at(-1)}`);
  return { ms: performance.now() - start, peak, result: JSON.parse(stdout.trim().split("\n").at(-1)) };
}

/** A sandbox of the bench's own, gone afterwards. */
export async function withSandbox(work) {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-bench-"));
  const env = { EDGELAB_SANDBOX_DIR: join(folder, "sandbox"), EDGELAB_INSTANCE: "bench" };
  try {
    return await work(env, folder);
  } finally {
    await timed(process.execPath, [cli, "sandbox", "stop", "--purge"], { env });
    await rm(folder, { recursive: true, force: true });
  }
}

async function upAndMeasure(lab, env) {
  const { ms, peak, result } = await edgelab(["up", lab], env);
  const { result: sandbox } = await edgelab(["sandbox", "status"], env);
  const daemon = await peakMiB(sandbox.pid);
  return { ms, cli: peak, sandbox: daemon, result };
}

export async function run({ quick }) {
  await withSandbox(async (env, folder) => {
    const lab = join(folder, "labs", "tutorial");
    await cp(join(root, "labs"), join(folder, "labs"), { recursive: true });
    await cp(join(root, "ovf"), join(folder, "ovf"), { recursive: true });
    const got = await upAndMeasure(lab, env);
    report({
      what: "up labs/tutorial",
      measured: seconds(got.ms),
      beside: "sandbox started by it",
      bound: "at most 20 s",
      ok: got.ms <= 20_000,
    });
    const memory = got.cli + got.sandbox;
    report({
      what: "up labs/tutorial, memory",
      measured: `${memory.toFixed(0)} MiB`,
      beside: `CLI ${got.cli.toFixed(0)} + sandbox ${got.sandbox.toFixed(0)}`,
      bound: "at most 300 MB",
      ok: memory <= 286,
    });
  });
  if (quick) return;
  await withSandbox(async (env, folder) => {
    await cp(join(root, "labs"), join(folder, "labs"), { recursive: true });
    await cp(join(root, "ovf"), join(folder, "ovf"), { recursive: true });
    const lab = join(folder, "labs", "tutorial");
    const file = join(lab, "lab.yaml");
    const content = parse(await readFile(file, "utf8"));
    content.name = "hundred";
    content.hosts = { demo: { count: 100 } };
    const names = Array.from({ length: 100 }, (_, at) => `demo-${at + 1}`);
    content.cluster.controlPlane.hosts = names.slice(0, 3);
    content.cluster.workers = [{ name: "worker-pool", hosts: names.slice(3) }];
    await writeFile(file, stringify(content));
    const got = await upAndMeasure(lab, env);
    const calls =
      got.result.soapCalls === undefined
        ? ""
        : `${got.result.soapCalls} SOAP calls, ${got.result.paletteCalls} Palette calls`;
    report({ what: "up with 100 hosts", measured: seconds(got.ms), beside: calls, bound: "", ok: undefined });
    report({
      what: "up with 100 hosts, memory",
      measured: `${(got.cli + got.sandbox).toFixed(0)} MiB`,
      beside: `CLI ${got.cli.toFixed(0)} + sandbox ${got.sandbox.toFixed(0)}`,
      bound: "",
      ok: undefined,
    });
  });
}
