import { userInfo } from "node:os";
import { EdgelabError } from "../../core/errors.ts";
import { formatProblem } from "../../core/problem.ts";
import { type Lab, type LabPlace, type LabRef, labRef, loadLab } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import type { LabOptions } from "../program.ts";

/** Reads the lab file; its warnings go where progress goes. */
export async function openLab(path: string, options: LabOptions, context: CommandContext): Promise<Lab> {
  const { lab, warnings } = await loadLab(path, settings(options, context));
  for (const warning of warnings) {
    const message = formatProblem(warning, { relativeTo: context.cwd });
    context.emit({ type: "warning", code: "LAB", message });
  }
  return lab;
}

/** The lab that a command is about: by its file, or with `--lab` by its name alone. */
export async function openRef(path: string | undefined, options: LabOptions, context: CommandContext): Promise<LabRef> {
  if (options.lab === undefined && options.folder !== undefined) {
    throw new EdgelabError("USAGE", {
      what: "--folder needs --lab.",
      why: "with a lab file, its folder is what the file says",
      next: "Add --lab NAME, or leave --folder out.",
    });
  }
  if (options.lab === undefined) return openLab(path ?? ".", options, context);
  return labRef({ name: options.lab, folder: options.folder, ...settings(options, context) });
}

/** Where labs are, for `list`: beside this lab, or where the environment says. */
export async function openPlace(
  path: string | undefined,
  options: LabOptions,
  context: CommandContext,
): Promise<LabPlace> {
  if (path !== undefined) return openLab(path, options, context);
  return labRef({ name: options.lab ?? "any", folder: options.folder, ...settings(options, context) });
}

function settings(options: LabOptions, { env, cwd, signal }: CommandContext) {
  const { target, instance, transport, tokenInTemplate, secretsInTemplate } = options;
  const overrides = {
    target,
    instance,
    transport,
    allowTokenInTemplate: tokenInTemplate,
    allowSecretsInTemplate: secretsInTemplate,
  };
  return { env, cwd, signal, user: userInfo().username, overrides };
}
