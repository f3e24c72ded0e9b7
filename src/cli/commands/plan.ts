import { EdgelabError } from "../../core/errors.ts";
import { plan as makePlan } from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";
import { planText } from "../render/plan.ts";
import { openLab } from "./open-lab.ts";
import { trusting } from "./trusting.ts";

export async function plan(
  path: string,
  options: LabOptions & { readonly check?: boolean },
  context: CommandContext,
): Promise<void> {
  const lab = await openLab(path, options, context);
  const { signal } = context;
  const made = await trusting(lab, context, (trusted) => makePlan(trusted, { signal }));
  context.result(made, planText(made, context.style));
  if (options.check && made.pending) {
    throw new EdgelabError("CHANGES_PENDING", {
      what: `Lab "${made.lab}" is not as its file says.`,
      next: `edgelab up ${path}`,
    });
  }
}
