import { basename, resolve } from "node:path";
import { EdgelabError } from "../../core/errors.ts";
import { verifyPackage } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import { reportText } from "../render/packages.ts";
import { longStep } from "./long-step.ts";

export async function verify(
  path: string,
  options: { readonly tokenInTemplate?: boolean; readonly secretsInTemplate?: boolean },
  context: CommandContext,
): Promise<void> {
  const { tokenInTemplate: allowToken, secretsInTemplate: allowSecrets } = options;
  const step = { step: "template/verify", title: `check ${basename(path)}` };
  const report = await longStep(context, step, (watched) =>
    verifyPackage(resolve(context.cwd, path), { allowToken, allowSecrets, ...watched }),
  );
  context.result(report, reportText(report, context.style));
  const errors = report.findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  throw new EdgelabError("VERIFY_FAILED", {
    what: `${path} is not fit to be a template.`,
    why: `${errors.length === 1 ? "1 check" : `${errors.length} checks`} failed, the first: ${errors[0]!.message}`,
    next: "Build it anew, or get it again from where it was made.",
  });
}
