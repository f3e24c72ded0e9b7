import Ajv, { type ErrorObject, type ValidateFunction } from "ajv-draft-04";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";

/** Holds Palette requests and answers against the vendor's own description. Each method throws with all that is wrong. */
export interface OpenApi {
  /**
   * Refuses operations, query parameters and body fields that the description does not know.
   *
   * @param method `GET`, in any case
   * @param path as sent, without query: `/v1/edgehosts/edge-1`
   * @param query decoded parameters, or none
   * @param body parsed JSON; undefined when there is none
   * @returns the operation's id: `v1EdgeHostDevicesUidGet`
   */
  validateRequest(method: string, path: string, query: URLSearchParams, body: unknown): string;
  /**
   * Refuses undeclared success statuses and unknown fields. Nulls are let through where a real server is known to send
   * them although its description forbids it: optional objects and arrays, and `items`. Statuses from 400 need the
   * shape of `v1Error`, whose code may be a number.
   *
   * @param body parsed JSON, the text of an answer that is no JSON, or undefined when there is none
   */
  validateResponse(method: string, path: string, status: number, body: unknown): string;
  /** Ids of the operations that were validated, to tell what a suite has covered. */
  readonly seen: ReadonlySet<string>;
}

export function createOpenApi(): OpenApi {
  const document = JSON.parse(readFileSync(source, "utf8")) as Document;
  const request = new Side(document, "request");
  const response = new Side(document, "response");
  const operations = Object.entries(document.paths).flatMap(([template, item]) => operationsOf(template, item));
  const seen = new Set<string>();

  const find = (method: string, path: string) => {
    const segments = path.split("/");
    const matches = operations.filter(
      (operation) => operation.method === method.toLowerCase() && matchPath(operation.segments, segments),
    );
    // A literal segment wins over a parameter: `/v1/edgehosts/tokens` is no Edge host.
    const best = matches.toSorted((a, b) => a.parametersInPath - b.parametersInPath)[0];
    if (!best) throw new Error(`the description has no ${method.toUpperCase()} ${path}`);
    seen.add(best.id);
    return best;
  };

  return {
    seen,
    validateRequest(method, path, query, body) {
      const operation = find(method, path);
      const problems: string[] = [];
      const declared = (place: string) => operation.parameters.filter((parameter) => parameter.in === place);
      path.split("/").forEach((segment, index) => {
        const name = /^\{(.+)\}$/.exec(operation.segments[index] ?? "")?.[1];
        const parameter = declared("path").find((candidate) => candidate.name === name);
        if (name !== undefined && parameter)
          problems.push(...parameterProblems(parameter, decodeURIComponent(segment)));
      });
      for (const [name, value] of query) {
        const parameter = declared("query").find((candidate) => candidate.name === name);
        problems.push(...(parameter ? parameterProblems(parameter, value) : [`query: unknown parameter "${name}"`]));
      }
      const missing = declared("query").filter(({ name, required }) => required && !query.has(name));
      problems.push(...missing.map(({ name }) => `query: "${name}" is missing`));
      const schema = declared("body")[0];
      if (body === undefined && schema?.required) problems.push("body: is missing");
      if (body !== undefined)
        problems.push(...(schema?.schema ? request.problems(schema.schema, body) : ["body: there must be none"]));
      report(`${method.toUpperCase()} ${path}`, problems, body);
      return operation.id;
    },
    validateResponse(method, path, status, body) {
      const operation = find(method, path);
      const title = `${status} of ${method.toUpperCase()} ${path}`;
      if (status >= 400) {
        report(title, response.problems(errorSchema, body), body);
        return operation.id;
      }
      const declared = operation.responses[String(status)];
      if (!declared)
        throw new Error(`${title}: the description has only ${Object.keys(operation.responses).join(", ")}`);
      const problems = declared.schema
        ? response.problems(declared.schema, body)
        : body === undefined || body === ""
          ? []
          : ["body: there must be none"];
      report(title, problems, body);
      return operation.id;
    },
  };
}

const source = new URL("../fixtures/palette/openapi-subset.json", import.meta.url);

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly "x-nullable"?: boolean;
}

interface Parameter extends Omit<Schema, "required"> {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Document {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly paths: Readonly<Record<string, PathItem>>;
}

type PathItem = Readonly<Record<string, unknown>> & { readonly parameters?: readonly Parameter[] };

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly parametersInPath: number;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
}

function operationsOf(template: string, item: PathItem): Operation[] {
  const segments = template.split("/");
  return Object.entries(item)
    .filter(([method]) => method !== "parameters")
    .map(([method, value]) => {
      const raw = value as Pick<Operation, "responses"> & { operationId: string; parameters?: Parameter[] };
      return {
        id: raw.operationId,
        method,
        segments,
        parametersInPath: segments.filter((segment) => segment.startsWith("{")).length,
        parameters: [...(item.parameters ?? []), ...(raw.parameters ?? [])],
        responses: raw.responses,
      };
    });
}

function matchPath(template: readonly string[], path: readonly string[]): boolean {
  return (
    template.length === path.length &&
    template.every((segment, index) => (segment.startsWith("{") ? path[index] !== "" : segment === path[index]))
  );
}

function parameterProblems({ in: place, name, type, enum: allowed }: Parameter, text: string): string[] {
  const wrong = (expected: string) => [`${place}: "${name}" must be ${expected}, not ${JSON.stringify(text)}`];
  if (type === "integer" && !/^-?\d+$/.test(text)) return wrong("an integer");
  if (type === "boolean" && !/^(true|false)$/.test(text)) return wrong("true or false");
  if (allowed && !allowed.includes(text)) return wrong(`one of ${allowed.join(", ")}`);
  return [];
}

/** What no operation declares, and the field notes tell: business errors have a string code, framework errors a number. */
const errorSchema: Schema = {
  type: "object",
  required: ["code", "message"],
  properties: {
    code: { anyOf: [{ type: "string" }, { type: "integer" }] },
    message: { type: "string" },
    ref: { type: "string" },
    details: {},
  },
};

/** The definitions as JSON Schema, closed against unknown fields, for one direction of the wire. */
class Side {
  readonly #ajv = new Ajv.default({ strict: false, allErrors: true, validateFormats: true });
  readonly #side: "request" | "response";
  readonly #compiled = new Map<Schema, ValidateFunction>();

  constructor(document: Document, side: "request" | "response") {
    this.#side = side;
    addFormats.default(this.#ajv, ["date-time"]);
    for (const format of ["binary", "double", "float64", "int8", "int32", "int64", "password"])
      this.#ajv.addFormat(format, true);
    const definitions = mapValues(document.definitions, (schema) => this.#translate(schema));
    this.#ajv.addSchema({ id: side, definitions }, side);
  }

  problems(schema: Schema, value: unknown): string[] {
    const validate = this.#compiled.get(schema) ?? this.#ajv.compile(this.#translate(schema));
    this.#compiled.set(schema, validate);
    return validate(value) ? [] : (validate.errors ?? []).map(problemText);
  }

  #translate(schema: Schema): Schema {
    if (schema.$ref !== undefined) return { $ref: `${this.#side}${schema.$ref}` };
    const { properties, additionalProperties, items, required = [] } = schema;
    const translated: Schema = {
      ...schema,
      ...(items && { items: this.#translate(items) }),
      ...(typeof additionalProperties === "object" && { additionalProperties: this.#translate(additionalProperties) }),
      ...(properties && {
        properties: mapValues(properties, (property, name) => this.#property(property, name, required)),
        additionalProperties: additionalProperties === true,
      }),
    };
    return schema["x-nullable"] ? nullable(translated) : translated;
  }

  #property(schema: Schema, name: string, required: readonly string[]): Schema {
    const translated = this.#translate(schema);
    if (this.#side === "request") return translated;
    const structured = schema.$ref !== undefined || schema.type === "object" || schema.type === "array";
    return name === "items" || (structured && !required.includes(name)) ? nullable(translated) : translated;
  }
}

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From, key: string) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

function problemText({ instancePath, message, params }: ErrorObject): string {
  const field = (params as { additionalProperty?: string }).additionalProperty;
  const allowed = (params as { allowedValues?: readonly unknown[] }).allowedValues;
  const detail = field === undefined ? allowed?.map((value) => JSON.stringify(value)).join(", ") : `"${field}"`;
  return `body${instancePath}: ${message}${detail === undefined ? "" : ` (${detail})`}`;
}

function report(title: string, problems: readonly string[], body: unknown): void {
  if (problems.length === 0) return;
  const shown = JSON.stringify(body)?.slice(0, 2_000);
  throw new Error(
    [`${title} does not fit the description:`, ...problems.map((line) => `  ${line}`), `  sent: ${shown}`].join("\n"),
  );
}
