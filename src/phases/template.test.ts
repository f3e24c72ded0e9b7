import { expect, test } from "vitest";
import type { CloneSource } from "../vsphere/index.ts";
import type { FoundMachine } from "./machines.ts";
import type { Mark } from "./marks.ts";
import { templateAmong, usable } from "./template.ts";

const mark: Mark = {
  role: "template",
  lab: undefined,
  name: undefined,
  instance: undefined,
  host: undefined,
  inputs: "key",
};

function machine(name: string, change: Partial<FoundMachine> = {}): FoundMachine {
  return { name, mark, isTemplate: true, hasSnapshot: true, power: "poweredOff", ...change } as FoundMachine;
}

test.each<[string, Partial<FoundMachine>, string | undefined]>([
  ["a finished one", {}, "ready"],
  ["one that lacks only the last call", { isTemplate: false }, "unmarked"],
  ["one without snapshot", { hasSnapshot: false }, "building"],
  [
    "one whose installation runs",
    { power: "poweredOn", isTemplate: false, mark: { ...mark, role: "builder" } },
    "building",
  ],
  ["one whose installation ended", { isTemplate: false, mark: { ...mark, role: "builder" } }, "building"],
  ["one made from something else", { mark: { ...mark, inputs: "other" } }, undefined],
  ["one without a mark", { mark: undefined }, undefined],
  ["a host made from it", { mark: { ...mark, role: "host" } }, undefined],
])("%s", (_, change, state) => {
  expect(templateAmong([machine("t", change)], "key")?.state).toBe(state);
});

test("of several the finished one counts", () => {
  const half = machine("half", { mark: { ...mark, role: "builder" }, isTemplate: false });
  expect(templateAmong([half, machine("whole")], "key")?.machine.name).toBe("whole");
});

function source(change: Partial<CloneSource> = {}): CloneSource {
  const snapshot = (name: string, time: number) => ({
    ref: { type: "VirtualMachineSnapshot", value: name },
    name,
    createTime: new Date(time),
    isCurrent: false,
  });
  return {
    power: "poweredOff",
    snapshots: [snapshot("b", 2), snapshot("c", 3), snapshot("a", 1)],
    ...change,
  } as CloneSource;
}

test("clones come from the newest snapshot, or the named one", () => {
  expect(usable(source(), "t").snapshot.value).toBe("c");
  expect(usable(source(), "t", "a").snapshot.value).toBe("a");
});

test.each<[string, Partial<CloneSource>, string | undefined, RegExp]>([
  ["no snapshot", { snapshots: [] }, undefined, /has no snapshot/],
  ["no such snapshot", {}, "z", /0 snapshots called "z", of "b", "c", "a"/],
  ["powered on", { power: "poweredOn" }, undefined, /must never have booted/],
])("refuses %s", (_, change, name, why) => {
  expect(() => usable(source(change), "Templates/t", name)).toThrow(
    expect.objectContaining({ code: "TEMPLATE_UNUSABLE", message: expect.stringMatching(why) }),
  );
});
