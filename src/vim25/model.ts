/** The declarations in the shape the codec walks: parsed, with inherited fields in front, and cached. */
import { enums } from "./declarations/enums.ts";
import { managedObjects } from "./declarations/managed-objects.ts";
import { methods } from "./declarations/methods.ts";
import { types } from "./declarations/types.ts";
import type { ManagedObjectDeclaration, MethodDeclaration, TypeDeclaration } from "./schema.ts";
import { versionNumber } from "./version-number.ts";

export const primitives = {
  string: "xsd:string",
  boolean: "xsd:boolean",
  byte: "xsd:byte",
  short: "xsd:short",
  int: "xsd:int",
  long: "xsd:long",
  float: "xsd:float",
  double: "xsd:double",
  dateTime: "xsd:dateTime",
  base64: "xsd:base64Binary",
} as const;
export type Primitive = keyof typeof primitives;

/** What a single value is, repeated or not. */
export type ValueType =
  | { readonly kind: "primitive"; readonly name: Primitive }
  | { readonly kind: "enum" | "data" | "opaque"; readonly name: string }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "any"; readonly name: "anyType" };

export interface Field {
  readonly name: string;
  readonly type: ValueType;
  readonly array: boolean;
  readonly optional: boolean;
  /** Comparable, see {@link versionNumber}; 0 when older than anything recorded. */
  readonly since: number;
}

export interface TypeModel {
  readonly name: string;
  readonly base: string | undefined;
  readonly since: number;
  /** Whether a field declared as this type says in `xsi:type` what it holds. */
  readonly polymorphic: boolean;
  readonly fields: readonly Field[];
  /** Position of a field by its name. */
  readonly positions: ReadonlyMap<string, number>;
}

const typeTable: Readonly<Record<string, TypeDeclaration>> = types;
const enumTable: Readonly<Record<string, readonly string[]>> = enums;
const methodTable: Readonly<Record<string, MethodDeclaration>> = methods;
const managedObjectTable: Readonly<Record<string, ManagedObjectDeclaration>> = managedObjects;

const fieldPattern = /^([&~]?)(\w*)(\[\])?(\?)?(?: @([\d.]+))?$/;

/** Parses a field string, `VirtualDevice[]? @8.0.1.0`. */
export function parseField(name: string, text: string): Field {
  const [, sigil, type = "", array, optional, since] = fieldPattern.exec(text) ?? [];
  if (sigil === undefined) throw new TypeError(`Declaration of "${name}" is not a field: ${text}`);
  return {
    name,
    type:
      sigil === "&" ? { kind: "reference", name: type } : sigil === "~" ? { kind: "opaque", name: type } : typeOf(type),
    array: array !== undefined,
    optional: optional !== undefined,
    since: since === undefined ? 0 : versionNumber(since),
  };
}

function typeOf(name: string): ValueType {
  if (name === "anyType") return { kind: "any", name };
  if (Object.hasOwn(primitives, name)) return { kind: "primitive", name: name as Primitive };
  if (Object.hasOwn(enumTable, name)) return { kind: "enum", name };
  if (Object.hasOwn(typeTable, name)) return { kind: "data", name };
  throw new TypeError(`Type ${name} is not declared`);
}

function memoized<T>(compute: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined && !known.has(name)) known.set(name, (value = compute(name)));
    return value as T;
  };
}

const parseFields = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([name, text]) => parseField(name, text));

const positionsOf = (fields: readonly Field[]) => new Map(fields.map((field, index) => [field.name, index]));

const basesWithSubtypes = memoized(() => new Set(Object.values(typeTable).map(({ base }) => base)));

/** The model of a data object or fault, or undefined when it is not declared. */
export const typeModel = memoized((name): TypeModel | undefined => {
  if (!Object.hasOwn(typeTable, name)) return undefined;
  const { base, since, open = false, fields: own } = typeTable[name] as TypeDeclaration;
  const fields = [...(base === null ? [] : (typeModel(base)?.fields ?? [])), ...parseFields(own)];
  return {
    name,
    base: base ?? undefined,
    since: since === undefined ? 0 : versionNumber(since),
    polymorphic: open || basesWithSubtypes("").has(name),
    fields,
    positions: positionsOf(fields),
  };
});

export interface MethodModel {
  readonly name: string;
  readonly on: string;
  /** `_this`, then the parameters: what the request's element holds. */
  readonly request: TypeModel;
  readonly result: Field | undefined;
}

export const methodModel = memoized((name): MethodModel | undefined => {
  if (!Object.hasOwn(methodTable, name)) return undefined;
  const { on, params, returns } = methodTable[name] as MethodDeclaration;
  const fields = [parseField("_this", `&${on}`), ...parseFields(params)];
  const request = `${name.replace(/_Task$/, "")}RequestType`;
  return {
    name,
    on,
    request: { name: request, base: undefined, since: 0, polymorphic: false, fields, positions: positionsOf(fields) },
    result: returns === "void" ? undefined : parseField("returnval", returns),
  };
});

export interface EnumModel {
  /** Values with the version that brought them, see {@link versionNumber}. */
  readonly values: ReadonlyMap<string, number>;
}

export const enumModel = memoized((name): EnumModel | undefined => {
  if (!Object.hasOwn(enumTable, name)) return undefined;
  const values = (enumTable[name] ?? []).map((text): [string, number] => {
    const [value = "", since] = text.split(" @");
    return [value, since === undefined ? 0 : versionNumber(since)];
  });
  return { values: new Map(values) };
});

/** Properties of a managed object by name, inherited ones included, or undefined when it is not declared. */
export const propertiesOf = memoized((name): ReadonlyMap<string, Field> | undefined => {
  if (!Object.hasOwn(managedObjectTable, name)) return undefined;
  const { base, properties } = managedObjectTable[name] as ManagedObjectDeclaration;
  const inherited = base === null ? [] : (propertiesOf(base) ?? []);
  return new Map([...inherited, ...parseFields(properties).map((field): [string, Field] => [field.name, field])]);
});

export const baseOf = (name: string): string | undefined => typeModel(name)?.base;

export const managedBaseOf = (name: string): string | undefined =>
  Object.hasOwn(managedObjectTable, name) ? (managedObjectTable[name]?.base ?? undefined) : undefined;

/** Declared types that extend this one, itself included. */
export const subtypesOf = memoized((name): readonly string[] => [
  name,
  ...Object.keys(typeTable)
    .filter((candidate) => typeTable[candidate]?.base === name)
    .flatMap((child) => subtypesOf(child)),
]);

/**
 * What an `xsi:type` names, without its prefix: govmomi writes `xsd:string` and never declares `xsd`.
 * Boxed arrays are `ArrayOf` and the element's type; undefined when not declared.
 */
export function namedType(xsiType: string): { readonly type: ValueType; readonly array: boolean } | undefined {
  const name = xsiType.slice(xsiType.indexOf(":") + 1);
  if (name.startsWith("ArrayOf")) {
    const element = name.slice("ArrayOf".length);
    const type = singleType(element) ?? singleType(element.charAt(0).toLowerCase() + element.slice(1));
    return type && { type, array: true };
  }
  const type = singleType(name);
  return type && { type, array: false };
}

function singleType(name: string): ValueType | undefined {
  if (name === "ManagedObjectReference") return { kind: "reference", name: "" };
  if (name === "base64Binary") return { kind: "primitive", name: "base64" };
  if (name === "anyURI" || name === "uri") return { kind: "primitive", name: "string" };
  if (name === "anyType") return { kind: "any", name };
  if (name === "base64") return undefined;
  if (Object.hasOwn(primitives, name) || Object.hasOwn(enumTable, name) || Object.hasOwn(typeTable, name))
    return typeOf(name);
  return undefined;
}

/** The `xsi:type` of a single value of this declared type. */
export function xsiTypeOf(type: ValueType): string {
  switch (type.kind) {
    case "primitive":
      return primitives[type.name];
    case "reference":
      return "ManagedObjectReference";
    case "any":
      return "xsd:anyType";
    default:
      return type.name;
  }
}

/** The `xsi:type` of a boxed array of such values; its children are named by {@link childName}. */
export function boxedArrayOf(type: ValueType): string {
  const child = childName(type);
  return `ArrayOf${child.charAt(0).toUpperCase()}${child.slice(1)}`;
}

/** What the elements of a boxed array are called: `string`, `VirtualDevice`. */
export const childName = (type: ValueType): string => xsiTypeOf(type).replace(/^xsd:/, "");
