import type { Problem } from "../core/problem.ts";
import type { Path } from "../core/yaml-source.ts";
import type { ExpandedHost } from "./hosts.ts";
import type { HardwareSettings, ProfileSettings, Target } from "./lab.ts";
import type { ManifestService } from "./manifests.ts";
import type { LabFile } from "./schema.ts";

/** A problem before it has a line: at a setting, or at its name. */
export type Finding = Omit<Problem, "severity" | "file" | "line" | "column" | "path"> & {
  readonly path: Path;
  readonly severity?: Problem["severity"];
  readonly atKey?: boolean;
};

export interface Subject {
  readonly file: LabFile;
  readonly target: Target;
  readonly hosts: readonly ExpandedHost[];
  readonly hardware: HardwareSettings | undefined;
  readonly profile: ProfileSettings | undefined;
  readonly services: readonly ManifestService[];
  /** Settings that are wrong already: what rests on them is not judged. */
  readonly broken: readonly Path[];
}

/** Finds what no setting can be wrong about alone. */
export type Rule = (subject: Subject) => Finding[];

/** `demo-1, demo-2 or demo-3`; of many, the ends. */
export function range(names: readonly string[]): string {
  if (names.length === 0) return "none";
  return names.length > 6 ? `${names[0]} ... ${names.at(-1)}` : names.join(", ");
}
