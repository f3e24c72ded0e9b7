import { join } from "node:path";
import { readState, StateFile } from "./state.ts";

const parts = ["vcenter", "palette", "network"] as const;
export type Part = (typeof parts)[number];

export interface SandboxState {
  /** What each part had saved when the sandbox last ran; undefined for a new one. */
  readonly saved: Readonly<Record<Part, unknown>>;
  /** Saves a part from now on, first of all its present state. */
  keep(part: Part, snapshot: () => unknown): void;
  /** A part has changed: it is saved soon, once it is kept. */
  changed(part: Part): void;
  flush(): Promise<void>;
}

/**
 * The saved state of the sandbox's parts, a file for each.
 *
 * @param isKept false for a sandbox that leaves nothing behind
 * @throws {EdgelabError} SANDBOX when a file is damaged
 */
export async function openState(
  folder: string,
  { isKept, log }: { readonly isKept: boolean; readonly log: (line: string) => void },
): Promise<SandboxState> {
  const fileOf = (part: Part) => join(folder, `${part}.json`);
  const [vcenter, palette, network] = await Promise.all(parts.map((part) => readState(fileOf(part))));
  const files = new Map<Part, StateFile>();
  const failed = (error: unknown) => log(`cannot save: ${error instanceof Error ? error.message : String(error)}`);
  const changed = (part: Part) => files.get(part)?.changed();
  return {
    saved: { vcenter, palette, network },
    keep: (part, snapshot) => {
      if (isKept) files.set(part, new StateFile(fileOf(part), snapshot, failed));
      changed(part);
    },
    changed,
    flush: async () => {
      await Promise.all([...files.values()].map((file) => file.flush()));
    },
  };
}
