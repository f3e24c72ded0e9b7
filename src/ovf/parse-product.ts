import { attribute, isTrue, ovfChildren, ovfName, requiredAttribute, textOf } from "./element.ts";
import type { OvfProduct, OvfProperty } from "./envelope.ts";
import type { XmlElement } from "./xml-tree.ts";

/**
 * Product sections with the properties of one configuration. A key that comes again is dropped, as vSphere does.
 *
 * @throws {EdgelabError} OVF_INVALID for a Property without a key
 */
export function parseProducts(system: XmlElement, configuration: string | undefined): OvfProduct[] {
  const seen = new Set<string>();
  return ovfChildren(system, "ProductSection").map((section) => ({
    class: attribute(section, "class"),
    instance: attribute(section, "instance"),
    name: textOf(section, "Product"),
    vendor: textOf(section, "Vendor"),
    version: textOf(section, "Version"),
    fullVersion: textOf(section, "FullVersion"),
    url: textOf(section, "ProductUrl"),
    vendorUrl: textOf(section, "VendorUrl"),
    properties: propertiesOf(section, configuration).filter(({ key }) => !seen.has(key) && seen.add(key)),
  }));
}

/** What a property is when nobody sets it. Disks of other configurations name properties of those. */
export function propertyDefault(
  system: XmlElement,
  wanted: string,
  configuration: string | undefined,
): string | undefined {
  const named = ovfChildren(system, "ProductSection").flatMap((section) =>
    ovfChildren(section, "Property").filter((element) => {
      const key = attribute(element, "key");
      return key !== undefined && (key === wanted || qualified(section, key) === wanted);
    }),
  );
  const element = named.find((property) => isInConfiguration(property, configuration)) ?? named[0];
  return element && valueOf(element, configuration);
}

function qualified(section: XmlElement, key: string): string {
  return [attribute(section, "class"), key, attribute(section, "instance")].filter(Boolean).join(".");
}

function propertiesOf(section: XmlElement, configuration: string | undefined): OvfProperty[] {
  const properties: OvfProperty[] = [];
  let category: string | undefined;
  for (const element of section.children) {
    if (ovfName(element) === "Category") category = element.text.trim() || undefined;
    if (ovfName(element) !== "Property" || !isInConfiguration(element, configuration)) continue;
    properties.push({
      key: qualified(section, requiredAttribute(element, "key")),
      type: attribute(element, "type") ?? "string",
      value: valueOf(element, configuration),
      userConfigurable: isTrue(attribute(element, "userConfigurable")),
      password: isTrue(attribute(element, "password")),
      qualifiers: attribute(element, "qualifiers"),
      category,
      label: textOf(element, "Label"),
      description: textOf(element, "Description"),
    });
  }
  return properties;
}

function isInConfiguration(element: XmlElement, configuration: string | undefined): boolean {
  const names = attribute(element, "configuration")?.trim().split(/\s+/).filter(Boolean) ?? [];
  return names.length === 0 || (configuration !== undefined && names.includes(configuration));
}

/** A `<Value>` for the configuration wins over the attribute. */
function valueOf(property: XmlElement, configuration: string | undefined): string | undefined {
  const special = ovfChildren(property, "Value").find(
    (value) => configuration !== undefined && attribute(value, "configuration") === configuration,
  );
  return (special && attribute(special, "value")) ?? attribute(property, "value");
}
