import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LabEvent, PhaseId } from "../../src/core/events.ts";
import { pick } from "../kit/cli.ts";
import { type CliOnStage, openCliOnStage, ownHardware } from "./cli-on-stage.ts";
import { isShared } from "./lab-on-sandbox.ts";

let cli: CliOnStage;
let before: readonly string[];
beforeAll(async () => {
  cli = await openCliOnStage({ speed: 6 }); // slow enough to be met in the middle
});
beforeEach(async () => {
  before = await own();
});
afterAll(() => cli[Symbol.asyncDispose]());

/** A moment in the middle of each phase. */
const moments: readonly (readonly [PhaseId, (event: LabEvent) => boolean])[] = [
  ["model", (event) => event.type === "step:start" && event.step === "model/profile"],
  ["install", (event) => event.type === "step:progress" && /installer is running/.test(event.message ?? "")],
  ["register", (event) => event.type === "waiting" && event.phase === "register"],
  ["provision", (event) => event.type === "waiting" && event.phase === "provision"],
  ["validate", (event) => event.type === "step:start" && event.phase === "validate"],
];

const own = async () => (await cli.stage.inventory()).filter((line) => !isShared(line));
let hardware = 8192;
/** One host, and a template that has to be built. */
const freshLab = (name: string) => cli.lab("single-node", name, { "lab.yaml": ownHardware((hardware += 4)) });

async function downAndGone(lab: string, instance: string): Promise<void> {
  const down = await cli.run("down", lab, instance);
  expect(down).toMatchObject({ exitCode: 0, result: { leftBehind: [] } });
  expect(await own()).toEqual(before);
  expect(await cli.stage.inventory()).not.toContainEqual(expect.stringMatching(/VM .*poweredOn|\.part$/));
}

async function upAndWell(lab: string, instance: string): Promise<void> {
  const up = await cli.run("up", lab, instance);
  expect(up).toMatchObject({ exitCode: 0, result: { notDone: [] } });
  expect(pick(up, "checks", "status")).toEqual([200]);
  expect(await cli.run("plan", lab, instance, "--check")).toMatchObject({ exitCode: 0 });
}

async function endedIn(
  phase: PhaseId,
  { lab, instance, signal }: { lab: string; instance: string; signal: NodeJS.Signals },
) {
  const moment = moments.find(([name]) => name === phase)![1];
  const run = cli.start("up", lab, instance);
  await run.until(moment);
  run.kill(signal);
  const ended = await run.ended;
  if (signal === "SIGKILL") return expect(ended.exitCode).toBe(undefined);
  expect(ended).toMatchObject({
    exitCode: 130,
    error: { code: "INTERRUPTED", next: expect.stringContaining("goes on from there") },
  });
  expect(ended.events.at(-1)).toMatchObject({ type: "run:end", outcome: "interrupted" });
}

describe.each(["SIGKILL", "SIGINT"] as const)("up that ends with %s", (signal) => {
  const kind = signal.toLowerCase();

  test("in one phase after the other is finished by the next", { timeout: 120_000 }, async () => {
    const instance = `every-${kind}`;
    const lab = await freshLab(instance);
    for (const [phase] of moments) await endedIn(phase, { lab, instance, signal });
    await upAndWell(lab, instance);
    await downAndGone(lab, instance);
  });

  test.each(moments)("in the phase %s is undone by down", { timeout: 90_000 }, async (phase) => {
    const instance = `${phase}-${kind}`;
    const lab = await freshLab(instance);
    await endedIn(phase, { lab, instance, signal });
    await downAndGone(lab, instance);
  });
});

test("a down that is killed is finished by the next", { timeout: 90_000 }, async () => {
  const lab = await freshLab("down");
  await upAndWell(lab, "down");
  for (const step of ["down/cluster", "down/token", "down/vm/edge-1-down"]) {
    const run = cli.start("down", lab, "down");
    await run.until((event) => event.type === "step:start" && event.step === step);
    run.kill("SIGKILL");
    expect(await run.ended).toMatchObject({ exitCode: undefined });
  }
  await downAndGone(lab, "down");
});

test("the next run says whose lock it took over; one that lives keeps its lock", { timeout: 90_000 }, async () => {
  const lab = await freshLab("lock");
  const first = cli.start("up", lab, "lock");
  await first.until((event) => event.type === "step:start" && event.phase === "install");
  const second = await cli.run("up", lab, "lock");
  expect(second).toMatchObject({
    exitCode: 4,
    error: {
      code: "LAB_LOCKED",
      why: expect.stringMatching(/holds the lock since/),
      next: expect.stringContaining("--take-lock"),
    },
  });
  first.kill("SIGKILL");
  await first.ended;
  const third = await cli.run("up", lab, "lock");
  expect(third.exitCode).toBe(0);
  expect(third.events).toContainEqual(
    expect.objectContaining({
      type: "warning",
      code: "LOCK_TAKEN_OVER",
      message: expect.stringMatching(/its process \d+ is gone/),
    }),
  );
  await downAndGone(lab, "lock");
});

test("Ctrl-C says so to a person, with what to do next", { timeout: 90_000 }, async () => {
  const lab = await freshLab("person");
  const run = cli.home.start(["up", lab, "--instance", "person"]);
  await expect.poll(() => run.printed(), { timeout: 30_000 }).toMatch(/✓ create cluster profile/);
  run.kill("SIGINT");
  const { exitCode, stderr } = await run.ended;
  expect(exitCode).toBe(130);
  expect(stderr).toMatch(/Stopping cleanly; press Ctrl-C again/);
  expect(stderr).toMatch(/✗ Interrupted\.\n  next  .*same command goes on from there.*\n  code  INTERRUPTED/);
  await downAndGone(lab, "person");
});
