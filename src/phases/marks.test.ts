import { expect, test } from "vitest";
import { isOurs, type Mark, markLabels, markToConfig, ownerOf, readMark } from "./marks.ts";

const bearer = "5012f3aa-0000-5000-8000-000000000001";
const mark: Mark = { role: "host", lab: "uuid-1", name: "demo", instance: "mia", host: "demo-1", inputs: "template=1" };

test("what is written is read back, on its bearer only", () => {
  const config = markToConfig(mark, bearer);
  expect(readMark(config, bearer.toUpperCase())).toEqual({ mark });
  expect(readMark(config, "5012f3aa-0000-5000-8000-000000000002")).toEqual({
    unmarked: "its mark was made for another machine, of which it is a copy",
  });
  expect(readMark(config, undefined)).toHaveProperty("unmarked");
});

test("a template's mark empties what a host inherits by cloning, and the other way round", () => {
  const template: Mark = {
    role: "template",
    lab: undefined,
    name: undefined,
    instance: undefined,
    host: undefined,
    inputs: "abc",
  };
  const inherited = { ...markToConfig(mark, bearer), ...markToConfig(template, "other") };
  expect(readMark(inherited, "other")).toEqual({ mark: template });
});

test.each([
  [{}, "it carries no mark of edgelab"],
  [{ "edgelab.role": "host" }, "it carries no mark of edgelab"],
  [{ "edgelab.role": "mascot", "edgelab.bearer": bearer }, /role that this version does not know/],
])("%o does not count", (config, why) => {
  expect(readMark(config as Record<string, string>, bearer)).toEqual({ unmarked: expect.stringMatching(why) });
});

test("labels: the UUID decides, names only explain", () => {
  const labels = markLabels({ name: "demo", instance: "mia" }, "uuid-1");
  expect(isOurs(labels, "uuid-1")).toBe(true);
  expect(isOurs(labels, "uuid-2")).toBe(false);
  expect(isOurs(null, "uuid-1")).toBe(false);
  expect(ownerOf(labels)).toBe('it belongs to lab "demo" of mia');
  expect(ownerOf(undefined)).toBe("it carries no mark of edgelab");
});
