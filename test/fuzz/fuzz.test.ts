import { readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { plants } from "./plants.ts";

const project = resolve(import.meta.dirname, "../..");
const main = join(project, ".fuzz/build/test/fuzz/main.js");
const findings = join(project, ".fuzz/findings");

beforeAll(async () => {
  await execa(join(project, "node_modules/.bin/tsc"), ["-p", "tsconfig.fuzz.json"], { cwd: project });
}, 120_000);

const fuzz = (...args: string[]) => execa(process.execPath, [main, ...args], { reject: false });

describe("a planted bug is found, and found again from its file", () => {
  test.each(Object.entries(plants))(
    "%s",
    async (target, { shows }) => {
      const { stdout, exitCode } = await fuzz(target, "--plant", "--seconds", "60", "--seed", "3", "--deadline", "3");
      const kind = new RegExp(`^${target}: FOUND (\\w+)`, "m").exec(stdout)?.[1];
      expect([exitCode, shows]).toEqual([1, expect.arrayContaining([kind])]);
      const file = /--replay (\S+)/.exec(stdout)![1]!;
      const again = await fuzz(target, "--plant", "--deadline", "3", "--replay", join(project, file));
      expect(again.stdout).toContain(`${target}: FOUND ${kind}`);
      const sound = await fuzz(target, "--replay", join(project, file));
      expect([sound.exitCode, sound.stdout]).toEqual([0, expect.stringContaining("nothing found")]);
      await rm(join(project, file));
    },
    120_000,
  );
});

test("the same seed gives the same finding", async () => {
  const inputs: Buffer[] = [];
  for (let time = 0; time < 2; time += 1) {
    const { stdout } = await fuzz("qcow2", "--plant", "--seconds", "60", "--seed", "5");
    const file = join(project, /--replay (\S+)/.exec(stdout)![1]!);
    inputs.push(await readFile(file));
    await rm(file);
  }
  expect(inputs[0]!.equals(inputs[1]!)).toBe(true);
}, 120_000);

test("a planted bug leaves nothing behind", async () => {
  expect((await readdir(join(findings, ".."))).filter((name) => name.startsWith("planted"))).toEqual([]);
});

test("an unknown target is refused with the list of those there are", async () => {
  const { stderr, exitCode } = await fuzz("floppy");
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/no target floppy[^]*Targets: iso, vmdk, ovf/)]);
});
