/** A piece of XML text, complete in itself. */
export type Xml = string & { readonly isXml?: true };
export type Attributes = Readonly<Record<string, string | number>>;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// oxlint-disable-next-line no-control-regex -- XML cannot express these, escaped or not
const inexpressible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
  return text.replaceAll(inexpressible, "").replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** @param content text, which is escaped, or elements */
export function element(name: string, attributes: Attributes, content: string | readonly Xml[] = []): Xml {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const inner = typeof content === "string" ? escaped(content) : content.map((child) => `\n${child}`).join("");
  if (inner === "") return `<${name}${written.join("")}/>`;
  return `<${name}${written.join("")}>${inner}${typeof content === "string" ? "" : "\n"}</${name}>`;
}

/** A document whose root declares these namespaces by their prefixes; `ovf` is the default one as well. */
export function document(name: string, namespaces: Readonly<Record<string, string>>, content: readonly Xml[]): string {
  const declared = Object.entries(namespaces).map(([prefix, uri]) => [`xmlns:${prefix}`, uri] as const);
  const root = element(name, { xmlns: namespaces["ovf"] ?? "", ...Object.fromEntries(declared) }, content);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
