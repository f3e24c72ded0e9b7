import { expect, test } from "vitest";
import { humanDuration } from "./table.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [-5, "0s"],
  [119 * second, "119s"],
  [2 * minute, "2m"],
  [9 * minute + 5 * second, "9m5s"],
  [10 * minute + 5 * second, "10m"],
  [179 * minute, "179m"],
  [3 * hour, "3h"],
  [7 * hour + 59 * minute, "7h59m"],
  [47 * hour, "47h"],
  [2 * day, "2d"],
  [7 * day + hour, "7d1h"],
  [400 * day, "400d"],
  [800 * day, "2y"],
])("an age of %d ms is %s", (ms, text) => {
  expect(humanDuration(ms)).toBe(text);
});
