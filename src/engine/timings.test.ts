import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { medianOf, parseTimings, readTimings, withRun, writeTimings } from "./timings.ts";

test("the median ignores an outlier, and nothing is known of what never ran", () => {
  const timings = new Map([["clone", [20, 9000, 10]]]);
  expect(medianOf(timings, "clone")).toBe(20);
  expect(medianOf(timings, "boot")).toBeUndefined();
});

test("keeps the last nine durations of a key", () => {
  let timings = parseTimings("{}");
  for (let run = 1; run <= 12; run += 1) timings = withRun(timings, [{ timingKey: "clone", durationMs: run + 0.4 }]);
  expect(timings.get("clone")).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test.each(["", "{", "[1]", "null", '{"clone":"soon"}', '{"clone":[-1,"x",null]}'])("survives %j", (text) => {
  expect(medianOf(parseTimings(text), "clone")).toBeUndefined();
});

test("is written whole, leaves no draft, and may be missing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-timings-"));
  try {
    const file = join(folder, "deeper", "timings.json");
    expect(await readTimings(file)).toEqual(new Map());
    const timings = new Map([["clone", [1, 2]]]);
    await writeTimings(file, timings);
    expect(await readTimings(file)).toEqual(timings);
    expect(await readdir(join(folder, "deeper"))).toEqual(["timings.json"]);
    await writeFile(file, "half a");
    expect(await readTimings(file)).toEqual(new Map());
  } finally {
    await rm(folder, { recursive: true });
  }
});
