import type { Data, Poly } from "../../../vim25/schema.ts";
import { isA } from "../../../vim25/index.ts";

/** A virtual device as it is configured. What depends on time (parents of a disk, state of a connection) is added when read. */
export type Device = Poly<"VirtualDevice">;
export type Disk = Data<"VirtualDisk"> & { readonly _type: "VirtualDisk" };
export type Cdrom = Data<"VirtualCdrom"> & { readonly _type: "VirtualCdrom" };
export type Nic = Poly<"VirtualEthernetCard">;
export type Controller = Poly<"VirtualController">;
export type DiskBacking = Data<"VirtualDiskFlatVer2BackingInfo"> & { readonly _type: "VirtualDiskFlatVer2BackingInfo" };

export const isDisk = (device: Device): device is Disk => device._type === "VirtualDisk";
export const isCdrom = (device: Device): device is Cdrom => device._type === "VirtualCdrom";
export const isNic = (device: Device): device is Nic => isA(device._type, "VirtualEthernetCard");
export const isController = (device: Device): device is Controller => isA(device._type, "VirtualController");

/** Where a disk lies, `[nvme-01] edge/edge.vmdk`. */
export function diskFile(disk: Disk): string {
  const { backing } = disk;
  return backing && "fileName" in backing ? backing.fileName : "";
}

/** The ISO of a CD drive, if that is what backs it. */
export function isoFile({ backing }: Cdrom): string | undefined {
  return backing?._type === "VirtualCdromIsoBackingInfo" ? backing.fileName : undefined;
}

/** Name of the port group that a NIC is plugged into. */
export function networkName({ backing }: Nic): string | undefined {
  return backing?._type === "VirtualEthernetCardNetworkBackingInfo" ? backing.deviceName : undefined;
}

export function capacityBytes({ capacityInBytes, capacityInKB }: Disk): number {
  return capacityInBytes !== undefined && capacityInBytes > 0 ? capacityInBytes : capacityInKB * 1024;
}

export function diskBacking(fileName: string, settings: Partial<DiskBacking>): DiskBacking {
  return { diskMode: "persistent", ...settings, _type: "VirtualDiskFlatVer2BackingInfo", fileName };
}

interface ControllerClass {
  readonly type: string;
  /** Key of the first one; the others follow by bus number. */
  readonly firstKey: number;
  readonly buses: number;
  readonly units: number;
  /** The controller's own place on its bus. */
  readonly ownUnit?: number;
  /** Key of the first device of a kind on bus 0: keys follow from bus and unit. */
  readonly firstDiskKey: number;
  readonly firstCdromKey: number;
}

const controllerClasses: readonly ControllerClass[] = [
  { type: "VirtualIDEController", firstKey: 200, buses: 2, units: 2, firstDiskKey: 3000, firstCdromKey: 3000 },
  {
    type: "VirtualSCSIController",
    firstKey: 1000,
    buses: 4,
    units: 16,
    ownUnit: 7,
    firstDiskKey: 2000,
    firstCdromKey: 2000,
  },
  { type: "VirtualSATAController", firstKey: 15000, buses: 4, units: 30, firstDiskKey: 16000, firstCdromKey: 16000 },
  { type: "VirtualNVMEController", firstKey: 31000, buses: 4, units: 15, firstDiskKey: 32000, firstCdromKey: 32000 },
];

/** What disks and CD drives can be attached to, or undefined for other devices. */
export function controllerClass(device: Device): ControllerClass | undefined {
  return controllerClasses.find(({ type }) => isA(device._type, type as "VirtualController"));
}

const firstKeys: readonly (readonly [type: string, key: number])[] = [
  ["VirtualEthernetCard", 4000],
  ["VirtualUSBController", 7000],
  ["VirtualUSBXHCIController", 14000],
  ["VirtualFloppy", 8000],
  ["VirtualSerialPort", 9000],
  ["VirtualTPM", 11000],
  ["VirtualUSB", 20000],
];

/** A free key, from the range that vSphere uses for this kind of device. */
export function newKey(
  device: Device,
  devices: readonly Device[],
  controller: Device | undefined,
  unit: number,
): number {
  const place = controller && controllerClass(controller);
  const own = controllerClass(device);
  let key = firstKeys.find(([type]) => isA(device._type, type as "VirtualDevice"))?.[1] ?? 25000;
  if (own && isController(device)) key = own.firstKey + device.busNumber;
  else if (place && controller && isController(controller) && (isDisk(device) || isCdrom(device))) {
    key = (isDisk(device) ? place.firstDiskKey : place.firstCdromKey) + controller.busNumber * place.units + unit;
  }
  const taken = new Set(devices.map((other) => other.key));
  while (taken.has(key)) key += 1;
  return key;
}

/** Devices that every VM has from the start and nobody can add. */
export const builtInDevices: readonly Device[] = [
  { _type: "VirtualIDEController", key: 200, busNumber: 0 },
  { _type: "VirtualIDEController", key: 201, busNumber: 1 },
  { _type: "VirtualPS2Controller", key: 300, busNumber: 0 },
  { _type: "VirtualPCIController", key: 100, busNumber: 0 },
  { _type: "VirtualSIOController", key: 400, busNumber: 0 },
  { _type: "VirtualKeyboard", key: 600, controllerKey: 300, unitNumber: 0 },
  {
    _type: "VirtualPointingDevice",
    key: 700,
    controllerKey: 300,
    unitNumber: 1,
    backing: { _type: "VirtualPointingDeviceDeviceBackingInfo", deviceName: "", hostPointingDevice: "autodetect" },
  },
  {
    _type: "VirtualMachineVideoCard",
    key: 500,
    controllerKey: 100,
    unitNumber: 0,
    videoRamSizeInKB: 4096,
    numDisplays: 1,
    useAutoDetect: false,
    enable3DSupport: false,
  },
  { _type: "VirtualMachineVMCIDevice", key: 12000, controllerKey: 100, unitNumber: 17, id: -1 },
];

const nouns: readonly (readonly [type: string, label: (device: Device, index: number) => string])[] = [
  ["VirtualIDEController", (device) => `IDE ${busOf(device)}`],
  ["VirtualPS2Controller", (device) => `PS2 controller ${busOf(device)}`],
  ["VirtualPCIController", (device) => `PCI controller ${busOf(device)}`],
  ["VirtualSIOController", (device) => `SIO controller ${busOf(device)}`],
  ["VirtualSCSIController", (device) => `SCSI controller ${busOf(device)}`],
  ["VirtualSATAController", (device) => `SATA controller ${busOf(device)}`],
  ["VirtualNVMEController", (device) => `NVME controller ${busOf(device)}`],
  ["VirtualKeyboard", () => "Keyboard"],
  ["VirtualPointingDevice", () => "Pointing device"],
  ["VirtualMachineVideoCard", () => "Video card"],
  ["VirtualMachineVMCIDevice", () => "VMCI device"],
  ["VirtualDisk", (_, index) => `Hard disk ${index}`],
  ["VirtualCdrom", (_, index) => `CD/DVD drive ${index}`],
  ["VirtualFloppy", (_, index) => `Floppy drive ${index}`],
  ["VirtualEthernetCard", (_, index) => `Network adapter ${index}`],
  ["VirtualSerialPort", (_, index) => `Serial port ${index}`],
];

const busOf = (device: Device): number => (isController(device) ? device.busNumber : 0);

/** The label that vSphere gives a device, and the line below it. */
export function describe(device: Device, devices: readonly Device[]): Data<"Description"> {
  const noun = nouns.find(([type]) => isA(device._type, type as "VirtualDevice"));
  const alike = devices.filter((other) => noun && isA(other._type, noun[0] as "VirtualDevice"));
  return {
    label: noun?.[1](device, alike.indexOf(device) + 1) ?? device._type ?? "Device",
    summary: summaryOf(device),
  };
}

function summaryOf(device: Device): string {
  if (isDisk(device)) return `${Math.round(capacityBytes(device) / 1024).toLocaleString("en-US")} KB`;
  if (isCdrom(device)) return isoFile(device) ? `ISO ${isoFile(device)}` : "Remote device";
  if (isNic(device)) return networkName(device) ?? "";
  return device._type ?? "";
}
