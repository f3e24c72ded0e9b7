import { EdgelabError } from "../core/errors.ts";
import { formatProblem, type Problem } from "../core/problem.ts";
import { formatPath, type Path } from "../core/yaml-source.ts";
import { chosenInstance, chosenTarget, workFolder } from "./choices.ts";
import { connections } from "./connections.ts";
import { sandboxFolder } from "./environment.ts";
import { expandLimits } from "./expand.ts";
import type { Finding } from "./finding.ts";
import type { LabReference, LabReferenceOptions } from "./index.ts";
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
    vcenter: target === "sandbox" && folder !== undefined ? { ...vcenter, folder } : vcenter,
    palette,
    limits: expandLimits(limits.parse({})),
  };
}
