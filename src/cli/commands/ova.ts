import { basename, resolve } from "node:path";
import { formatProblem } from "../../core/problem.ts";
import { extractPackage, packDisk, readTemplateSettings } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import { extractedText, packedText } from "../render/packages.ts";
import { longStep } from "./long-step.ts";

export interface CreateOptions {
  readonly disk: string;
  readonly output: string;
  readonly hardware?: string;
  readonly name?: string;
  readonly network?: string;
  readonly compression?: "fast" | "default" | "best" | "none";
  readonly force?: boolean;
}

export async function create(options: CreateOptions, context: CommandContext): Promise<void> {
  const { cwd, env, signal, emit, style } = context;
  const { hardware, warnings } = await readTemplateSettings({ hardware: options.hardware, env, cwd, signal });
  for (const warning of warnings) {
    emit({ type: "warning", code: "LAB", message: formatProblem(warning, { relativeTo: cwd }) });
  }
  const { name, network, compression, force: overwrite } = options;
  const [disk, output] = [resolve(cwd, options.disk), resolve(cwd, options.output)];
  const step = { step: "ova/create", title: `pack ${basename(disk)}` };
  const made = await longStep(context, step, (watched) =>
    packDisk({ disk, output, hardware, name, network, compression, overwrite, ...watched }),
  );
  context.result(made, packedText(made, style));
}

export async function extract(
  path: string,
  options: { readonly output: string; readonly force?: boolean },
  context: CommandContext,
): Promise<void> {
  const { cwd, style, emit } = context;
  const step = { step: "ova/extract", title: `unpack ${basename(path)}` };
  const made = await longStep(context, step, (watched) =>
    extractPackage(resolve(cwd, path), resolve(cwd, options.output), { overwrite: options.force, ...watched }),
  );
  if (!made.isVouchedFor) {
    emit({ type: "warning", code: "OVF", message: "The package has no manifest: nothing vouches for the disk." });
  }
  context.result(made, extractedText(made, style));
}
