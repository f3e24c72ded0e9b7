import { nearest } from "../core/nearest.ts";
import type { Problem } from "../core/problem.ts";
import { type Path, YamlSource } from "../core/yaml-source.ts";
import { userDataRules } from "./user-data-rules.ts";
import { describeKind, installKeys, installShape, type Shape, stages, stylusShape } from "./user-data-shape.ts";

/**
 * Where user-data will be used: `template` is what an image is installed with and every clone inherits, `site` is all
 * that one Edge host reads at its first boot from disk, `any` is a fragment of either.
 */
export type UserDataPurpose = "template" | "site" | "any";

export interface CheckUserDataOptions {
  readonly purpose: UserDataPurpose;
  /** For the positions of problems. */
  readonly file?: string | undefined;
  /** Where problems are placed, when the text was made from one that its author sees. */
  readonly positions?: YamlSource | undefined;
  /**
   * How many Edge hosts will read it; more than one forbids a fixed name or address.
   * @default any number for a template, 1 otherwise
   */
  readonly hosts?: number | undefined;
  /** Accept a registration token in a template. */
  readonly allowToken?: boolean | undefined;
  /** Accept registry credentials and users' passwords in a template. */
  readonly allowSecrets?: boolean | undefined;
}

/** Kairos ignores files above its nominal limit of 1 MB. */
const maxBytes = 1_000_000;

/**
 * Every mistake in a Palette Edge user-data file, errors and warnings. Values are not shown: they may be secrets.
 *
 * @see Palette's installer reference; kairos-sdk, collector.go (header and size)
 */
export function checkUserData(text: string, options: CheckUserDataOptions): Problem[] {
  const parsed = new YamlSource(text, options.file);
  const source = options.positions ?? parsed;
  const problems = [...checkHeader(text, source), ...parsed.problems];
  const { value } = parsed;
  if (value === undefined || value === null) return problems; // the header alone is valid: nothing to override
  if (!isRecord(value)) {
    problems.push(source.problem([], { message: "expected a map of settings", found: describeKind(value) }));
    return problems;
  }
  problems.push(...checkShape(value["stylus"], stylusShape, ["stylus"], source));
  problems.push(...checkNames(value["install"], installKeys, ["install"], source));
  if (isRecord(value["install"])) problems.push(...checkShape(value["install"], installShape, ["install"], source));
  problems.push(...checkNames(value["stages"], stages, ["stages"], source));
  problems.push(...userDataRules({ value, source, options }));
  return problems;
}

function checkHeader(text: string, source: YamlSource): Problem[] {
  const problems: Problem[] = [];
  const fix = "make `#cloud-config` the first line";
  const lines = text.split("\n", 10).map((line) => line.trimEnd());
  if (text.startsWith("\uFEFF")) {
    problems.push(
      source.problem([], { message: "the file starts with a byte-order mark", fix: "save it as plain UTF-8" }),
    );
  } else if (lines[0] !== "#cloud-config") {
    const elsewhere = lines.some((line) => /^#(?:cloud|kairos|node)-config$/.test(line));
    problems.push({
      severity: elsewhere ? "warning" : "error",
      file: source.file,
      line: 1,
      column: 1,
      message: elsewhere
        ? "the header `#cloud-config` is not the first line"
        : "the header `#cloud-config` is missing, so the installer ignores the file",
      fix,
    });
  }
  if (Buffer.byteLength(text) > maxBytes) {
    problems.push(
      source.problem([], { message: `the file is longer than ${maxBytes} bytes, so the installer ignores it` }),
    );
  }
  return problems;
}

function checkShape(value: unknown, shape: Shape, path: Path, source: YamlSource): Problem[] {
  if (value === undefined || shape === "any") return [];
  const wrong = (expected: string) => [
    source.problem(path, { message: "wrong type", expected, found: describeKind(value) }),
  ];
  switch (shape) {
    case "boolean":
      return typeof value === "boolean" ? [] : wrong("true or false");
    case "integer":
      return Number.isInteger(value) ? [] : wrong("a whole number");
    case "text":
      return typeof value === "string" ? [] : wrong("a text (quote it)");
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string") ? [] : wrong("a list of texts");
    case "text or texts":
      return typeof value === "string" ? [] : checkShape(value, "texts", path, source);
  }
  if ("each" in shape) {
    if (!Array.isArray(value)) return wrong("a list");
    return value.flatMap((item, index) => checkShape(item, shape.each, [...path, index], source));
  }
  if (!isRecord(value)) return wrong("a map of settings");
  const { keys, others } = shape;
  return Object.entries(value).flatMap(([key, item]) => {
    const known = Object.hasOwn(keys, key) ? keys[key] : others;
    if (known !== undefined) return checkShape(item, known, [...path, key], source);
    return unknownKey([...path, key], Object.keys(keys), source);
  });
}

/** Only names: the values of these sections belong to Kairos, which knows more of them than Palette documents. */
function checkNames(value: unknown, names: readonly string[], path: Path, source: YamlSource): Problem[] {
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) {
    return [source.problem(path, { message: "wrong type", expected: "a map of settings", found: describeKind(value) })];
  }
  return Object.keys(value)
    .filter((key) => !names.includes(key))
    .flatMap((key) => unknownKey([...path, key], names, source));
}

function unknownKey(path: Path, names: readonly string[], source: YamlSource): Problem[] {
  const found = nearest(String(path.at(-1)), names);
  // The agent is newer than its published reference often enough that an unknown name is no error.
  return [source.keyProblem(path, { severity: "warning", message: "unknown setting", nearest: found })];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
