import { expect, test } from "vitest";
import { ConsoleTail } from "./console-tail.ts";

function read(...chunks: readonly (string | Uint8Array)[]) {
  const seen: [string, boolean][] = [];
  const tail = new ConsoleTail((line, isComplete) => seen.push([line, isComplete]));
  for (const chunk of chunks) tail.receive(Buffer.from(chunk));
  return { tail, seen, complete: seen.filter(([, isComplete]) => isComplete).map(([line]) => line) };
}

test("lines end in any way, wherever the chunks are cut", () => {
  expect(read("one\r\ntwo\nthr", "ee\r", "\nfour\n").complete).toEqual(["one", "two", "three", "four"]);
});

test("what overwrites itself is a line each time", () => {
  expect(read("10 %\r20 %\r30 %\n").complete).toEqual(["10 %", "20 %", "30 %"]);
});

test("a prompt is seen although it does not end", () => {
  const { seen, tail } = read("boot\nlogin", ": ");
  expect(seen.slice(-2)).toEqual([
    ["login", false],
    ["login:", false],
  ]);
  expect(tail.last()).toEqual(["boot", "login:"]);
});

test("colours, cursor movements and other control characters are left out", () => {
  expect(read("\u001b[2J\u001b[01;01H\u001b[1m\u001b[33mBdsDxe\u001b[0m: \u0007ok\u0000\r\n").complete).toEqual([
    "BdsDxe: ok",
  ]);
});

test("a character that is cut in two is one", () => {
  const bytes = Buffer.from("Überprüft\n");
  expect(read(bytes.subarray(0, 1), bytes.subarray(1)).complete).toEqual(["Überprüft"]);
});

test("what is no text does no harm", () => {
  expect(read(Buffer.from([0xff, 0xfe, 0x41, 0x80, 0x0a])).complete).toEqual(["A"]);
});

test("little is kept of much", () => {
  const { tail } = read(...Array.from({ length: 1000 }, (_, index) => `${index}\n`), "x".repeat(100_000));
  const lines = tail.last();
  expect(lines).toHaveLength(200);
  expect(lines.at(-2)).toBe("999");
  expect(lines.at(-1)).toHaveLength(500);
  expect(tail.last(2)).toEqual(lines.slice(-2));
  expect(tail.receivedBytes).toBe(100_000 + 10 * 2 + 90 * 3 + 900 * 4);
});
