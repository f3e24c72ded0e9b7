import { resolve } from "node:path";
import { EdgelabError } from "../../core/errors.ts";
import { formatProblem } from "../../core/problem.ts";
import { checkUserData, inspectIso, type IsoReport, writeSeed } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import { bytes } from "../render/format.ts";
import { isoText } from "../render/iso.ts";
import { readNamedText } from "./text-argument.ts";

export async function inspect(
  file: string,
  { verify = true }: { readonly verify?: boolean },
  context: CommandContext,
): Promise<void> {
  const { signal, cwd, style } = context;
  const report = await inspectIso(resolve(cwd, file), { signal, verify });
  context.result(report, isoText(report, style));
  const verdict = verdictOn(report);
  if (verdict) {
    throw new EdgelabError("ISO_INVALID", {
      what: `${file} ${verdict.what}`,
      why: report.findings.find(({ severity }) => severity === "error")?.message,
      next: verdict.next,
    });
  }
}

function verdictOn({ kind, findings }: IsoReport): { what: string; next: string } | undefined {
  if (kind === "other") {
    return {
      what: "is an ISO, but no Edge installer.",
      next: "Give the ISO that CanvOS builds: the build folder has it as palette-edge-installer.iso, or under the name of ISO_NAME.",
    };
  }
  if (findings.every(({ severity }) => severity !== "error")) return undefined;
  return { what: "cannot be used as it is.", next: "Download or build it again." };
}

export interface SeedOptions {
  readonly userData: string;
  readonly metaData?: string;
  readonly output: string;
  readonly force?: boolean;
  readonly unchecked?: boolean;
}

export async function seed(options: SeedOptions, context: CommandContext): Promise<void> {
  const { cwd, style } = context;
  const userData = await readNamedText(options.userData, context);
  const metaData = options.metaData === undefined ? undefined : await readNamedText(options.metaData, context);
  const problems = await checkUserData(userData.text, { purpose: "any", file: userData.file });
  const errors = problems.filter(({ severity }) => severity === "error");
  const asText = (list: typeof problems) =>
    list.map((problem) => formatProblem(problem, { relativeTo: cwd })).join("\n");
  if (errors.length > 0 && !options.unchecked) {
    throw new EdgelabError("USER_DATA_INVALID", {
      what: `${options.userData} breaks rules of the Edge installer.`,
      why: asText(errors),
      next: "Correct the lines named, or add --unchecked to make the seed all the same.",
    });
  }
  const told = options.unchecked ? problems : problems.filter(({ severity }) => severity === "warning");
  for (const problem of told) context.emit({ type: "warning", code: "USER_DATA", message: asText([problem]) });
  const made = await writeSeed(resolve(cwd, options.output), {
    userData: userData.text,
    metaData: metaData?.text,
    overwrite: options.force,
  });
  context.result(
    made,
    `${style("green", "✓")} ${options.output} (${bytes(made.sizeBytes)}) has the label cidata and is readable for you alone.`,
  );
}
