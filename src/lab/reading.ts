import { readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { z } from "zod";
import { nearest } from "../core/nearest.ts";
import type { Problem } from "../core/problem.ts";
import { readTextFile } from "../core/text-file.ts";
import { type Path, YamlSource } from "../core/yaml-source.ts";
import { fileMistake, resolvePath } from "./connections.ts";
import type { Finding } from "./finding.ts";
import type { LoadOptions } from "./index.ts";
import { interpolate } from "./interpolate.ts";
import { LabInvalidError } from "./lab-invalid-error.ts";
import { isWithin, type Validation, validate, valueAt, without } from "./validate.ts";

/** A checked value with the file that it is in. */
export interface Read<T> extends Validation<T> {
  readonly source: YamlSource;
  /** Where the value stands in `source`. */
  readonly at: Path;
  /** Folder of the file, which relative names start from. */
  readonly folder: string;
}

type From = Pick<Read<unknown>, "source" | "folder">;

/** One lab being read, with every file that it names: collects the mistakes of all of them. */
export class Reading {
  readonly options: LoadOptions;
  readonly problems: Problem[] = [];
  readonly #file: string;
  readonly #texts = new Map<string, Promise<string | Error>>();

  constructor(file: string, options: LoadOptions) {
    this.#file = file;
    this.options = options;
  }

  get isFaulty(): boolean {
    return this.problems.some(({ severity }) => severity === "error");
  }

  failure(): LabInvalidError {
    return new LabInvalidError(this.#file, this.inFileOrder(), { relativeTo: this.options.cwd });
  }

  /** The lab file's own problems first, from top to bottom; then those of each other file. */
  inFileOrder(): Problem[] {
    const rank = ({ file, line = 0, column = 0 }: Problem) => [file === this.#file ? 0 : 1, file ?? "", line, column];
    return [...this.problems].sort((a, b) => {
      const [left, right] = [rank(a), rank(b)];
      const at = left.findIndex((value, index) => value !== right[index]);
      return at === -1 ? 0 : left[at]! < right[at]! ? -1 : 1;
    });
  }

  report({ source }: Pick<From, "source">, { path, atKey, ...finding }: Finding): void {
    this.problems.push(atKey ? source.keyProblem(path, finding) : source.problem(path, finding));
  }

  path(name: string, { folder }: Pick<From, "folder">): string {
    return resolvePath(name, folder, this.options.env);
  }

  /** Text of a file that a setting names. A file that cannot be read is a mistake of the setting. */
  async text(name: string, from: From, at: Path): Promise<string | undefined> {
    const { signal } = this.options;
    const path = this.path(name, from);
    const reading = this.#texts.get(path) ?? readTextFile(path, { signal }).catch((error: Error) => error);
    this.#texts.set(path, reading);
    const text = await reading;
    signal.throwIfAborted();
    if (typeof text === "string") return text;
    this.report(from, { path: at, message: fileMistake(text, name), nearest: await siblingOf(path) });
    return undefined;
  }

  /** A setting that is a map itself, or names a file that holds one. */
  async nested<T>(
    schema: z.ZodType<T>,
    path: Path,
    lab: Read<unknown>,
    { raw, written }: { readonly raw: unknown; readonly written: ReadonlyMap<string, string> },
  ): Promise<Read<T> | undefined> {
    const given = valueAt(raw, path);
    if (typeof given === "object" && given !== null) {
      // Its mistakes have been reported with the lab's own.
      const { value, broken } = validate(schema, given, { source: lab.source, at: path, written });
      return { value, problems: [], broken, source: lab.source, at: path, folder: lab.folder };
    }
    const isBroken = lab.broken.some((known) => isWithin(path, known));
    const text = typeof given === "string" && !isBroken ? await this.text(given, lab, path) : undefined;
    if (text === undefined) return undefined;
    const source = new YamlSource(text, this.path(given as string, lab));
    this.problems.push(...source.problems);
    if (source.value === undefined) return undefined;
    const variables = interpolate(source, this.options.env);
    const reported = variables.problems.map((entry) => entry.path);
    const validation = validate(schema, without(source.value, variables.emptied), {
      source,
      written: variables.written,
      reported,
    });
    this.problems.push(...variables.problems.map(({ problem }) => problem), ...validation.problems);
    return { ...validation, source, at: [], folder: dirname(source.file ?? "") };
  }
}

/** The file that a name which does not exist was most likely meant to be. */
export async function siblingOf(path: string): Promise<string | undefined> {
  // No folder, no siblings: whoever asks has reported the file itself.
  const names = await readdir(dirname(path)).catch(() => []);
  const others = names.filter((name) => name !== basename(path));
  return nearest(basename(path), others);
}
