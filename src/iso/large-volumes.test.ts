import { expect, test } from "vitest";
import { fromBytes } from "../core/random-access.ts";
import { readIso } from "./reader.ts";
import { createIso } from "./writer.ts";

const volume = (paths: readonly string[]) =>
  fromBytes(createIso({ volumeId: "LARGE", files: paths.map((path) => ({ path, content: "" })) }));

test("a hundred thousand entries of one beginning are written and read in seconds", { timeout: 60_000 }, async () => {
  const paths = Array.from({ length: 99_900 }, (_, n) => `/folder-${n % 99}/content-bundle-part-${n}.tar.zst`);
  const { entries } = await readIso(volume(paths));
  expect(entries.size).toBe(99_999);
  expect(entries.has("/folder-98/content-bundle-part-98.tar.zst")).toBe(true);
  const tooMany = volume(Array.from({ length: 100_001 }, (_, n) => `/${n}`));
  await expect(readIso(tooMany)).rejects.toThrow("more than 100000 entries");
});

test("paths that would fill the memory are refused", async () => {
  const deep = `/${"d".repeat(250)}`.repeat(60);
  const paths = Array.from({ length: 2300 }, (_, n) => `${deep}/${n}`);
  await expect(readIso(volume(paths))).rejects.toThrow("absurdly long");
});

test("more directories than 16 bits can number are too many for the format", () => {
  const paths = Array.from({ length: 66_000 }, (_, n) => `/x/${n}/f`);
  expect(() => volume(paths)).toThrow("at most 65535 directories");
});
