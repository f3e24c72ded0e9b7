import {
  boxedArrayOf,
  childName,
  enumModel,
  type Field,
  namedType,
  type Primitive,
  type TypeModel,
  typeModel,
  type ValueType,
  xsiTypeOf,
} from "./model.ts";
import type { ManagedObjectReference, Typed } from "./schema.ts";
import { isA } from "./types.ts";
import { WireError, type WireErrorKind } from "./wire-error.ts";
import { escapeAttribute, escapeText, isXmlText } from "./xml.ts";

/**
 * Writes JavaScript values as elements in the namespace `urn:vim25`, with `xsi` and `xsd` declared by the envelope.
 * Fields newer than the version are left out. A data object whose type is newer is refused in a request, where leaving
 * it out would change what is asked, and widened to its nearest old enough base in a response, as vCenter does.
 */
export class Encoder {
  readonly #version: number;
  readonly #widen: boolean;
  readonly #path: string[] = [];

  /** `version` as from `versionNumber`. */
  constructor(version: number, side: "request" | "response") {
    this.#version = version;
    this.#widen = side === "response";
  }

  /** One field: nothing when absent, as many elements as values when repeated. */
  field(field: Field, value: unknown): string {
    if (field.since > this.#version) return "";
    if (value === undefined) {
      if (field.optional || field.array || field.type.kind === "opaque") return "";
      return this.#fail("missing", `Required field "${field.name}" is missing`);
    }
    this.#path.push(field.name);
    const xml = field.array
      ? this.#elements(field.name, field.type, value)
      : this.element(field.name, field.type, value);
    this.#path.pop();
    return xml;
  }

  /** One value of a declared type. */
  element(tag: string, type: ValueType, value: unknown): string {
    switch (type.kind) {
      case "primitive":
        return `<${tag}>${this.#primitive(type.name, value)}</${tag}>`;
      case "enum":
        return `<${tag}>${this.#enumValue(type.name, value)}</${tag}>`;
      case "reference":
        return this.#reference(tag, value, "");
      case "data":
        return this.#data(tag, type.name, value);
      case "any":
        return this.#any(tag, value);
      case "opaque":
        return this.#fail("unsupported", `Type ${type.name} is not declared, so it cannot be sent`);
    }
  }

  /** Children of a data object or of a request, each in its place. */
  fields(model: TypeModel, value: object, ignored = "_type"): string {
    const given = value as Readonly<Record<string, unknown>>;
    for (const key of Object.keys(given)) {
      if (!model.positions.has(key) && key !== ignored) this.#fail("unexpected", `${model.name} has no field "${key}"`);
    }
    let xml = "";
    for (const field of model.fields)
      xml += this.field(field, Object.hasOwn(given, field.name) ? given[field.name] : undefined);
    return xml;
  }

  #elements(tag: string, type: ValueType, value: unknown): string {
    if (!Array.isArray(value)) return this.#mismatch(`an array of ${xsiTypeOf(type)}`);
    let xml = "";
    for (const item of value) xml += this.element(tag, type, item);
    return xml;
  }

  #data(tag: string, declared: string, value: unknown, always = false): string {
    if (!isPlainObject(value)) return this.#mismatch(declared);
    const named = value["_type"] ?? declared;
    if (typeof named !== "string" || typeModel(named) === undefined) {
      return this.#fail("unsupported", `Type ${typeof named === "string" ? named : typeof named} is not declared`);
    }
    const model = this.#reachable(named);
    if (named !== declared && !isA(model.name, declared)) return this.#mismatch(declared, named);
    const xsiType = always || typeModel(declared)?.polymorphic === true ? ` xsi:type="${model.name}"` : "";
    return `<${tag}${xsiType}>${this.fields(model, model.name === named ? value : pick(model, value))}</${tag}>`;
  }

  /** The type itself, or for responses its nearest base that the version knows. */
  #reachable(name: string): TypeModel {
    let model = typeModel(name);
    while (model !== undefined && model.since > this.#version) {
      if (!this.#widen) return this.#fail("unsupported", `Type ${name} is newer than the API version spoken`);
      model = model.base === undefined ? undefined : typeModel(model.base);
    }
    return model ?? this.#fail("unsupported", `Type ${name} is newer than the API version spoken`);
  }

  #any(tag: string, value: unknown): string {
    if (typeof value === "string") return this.#typed(tag, { kind: "primitive", name: "string" }, value);
    if (typeof value === "boolean") return this.#typed(tag, { kind: "primitive", name: "boolean" }, value);
    if (typeof value === "number") return this.#typed(tag, { kind: "primitive", name: "int" }, value);
    if (value instanceof Date) return this.#typed(tag, { kind: "primitive", name: "dateTime" }, value);
    if (value instanceof Uint8Array) return this.#typed(tag, { kind: "primitive", name: "base64" }, value);
    if (isTyped(value)) {
      const named = namedType(value.xsiType);
      if (named === undefined) return this.#fail("unsupported", `Type ${value.xsiType} is not declared`);
      if (!named.array) return this.#typed(tag, named.type, value.value);
      const boxed = boxedArrayOf(named.type);
      return `<${tag} xsi:type="${boxed}">${this.#elements(childName(named.type), named.type, value.value)}</${tag}>`;
    }
    if (isPlainObject(value)) {
      if (typeof value["_type"] === "string") return this.#data(tag, value["_type"], value, true);
      if ("type" in value && "value" in value) return this.#reference(tag, value, ' xsi:type="ManagedObjectReference"');
    }
    return this.#mismatch("a value that tells its type (Typed says it for enums, longs and arrays)");
  }

  #typed(tag: string, type: ValueType, value: unknown): string {
    switch (type.kind) {
      case "primitive":
        return `<${tag} xsi:type="${xsiTypeOf(type)}">${this.#primitive(type.name, value)}</${tag}>`;
      case "enum":
        return `<${tag} xsi:type="${type.name}">${this.#enumValue(type.name, value)}</${tag}>`;
      case "reference":
        return this.#reference(tag, value, ' xsi:type="ManagedObjectReference"');
      case "data":
        return this.#data(tag, type.name, value, true);
      default:
        return this.element(tag, type, value);
    }
  }

  #reference(tag: string, value: unknown, xsiType: string): string {
    if (!isReference(value)) return this.#mismatch("a managed object reference {type, value}");
    const type = escapeAttribute(this.#text(value.type));
    return `<${tag}${xsiType} type="${type}">${escapeText(this.#text(value.value))}</${tag}>`;
  }

  #enumValue(name: string, value: unknown): string {
    const since = typeof value === "string" ? enumModel(name)?.values.get(value) : undefined;
    if (since === undefined) return this.#fail("value", `Field "${this.#where}" must be one of ${name}'s values`);
    if (since > this.#version)
      return this.#fail("value", `${name} "${String(value)}" is newer than the API version spoken`);
    return escapeText(String(value));
  }

  #primitive(name: Primitive, value: unknown): string {
    switch (name) {
      case "string":
        return typeof value === "string" ? escapeText(this.#text(value)) : this.#mismatch("a string");
      case "boolean":
        return typeof value === "boolean" ? String(value) : this.#mismatch("a boolean");
      case "byte":
        return this.#integer(value, -128, 127);
      case "short":
        return this.#integer(value, -32_768, 32_767);
      case "int":
        return this.#integer(value, -2_147_483_648, 2_147_483_647);
      case "long":
        return this.#integer(value, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      case "float":
      case "double":
        if (typeof value !== "number") return this.#mismatch("a number");
        return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? "INF" : "-INF";
      case "dateTime":
        if (!(value instanceof Date) || Number.isNaN(value.getTime())) return this.#mismatch("a valid Date");
        return value.toISOString();
      case "base64":
        if (!(value instanceof Uint8Array)) return this.#mismatch("a Uint8Array");
        return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
    }
  }

  #integer(value: unknown, min: number, max: number): string {
    if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
      return this.#mismatch(`a whole number from ${min} to ${max}`);
    }
    return String(value);
  }

  #text(text: string): string {
    if (!isXmlText(text)) this.#fail("value", `Field "${this.#where}" has characters that XML cannot carry`);
    return text;
  }

  get #where(): string {
    return this.#path.join(".");
  }

  #mismatch(expected: string, found?: string): never {
    const but = found === undefined ? "" : `, not ${found}`;
    return this.#fail("value", `Field "${this.#where}" must be ${expected}${but}`);
  }

  #fail(kind: WireErrorKind, problem: string): never {
    throw new WireError({ kind, problem, tag: this.#where === "" ? undefined : this.#where });
  }
}

type PlainObject = Readonly<Record<string, unknown>>;

const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

const isTyped = (value: unknown): value is Typed =>
  isPlainObject(value) && typeof value["xsiType"] === "string" && "value" in value;

const isReference = (value: unknown): value is ManagedObjectReference =>
  isPlainObject(value) && typeof value["type"] === "string" && typeof value["value"] === "string";

const pick = (model: TypeModel, value: PlainObject): PlainObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => model.positions.has(key)));
