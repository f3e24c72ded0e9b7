import { isDeepStrictEqual } from "node:util";
import type { Data, Typed } from "../../../vim25/schema.ts";
import { formatPath, parsePath, readProperty } from "../../../vim25/index.ts";

type Change = Data<"PropertyChange">;

/** How a watched property changed, as a whole. Unset with its parent still there is an `assign` of nothing. */
export function wholeChange(name: string, before: Typed | undefined, after: Typed | undefined): Change | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  if (after !== undefined) return { name, op: "assign", val: after };
  return { name, op: name.includes(".") ? "indirectRemove" : "assign" };
}

/** How a watched property changed, reported for the nested parts that did: `partialUpdates` of CreateFilter. */
export function partialChanges(
  type: string,
  name: string,
  before: Typed | undefined,
  after: Typed | undefined,
): readonly Change[] {
  const whole = wholeChange(name, before, after);
  if (!whole) return [];
  if (before === undefined || after === undefined) return [whole];
  const paths = nested(name, before.value, after.value);
  const from = placed(name, after.value);
  return paths.map(({ path, op }): Change => {
    const val = op === "remove" ? undefined : readProperty(type, from, path);
    return val === undefined ? { name: path, op } : { name: path, op, val };
  });
}

type Nested = { readonly path: string; readonly op: "assign" | "add" | "remove" };

function nested(path: string, before: unknown, after: unknown): readonly Nested[] {
  if (isDeepStrictEqual(before, after)) return [];
  const was = keyed(before);
  const is = keyed(after);
  if (was && is) {
    const at = (key: string | number): string => `${path}${typeof key === "number" ? `[${key}]` : `["${key}"]`}`;
    return [
      ...[...was].filter(([key]) => !is.has(key)).map(([key]): Nested => ({ path: at(key), op: "remove" })),
      ...[...is].flatMap(([key, value]): readonly Nested[] => {
        if (!was.has(key)) return [{ path: at(key), op: "add" }];
        return isDeepStrictEqual(was.get(key), value) ? [] : [{ path: at(key), op: "assign" }];
      }),
    ];
  }
  // Beyond an element's key a path cannot be told from a change of its type: those are assigned whole.
  if (!isData(before) || !isData(after) || before["_type"] !== after["_type"]) return [{ path, op: "assign" }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => nested(`${path}.${name}`, before[name], after[name]));
}

/** Elements of an array by their `key`; undefined for anything else. */
function keyed(value: unknown): ReadonlyMap<string | number, unknown> | undefined {
  if (!Array.isArray(value)) return undefined;
  const entries = value.map((element: unknown): readonly [unknown, unknown] => [
    isData(element) ? element["key"] : undefined,
    element,
  ]);
  const isKeyed = entries.every((entry): entry is readonly [string | number, unknown] =>
    ["string", "number"].includes(typeof entry[0]),
  );
  return isKeyed ? new Map(entries as readonly (readonly [string | number, unknown])[]) : undefined;
}

const isData = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);

/** An object in which `value` is at the path. */
function placed(path: string, value: unknown): object {
  const segments = parsePath(path) ?? [];
  if (segments.some(({ key }) => key !== undefined))
    throw new TypeError(`nested changes below ${formatPath(segments)}`);
  return segments.reduceRight<unknown>((inner, { name }) => ({ [name]: inner }), value) as object;
}
