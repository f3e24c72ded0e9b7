/** Names on the API hold `/`, `\` and `%` percent-encoded; people write them plainly, or encoded within a path. */
const encoded: Readonly<Record<string, string>> = { "/": "%2f", "\\": "%5c", "%": "%25" };

/** `a/b` as the API knows it: `a%2fb`. */
export function encodeName(name: string): string {
  return name.replaceAll(/[/\\%]/g, (character) => encoded[character] ?? character);
}

/** `a%2fb` as people write it: `a/b`. */
export function decodeName(name: string): string {
  return name.replaceAll(/%2f/gi, "/").replaceAll(/%5c/gi, "\\").replaceAll("%25", "%");
}

/** Parts of a path in the API's encoding. A `/` always divides; inside a name it is written `%2f`. */
export function pathParts(path: string): string[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map((part) => encodeName(decodeName(part)));
}

export function joinPath(...parts: readonly string[]): string {
  return `/${parts.join("/")}`;
}
