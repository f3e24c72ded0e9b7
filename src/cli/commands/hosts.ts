import { hosts as readHosts } from "../../index.ts";
import type { CommandContext, LabOptions } from "../io.ts";
import { hostsText } from "../render/results.ts";
import { openRef } from "./open-lab.ts";
import { trusting } from "./trusting.ts";

export async function hosts(path: string, options: LabOptions, context: CommandContext): Promise<void> {
  const place = await openRef(path, options, context);
  const { signal } = context;
  const found = await trusting(place, context, (trusted) => readHosts(trusted, { signal }));
  context.result({ hosts: found }, hostsText(found));
}
