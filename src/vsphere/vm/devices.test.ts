import { expect, test } from "vitest";
import type { Network } from "../topology.ts";
import { configSpec } from "./config-spec.ts";
import { cloneKind, type Device, insertCd, newCdDrives, newDisks, NewKeys, nicChanges } from "./devices.ts";
import { foreignDisks } from "./destroy.ts";
import { bootOrder } from "./create.ts";

const network = (more: Partial<Network>): Network => ({
  ref: { type: "Network", value: "network-1" },
  name: "VM Network",
  path: "/DC0/network/VM Network",
  kind: "standard",
  portgroupKey: undefined,
  switchUuid: undefined,
  opaqueId: undefined,
  opaqueType: undefined,
  ...more,
});
const disk = (key: number, fileName: string, parent?: string): Device => ({
  _type: "VirtualDisk",
  key,
  capacityInKB: 1024,
  backing: {
    _type: "VirtualDiskFlatVer2BackingInfo",
    fileName,
    diskMode: "persistent",
    ...(parent === undefined
      ? {}
      : { parent: { _type: "VirtualDiskFlatVer2BackingInfo", fileName: parent, diskMode: "persistent" } }),
  },
});
const card = (key: number): Device => ({
  _type: "VirtualE1000e",
  key,
  macAddress: "00:50:56:aa:00:01",
  addressType: "assigned",
});

test("keys of new devices are negative and unique, and point at their controllers", () => {
  const keys = new NewKeys();
  const changes = [
    ...newDisks(
      Array.from({ length: 9 }, () => ({ capacityBytes: 1024 ** 3, thin: true })),
      "pvscsi",
      keys,
    ),
    ...newCdDrives(["[ds] a.iso", "[ds] b.iso"], keys),
  ];
  const devices = changes.map(({ device }) => device);
  expect(new Set(devices.map(({ key }) => key)).size).toBe(devices.length);
  expect(devices.every(({ key }) => key < 0)).toBe(true);
  const units = devices.filter(({ _type }) => _type === "VirtualDisk").map(({ unitNumber }) => unitNumber);
  expect(units).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9]); // 7 is the controller's own
  const sata = devices.find(({ _type }) => _type === "VirtualAHCIController");
  expect(devices.filter(({ _type }) => _type === "VirtualCdrom").map(({ controllerKey }) => controllerKey)).toEqual([
    sata?.key,
    sata?.key,
  ]);
});

test("a NIC is edited as the whole device of its class, and keeps its key", () => {
  const [edit, add] = nicChanges([card(4000)], [{ mac: "00:50:56:00:00:01" }, { network: network({}) }], new NewKeys());
  expect(edit).toMatchObject({
    operation: "edit",
    device: { _type: "VirtualE1000e", key: 4000, macAddress: "00:50:56:00:00:01", addressType: "manual" },
  });
  expect(add).toMatchObject({
    operation: "add",
    device: { _type: "VirtualVmxnet3", addressType: "generated", backing: { deviceName: "VM Network" } },
  });
  expect(nicChanges([card(4000)], [{}], new NewKeys())).toEqual([]);
});

test("each kind of network has its backing", () => {
  const backing = (more: Partial<Network>) =>
    nicChanges([], [{ network: network(more) }], new NewKeys())[0]?.device.backing;
  expect(backing({ kind: "distributed", portgroupKey: "dvportgroup-7", switchUuid: "50 3f" })).toEqual({
    _type: "VirtualEthernetCardDistributedVirtualPortBackingInfo",
    port: { switchUuid: "50 3f", portgroupKey: "dvportgroup-7" },
  });
  expect(backing({ kind: "opaque", opaqueId: "ls-1", opaqueType: "nsx.LogicalSwitch" })).toMatchObject({
    opaqueNetworkId: "ls-1",
  });
});

test("an ISO goes into the drive that is there, or on the SATA controller that is there, or on a new one", () => {
  const drive: Device = { _type: "VirtualCdrom", key: 16000, controllerKey: 15000, unitNumber: 0 };
  const sata: Device = { _type: "VirtualAHCIController", key: 15000, busNumber: 0 };
  expect(insertCd([drive, sata], "[ds] x.iso", new NewKeys())).toMatchObject([
    { operation: "edit", device: { key: 16000 } },
  ]);
  const other: Device = { ...disk(2000, "[ds] a/a.vmdk"), controllerKey: 15000, unitNumber: 0 } as Device;
  expect(insertCd([sata, other], "[ds] x.iso", new NewKeys())).toMatchObject([
    { operation: "add", device: { controllerKey: 15000, unitNumber: 1 } },
  ]);
  expect(insertCd([], "[ds] x.iso", new NewKeys()).map(({ device }) => device._type)).toEqual([
    "VirtualAHCIController",
    "VirtualCdrom",
  ]);
});

test("only what is set is sent", () => {
  const spec = configSpec({ memoryMiB: 8000, extraConfig: { "edgelab.lab": "x", gone: "" } }, []);
  expect(JSON.parse(JSON.stringify(spec))).toEqual({
    memoryMB: 8000,
    extraConfig: [
      { key: "edgelab.lab", value: "x" },
      { key: "gone", value: "" },
    ],
  });
});

test("a clone is linked when a disk's parent is another machine's, not when it is its own snapshot", () => {
  const vmx = "[nvme-01] demo-1/demo-1.vmx";
  expect(cloneKind([disk(2000, "[nvme-01] demo-1/demo-1.vmdk", "[nvme-01] template/template.vmdk")], vmx)).toBe(
    "linked",
  );
  expect(cloneKind([disk(2000, "[nvme-01] demo-1/demo-1-000001.vmdk", "[nvme-01] demo-1/demo-1.vmdk")], vmx)).toBe(
    "full",
  );
  expect(cloneKind([disk(2000, "[nvme-01] demo-1/demo-1.vmdk")], vmx)).toBe("full");
});

test("disks of other machines are known by their folder, whichever datastore it is on", () => {
  const devices = [
    disk(2000, "[a] demo-1/demo-1.vmdk"),
    disk(2001, "[b] demo-1/data.vmdk"),
    disk(2002, "[a] template/template.vmdk"),
  ];
  expect(foreignDisks(devices, "[a] demo-1/demo-1.vmx").map(({ key }) => key)).toEqual([2002]);
  expect(foreignDisks(devices, undefined)).toEqual([]);
});

test("the boot order names real keys", () => {
  expect(bootOrder([disk(2001, "[a] x/b.vmdk"), disk(2000, "[a] x/a.vmdk")], ["disk", "cdrom"])).toEqual([
    { _type: "VirtualMachineBootOptionsBootableDiskDevice", deviceKey: 2000 },
    { _type: "VirtualMachineBootOptionsBootableDiskDevice", deviceKey: 2001 },
    { _type: "VirtualMachineBootOptionsBootableCdromDevice" },
  ]);
});
