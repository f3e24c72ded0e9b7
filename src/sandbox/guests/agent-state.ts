import { randomBytes } from "node:crypto";
import { isMap, parseDocument } from "yaml";
import type { Assignment } from "../agent-link.ts";
import type { DiskContent } from "../machine.ts";
import { diskPaths, readText } from "./disk-layout.ts";

/** What the agent remembers on its disk. */
export interface AgentState {
  /** The Edge host ID at the last boot. */
  readonly siteName?: string | undefined;
  readonly registered?: boolean | undefined;
  /** For hosts whose ID is random. */
  readonly random?: string | undefined;
  /** The cluster whose provider image was written; the next boot starts it. */
  readonly cluster?: Assignment | undefined;
}

/** A real agent's file is YAML with keys of its own, of which `siteName` is the same. */
export function readAgentState(content: DiskContent): AgentState {
  const text = readText(content, diskPaths.agentState);
  const document = parseDocument(text ?? "", { logLevel: "silent" });
  return document.errors.length === 0 && isMap(document.contents) ? (document.toJS() as AgentState) : {};
}

export function writeAgentState(content: DiskContent, state: AgentState): void {
  content.write(diskPaths.agentState, JSON.stringify(state));
}

/** Made at the first boot and kept: a disk that is cloned afterwards hands the same one to every clone. */
export function machineId(content: DiskContent): string {
  const known = readText(content, diskPaths.machineId)?.trim();
  if (known) return known;
  const made = randomBytes(16).toString("hex");
  content.write(diskPaths.machineId, `${made}\n`);
  return made;
}
