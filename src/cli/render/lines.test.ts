import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LabEvent } from "../../core/events.ts";
import { linesRenderer } from "./lines.ts";

const removal = { phase: "provision", step: "provision/removal", title: "remove the old cluster demo" } as const;
const waiting: LabEvent = {
  type: "waiting",
  phase: "provision",
  subject: "cluster demo",
  waitingFor: "its hosts to clean up",
  lastSeen: "Deleting",
  elapsedMs: 100,
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const out = new PassThrough({ encoding: "utf8" });
  const renderer = linesRenderer(out as unknown as NodeJS.WriteStream, (_, text) => text);
  return { renderer, said: () => (out.read() as string | null) ?? "" };
}

test("a wait that was told once is repeated until its step ends", () => {
  const { renderer, said } = open();
  renderer.event({ type: "step:start", ...removal });
  renderer.event(waiting);
  expect(said()).toBe("");
  vi.advanceTimersByTime(60_000);
  const lines = said().trimEnd().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines.at(-1)).toMatch(/cluster demo waits for its hosts to clean up; last seen: Deleting \(\d\d s\)/);
  renderer.event({ type: "step:end", ...removal, outcome: "changed", durationMs: 60_100 });
  said();
  vi.advanceTimersByTime(60_000);
  expect(said()).toBe("");
  renderer.close();
});

test("a step ends its own wait, not that of a host whose name begins alike", () => {
  const { renderer, said } = open();
  for (const host of ["demo-1", "demo-10"]) {
    renderer.event({ type: "step:start", phase: "register", step: host, title: `${host} is ready` });
    renderer.event({ ...waiting, phase: "register", subject: host });
  }
  const [step, title] = ["demo-10", "demo-10 is ready"];
  renderer.event({ type: "step:end", phase: "register", step, title, outcome: "changed", durationMs: 1 });
  said();
  vi.advanceTimersByTime(20_000);
  const text = said();
  expect(text).toMatch(/demo-1 waits/);
  expect(text).not.toMatch(/demo-10 waits/);
  renderer.close();
});
