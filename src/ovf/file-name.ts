import { invalid, shown } from "./invalid.ts";

/**
 * A file of a package is called by a plain name. A path, a URL or a name that another system reads as a path could lead
 * out of the package.
 *
 * @throws {EdgelabError} OVF_INVALID
 */
export function checkFileName(name: string, what: string): void {
  // oxlint-disable-next-line no-control-regex -- a name with these is an attack on whoever prints or stores it
  const isPlain = !/[/\\:\u0000-\u001f\u007f]/.test(name) && name !== "." && name !== ".." && name.trim() === name;
  if (name === "" || name.length > 255 || !isPlain) throw invalid(`${what} is ${shown(name)}, expected a plain name`);
}
