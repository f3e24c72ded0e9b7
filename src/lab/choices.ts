import { join } from "node:path";
import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { LoadOptions } from "./index.ts";
import type { Target } from "./lab.ts";
import { instanceOfUser } from "./names.ts";
import { instanceSchema } from "./schema.ts";

type Options = Pick<LoadOptions, "env" | "overrides" | "user">;

const targets: readonly Target[] = ["sandbox", "vsphere"];

/**
 * What the command line or the environment say; undefined leaves it to the file.
 *
 * @throws {EdgelabError} USAGE for a target that there is not
 */
export function chosenTarget({ env, overrides }: Options): Target | undefined {
  const exported = env["EDGELAB_TARGET"] || undefined;
  const wanted: string | undefined = overrides?.target ?? exported;
  const target = targets.find((name) => name === wanted);
  if (wanted !== undefined && target === undefined) {
    const option = overrides?.target === undefined ? "EDGELAB_TARGET" : "--target";
    throw usage(option, wanted, targets.join(" or "), nearest(wanted, targets));
  }
  return target;
}

/**
 * Whose instance it is: the command line's, the environment's, the file's, or the user's own.
 *
 * @throws {EdgelabError} USAGE when that cannot be part of a name
 */
export function chosenInstance({ env, overrides, user }: Options, inFile?: string): string {
  const exported = env["EDGELAB_INSTANCE"] || undefined;
  const wanted = overrides?.instance ?? exported ?? inFile ?? instanceOfUser(user);
  if (wanted === undefined) {
    throw new EdgelabError("USAGE", {
      what: "Nothing says whose instance of the lab this is.",
      why: "The user's name has no letter or digit that a name could be made of.",
      next: "Set --instance or EDGELAB_INSTANCE.",
    });
  }
  const checked = instanceSchema.safeParse(wanted);
  if (checked.success) return wanted;
  const option = overrides?.instance === undefined ? "EDGELAB_INSTANCE" : "--instance";
  throw usage(option, wanted, checked.error.issues[0]?.message ?? "another name", instanceOfUser(wanted));
}

/** Folder beside the lab for what may be deleted at any time. */
export function workFolder(folder: string, lab: { readonly name: string; readonly instance: string }): string {
  return join(folder, ".edgelab", `${lab.name}-${lab.instance}`);
}

function usage(option: string, found: string, expected: string, near: string | undefined): EdgelabError {
  return new EdgelabError("USAGE", {
    what: `${option} is not valid.`,
    why: `Expected ${expected}, found ${JSON.stringify(found)}.`,
    next: near && `Did you mean ${near}?`,
  });
}
