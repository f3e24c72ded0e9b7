import {
  attribute,
  isRequired,
  isTrue,
  ovfChild,
  ovfChildren,
  ovfName,
  requiredAttribute,
  textOf,
  unique,
  vmwAttribute,
  vmwChildren,
} from "./element.ts";
import type { OvfConfiguration, OvfDisk, OvfEnvelope, OvfFile, OvfNetwork, OvfProduct, OvfSystem } from "./envelope.ts";
import { checkFileName } from "./file-name.ts";
import { invalid, shown } from "./invalid.ts";
import { envelopeNamespaces } from "./namespaces.ts";
import { parseHardware } from "./parse-hardware.ts";
import { parseProducts, propertyDefault } from "./parse-product.ts";
import { maxCapacityBytes, parseBytes, parseNumber } from "./quantity.ts";
import { parseXmlTree, type XmlElement } from "./xml-tree.ts";

export interface ParseOptions {
  /** One of the package's configurations. @default the one it marks, else its first */
  readonly configuration?: string | undefined;
}

/**
 * Reads an OVF descriptor of version 0.9, 1 or 2, whoever wrote it: vSphere, VirtualBox, qemu-based builders,
 * ova-compose. What is read can be relied on: references resolve, numbers are in range, names are plain.
 *
 * @throws {EdgelabError} OVF_INVALID; also for a package of several machines
 */
export function parseDescriptor(text: string, options: ParseOptions = {}): OvfEnvelope {
  const envelope = parseXmlTree(text);
  if (envelope.name !== "Envelope" || !envelopeNamespaces.has(envelope.namespace)) {
    throw invalid(`its descriptor is a <${envelope.name}> of ${shown(envelope.namespace)}, expected an OVF Envelope`);
  }
  const configurations = parseConfigurations(envelope);
  const configuration = chosen(configurations, options.configuration);
  const systemElement = onlySystem(envelope);
  const files = parseFiles(envelope);
  const products = parseProducts(systemElement, configuration);
  const disks = parseDisks(envelope, files, (key) => propertyDefault(systemElement, key, configuration));
  const networks = parseNetworks(envelope);
  const system = parseSystem(systemElement, products, configuration);
  checkReferences(system, files, disks);
  return {
    files,
    disks,
    networks,
    configurations,
    configuration,
    system,
    unknownSections: [...unknownIn(envelope), ...unknownIn(systemElement)],
  };
}

function parseConfigurations(envelope: XmlElement): OvfConfiguration[] {
  const sections = ovfChildren(envelope, "DeploymentOptionSection");
  const elements = sections.flatMap((section) => ovfChildren(section, "Configuration"));
  const marked = elements.find((element) => isTrue(attribute(element, "default"))) ?? elements[0];
  const found = elements.map((element) => ({
    id: requiredAttribute(element, "id"),
    label: textOf(element, "Label"),
    description: textOf(element, "Description"),
    isDefault: element === marked,
  }));
  return [...unique("configuration", found, ({ id }) => id)];
}

function chosen(configurations: readonly OvfConfiguration[], wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted === "") return configurations.find(({ isDefault }) => isDefault)?.id;
  if (!configurations.some(({ id }) => id === wanted)) throw invalid(`it has no configuration ${shown(wanted)}`);
  return wanted;
}

function onlySystem(envelope: XmlElement): XmlElement {
  const collection = ovfChild(envelope, "VirtualSystemCollection");
  const systems = ovfChildren(envelope, "VirtualSystem");
  if (collection || systems.length > 1) throw invalid("it holds a vApp of several machines, expected one machine");
  if (!systems[0]) throw invalid("its descriptor has no VirtualSystem");
  return systems[0];
}

function parseFiles(envelope: XmlElement): OvfFile[] {
  const references = ovfChildren(envelope, "References").flatMap((element) => ovfChildren(element, "File"));
  const files = references.map((element): OvfFile => {
    const href = requiredAttribute(element, "href");
    checkFileName(href, "the href of a File");
    const size = attribute(element, "size");
    if (attribute(element, "chunkSize") !== undefined) throw invalid(`${shown(href)} comes in chunks`);
    return {
      id: requiredAttribute(element, "id"),
      href,
      sizeBytes: size === undefined ? undefined : parseNumber(size, `ovf:size of ${shown(href)}`),
      compression: attribute(element, "compression") || undefined,
    };
  });
  unique("file", files, ({ id }) => id);
  return [...unique("file name", files, ({ href }) => href)];
}

function parseDisks(
  envelope: XmlElement,
  files: readonly OvfFile[],
  valueOf: (key: string) => string | undefined,
): OvfDisk[] {
  const elements = ovfChildren(envelope, "DiskSection").flatMap((section) => ovfChildren(section, "Disk"));
  const disks = elements.map((element): OvfDisk => {
    const id = requiredAttribute(element, "diskId");
    const capacity = withProperty(requiredAttribute(element, "capacity"), valueOf);
    const populated = attribute(element, "populatedSize");
    const fileRef = attribute(element, "fileRef") || undefined;
    if (fileRef !== undefined && !files.some((file) => file.id === fileRef)) {
      throw invalid(`disk ${shown(id)} is in the file ${shown(fileRef)}, which its References do not have`);
    }
    return {
      id,
      fileRef,
      capacityBytes: parseBytes(capacity, attribute(element, "capacityAllocationUnits"), `capacity of ${shown(id)}`),
      format: attribute(element, "format") || undefined,
      populatedBytes:
        populated === undefined ? undefined : parseNumber(populated, `populatedSize of ${shown(id)}`, maxCapacityBytes),
      parentRef: attribute(element, "parentRef") || undefined,
    };
  });
  unique("disk", disks, ({ id }) => id);
  for (const { id, parentRef } of disks) {
    if (parentRef !== undefined && (parentRef === id || !disks.some((disk) => disk.id === parentRef))) {
      throw invalid(`disk ${shown(id)} continues ${shown(parentRef)}, which is no other disk of it`);
    }
  }
  return disks;
}

/** `${key}` stands for the value that the property has when nobody sets another. */
function withProperty(capacity: string, valueOf: (key: string) => string | undefined): string {
  const key = /^\s*\$\{([^}]*)\}\s*$/.exec(capacity)?.[1]?.trim();
  if (key === undefined) return capacity;
  const value = valueOf(key);
  if (value === undefined) throw invalid(`a capacity is that of the property ${shown(key)}, which has none`);
  return value;
}

function parseNetworks(envelope: XmlElement): OvfNetwork[] {
  const elements = ovfChildren(envelope, "NetworkSection").flatMap((section) => ovfChildren(section, "Network"));
  const networks = elements.map((element) => ({
    name: requiredAttribute(element, "name"),
    description: textOf(element, "Description"),
  }));
  return [...unique("network", networks, ({ name }) => name)];
}

function parseSystem(
  element: XmlElement,
  products: readonly OvfProduct[],
  configuration: string | undefined,
): OvfSystem {
  const os = ovfChild(element, "OperatingSystemSection");
  const osId = os && attribute(os, "id");
  const annotation = ovfChild(element, "AnnotationSection");
  return {
    id: attribute(element, "id") ?? "",
    name: textOf(element, "Name"),
    osType: (os && vmwAttribute(os, "osType")) || undefined,
    osId: osId && /^\d{1,5}$/.test(osId) ? Number(osId) : undefined,
    osVersion: (os && attribute(os, "version")) || undefined,
    osDescription: os && textOf(os, "Description"),
    products,
    annotation: annotation && textOf(annotation, "Annotation"),
    eulas: ovfChildren(element, "EulaSection").flatMap((section) => textOf(section, "License") ?? []),
    hardware: parseHardware(element, configuration),
    bootOrder: vmwChildren(element, "BootOrderSection").map((section) => ({
      type: vmwAttribute(section, "type") ?? "disk",
      instanceId: vmwAttribute(section, "instanceId"),
    })),
  };
}

function checkReferences(system: OvfSystem, files: readonly OvfFile[], disks: readonly OvfDisk[]): void {
  for (const item of system.hardware.items) {
    if (item.kind === "disk" && item.diskId !== undefined && !disks.some(({ id }) => id === item.diskId)) {
      throw invalid(`item ${shown(item.instanceId)} is the disk ${shown(item.diskId)}, which it does not have`);
    }
    const fileId = "fileId" in item ? item.fileId : undefined;
    if (fileId !== undefined && !files.some(({ id }) => id === fileId)) {
      throw invalid(`item ${shown(item.instanceId)} is in the file ${shown(fileId)}, which it does not have`);
    }
  }
}

const knownSections = new Set([
  "AnnotationSection",
  "DeploymentOptionSection",
  "DiskSection",
  "EulaSection",
  "InstallSection",
  "NetworkSection",
  "OperatingSystemSection",
  "ProductSection",
  "ResourceAllocationSection",
  "StartupSection",
  "VirtualHardwareSection",
  "BootOrderSection",
]);

function unknownIn(element: XmlElement): string[] {
  return element.children
    .filter((child) => ovfName(child).endsWith("Section") && isRequired(child) && !knownSections.has(ovfName(child)))
    .map(ovfName);
}
