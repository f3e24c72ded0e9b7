import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test("nothing in it moves a cursor, ends a line or turns its direction", () => {
  expect(printable("a\u001b[2Jb\nc\u009b1md\u202ee\u2028f")).toBe("a\\u{1b}[2Jb\\u{a}c\\u{9b}1md\\u{202e}e\\u{2028}f");
});

test("letters of all kinds stay", () => {
  expect(printable("Größe 大きさ 👩")).toBe("Größe 大きさ 👩");
});
