import { invalid, shown } from "./invalid.ts";

const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * A text inside an element or an attribute in double quotes.
 *
 * @throws {EdgelabError} OVF_INVALID for what XML 1.0 cannot carry: control characters, halves of surrogate pairs
 */
function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the very characters XML excludes
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|\p{Surrogate}/u.test(text)) {
    throw invalid(`the text ${shown(text)} has characters that XML cannot carry`);
  }
  return text
    .replaceAll(/[&<>"]/g, (character) => references[character]!)
    .replaceAll(/[\t\n\r]/g, (character) => `&#${character.codePointAt(0)};`);
}

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element on lines of its own; children are such lines, or a text. Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, content?: string | readonly string[][]): string[] {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join("");
  if (content === undefined || content.length === 0) return [`<${name}${written}/>`];
  if (typeof content === "string") return [`<${name}${written}>${escapeXml(content)}</${name}>`];
  return [`<${name}${written}>`, ...content.flat().map((line) => `  ${line}`), `</${name}>`];
}
