import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SandboxConnection } from "../../src/sandbox/index.ts";
import { isRunning, type ProcessIdentity } from "../../src/core/process-identity.ts";
import { built } from "../kit/built.ts";

const { ensureSandbox, sandboxEnv, sandboxStatus, stopSandbox } = (await import(
  built("sandbox/process.js")
)) as typeof import("../../src/sandbox/process.ts");

const patience = { timeout: 20_000 };
const { signal } = new AbortController();
let home: string;
let stateDir: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "edgelab-process-"));
  stateDir = join(home, "state", "sandbox");
});
afterEach(async () => {
  await stopSandbox({ stateDir, signal });
  await rm(home, { recursive: true, force: true });
});

const start = () => ensureSandbox({ stateDir, signal });
const owner = async () => JSON.parse(await readFile(join(stateDir, "sandbox.pid"), "utf8")) as ProcessIdentity;

async function answers({ paletteEndpoint, caPem, apiKey }: SandboxConnection): Promise<number> {
  const url = `${paletteEndpoint}/v1/dashboard/projects/metadata`;
  const [response] = await once(
    request(url, { ca: caPem, headers: { ApiKey: apiKey }, agent: false }).end(),
    "response",
  );
  response.resume();
  return response.statusCode as number;
}

describe("the background sandbox", () => {
  test("starts once, answers, and leaves no process and no port when it is stopped", async () => {
    expect(await sandboxStatus({ stateDir })).toEqual({ state: "stopped" });
    const connection = await start();
    expect(await answers(connection)).toBe(200);
    const status = await sandboxStatus({ stateDir });
    expect(status).toMatchObject({ state: "running", connection });
    expect(await start()).toEqual(connection);
    const process = await owner();
    expect(status).toMatchObject({ pid: process.pid });
    expect(await stopSandbox({ stateDir, signal })).toBe("stopped");
    expect(await isRunning(process)).toBe(false);
    await expect(answers(connection)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(await sandboxStatus({ stateDir })).toEqual({ state: "stopped" });
    expect(await stopSandbox({ stateDir, signal })).toBe("not-running");
  });

  test("is one process for many who start it at the same time", async () => {
    const connections = await Promise.all(Array.from({ length: 4 }, start));
    expect(new Set(connections.map((connection) => JSON.stringify(connection))).size).toBe(1);
    expect((await readFile(join(stateDir, "sandbox.log"), "utf8")).match(/vCenter on/g)).toHaveLength(1);
  });

  test("comes back after a restart, and after being killed, where it was", async () => {
    const first = await start();
    await stopSandbox({ stateDir, signal });
    expect(await start()).toEqual(first);
    const { pid } = await owner();
    process.kill(pid, "SIGKILL");
    await expect.poll(() => sandboxStatus({ stateDir }), patience).toEqual({ state: "stopped" });
    expect(await start()).toEqual(first);
    expect((await owner()).pid).not.toBe(pid);
  });

  test("does not take another process with its old number for itself, and does not end it", async () => {
    const stranger = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
    await once(stranger, "spawn");
    await mkdir(stateDir, { recursive: true });
    await writeFile(join(stateDir, "sandbox.pid"), JSON.stringify({ pid: stranger.pid, started: "long ago" }));
    expect(await sandboxStatus({ stateDir })).toEqual({ state: "stopped" });
    expect(await stopSandbox({ stateDir, signal })).toBe("not-running");
    expect(await answers(await start())).toBe(200);
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  test("is started although somebody died starting it", async () => {
    await mkdir(stateDir, { recursive: true });
    await writeFile(join(stateDir, "start.lock"), JSON.stringify({ pid: 1, started: "long ago" }));
    expect(await answers(await start())).toBe(200);
    expect(await readdir(stateDir)).not.toContain("start.lock");
  });

  test("says why it did not start, with the end of its log", async () => {
    await start();
    await stopSandbox({ stateDir, signal });
    await writeFile(join(stateDir, "palette.json"), "{");
    await expect(start()).rejects.toMatchObject({
      code: "SANDBOX",
      details: {
        what: expect.stringContaining("palette.json is damaged"),
        why: expect.stringContaining("cannot start: EdgelabError"),
      },
    });
    expect(await sandboxStatus({ stateDir })).toEqual({ state: "stopped" });
    expect(await readdir(stateDir)).not.toContain("start.lock");
  });

  test("ends by itself when its folder is gone", async () => {
    await start();
    const process = await owner();
    await rm(stateDir, { recursive: true });
    await expect.poll(() => isRunning(process), patience).toBe(false);
    expect(await readdir(join(home, "state"))).toEqual([]);
  });

  test("keeps its folder unless it is purged", async () => {
    await start();
    await stopSandbox({ stateDir, signal });
    expect(await readdir(stateDir)).toEqual(expect.arrayContaining(["identity.json", "vcenter.json", "palette.json"]));
    await stopSandbox({ stateDir, signal, purge: true });
    await expect(stat(stateDir)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("purges nothing that is not a sandbox's", async () => {
    await mkdir(stateDir, { recursive: true });
    await writeFile(join(stateDir, "precious"), "");
    await stopSandbox({ stateDir, signal, purge: true });
    expect(await readdir(stateDir)).toEqual(["precious"]);
  });

  test("shows its secrets to its user only: not in arguments, not in the log, not to others", async () => {
    const { password, apiKey } = await start();
    const { pid } = await owner();
    if (process.platform === "linux") {
      const seen = (await readFile(`/proc/${pid}/cmdline`, "utf8")) + (await readFile(`/proc/${pid}/environ`, "utf8"));
      for (const secret of [password, apiKey]) expect(seen).not.toContain(secret);
    }
    await stopSandbox({ stateDir, signal });
    const log = await readFile(join(stateDir, "sandbox.log"), "utf8");
    for (const secret of [password, apiKey]) expect(log).not.toContain(secret);
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(stateDir)) expect((await stat(join(stateDir, name))).mode & 0o077).toBe(0);
  });

  test("gives up starting when it is told to", async () => {
    const reason = new Error("interrupted");
    const control = new AbortController();
    const starting = ensureSandbox({ stateDir, signal: control.signal });
    control.abort(reason);
    await expect(starting).rejects.toBe(reason);
    await expect.poll(() => sandboxStatus({ stateDir }), patience).toEqual({ state: "stopped" });
  });
});

test("the environment is govc's, with the paths of the sandbox's inventory", () => {
  const env = sandboxEnv({
    vcenterUrl: "https://127.0.0.1:1/sdk",
    username: "administrator@vsphere.local",
    password: "p",
    paletteEndpoint: "https://127.0.0.1:2",
    apiKey: "k",
    caPem: "",
    caFile: "/state/ca.pem",
    defaults: {
      datacenter: "DC0",
      cluster: "Edge",
      resourcePool: "edge-lab",
      folder: "Labs/edge",
      datastore: "nvme-01",
      network: "VM Network",
      cidr: "10.0.20.0/24",
    },
  });
  expect(env).toMatchObject({
    GOVC_URL: "https://127.0.0.1:1/sdk",
    GOVC_TLS_CA_CERTS: "/state/ca.pem",
    GOVC_RESOURCE_POOL: "/DC0/host/Edge/Resources/edge-lab",
    GOVC_FOLDER: "/DC0/vm/Labs/edge",
    PALETTE_API_KEY: "k",
  });
});
