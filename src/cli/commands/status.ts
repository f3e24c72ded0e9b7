import { status as readStatus } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import type { LabOptions } from "../program.ts";
import { statusText } from "../render/results.ts";
import { openRef } from "./open-lab.ts";

export async function status(path: string, options: LabOptions, context: CommandContext): Promise<void> {
  const found = await readStatus(await openRef(path, options, context), { signal: context.signal });
  context.result(found, statusText(found, context.style));
}
