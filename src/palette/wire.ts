/**
 * A value as it may come over the wire: the description requires almost nothing, lists may be null, and optional
 * objects come back as explicit nulls.
 */
export type Wire<T> = T extends readonly (infer Item)[]
  ? readonly Wire<Item>[] | null | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Wire<T[Key]> } | null | undefined
    : T | null | undefined;

/** `v1ObjectMeta`. */
export interface ObjectMeta {
  readonly uid: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly creationTimestamp: string;
}

/** `v1ObjectEntity`. */
export interface Reference {
  readonly uid: string;
  readonly name: string;
}

/** Null and the empty string both mean "not set". */
export function text(value: string | null | undefined): string | undefined {
  return value === null || value === "" ? undefined : value;
}

/** RFC 3339; the zero time `0001-01-01T00:00:00.000Z` means "not set". */
export function time(value: string | null | undefined): Date | undefined {
  const date = new Date(value ?? "");
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() <= 1 ? undefined : date;
}

export function list<T>(items: readonly T[] | null | undefined): NonNullable<T>[] {
  return (items ?? []).filter((item) => item !== null && item !== undefined);
}

export function strings(record: Wire<Readonly<Record<string, string>>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

export function references(items: Wire<readonly Reference[]>): Reference[] {
  return list(items).map(({ uid, name }) => ({ uid: uid ?? "", name: name ?? "" }));
}

/** True when `labels` holds all of `wanted`. */
export function includesLabels(
  labels: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
