import {
  attribute,
  cimTexts,
  isOvf,
  isRequired,
  isTrue,
  ovfChild,
  ovfChildren,
  unique,
  vmwAttribute,
  vmwChildren,
} from "./element.ts";
import type { OvfHardware, OvfItem } from "./envelope.ts";
import { invalid, shown } from "./invalid.ts";
import { maxCapacityBytes, parseBytes, parseNumber } from "./quantity.ts";
import type { XmlElement } from "./xml-tree.ts";

const maxCpus = 4096n;
const maxAddress = 1n << 32n;

/** The hardware of a virtual system, as it is in one configuration. @throws {EdgelabError} OVF_INVALID */
export function parseHardware(system: XmlElement, configuration: string | undefined): OvfHardware {
  const section = sectionFor(ovfChildren(system, "VirtualHardwareSection"));
  if (!section) throw invalid("its virtual system has no VirtualHardwareSection");
  const types = systemTypes(section);
  const elements = section.children.filter(
    (child) => isOvf(child) && ["Item", "StorageItem", "EthernetPortItem"].includes(child.name),
  );
  const items = unique(
    "InstanceID",
    inConfiguration(elements, configuration).map(parseItem),
    (item) => item.instanceId,
  );
  for (const { parent } of items) {
    if (parent !== undefined && !items.some(({ instanceId }) => instanceId === parent)) {
      throw invalid(`an item's Parent ${shown(parent)} is no item of its descriptor`);
    }
  }
  return {
    version: highest(types),
    systemTypes: types,
    transports: (attribute(section, "transport") ?? "").split(/\s+/).filter(Boolean),
    items,
    config: settings(section, "Config"),
    extraConfig: settings(section, "ExtraConfig"),
  };
}

/** Several sections are alternatives: for another hypervisor, or another generation of hardware. */
function sectionFor(sections: readonly XmlElement[]): XmlElement | undefined {
  return sections.find((section) => systemTypes(section).some((type) => /^vmx-\d+$/.test(type))) ?? sections[0];
}

function systemTypes(section: XmlElement): string[] {
  const system = ovfChild(section, "System");
  return system
    ? cimTexts(system, "VirtualSystemType")
        .flatMap((text) => text.split(/[\s,]+/))
        .filter(Boolean)
    : [];
}

function highest(types: readonly string[]): string | undefined {
  const generation = (type: string) => Number(/^vmx-(\d+)$/.exec(type)?.[1] ?? -1);
  return types.toSorted((a, b) => generation(b) - generation(a))[0];
}

/** An item of this configuration takes the place of one without a configuration that has the same InstanceID. */
function inConfiguration(elements: readonly XmlElement[], configuration: string | undefined): XmlElement[] {
  const named = (element: XmlElement) => attribute(element, "configuration")?.trim().split(/\s+/).filter(Boolean) ?? [];
  const special = new Set(
    elements
      .filter((element) => configuration !== undefined && named(element).includes(configuration))
      .map((element) => instanceIdOf(element)),
  );
  return elements.filter((element) => {
    // the limits of what a user may choose; the value itself is an item of its own
    if (!["normal", undefined].includes(attribute(element, "bound"))) return false;
    const names = named(element);
    if (names.length > 0) return configuration !== undefined && names.includes(configuration);
    return !special.has(instanceIdOf(element));
  });
}

function instanceIdOf(element: XmlElement): string {
  const id = cimTexts(element, "InstanceID", "InstanceId")[0];
  if (id === undefined) throw invalid(`the item in line ${element.line} of its descriptor has no InstanceID`);
  return id;
}

function parseItem(element: XmlElement): OvfItem {
  const text = (...names: readonly string[]) => cimTexts(element, ...names)[0];
  const instanceId = instanceIdOf(element);
  const what = (name: string) => `${name} of item ${shown(instanceId)}`;
  const type = text("ResourceType");
  if (type === undefined) throw invalid(`item ${shown(instanceId)} of its descriptor has no ResourceType`);
  const onParent = text("AddressOnParent");
  const base = {
    instanceId,
    resourceType: parseNumber(type, what("ResourceType"), 0xffffn),
    subTypes: (text("ResourceSubType") ?? "").split(/[\s,]+/).filter(Boolean),
    name: text("ElementName", "Caption"),
    description: text("Description"),
    required: isRequired(element),
    parent: text("Parent"),
    addressOnParent:
      onParent !== undefined && /^\d+$/.test(onParent)
        ? parseNumber(onParent, what("AddressOnParent"), maxAddress)
        : undefined,
    config: settings(element, "Config"),
  };
  switch (base.resourceType) {
    case 3: {
      const cores = vmwChildren(element, "CoresPerSocket")[0]?.text;
      return {
        ...base,
        kind: "cpu",
        count: parseNumber(text("VirtualQuantity") ?? "", what("VirtualQuantity"), maxCpus),
        coresPerSocket: cores === undefined ? undefined : parseNumber(cores, what("CoresPerSocket"), maxCpus),
      };
    }
    case 4:
      return { ...base, kind: "memory", memoryBytes: quantity(text, "byte * 2^20", what("VirtualQuantity")) ?? 0 };
    case 5:
      return { ...base, kind: "controller", bus: "ide", busNumber: busNumber(text, what) };
    case 6:
      return { ...base, kind: "controller", bus: "scsi", busNumber: busNumber(text, what) };
    case 20: {
      const bus = base.subTypes.some((subType) => /nvme/i.test(subType)) ? "nvme" : "sata";
      return { ...base, kind: "controller", bus, busNumber: busNumber(text, what) };
    }
    case 23:
      return { ...base, kind: "controller", bus: "usb", busNumber: busNumber(text, what) };
    case 10:
      return {
        ...base,
        kind: "nic",
        connection: text("Connection"),
        macAddress: text("Address"),
        startConnected: !/^false$/i.test(text("AutomaticAllocation") ?? "true"),
      };
    case 14:
    case 15:
    case 16:
      return {
        ...base,
        kind: base.resourceType === 14 ? "floppy" : "cdrom",
        fileId: hostResource(text("HostResource"), "file"),
        startConnected: isTrue(text("AutomaticAllocation")),
      };
    case 17:
      return {
        ...base,
        kind: "disk",
        diskId: hostResource(text("HostResource"), "disk"),
        fileId: hostResource(text("HostResource"), "file"),
        capacityBytes: quantity(text, "byte", what("VirtualQuantity")),
      };
    default:
      return { ...base, kind: "other" };
  }
}

type ReadText = (...names: readonly string[]) => string | undefined;

/** Writers of 1.0 put the unit in AllocationUnits, some of 2.0 in VirtualQuantityUnits. */
function quantity(text: ReadText, defaultUnits: string, what: string): number | undefined {
  const value = text("VirtualQuantity");
  if (value === undefined) return undefined;
  const units = text("AllocationUnits") ?? text("VirtualQuantityUnits");
  return parseBytes(value, units === undefined || units === "count" ? defaultUnits : units, what, maxCapacityBytes);
}

function busNumber(text: ReadText, what: (name: string) => string): number | undefined {
  const address = text("Address", "BusNumber");
  return address !== undefined && /^\d+$/.test(address) ? parseNumber(address, what("Address"), maxAddress) : undefined;
}

/** `ovf:/disk/vmdisk1`, with the spellings of other writers. */
function hostResource(text: string | undefined, kind: "disk" | "file"): string | undefined {
  const found = /^(?:ovf:)?\/{0,2}(disk|file)\/(.+)$/.exec(text ?? "");
  return found?.[1] === kind ? found[2] : undefined;
}

/** vmw:Config or vmw:ExtraConfig as a map; the last of a key counts. */
function settings(parent: XmlElement, name: "Config" | "ExtraConfig"): Record<string, string> {
  return Object.fromEntries(
    vmwChildren(parent, name).flatMap((element): [string, string][] => {
      const key = vmwAttribute(element, "key");
      return key === undefined ? [] : [[key, vmwAttribute(element, "value") ?? element.text.trim()]];
    }),
  );
}
