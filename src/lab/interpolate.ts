import { nearest } from "../core/nearest.ts";
import type { Problem } from "../core/problem.ts";
import { formatPath, type Path, type YamlSource } from "../core/yaml-source.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Interpolation {
  /** Settings that hold a variable, by formatted path, with what the author wrote. Their values are never shown. */
  readonly written: ReadonlyMap<string, string>;
  /** Settings that variables left empty: they count as not written. Never items of a list. */
  readonly emptied: readonly Path[];
  /** A variable that is not set, or no variable at all. Apart, because some settings are not read at all. */
  readonly problems: readonly { readonly path: Path; readonly problem: Problem }[];
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` in the texts of a parsed file, never in its syntax: a value cannot break the
 * file. `$${` stands for `${`.
 *
 * @param skip settings whose texts are another language's, such as shell
 */
export function interpolate(
  source: YamlSource,
  env: Environment,
  skip: (path: Path) => boolean = () => false,
): Interpolation {
  const written = new Map<string, string>();
  const emptied: Path[] = [];
  const problems: { path: Path; problem: Problem }[] = [];
  source.replaceTexts((text, path) => {
    if (!text.includes("${") || skip(path)) return text;
    const replaced = text.replaceAll(/\$(\$?)\{([^}]*)\}/g, (whole, escaped: string, body: string) => {
      if (escaped) return whole.slice(1);
      written.set(formatPath(path), text);
      const { name, fallback } = /^(?<name>[A-Za-z_]\w*)(?::-(?<fallback>.*))?$/s.exec(body)?.groups ?? {};
      const value = name === undefined ? undefined : env[name];
      if (fallback !== undefined ? value : value !== undefined) return value as string;
      if (fallback !== undefined) return fallback;
      problems.push({ path, problem: source.problem(path, unset(whole, name, env)) });
      return whole;
    });
    if (replaced === "" && typeof path.at(-1) === "string") emptied.push(path);
    return replaced;
  });
  return { written, emptied, problems };
}

function unset(whole: string, name: string | undefined, env: Environment) {
  if (name === undefined) {
    return {
      message: `${whole} names no variable`,
      expected: "${NAME} or ${NAME:-default}",
      fix: `write $${whole} for the text itself`,
    };
  }
  return {
    message: `the environment variable ${name} is not set`,
    nearest: nearest(name, Object.keys(env)),
    fix: `export it, or give a default: \${${name}:-...}`,
  };
}
