import { list as readList } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import type { LabOptions } from "../program.ts";
import { listText } from "../render/results.ts";
import { openPlace } from "./open-lab.ts";

export async function list(path: string | undefined, options: LabOptions, context: CommandContext): Promise<void> {
  const found = await readList(await openPlace(path, options, context), { signal: context.signal });
  context.result({ labs: found }, listText(found));
}
