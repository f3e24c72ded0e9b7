import { expect, test } from "vitest";
import { mergedValues } from "./pack-values.ts";

const defaults = `# defaults of the pack
options:
  system.uri: "{{ registry }}" # composed
  system.registry: ttl.sh
cluster:
  config: |
    tls-san: []
`;

test("without a merge the defaults are sent as they are, but trimmed", () => {
  expect(mergedValues(defaults, undefined)).toBe(defaults.trim());
});

test("replaces a dotted key, adds a map, and keeps the rest with its comments", () => {
  const merged = mergedValues(defaults, { options: { "system.registry": "example.com" }, pack: { content: { n: 1 } } });
  expect(merged).toBe(`${defaults.replace("ttl.sh", "example.com")}pack:
  content:
    n: 1`);
});

test("works on empty defaults, and refuses what is no YAML", () => {
  expect(mergedValues("", { a: { b: 1 } })).toBe("a:\n  b: 1");
  expect(() => mergedValues("a: [1", { a: 1 })).toThrow(expect.objectContaining({ code: "LAB_INVALID" }));
});
