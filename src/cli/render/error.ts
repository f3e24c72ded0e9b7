import { EdgelabError } from "../../core/errors.ts";
import type { Style } from "../io.ts";

interface ErrorStyle {
  readonly json: boolean;
  readonly style: Style;
  /** Also the chain of causes, with stacks. */
  readonly debug: boolean;
}

/** An error as a person or a script reads it: what, why, next and code; a bug keeps its stack. */
export function renderError(error: unknown, { json, style, debug }: ErrorStyle): string {
  if (json) return `${JSON.stringify({ type: "error", ...describe(error) })}\n`;
  if (!(error instanceof EdgelabError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `${style("red", "✗")} This is a bug in edgelab; please report it with the lines below.\n${stack}\n`;
  }
  const { what, why, next } = error.details;
  const lines = [`${style("red", "✗")} ${style("bold", what)}`];
  const row = (label: string, text: string) => {
    const [head = "", ...rest] = text.split("\n");
    lines.push(`  ${style("dim", label.padEnd(6))}${head}`, ...rest.map((line) => `        ${line}`));
  };
  if (why) row("why", why);
  for (const also of siblings(error)) row("also", also);
  if (next) row("next", next);
  row("code", `${error.code}, see docs/errors.md`);
  if (debug && error.cause instanceof Error) row("cause", error.cause.stack ?? error.cause.message);
  return `${lines.join("\n")}\n`;
}

/** Other failures of the same run: the engine hands them over as an AggregateError. */
function siblings(error: EdgelabError): readonly string[] {
  const { cause } = error;
  if (!(cause instanceof AggregateError)) return [];
  return cause.errors
    .filter((other) => other !== error)
    .map((other) => (other instanceof Error ? other.message : String(other)));
}

function describe(error: unknown): object {
  if (error instanceof EdgelabError) {
    const { what, why, next } = error.details;
    return { code: error.code, exitCode: error.exitCode, what, why, next, also: siblings(error) };
  }
  return { code: "BUG", exitCode: 1, what: error instanceof Error ? error.message : String(error) };
}
