import { SaxesParser } from "saxes";
import { invalid, shown } from "./invalid.ts";

/** Real descriptors stay below: vCenter's own has half a megabyte, and vSphere's limit is about four. */
const limits = { bytes: 4 << 20, depth: 32, elements: 100_000, attributes: 64 };

/** An element of a descriptor, names resolved. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly { readonly name: string; readonly namespace: string; readonly value: string }[];
  readonly children: XmlElement[];
  /** Of the element itself, without that of its children. */
  text: string;
  readonly line: number;
}

/**
 * Parses a document that nobody vouches for. A DOCTYPE is refused, and with it every entity beyond XML's own five.
 *
 * @throws {EdgelabError} OVF_INVALID, also for what is too long, too deep or has too many elements
 */
export function parseXmlTree(xml: string): XmlElement {
  if (Buffer.byteLength(xml) > limits.bytes) throw invalid(`its descriptor has more than ${limits.bytes} bytes`);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;

  parser.on("error", (error) => {
    throw invalid(`its descriptor is malformed at ${error.message.replace(/\.$/, "")}`, error);
  });
  parser.on("doctype", () => {
    throw invalid("its descriptor has a DOCTYPE");
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding)) {
      throw invalid(`its descriptor says that it is ${shown(encoding)}, expected UTF-8`);
    }
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    elements += 1;
    if (elements > limits.elements) throw invalid(`its descriptor has more than ${limits.elements} elements`);
    if (open.length >= limits.depth) throw invalid(`its descriptor is nested more than ${limits.depth} deep`);
    const found = Object.values(attributes).filter(({ prefix, name }) => prefix !== "xmlns" && name !== "xmlns");
    if (found.length > limits.attributes) throw invalid(`one element has more than ${limits.attributes} attributes`);
    const element: XmlElement = {
      name: local,
      namespace: uri,
      attributes: found.map((attribute) => ({
        name: attribute.local,
        namespace: attribute.uri,
        value: attribute.value,
      })),
      children: [],
      text: "",
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  const onText = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  parser.write(xml).close();
  if (!root) throw invalid("its descriptor is empty");
  return root;
}
