import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { EdgelabError } from "./errors.ts";

const advice: Readonly<Record<string, string>> = {
  ENOSPC: "Free some space there, or choose a place on another disk.",
  EDQUOT: "Free some space there, or choose a place that has no such quota.",
  EFBIG: "Choose a place whose file system takes files of this size.",
  EROFS: "Choose a place that can be written to.",
};

/** What the system said about a file that is being written, for its user. Anything else is a bug and stays what it is. */
export function unwritable(path: string, cause: unknown): unknown {
  if (cause instanceof EdgelabError || !(cause instanceof Error)) return cause;
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined || syscall === "read") return cause;
  const folder = dirname(path);
  if (code === "ENOENT" && !existsSync(folder)) {
    const next = `mkdir -p ${folder}, or choose another name.`;
    return new EdgelabError("FILE_UNUSABLE", { what: `There is no folder ${folder} to write to.`, next, cause });
  }
  return new EdgelabError("FILE_UNUSABLE", {
    what: `${path} cannot be written.`,
    why: cause.message,
    next: advice[code] ?? "Check that its folder exists and that you may write there, or choose another name.",
    cause,
  });
}
