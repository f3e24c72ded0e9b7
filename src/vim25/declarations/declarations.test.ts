import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { methodModel, typeModel } from "../model.ts";
import type { ManagedObjectDeclaration, MethodDeclaration, TypeDeclaration } from "../schema.ts";
import { enums } from "./enums.ts";
import { managedObjects } from "./managed-objects.ts";
import { methods } from "./methods.ts";
import { types } from "./types.ts";

/** A field as the excerpt has it; the keys that are not compared are left out. */
interface PublishedField {
  readonly name: string;
  readonly type: string;
  readonly array: boolean;
  readonly optional: boolean;
  readonly since?: string;
  readonly ref?: string;
}

interface PublishedType {
  readonly base: string | null;
  readonly since?: string;
  readonly abstractUse?: true;
  readonly fields: readonly PublishedField[];
}

interface PublishedMethod {
  readonly on: string;
  readonly params: readonly PublishedField[];
  readonly returns: string | null;
  readonly returnsRef?: string;
  readonly returnsOptional?: true;
  readonly taskResult?: string;
  readonly taskResultRef?: string;
  readonly request: string;
}

interface PublishedManagedObject {
  readonly base: string | null;
  readonly properties: Readonly<Record<string, string>>;
  readonly optional?: readonly string[];
  readonly refs?: Readonly<Record<string, string>>;
}

interface Published {
  readonly types: Readonly<Record<string, PublishedType>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly enumSince: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly faultElements: readonly string[];
  readonly methods: Readonly<Record<string, PublishedMethod>>;
  readonly managedObjects: Readonly<Record<string, PublishedManagedObject>>;
}

const excerpt = new URL("../../../test/fixtures/vim25/types.json", import.meta.url);
const published = JSON.parse(readFileSync(excerpt, "utf8")) as Published;

const typeTable: Readonly<Record<string, TypeDeclaration>> = types;
const methodTable: Readonly<Record<string, MethodDeclaration>> = methods;
const managedObjectTable: Readonly<Record<string, ManagedObjectDeclaration>> = managedObjects;
const enumTable: Readonly<Record<string, readonly string[]>> = enums;

const ours = new Set(["Fetch"]);
const primitive = /^(string|boolean|byte|short|int|long|float|double|dateTime|base64|anyType)$/;

/** The published form of a field string. */
function publish(name: string, text: string): PublishedField {
  const [field = "", since] = text.split(" @");
  const optional = field.endsWith("?");
  const repeated = optional ? field.slice(0, -1) : field;
  const array = repeated.endsWith("[]");
  const type = array ? repeated.slice(0, -2) : repeated;
  const version = since === undefined ? {} : { since };
  if (type.startsWith("&")) {
    const ref = type === "&" ? {} : { ref: type.slice(1) };
    return { name, type: "ManagedObjectReference", array, optional, ...ref, ...version };
  }
  const bare = type.replace("~", "");
  const xsd = primitive.test(bare) ? `xsd:${bare === "base64" ? "base64Binary" : bare}` : bare;
  return { name, type: xsd, array, optional, ...version };
}

const publishAll = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([name, text]) => publish(name, text));

const compared = (fields: readonly PublishedField[]) =>
  fields.map(({ name, type, array, optional, since, ref }) => ({
    name,
    type,
    array,
    optional,
    ...(ref !== undefined && { ref }),
    ...(since !== undefined && { since }),
  }));

describe("declarations are what vSphere publishes", () => {
  test.each(Object.entries(typeTable))("type %s", (name, { base, since, fields }) => {
    const expected = published.types[name];
    expect({ base, since, fields: publishAll(fields) }).toEqual({
      base: expected?.base,
      since: expected?.since,
      fields: compared(expected?.fields ?? []),
    });
    expect(typeModel(name)?.polymorphic).toBe(expected?.abstractUse === true);
  });

  test.each(Object.entries(methodTable).filter(([name]) => !ours.has(name)))("method %s", (name, declaration) => {
    const expected = published.methods[name];
    const { on, params, returns, taskResult } = declaration;
    expect({ on, params: publishAll(params) }).toEqual({ on: expected?.on, params: compared(expected?.params ?? []) });
    expect(methodModel(name)?.request.name).toBe(expected?.request);
    expect(returns).toBe(
      expected?.returns == null
        ? "void"
        : declared(expected.returns, expected.returnsRef) + (expected.returnsOptional === true ? "?" : ""),
    );
    expect(taskResult).toBe(expected?.taskResult && declared(expected.taskResult, expected.taskResultRef));
  });

  test.each(Object.entries(managedObjectTable))("managed object %s", (name, { base, properties }) => {
    const expected = published.managedObjects[name];
    const names = Object.entries(expected?.properties ?? {}).map(([property, type]) =>
      publish(
        property,
        declared(type, expected?.refs?.[property]) + (expected?.optional?.includes(property) ? "?" : ""),
      ),
    );
    expect({ base, properties: publishAll(properties) }).toEqual({ base: expected?.base, properties: names });
  });

  test.each(Object.entries(enumTable))("enumeration %s", (name, values) => {
    const since = published.enumSince[name] ?? {};
    expect(values).toEqual(
      published.enums[name]?.map((value) => (since[value] === undefined ? value : `${value} @${since[value]}`)),
    );
  });

  test("every fault can be the detail of a SOAP fault", () => {
    const faults = Object.keys(typeTable).filter((name) => isFault(name) && name !== "MethodFault");
    expect(faults.filter((name) => !published.faultElements.includes(name))).toEqual([]);
    expect(faults.length).toBeGreaterThan(90);
  });
});

describe("declarations hold together", () => {
  test("every type that is named is declared, or said to be left out", () => {
    const left = Object.entries(typeTable).flatMap(([name, { fields }]) =>
      Object.values(fields)
        .map((text) => publish("", text).type)
        .filter((type) => !/^(xsd:|ManagedObjectReference$)/.test(type))
        .filter(
          (type) =>
            !(type in typeTable) &&
            !(type in enumTable) &&
            !Object.values(fields).some((text) => text.startsWith(`~${type}`)),
        )
        .map((type) => `${name}: ${type}`),
    );
    expect(left).toEqual([]);
  });

  test("a type that is declared is never left out elsewhere", () => {
    const declarations = [
      ...Object.values(typeTable).map(({ fields }) => fields),
      ...Object.values(managedObjectTable).map(({ properties }) => properties),
    ];
    const opaque = declarations.flatMap((fields) => Object.values(fields)).filter((text) => text.startsWith("~"));
    expect(opaque.map((text) => publish("", text).type).filter((type) => type in typeTable)).toEqual([]);
  });

  test("no data object needs a field that cannot be sent", () => {
    const needy = Object.entries(typeTable).filter(([, { fields }]) =>
      Object.values(fields).some((text) => text.startsWith("~") && !publish("", text).optional),
    );
    expect(needy.map(([name]) => name)).toEqual([]);
  });
});

/** A type of the excerpt as a declaration names it: `ManagedObjectReference[]` to Folder is `&Folder[]`. */
function declared(type: string, ref: string | undefined): string {
  const array = type.endsWith("[]") ? "[]" : "";
  const single = type.replace("[]", "");
  if (single === "ManagedObjectReference") return `&${ref ?? ""}${array}`;
  return single.replace("xsd:base64Binary", "base64").replace("xsd:", "") + array;
}

function isFault(name: string): boolean {
  for (let at: string | null | undefined = name; at != null; at = typeTable[at]?.base)
    if (at === "MethodFault") return true;
  return false;
}
