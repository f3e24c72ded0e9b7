import { expect, test } from "vitest";
import { type Data, moRef, type MoRef } from "../../../vim25/index.ts";
import { manualClock } from "../../../../test/kit/manual-clock.ts";
import { quickClock } from "../../../../test/kit/quick-clock.ts";
import {
  createBase,
  createVm,
  faultOf,
  inventoryOf,
  linkedSpec,
  startSandboxVcenter,
  type VimCaller,
} from "../../../../test/kit/sandbox-vcenter.ts";
import type { Clock } from "../../../core/clock.ts";

/** Quick until `stop`, from then on only moved by hand. */
function stoppableClock() {
  const [quick, manual] = [quickClock(), manualClock()];
  let current: Clock = quick;
  const clock: Clock = { now: () => current.now(), sleep: (ms, options) => current.sleep(ms, options) };
  return { clock, advance: (ms: number) => manual.advance(ms), stop: () => void (current = manual) };
}

const infoOf = async (client: VimCaller, task: MoRef): Promise<Data<"TaskInfo">> =>
  (await client.read(task, "info"))["info"] as Data<"TaskInfo">;

async function cloneMany(client: VimCaller, count: number, linked: boolean) {
  const { vm, snapshot } = await createBase(client, "base");
  const { folder, pool, cluster } = await inventoryOf(client);
  const [host] = (await client.read(cluster, "host"))["host"] as MoRef[];
  const location = { ...(linked ? (await linkedSpec(client, snapshot)).location : {}), pool, host };
  const spec = { location, template: false, powerOn: false, ...(linked && { snapshot }) };
  return async () =>
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        client.call("CloneVM_Task", vm, { folder, name: `kid-${index}`, spec }),
      ),
    );
}

async function states(client: VimCaller, tasks: readonly MoRef[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const task of tasks) {
    const { state } = await infoOf(client, task);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

test("a host runs four full clones or eight linked ones at a time; the others queue", async () => {
  for (const { linked, running, ms } of [
    { linked: false, running: 4, ms: 2000 },
    { linked: true, running: 8, ms: 300 },
  ]) {
    const { clock, advance, stop } = stoppableClock();
    await using sandbox = await startSandboxVcenter({ clock });
    const start = await cloneMany(sandbox.client, 10, linked);
    stop();
    const tasks = await start();
    await advance(1);
    expect(await states(sandbox.client, tasks)).toEqual({ running, queued: 10 - running });
    await advance(ms);
    expect((await states(sandbox.client, tasks))["success"]).toBe(running);
    await advance(3 * ms);
    expect(await states(sandbox.client, tasks)).toEqual({ success: 10 });
  }
});

test("a running task shows progress, a finished one when it started and ended", async () => {
  const { clock, advance, stop } = stoppableClock();
  await using sandbox = await startSandboxVcenter({ clock });
  const start = await cloneMany(sandbox.client, 1, false);
  stop();
  const [task] = await start();
  await advance(1000);
  expect(await infoOf(sandbox.client, task!)).toMatchObject({
    state: "running",
    progress: 50,
    name: "CloneVM_Task",
    descriptionId: "VirtualMachine.clone",
  });
  await advance(1000);
  const { state, progress, startTime, completeTime, result } = await infoOf(sandbox.client, task!);
  expect({ state, progress, result }).toMatchObject({
    state: "success",
    progress: undefined,
    result: { type: "VirtualMachine" },
  });
  expect(completeTime!.getTime() - startTime!.getTime()).toBe(2000);
});

test("while a clone runs its VM is there without a configuration; cancelled, it is gone", async () => {
  const { clock, advance, stop } = stoppableClock();
  await using sandbox = await startSandboxVcenter({ clock });
  const { client } = sandbox;
  const { folder } = await inventoryOf(client);
  const start = await cloneMany(client, 1, true);
  stop();
  const [task] = await start();
  await advance(100);
  const { childEntity } = (await client.read(folder, "childEntity")) as { childEntity: MoRef[] };
  expect(await client.read(childEntity[1]!, "name", "config", "runtime.powerState")).toEqual({
    name: "kid-0",
    "runtime.powerState": "poweredOff",
  });
  await client.call("CancelTask", task!, {});
  await advance(1);
  expect(await infoOf(client, task!)).toMatchObject({
    state: "error",
    cancelled: true,
    error: { fault: { _type: "RequestCanceled" } },
  });
  expect((await client.read(folder, "childEntity"))["childEntity"]).toHaveLength(1);
  expect(await faultOf(client.call("CancelTask", task!, {}))).toMatchObject({ _type: "InvalidState" });
});

test("a queued clone can be cancelled, and its place goes to the next", async () => {
  const { clock, advance, stop } = stoppableClock();
  await using sandbox = await startSandboxVcenter({ clock });
  const start = await cloneMany(sandbox.client, 6, false);
  stop();
  const tasks = await start();
  await advance(1);
  const queued: MoRef[] = [];
  for (const task of tasks) if ((await infoOf(sandbox.client, task)).state === "queued") queued.push(task);
  expect(queued).toHaveLength(2);
  await sandbox.client.call("CancelTask", queued[0]!, {});
  await advance(4000);
  expect(await states(sandbox.client, tasks)).toEqual({ success: 5, error: 1 });
});

test("finished tasks are forgotten after ten minutes, by the entity as well", async () => {
  const { clock, advance, stop } = stoppableClock();
  await using sandbox = await startSandboxVcenter({ clock });
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  stop();
  const task = await client.call("PowerOnVM_Task", vm, {});
  await advance(1000);
  expect((await client.read(vm, "recentTask"))["recentTask"]).toEqual([task]);
  await advance(11 * 60_000);
  await client.call("CreateCollectorForTasks", moRef("TaskManager", "TaskManager"), { filter: {} });
  expect(await faultOf(client.read(task, "info"))).toMatchObject({ _type: "ManagedObjectNotFound", obj: task });
  expect(await client.read(vm, "recentTask")).toEqual({ recentTask: [] });
});
