import { namespaces } from "../../../ovf/namespaces.ts";
import type { Params, Returned } from "../../../vim25/schema.ts";
import { fault, invalidArgument } from "../fault.ts";
import { deviceId } from "../nfc/device-id.ts";
import {
  capacityBytes,
  type Device,
  type Disk,
  isCdrom,
  isController,
  isDisk,
  isNic,
  networkName,
} from "../vm/device.ts";
import { guestFullName, presentDevices } from "../vm/config-info.ts";
import { VirtualMachineSnapshot } from "../vm/snapshot.ts";
import { VirtualMachine } from "../vm/virtual-machine.ts";
import type { VmConfig } from "../vm/vm-config.ts";
import type { World } from "../world.ts";
import { Findings } from "./findings.ts";
import { cimIdOf } from "./guest-ids.ts";
import { productSections } from "./export-product.ts";
import { type Attributes, document, element, type Xml } from "./xml.ts";

type OvfFile = NonNullable<Params<"CreateDescriptor">["cdp"]["ovfFiles"]>[number];

const format = "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized";
const optional: Attributes = { "ovf:required": "false" };

/** Resource type and sub-type of the controllers that a descriptor shows. */
const controllers: Readonly<Record<string, readonly [resourceType: number, subType: string | undefined]>> = {
  ParaVirtualSCSIController: [6, "VirtualSCSI"],
  VirtualLsiLogicController: [6, "lsilogic"],
  VirtualLsiLogicSASController: [6, "lsilogicsas"],
  VirtualBusLogicController: [6, "buslogic"],
  VirtualAHCIController: [20, "vmware.sata.ahci"],
  VirtualNVMEController: [20, "vmware.nvme.controller"],
  VirtualIDEController: [5, undefined],
  VirtualUSBController: [23, "vmware.usb.ehci"],
  VirtualUSBXHCIController: [23, "vmware.usb.xhci"],
};
const nics: Readonly<Record<string, string>> = {
  VirtualVmxnet3: "VmxNet3",
  VirtualE1000: "E1000",
  VirtualE1000e: "E1000e",
  VirtualPCNet32: "PCNet32",
};

/** `OvfManager.CreateDescriptor`: a machine as an OVF, around files that the caller has fetched by a lease. */
export function createDescriptor(world: World, { obj, cdp }: Params<"CreateDescriptor">): Returned<"CreateDescriptor"> {
  const vm = world.get(obj, VirtualMachine);
  const snapshot = cdp.snapshot && world.get(cdp.snapshot, VirtualMachineSnapshot);
  if (snapshot && snapshot.vm !== vm) throw invalidArgument("cdp.snapshot");
  const findings = new Findings();
  const writer = new DescriptorWriter(vm, snapshot?.config ?? vm.configured, cdp, findings);
  const ovfDescriptor = writer.text();
  const { errors: error, warnings: warning } = findings;
  return { ovfDescriptor, error, warning, includeImageFiles: cdp.includeImageFiles ?? false };
}

class DescriptorWriter {
  readonly #vm: VirtualMachine;
  readonly #config: VmConfig;
  readonly #cdp: Params<"CreateDescriptor">["cdp"];
  readonly #findings: Findings;
  readonly #devices: readonly Device[];
  readonly #files: readonly { readonly id: string; readonly file: OvfFile }[];
  /** InstanceIDs of controllers by their keys. */
  readonly #instances = new Map<number, number>();
  #lastInstance = 2;

  constructor(vm: VirtualMachine, config: VmConfig, cdp: Params<"CreateDescriptor">["cdp"], findings: Findings) {
    this.#vm = vm;
    this.#config = config;
    this.#cdp = cdp;
    this.#findings = findings;
    this.#devices = presentDevices(vm, config.devices);
    this.#files = (cdp.ovfFiles ?? []).map((file, index) => ({ id: `file${index + 1}`, file }));
  }

  text(): string {
    this.#checkFiles();
    const disks = this.#devices.filter(isDisk);
    for (const disk of disks) this.#warnOf(disk);
    const networks = new Set(this.#devices.filter(isNic).map((nic) => networkName(nic) ?? ""));
    const references = this.#files.map(({ id, file }) =>
      element("File", { "ovf:id": id, "ovf:href": file.path, "ovf:size": file.size }),
    );
    return document("Envelope", namespaces, [
      element("References", {}, references),
      element("DiskSection", {}, [info("Virtual disks"), ...disks.map((disk, index) => this.#disk(disk, index))]),
      element("NetworkSection", {}, [
        info("Networks"),
        ...[...networks].map((name) =>
          element("Network", { "ovf:name": name }, [element("Description", {}, `The ${name} network`)]),
        ),
      ]),
      this.#system(),
    ]);
  }

  #checkFiles(): void {
    const known = new Set(this.#devices.map((device) => this.#idOf(device)));
    for (const { file } of this.#files) {
      if (known.has(file.deviceId)) continue;
      this.#findings.error(
        fault("OvfSystemFault", {}, `The device '${file.deviceId}' is not one of ${this.#vm.name}.`),
      );
    }
  }

  #warnOf(disk: Disk): void {
    if (!this.#vm.findDisk(disk)?.isSimulated) return;
    const message =
      `${disk.deviceInfo?.label ?? "A disk"} holds what a simulated guest wrote: its file is a simulated disk of ` +
      "edgelab's sandbox, which starts on no real machine.";
    this.#findings.warning(fault("OvfHardwareExport", { vmPath: this.#vm.path }, message));
  }

  #idOf(device: Device): string {
    return deviceId(this.#vm.ref.value, device, this.#config.devices);
  }

  #fileOf(device: Device): { readonly id: string; readonly file: OvfFile } | undefined {
    return this.#files.find(({ file }) => file.deviceId === this.#idOf(device));
  }

  #disk(disk: Disk, index: number): Xml {
    const found = this.#fileOf(disk);
    return element("Disk", {
      "ovf:capacity": capacityBytes(disk),
      "ovf:capacityAllocationUnits": "byte",
      "ovf:diskId": `vmdisk${index + 1}`,
      ...(found && { "ovf:fileRef": found.id }),
      "ovf:format": format,
      ...(found?.file.populatedSize !== undefined && { "ovf:populatedSize": found.file.populatedSize }),
    });
  }

  #system(): Xml {
    const { guestId, annotation, vApp, version } = this.#config;
    const name = this.#cdp.name || this.#vm.name;
    const text = this.#cdp.description || annotation;
    const transport = vApp?.ovfEnvironmentTransport?.join(" ");
    return element("VirtualSystem", { "ovf:id": name }, [
      info("A virtual machine"),
      element("Name", {}, name),
      element("OperatingSystemSection", { "ovf:id": cimIdOf(guestId), "vmw:osType": guestId }, [
        info("The kind of installed guest operating system"),
        element("Description", {}, guestFullName(guestId)),
      ]),
      element("VirtualHardwareSection", transport ? { "ovf:transport": transport } : {}, [
        info("Virtual hardware requirements"),
        element("System", {}, [
          element("vssd:ElementName", {}, "Virtual Hardware Family"),
          element("vssd:InstanceID", {}, "0"),
          element("vssd:VirtualSystemIdentifier", {}, name),
          element("vssd:VirtualSystemType", {}, version),
        ]),
        ...this.#items(),
        ...this.#settings(),
      ]),
      ...productSections(vApp),
      ...(text === ""
        ? []
        : [
            element("AnnotationSection", optional, [
              info("A human-readable annotation"),
              element("Annotation", {}, text),
            ]),
          ]),
    ]);
  }

  #items(): readonly Xml[] {
    const { cpus, coresPerSocket, memoryMiB } = this.#config;
    const cores = element("vmw:CoresPerSocket", optional, String(coresPerSocket));
    const cpu = { AllocationUnits: "hertz * 10^6", ElementName: `${cpus} virtual CPU(s)`, VirtualQuantity: cpus };
    const memory = {
      AllocationUnits: "byte * 2^20",
      ElementName: `${memoryMiB}MB of memory`,
      VirtualQuantity: memoryMiB,
    };
    return [
      item({ ...cpu, InstanceID: 1, ResourceType: 3 }, {}, [cores]),
      item({ ...memory, InstanceID: 2, ResourceType: 4 }),
      ...this.#devices.filter(isController).flatMap((device) => this.#controller(device)),
      ...this.#devices.filter(isDisk).map((disk, index) => this.#diskItem(disk, index)),
      ...this.#devices.flatMap((device) => this.#otherItem(device)),
    ];
  }

  #controller(device: Device): readonly Xml[] {
    const [resourceType, subType] = controllers[device._type ?? ""] ?? [];
    const isUsed = this.#devices.some(({ controllerKey }) => controllerKey === device.key);
    // IDE controllers are there whether somebody wants them or not.
    if (resourceType === undefined || (resourceType === 5 && !isUsed)) return [];
    const instance = this.#instance();
    this.#instances.set(device.key, instance);
    return [
      item(
        {
          Address: isController(device) ? device.busNumber : 0,
          ElementName: labelOf(device),
          InstanceID: instance,
          ...(subType !== undefined && { ResourceSubType: subType }),
          ResourceType: resourceType,
        },
        resourceType === 23 ? optional : {},
      ),
    ];
  }

  #diskItem(disk: Disk, index: number): Xml {
    return item({
      AddressOnParent: disk.unitNumber ?? 0,
      ElementName: labelOf(disk),
      HostResource: `ovf:/disk/vmdisk${index + 1}`,
      InstanceID: this.#instance(),
      ...this.#parent(disk),
      ResourceType: 17,
    });
  }

  #otherItem(device: Device): readonly Xml[] {
    if (isNic(device)) {
      const settings = {
        AddressOnParent: device.unitNumber ?? 7,
        AutomaticAllocation: String(device.connectable?.startConnected ?? true),
        Connection: networkName(device) ?? "",
        ElementName: labelOf(device),
        InstanceID: this.#instance(),
        ResourceSubType: nics[device._type ?? ""] ?? "VmxNet3",
        ResourceType: 10,
      };
      return [item(settings)];
    }
    if (!isCdrom(device)) return [];
    const image = this.#fileOf(device);
    return [
      item(
        {
          AddressOnParent: device.unitNumber ?? 0,
          AutomaticAllocation: String(image !== undefined),
          ElementName: labelOf(device),
          ...(image && { HostResource: `ovf:/file/${image.id}` }),
          InstanceID: this.#instance(),
          ...this.#parent(device),
          ResourceSubType: image ? "vmware.cdrom.iso" : "vmware.cdrom.remotepassthrough",
          ResourceType: 15,
        },
        optional,
      ),
    ];
  }

  #parent({ controllerKey }: Device): { readonly Parent?: number } {
    const parent = controllerKey === undefined ? undefined : this.#instances.get(controllerKey);
    return parent === undefined ? {} : { Parent: parent };
  }

  #instance(): number {
    this.#lastInstance += 1;
    return this.#lastInstance;
  }

  #settings(): readonly Xml[] {
    const { firmware, bootOptions, extraConfig } = this.#config;
    const secureBoot = String(bootOptions.efiSecureBootEnabled ?? false);
    const values = { firmware, ...(firmware === "efi" && { "bootOptions.efiSecureBootEnabled": secureBoot }) };
    const isWanted = this.#cdp.exportOption?.some((option) => option.toLowerCase() === "extraconfig") ?? false;
    const setting =
      (kind: string) =>
      ([key, value]: readonly [string, string]) =>
        element(`vmw:${kind}`, { ...optional, "vmw:key": key, "vmw:value": value });
    return [
      ...Object.entries(values).map(setting("Config")),
      ...(isWanted ? Object.entries(extraConfig).map(setting("ExtraConfig")) : []),
    ];
  }
}

const labelOf = (device: Device): string => device.deviceInfo?.label ?? "Device";

function info(text: string): Xml {
  return element("Info", {}, text);
}

/** Settings of an item come in alphabetical order, then what is foreign. */
function item(
  settings: Readonly<Record<string, string | number>>,
  attributes: Attributes = {},
  foreign: readonly Xml[] = [],
): Xml {
  const children = Object.entries(settings)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => element(`rasd:${key}`, {}, String(value)));
  return element("Item", attributes, [...children, ...foreign]);
}
