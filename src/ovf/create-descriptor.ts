import { checkFileName } from "./file-name.ts";
import { guestOs } from "./guest-os.ts";
import { invalid, shown } from "./invalid.ts";
import { namespaces } from "./namespaces.ts";
import { parseDescriptor } from "./parse-descriptor.ts";
import { element } from "./xml-text.ts";

/** The virtual machine that a package describes. A lab's hardware settings fit. */
export interface PackageHardware {
  readonly cpus: number;
  /** @default 1 */
  readonly coresPerSocket?: number | undefined;
  readonly memoryMiB: number;
  /** An installed disk boots with the firmware it was installed under only. */
  readonly firmware: "bios" | "efi";
  /** vSphere's, `ubuntu64Guest`. */
  readonly guestId: string;
  /** `vmx-14`, which 6.7, 7 and 8 take. */
  readonly version: string;
  readonly scsiController: "pvscsi" | "lsilogic-sas" | "lsilogic";
  /** Where the empty CD drive is. govmomi's vcsim knows it on IDE only. @default "sata" */
  readonly cdrom?: "sata" | "ide" | "none" | undefined;
}

export interface PackageProduct {
  readonly name: string;
  readonly vendor?: string | undefined;
  readonly version?: string | undefined;
  readonly url?: string | undefined;
  /** What edgelab wants to find again: properties of class `edgelab` that nobody can set. Never a secret. */
  readonly facts?: Readonly<Record<string, string>> | undefined;
}

export interface DescriptorDisk {
  /** In the package. */
  readonly fileName: string;
  /** Of the file; left out where it is not known yet. */
  readonly sizeBytes?: number | undefined;
  readonly capacityBytes: number;
  /** Bytes that hold data: a hint for whoever looks for a datastore. */
  readonly populatedBytes?: number | undefined;
}

export interface DescriptorSpec {
  /** Of the machine, where the importer gives no other. */
  readonly name: string;
  readonly hardware: PackageHardware;
  /** Name of the one network, which the importer maps to its own. @default "VM Network" */
  readonly network?: string | undefined;
  readonly product?: PackageProduct | undefined;
  readonly annotation?: string | undefined;
  readonly disks: readonly DescriptorDisk[];
}

export const streamOptimizedFormat = "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized";

const scsiSubTypes = { pvscsi: "VirtualSCSI", "lsilogic-sas": "lsilogicsas", lsilogic: "lsilogic" };
/** The controller itself sits at unit 7 of its bus. */
const scsiUnits = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15];
const optional = { "ovf:required": false };
const instance = { cpu: 1, memory: 2, scsi: 3, cdController: 4, cdrom: 5, nic: 6, firstDisk: 7 };

/**
 * The descriptor of a machine with its disks on one SCSI controller, an empty CD drive and a vmxnet3. Same
 * input, same text. Everything vSphere could do without is marked so.
 *
 * @throws {EdgelabError} OVF_INVALID for names and numbers that no package can have
 */
export function createDescriptor(spec: DescriptorSpec): string {
  check(spec);
  const network = spec.network ?? "VM Network";
  const lines = element(
    "Envelope",
    {
      xmlns: namespaces.ovf,
      "xmlns:ovf": namespaces.ovf,
      "xmlns:rasd": namespaces.rasd,
      "xmlns:vmw": namespaces.vmw,
      "xmlns:vssd": namespaces.vssd,
    },
    [
      element(
        "References",
        {},
        spec.disks.map(({ fileName, sizeBytes }, index) =>
          element("File", { "ovf:id": fileId(index), "ovf:href": fileName, "ovf:size": sizeBytes }),
        ),
      ),
      element("DiskSection", {}, [info("Virtual disks"), ...spec.disks.map(disk)]),
      element("NetworkSection", {}, [
        info("Networks"),
        element("Network", { "ovf:name": network }, [element("Description", {}, "Network of the machine")]),
      ]),
      virtualSystem(spec, network),
    ],
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...lines, ""].join("\n");
}

function check({ name, hardware, disks, product }: DescriptorSpec): void {
  if (name.trim() === "" || name.length > 80) throw invalid(`the name ${shown(name)} is empty or longer than 80`);
  if (!/^vmx-\d{2}$/.test(hardware.version)) throw invalid(`${shown(hardware.version)} is no hardware version`);
  const numbers = {
    cpus: hardware.cpus,
    coresPerSocket: hardware.coresPerSocket ?? 1,
    memoryMiB: hardware.memoryMiB,
  };
  for (const [key, value] of Object.entries(numbers)) {
    if (!Number.isSafeInteger(value) || value < 1) throw invalid(`${key} is ${value}`);
  }
  if (disks.length === 0 || disks.length > scsiUnits.length) {
    throw invalid(`${disks.length} disks, expected 1 to ${scsiUnits.length}`);
  }
  for (const { fileName, sizeBytes = 0, capacityBytes, populatedBytes = 0 } of disks) {
    checkFileName(fileName, "the name of a disk's file");
    if (!/^[\w.-]+$/.test(fileName)) throw invalid(`the file name ${shown(fileName)} has other than A-Za-z0-9._-`);
    for (const size of [sizeBytes, capacityBytes, populatedBytes]) {
      if (!Number.isSafeInteger(size) || size < 0) throw invalid(`a size of ${shown(fileName)} is ${size}`);
    }
    if (capacityBytes === 0) throw invalid(`the capacity of ${shown(fileName)} is 0`);
  }
  if (new Set(disks.map(({ fileName }) => fileName)).size < disks.length) throw invalid("two disks have one file name");
  for (const key of Object.keys(product?.facts ?? {})) {
    if (!/^[\w-]+$/.test(key)) throw invalid(`the property ${shown(key)} has other than A-Za-z0-9_-`);
  }
}

function virtualSystem({ name, hardware, product, annotation, disks }: DescriptorSpec, network: string): string[] {
  const os = guestOs(hardware.guestId);
  return element("VirtualSystem", { "ovf:id": name }, [
    info("A virtual machine"),
    element("Name", {}, name),
    element("OperatingSystemSection", { "ovf:id": os.id, "vmw:osType": hardware.guestId }, [
      info("The operating system installed"),
      element("Description", {}, os.description),
    ]),
    element("VirtualHardwareSection", {}, [
      info("Virtual hardware"),
      element("System", {}, [
        element("vssd:ElementName", {}, "Virtual Hardware Family"),
        element("vssd:InstanceID", {}, "0"),
        element("vssd:VirtualSystemIdentifier", {}, name),
        element("vssd:VirtualSystemType", {}, hardware.version),
      ]),
      ...items(hardware, disks.length, network),
      ...settings(hardware),
    ]),
    element("vmw:BootOrderSection", { "vmw:instanceId": instance.firstDisk, "vmw:type": "disk", ...optional }, [
      info("Devices to boot from, the first first"),
    ]),
    ...productSections(product),
    ...(annotation === undefined || annotation === ""
      ? []
      : [
          element("AnnotationSection", optional, [info("What this machine is"), element("Annotation", {}, annotation)]),
        ]),
  ]);
}

/** Settings of an item are in alphabetical order: the schema wants a sequence. */
function items(hardware: PackageHardware, diskCount: number, network: string): string[][] {
  return [
    item(
      {
        AllocationUnits: "hertz * 10^6",
        Description: "Number of virtual CPUs",
        ElementName: `${hardware.cpus} virtual CPU(s)`,
        InstanceID: instance.cpu,
        ResourceType: 3,
        VirtualQuantity: hardware.cpus,
      },
      {},
      [element("vmw:CoresPerSocket", optional, String(hardware.coresPerSocket ?? 1))],
    ),
    item({
      AllocationUnits: "byte * 2^20",
      Description: "Memory size",
      ElementName: `${hardware.memoryMiB} MiB of memory`,
      InstanceID: instance.memory,
      ResourceType: 4,
      VirtualQuantity: hardware.memoryMiB,
    }),
    item({
      Address: 0,
      Description: "SCSI controller",
      ElementName: "SCSI controller 0",
      InstanceID: instance.scsi,
      ResourceSubType: scsiSubTypes[hardware.scsiController],
      ResourceType: 6,
    }),
    ...cdrom(hardware.cdrom ?? "sata"),
    item({
      AddressOnParent: 7,
      AutomaticAllocation: "true",
      Connection: network,
      Description: "vmxnet3 network adapter",
      ElementName: "Network adapter 1",
      InstanceID: instance.nic,
      ResourceSubType: "VmxNet3",
      ResourceType: 10,
    }),
    ...Array.from({ length: diskCount }, (_, index) =>
      item({
        AddressOnParent: scsiUnits[index]!,
        ElementName: `Hard disk ${index + 1}`,
        HostResource: `ovf:/disk/${diskId(index)}`,
        InstanceID: instance.firstDisk + index,
        Parent: instance.scsi,
        ResourceType: 17,
      }),
    ),
  ];
}

function cdrom(bus: "sata" | "ide" | "none"): string[][] {
  if (bus === "none") return [];
  const controller = { sata: ["SATA", "vmware.sata.ahci", 20], ide: ["IDE", undefined, 5] } as const;
  const [name, subType, type] = controller[bus];
  return [
    item({
      Address: 0,
      Description: `${name} controller`,
      ElementName: `${name} controller 0`,
      InstanceID: instance.cdController,
      ResourceSubType: subType,
      ResourceType: type,
    }),
    item(
      {
        AddressOnParent: 0,
        AutomaticAllocation: "false",
        ElementName: "CD/DVD drive 1",
        InstanceID: instance.cdrom,
        Parent: instance.cdController,
        ResourceSubType: "vmware.cdrom.remotepassthrough",
        ResourceType: 15,
      },
      optional,
    ),
  ];
}

function item(
  settings: Readonly<Record<string, string | number | undefined>>,
  attributes: Parameters<typeof element>[1] = {},
  more: readonly string[][] = [],
): string[] {
  const children = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined ? [] : [element(`rasd:${key}`, {}, String(value))],
  );
  return element("Item", attributes, [...children, ...more]);
}

/** Firmware is always said: what vSphere takes otherwise depends on the guest. */
function settings({ firmware }: PackageHardware): string[][] {
  const values = { firmware, ...(firmware === "efi" && { "bootOptions.efiSecureBootEnabled": "false" }) };
  return Object.entries(values).map(([key, value]) =>
    element("vmw:Config", { ...optional, "vmw:key": key, "vmw:value": value }),
  );
}

function productSections(product: PackageProduct | undefined): string[][] {
  if (!product) return [];
  const { name, vendor, version, url, facts = {} } = product;
  const named = { Product: name, Vendor: vendor, Version: version, ProductUrl: url };
  const sections = [
    element("ProductSection", optional, [
      info("The product installed"),
      ...Object.entries(named).flatMap(([key, value]) => (value ? [element(key, {}, value)] : [])),
    ]),
  ];
  if (Object.keys(facts).length > 0) sections.push(factsSection("ProductSection", facts));
  return sections;
}

function factsSection(
  tag: string,
  facts: Readonly<Record<string, string>>,
  attributes: Record<string, string> = {},
): string[] {
  const prefix = tag.slice(0, tag.indexOf(":") + 1);
  const properties = Object.entries(facts).map(([key, value]) =>
    element(`${prefix}Property`, {
      "ovf:key": key,
      "ovf:type": "string",
      "ovf:userConfigurable": false,
      "ovf:value": value,
    }),
  );
  const about = element(`${prefix}Info`, {}, "How edgelab made it");
  return element(tag, { "ovf:class": "edgelab", ...optional, ...attributes }, [about, ...properties]);
}

/**
 * The descriptor with edgelab's facts in it, for one that a vCenter has written: it does not know them. One that has them
 * is left as it is.
 *
 * @throws {EdgelabError} OVF_INVALID when it cannot be read
 */
export function withFacts(descriptor: string, facts: Readonly<Record<string, string>>): string {
  const { system } = parseDescriptor(descriptor);
  if (system.products.some((product) => product.class === "edgelab")) return descriptor;
  const end = descriptor.search(/<\/(?:\w+:)?VirtualSystem>\s*(?:<|$)/);
  if (end === -1) return descriptor;
  const section = factsSection("ovf:ProductSection", facts, { "xmlns:ovf": namespaces.ovf });
  return `${descriptor.slice(0, end)}${section.join("\n")}\n${descriptor.slice(end)}`;
}

function disk({ capacityBytes, populatedBytes }: DescriptorDisk, index: number): string[] {
  return element("Disk", {
    "ovf:capacity": capacityBytes,
    "ovf:capacityAllocationUnits": "byte",
    "ovf:diskId": diskId(index),
    "ovf:fileRef": fileId(index),
    "ovf:format": streamOptimizedFormat,
    "ovf:populatedSize": populatedBytes,
  });
}

function info(text: string): string[] {
  return element("Info", {}, text);
}

function fileId(index: number): string {
  return `file${index + 1}`;
}

function diskId(index: number): string {
  return `vmdisk${index + 1}`;
}
