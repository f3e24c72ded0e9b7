import { down as takeDown, LeftBehindError } from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";
import { downText } from "../render/results.ts";
import { openRef } from "./open-lab.ts";
import { trusting } from "./trusting.ts";

export async function down(
  path: string,
  options: LabOptions & { readonly force?: boolean; readonly takeLock?: boolean },
  context: CommandContext,
): Promise<void> {
  const lab = await openRef(path, options, context);
  try {
    const result = await trusting(lab, context, (trusted) =>
      takeDown(trusted, {
        signal: context.signal,
        emit: context.emit,
        force: options.force,
        adoptLock: options.takeLock,
      }),
    );
    context.result(result, downText(result, context.style));
  } catch (error) {
    if (error instanceof LeftBehindError) context.result(error.result, downText(error.result, context.style));
    throw error;
  }
}
