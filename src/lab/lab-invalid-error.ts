import { EdgelabError } from "../core/errors.ts";
import { formatProblem, type Problem } from "../core/problem.ts";

/** A lab file, or a file that it names, with all its mistakes. */
export class LabInvalidError extends EdgelabError {
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[], { relativeTo }: { readonly relativeTo?: string } = {}) {
    const errors = problems.filter(({ severity }) => severity === "error");
    const count = errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`;
    super("LAB_INVALID", {
      what: `The lab ${formatFile(file, relativeTo)} has ${count}.`,
      why: errors.map((problem) => formatProblem(problem, relativeTo === undefined ? {} : { relativeTo })).join("\n"),
      next: "Correct each line named, then run the command again; docs/reference/lab-file.md has every setting.",
    });
    this.problems = problems;
  }
}

function formatFile(file: string, relativeTo: string | undefined): string {
  return relativeTo !== undefined && file.startsWith(`${relativeTo}/`) ? file.slice(relativeTo.length + 1) : file;
}
