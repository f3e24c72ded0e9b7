import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { ppmToPng, textOfScreen } from "./screen.ts";

test("a picture as QEMU writes it becomes a PNG with the same pixels", () => {
  const pixels = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const png = Buffer.from(ppmToPng(Buffer.concat([Buffer.from("P6\n3 2\n255\n"), pixels]))!);
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  expect(png.readUInt32BE(16)).toBe(3);
  expect(png.readUInt32BE(20)).toBe(2);
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  expect(rows).toEqual(Buffer.concat([Buffer.of(0), pixels.subarray(0, 9), Buffer.of(0), pixels.subarray(9)]));
});

test.each([
  ["nothing", ""],
  ["another format", "P5\n3 2\n255\nxxxxxx"],
  ["a picture that is cut off", "P6\n3 2\n255\nxxx"],
  ["an empty picture", "P6\n0 0\n255\n"],
])("%s is no picture", (_, content) => {
  expect(ppmToPng(Buffer.from(content))).toBeUndefined();
});

function screenOf(...lines: readonly string[]): Uint8Array {
  const memory = new Uint8Array(4000);
  for (const [row, line] of lines.entries()) {
    for (const [column, code] of Buffer.from(line, "latin1").entries()) {
      memory.set([code, 7], (row * 80 + column) * 2);
    }
  }
  return memory;
}

test("a screen in text mode is read", () => {
  expect(textOfScreen(screenOf("SeaBIOS", "", "Booting from Hard Disk..."))).toEqual([
    "SeaBIOS",
    "Booting from Hard Disk...",
  ]);
  expect(textOfScreen(screenOf("\xb3 GNU GRUB \xb3"))).toEqual(["  GNU GRUB"]);
});

test("a screen that shows graphics has no text", () => {
  expect(textOfScreen(Uint8Array.from({ length: 4000 }, (_, index) => (index * 37) % 256))).toEqual([]);
  expect(textOfScreen(new Uint8Array(4000))).toEqual([]);
});
