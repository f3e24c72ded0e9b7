import { userInfo } from "node:os";
import { resolve } from "node:path";
import { EdgelabError } from "../../core/errors.ts";
import { formatProblem } from "../../core/problem.ts";
import {
  buildTemplate,
  buildTemplateLocally,
  cacheFolder,
  exportTemplate,
  importTemplate,
  type Lab,
  listTemplates,
  pruneTemplates,
  readTemplateSettings,
  templatePlace,
  type TemplateIngredients,
  type TemplatePlace,
} from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";
import { pruneText, shelfText, templateText } from "../render/templates.ts";
import { openLab } from "./open-lab.ts";
import { trusting } from "./trusting.ts";

/** On which vCenter, and in which folder of it. */
export interface PlaceOptions extends Omit<LabOptions, "lab"> {
  readonly labFile?: string;
}

export interface BuildOptions extends PlaceOptions {
  readonly builder?: "vsphere" | "qemu";
  readonly iso?: string;
  readonly userData?: string;
  readonly hardware?: string;
  readonly output?: string;
  readonly compression?: "fast" | "default" | "best" | "none";
  readonly accelerator?: "auto" | "kvm" | "tcg";
  readonly timeout?: number;
  readonly force?: boolean;
}

export async function build(options: BuildOptions, context: CommandContext): Promise<void> {
  const { env, signal, emit, cwd, style } = context;
  const lab = options.labFile === undefined ? undefined : await openLab(options.labFile, options, context);
  const builder = options.builder ?? (lab?.template.builder === "vsphere" ? "vsphere" : "qemu");
  const ingredients = await ingredientsOf(options, lab, context);
  if (builder === "qemu") {
    const { output, compression, accelerator, force } = options;
    const made = await buildTemplateLocally({
      ...ingredients,
      signal,
      emit,
      cwd,
      output: output === undefined ? undefined : resolve(cwd, output),
      cacheDir: cacheFolder(env),
      installTimeoutMs: options.timeout ?? lab?.limits.installTimeoutMs,
      compression,
      accelerator,
      overwrite: force,
    });
    context.result(made, templateText(made, style));
    return;
  }
  if (options.output !== undefined) {
    throw new EdgelabError("USAGE", {
      what: "--output does not go with --builder vsphere: that template is made on the vCenter.",
      next: "Leave it out, then bring the template here with `edgelab template export NAME -o x.ova`.",
    });
  }
  const place = lab ?? (await openPlace(options, context));
  const made = await trusting(place, context, (trusted) => buildTemplate(trusted, { ...ingredients, signal, emit }));
  context.result(made, templateText(made, style));
}

export async function importPackage(path: string, options: PlaceOptions, context: CommandContext): Promise<void> {
  const { signal, emit, cwd, style } = context;
  const place = await openPlace(options, context);
  const made = await trusting(place, context, (trusted) =>
    importTemplate(trusted, { path: resolve(cwd, path), signal, emit }),
  );
  context.result(made, templateText(made, style));
}

export async function exportPackage(
  name: string,
  options: PlaceOptions & { readonly output?: string; readonly force?: boolean },
  context: CommandContext,
): Promise<void> {
  const { signal, emit, cwd, style } = context;
  const place = await openPlace(options, context);
  const output = resolve(cwd, options.output ?? `${name.split("/").at(-1) ?? name}.ova`);
  const made = await trusting(place, context, (trusted) =>
    exportTemplate(trusted, { name, output, overwrite: options.force === true, signal, emit }),
  );
  context.result(made, `${style("green", "✓")} ${made.name} is in ${made.path} (${megabytes(made.sizeBytes)}).`);
}

export async function list(options: PlaceOptions, context: CommandContext): Promise<void> {
  const { signal } = context;
  const place = await openPlace(options, context);
  const found = await trusting(place, context, (trusted) => listTemplates(trusted, { signal }));
  context.result(found, shelfText(found));
}

export async function prune(
  options: PlaceOptions & { readonly dryRun?: boolean; readonly yes?: boolean },
  context: CommandContext,
): Promise<void> {
  const { signal, emit, confirm, style } = context;
  const place = await openPlace(options, context);
  const run = (dryRun: boolean, only?: readonly string[]) =>
    trusting(place, context, (trusted) =>
      pruneTemplates(trusted, { dryRun, only, signal, emit: dryRun ? () => undefined : emit }),
    );
  let agreedTo: readonly string[] | undefined;
  if (options.dryRun !== true && options.yes !== true) {
    const look = await run(true);
    if (look.unused.length > 0 && !(await agreed(look.unused, confirm))) {
      context.result(look, "Nothing was removed.");
      return;
    }
    agreedTo = look.unused;
  }
  const result = await run(options.dryRun === true, agreedTo);
  context.result(result, pruneText(result, style));
}

/** Others may count on a template that nobody uses just now. */
async function agreed(unused: readonly string[], confirm: CommandContext["confirm"]): Promise<boolean> {
  if (confirm === undefined) {
    throw new EdgelabError("USAGE", {
      what: "There is nobody to ask: this is no terminal.",
      why: `Would be removed, for everybody on this vCenter:\n${unused.join("\n")}`,
      next: "Add --yes to remove them, or --dry-run to look only.",
    });
  }
  return confirm(`${unused.join("\n")}\nwould be removed, for everybody on this vCenter. Remove them?`);
}

async function ingredientsOf(
  options: BuildOptions,
  lab: Lab | undefined,
  { env, cwd, signal, emit }: CommandContext,
): Promise<TemplateIngredients> {
  const { userData, hardware } = options;
  const iso = options.iso === undefined ? lab?.installer.iso : resolve(cwd, options.iso);
  if (iso === undefined) {
    throw new EdgelabError("USAGE", {
      what: "Nothing says which installer the template is made from.",
      why: options.labFile === undefined ? undefined : `${options.labFile} names no ISO that is there.`,
      next: "Add --iso palette-edge-installer.iso. CanvOS builds one; `edgelab iso stand-in` makes one to try things with.",
    });
  }
  const read = await readTemplateSettings({
    userData,
    hardware,
    env,
    cwd,
    signal,
    allowToken: options.tokenInTemplate,
    allowSecrets: options.secretsInTemplate,
  });
  for (const warning of read.warnings) {
    emit({ type: "warning", code: "LAB", message: formatProblem(warning, { relativeTo: cwd }) });
  }
  return {
    iso,
    hardware: hardware === undefined ? (lab?.template.hardware ?? read.hardware) : read.hardware,
    userData: userData === undefined ? (lab?.installer ?? read.userData) : read.userData,
  };
}

async function openPlace(options: PlaceOptions, context: CommandContext): Promise<TemplatePlace> {
  const { labFile, folder, target, instance, transport } = options;
  if (labFile !== undefined) return openLab(labFile, options, context);
  const { env, cwd, signal } = context;
  const place = await templatePlace({
    folder,
    env,
    cwd,
    signal,
    user: userInfo().username,
    overrides: { target, instance, transport },
  });
  if (place.target === "vsphere" && place.vcenter.tls.insecure) {
    const message = "The certificate of vCenter is not checked: anybody in between could read and change everything.";
    context.emit({ type: "warning", code: "INSECURE", message });
  }
  return place;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
