import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LabEvent } from "../../src/core/events.ts";
import { createPackage } from "../../src/ovf/index.ts";
import { createPaletteInstaller } from "../kit/bootable-iso.ts";
import { copyingInstaller, tinyInstaller, writeOnAndOn } from "../kit/boot-sectors.ts";
import type { Ended } from "../kit/cli.ts";
import { createEdgeDisk } from "../kit/disk-image.ts";
import { describePeer } from "../kit/peers.ts";
import { type CliOnStage, openCliOnStage } from "./cli-on-stage.ts";
import { signal } from "./lab-on-sandbox.ts";

const mebibyte = 1 << 20;
let cli: CliOnStage;
const at = (name: string) => join(cli.home.folder, name);
const words = (...args: readonly string[]) => ["template", ...args, "--json"];
const template = (...args: readonly string[]) => cli.home.edgelab(words(...args));

beforeAll(async () => {
  cli = await openCliOnStage({ speed: 6 }); // slow enough to be met in the middle
  const disk = Buffer.concat([createEdgeDisk(), randomBytes(80 * mebibyte)]);
  await writeFile(at("edge.raw"), disk);
  await writeFile(at("palette.iso"), createPaletteInstaller());
  const hardware = {
    cpus: 4,
    memoryMiB: 8192,
    firmware: "bios",
    guestId: "ubuntu64Guest",
    version: "vmx-14",
    scsiController: "pvscsi",
  } as const;
  const facts = { inputs: "ab".repeat(32) };
  const raw = { path: at("edge.raw"), sizeBytes: disk.length };
  await createPackage({ name: "edge", hardware, product: { name: "Edge", facts }, disk: raw }, at("edge.ova"), {
    signal,
    compression: "none",
  });
}, 60_000);
afterAll(() => cli[Symbol.asyncDispose](), 60_000);

const moving = (event: LabEvent) => event.type === "step:progress" && (event.done ?? 0) > 0;
const says = (text: RegExp) => (event: LabEvent) => event.type === "step:progress" && text.test(event.message ?? "");

/** Runs a command until the moment, and ends it there. */
async function ended(args: readonly string[], moment: (event: LabEvent) => boolean, how: NodeJS.Signals) {
  const run = cli.home.start(args);
  await run.until(moment);
  run.kill(how);
  const end = await run.ended;
  if (how === "SIGKILL") expect(end.exitCode).toBe(undefined);
  else expect(end).toMatchObject({ exitCode: 130, error: { code: "INTERRUPTED" } });
  return end;
}

/** What is half-made on the vCenter, or was put there for what is being made. */
async function halfMade(): Promise<readonly string[]> {
  const lines = await cli.stage.inventory();
  return lines.filter((line) => /poweredOn|VM .*palette-edge|\.part$|labs\/.*\/(iso|template)-/.test(line));
}

const outcomes = (ends: readonly Ended[]) =>
  ends.map(({ result, stderr }) => (result?.["outcome"] as string | undefined) ?? stderr).toSorted();

describe("template import", () => {
  const importing = words("import", "edge.ova");
  beforeEach(() => template("prune", "--yes"));

  test("that is stopped leaves nothing", { timeout: 60_000 }, async () => {
    const { error } = await ended(importing, moving, "SIGINT");
    expect(error?.next).toContain("template prune");
    expect(await halfMade()).toEqual([]);
  });

  test("that is killed is undone by prune at once, and finished by the next", { timeout: 60_000 }, async () => {
    await ended(importing, moving, "SIGKILL");
    expect((await template("list")).result).toMatchObject({ templates: [{ state: "building" }] });
    const start = performance.now();
    expect((await template("prune", "--yes")).result).toMatchObject({ removed: [expect.anything()], kept: [] });
    expect(performance.now() - start).toBeLessThan(20_000); // the lease would last for minutes
    expect(await halfMade()).toEqual([]);

    await ended(importing, moving, "SIGKILL");
    expect((await template("import", "edge.ova")).result).toMatchObject({ outcome: "imported" });
    expect((await template("list")).result).toMatchObject({ templates: [{ state: "ready" }] });
  });

  test("twice at once sends it once", { timeout: 60_000 }, async () => {
    const both = await Promise.all([template("import", "edge.ova"), template("import", "edge.ova")]);
    expect(outcomes(both)).toEqual(["imported", "unchanged"]);
  });

  test("and a prune at the same time do not harm each other", { timeout: 60_000 }, async () => {
    const run = cli.home.start(importing);
    await run.until(moving);
    run.kill("SIGSTOP"); // else it might be through before the prune looks
    const pruned = await template("prune", "--yes");
    run.kill("SIGCONT");
    expect(pruned.result).toMatchObject({ removed: [], kept: [{ why: expect.stringContaining("being made") }] });
    expect((await run.ended).result).toMatchObject({ outcome: "imported" });
  });

  test("whose connection is cut sends it again", { timeout: 60_000 }, async () => {
    cli.stage.sandbox.vcenter.faults.addTransfer({ pathEnd: ".vmdk", cutAfterBytes: 20 * mebibyte });
    expect((await template("import", "edge.ova")).result).toMatchObject({ outcome: "imported" });
  });
});

describe("template build --builder vsphere", () => {
  const building = words("build", "--builder", "vsphere", "--iso", "palette.iso");
  beforeEach(() => template("prune", "--yes"));

  test.each(["SIGINT", "SIGKILL"] as const)(
    "that ends with %s is undone by prune",
    { timeout: 60_000 },
    async (how) => {
      for (const moment of [says(/creating the machine/), says(/installer is running/)])
        await ended(building, moment, how);
      await template("prune", "--yes");
      expect(await halfMade()).toEqual([]);
    },
  );

  test("twice at once installs it once, after one that was killed", { timeout: 60_000 }, async () => {
    await ended(building, says(/installer is running/), "SIGKILL");
    const both = await Promise.all([cli.home.edgelab(building), cli.home.edgelab(building)]);
    expect(outcomes(both)).toEqual(["built", "unchanged"]);
  });
});

/** All files below a folder but those that the test put there. */
async function made(folder: string): Promise<readonly string[]> {
  return (await readdir(at(folder), { recursive: true })).toSorted();
}

describe.each([
  ["an archive", "out/x.ova", ["x.ova"]],
  ["a folder", "out/x", ["x", "x/edge-disk1.vmdk", "x/edge.mf", "x/edge.ovf"]],
] as const)("a package to %s", (_, output, files) => {
  beforeEach(async () => {
    await rm(at("out"), { recursive: true, force: true });
    await mkdir(at("out"));
  });
  const packing = ["ova", "create", "--disk", "edge.raw", "--name", "edge", "-o", output, "--json"];

  test("is finished by the next run, which takes away what a killed one left", { timeout: 60_000 }, async () => {
    await ended(packing, moving, "SIGINT");
    expect(await made("out")).toEqual([]);
    await ended(packing, moving, "SIGKILL");
    expect(await made("out")).not.toEqual([]);
    expect((await cli.home.edgelab(packing)).stderr).toBe("");
    expect(await made("out")).toEqual(files);
  });

  test("that is exported too", { timeout: 60_000 }, async () => {
    await template("import", "edge.ova");
    const exporting = words("export", `palette-edge-${"ab".repeat(6)}`, "-o", output);
    await ended(exporting, moving, "SIGINT");
    expect(await made("out")).toEqual([]);
    await ended(exporting, moving, "SIGKILL");
    expect((await cli.home.edgelab(exporting)).stderr).toBe("");
    expect((await made("out")).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});

test("a disk of this machine that is full is said, and nothing stays", { timeout: 60_000 }, async (context) => {
  await mkdir(at("full"));
  const mount = await execa("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", at("full")], { reject: false });
  context.skip(mount.failed, "this user cannot mount a tmpfs");
  try {
    const commands = [
      ["ova", "create", "--disk", "edge.raw", "-o", "full/x.ova"],
      ["ova", "create", "--disk", "edge.raw", "-o", "full/x"],
      ["ova", "extract", "edge.ova", "-o", "full/x.raw"],
    ];
    for (const command of commands) {
      const { error } = await cli.home.edgelab([...command, "--json"]);
      expect(error).toMatchObject({ code: "FILE_UNUSABLE", next: expect.stringContaining("Free some space") });
      expect(await readdir(at("full"))).toEqual([]);
    }
  } finally {
    await execa("umount", [at("full")]);
  }
});

/** Command lines of processes that mention a folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  return lines.filter((line) => line.includes("qemu") && line.includes(folder));
}

describePeer("qemu-system-x86_64", "template build --builder qemu", () => {
  const work = () => readdir(at(".cache/edgelab/work"));
  const building = (iso: string) => words("build", "--iso", iso, "-o", "qemu.ova", "--accelerator", "tcg");
  beforeAll(async () => {
    await writeFile(at("endless.iso"), tinyInstaller(writeOnAndOn()));
    await writeFile(at("copying.iso"), await copyingInstaller(createEdgeDisk()));
  });

  test("that is ended leaves no process and no file, at the latest when the next begins", {
    timeout: 90_000,
  }, async () => {
    await ended(building("endless.iso"), moving, "SIGINT");
    expect(await work()).toEqual([]);
    await ended(building("endless.iso"), moving, "SIGKILL");
    if (process.platform === "linux") await expect.poll(() => processesIn(cli.home.folder)).toEqual([]);
    expect(await readdir(cli.home.folder)).not.toContainEqual(expect.stringMatching(/qemu\.ova/));
    const next = await cli.home.edgelab(building("copying.iso"));
    expect(next.result).toMatchObject({ outcome: "built" });
    expect(await work()).toEqual([]);
  });

  test("twice at once is done once", { timeout: 90_000 }, async () => {
    await rm(at("qemu.ova"), { force: true });
    const both = await Promise.all([1, 2].map(() => cli.home.edgelab(building("copying.iso"))));
    expect(outcomes(both)).toEqual(["built", "unchanged"]);
  });
});
