import { expect, test } from "vitest";
import { differing, digest, formatInputs, parseInputs } from "./inputs.ts";

test("a digest does not depend on the order of keys or on members that are undefined", () => {
  expect(digest({ a: 1, b: { d: [1, 2], c: undefined } })).toBe(digest({ b: { d: [1, 2] }, a: 1 }));
  expect(digest({ a: [1, 2] })).not.toBe(digest({ a: [2, 1] }));
  expect(digest("x")).toMatch(/^[0-9a-f]{12}$/);
});

test("inputs survive being written and read", () => {
  const inputs = { template: "3f2a9c0d11ee", userData: digest("text") };
  expect(parseInputs(formatInputs(inputs))).toEqual(inputs);
  expect(parseInputs(undefined)).toEqual({});
});

test("names the fields that differ, those unknown to an older version included", () => {
  expect(differing({ template: "1", gone: "x" }, { template: "2", userData: "3" })).toEqual([
    { field: "template", found: "1", wanted: "2" },
    { field: "userData", found: undefined, wanted: "3" },
  ]);
});
