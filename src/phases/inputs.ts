import { sha256 } from "../core/sha256.ts";

/**
 * What went into a thing, field by field, short enough to be written on the thing itself:
 * `template=3f2a9c0d11ee userData=9b7f3c21aa04`. Comparing two of them says which fields differ.
 */
export type Inputs = Readonly<Record<string, string>>;

/** 12 hex digits of the SHA-256 of the value's JSON with sorted keys. Undefined members do not count. */
export function digest(value: unknown): string {
  return sha256(canonical(value)).slice(0, 12);
}

/** JSON with sorted keys and without members that are undefined: equal for equal values. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  ) as string;
}

export function formatInputs(inputs: Inputs): string {
  return Object.entries(inputs)
    .map(([field, value]) => `${field}=${value}`)
    .join(" ");
}

export function parseInputs(text: string | undefined): Inputs {
  return Object.fromEntries(
    (text ?? "").split(" ").flatMap((part) => {
      const at = part.indexOf("=");
      return at > 0 ? [[part.slice(0, at), part.slice(at + 1)]] : [];
    }),
  );
}

/** Fields in which two differ, in the order of what is wanted. */
export function differing(
  found: Inputs,
  wanted: Inputs,
): { field: string; found: string | undefined; wanted: string }[] {
  return Object.entries(wanted)
    .filter(([field, value]) => found[field] !== value)
    .map(([field, value]) => ({ field, found: found[field], wanted: value }));
}
