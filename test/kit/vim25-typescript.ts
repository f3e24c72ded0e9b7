import { enums } from "../../src/vim25/declarations/enums.ts";
import { managedObjects } from "../../src/vim25/declarations/managed-objects.ts";
import { methods } from "../../src/vim25/declarations/methods.ts";
import { types } from "../../src/vim25/declarations/types.ts";
import type { ManagedObjectDeclaration, MethodDeclaration, TypeDeclaration } from "../../src/vim25/schema.ts";

const typeTable: Readonly<Record<string, TypeDeclaration>> = types;
const methodTable: Readonly<Record<string, MethodDeclaration>> = methods;
const managedTable: Readonly<Record<string, ManagedObjectDeclaration>> = managedObjects;
const enumTable: Readonly<Record<string, readonly string[]>> = enums;

const primitives: Readonly<Record<string, string>> = {
  string: "string",
  boolean: "boolean",
  byte: "number",
  short: "number",
  int: "number",
  long: "number",
  float: "number",
  double: "number",
  dateTime: "Date",
  base64: "Uint8Array",
  anyType: "unknown",
};

const children = new Map<string, string[]>();
for (const [name, { base }] of Object.entries(typeTable)) {
  if (base !== null) children.set(base, [...(children.get(base) ?? []), name]);
}

const subtypes = (name: string): readonly string[] =>
  isLeaf(name) ? [name] : [name, ...(children.get(name) ?? []).flatMap(subtypes)];
/** Everything extends DynamicData and nothing is declared to hold it, so it counts as having no subtypes. */
const isLeaf = (name: string): boolean => name === "DynamicData" || !children.has(name);

interface Field {
  readonly type: string;
  readonly array: boolean;
  readonly optional: boolean;
}

function parseField(text: string): Field {
  const [, type = "", array, optional] = /^([&~]?\w+)(\[\])?(\?)?(?: @[\d.]+)?$/.exec(text) ?? [];
  if (!type) throw new Error(`not a field: ${text}`);
  return { type, array: array !== undefined, optional: optional !== undefined };
}

function valueOf({ type, array }: Pick<Field, "type" | "array">): string {
  const one = type.startsWith("&")
    ? "ManagedObjectReference"
    : type.startsWith("~")
      ? "never"
      : (primitives[type] ?? (type in enumTable ? `EnumValues["${type}"]` : isLeaf(type) ? type : `Any${type}`));
  return array ? `readonly ${one}[]` : one;
}

function members(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, text]) => {
      const field = parseField(text);
      const value = valueOf(field);
      return `readonly ${name}${field.optional ? "?" : ""}: ${value}${field.optional ? " | undefined" : ""};`;
    })
    .join(" ");
}

/** The TypeScript of the declarations: interfaces, which the compiler takes lazily where inference takes minutes. */
export function vim25TypeScript(): string {
  const lines = [
    "// Generated from declarations/ by `npm run generate`. A test fails when it is stale. Not formatted, not edited.",
    'import type { ManagedObjectReference } from "../schema.ts";',
    "",
    "export interface EnumValues {",
    ...Object.entries(enumTable).map(
      ([name, values]) => `  ${name}: ${values.map((value) => JSON.stringify(value.split(" @")[0])).join(" | ")};`,
    ),
    "}",
    "",
  ];
  for (const [name, { base, fields }] of Object.entries(typeTable)) {
    const tag = isLeaf(name) && name !== "DynamicData" ? ` readonly _type?: "${name}";` : "";
    const parent = base && base in typeTable ? ` extends ${base}` : "";
    lines.push(`export interface ${name}${parent} { ${members(fields)}${tag} }`);
  }
  lines.push("");
  for (const name of Object.keys(typeTable).filter((each) => !isLeaf(each))) {
    const [, ...others] = subtypes(name);
    const union = [
      `(${name} & { readonly _type?: "${name}" })`,
      ...others.map((each) => `(${each} & { readonly _type: "${each}" })`),
    ];
    lines.push(`export type Any${name} = ${union.join(" | ")};`);
  }
  const table = (title: string, entries: readonly string[]) =>
    lines.push("", `export interface ${title} {`, ...entries, "}");
  const names = Object.keys(typeTable);
  table(
    "DataObjects",
    names.map((name) => `  ${name}: ${isLeaf(name) ? name : `${name} & { readonly _type?: "${name}" }`};`),
  );
  table(
    "Polymorphs",
    names.map((name) => `  ${name}: ${isLeaf(name) ? name : `Any${name}`};`),
  );
  table(
    "NamedObjects",
    names.map((name) =>
      isLeaf(name)
        ? `  ${name}: ${name} & { readonly _type: "${name}" };`
        : `  ${name}: ${subtypes(name)
            .map((each) => `(${each} & { readonly _type: "${each}" })`)
            .join(" | ")};`,
    ),
  );
  table(
    "Subtypes",
    names.map(
      (name) =>
        `  ${name}: ${subtypes(name)
          .map((each) => `"${each}"`)
          .join(" | ")};`,
    ),
  );
  table(
    "MethodTypes",
    Object.entries(methodTable).map(([name, { params, returns, taskResult }]) => {
      const field = returns === "void" ? undefined : parseField(returns);
      const result = field ? valueOf(field) + (field.optional && !field.array ? " | undefined" : "") : "undefined";
      const task = taskResult === undefined ? "undefined" : valueOf(parseField(taskResult));
      return `  ${name}: { params: { ${members(params)} }; returns: ${result}; taskResult: ${task} };`;
    }),
  );
  lines.push("");
  for (const [name, { base, properties }] of Object.entries(managedTable)) {
    lines.push(`interface ${name}Properties${base ? ` extends ${base}Properties` : ""} { ${members(properties)} }`);
  }
  table(
    "ManagedProperties",
    Object.keys(managedTable).map((name) => `  ${name}: ${name}Properties;`),
  );
  return `${lines.join("\n")}\n`;
}
