import { userInfo } from "node:os";
import { EdgelabError, hasCode } from "../../core/errors.ts";
import { formatProblem } from "../../core/problem.ts";
import { type Lab, type LabPlace, type LabRef, labRef, loadLab } from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";

/** Reads the lab file for `up` and `plan`; its warnings go where progress goes. */
export async function openLab(path: string, options: LabOptions, context: CommandContext): Promise<Lab> {
  const { lab, warnings } = await loadLab(path, settings(options, context));
  for (const warning of warnings) {
    const message = formatProblem(warning, { relativeTo: context.cwd });
    context.emit({ type: "warning", code: "LAB", message });
  }
  return tellInsecure(lab, context);
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
  if (options.lab !== undefined) {
    const ref = await labRef({ name: options.lab, folder: options.folder, ...settings(options, context) });
    return tellInsecure(ref, context);
  }
  // what the file's warnings are about concerns `up` and `plan` only
  const { lab } = await loadLab(path ?? ".", settings(options, context));
  return tellInsecure(lab, context);
}

/** Where labs are, for `list`: beside this lab, or where the environment says. */
export async function openPlace(
  path: string | undefined,
  options: LabOptions,
  context: CommandContext,
): Promise<LabPlace> {
  if (path !== undefined) return openRef(path, options, context);
  try {
    const name = options.lab ?? "any";
    return tellInsecure(await labRef({ name, folder: options.folder, ...settings(options, context) }), context);
  } catch (error) {
    if (!hasCode(error, "LAB_INVALID") || !(error instanceof EdgelabError)) throw error;
    throw new EdgelabError("LAB_INVALID", {
      what: "The environment does not say where labs are.",
      why: error.details.why,
      next: "Set what is missing, or name a lab file: `edgelab list mylab.yaml`.",
      cause: error,
    });
  }
}

/** That a certificate goes unchecked is said at every run. */
function tellInsecure<Place extends LabPlace>(place: Place, context: CommandContext): Place {
  if (place.target === "sandbox") return place;
  for (const [server, { tls }] of [
    ["vCenter", place.vcenter],
    ["Palette", place.palette],
  ] as const) {
    const message = `The certificate of ${server} is not checked: anybody in between could read and change everything.`;
    if (tls.insecure) context.emit({ type: "warning", code: "INSECURE", message });
  }
  return place;
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
