import { list as readList } from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";
import { listText } from "../render/results.ts";
import { openPlace } from "./open-lab.ts";
import { trusting } from "./trusting.ts";

export async function list(path: string | undefined, options: LabOptions, context: CommandContext): Promise<void> {
  const place = await openPlace(path, options, context);
  const { signal } = context;
  const found = await trusting(place, context, (trusted) => readList(trusted, { signal }));
  context.result({ labs: found }, listText(found));
}
