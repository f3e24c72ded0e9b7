import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LabEvent } from "../../src/core/events.ts";
import { down, type Lab, plan, up } from "../../src/index.ts";
import { isShared, openStage, recorder, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
let before: readonly string[];

beforeAll(async () => {
  stage = await openStage();
}, 60_000);
// each time: what one test has left must not fail all that come after it
beforeEach(async () => {
  before = (await stage.inventory()).filter((line) => !isShared(line));
});
afterAll(() => stage[Symbol.asyncDispose](), 60_000);

/** Moments in the middle of each phase. Steps, not waits: what is there at the first look is never waited for. */
const moments: readonly (readonly [string, (event: LabEvent) => boolean])[] = [
  ["while the profile is created", starts("model/profile")],
  ["while the ISO is uploaded", starts("install/iso")],
  ["before the template's machine is made", progress("install/template", /creating the machine/)],
  ["while the installer runs", progress("install/template", /installer is running/)],
  ["before the snapshot of the template", progress("install/template", /removing the CDs/)],
  ["while the token is made", starts("register/token")],
  ["while seeds are uploaded", starts("register/demo-1/seed")],
  ["while clones are asked for", starts("register/clone")],
  ["while a clone runs", progress("register/clone", /: (queued|cloning|cloned|powering-on)$/)],
  ["while hosts register", starts("register/demo-1/ready")],
  ["when the first host is ready", (event) => event.type === "step:end" && event.step === "register/demo-1/ready"],
  ["while the cluster is created", starts("provision/cluster")],
  ["while the cluster comes up", starts("provision/running")],
  ["while the kubeconfig is fetched", starts("provision/kubeconfig")],
  ["while the application is called", starts("validate/1-hello-universe-service")],
];

function starts(step: string): (event: LabEvent) => boolean {
  return (event) => event.type === "step:start" && event.step === step;
}
function progress(step: string, message: RegExp): (event: LabEvent) => boolean {
  return (event) => event.type === "step:progress" && event.step === step && message.test(event.message ?? "");
}
/** Runs `up` until the moment and stops it there. */
async function interrupted(lab: Lab, moment: (event: LabEvent) => boolean): Promise<void> {
  const run = recorder(moment);
  await expect(up(lab, { signal: run.signal, emit: run.emit })).rejects.toBe(run.reason);
  expect(run.events.at(-1)).toMatchObject({ type: "run:end", outcome: "interrupted" });
}

describe("an up that is stopped", () => {
  // a template of its own for each: what another test has installed would make the phase end at once
  const ownTemplate = (lab: Lab, index: number): Lab => ({
    ...lab,
    template: { ...lab.template, hardware: { ...lab.template.hardware, memoryMiB: 8192 + 4 * index } },
  });

  test.each(moments.map(([name, moment], index) => [name, moment, index] as const))(
    "%s is undone by down",
    { timeout: 120_000 },
    async (_, moment, index) => {
      const lab = ownTemplate(await stage.lab("tutorial", `down-${index}`), index);
      await interrupted(lab, moment);
      const { leftBehind } = await down(lab, { signal, emit: () => undefined });
      expect(leftBehind).toEqual([]);
      expect((await stage.inventory()).filter((line) => !isShared(line))).toEqual(before);
      expect(await stage.inventory()).not.toContainEqual(expect.stringMatching(/VM .*poweredOn|\.part$/));
    },
  );

  test.each(moments.map(([name, moment], index) => [name, moment, index] as const))(
    "%s is finished by the next",
    { timeout: 120_000 },
    async (_, moment, index) => {
      const lab = ownTemplate(await stage.lab("tutorial", `up-${index}`), index + 100);
      await interrupted(lab, moment);
      const { checks, hosts } = await up(lab, { signal, emit: () => undefined });
      expect(checks).toMatchObject([{ status: 200 }]);
      expect(hosts.map(({ waitingFor }) => waitingFor)).toEqual([undefined, undefined, undefined]);
      expect((await plan(lab, { signal })).pending).toBe(false);
      await down(lab, { signal, emit: () => undefined });
      expect((await stage.inventory()).filter((line) => !isShared(line))).toEqual(before);
    },
  );
});

test("a down that is stopped is finished by the next", { timeout: 120_000 }, async () => {
  const lab = await stage.lab("tutorial", "twice");
  await up(lab, { signal, emit: () => undefined });
  for (const moment of [starts("down/cluster"), starts("down/token"), starts("down/vm/demo-1-twice")]) {
    const run = recorder(moment);
    await expect(down(lab, { signal: run.signal, emit: run.emit })).rejects.toBe(run.reason);
  }
  await down(lab, { signal, emit: () => undefined });
  expect((await stage.inventory()).filter((line) => !isShared(line))).toEqual(before);
});

test("two ups of one lab: the second is told who holds the lock", { timeout: 120_000 }, async () => {
  const lab = await stage.lab("single-node", "lock");
  const isUnderWay = starts("model/profile");
  let refused: Promise<unknown> | undefined;
  const emit = (event: LabEvent) => {
    if (isUnderWay(event)) refused ??= up(lab, { signal, emit: () => undefined }).catch((error: unknown) => error);
  };
  await up(lab, { signal, emit });
  expect(await refused).toMatchObject({
    code: "LAB_LOCKED",
    details: { why: expect.stringMatching(/holds the lock since/) },
  });
  await down(lab, { signal, emit: () => undefined });
});
