import { z } from "zod";
import { type ChangeClass, hardwareSchema, labSchema, profileSchema } from "./schema.ts";

/** The published JSON Schemas, and the reference page: what `npm run generate` writes, by path in the repository. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const lab = jsonSchema(labSchema, "edgelab lab file");
  const profile = jsonSchema(profileSchema, "edgelab cluster profile");
  const hardware = jsonSchema(hardwareSchema, "edgelab template hardware");
  return {
    "schema/lab.schema.json": asText(lab),
    "schema/profile.schema.json": asText(profile),
    "schema/hardware.schema.json": asText(hardware),
    "docs/reference/lab-file.md": referencePage(lab, profile, hardware),
  };
}

/** The parts of a JSON Schema that appear here. */
interface JsonSchema {
  readonly $schema?: unknown;
  readonly title?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly "x-change"?: ChangeClass;
  readonly "x-default"?: string;
}

/** Draft 7 is what editors understand best. */
function jsonSchema(schema: z.ZodType, title: string): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-07" }) as JsonSchema;
  return { $schema, title, ...withVariables(rest) };
}

/** `count: ${COUNT}` is a text to an editor, and right all the same. */
const variable: JsonSchema = { type: "string", pattern: "\\$\\{.+\\}" };

function withVariables(schema: JsonSchema): JsonSchema {
  const { "x-default": fallback, "x-change": change, description, default: standard, ...rest } = schema;
  const about = {
    ...(description === undefined ? {} : { description: describe(description, fallback, change) }),
    ...(standard === undefined || isEmpty(standard) ? {} : { default: standard }),
  };
  if (rest.anyOf) return { ...about, anyOf: rest.anyOf.map(withVariables) };
  if (rest.type === "object") {
    const { properties, additionalProperties } = rest;
    return {
      ...about,
      ...rest,
      ...(properties ? { properties: mapValues(properties, withVariables) } : {}),
      ...(typeof additionalProperties === "object"
        ? { additionalProperties: withVariables(additionalProperties) }
        : {}),
    };
  }
  if (rest.type === "array") return { ...about, ...rest, ...(rest.items ? { items: withVariables(rest.items) } : {}) };
  const free = rest.type === undefined || (rest.type === "string" && !rest.pattern && !rest.enum && !rest.format);
  return free ? { ...about, ...rest } : { ...about, anyOf: [rest, variable] };
}

function describe(description: string, fallback: string | undefined, change: ChangeClass | undefined): string {
  const sentences = [description, fallback && `Default: ${fallback}.`, change && `Changing it: ${changes[change]}.`];
  return sentences.filter(Boolean).join(" ");
}

const changes: Readonly<Record<ChangeClass, string>> = {
  live: "applied to the running lab",
  restart: "applied after a restart of the host",
  replace: "makes the thing anew, with `--replace`",
  run: "changes what edgelab does, nothing in the lab",
};

function referencePage(lab: JsonSchema, profile: JsonSchema, hardware: JsonSchema): string {
  return `# The lab file

Generated from \`src/lab/schema.ts\`; change that and run \`npm run generate\`.

A lab is a YAML file, or a folder with a \`lab.yaml\` in it. The example that explains itself is
[labs/tutorial/lab.yaml](../../labs/tutorial/lab.yaml). Relative file names start from the file that they are in, \`~/\` from
the home folder.

Editors complete and check with the published schema when the first line says so:

\`\`\`yaml
# yaml-language-server: $schema=../../schema/lab.schema.json
\`\`\`

## Variables

\`\${NAME}\` is the environment variable NAME, which must be set; \`\${NAME:-default}\` has a default for when it is not set or
empty; \`$\${\` stands for \`\${\` itself. An option that a variable leaves empty counts as not written, so \`\${NAME:-}\` is
optional. Variables are replaced in values after the file was parsed, so a value cannot break it. In user-data they are replaced too, but not under \`stages\`, \`runcmd\`, \`bootcmd\` and \`write_files\`, which are shell.
Manifests and \`valuesFile\` are taken as they are.

## Changing a lab that is up

| class | what a changed option does |
|---|---|
${Object.entries(changes)
  .map(([change, text]) => `| ${change} | ${text} |`)
  .join("\n")}

## Options

${table(lab, "", { stopAt: ["profile", "template.hardware"] })}

\`GROUP\` is the name of a group of hosts, \`HOST\` of a host, \`N\` the place in a list.

## The cluster profile

\`profile\` names a file with these options, or holds them itself.

${table(profile)}

## Hardware of the template

\`template.hardware\` names a file with these options, or holds them itself.

${table(hardware)}
`;
}

interface Row {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

function table(schema: JsonSchema, prefix = "", { stopAt = [] }: { readonly stopAt?: readonly string[] } = {}): string {
  const rows = [...optionsOf(schema, prefix, stopAt)].map(({ path, schema: option, isRequired }) => {
    const { meaning, fallback, change } = spoken(option.description ?? "");
    const standard = fallback ?? (isRequired ? "**required**" : standardOf(option));
    return `| \`${path}\` | ${[meaning, typeOf(option)].filter(Boolean).join(" ")} | ${standard} | ${change} |`;
  });
  return ["| option | meaning | default | class |", "|---|---|---|---|", ...rows].join("\n");
}

function* optionsOf(schema: JsonSchema, prefix: string, stopAt: readonly string[]): Generator<Row> {
  for (const [name, option] of Object.entries(schema.properties ?? {})) {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    yield { path, schema: option, isRequired: schema.required?.includes(name) ?? false };
    if (stopAt.includes(path)) continue;
    yield* nested(option, path, stopAt);
  }
}

function* nested(option: JsonSchema, path: string, stopAt: readonly string[]): Generator<Row> {
  for (const alternative of option.anyOf ?? [option]) {
    if (alternative.properties) yield* optionsOf(alternative, path, stopAt);
    const { additionalProperties, items } = alternative;
    const key = path === "hosts" ? "GROUP" : "HOST";
    if (typeof additionalProperties === "object") yield* nested(additionalProperties, `${path}.${key}`, stopAt);
    if (items) yield* nested(items, `${path}[N]`, stopAt);
  }
}

/** The parts that {@link describe} joined. */
function spoken(description: string): { meaning: string; fallback: string | undefined; change: string } {
  const {
    meaning = description,
    fallback,
    how,
  } = /^(?<meaning>.*?)(?: Default: (?<fallback>.*?)\.)?(?: Changing it: (?<how>.*)\.)?$/s.exec(description)?.groups ??
  {};
  return { meaning, fallback, change: Object.entries(changes).find(([, text]) => text === how)?.[0] ?? "" };
}

function standardOf({ default: standard }: JsonSchema): string {
  return standard === undefined ? "none" : `\`${typeof standard === "string" ? standard : JSON.stringify(standard)}\``;
}

/** Choices and kinds that the meaning does not say. */
function typeOf(option: JsonSchema): string {
  const { enum: choices, type } = option.anyOf?.[0] ?? option;
  if (choices) return `One of ${choices.map((choice) => `\`${String(choice)}\``).join(", ")}.`;
  return type === "boolean" ? "`true` or `false`." : "";
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function asText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
