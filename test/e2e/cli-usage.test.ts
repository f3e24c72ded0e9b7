import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliHome, openHome } from "../kit/cli.ts";
import { describePeer } from "../kit/peers.ts";
import { govc, sandboxEnvironment } from "../kit/sandbox-view.ts";

let home: CliHome;
beforeAll(async () => {
  home = await openHome({ EDGELAB_INSTANCE: "mia" });
});
afterAll(() => home[Symbol.asyncDispose]());

const root = join(import.meta.dirname, "../..");
const verbs = ["up", "plan", "status", "hosts", "list", "down"];
const sandboxVerbs = ["start", "env", "status", "stop"];
const packageVerbs = [
  ["ova", "create"],
  ["ova", "extract"],
  ["template", "verify"],
];
const imageCommands = [["iso"], ["iso", "inspect"], ["iso", "seed"], ["user-data"], ["user-data", "check"]];

describe("the command line", () => {
  test("says its version, as package.json has it", async () => {
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    for (const flag of ["--version", "-V"]) {
      expect(await home.edgelab([flag])).toMatchObject({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
    }
  });

  test("says what there is when asked, on standard output", async () => {
    const { exitCode, stdout, stderr } = await home.edgelab(["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const verb of [...verbs, "sandbox"]) expect(stdout).toMatch(new RegExp(`^  ${verb}\\b`, "m"));
    expect(stdout).toMatch(/Example:\n {2}edgelab up labs\/tutorial/);
    expect(stdout).toMatch(/Exit codes:\n {2}0 done/);
  });

  test.each([
    ...verbs.map((verb) => [verb]),
    ["sandbox"],
    ...sandboxVerbs.map((verb) => ["sandbox", verb]),
    ["ova"],
    ...packageVerbs,
    ...imageCommands,
  ])("%s %s explains itself with an example that it accepts itself", async (...words) => {
    const command = words.filter((word) => word !== undefined);
    const { exitCode, stdout, stderr } = await home.edgelab([...command, "--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const example = /Example:\n {2}(.*)/.exec(stdout)![1]!;
    expect(example).toContain(`edgelab ${command.join(" ")}`);
    for (const [flag] of example.matchAll(/--[a-z-]+/g)) expect(stdout).toMatch(new RegExp(`^ +${flag}\\b`, "m"));
  });

  test.each([
    [["upp"], /unknown command 'upp'[^]*Did you mean up\?/],
    [["up", "--taget", "sandbox"], /unknown option '--taget'[^]*Did you mean --target\?/],
    [["up", "--target", "cloud"], /'cloud' is invalid[^]*sandbox, vsphere/],
    [["up", "--until", "installation"], /'installation' is invalid[^]*model, install, register/],
    [["up", "labs/tutorial", "labs/ha"], /too many arguments/],
    [["sandbox", "begin"], /unknown command 'begin'/],
    [["status", "--folder", "Labs"], /--folder needs --lab/],
  ])("%j is a mistake of usage, and help is near", async (args, text) => {
    const { exitCode, stdout, stderr } = await home.edgelab(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(text);
    expect(stderr).toMatch(/--help|next/);
  });

  test("without anything to do shows its help, and is a mistake", async () => {
    const { exitCode, stderr } = await home.edgelab([]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/Usage: edgelab/);
  });

  test.each([
    [{ EDGELAB_TARGET: "cloud" }, 2, /cloud/],
    [{ EDGELAB_UNTIL: "never" }, 2, /never/],
    [{ EDGELAB_INSTANCE: "Not Good" }, 2, /Not Good/],
    [{ EDGELAB_TARGET: "vsphere" }, 3, /vcenter\.server/],
  ])("options come from the environment, too: %j", async (env, exitCode, text) => {
    const ended = await home.edgelab(["up", "labs/single-node"], env);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stderr).toMatch(text);
  });

  test("an option wins over its variable", { timeout: 60_000 }, async () => {
    const args = ["plan", "labs/single-node", "--json", "--target", "sandbox", "--instance", "tom"];
    const { result } = await home.edgelab(args, { EDGELAB_TARGET: "vsphere", EDGELAB_INSTANCE: "mia" });
    expect(result).toMatchObject({ target: "sandbox", instance: "tom" });
  });
});

describe("what is printed", () => {
  test("with --json: lines of JSON, and at the end a result or an error", { timeout: 60_000 }, async () => {
    const good = await home.edgelab(["up", "labs/single-node", "--until", "model", "--json"]);
    expect(good).toMatchObject({ exitCode: 0, stderr: "" });
    const lines = good.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; at?: string });
    expect(lines[0]).toMatchObject({ type: "run:start", command: "up", lab: "single-node", instance: "mia" });
    expect(lines.at(-2)).toMatchObject({ type: "run:end", outcome: "done" });
    expect(lines.at(-1)).toMatchObject({ type: "result", until: "model" });
    for (const { at } of lines.slice(0, -1)) expect(new Date(at!).toISOString()).toBe(at);
    const bad = await home.edgelab(["up", "labs/none", "--json"]);
    expect(bad).toMatchObject({
      exitCode: 3,
      stdout: "",
      error: { type: "error", code: "LAB_NOT_FOUND", exitCode: 3 },
    });
    expect(bad.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("into a pipe: plain lines, progress apart from results", { timeout: 60_000 }, async () => {
    const { exitCode, stdout, stderr } = await home.edgelab(["up", "labs/single-node", "--until", "model"]);
    expect(exitCode).toBe(0);
    for (const control of ["\u001b", "\r"]) expect(stdout + stderr).not.toContain(control);
    expect(stderr).toMatch(/^up single-node \(instance mia\) on the sandbox: \d+ steps?\b/);
    expect(stderr).toMatch(/done after [\d.]+ s\n$/);
    expect(stdout).toMatch(/^✓ Lab single-node \(instance mia, sandbox\) is up until model/);
    const plan = await home.edgelab(["plan", "labs/single-node"]);
    expect(plan).toMatchObject({ exitCode: 0, stderr: "" });
    expect(plan.stdout).toMatch(/^ {2}\+ template palette-edge-/m);
    expect(plan.stdout).toMatch(/^ {4}cluster profile single-node-k3s-mia 1\.0\.0/m);
    expect(plan.stdout).toMatch(/\d to create/);
    expect((await home.edgelab(["down", "labs/single-node"])).stdout).toMatch(/✓ Lab single-node .* is gone/);
    expect((await home.edgelab(["down", "labs/single-node"])).stdout).toMatch(/✓ Lab single-node .* was not there/);
  });

  test("in colour when it is asked for", async () => {
    const { stderr } = await home.edgelab(["up", "labs/none"], { FORCE_COLOR: "1" });
    expect(stderr).toContain("\u001b[31m✗");
  });

  test("a reader who has enough is no bug", { timeout: 60_000 }, async () => {
    const { PATH } = process.env;
    const env = { PATH: PATH ?? "", HOME: home.folder, EDGELAB_SANDBOX_DIR: join(home.folder, "sandbox") };
    const command = `"${process.execPath}" "${join(root, "dist/cli/main.js")}" --help | head -1`;
    const { stderr, stdout } = await execa("bash", ["-o", "pipefail", "-c", command], { env, extendEnv: false });
    expect(stdout).toMatch(/^Usage/);
    expect(stderr).toBe("");
  });
});

describe("a lab without its file", () => {
  test("is found by name: status, hosts and down", { timeout: 90_000 }, async () => {
    expect(await home.edgelab(["up", "labs/single-node", "--until", "register", "--json"])).toMatchObject({
      exitCode: 0,
    });
    const named = ["--lab", "single-node", "--target", "sandbox", "--json"];
    expect((await home.edgelab(["hosts", ...named])).result).toMatchObject({
      hosts: [{ name: "edge-1", state: "ready" }],
    });
    expect((await home.edgelab(["status", ...named])).result).toMatchObject({ lab: "single-node", instance: "mia" });
    const down = await home.edgelab(["down", ...named]);
    expect(down).toMatchObject({ exitCode: 0, result: { leftBehind: [] } });
    expect((down.result!["removed"] as string[]).filter((what) => what.startsWith("VM"))).toHaveLength(1);
    expect((await home.edgelab(["list", "--json"])).result).toMatchObject({ labs: [] });
  });
});

describe("edgelab sandbox", () => {
  test("starts once, says where, and stops", { timeout: 60_000 }, async () => {
    await using other = await openHome();
    expect((await other.edgelab(["sandbox", "status"])).stdout).toBe("The sandbox does not run.\n");
    expect(await other.edgelab(["sandbox", "env", "--json"])).toMatchObject({
      exitCode: 5,
      error: { code: "SANDBOX" },
    });
    const [one, two] = await Promise.all([other.edgelab(["sandbox", "start"]), other.edgelab(["sandbox", "start"])]);
    expect([one.exitCode, two.exitCode]).toEqual([0, 0]);
    expect(one.stdout).toBe(two.stdout);
    expect(one.stdout).toMatch(
      /^The sandbox runs: vCenter https:\/\/127\.0\.0\.1:\d+\/sdk, Palette https:\/\/127\.0\.0\.1:\d+\./,
    );
    const { result } = await other.edgelab(["sandbox", "status", "--json"]);
    expect(result).toMatchObject({ state: "running", pid: expect.any(Number) });
    const { vcenterUrl, paletteEndpoint } = result as { vcenterUrl: string; paletteEndpoint: string };
    expect(JSON.stringify(result)).not.toContain((await sandboxEnvironment(other))["GOVC_PASSWORD"]);
    expect((await other.edgelab(["sandbox", "stop"])).stdout).toBe("The sandbox is stopped.\n");
    for (const url of [vcenterUrl, paletteEndpoint]) {
      await expect(fetch(url)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    }
    expect((await other.edgelab(["sandbox", "stop"])).stdout).toBe("The sandbox did not run.\n");
  });

  test("keeps what was made in it over a stop", { timeout: 90_000 }, async () => {
    await using other = await openHome({ EDGELAB_INSTANCE: "mia" });
    expect(await other.edgelab(["up", "labs/single-node", "--until", "register", "--json"])).toMatchObject({
      exitCode: 0,
    });
    const ids = (await other.edgelab(["hosts", "labs/single-node", "--json"])).result;
    expect((await other.edgelab(["sandbox", "stop"])).exitCode).toBe(0);
    const up = await other.edgelab(["up", "labs/single-node", "--json"]);
    expect(up).toMatchObject({ exitCode: 0, result: { cluster: { state: "Running" } } });
    const id = (value: unknown) =>
      (value as { hosts: { edgeHostId: string }[] }).hosts.map(({ edgeHostId }) => edgeHostId);
    expect(id(up.result)).toEqual(id(ids));
  });

  test("gives the shell what the README's commands need", { timeout: 60_000 }, async () => {
    await home.edgelab(["sandbox", "start"]);
    const readme = await readFile(join(root, "README.md"), "utf8");
    const curl = /^curl .*$/m.exec(readme)![0];
    const { stdout: exports } = await home.edgelab(["sandbox", "env"]);
    const env = { PATH: process.env["PATH"] ?? "", HOME: home.folder };
    const { stdout } = await execa("bash", ["-euc", `${exports}\n${curl}`], { env, extendEnv: false });
    expect(JSON.parse(stdout)).toMatchObject({ items: [{ metadata: { name: "Default" } }] });
  });

  describePeer("govc", "with its environment", (path) => {
    test("govc sees what the README says", { timeout: 60_000 }, async () => {
      await home.edgelab(["sandbox", "start"]);
      expect(await govc(path, home, "about")).toMatch(/VMware vCenter Server/);
      const found = (await govc(path, home, "find", "/DC0/vm")).split("\n");
      expect(found).toEqual(expect.arrayContaining(["/DC0/vm", "/DC0/vm/Labs", "/DC0/vm/Labs/edge"]));
    });
  });
});
