import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Clock } from "../core/clock.ts";
import { EdgelabError } from "../core/errors.ts";
import type { LabEvent } from "../core/events.ts";
import { Limit } from "../core/limit.ts";
import { Graph, type StepContext } from "./graph.ts";

const never = new AbortController().signal;

function fakeClock(): Clock & { advance(ms: number): void } {
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, { signal }) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        });
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

function untilAborted({ signal }: StepContext): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
}

function recorder(): { emit: (event: LabEvent) => void; events: LabEvent[]; outcomes(): Record<string, string> } {
  const events: LabEvent[] = [];
  return {
    events,
    emit: (event) => events.push(event),
    outcomes: () =>
      Object.fromEntries(events.flatMap((event) => (event.type === "step:end" ? [[event.step, event.outcome]] : []))),
  };
}

const phase = "register" as const;

test("hands results to dependents, and runs what is independent at the same time", async () => {
  const order: string[] = [];
  const graph = new Graph();
  const step = (id: string) => ({
    phase,
    id,
    title: id,
    run: async () => {
      order.push(`${id}+`);
      await turn();
      order.push(`${id}-`);
      return id;
    },
  });
  const a = graph.add({ ...step("a"), after: [] });
  const b = graph.add({ ...step("b"), after: [] });
  graph.add({ phase, id: "c", title: "c", after: [a, b], run: async (_, fromA, fromB) => order.push(fromA + fromB) });
  await graph.apply({ signal: never, emit: () => undefined });
  expect(order).toEqual(["a+", "b+", "a-", "b-", "ab"]);
});

test("a dependency must have been added before, and ids are unique", () => {
  const graph = new Graph();
  const nothing = { phase, title: "", after: [], run: async () => undefined } as const;
  graph.add({ ...nothing, id: "a" });
  expect(() => graph.add({ ...nothing, id: "a" })).toThrow("two steps are called a");
  expect(() => graph.add({ ...nothing, id: "b", after: [{ id: "elsewhere" }] })).toThrow("elsewhere");
});

test("waiting for a dependency takes no slot", async () => {
  const limit = new Limit(1);
  const graph = new Graph();
  const slow = graph.add({ phase, id: "slow", title: "", after: [], run: turn });
  graph.add({
    phase,
    id: "waits",
    title: "",
    after: [slow],
    limit: { of: limit },
    run: async () => order.push("waits"),
  });
  graph.add({ phase, id: "free", title: "", after: [], limit: { of: limit }, run: async () => order.push("free") });
  const order: string[] = [];
  await graph.apply({ signal: never, emit: () => undefined });
  expect(order).toEqual(["free", "waits"]);
});

test("a failure skips dependents, and siblings are stopped after the settling time", async () => {
  const clock = fakeClock();
  const log = recorder();
  const graph = new Graph();
  const bad = graph.add({
    phase,
    id: "bad",
    title: "clone demo-1",
    after: [],
    run: async () => {
      throw new EdgelabError("DATASTORE_FULL", { what: "The datastore is full." });
    },
  });
  graph.add({ phase, id: "dependent", title: "", after: [bad], run: async () => expect.unreachable() });
  graph.add({ phase, id: "sibling", title: "", after: [], run: untilAborted });
  const applied = graph.apply({ signal: never, emit: log.emit, clock, settleMs: 500 });
  applied.catch(() => undefined);
  await turn();
  expect(log.outcomes()).toEqual({ bad: "failed", dependent: "skipped" });
  clock.advance(499);
  await turn();
  expect(log.outcomes()).not.toHaveProperty("sibling");
  clock.advance(1);
  await expect(applied).rejects.toMatchObject({ code: "DATASTORE_FULL", message: "The datastore is full." });
  expect(log.outcomes()["sibling"]).toBe("failed");
});

test("the first cause comes first, and those that failed too are named", async () => {
  const fail = (what: string) => async () => {
    throw new EdgelabError("REGISTRATION_FAILED", { what });
  };
  const graph = new Graph();
  graph.add({ phase, id: "1", title: "register demo-1", after: [], run: fail("demo-1 is late.") });
  graph.add({ phase, id: "2", title: "register demo-2", after: [], run: fail("demo-2 is late.") });
  const error = await graph.apply({ signal: never, emit: () => undefined }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "REGISTRATION_FAILED",
    details: { what: "demo-1 is late.", why: "Also failed: register demo-2: demo-2 is late." },
  });
  expect((error as EdgelabError).cause).toBeInstanceOf(AggregateError);
});

test("an abort stops what runs, starts nothing, and rejects with its reason", async () => {
  const abort = new AbortController();
  const log = recorder();
  const graph = new Graph();
  const first = graph.add({ phase, id: "first", title: "", after: [], run: untilAborted });
  graph.add({ phase, id: "second", title: "", after: [first], run: async () => expect.unreachable() });
  const applied = graph.apply({ signal: abort.signal, emit: log.emit });
  await turn();
  const reason = new Error("Ctrl-C");
  abort.abort(reason);
  await expect(applied).rejects.toBe(reason);
  expect(log.outcomes()).toEqual({ first: "failed", second: "skipped" });
});

test("reports outcomes, durations and the estimate of the longest path", async () => {
  const clock = fakeClock();
  const log = recorder();
  const graph = new Graph();
  const a = graph.add({
    phase,
    id: "a",
    title: "",
    after: [],
    timingKey: "clone",
    run: async (context) => {
      clock.advance(30);
      context.changed("made it");
    },
  });
  graph.add({ phase, id: "b", title: "", after: [a], timingKey: "power", run: async () => undefined });
  const timings = new Map([
    ["clone", [10, 1000, 30]],
    ["power", [5]],
  ]);
  expect(graph.estimateMs(timings)).toBe(35);
  expect(graph.estimateMs(new Map([["clone", [1]]]))).toBe(1);
  expect(graph.estimateMs(new Map())).toBeUndefined();
  const reports = await graph.apply({ signal: never, emit: log.emit, clock, timings });
  expect(reports).toMatchObject([
    { step: "a", outcome: "changed", durationMs: 30, timingKey: "clone" },
    { step: "b", outcome: "unchanged", durationMs: 0 },
  ]);
  expect(log.events[0]).toMatchObject({ type: "step:start", step: "a", estimateMs: 30 });
});
