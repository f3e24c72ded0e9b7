import { status as readStatus } from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";
import { statusText } from "../render/results.ts";
import { openRef } from "./open-lab.ts";
import { trusting } from "./trusting.ts";

export async function status(path: string, options: LabOptions, context: CommandContext): Promise<void> {
  const place = await openRef(path, options, context);
  const { signal } = context;
  const found = await trusting(place, context, (trusted) => readStatus(trusted, { signal }));
  context.result(found, statusText(found, context.style));
}
