import { invalid, shown } from "./invalid.ts";
import { envelopeNamespaces, namespaces, schemaInstance } from "./namespaces.ts";
import type { XmlElement } from "./xml-tree.ts";

/** The elements called `name` of OVF itself. Version 0.9 writes a section's name as a type: `<Section xsi:type=…>`. */
export function ovfChildren(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => isOvf(child) && ovfName(child) === name);
}

export function ovfChild(parent: XmlElement, name: string): XmlElement | undefined {
  return ovfChildren(parent, name)[0];
}

/** Some writers of 0.9 qualify the Envelope only. */
export function isOvf({ namespace }: XmlElement): boolean {
  return namespace === "" || envelopeNamespaces.has(namespace);
}

export function ovfName(element: XmlElement): string {
  if (element.name !== "Section" && element.name !== "Content") return element.name;
  const type = element.attributes.find(({ namespace, name }) => namespace === schemaInstance && name === "type");
  return (
    type?.value
      .trim()
      .replace(/^.*:/, "")
      .replace(/_Type$/, "") ?? element.name
  );
}

export function vmwChildren(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => child.namespace === namespaces.vmw && child.name === name);
}

/** Text of a CIM setting: `<rasd:Parent>`, or its like in the classes of storage and network settings. */
export function cimTexts(parent: XmlElement, ...names: readonly string[]): string[] {
  return parent.children
    .filter(
      ({ namespace, name }) => namespace.startsWith("http://schemas.dmtf.org/wbem/wscim/") && names.includes(name),
    )
    .map(({ text }) => text.trim())
    .filter((text) => text !== "");
}

/** Text of OVF's own child, undefined when it is missing or blank. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  return ovfChild(parent, name)?.text.trim() || undefined;
}

/** An attribute of OVF; older writers leave its prefix out. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(
    (found) => found.name === name && (found.namespace === "" || envelopeNamespaces.has(found.namespace)),
  )?.value;
}

export function vmwAttribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(
    (found) => found.name === name && (found.namespace === "" || found.namespace === namespaces.vmw),
  )?.value;
}

/** @throws {EdgelabError} OVF_INVALID when it is missing or empty */
export function requiredAttribute(element: XmlElement, name: string): string {
  const value = attribute(element, name);
  if (!value) throw invalid(`<${element.name}> in line ${element.line} of its descriptor has no ovf:${name}`);
  return value;
}

/** `ovf:required`, which is true unless said otherwise. */
export function isRequired(element: XmlElement): boolean {
  return !isFalse(attribute(element, "required"));
}

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^\s*(true|1)\s*$/i.test(value);
}

function isFalse(value: string | undefined): boolean {
  return value !== undefined && /^\s*(false|0)\s*$/i.test(value);
}

/** @throws {EdgelabError} OVF_INVALID when two have the same key */
export function unique<Value>(what: string, values: readonly Value[], key: (value: Value) => string): readonly Value[] {
  const seen = new Set<string>();
  for (const value of values) {
    const name = key(value);
    if (seen.has(name)) throw invalid(`its descriptor has the ${what} ${shown(name)} twice`);
    seen.add(name);
  }
  return values;
}
