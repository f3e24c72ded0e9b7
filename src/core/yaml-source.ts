import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
  type YAMLParseError,
} from "yaml";
import type { Problem } from "./problem.ts";

export type Path = readonly (string | number)[];

type Finding = Omit<Problem, "file" | "line" | "column" | "path" | "severity"> & {
  readonly severity?: Problem["severity"];
};

/** Aliases may repeat this many nodes in all; more is an "alias bomb", whose text is small and whose value is not. */
const maxAliasCount = 100;

const tooDeep = "the file is nested too deeply to be read";

/** A YAML text that remembers where each of its values stands. */
export class YamlSource {
  readonly file: string | undefined;
  /** What the text itself is wrong about. With any error other than a key written twice, `value` is undefined. */
  readonly problems: readonly Problem[];
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed | undefined;
  readonly #readable: boolean;

  /** @param verbatim keep every scalar as it is spelled, for texts that other programs read: `0644` stays `0644` */
  constructor(text: string, file?: string, { verbatim = false }: { readonly verbatim?: boolean } = {}) {
    this.file = file;
    const problems: Problem[] = [];
    try {
      this.#document = parseDocument(text, {
        lineCounter: this.#lines,
        ...(verbatim ? { schema: "failsafe" as const } : { merge: true }),
        prettyErrors: false,
        stringKeys: true,
        logLevel: "error",
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // the composer is recursive: the stack is its limit
      problems.push(this.problem([], { message: tooDeep }));
    }
    const faults = this.#document === undefined ? [] : [...this.#document.errors, ...this.#document.warnings];
    // what follows a variable without quotes inside braces makes no sense to a parser any more
    const unquoted = faults.filter(({ pos }) => text.slice(pos[0] - 1, pos[0] + 1) === "${");
    for (const fault of unquoted.length > 0 ? unquoted : faults)
      problems.push(this.#syntaxProblem(fault as YAMLParseError, text));
    this.#readable = this.#document !== undefined && faults.every(({ code }) => code === "DUPLICATE_KEY");
    if (this.#readable && !this.#expandable()) {
      this.#readable = false;
      problems.push(
        this.problem([], {
          message: "aliases (*name) repeat anchored values far too often",
          fix: "write the values out: a small file must not stand for a huge one",
        }),
      );
    }
    this.problems = problems;
  }

  /** The text as plain objects, or undefined when it cannot be read. An empty text is null. */
  get value(): unknown {
    return this.#readable ? this.#document?.toJS({ maxAliasCount }) : undefined;
  }

  /** Calls `change` with each text, in keys no, and its path. What it returns takes the text's place. */
  replaceTexts(change: (text: string, path: Path) => string): void {
    if (!this.#document || !this.#readable) return;
    visit(this.#document, {
      Scalar: (key, node, ancestors) => {
        if (key === "key" || typeof node.value !== "string") return;
        (node as Scalar).value = change(node.value, pathOf(node, ancestors));
      },
    });
  }

  /** The text with its replacements; comments stay. */
  toString(): string {
    return this.#document?.toString({ lineWidth: 0 }) ?? "";
  }

  /** A problem at the value of `path`, or at the nearest setting around it that is written down. */
  problem(path: Path, finding: Finding): Problem {
    return this.#problem(path, this.#offset(path, "value"), finding);
  }

  /** A problem with the name of a setting rather than with its value. */
  keyProblem(path: Path, finding: Finding): Problem {
    return this.#problem(path, this.#offset(path, "key"), finding);
  }

  /** What was written there, for messages: `1.30` where the value is 1.3. */
  sourceText(path: Path): string | undefined {
    const node = this.#document?.getIn(path, true);
    return isScalar(node) ? (node as { source?: string }).source : undefined;
  }

  #problem(path: Path, offset: number, { severity = "error", ...finding }: Finding): Problem {
    const { line, col } = this.#lines.linePos(offset);
    return {
      severity,
      file: this.file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path: path.length === 0 ? undefined : formatPath(path),
      ...finding,
    };
  }

  #offset(path: Path, part: "key" | "value"): number {
    let node: unknown = this.#document?.contents;
    let offset = startOf(node) ?? 0;
    let name = 0;
    for (const [index, step] of path.entries()) {
      if (isAlias(node) && this.#document) node = node.resolve(this.#document);
      let value: unknown;
      let start: number | undefined;
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
        name = startOf(pair?.key) ?? name;
        value = pair?.value;
        start =
          part === "key" && index === path.length - 1 ? startOf(pair?.key) : (startOf(value) ?? startOf(pair?.key));
      } else if (isSeq(node) && typeof step === "number") {
        value = node.items[step];
        start = startOf(value);
        name = start ?? name;
      }
      if (start === undefined) return name; // what is missing is missing from the setting that was found last
      [node, offset] = [value, start];
    }
    return offset;
  }

  #syntaxProblem({ code, pos, message }: YAMLParseError, text: string): Problem {
    if (code === "RESOURCE_EXHAUSTION") return this.problem([], { message: tooDeep });
    const key = code === "DUPLICATE_KEY" ? /^[^\s:,{}[\]]+/.exec(text.slice(pos[0]))?.[0] : undefined;
    const [first = ""] = message.split("\n");
    const variable = /^\$\{[^}\n]*\}/.exec(text.slice(Math.max(0, pos[0] - 1)))?.[0];
    if (variable !== undefined) {
      const message = "a variable inside { } or [ ] is not valid YAML without quotes";
      return this.#problem([], pos[0] - 1, { message, fix: `quote it: ${JSON.stringify(variable)}` });
    }
    return this.#problem([], pos[0], {
      message: key === undefined ? `not valid YAML: ${first}` : `the key ${JSON.stringify(key)} is there twice`,
    });
  }

  /** False for a text that stands for a huge value, or for an endless one. */
  #expandable(): boolean {
    const document = this.#document;
    let endless = false;
    if (document) {
      visit(document, {
        Alias: (_, alias, ancestors) => {
          endless ||= ancestors.includes(alias.resolve(document) as (typeof ancestors)[number]);
        },
      });
    }
    try {
      if (!endless) document?.toJS({ maxAliasCount });
      return !endless;
    } catch (error) {
      if (error instanceof ReferenceError || error instanceof RangeError) return false;
      throw error;
    }
  }
}

/** `cluster.workers[0].hosts[1]`. */
export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

function startOf(node: unknown): number | undefined {
  // An empty value has a range too, right after its colon: the key says more.
  if (isScalar(node) && node.value === null && (node as { source?: string }).source === "") return undefined;
  return (node as { range?: readonly number[] | null } | undefined)?.range?.[0];
}

function pathOf(node: unknown, ancestors: readonly unknown[]): Path {
  const path: (string | number)[] = [];
  for (const [index, ancestor] of ancestors.entries()) {
    const child = ancestors[index + 1] ?? node;
    if (isSeq(ancestor)) path.push(ancestor.items.indexOf(child));
    const key = (ancestor as { key?: unknown }).key;
    if (isScalar(key)) path.push(String(key.value));
  }
  return path;
}
