import { type PhaseId, up as bringUp } from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";
import { upText } from "../render/results.ts";
import { openLab } from "./open-lab.ts";
import { trusting } from "./trusting.ts";

export interface UpCommandOptions extends LabOptions {
  readonly until?: Exclude<PhaseId, "down">;
  readonly replace?: boolean;
  readonly takeLock?: boolean;
}

export async function up(path: string, options: UpCommandOptions, context: CommandContext): Promise<void> {
  const lab = await openLab(path, options, context);
  const result = await trusting(lab, context, (trusted) =>
    bringUp(trusted, {
      signal: context.signal,
      emit: context.emit,
      until: options.until,
      replace: options.replace,
      adoptLock: options.takeLock,
    }),
  );
  context.result(result, upText(result, context.style));
}
