import { z } from "zod";
import { nearest } from "../core/nearest.ts";
import type { Problem } from "../core/problem.ts";
import { formatPath, type Path, type YamlSource } from "../core/yaml-source.ts";

export interface Validation<T> {
  /**
   * The value with its defaults. With problems it is what is left without the wrong settings, so that further checks
   * can find the other mistakes; undefined when too little is left.
   */
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** Settings that are wrong, missing or left out; what depends on them cannot be judged. */
  readonly broken: readonly Path[];
}

interface Options {
  readonly source: YamlSource;
  /** The setting of `source` that `raw` is; empty for the whole file. */
  readonly at?: Path;
  /** Settings that came from the environment, by formatted path, as written. */
  readonly written: ReadonlyMap<string, string>;
  /** Settings that were reported already. */
  readonly reported?: readonly Path[];
  /** What takes the place of a missing setting while looking for more mistakes, by formatted path. */
  readonly standIns?: Readonly<Record<string, unknown>>;
}

/** Checks what was read against its schema. All problems at once, placed in the file; secrets are not shown. */
export function validate<T>(schema: z.ZodType<T>, raw: unknown, options: Options): Validation<T> {
  const { at = [], written, reported = [], standIns = {} } = options;
  const problems: Problem[] = [];
  const broken: Path[] = [...reported];
  let value: unknown = structuredClone(raw);
  let result = parse(schema, value);
  if (!result.success && convert(value, result.error.issues, at, written)) result = parse(schema, value);
  for (let round = 0; !result.success && round < 6; round += 1) {
    const issues = result.error.issues.flatMap(flatten);
    for (const issue of issues) {
      const path = [...at, ...(issue.path as (string | number)[])];
      if (round === 0 && !reported.some((known) => isWithin(path, known))) {
        problems.push(...describe(issue, path, { schema, raw, options }));
      }
      if (issue.code === "unrecognized_keys") for (const key of issue.keys) broken.push([...path, key]);
      else broken.push(path);
    }
    value = repair(value, issues, at, standIns);
    result = parse(schema, value);
  }
  return { value: result.data, problems, broken };
}

/** True when `path` is `around` or inside it. */
export function isWithin(path: Path, around: Path): boolean {
  return around.every((step, index) => path[index] === step);
}

export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

/** Takes settings out of what was read; they count as not written. Returns the same value. */
export function without(value: unknown, paths: readonly Path[]): unknown {
  for (const path of paths) {
    const parent = valueAt(value, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
    const last = path.at(-1);
    if (parent !== undefined && last !== undefined) delete parent[last];
  }
  return value;
}

type Issue = z.core.$ZodIssue;

/** Every message is what was expected. Those of the schema win over these. */
function parse<T>(schema: z.ZodType<T>, value: unknown) {
  return schema.safeParse(value, {
    error: (issue) => {
      switch (issue.code) {
        case "invalid_type":
          return typeNames[issue.expected] ?? issue.expected;
        case "invalid_value":
          return issue.values.map(String).join(" or ");
        case "too_small":
          return `at least ${issue.minimum}`;
        case "too_big":
          return `at most ${issue.maximum}`;
        default:
          return undefined;
      }
    },
  });
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a whole number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of settings",
  record: "a map of settings",
};

/** A union's issues are those of the alternative that the author meant: the one whose own type fits. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const fitting = issue.errors.find(
    (issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  if (fitting === undefined) {
    const types = issue.errors.flatMap(
      (issues) => issues.find(({ code, path }) => code === "invalid_type" && path.length === 0)?.message ?? [],
    );
    const expected = types.join(" or ");
    return [{ ...issue, code: "custom", message: expected }];
  }
  return fitting.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function describe(
  issue: Issue,
  path: Path,
  { schema, raw, options: { source, at = [], written } }: { schema: z.ZodType; raw: unknown; options: Options },
): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const known = settingsAt(schema, path.slice(at.length));
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const few = meant === undefined && known.length <= 8 ? known.join(", ") : undefined;
      return source.keyProblem([...path, key], { message: "unknown setting", nearest: meant, expected: few });
    });
  }
  if (issue.code === "invalid_key") {
    return [source.keyProblem(path, { message: "not a valid name", expected: issue.issues[0]?.message })];
  }
  const value = valueAt(raw, path.slice(at.length));
  const expected = issue.message;
  if (value === undefined) return [source.problem(path, { message: "missing", expected })];
  const found = show(value, path, written);
  if (issue.code === "invalid_value") {
    const choices = issue.values.map(String);
    return [
      source.problem(path, {
        message: "unknown value",
        expected,
        found,
        nearest: nearest(JSON.stringify(value).replaceAll('"', ""), choices),
      }),
    ];
  }
  const quotable =
    issue.code === "invalid_type" && issue.expected === "string" && /^(?:number|boolean)$/.test(typeof value);
  const fix = quotable ? `quote it: "${source.sourceText(path) ?? JSON.stringify(value)}"` : undefined;
  return [
    source.problem(path, {
      message: quotable || issue.code === "invalid_type" ? "wrong type" : "not valid",
      expected,
      found,
      fix,
    }),
  ];
}

/** A value in a message: short, and not when it may be a secret. */
export function show(value: unknown, path: Path, written: ReadonlyMap<string, string>): string {
  const expression = written.get(formatPath(path));
  if (expression !== undefined) return `the value of ${expression}`;
  if (value === null) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (path.some((step) => /password|token|secret|key$/i.test(String(step)))) return "a value that is not shown";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** `count: ${COUNT}` is a text to YAML; where a number or a boolean is wanted, it becomes one. */
function convert(value: unknown, issues: readonly Issue[], at: Path, written: ReadonlyMap<string, string>): boolean {
  let changed = false;
  for (const issue of issues.flatMap(flatten)) {
    const path = issue.path as (string | number)[];
    const text = valueAt(value, path);
    if (issue.code !== "invalid_type" || typeof text !== "string" || !written.has(formatPath([...at, ...path])))
      continue;
    const wanted = issue.expected;
    const converted =
      wanted === "boolean" && /^(?:true|false)$/.test(text)
        ? text === "true"
        : (wanted === "number" || wanted === "int") && /^-?\d+(?:\.\d+)?$/.test(text)
          ? Number(text)
          : undefined;
    const parent = valueAt(value, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
    const last = path.at(-1);
    if (converted === undefined || parent === undefined || last === undefined) continue;
    parent[last] = converted;
    changed = true;
  }
  return changed;
}

/** The value without its wrong settings. A wrong item of a list takes the list along: the others keep their places. */
function repair(
  value: unknown,
  issues: readonly Issue[],
  at: Path,
  standIns: Readonly<Record<string, unknown>>,
): unknown {
  for (const issue of issues) {
    const path = issue.path as (string | number)[];
    const removed = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key]) : [path];
    for (const target of removed) {
      const end = target.findIndex((step) => typeof step === "number");
      const kept = end === -1 || issue.code === "unrecognized_keys" ? target : target.slice(0, end);
      if (kept.length === 0) return undefined;
      const parent = valueAt(value, kept.slice(0, -1)) as Record<string | number, unknown> | undefined;
      const last = kept.at(-1);
      if (parent === undefined || last === undefined) continue;
      const standIn = standIns[formatPath([...at, ...kept])];
      if (standIn === undefined || issue.code === "unrecognized_keys") delete parent[last];
      else parent[last] = standIn;
    }
  }
  return value;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Names of the settings that a map at `path` may hold. */
function settingsAt(schema: z.ZodType, path: Path): string[] {
  let here: JsonSchema[] = [z.toJSONSchema(schema, { io: "input" }) as JsonSchema];
  const alternatives = (node: JsonSchema): JsonSchema[] => (node.anyOf ? node.anyOf.flatMap(alternatives) : [node]);
  for (const step of path) {
    here = here.flatMap(alternatives).flatMap(({ properties, additionalProperties, items }) => {
      const next = typeof step === "number" ? items : (properties?.[step] ?? additionalProperties);
      return typeof next === "object" ? [next] : [];
    });
  }
  return here.flatMap(alternatives).flatMap(({ properties }) => Object.keys(properties ?? {}));
}
