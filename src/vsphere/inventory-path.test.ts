import { expect, test } from "vitest";
import { choose, isNamed } from "./choose.ts";
import { decodeName, encodeName, pathParts } from "./inventory-path.ts";

const named = (path: string) => ({
  ref: { type: "Datastore", value: path },
  name: decodeName(path.split("/").at(-1) ?? ""),
  path,
});
const failure = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test.each([
  ["a/b", "a%2fb"],
  ["50%", "50%25"],
  ["a\\b", "a%5cb"],
  ["%2f", "%252f"],
])("%j is %j on the wire, and back", (name, wire) => {
  expect(encodeName(name)).toBe(wire);
  expect(decodeName(wire)).toBe(name);
});

test("a path divides at slashes and keeps those that are escaped", () => {
  expect(pathParts("/DC0/vm/a%2fb/c")).toEqual(["DC0", "vm", "a%2fb", "c"]);
  expect(pathParts("a%2Fb")).toEqual(["a%2fb"]);
});

test("a name matches anywhere, a path as a whole or by its end", () => {
  const pool = named("/DC0/host/Edge/Resources/edge-lab");
  expect(
    ["edge-lab", "Resources/edge-lab", "/DC0/host/Edge/Resources/edge-lab"].every((wanted) => isNamed(pool, wanted)),
  ).toBe(true);
  expect(
    ["edge", "/edge-lab", "Other/edge-lab", "/DC1/host/Edge/Resources/edge-lab"].some((wanted) =>
      isNamed(pool, wanted),
    ),
  ).toBe(false);
});

test("the only one needs no name; several do", () => {
  const one = named("/DC0/datastore/nvme-01");
  const choice = { kind: "datastore", where: 'datacenter "DC0"' };
  expect(choose([one], { ...choice, wanted: undefined })).toBe(one);
  expect(failure(() => choose([one, named("/DC0/datastore/nvme-02")], { ...choice, wanted: undefined }))).toMatchObject(
    {
      code: "AMBIGUOUS",
      details: { why: 'Candidates: "/DC0/datastore/nvme-01", "/DC0/datastore/nvme-02".' },
    },
  );
  expect(failure(() => choose([one], { ...choice, wanted: "nvme01" }))).toMatchObject({
    code: "NOT_FOUND",
    details: {
      what: 'There is no datastore "nvme01" in datacenter "DC0".',
      why: 'Found: "nvme-01".',
      next: 'Did you mean "nvme-01"?',
    },
  });
  expect(failure(() => choose([], { ...choice, wanted: undefined }))).toMatchObject({ code: "NOT_FOUND" });
});
