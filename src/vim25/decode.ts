import {
  enumModel,
  type Field,
  namedType,
  type Primitive,
  type TypeModel,
  typeModel,
  type ValueType,
} from "./model.ts";
import { isA } from "./types.ts";
import { WireError, type WireErrorKind } from "./wire-error.ts";
import type { XmlElement } from "./xml.ts";

export const vim25 = "urn:vim25";

/** What was decoded: fields by name, and `_type`. */
export type Decoded = Record<string, unknown>;

/**
 * Reads elements into JavaScript values.
 *
 * Strict is how vCenter reads requests: elements in the schema's order, none unknown or newer than the version spoken,
 * none missing. Lenient is how a client must read answers: a server may be newer, and leaves out what the session's
 * privileges hide, so unknown elements are skipped, unknown subtypes become their declared type under their own
 * `_type`, and any field may be absent. Both are exact about the syntax of values.
 */
export class Decoder {
  readonly #strict: boolean;
  readonly #version: number;

  /** `version` as from `versionNumber`; given for strict reading, left out for lenient. */
  constructor(version?: number) {
    this.#strict = version !== undefined;
    this.#version = version ?? Number.POSITIVE_INFINITY;
  }

  /** A single value of a declared type. */
  value(element: XmlElement, type: ValueType): unknown {
    switch (type.kind) {
      case "primitive":
        return readPrimitive(type.name, element);
      case "enum":
        return this.#enumValue(element, type.name);
      case "reference":
        return this.#reference(element);
      case "data":
        return this.#data(element, type.name);
      case "any":
        return this.#any(element);
      case "opaque":
        return fail("unsupported", element, `Type ${type.name} is not supported`);
    }
  }

  /** The fields of a data object or of a request, from its children. */
  fields(element: XmlElement, model: TypeModel): Decoded {
    const result: Decoded = {};
    let at = 0;
    for (const child of element.children) {
      const position = model.positions.get(child.name);
      const field = position === undefined ? undefined : model.fields[position];
      if (position === undefined || field === undefined || (this.#strict && child.namespace !== vim25)) {
        if (this.#strict) fail("unexpected", child, `Unexpected element "${child.name}"`, model.name);
        continue;
      }
      if (this.#strict) {
        if (field.since > this.#version) {
          fail("unexpected", child, `Element "${child.name}" is newer than the API version spoken`, model.name);
        }
        if (position < at) fail("unexpected", child, `Element "${child.name}" is out of order`, model.name);
        at = position;
      } else if (field.type.kind === "opaque") continue;
      this.#add(result, field, child, model.name);
    }
    this.#complete(result, element, model);
    return result;
  }

  #add(result: Decoded, field: Field, child: XmlElement, type: string): void {
    const value = this.value(child, field.type);
    const present = result[field.name];
    if (!field.array) {
      if (present !== undefined) fail("unexpected", child, `Element "${child.name}" is repeated`, type);
      result[field.name] = value;
    } else if (present === undefined) result[field.name] = [value];
    else (present as unknown[]).push(value);
  }

  /** A required array is never missing: without elements it is empty. */
  #complete(result: Decoded, element: XmlElement, model: TypeModel): void {
    for (const field of model.fields) {
      if (field.optional || result[field.name] !== undefined || field.since > this.#version) continue;
      if (field.array) result[field.name] = [];
      else if (this.#strict) fail("missing", element, `Required element "${field.name}" is missing`, model.name);
    }
  }

  #data(element: XmlElement, declared: string): Decoded {
    const actual = element.xsiType === undefined ? declared : element.xsiType.slice(element.xsiType.indexOf(":") + 1);
    let model = typeModel(actual);
    if (model === undefined && !this.#strict) model = typeModel(declared);
    if (model === undefined) return fail("unsupported", element, `Type ${actual} is not supported`);
    if (!isA(model.name, declared)) return fail("value", element, `Type ${actual} is not a ${declared}`);
    if (model.since > this.#version) fail("unexpected", element, `Type ${actual} is newer than the API version spoken`);
    if (this.#strict && element.text.trim() !== "") fail("unexpected", element, "Text where elements belong", actual);
    const fields = this.fields(element, model);
    fields["_type"] = actual;
    return fields;
  }

  #any(element: XmlElement): unknown {
    if (element.xsiType === undefined) return fail("missing", element, "xsi:type is missing", "xsd:anyType");
    const named = namedType(element.xsiType);
    if (named === undefined) return this.#unknown(element, element.xsiType);
    if (!named.array) {
      if (named.type.kind === "any") return fail("value", element, "xsi:type must name what the value is");
      return this.value(element, named.type);
    }
    return element.children.map((child) => this.value(child, named.type));
  }

  /** Of an undeclared type only what it is called, or its text if it is an enumeration's, can be told. */
  #unknown(element: XmlElement, xsiType: string): unknown {
    if (this.#strict) return fail("unsupported", element, `Type ${xsiType} is not supported`);
    const name = xsiType.slice(xsiType.indexOf(":") + 1);
    if (name.startsWith("ArrayOf"))
      return element.children.map((child) => this.#unknown(child, child.xsiType ?? child.name));
    return element.children.length === 0 && element.text.trim() !== "" ? element.text : { _type: name };
  }

  #reference(element: XmlElement): { type: string; value: string } {
    if (element.type === undefined)
      return fail("missing", element, 'Attribute "type" is missing', "ManagedObjectReference");
    return { type: element.type, value: textOf(element, "ManagedObjectReference").trim() };
  }

  #enumValue(element: XmlElement, name: string): string {
    const value = textOf(element, name).trim();
    const since = enumModel(name)?.values.get(value);
    if (since === undefined || since > this.#version)
      return fail("value", element, "Not a value of the enumeration", name);
    return value;
  }
}

function textOf(element: XmlElement, type: string): string {
  const [child] = element.children;
  if (child !== undefined) fail("unexpected", child, `Element "${child.name}" where text belongs`, type);
  return element.text;
}

const integers: Partial<Record<Primitive, readonly [min: number, max: number]>> = {
  byte: [-128, 127],
  short: [-32_768, 32_767],
  int: [-2_147_483_648, 2_147_483_647],
  long: [-(2 ** 63), 2 ** 63],
};

const dateTime = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const infinities: Readonly<Record<string, number>> = { INF: Infinity, "-INF": -Infinity, NaN: Number.NaN };

function readPrimitive(name: Primitive, element: XmlElement): unknown {
  const type = `xsd:${name}`;
  const raw = textOf(element, type);
  if (name === "string") return raw;
  const text = raw.trim();
  const bad = (): never => fail("value", element, "Not a value of the type", type);
  switch (name) {
    case "boolean":
      return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : bad();
    case "float":
    case "double":
      return decimal.test(text) ? Number(text) : (infinities[text] ?? bad());
    case "dateTime": {
      // XML Schema leaves a time without a zone open; vSphere means UTC.
      const zone = dateTime.exec(text)?.[2];
      const date = new Date(zone === undefined ? `${text}Z` : text);
      return dateTime.test(text) && !Number.isNaN(date.getTime()) ? date : bad();
    }
    case "base64": {
      const packed = text.replace(/\s+/g, "");
      return base64.test(packed) ? new Uint8Array(Buffer.from(packed, "base64")) : bad();
    }
    default: {
      const [min, max] = integers[name] ?? [0, 0];
      const value = Number(text);
      return /^[+-]?\d+$/.test(text) && value >= min && value <= max ? value : bad();
    }
  }
}

function fail(kind: WireErrorKind, { name, line, column }: XmlElement, problem: string, type?: string): never {
  throw new WireError({ kind, problem, tag: name, type, line, column });
}
