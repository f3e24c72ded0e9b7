import { resolve } from "node:path";
import { EdgelabError } from "../../core/errors.ts";
import { readTextFile, UnusableTextError } from "../../core/text-file.ts";
import type { CommandContext } from "../io.ts";

/** A text that is named on the command line. */
export interface NamedText {
  readonly text: string;
  /** Absolute; undefined for standard input. */
  readonly file: string | undefined;
}

/**
 * Reads a file that the command line names; `-` is standard input.
 *
 * @throws {EdgelabError} FILE_UNUSABLE
 */
export async function readNamedText(name: string, { cwd, signal }: CommandContext): Promise<NamedText> {
  const file = name === "-" ? undefined : resolve(cwd, name);
  try {
    return { text: await readTextFile(file ?? "/dev/stdin", { signal }), file };
  } catch (error) {
    signal.throwIfAborted();
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new EdgelabError("FILE_UNUSABLE", {
      what: missing
        ? `There is no file ${name}.`
        : error instanceof UnusableTextError
          ? `${name} ${error.message}.`
          : `${name} cannot be read.`,
      why: missing || error instanceof UnusableTextError || !(error instanceof Error) ? undefined : error.message,
      next: "Check the path.",
      cause: error,
    });
  }
}
