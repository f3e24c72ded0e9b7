import type { Problem } from "../core/problem.ts";
import type { Path, YamlSource } from "../core/yaml-source.ts";
import type { CheckUserDataOptions } from "./user-data-check.ts";

/** User-data that are a map of settings, with where each of them stands. */
export interface Subject {
  readonly value: Readonly<Record<string, unknown>>;
  readonly source: YamlSource;
  readonly options: CheckUserDataOptions;
}

/** Finds mistakes of one kind. */
export type Rule = (subject: Subject) => Problem[];

export function at(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path)
    here = typeof here === "object" && here !== null ? (here as Record<string | number, unknown>)[step] : undefined;
  return here;
}

export function asRecord(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isPem(text: string): boolean {
  return /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(text);
}
