import {
  Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from "yaml";
import { EdgelabError } from "../core/errors.ts";
import { formatProblem } from "../core/problem.ts";
import { formatPath, type Path, YamlSource } from "../core/yaml-source.ts";

/**
 * Merges cloud-configs as Kairos merges its configuration folders; later ones win.
 * Maps merge, scalars are replaced, lists of maps are concatenated, other lists are united, null empties the value.
 *
 * The result keeps each scalar as it was spelled: `permissions: 0644` is octal to the program that reads it on the host,
 * and must not become 644.
 *
 * @throws {EdgelabError} USER_DATA_INVALID when a text is no YAML map, or two give one key different kinds of value
 * @see kairos-sdk, collector.go, DeepMerge
 */
export function mergeUserData(...texts: readonly string[]): string {
  const merged = texts.map(readMap).reduce<YAMLMap>((all, next) => mergeMaps(all, next, []), new YAMLMap());
  if (merged.items.length === 0) return "#cloud-config\n";
  const document = new Document(undefined, failsafe);
  document.contents = merged;
  return `#cloud-config\n${document.toString({ lineWidth: 0 })}`;
}

/** In this schema every scalar is the text that was written. */
const failsafe = { schema: "failsafe" } as const;

function readMap(text: string): YAMLMap {
  const [problem] = new YamlSource(text).problems;
  if (problem) throw unmergeable(formatProblem({ ...problem, file: undefined }));
  const document = parseDocument(text, { ...failsafe, logLevel: "silent" });
  visit(document, {
    Alias: (_, alias) => alias.resolve(document)?.clone() as Node,
  });
  visit(document, {
    Node: (_, node) => {
      delete (node as { anchor?: string }).anchor;
    },
  });
  const { contents } = document;
  if (contents === null || isEmpty(contents)) return new YAMLMap();
  if (!isMap(contents)) throw unmergeable(`it is ${kindOf(contents)}, not a map of settings`);
  const firstKey = contents.items[0]?.key;
  if (isScalar(firstKey)) firstKey.commentBefore = firstKey.commentBefore?.replace(/^ ?cloud-config\n*/, "") || null;
  return contents;
}

function mergeNodes(before: Node | null, after: Node | null, path: Path): Node | null {
  if (before === null || isEmpty(before)) return after;
  if (after === null || isEmpty(after)) return zeroOf(before);
  if (isMap(before) && isMap(after)) return mergeMaps(before, after, path);
  if (isSeq(before) && isSeq(after)) return mergeLists(before, after);
  const [from, to] = [kindOf(before), kindOf(after)];
  if (from !== to) throw unmergeable(`in one text ${formatPath(path)} is ${from}, in the next ${to}`);
  return after;
}

function mergeMaps(before: YAMLMap, after: YAMLMap, path: Path): YAMLMap {
  for (const pair of after.items as Pair<Node, Node | null>[]) {
    const name = nameOf(pair.key);
    const existing = (before.items as Pair<Node, Node | null>[]).find(({ key }) => nameOf(key) === name);
    if (existing) existing.value = mergeNodes(existing.value, pair.value, [...path, name]);
    else before.items.push(pair);
  }
  return before;
}

function mergeLists(before: YAMLSeq, after: YAMLSeq): YAMLSeq {
  const known = new Set(before.items.filter(isScalar).map(({ value }) => value));
  const concatenate = isMap(before.items[0]);
  before.items.push(...after.items.filter((item) => concatenate || !isScalar(item) || !known.has(item.value)));
  return before;
}

function zeroOf(node: Node): Node {
  if (isMap(node)) return new YAMLMap();
  if (isSeq(node)) return new YAMLSeq();
  const kind = kindOf(node);
  const zero = new Scalar(kind === "a text" ? "" : kind === "a number" ? "0" : "false");
  zero.type = kind === "a text" ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
  return zero;
}

function kindOf(node: Node): string {
  if (isMap(node)) return "a map";
  if (isSeq(node)) return "a list";
  const text = isScalar(node) && node.type === "PLAIN" ? String(node.value) : "";
  if (/^(?:true|false)$/i.test(text)) return "true or false";
  return /^[-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+)$/i.test(text) ? "a number" : "a text";
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.type === "PLAIN" && /^(?:|~|null)$/i.test(String(node.value));
}

function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function unmergeable(why: string): EdgelabError {
  return new EdgelabError("USER_DATA_INVALID", {
    what: "Cannot merge the user-data.",
    why: `${why[0]?.toUpperCase()}${why.slice(1)}.`,
    next: "Make the two agree: one of them is a map or a list where the other is not.",
  });
}
