import { EdgelabError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { decodeName, pathParts } from "./inventory-path.ts";
import type { Named } from "./topology.ts";

export interface Choice {
  /** `datastore`, as in the lab file. */
  readonly kind: string;
  /** Name or inventory path; undefined for "the only one". */
  readonly wanted: string | undefined;
  /** Where the candidates are, for messages: `datacenter "DC0"`. */
  readonly where: string;
}

const listed = 12;

/**
 * The one candidate of that name or path, or the only one there is.
 *
 * @throws {EdgelabError} NOT_FOUND with the nearest name and the candidates; AMBIGUOUS with the paths to choose from
 */
export function choose<T extends Named>(candidates: readonly T[], { kind, wanted, where }: Choice): T {
  const matches = wanted === undefined ? candidates : candidates.filter((candidate) => isNamed(candidate, wanted));
  const [first, ...more] = matches;
  if (first !== undefined && more.length === 0) return first;
  const names = candidates.map(({ name }) => name);
  if (first === undefined) {
    const guess = wanted === undefined ? undefined : nearest(decodeName(wanted.split("/").at(-1) ?? ""), names);
    throw new EdgelabError("NOT_FOUND", {
      what: wanted === undefined ? `There is no ${kind} in ${where}.` : `There is no ${kind} "${wanted}" in ${where}.`,
      why: names.length === 0 ? undefined : `Found: ${enumerate(names)}.`,
      next: guess === undefined ? `Set ${kind} to one that exists.` : `Did you mean "${guess}"?`,
    });
  }
  throw new EdgelabError("AMBIGUOUS", {
    what:
      wanted === undefined
        ? `There are ${matches.length} ${kind}s in ${where}, and none is chosen.`
        : `There are ${matches.length} ${kind}s named "${wanted}" in ${where}.`,
    why: `Candidates: ${enumerate(matches.map(({ path }) => path))}.`,
    next: `Set ${kind} to one of them.`,
  });
}

/** A bare name matches anywhere; a path matches whole, or as the end of the object's path. */
export function isNamed({ name, path }: Named, wanted: string): boolean {
  if (name === wanted || name === decodeName(wanted)) return true;
  if (!wanted.includes("/")) return false;
  const [own, asked] = [pathParts(path), pathParts(wanted)];
  if (wanted.startsWith("/")) return own.join("/") === asked.join("/");
  return own.slice(-asked.length).join("/") === asked.join("/");
}

export function enumerate(names: readonly string[]): string {
  const shown = names.slice(0, listed).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}
