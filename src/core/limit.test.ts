import { expect, test } from "vitest";
import { Limit } from "./limit.ts";

const never = new AbortController().signal;

function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

test("work starts in order of arrival, and only while its cost fits", async () => {
  const limit = new Limit(8);
  const started: string[] = [];
  const gates = new Map(["full-1", "full-2", "linked"].map((name) => [name, gate()]));
  const run = (name: string, cost: number) =>
    limit.run(
      { signal: never },
      () => {
        started.push(name);
        return gates.get(name)?.opened ?? Promise.reject(new Error(name));
      },
      cost,
    );
  const all = [run("full-1", 4), run("full-2", 4), run("linked", 1)];
  await Promise.resolve();
  expect(started).toEqual(["full-1", "full-2"]);
  gates.get("full-1")?.open();
  await all[0];
  await Promise.resolve();
  expect(started).toEqual(["full-1", "full-2", "linked"]);
  for (const { open } of gates.values()) open();
  await Promise.all(all);
});

test("a cost above the capacity takes all of it instead of waiting for ever", async () => {
  await expect(new Limit(2).run({ signal: never }, async () => "done", 5)).resolves.toBe("done");
});

test("an aborted waiter leaves the queue and frees whoever stands behind it", async () => {
  const limit = new Limit(2);
  const first = gate();
  const running = limit.run({ signal: never }, () => first.opened, 1);
  const stop = new AbortController();
  const tooBig = limit.run({ signal: stop.signal }, async () => "never", 2);
  const small = limit.run({ signal: never }, async () => "ran", 1);
  stop.abort(new Error("stopped"));
  await expect(tooBig).rejects.toThrow("stopped");
  await expect(small).resolves.toBe("ran");
  first.open();
  await running;
});

test("a failure gives its slot back", async () => {
  const limit = new Limit(1);
  await expect(limit.run({ signal: never }, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(limit.run({ signal: never }, async () => 1)).resolves.toBe(1);
});
