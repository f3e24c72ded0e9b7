import { isMap, parseDocument } from "yaml";
import { EdgelabError } from "../core/errors.ts";

/**
 * A pack's values with keys of the lab file put in. Everything else keeps its text and comments; maps merge, anything
 * else is replaced, and a dotted key such as `system.uri` stays one key, as packs write it.
 */
export function mergedValues(values: string, merge: Readonly<Record<string, unknown>> | undefined): string {
  if (merge === undefined || Object.keys(merge).length === 0) return values.trim();
  const document = parseDocument(values);
  const [problem] = document.errors;
  if (problem) {
    throw new EdgelabError("LAB_INVALID", {
      what: "The default values of a pack are no valid YAML, so nothing can be merged into them.",
      why: problem.message.split("\n")[0],
      next: "Give the pack's whole `values` in the profile.",
    });
  }
  put([], merge);
  return document.toString().trim();

  function put(path: readonly string[], keys: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(keys)) {
      const at = [...path, key];
      if (isRecord(value) && isMap(document.getIn(at))) put(at, value);
      else document.setIn(at, value);
    }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
