import { EdgelabError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";

/** A descriptor, a manifest or an archive that breaks its own rules. `why` is a clause: `it has no References`. */
export function invalid(why: string, cause?: unknown): EdgelabError {
  return new EdgelabError("OVF_INVALID", { what: `This is not a sound OVF package: ${why}.`, cause });
}

/** A name as it may be shown: quoted, cut, {@link printable}. */
export function shown(text: string): string {
  return printable(JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text));
}
