import { hosts as readHosts } from "../../index.ts";
import type { CommandContext } from "../io.ts";
import type { LabOptions } from "../program.ts";
import { hostsText } from "../render/results.ts";
import { openRef } from "./open-lab.ts";

export async function hosts(path: string, options: LabOptions, context: CommandContext): Promise<void> {
  const found = await readHosts(await openRef(path, options, context), { signal: context.signal });
  context.result({ hosts: found }, hostsText(found));
}
