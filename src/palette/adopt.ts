import { EdgelabError } from "../core/errors.ts";
import { includesLabels } from "./wire.ts";

/**
 * Whether an object of the wanted name is the one that a lost answer was about: it is, when it carries the labels that
 * were sent with it.
 *
 * @throws {EdgelabError} NAME_TAKEN when it is somebody else's
 */
export function adopted(
  what: string,
  found: { readonly uid: string; readonly labels: Readonly<Record<string, string>> } | undefined,
  labels: Readonly<Record<string, string>>,
): string | undefined {
  if (found === undefined || includesLabels(found.labels, labels)) return found?.uid;
  throw new EdgelabError("NAME_TAKEN", {
    what: `Cannot create ${what}: the name is taken.`,
    why: `The one that is there (uid ${found.uid}) does not carry this lab's labels.`,
    next: "Choose another name, or remove the one that is there if you know that nobody needs it.",
  });
}
