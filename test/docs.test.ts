import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorCodes } from "../src/core/errors.ts";

const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test("docs/errors.md names every code, with its exit code, and no other", () => {
  const documented: Record<string, number> = {};
  for (const row of text("docs/errors.md").matchAll(/^\| (\d+)[^|]*\| (`[^|]*`) \|/gm)) {
    for (const code of row[2]!.matchAll(/`([A-Z_]+)`/g)) documented[code[1]!] = Number(row[1]);
  }
  expect(documented).toEqual(errorCodes);
});

test("the table of docs/architecture.md and the linter's import rules agree", () => {
  const config = JSON.parse(text(".oxlintrc.json")) as {
    overrides: {
      files: string[];
      rules: { "no-restricted-imports"?: ["error", { patterns: { group: string[] }[] }] };
    }[];
  };
  const table = new Map(
    [...text("docs/architecture.md").matchAll(/^\| ((?:`\w+` ?)+)\| ([^|]*)\|/gm)].flatMap((row) =>
      [...row[1]!.matchAll(/`(\w+)`/g)].map(
        (room) => [room[1]!, row[2]!.includes("all of the above") ? undefined : row[2]!] as const,
      ),
    ),
  );
  const rooms = config.overrides.flatMap(({ files, rules }) => {
    const room = /^src\/(\w+)\/\*\*/.exec(files[0]!)?.[1];
    const rule = rules["no-restricted-imports"];
    return room && Array.isArray(rule) ? [{ room, forbidden: rule[1].patterns.flatMap(({ group }) => group) }] : [];
  });
  expect(rooms.length).toBeGreaterThan(9);
  for (const { room, forbidden } of rooms) {
    const allowed = table.get(room);
    if (allowed === undefined) continue;
    for (const other of rooms) {
      const isForbidden = forbidden.includes(`../${other.room}/**`);
      const isAllowed = other.room === room || allowed.replace(/;.*$/, "").includes(`\`${other.room}\``);
      expect(`${room} -> ${other.room}: ${isForbidden ? "refused" : "allowed"}`).toBe(
        `${room} -> ${other.room}: ${isAllowed ? "allowed" : "refused"}`,
      );
    }
  }
});
