import { type Data, isType, type Poly } from "../../vim25/index.ts";
import type { Network } from "../topology.ts";

export type Device = Poly<"VirtualDevice">;
export type DeviceChange = Data<"VirtualDeviceConfigSpec">;

export interface NicInput {
  /** Undefined: that of the source. A NIC that is added needs one. */
  readonly network?: Network | undefined;
  /** `00:50:56:..`; undefined: the vCenter's choice. */
  readonly mac?: string | undefined;
}

/** Devices are found by type, never by the keys that a server customarily gives them. */
export function devicesOf<
  N extends "VirtualDisk" | "VirtualCdrom" | "VirtualEthernetCard" | "VirtualSATAController" | "VirtualIDEController",
>(devices: readonly Device[], type: N): readonly Poly<N>[] {
  const found = devices.filter((device) => isType(device, type)).sort((a, b) => a.key - b.key);
  return found as readonly object[] as readonly Poly<N>[];
}

/** The same device with these fields changed. Spreading the union of all devices would cost the compiler minutes. */
function edited(device: Device, changes: object): DeviceChange {
  return { operation: "edit", device: { ...(device as object), ...changes } as Device };
}

/** Temporary keys of devices to be added: negative, and unique in one request. */
export class NewKeys {
  #next = -201;
  next(): number {
    this.#next -= 1;
    return this.#next;
  }
}

type Backing = NonNullable<Device["backing"]>;

export function networkBacking(network: Network): Backing {
  switch (network.kind) {
    case "distributed":
      return {
        _type: "VirtualEthernetCardDistributedVirtualPortBackingInfo",
        port: {
          switchUuid: network.switchUuid ?? "",
          ...(network.portgroupKey === undefined ? {} : { portgroupKey: network.portgroupKey }),
        },
      };
    case "opaque":
      return {
        _type: "VirtualEthernetCardOpaqueNetworkBackingInfo",
        opaqueNetworkId: network.opaqueId ?? "",
        opaqueNetworkType: network.opaqueType ?? "nsx.LogicalSwitch",
      };
    case "standard":
      return { _type: "VirtualEthernetCardNetworkBackingInfo", deviceName: network.name };
  }
}

const connected = { startConnected: true, allowGuestControl: true, connected: true } as const;
const address = (mac: string | undefined) =>
  mac === undefined ? { addressType: "generated" } : { addressType: "manual", macAddress: mac };

/** NICs in the order of their keys: those that are there are edited as whole devices of their class, more are added. */
export function nicChanges(devices: readonly Device[], wanted: readonly NicInput[], keys: NewKeys): DeviceChange[] {
  const cards = devicesOf(devices, "VirtualEthernetCard");
  return wanted.flatMap(({ network, mac }, index): DeviceChange[] => {
    const card = cards[index];
    if (card === undefined) {
      if (network === undefined) return [];
      return [
        {
          operation: "add",
          device: {
            _type: "VirtualVmxnet3",
            key: keys.next(),
            backing: networkBacking(network),
            connectable: connected,
            ...address(mac),
            wakeOnLanEnabled: true,
          },
        },
      ];
    }
    if (network === undefined && mac === undefined) return [];
    return [
      edited(card, {
        macAddress: undefined,
        ...(network === undefined ? {} : { backing: networkBacking(network) }),
        ...address(mac),
        connectable: connected,
      }),
    ];
  });
}

/** An ISO in the first CD drive; a SATA drive is added when there is none. */
export function insertCd(devices: readonly Device[], iso: string, keys: NewKeys): DeviceChange[] {
  const [drive] = devicesOf(devices, "VirtualCdrom");
  const backing: Backing = { _type: "VirtualCdromIsoBackingInfo", fileName: iso };
  if (drive !== undefined) return [edited(drive, { backing, connectable: connected })];
  const [sata] = devicesOf(devices, "VirtualSATAController");
  if (sata === undefined) return newCdDrives([iso], keys);
  const used = new Set(
    devices.filter(({ controllerKey }) => controllerKey === sata.key).map(({ unitNumber }) => unitNumber),
  );
  const unitNumber = [...Array(30).keys()].find((unit) => !used.has(unit)) ?? 0;
  return [
    {
      operation: "add",
      device: {
        _type: "VirtualCdrom",
        key: keys.next(),
        backing,
        connectable: connected,
        controllerKey: sata.key,
        unitNumber,
      },
    },
  ];
}

/** A new SATA controller with a drive for each ISO. A controller takes 30. */
export function newCdDrives(isos: readonly string[], keys: NewKeys): DeviceChange[] {
  if (isos.length === 0) return [];
  const controllerKey = keys.next();
  return [
    { operation: "add", device: { _type: "VirtualAHCIController", key: controllerKey, busNumber: 0 } },
    ...isos.map(
      (fileName, unitNumber): DeviceChange => ({
        operation: "add",
        device: {
          _type: "VirtualCdrom",
          key: keys.next(),
          backing: { _type: "VirtualCdromIsoBackingInfo", fileName },
          connectable: connected,
          controllerKey,
          unitNumber,
        },
      }),
    ),
  ];
}

/** All drives emptied, their backing that of a client's drive that nobody connects: what Packer leaves behind, too. */
export function ejectCdChanges(devices: readonly Device[]): DeviceChange[] {
  return devicesOf(devices, "VirtualCdrom")
    .filter(({ backing }) => isType(backing, "VirtualCdromIsoBackingInfo"))
    .map((drive) =>
      edited(drive, {
        backing: { _type: "VirtualCdromRemotePassthroughBackingInfo", deviceName: "", exclusive: false },
        connectable: { startConnected: false, allowGuestControl: true, connected: false },
      }),
    );
}

export interface DiskInput {
  readonly capacityBytes: number;
  readonly thin: boolean;
}
export type ScsiController = "pvscsi" | "lsilogic-sas" | "lsilogic";

const controllers = {
  pvscsi: "ParaVirtualSCSIController",
  "lsilogic-sas": "VirtualLsiLogicSASController",
  lsilogic: "VirtualLsiLogicController",
} as const;
/** The controller itself sits at unit 7 of its bus. */
const controllerUnit = 7;

export function newDisks(disks: readonly DiskInput[], controller: ScsiController, keys: NewKeys): DeviceChange[] {
  const controllerKey = keys.next();
  return [
    {
      operation: "add",
      device: {
        _type: controllers[controller],
        key: controllerKey,
        busNumber: 0,
        sharedBus: "noSharing",
        scsiCtlrUnitNumber: controllerUnit,
      },
    },
    ...disks.map(
      ({ capacityBytes, thin }, index): DeviceChange => ({
        operation: "add",
        fileOperation: "create",
        device: {
          _type: "VirtualDisk",
          key: keys.next(),
          backing: {
            _type: "VirtualDiskFlatVer2BackingInfo",
            fileName: "",
            diskMode: "persistent",
            thinProvisioned: thin,
          },
          controllerKey,
          unitNumber: index < controllerUnit ? index : index + 1,
          capacityInKB: Math.ceil(capacityBytes / 1024),
        },
      }),
    ),
  ];
}

export interface DiskFile {
  readonly key: number;
  /** Datastore path of the descriptor: `[nvme-01] demo-1/demo-1.vmdk`. */
  readonly file: string;
  /** A disk above a parent shares its content: the machine is a linked clone, or has a snapshot. */
  readonly parent: string | undefined;
}

export function diskFiles(devices: readonly Device[]): readonly DiskFile[] {
  return devicesOf(devices, "VirtualDisk").flatMap(({ key, backing }) => {
    const { fileName, parent } = (backing ?? {}) as {
      readonly fileName?: string;
      readonly parent?: { readonly fileName?: string };
    };
    return fileName === undefined ? [] : [{ key, file: fileName, parent: parent?.fileName }];
  });
}

/** Every file that the disks are made of, own and shared: a delta, what it stands on, and so on down to the base. */
export function backingFiles(devices: readonly Device[]): readonly string[] {
  interface Backing {
    readonly fileName?: string;
    readonly parent?: Backing;
  }
  const files: string[] = [];
  for (const { backing } of devicesOf(devices, "VirtualDisk")) {
    for (let at = backing as Backing | undefined; at?.fileName !== undefined; at = at.parent) files.push(at.fileName);
  }
  return files;
}

/** `[nvme-01] demo-1/demo-1.vmdk` is in `[nvme-01] demo-1`. */
export function folderOf(datastorePath: string): string {
  return datastorePath.replace(/\/[^/]*$/, "");
}

/** Linked when a disk's parent is in another machine's folder; a snapshot's parent is in the machine's own. */
export function cloneKind(devices: readonly Device[], vmPathName: string | undefined): "linked" | "full" {
  const own = vmPathName === undefined ? undefined : folderOf(vmPathName);
  const isShared = diskFiles(devices).some(
    ({ file, parent }) => parent !== undefined && folderOf(parent) !== (own ?? folderOf(file)),
  );
  return isShared ? "linked" : "full";
}

export function macsOf(devices: readonly Device[]): readonly string[] {
  return devicesOf(devices, "VirtualEthernetCard").flatMap(({ macAddress }) =>
    macAddress === undefined ? [] : [macAddress.toLowerCase()],
  );
}
