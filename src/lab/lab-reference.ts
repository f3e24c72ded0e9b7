import { EdgelabError } from "../core/errors.ts";
import { formatProblem, type Problem } from "../core/problem.ts";
import { formatPath, type Path } from "../core/yaml-source.ts";
import { chosenInstance, chosenTarget, workFolder } from "./choices.ts";
import { connections, sandboxVcenter, vcenterSettings } from "./connections.ts";
import { cacheFolder, sandboxFolder } from "./environment.ts";
import { expandLimits } from "./expand.ts";
import type { Finding } from "./finding.ts";
import type { LabReference, LabReferenceOptions, TemplatePlaceOptions, TemplatePlaceRead } from "./index.ts";
import { labSchema } from "./schema.ts";

export async function labReference(options: LabReferenceOptions): Promise<LabReference> {
  const { name, folder, env, cwd, signal, overrides } = options;
  const target = chosenTarget(options) ?? "sandbox";
  const instance = chosenInstance(options);
  const { vcenter: vcenterSchema, palette: paletteSchema, limits } = labSchema.shape;
  const file = {
    vcenter: vcenterSchema.parse({ folder, transport: overrides?.transport }),
    palette: paletteSchema.parse({}),
  };
  const problems: Problem[] = [];
  const report = (path: Path, finding: Omit<Finding, "path">) =>
    problems.push({ severity: "error", path: formatPath(path), ...finding });
  const { vcenter, palette } = await connections(target, file, { env, cwd, folder: cwd, signal, report });
  if (problems.length > 0) {
    throw new EdgelabError("LAB_INVALID", {
      what: `The environment does not say where lab "${name}" is.`,
      why: problems.map((problem) => formatProblem(problem)).join("\n"),
    });
  }
  return {
    name,
    instance,
    target,
    workDir: workFolder(cwd, { name, instance }),
    sandboxDir: sandboxFolder(env),
    cacheDir: cacheFolder(env),
    vcenter: target === "sandbox" && folder !== undefined ? { ...vcenter, folder } : vcenter,
    palette,
    limits: expandLimits(limits.parse({})),
  };
}

/** Where templates are, from the environment alone; no Palette is asked for. */
export async function templatePlace(options: TemplatePlaceOptions): Promise<TemplatePlaceRead> {
  const { folder, env, cwd, signal, overrides } = options;
  const target = chosenTarget(options) ?? "sandbox";
  const instance = chosenInstance(options);
  const { vcenter: schema, limits } = labSchema.shape;
  const file = schema.parse({ folder, transport: overrides?.transport });
  const problems: Problem[] = [];
  const report = (path: Path, finding: Omit<Finding, "path">) =>
    problems.push({ severity: "error", path: formatPath(path), ...finding });
  const vcenter =
    target === "sandbox"
      ? { ...sandboxVcenter(file), ...(folder === undefined ? {} : { folder }) }
      : await vcenterSettings(file, { env, cwd, folder: cwd, signal, report });
  if (problems.length > 0) {
    throw new EdgelabError("LAB_INVALID", {
      what: "The environment does not say which vCenter is meant.",
      why: problems.map((problem) => formatProblem(problem)).join("\n"),
      next: "Set what is missing, name a lab file with --lab-file, or use --target sandbox.",
    });
  }
  return {
    instance,
    target,
    sandboxDir: sandboxFolder(env),
    cacheDir: cacheFolder(env),
    vcenter,
    limits: expandLimits(limits.parse({})),
  };
}
