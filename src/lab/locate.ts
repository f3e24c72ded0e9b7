import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { siblingOf } from "./reading.ts";

/**
 * The lab file that a path means: itself, or the `lab.yaml` in the folder that it is.
 *
 * @throws {EdgelabError} LAB_NOT_FOUND
 */
export async function locateLab(path: string, cwd: string): Promise<string> {
  const absolute = resolve(cwd, path);
  const found = await stat(absolute).catch(absent);
  if (found === undefined) {
    const near = await siblingOf(absolute);
    throw notFound(
      `There is no lab at ${path}.`,
      "Neither a file nor a folder has that name.",
      near && join(dirname(path), near),
    );
  }
  if (!found.isDirectory()) return absolute;
  const inside = join(absolute, "lab.yaml");
  if (await stat(inside).catch(absent)) return inside;
  const names = await readdir(absolute);
  const near = nearest(basename(inside), names) ?? names.find((name) => /\.ya?ml$/.test(name));
  throw notFound(
    `The folder ${path} holds no lab.yaml.`,
    "A folder is a lab when there is a lab.yaml in it.",
    near && join(path, near),
  );
}

/** For `catch` of a `stat`: undefined when there is nothing. @throws every other error */
export function absent(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
}

function notFound(what: string, why: string, near: string | undefined): EdgelabError {
  const next = near ? `Did you mean ${near}?` : "The folders below labs/ hold labs to start from.";
  return new EdgelabError("LAB_NOT_FOUND", { what, why, next });
}
