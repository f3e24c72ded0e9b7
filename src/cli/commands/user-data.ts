import { EdgelabError } from "../../core/errors.ts";
import { formatProblem, type Problem } from "../../core/problem.ts";
import { checkUserData, type UserDataPurpose } from "../../index.ts";
import type { CommandContext, Style } from "../io.ts";
import { readNamedText } from "./text-argument.ts";

export interface CheckOptions {
  readonly purpose: UserDataPurpose;
  readonly hosts?: number;
  readonly tokenInTemplate?: boolean;
  readonly secretsInTemplate?: boolean;
}

export async function check(name: string, options: CheckOptions, context: CommandContext): Promise<void> {
  const { text, file } = await readNamedText(name, context);
  const found = await checkUserData(text, {
    purpose: options.purpose,
    file,
    hosts: options.hosts,
    allowToken: options.tokenInTemplate,
    allowSecrets: options.secretsInTemplate,
  });
  const problems = found.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  const errors = problems.filter(({ severity }) => severity === "error").length;
  context.result(
    { file, purpose: options.purpose, errors, warnings: problems.length - errors, problems },
    problemsText(name, problems, context),
  );
  if (errors > 0) {
    throw new EdgelabError("USER_DATA_INVALID", {
      what: `${name === "-" ? "The user-data" : name} ${errors === 1 ? "has an error" : `has ${errors} errors`}.`,
      next: "Correct the lines named above.",
    });
  }
}

/** One line for each problem, as editors jump to them. */
export function problemsText(name: string, problems: readonly Problem[], { cwd, style }: CommandContext): string {
  if (problems.length === 0) return `${style("green", "✓")} ${name} breaks no rule that edgelab knows.`;
  return problems
    .map((problem) => `${mark(problem.severity, style)} ${formatProblem(problem, { relativeTo: cwd })}`)
    .join("\n");
}

function mark(severity: Problem["severity"], style: Style): string {
  return severity === "error" ? style("red", "✗") : style("yellow", "!");
}
