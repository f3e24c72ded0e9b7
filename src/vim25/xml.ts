import { SaxesParser } from "saxes";
import { WireError, type WireErrorKind } from "./wire-error.ts";

export interface Limits {
  /** Characters of XML, 64 Mi unless told otherwise. */
  readonly maxLength?: number | undefined;
  /** Elements within elements, 512 unless told otherwise: snapshots and disk chains nest. */
  readonly maxDepth?: number | undefined;
}

/** An element, reduced to what vim25 uses of XML. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  /** The value of `xsi:type` as written; the attribute's own prefix is resolved, whatever it is called. */
  readonly xsiType: string | undefined;
  /** The attribute `type` in no namespace: what a ManagedObjectReference points at. */
  readonly type: string | undefined;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
  readonly column: number;
}

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
  /** Depth of the element that opened it. */
  readonly depth: number;
}

/**
 * Parses a document into a tree. Throws {@link WireError} `malformed` for what is not well-formed, for undeclared
 * prefixes, and for what SOAP forbids: DOCTYPE, entities beyond XML's own five, processing instructions.
 */
export function parseXml(xml: string, { maxLength = 64 * 1024 * 1024, maxDepth = 512 }: Limits = {}): XmlElement {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const fail = (problem: string, kind: WireErrorKind = "malformed"): never => {
    throw new WireError({ kind, problem, line: parser.line, column: parser.column + 1 });
  };
  if (xml.length > maxLength) fail(`Message of ${xml.length} characters is over the limit of ${maxLength}`);

  const open: XmlElement[] = [];
  const scopes: Scope[] = [{ prefixes: new Map([["", ""]]), depth: -1 }];
  let root: XmlElement | undefined;
  const lookup = (prefix: string): string =>
    scopes.at(-1)?.prefixes.get(prefix) ?? fail(`Prefix "${prefix}" is not declared`);

  parser.on("error", (error) =>
    fail(`XML is malformed: ${error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")}`),
  );
  parser.on("doctype", () => fail("A SOAP message must not have a DOCTYPE"));
  parser.on("processinginstruction", () => fail("A SOAP message must not have processing instructions"));
  parser.on("opentag", ({ name: qualified, attributes }) => {
    if (open.length >= maxDepth) fail(`Elements are nested deeper than ${maxDepth}`);
    const declared = declarationsIn(attributes);
    if (declared !== undefined) {
      scopes.push({ prefixes: new Map([...(scopes.at(-1)?.prefixes ?? []), ...declared]), depth: open.length });
    }
    const colon = qualified.indexOf(":");
    const element: XmlElement = {
      name: qualified.slice(colon + 1),
      namespace: lookup(colon < 0 ? "" : qualified.slice(0, colon)),
      xsiType: xsiTypeIn(attributes, lookup),
      type: attributes["type"],
      children: [],
      text: "",
      line: parser.line,
      column: parser.column + 1,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
    if (scopes.at(-1)?.depth === open.length) scopes.pop();
  });
  const onText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  parser.write(xml).close();
  return root ?? fail("There is no XML");
}

type Attributes = Readonly<Record<string, string>>;

function declarationsIn(attributes: Attributes): [string, string][] | undefined {
  let found: [string, string][] | undefined;
  for (const name in attributes) {
    if (name === "xmlns") (found ??= []).push(["", attributes[name] ?? ""]);
    else if (name.startsWith("xmlns:")) (found ??= []).push([name.slice("xmlns:".length), attributes[name] ?? ""]);
  }
  return found;
}

function xsiTypeIn(attributes: Attributes, lookup: (prefix: string) => string): string | undefined {
  for (const name in attributes) {
    if (
      name.endsWith(":type") &&
      !name.startsWith("xmlns:") &&
      lookup(name.slice(0, -":type".length)) === schemaInstance
    ) {
      return attributes[name]?.trim();
    }
  }
  return undefined;
}

const special = /[&<>"\t\n\r]/g;
const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

const needsEscape = /[&<>\r]/;

export const escapeText = (text: string): string =>
  needsEscape.test(text) ? text.replace(/[&<>\r]/g, (character) => references[character] ?? character) : text;

export const escapeAttribute = (text: string): string =>
  text.replace(special, (character) => references[character] ?? character);

/** Whether XML 1.0 can carry the text: no control characters but tab and line ends, no half of a surrogate pair. */
// oxlint-disable-next-line no-control-regex -- these are the very characters XML excludes
export const isXmlText = (text: string): boolean => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u.test(text);
