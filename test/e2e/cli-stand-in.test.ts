import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRandomAccess } from "../../src/core/random-access-file.ts";
import { inspectInstaller } from "../../src/iso/index.ts";
import { type CliHome, openHome } from "../kit/cli.ts";
import { describeStandIn, standInPackages } from "../kit/stand-in.ts";

let home: CliHome;

beforeAll(async () => {
  home = await openHome();
  await mkdir(join(home.folder, "empty"));
});
afterAll(() => home[Symbol.asyncDispose]());

test("without Debian's packages it names them and the script, and leaves nothing", async () => {
  const before = await readdir(home.folder);
  const { exitCode, stderr } = await home.edgelab(["iso", "stand-in", "--packages", "empty", "-o", "stand-in.iso"]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/linux-image-amd64[^]*scripts\/stand-in-packages\.sh[^]*PROGRAM_MISSING/);
  expect(await readdir(home.folder)).toEqual(before);
});

await describeStandIn("edgelab iso stand-in", () => {
  test("makes an ISO that says what it is, with the faults and the menu that were asked for", async () => {
    const args = ["--packages", standInPackages, "--interactive", "--misbehave", "stay", "-o", "stand-in.iso"];
    const { exitCode, stdout } = await home.edgelab(["iso", "stand-in", ...args]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("is edgelab's stand-in, not a Palette Edge installer");
    await using file = await openRandomAccess(join(home.folder, "stand-in.iso"));
    expect(await inspectInstaller(file)).toMatchObject({ standIn: true, menu: { defaultAction: "interactive" } });
    const again = await home.edgelab(["iso", "stand-in", ...args]);
    expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining("FILE_EXISTS")]);
  }, 120_000);
});
