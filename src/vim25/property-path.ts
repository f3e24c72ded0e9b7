import { boxedArrayOf, type Field, propertiesOf, subtypesOf, typeModel, xsiTypeOf } from "./model.ts";
import type { Data, Typed } from "./schema.ts";
import { WireError } from "./wire-error.ts";

/** One step of a property path. `key` picks an element of an array: of a device by its `key`, of a reference by its id. */
export interface PathSegment {
  readonly name: string;
  readonly key?: string | number;
}

const segment = /([A-Za-z_]\w*)(?:\[(?:"([^"]*)"|([^"\]]+))\])?(\.|$)/y;

/** Parses `config.hardware.device[4000].backing` or `config.extraConfig["guestinfo.a"]`; undefined when it is not a path. */
export function parsePath(path: string): readonly PathSegment[] | undefined {
  const segments: PathSegment[] = [];
  for (let at = 0; ; ) {
    segment.lastIndex = at;
    const [whole, name, quoted, bare, end] = segment.exec(path) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    const key = bare !== undefined && /^-?\d+$/.test(bare) ? Number(bare) : (quoted ?? bare);
    segments.push(key === undefined ? { name } : { name, key });
    at += whole.length;
    if (end !== ".") return segments;
  }
}

/** The inverse of {@link parsePath}: numbers stand bare, strings in quotes. */
export const formatPath = (segments: readonly PathSegment[]): string =>
  segments
    .map(({ name, key }) => name + (key === undefined ? "" : typeof key === "number" ? `[${key}]` : `["${key}"]`))
    .join(".");

/** What is at the path, beginning at a managed object's properties or at a data object; undefined when unset. */
export function readPath(from: unknown, path: string): unknown {
  let at = from;
  for (const { name, key } of parsePath(path) ?? [{ name: path }]) {
    at = isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined;
    if (key !== undefined) at = Array.isArray(at) ? at.find((item) => hasKey(item, key)) : undefined;
  }
  return at;
}

/** Whether such objects can have the property; where a type has subtypes, any of them will do. Else: `InvalidProperty`. */
export const isProperty = (managedObject: string, path: string): boolean => fieldAt(managedObject, path) !== undefined;

/**
 * The property as `DynamicProperty.val` and `PropertyChange.val` carry it, with the exact type that its declaration
 * gives it; undefined when unset. Throws {@link WireError} when there is no such property.
 */
export function readProperty(managedObject: string, from: unknown, path: string): Typed | undefined {
  const field = fieldAt(managedObject, path);
  if (field === undefined) {
    throw new WireError({ kind: "value", problem: `${managedObject} has no property "${path}"` });
  }
  const value = readPath(from, path);
  if (value === undefined) return undefined;
  return { xsiType: field.array ? boxedArrayOf(field.type) : xsiTypeOf(field.type), value };
}

/** The declaration at the end of a path; of an element, not an array, after a key. */
function fieldAt(managedObject: string, path: string): Field | undefined {
  const [first, ...rest] = parsePath(path) ?? [];
  let field = first && elementOf(propertiesOf(managedObject)?.get(first.name), first);
  for (const step of rest) {
    if (field === undefined || field.array || field.type.kind !== "data") return undefined;
    const candidates = subtypesOf(field.type.name).map(typeModel);
    const owner = candidates.find((model) => model?.positions.has(step.name));
    field = elementOf(owner?.fields[owner.positions.get(step.name) ?? -1], step);
  }
  return field;
}

function elementOf(field: Field | undefined, { key }: PathSegment): Field | undefined {
  if (field === undefined || key === undefined) return field;
  return field.array ? { ...field, array: false } : undefined;
}

type Change = Pick<Data<"PropertyChange">, "name" | "op" | "val">;
type Value = Readonly<Record<string, unknown>>;

/**
 * The object with a change set of `WaitForUpdatesEx` applied; what is not changed is shared with the old one.
 * `assign` replaces a property, or the element with that key; `add` appends an element; `remove` and `indirectRemove`
 * take the property, or the element, away. Throws {@link WireError} when a change does not fit what is known so far:
 * then start over with version "".
 */
export function applyChanges<T extends object>(object: T, changes: readonly Change[]): T {
  return changes.reduce<T>((result, change) => {
    const path = parsePath(change.name);
    if (path === undefined) throw misfit(change, "is not a property path");
    return applyAt(result as Value, path, change) as T;
  }, object);
}

function applyAt(object: Value, [step, ...rest]: readonly PathSegment[], change: Change): Value {
  if (step === undefined) return object;
  const { name, key } = step;
  const now = object[name];
  if (rest.length === 0) return withProperty(object, name, changed(now, key, change));
  const taking = change.op === "remove" || change.op === "indirectRemove";
  if (key === undefined) {
    if (now === undefined && taking) return object;
    if (now !== undefined && (!isRecord(now) || Array.isArray(now)))
      throw misfit(change, `goes through "${name}", which has no fields`);
    return withProperty(object, name, applyAt(now ?? {}, rest, change));
  }
  const elements: readonly unknown[] = Array.isArray(now) ? now : [];
  const index = elements.findIndex((element) => hasKey(element, key));
  const element = elements[index];
  if (!isRecord(element)) {
    if (taking) return object;
    throw misfit(change, `is inside an element that "${name}" does not have`);
  }
  return withProperty(object, name, elements.with(index, applyAt(element, rest, change)));
}

/** The new value of a property after a change to it, or to its element with that key. */
function changed(now: unknown, key: string | number | undefined, { op, val }: Change): unknown {
  const elements: readonly unknown[] = Array.isArray(now) ? now : [];
  const added = Array.isArray(val) ? val : [val];
  if (key === undefined) {
    if (op === "assign") return val;
    if (op === "add") return [...elements, ...added];
    if (op === "remove" && val !== undefined) return elements.filter((element) => !hasKey(element, keyOf(val)));
    return undefined;
  }
  const index = elements.findIndex((element) => hasKey(element, key));
  if (op === "remove" || op === "indirectRemove" || val === undefined)
    return index < 0 ? now : elements.toSpliced(index, 1);
  return index < 0 ? [...elements, val] : elements.with(index, val);
}

function withProperty(object: Value, name: string, value: unknown): Value {
  const { [name]: _, ...others } = object;
  return value === undefined ? others : { ...object, [name]: value };
}

const isRecord = (value: unknown): value is Value => typeof value === "object" && value !== null;

/** Data objects go by their `key`, references by their id, anything else by itself. */
function keyOf(element: unknown): unknown {
  if (!isRecord(element)) return element;
  return "key" in element ? element["key"] : element["value"];
}

const hasKey = (element: unknown, key: unknown): boolean => String(keyOf(element)) === String(key);

const misfit = ({ name, op }: Change, problem: string): WireError =>
  new WireError({ kind: "value", problem: `Change "${op}" of "${name}" ${problem}` });
