import { basename, resolve } from "node:path";
import { EdgelabError } from "../../core/errors.ts";
import { bootPackage, cacheFolder, type PackageReport, verifyPackage } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import { reportText } from "../render/packages.ts";
import { longStep } from "./long-step.ts";

export async function verify(
  path: string,
  options: {
    readonly boot?: boolean;
    readonly accelerator?: "auto" | "kvm" | "tcg";
    readonly tokenInTemplate?: boolean;
    readonly secretsInTemplate?: boolean;
  },
  context: CommandContext,
): Promise<void> {
  const { tokenInTemplate: allowToken, secretsInTemplate: allowSecrets } = options;
  const step = { step: "template/verify", title: `check ${basename(path)}` };
  const checked = await longStep(context, step, (watched) =>
    verifyPackage(resolve(context.cwd, path), { allowToken, allowSecrets, ...watched }),
  );
  const report = options.boot ? await withBoot(checked, options, context) : checked;
  context.result(report, reportText(report, context.style));
  const errors = report.findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  throw new EdgelabError("VERIFY_FAILED", {
    what: `${path} is not fit to be a template.`,
    why: `${errors.length === 1 ? "1 check" : `${errors.length} checks`} failed, the first: ${errors[0]!.message}`,
    next: "Build it anew, or get it again from where it was made.",
  });
}

async function withBoot(
  report: PackageReport,
  { accelerator }: { readonly accelerator?: "auto" | "kvm" | "tcg" },
  context: CommandContext,
): Promise<PackageReport> {
  const step = { step: "template/boot", title: `start ${basename(report.path)} from its own disk` };
  const found = await longStep(context, step, (watched) =>
    bootPackage(report, { cacheDir: cacheFolder(context.env), accelerator, ...watched }),
  );
  const isError = found.some(({ severity }) => severity === "error");
  return { ...report, ok: report.ok && !isError, findings: [...report.findings, ...found] };
}
