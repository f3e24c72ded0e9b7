import type { Data, MoRef, Poly } from "../../../vim25/schema.ts";
import type { OvfDisk, OvfEnvelope, OvfFile, OvfItem } from "../../../ovf/index.ts";
import type { Device } from "../vm/device.ts";
import { deviceId } from "../nfc/device-id.ts";
import { type Findings, invalidValue, unsupportedAttribute, unsupportedSubType, unsupportedType } from "./findings.ts";

type Item<K extends OvfItem["kind"]> = OvfItem & { readonly kind: K };

export interface DeviceContext {
  readonly envelope: OvfEnvelope;
  readonly entityName: string;
  readonly datastore: string;
  readonly thin: boolean;
  readonly eagerlyScrub: boolean;
  /** Port group of each network of the package. */
  readonly networks: ReadonlyMap<string, { readonly name: string; readonly ref: MoRef }>;
  readonly findings: Findings;
}

export interface ImportDevices {
  readonly changes: readonly Poly<"VirtualDeviceConfigSpec">[];
  readonly files: readonly Data<"OvfFileItem">[];
}

/** Controllers by the sub-types of an OVF. The first one that is known counts; `VirtualSCSI` in exactly this case. */
const controllerTypes: Readonly<Record<string, (subType: string) => string | undefined>> = {
  scsi: (subType) =>
    subType === "VirtualSCSI"
      ? "ParaVirtualSCSIController"
      : {
          lsilogic: "VirtualLsiLogicController",
          lsilogicsas: "VirtualLsiLogicSASController",
          buslogic: "VirtualBusLogicController",
        }[subType.toLowerCase()],
  ide: () => "VirtualIDEController",
  sata: (subType) => (/^(vmware\.sata\.ahci|ahci)$/i.test(subType) ? "VirtualAHCIController" : undefined),
  nvme: (subType) => (/^vmware\.nvme\.controller$/i.test(subType) ? "VirtualNVMEController" : undefined),
  usb: (subType) =>
    ({ "vmware.usb.ehci": "VirtualUSBController", "vmware.usb.xhci": "VirtualUSBXHCIController" })[
      subType.toLowerCase()
    ],
};
const defaultControllers: Readonly<Record<string, string | undefined>> = {
  scsi: "VirtualLsiLogicController",
  ide: "VirtualIDEController",
};
const nicTypes: Readonly<Record<string, string>> = {
  vmxnet3: "VirtualVmxnet3",
  e1000: "VirtualE1000",
  e1000e: "VirtualE1000e",
  pcnet32: "VirtualPCNet32",
};
const cdromTypes = /^vmware\.cdrom\.(iso|remotepassthrough|remoteatapi|atapi|passthrough)$/i;
/** Sound cards, video, VMCI and the like: a machine has its own. */
const ownHardware = [/^vmware\.vmci$/i, /^vmware\.video$/i];
const videoType = 24;

/** The hardware of a package as device changes of a ConfigSpec, with what is to be uploaded for it. */
export function importDevices(context: DeviceContext): ImportDevices {
  return new DeviceBuilder(context).build();
}

class DeviceBuilder {
  readonly #context: DeviceContext;
  readonly #devices: Device[] = [];
  readonly #changes: Poly<"VirtualDeviceConfigSpec">[] = [];
  readonly #files: Data<"OvfFileItem">[] = [];
  /** Controllers by InstanceID. */
  readonly #controllers = new Map<string, Device>();
  #diskCount = 0;
  #imageCount = 0;

  constructor(context: DeviceContext) {
    this.#context = context;
  }

  build(): ImportDevices {
    const { items } = this.#context.envelope.system.hardware;
    // A device may stand before its controller.
    for (const item of items) if (item.kind === "controller") this.#controller(item);
    for (const item of items) this.#attached(item);
    return { changes: this.#changes, files: this.#files };
  }

  #attached(item: OvfItem): void {
    switch (item.kind) {
      case "cpu":
      case "memory":
      case "controller":
        return;
      case "nic":
        return this.#nic(item);
      case "disk":
        return this.#disk(item);
      case "cdrom":
        return this.#cdrom(item);
      case "floppy":
        return this.#unsupported(item);
      case "other":
        if (item.resourceType === videoType || item.subTypes.some(isOwn)) return;
        return this.#unsupported(item);
      default:
        item satisfies never;
    }
  }

  #controller(item: Item<"controller">): void {
    const known = controllerTypes[item.bus];
    const type =
      item.subTypes.length === 0
        ? defaultControllers[item.bus]
        : item.subTypes.map((subType) => known?.(subType)).find((found) => found !== undefined);
    if (type === undefined) return this.#unsupported(item);
    const used = this.#devices.filter(({ _type }) => _type === type).length;
    const device = {
      _type: type,
      key: this.#newKey(),
      busNumber: item.bus === "usb" ? 0 : (item.busNumber ?? used),
      ...(item.bus === "scsi" && { sharedBus: "noSharing" }),
    } as unknown as Device;
    this.#controllers.set(item.instanceId, device);
    this.#add(device);
  }

  #nic(item: Item<"nic">): void {
    const { findings, networks } = this.#context;
    const type = item.subTypes.map((subType) => nicTypes[subType.toLowerCase()]).find((found) => found !== undefined);
    if (type === undefined && item.subTypes.length > 0) return this.#unsupported(item);
    const network = networks.get(item.connection ?? "");
    if (!network) {
      const value = item.connection ?? "";
      return findings.error(
        invalidValue(
          "Item",
          "Connection",
          value,
          `The network '${value}' is not in the NetworkSection of the package.`,
        ),
      );
    }
    const { startConnected } = item;
    this.#add({
      _type: type ?? "VirtualE1000",
      key: this.#newKey(),
      backing: { _type: "VirtualEthernetCardNetworkBackingInfo", deviceName: network.name, network: network.ref },
      connectable: { startConnected, allowGuestControl: true, connected: startConnected },
      addressType: "assigned",
      ...(item.config["wakeOnLanEnabled"] && { wakeOnLanEnabled: item.config["wakeOnLanEnabled"] === "true" }),
    } as unknown as Device);
  }

  #disk(item: Item<"disk">): void {
    const { envelope, datastore, entityName, thin, eagerlyScrub } = this.#context;
    const controller = this.#parent(item);
    if (!controller) return;
    const described = envelope.disks.find(({ id }) => id === item.diskId);
    const fileId = described ? described.fileRef : item.fileId;
    const file = envelope.files.find(({ id }) => id === fileId);
    const capacity = described?.capacityBytes ?? item.capacityBytes ?? 0;
    if (!this.#isSupported(described, file)) return;
    const device = {
      _type: "VirtualDisk",
      key: this.#newKey(),
      controllerKey: controller.key,
      unitNumber: this.#unit(item, controller),
      capacityInKB: Math.ceil(capacity / 1024),
      capacityInBytes: capacity,
      backing: {
        _type: "VirtualDiskFlatVer2BackingInfo",
        // What only has to be made gets no name here; see ImportVApp.
        fileName: file ? `[${datastore}] ${entityName}/disk-${this.#diskCount}.vmdk` : "",
        diskMode: "persistent",
        thinProvisioned: thin,
        eagerlyScrub,
      },
    } as const;
    this.#diskCount += 1;
    this.#add(device as unknown as Device, "create");
    if (file) this.#upload(item, device as unknown as Device, file, false);
  }

  #isSupported(disk: OvfDisk | undefined, file: OvfFile | undefined): boolean {
    const { findings } = this.#context;
    const before = findings.errors.length;
    if (disk?.parentRef !== undefined) {
      findings.error(unsupportedAttribute("Disk", "parentRef", "Disks that continue other disks are not supported."));
    }
    if (disk?.format !== undefined && file && !/vmdk/i.test(disk.format)) {
      findings.error(unsupportedAttribute("Disk", "format", `The disk format '${disk.format}' is not supported.`));
    }
    if (file?.compression !== undefined && file.compression !== "identity") {
      const message = "OVF package with compressed disks is currently not supported.";
      findings.error(unsupportedAttribute("File", "compression", message));
    }
    return findings.errors.length === before;
  }

  #cdrom(item: Item<"cdrom" | "floppy">): void {
    const { envelope, datastore, entityName } = this.#context;
    if (!item.subTypes.every((subType) => cdromTypes.test(subType))) return this.#unsupported(item);
    const controller = this.#parent(item);
    if (!controller) return;
    const file = envelope.files.find(({ id }) => id === item.fileId);
    const device = {
      _type: "VirtualCdrom",
      key: this.#newKey(),
      controllerKey: controller.key,
      unitNumber: this.#unit(item, controller),
      backing: file
        ? {
            _type: "VirtualCdromIsoBackingInfo",
            fileName: `[${datastore}] ${entityName}/_deviceImage${this.#imageCount}.iso`,
          }
        : { _type: "VirtualCdromRemotePassthroughBackingInfo", deviceName: "", exclusive: false },
      connectable: {
        startConnected: item.startConnected || file !== undefined,
        allowGuestControl: true,
        connected: false,
      },
    } as unknown as Device;
    this.#add(device);
    if (file) {
      this.#imageCount += 1;
      this.#upload(item, device, file, true);
    }
  }

  #upload({ resourceType }: OvfItem, device: Device, { href, sizeBytes }: OvfFile, create: boolean): void {
    this.#files.push({
      deviceId: deviceId(this.#context.entityName, device, this.#devices),
      path: href,
      ...(sizeBytes !== undefined && { size: sizeBytes }),
      cimType: resourceType,
      create,
    });
  }

  /** The controller of a device; undefined when it has none that is supported, which has been reported then. */
  #parent(item: OvfItem): Device | undefined {
    const found = item.parent === undefined ? undefined : this.#controllers.get(item.parent);
    if (found) return found;
    const parent = item.parent ?? "";
    this.#context.findings.unless(
      item.required,
      invalidValue("Item", "Parent", parent, `'${nameOf(item)}' has no controller that is supported.`),
    );
    return undefined;
  }

  #unit({ addressOnParent }: OvfItem, controller: Device): number {
    if (addressOnParent !== undefined) return addressOnParent;
    const taken = this.#devices.filter(({ controllerKey }) => controllerKey === controller.key);
    const used = new Set(taken.map(({ unitNumber }) => unitNumber));
    for (let unit = 0; ; unit += 1) if (!used.has(unit) && unit !== 7) return unit;
  }

  #unsupported(item: OvfItem): void {
    const { findings } = this.#context;
    const { instanceId, resourceType, subTypes, required } = item;
    const [subType] = subTypes;
    findings.unless(
      required,
      subType === undefined || item.kind === "other"
        ? unsupportedType(nameOf(item), instanceId, resourceType)
        : unsupportedSubType(nameOf(item), instanceId, resourceType, subType),
    );
  }

  #newKey(): number {
    return -100 - this.#devices.length;
  }

  #add(device: Device, fileOperation?: "create"): void {
    this.#devices.push(device);
    this.#changes.push({ operation: "add", ...(fileOperation && { fileOperation }), device });
  }
}

const isOwn = (subType: string): boolean => ownHardware.some((pattern) => pattern.test(subType));

const nameOf = ({ name, instanceId }: OvfItem): string => name ?? `item ${instanceId}`;
