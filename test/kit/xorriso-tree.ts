import { execa } from "execa";
import type { IsoEntry, IsoImage } from "../../src/iso/index.ts";

/** One line for each entry: what it is, its mode, size, first sectors and target. Two readers agree when theirs do. */
export type TreeListing = readonly string[];

/** `e` is the boot catalog, which xorriso knows by its place and not by its record. */
const letters: Readonly<Record<string, IsoEntry["kind"]>> = { "-": "file", e: "file", d: "directory", l: "symlink" };

/**
 * The tree of a volume as xorriso shows it.
 *
 * @param lowerCase plain names are in capitals there, and as Linux shows them here
 */
export async function xorrisoTree(xorriso: string, iso: string, { lowerCase = false } = {}): Promise<TreeListing> {
  const ask = async (...command: string[]) =>
    (await execa(xorriso, ["-indev", iso, ...command], { env: { LC_ALL: "C.UTF-8" } })).stdout.split("\n");
  const find = (action: string) => ask("-find", "/", "-exec", action);
  const places = new Map<string, string[]>();
  for (const line of await find("report_lba")) {
    const [, sector = "", size = "", path = ""] =
      /^File data lba: +\d+ , +(\d+) , +\d+ , +(\d+) , '(.*)'$/.exec(line) ?? [];
    if (path && size !== "0") places.set(path, [...(places.get(path) ?? []), sector]);
  }
  const catalog = (await ask("-report_el_torito", "plain")).flatMap(
    (line) => /^El Torito cat(?:alog| path) *: +(\S+)/.exec(line)?.[1] ?? [],
  );
  if (catalog.length === 2) places.set(catalog[1]!, [catalog[0]!]);
  const listing = (await find("lsdl")).flatMap((line) => {
    let [, letter = "", mode = "", size = "", path = "", target = ""] =
      /^(.)([-rwxsStT]{9})[+ ].*? (\d+) \w{3} +\d+ +[\d:]+ '(.*?)'(?: -> '(.*)')?$/.exec(line) ?? [];
    if (path === "" || path === "/") return [];
    // an empty file of genisoimage's, which it places where the catalog is
    if (letter === "e" && path !== catalog[1]) size = "0";
    const name = lowerCase ? path.toLowerCase() : path;
    return [
      row({ kind: letters[letter] ?? "special", mode, size, sectors: places.get(path) ?? [], path: name, target }),
    ];
  });
  return listing.sort();
}

/** The same listing of what we read. */
export function ourTree({ entries, names }: IsoImage): TreeListing {
  return [...entries.values()]
    .map(({ kind, mode, size, extents, path, target = "" }) =>
      row({
        kind,
        mode: names === "rock-ridge" && mode !== undefined ? modeText(mode) : "",
        size: String(kind === "file" ? size : 0),
        sectors: extents.map(({ sector }) => String(sector)),
        path,
        target,
      }),
    )
    .sort();
}

function row(entry: {
  kind: IsoEntry["kind"];
  mode: string;
  size: string;
  sectors: readonly string[];
  path: string;
  target: string;
}): string {
  return `${entry.path} ${entry.kind} ${entry.mode} ${entry.size} @${entry.sectors.join("+")} ${entry.target}`.trim();
}

function modeText(mode: number): string {
  return "rwxrwxrwx".replaceAll(/./g, (letter, at: number) => (mode & (0o400 >> at) ? letter : "-"));
}

/** A listing without modes: those of volumes that have none are made up by each reader. */
export function withoutModes(listing: TreeListing): TreeListing {
  return listing.map((line) => line.replace(/ (file|directory|symlink|special) \S* ?(\d+ @)/, " $1 $2"));
}
