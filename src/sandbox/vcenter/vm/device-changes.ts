import type { Data, Poly } from "../../../vim25/schema.ts";
import { isA } from "../../../vim25/index.ts";
import { fault } from "../fault.ts";
import { formatDatastorePath, parseDatastorePath } from "../files/datastore-path.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";
import type { Datastore } from "../inventory/datastore.ts";
import type { World } from "../world.ts";
import {
  builtInDevices,
  capacityBytes,
  controllerClass,
  type Device,
  type Disk,
  diskBacking,
  type DiskBacking,
  diskFile,
  isCdrom,
  isController,
  isDisk,
  isNic,
  isoFile,
  networkName,
  newKey,
} from "./device.ts";

type DeviceSpec = Poly<"VirtualDeviceConfigSpec">;

interface Place {
  readonly world: World;
  /** Where disks go that name no file of their own. */
  readonly datastore: Datastore;
  readonly directory: string;
  /** Of the VM; its disks are called after it. */
  readonly name: string;
  readonly isRunning: boolean;
}

/** Place of the first NIC on the PCI bus. */
const firstNicUnit = 7;

const usbControllers = ["VirtualUSBController", "VirtualUSBXHCIController"] as const;

const diskModes = ["persistent", "independent_persistent", "independent_nonpersistent"];

/**
 * Edits the devices of a VM as the `deviceChange` of a ConfigSpec or RelocateSpec says. Checks come first and touch nothing;
 * {@link commit} then makes and deletes disk files, and takes all back when one of them fails.
 */
export class DeviceEditor {
  devices: readonly Device[];
  readonly #place: Place;
  /** Real keys by the temporary negative ones of the request. */
  readonly #keys = new Map<number, number>();
  readonly #create: (() => VirtualDisk)[] = [];
  readonly #destroy: string[] = [];
  readonly #newFiles = new Set<string>();

  constructor(devices: readonly Device[], place: Place) {
    this.devices = devices;
    this.#place = place;
  }

  /** @throws InvalidDeviceSpec and its kin, FileNotFound, FileAlreadyExists, GenericVmConfigFault */
  apply(specs: readonly DeviceSpec[]): this {
    specs.forEach((spec, index) => {
      switch (spec.operation) {
        case "add":
          return this.#add(spec, index);
        case "remove":
          return this.#remove(spec, index);
        case "edit":
        case undefined:
          return this.#edit(spec, index);
        default:
          spec.operation satisfies never;
      }
    });
    return this;
  }

  /** @throws NoDiskSpace, FileAlreadyExists; FileLocked for a disk that somebody else uses */
  commit(): void {
    const made: VirtualDisk[] = [];
    try {
      for (const create of this.#create) made.push(create());
      for (const file of this.#destroy) this.#files(file).remove(parseDatastorePath(file, "fileName").path);
    } catch (error) {
      for (const disk of made) this.#files(disk.datastorePath).remove(disk.path);
      throw error;
    }
  }

  #add(spec: DeviceSpec, index: number): void {
    const { device } = spec;
    if (isController(device)) return this.#addController(device, index);
    const controller = this.#controllerFor(device, index);
    const unit = controller ? this.#unitFor(device, controller, index) : (device.unitNumber ?? 0);
    const key = newKey(device, this.devices, controller, unit);
    this.#keys.set(device.key, key);
    const placed = { ...device, key, ...this.#attachment(device, controller, unit) };
    this.#put(isDisk(placed) ? this.#newDisk(placed, spec, index) : this.#checked(placed, index));
  }

  #addController(device: Poly<"VirtualController">, index: number): void {
    const alike = this.devices.filter(({ _type }) => _type === device._type);
    const existing = alike.find((other) => busOf(other) === device.busNumber) ?? alike[0];
    if (existing && isBuiltIn(existing)) {
      // Adding one of those succeeds and does nothing; what refers to the new key gets the old one.
      this.#keys.set(device.key, existing.key);
      return;
    }
    const place = controllerClass(device);
    if (usbControllers.some((type) => isA(device._type, type))) return this.#addUsbController(device);
    if (!place) throw invalidDevice(index, "operation");
    const buses = this.devices.filter((other) => controllerClass(other) === place).map(busOf);
    const bus =
      device.busNumber >= 0 && !buses.includes(device.busNumber) ? device.busNumber : firstFree(buses, place.buses);
    if (bus === undefined || bus >= place.buses) throw invalidDevice(index, "device.busNumber");
    const added = { ...device, busNumber: bus, device: undefined };
    const key = newKey(added, this.devices, undefined, 0);
    this.#keys.set(device.key, key);
    const pci = this.devices.find(({ _type }) => _type === "VirtualPCIController");
    this.#put({ ...added, key, controllerKey: pci?.key ?? 100 });
  }

  /** One of each kind, with a place of its own on the PCI bus. */
  #addUsbController(device: Poly<"VirtualController">): void {
    const existing = this.devices.find(({ _type }) => _type === device._type);
    const key = existing?.key ?? newKey(device, this.devices, undefined, 0);
    this.#keys.set(device.key, key);
    if (!existing) this.#put({ ...device, key, busNumber: 0, controllerKey: 100 });
  }

  #edit({ device }: DeviceSpec, index: number): void {
    const current = this.#find(device, index);
    if (device._type !== undefined && device._type !== current._type) throw invalidDevice(index, "device");
    const merged = { ...current, ...definedOnly(device), key: current.key } as Device;
    this.#put(isDisk(merged) && isDisk(current) ? this.#resized(merged, current) : this.#checked(merged, index));
  }

  #remove({ device, fileOperation }: DeviceSpec, index: number): void {
    const current = this.#find(device, index);
    const attached = this.devices.some(({ controllerKey }) => controllerKey === current.key);
    if (attached || isBuiltIn(current)) throw invalidDevice(index, "device.key");
    if (isDisk(current) && fileOperation === "destroy") this.#destroy.push(diskFile(current));
    this.devices = this.devices.filter((other) => other !== current);
  }

  #find({ key }: Device, index: number): Device {
    const wanted = this.#keys.get(key) ?? key;
    const found = this.devices.find((device) => device.key === wanted);
    if (!found) {
      const property = `virtualDeviceSpec[${index}].device.key`;
      throw fault("DeviceNotFound", { deviceIndex: index, property }, `The device ${key} was not found.`);
    }
    return found;
  }

  #controllerFor(device: Device, index: number): Device | undefined {
    if (!isDisk(device) && !isCdrom(device)) return undefined;
    const asked = device.controllerKey;
    const key = asked === undefined ? undefined : (this.#keys.get(asked) ?? asked);
    const found =
      key === undefined
        ? this.devices.find(
            (other) => controllerClass(other) && this.#freeUnit(other) !== undefined && suits(device, other),
          )
        : this.devices.find((other) => other.key === key && controllerClass(other));
    if (found) return found;
    const property = `virtualDeviceSpec[${index}].device.controllerKey`;
    const controllerKey = asked ?? 0;
    throw fault(
      "InvalidController",
      { deviceIndex: index, property, controllerKey },
      "The device has no usable controller.",
    );
  }

  #unitFor(device: Device, controller: Device, index: number): number {
    const asked = device.unitNumber ?? -1;
    const place = controllerClass(controller)!;
    const unit = asked < 0 ? this.#freeUnit(controller) : asked;
    const bad =
      unit === undefined || unit >= place.units || unit === place.ownUnit || this.#units(controller).includes(unit);
    if (bad) throw invalidDevice(index, "device.unitNumber");
    return unit;
  }

  /** NICs sit on the PCI bus, from unit 7 on; other devices where they were put. */
  #attachment(
    device: Device,
    controller: Device | undefined,
    unit: number,
  ): Pick<Device, "controllerKey" | "unitNumber"> {
    if (controller) return { controllerKey: controller.key, unitNumber: unit };
    if (!isNic(device)) return {};
    const taken = this.devices.filter(isNic).map(({ unitNumber }) => (unitNumber ?? firstNicUnit) - firstNicUnit);
    return { controllerKey: 100, unitNumber: firstNicUnit + (firstFree(taken, 10) ?? taken.length) };
  }

  #units(controller: Device): readonly number[] {
    return this.devices
      .filter(({ controllerKey }) => controllerKey === controller.key)
      .map(({ unitNumber }) => unitNumber ?? 0);
  }

  #freeUnit(controller: Device): number | undefined {
    const { units, ownUnit } = controllerClass(controller)!;
    return firstFree([...this.#units(controller), ...(ownUnit === undefined ? [] : [ownUnit])], units);
  }

  #newDisk(disk: Disk, { fileOperation }: DeviceSpec, index: number): Disk {
    const wanted = disk.backing?._type === "VirtualDiskFlatVer2BackingInfo" ? disk.backing : undefined;
    if (!wanted || !diskModes.includes(wanted.diskMode))
      throw fault("InvalidDeviceBacking", where(index, "device.backing"), "The disk's backing is not supported.");
    const file = fileOperation === "create" ? this.#newFile(wanted.fileName) : wanted.fileName;
    const at = parseDatastorePath(file, `virtualDeviceSpec[${index}].device.backing.fileName`);
    const files = this.#files(file);
    if (fileOperation !== "create") {
      const existing = files.diskAt(at.path) ?? (files.get(at.path), undefined);
      if (!existing)
        throw fault("InvalidDeviceBacking", where(index, "device.backing.fileName"), `${file} is no virtual disk.`);
      return withCapacity(
        { ...disk, backing: diskBacking(file, settingsOf(wanted, existing)) },
        existing.capacityBytes,
      );
    }
    const bytes = capacityBytes(disk);
    if (bytes <= 0) throw invalidDevice(index, "device.capacityInKB");
    if (files.find(at.path)) throw fault("FileAlreadyExists", { file }, `File ${file} already exists`);
    const thin = wanted.thinProvisioned ?? false;
    const parentFile = wanted.parent?.fileName;
    const parent =
      parentFile === undefined
        ? undefined
        : this.#files(parentFile).diskAt(parseDatastorePath(parentFile, "parent").path);
    this.#create.push(() =>
      files.addDisk(at.path, { capacityBytes: bytes, thin: thin || parent !== undefined, parent }),
    );
    this.#newFiles.add(file);
    return withCapacity(
      { ...disk, backing: diskBacking(file, { diskMode: wanted.diskMode, thinProvisioned: thin }) },
      bytes,
    );
  }

  /** `""` and `[ds]` leave the name to the server: `[ds] vm/vm.vmdk`, then `vm_1.vmdk`. */
  #newFile(fileName: string): string {
    const { datastore, directory, name } = this.#place;
    const asked = fileName === "" ? { datastore: datastore.name, path: "" } : parseDatastorePath(fileName, "fileName");
    if (asked.path !== "") return formatDatastorePath(asked);
    for (let count = 0; ; count += 1) {
      const path = `${directory}/${name}${count === 0 ? "" : `_${count}`}.vmdk`;
      const file = formatDatastorePath({ datastore: asked.datastore, path });
      if (!this.#newFiles.has(file) && !this.#files(file).find(path)) return file;
    }
  }

  #resized(disk: Disk, current: Disk): Disk {
    const changed = disk.capacityInKB !== current.capacityInKB;
    const wanted = changed ? disk.capacityInKB * 1024 : capacityBytes(disk);
    const had = capacityBytes(current);
    // What is backed does not change by an edit; the parent and ids are shown, not configured.
    const kept = { ...disk, backing: current.backing };
    if (wanted === had) return withCapacity(kept, had);
    const { path } = parseDatastorePath(diskFile(current), "fileName");
    const file = this.#files(diskFile(current)).diskAt(path);
    const reason = wanted < had ? "disks cannot shrink" : file?.parent ? "a disk with a parent cannot grow" : undefined;
    if (reason !== undefined || !file) {
      throw fault(
        "GenericVmConfigFault",
        { reason: reason ?? "the disk is missing" },
        `Invalid virtual machine configuration: ${reason}.`,
      );
    }
    this.#create.push(() => {
      file.capacityBytes = wanted;
      return file;
    });
    return withCapacity(kept, wanted);
  }

  /** Defaults and checks of devices that are no disks. */
  #checked(device: Device, index: number): Device {
    if (isCdrom(device)) {
      const iso = isoFile(device);
      if (iso !== undefined) this.#files(iso).get(parseDatastorePath(iso, "device.backing.fileName").path);
      return { ...device, connectable: this.#connectable(device) };
    }
    if (!isNic(device)) return device;
    const name = networkName(device);
    const ref = device.backing?._type === "VirtualEthernetCardNetworkBackingInfo" ? device.backing.network : undefined;
    const network = this.#place.world.site.networks.find(
      (one) => one.name === name || (ref && one.ref.value === ref.value),
    );
    if (!network)
      throw fault(
        "InvalidDeviceBacking",
        where(index, "device.backing"),
        `The network '${name ?? ""}' does not exist.`,
      );
    const given = device.macAddress !== undefined && device.macAddress !== "" && device.addressType !== "generated";
    return {
      ...device,
      backing: { _type: "VirtualEthernetCardNetworkBackingInfo", deviceName: network.name, network: network.ref },
      connectable: this.#connectable(device),
      addressType: given ? "manual" : "assigned",
      macAddress: given ? device.macAddress!.toLowerCase() : newMacAddress(this.#place.world),
      wakeOnLanEnabled: device.wakeOnLanEnabled ?? true,
    };
  }

  /** Only a running machine's device is connected; at power-on `startConnected` decides. */
  #connectable({ connectable }: Device): Data<"VirtualDeviceConnectInfo"> {
    const asked = connectable ?? { startConnected: true, allowGuestControl: true, connected: true };
    return { ...asked, connected: this.#place.isRunning && asked.connected, status: "untried" };
  }

  #put(device: Device): void {
    const exists = this.devices.some(({ key }) => key === device.key);
    this.devices = exists
      ? this.devices.map((other) => (other.key === device.key ? device : other))
      : [...this.devices, device];
  }

  #files(file: string): Datastore["files"] {
    const { datastore } = parseDatastorePath(file, "fileName");
    const found = this.#place.world.site.datastoreNamed(datastore);
    if (found) return found.files;
    throw fault("InvalidDatastorePath", { datastorePath: file }, `Invalid datastore path '${file}'.`);
  }
}

/** `00:50:56:80:00:00` to `…:bf:ff:ff`, where vCenter assigns. */
export function newMacAddress(world: World): string {
  world.newId("mac-");
  const number = (0x800000 + (world.lastId % 0x400000)).toString(16);
  return `00:50:56:${number.slice(0, 2)}:${number.slice(2, 4)}:${number.slice(4, 6)}`;
}

function settingsOf({ diskMode }: DiskBacking, { thin }: VirtualDisk): Partial<DiskBacking> {
  return { diskMode, thinProvisioned: thin };
}

function withCapacity(disk: Disk, bytes: number): Disk {
  return { ...disk, capacityInBytes: bytes, capacityInKB: Math.ceil(bytes / 1024) };
}

function definedOnly(device: Device): Partial<Device> {
  return Object.fromEntries(Object.entries(device).filter(([, value]) => value !== undefined)) as Partial<Device>;
}

/** Disks prefer SCSI, NVMe and SATA; CD drives IDE and SATA. */
function suits(device: Device, controller: Device): boolean {
  const type = controllerClass(controller)?.type;
  return isDisk(device)
    ? type !== "VirtualIDEController"
    : type === "VirtualIDEController" || type === "VirtualSATAController";
}

const isBuiltIn = ({ key }: Device): boolean => builtInDevices.some((device) => device.key === key);

const busOf = (device: Device): number => (isController(device) ? device.busNumber : 0);

function firstFree(taken: readonly number[], limit: number): number | undefined {
  for (let number = 0; number < limit; number += 1) if (!taken.includes(number)) return number;
  return undefined;
}

const where = (index: number, property: string) => ({
  deviceIndex: index,
  property: `virtualDeviceSpec[${index}].${property}`,
});

function invalidDevice(index: number, property: string): Error {
  return fault("InvalidDeviceSpec", where(index, property), `Invalid configuration for device '${index}'.`);
}
