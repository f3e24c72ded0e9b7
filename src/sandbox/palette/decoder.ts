import { badRequest } from "./api-error.ts";

/**
 * Turns parsed JSON into a typed value as Palette's own decoder does: keys match without regard to case
 * (`machinePoolConfig` is `machinepoolconfig`), unknown keys and nulls are passed over, a wrong type is refused.
 */
export type Decoder<T> = (value: unknown, path: string) => T;
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

const mismatch = (value: unknown, path: string, wanted: string) =>
  badRequest(
    `cannot unmarshal ${Array.isArray(value) ? "array" : typeof value} into ${path || "the body"} of type ${wanted}`,
  );

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== "string") throw mismatch(value, path, "string");
  return value;
};

export const integer: Decoder<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isInteger(value)) throw mismatch(value, path, "integer");
  return value;
};

export const decimal: Decoder<number> = (value, path) => {
  if (typeof value !== "number") throw mismatch(value, path, "number");
  return value;
};

export const flag: Decoder<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw mismatch(value, path, "boolean");
  return value;
};

export const time: Decoder<string> = (value, path) => {
  const written = text(value, path);
  if (Number.isNaN(Date.parse(written))) throw badRequest(`${path}: '${written}' is not an RFC 3339 time`);
  return new Date(written).toISOString();
};

/** Kept as it came: for parts that are only stored and handed back. */
export const json: Decoder<JsonObject> = (value, path) => {
  if (!isObject(value)) throw mismatch(value, path, "object");
  return value;
};

export const oneOf =
  <const T extends string>(...values: readonly T[]): Decoder<T> =>
  (value, path) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw badRequest(`${path} in body should be one of [${values.join(" ")}]`);
    return found;
  };

export const listOf =
  <T>(item: Decoder<T>): Decoder<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw mismatch(value, path, "array");
    return value.map((each: unknown, index) => item(each, `${path}[${index}]`));
  };

export const mapOf =
  <T>(item: Decoder<T>): Decoder<Readonly<Record<string, T>>> =>
  (value, path) => {
    if (!isObject(value)) throw mismatch(value, path, "object");
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, item(each, `${path}.${key}`)]));
  };

type Fields = Readonly<Record<string, Decoder<unknown>>>;
export type Struct<F extends Fields> = { readonly [K in keyof F]?: Decoded<F[K]> | undefined };

export function struct<F extends Fields>(fields: F): Decoder<Struct<F>> {
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  return (value, path) => {
    if (!isObject(value)) throw mismatch(value, path, "object");
    const result: Record<string, unknown> = {};
    for (const [key, each] of Object.entries(value)) {
      const name = names.get(key.toLowerCase());
      if (name === undefined || each === null) continue;
      result[name] = fields[name]?.(each, path === "" ? name : `${path}.${name}`);
    }
    return result as Struct<F>;
  };
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value, or 400 when it is missing or an empty text. */
export function required<T>(value: T | undefined, path: string): T {
  if (value === undefined || value === "") throw badRequest(`${path} in body is required`);
  return value;
}

const labels = mapOf(text);

/** The parts of `v1ObjectMeta` that a caller may write. */
export const metadata = struct({ name: text, uid: text, labels, annotations: labels });
export type Metadata = Decoded<typeof metadata>;
