import { expect, test } from "vitest";
import type { Data, MoRef } from "../../../vim25/index.ts";
import {
  createBase,
  createVm,
  faultOf,
  startSandboxVcenter,
  type VimCaller,
} from "../../../../test/kit/sandbox-vcenter.ts";

type Config = Data<"VirtualMachineConfigInfo">;
type Spec = Data<"VirtualMachineConfigSpec">;

const configOf = async (client: VimCaller, vm: MoRef): Promise<Config> =>
  (await client.read(vm, "config"))["config"] as Config;
const reconfigure = (client: VimCaller, vm: MoRef, spec: Spec) => client.run("ReconfigVM_Task", vm, { spec });
const devices = (config: Config, type: string) => (config.hardware.device ?? []).filter(({ _type }) => _type === type);

test("temporary keys become real ones, units are found, and 7 is the controller's own", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  const disk = (key: number): NonNullable<Spec["deviceChange"]>[number] => ({
    operation: "add",
    fileOperation: "create",
    device: {
      _type: "VirtualDisk",
      key,
      controllerKey: 1000,
      unitNumber: -1,
      capacityInKB: 1024,
      backing: { _type: "VirtualDiskFlatVer2BackingInfo", fileName: "", diskMode: "persistent", thinProvisioned: true },
    },
  });
  await reconfigure(client, vm, { deviceChange: Array.from({ length: 8 }, (_, index) => disk(-10 - index)) });
  const disks = devices(await configOf(client, vm), "VirtualDisk");
  expect(disks.map(({ unitNumber }) => unitNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9]);
  expect(new Set(disks.map(({ key }) => key)).size).toBe(9);
  expect(disks.every(({ key }) => key >= 2000)).toBe(true);
});

test("a SATA controller and a CD drive on it, in one request; the ISO must exist", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  const spec: Spec = {
    deviceChange: [
      { operation: "add", device: { _type: "VirtualAHCIController", key: -1, busNumber: 0 } },
      {
        operation: "add",
        device: {
          _type: "VirtualCdrom",
          key: -2,
          controllerKey: -1,
          backing: { _type: "VirtualCdromIsoBackingInfo", fileName: "[nvme-01] a.iso" },
          connectable: { startConnected: true, allowGuestControl: true, connected: true },
        },
      },
    ],
  };
  expect(await faultOf(reconfigure(client, vm, spec))).toMatchObject({
    _type: "FileNotFound",
    file: "[nvme-01] a.iso",
  });
  expect(devices(await configOf(client, vm), "VirtualAHCIController")).toEqual([]);
  await client.http("PUT", "/folder/a.iso?dcPath=DC0&dsName=nvme-01", "iso");
  await reconfigure(client, vm, spec);
  const [drive] = devices(await configOf(client, vm), "VirtualCdrom");
  expect(drive).toMatchObject({ controllerKey: 15000, unitNumber: 0, key: 16000, connectable: { connected: false } });
});

test("media can be changed while the machine runs, and are locked by it", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  await client.http("PUT", "/folder/a.iso?dcPath=DC0&dsName=nvme-01", "first");
  await client.http("PUT", "/folder/b.iso?dcPath=DC0&dsName=nvme-01", "second");
  const vm = await createVm(client, "edge-1", { iso: "[nvme-01] a.iso" });
  await client.run("PowerOnVM_Task", vm, {});
  const [drive] = devices(await configOf(client, vm), "VirtualCdrom");
  const backing = { _type: "VirtualCdromIsoBackingInfo" as const, fileName: "[nvme-01] b.iso" };
  await reconfigure(client, vm, {
    deviceChange: [{ operation: "edit", device: { ...drive!, _type: "VirtualCdrom", backing } }],
  });
  expect(Buffer.from(await machines[0]!.cds()[0]!.read(0, 9)).toString()).toBe("second");
  const erase = async (name: string) =>
    (await client.http("DELETE", `/folder/${name}?dcPath=DC0&dsName=nvme-01`)).status;
  expect([await erase("a.iso"), await erase("b.iso")]).toEqual([204, 423]);
});

test("what belongs to the server is dropped without a word", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  const keys = ["uuid.bios", "displayName", "ethernet0.address", "scsi0:0.fileName", "mine"];
  await reconfigure(client, vm, { extraConfig: keys.map((key) => ({ key, value: "changed" })) });
  const set = ((await configOf(client, vm)).extraConfig ?? []).filter(({ value }) => value === "changed");
  expect(set.map(({ key }) => key)).toEqual(["mine"]);
});

test("a stale changeVersion is ConcurrentAccess", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  const { changeVersion } = await configOf(client, vm);
  await reconfigure(client, vm, { changeVersion, annotation: "one" });
  expect(await faultOf(reconfigure(client, vm, { changeVersion, annotation: "two" }))).toMatchObject({
    _type: "ConcurrentAccess",
  });
  expect((await configOf(client, vm)).annotation).toBe("one");
});

test("the boot order is kept, and reset by an entry of the base type", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  const order = async () => (await configOf(client, vm)).bootOptions?.bootOrder ?? [];
  const bootOrder = [
    { _type: "VirtualMachineBootOptionsBootableDiskDevice" as const, deviceKey: 2000 },
    { _type: "VirtualMachineBootOptionsBootableCdromDevice" as const },
  ];
  await reconfigure(client, vm, { bootOptions: { bootOrder } });
  expect(await order()).toMatchObject(bootOrder);
  await reconfigure(client, vm, { bootOptions: { bootOrder: [{ _type: "VirtualMachineBootOptionsBootableDevice" }] } });
  expect(await order()).toEqual([]);
});

test("a running machine keeps its processors and its UUID, a template its hardware", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  await client.run("PowerOnVM_Task", vm, {});
  for (const spec of [{ numCPUs: 4 }, { uuid: "00000000-0000-4000-8000-000000000000" }, { memoryMB: 2048 }]) {
    expect(await faultOf(reconfigure(client, vm, spec))).toMatchObject({
      _type: "InvalidPowerState",
      existingState: "poweredOn",
    });
  }
  await reconfigure(client, vm, { annotation: "still fine" });
  const { vm: template } = await createBase(client, "base");
  expect(await faultOf(reconfigure(client, template, { memoryMB: 2048 }))).toMatchObject({ _type: "NotSupported" });
  await reconfigure(client, template, { annotation: "may be written on" });
});

test("an empty spec succeeds; removing a disk keeps or deletes its file as asked", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  await reconfigure(client, vm, {});
  const [disk] = devices(await configOf(client, vm), "VirtualDisk");
  const device = { ...disk!, _type: "VirtualDisk" } as NonNullable<Spec["deviceChange"]>[number]["device"];
  const size = async () => (await client.http("HEAD", "/folder/edge-1/edge-1.vmdk?dcPath=DC0&dsName=nvme-01")).status;
  await reconfigure(client, vm, { deviceChange: [{ operation: "remove", device }] });
  expect([devices(await configOf(client, vm), "VirtualDisk"), await size()]).toEqual([[], 200]);
  const again = { ...device, key: -1 };
  await reconfigure(client, vm, { deviceChange: [{ operation: "add", device: again }] });
  const [back] = devices(await configOf(client, vm), "VirtualDisk");
  expect(back).toMatchObject({ capacityInKB: 2 ** 20 });
  const doomed = { ...back!, _type: "VirtualDisk" } as typeof device;
  await reconfigure(client, vm, { deviceChange: [{ operation: "remove", fileOperation: "destroy", device: doomed }] });
  expect(await size()).toBe(404);
});

test("a linked disk cannot grow, any other can and none can shrink", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const { vm } = await createBase(client, "base", { template: false });
  const resize = async (target: MoRef, capacityInKB: number) => {
    const [disk] = devices(await configOf(client, target), "VirtualDisk");
    const device = {
      ...disk!,
      _type: "VirtualDisk",
      capacityInKB,
      capacityInBytes: capacityInKB * 1024,
    } as NonNullable<Spec["deviceChange"]>[number]["device"];
    return await reconfigure(client, target, { deviceChange: [{ operation: "edit", device }] });
  };
  expect(await faultOf(resize(vm, 2 ** 21))).toMatchObject({ _type: "GenericVmConfigFault" });
  const plain = await createVm(client, "plain");
  await resize(plain, 2 ** 21);
  expect(devices(await configOf(client, plain), "VirtualDisk")).toMatchObject([{ capacityInKB: 2 ** 21 }]);
  expect(await faultOf(resize(plain, 2 ** 20))).toMatchObject({ _type: "GenericVmConfigFault" });
});
