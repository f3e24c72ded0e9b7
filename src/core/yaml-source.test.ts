import { describe, expect, it } from "vitest";
import { formatProblem } from "./problem.ts";
import { YamlSource } from "./yaml-source.ts";

const text = `# a lab
hosts:
  demo: &demo { count: 3, tags: [a, b] }
  more: *demo
cluster:
  name:
`;

describe("YamlSource", () => {
  const source = new YamlSource(text, "/w/lab.yaml");

  it.each([
    ["a value", ["hosts", "demo", "count"], "lab.yaml:3:24"],
    ["an item", ["hosts", "demo", "tags", 1], "lab.yaml:3:37"],
    ["behind an alias", ["hosts", "more", "count"], "lab.yaml:3:24"],
    ["an empty value, at its name", ["cluster", "name"], "lab.yaml:6:3"],
    ["what is missing, at the name of what it is missing from", ["cluster", "vip"], "lab.yaml:5:1"],
    ["what is missing below what is missing", ["network", "cidr"], "lab.yaml:1:1"],
  ])("finds %s", (_, path, place) => {
    expect(formatProblem(source.problem(path, { message: "x" }), { relativeTo: "/w" }).split("  ")[0]).toBe(place);
  });

  it("finds the name of a setting", () => {
    const problem = source.keyProblem(["hosts", "demo", "tags"], { message: "x", severity: "warning" });
    expect(problem).toMatchObject({ line: 3, column: 27, severity: "warning", path: "hosts.demo.tags" });
  });

  it("keeps what is spelled, when another program reads it", () => {
    const verbatim = new YamlSource("mode: 0644 # octal\ncity: ${X}\n", undefined, { verbatim: true });
    verbatim.replaceTexts((value) => value.replace("${X}", "a: b"));
    expect(verbatim.toString()).toBe('mode: 0644 # octal\ncity: "a: b"\n');
  });

  it("says what is wrong with a variable in braces, and nothing of what follows from it", () => {
    const { problems } = new YamlSource('a: { b: ${X}, c: "${Y}" }\nd: 1\n', "/w/lab.yaml");
    expect(problems.map((problem) => formatProblem(problem, { relativeTo: "/w" }))).toEqual([
      'lab.yaml:1:9  a variable inside { } or [ ] is not valid YAML without quotes; quote it: "${X}"',
    ]);
  });

  it.each([
    ["two documents", "a: 1\n---\nb: 2\n"],
    ["a tab as indentation", "a:\n\tb: 1\n"],
    ["an unknown tag", "a: !secret b\n"],
    ["an alias of nothing", "a: *b\n"],
    ["an alias of itself", "a: &a [*a]\n"],
    ["a list as a key", "? [a]\n: b\n"],
  ])("cannot read %s", (_, bad) => {
    const { value, problems } = new YamlSource(bad);
    expect(value).toBeUndefined();
    expect(problems).not.toHaveLength(0);
  });

  it("reads a file with a key that is there twice, and says so", () => {
    const twice = new YamlSource("a: 1\na: 2\n");
    expect(twice.problems.map((problem) => formatProblem(problem))).toEqual(['the key "a" is there twice']);
    expect(twice.value).toEqual({ a: 2 });
  });
});
