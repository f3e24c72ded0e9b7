/** One line of a checksum file. */
export interface NamedDigest {
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
  /** The file it is of, without folders; undefined when the line holds the digest alone. */
  readonly name: string | undefined;
}

/**
 * The digest that a `.sha256` file has for `name`. As lenient as its makers are different: one or two separators, a star
 * for binary mode, BSD's form, folders before the name, a name from before the ISO was renamed, or no name at all.
 *
 * @returns undefined when there is none, or several that are all of other files
 */
export function findDigest(text: string, name: string): NamedDigest | undefined {
  const digests = text.split(/\r?\n/).flatMap((line) => parseLine(line) ?? []);
  return digests.find((digest) => digest.name === name) ?? (digests.length === 1 ? digests[0] : undefined);
}

function parseLine(line: string): NamedDigest | undefined {
  const plain = /^\s*([0-9a-f]{64})(?:\s+\*?(\S.*?))?\s*$/i.exec(line);
  const bsd = /^\s*SHA256\s*\((.+)\)\s*=\s*([0-9a-f]{64})\s*$/i.exec(line);
  const [sha256, name] = plain ? [plain[1], plain[2]] : [bsd?.[2], bsd?.[1]];
  return sha256 === undefined ? undefined : { sha256: sha256.toLowerCase(), name: name?.split(/[\\/]/).at(-1) };
}
