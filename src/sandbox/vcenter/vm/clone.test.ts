import { describe, expect, test } from "vitest";
import type { Data, MoRef } from "../../../vim25/index.ts";
import {
  createBase,
  createVm,
  faultOf,
  inventoryOf,
  linkedSpec,
  startSandboxVcenter,
  type VimCaller,
} from "../../../../test/kit/sandbox-vcenter.ts";

type Config = Data<"VirtualMachineConfigInfo">;
type DiskInfo = Data<"VirtualDisk"> & { readonly backing: Data<"VirtualDiskFlatVer2BackingInfo"> };

async function configOf(client: VimCaller, vm: MoRef): Promise<Config> {
  return (await client.read(vm, "config"))["config"] as Config;
}

const diskOf = (config: Config): DiskInfo =>
  config.hardware.device?.find(({ _type }) => _type === "VirtualDisk") as unknown as DiskInfo;
const nicOf = (config: Config): Data<"VirtualVmxnet3"> =>
  config.hardware.device?.find(({ _type }) => _type === "VirtualVmxnet3") as unknown as Data<"VirtualVmxnet3">;
const extra = (config: Config, key: string): unknown => config.extraConfig?.find((option) => option.key === key)?.value;

describe("CloneVM_Task", () => {
  test("a linked clone hangs on the snapshot's disk and inherits what it is not told otherwise", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const source = await createVm(client, "base", {
      annotation: "installed by somebody",
      extraConfig: [
        { key: "lab.mark", value: "source" },
        { key: "lab.gone", value: "x" },
      ],
    });
    const snapshot = (await client.run("CreateSnapshot_Task", source, {
      name: "s",
      memory: false,
      quiesce: false,
    })) as MoRef;
    await client.call("MarkAsTemplate", source, {});
    const { folder } = await inventoryOf(client);
    const uuid = "4238f297-b433-f698-aa8d-ec90c3437c28";
    const spec = {
      ...(await linkedSpec(client, snapshot)),
      config: {
        uuid: uuid.toUpperCase(),
        memoryMB: 2048,
        extraConfig: [
          { key: "lab.gone", value: "" },
          { key: "lab.own", value: "clone" },
        ],
      },
    };
    const vm = (await client.run("CloneVM_Task", source, { folder, name: "kid", spec })) as MoRef;
    const [was, is] = [await configOf(client, source), await configOf(client, vm)];
    expect(diskOf(is).backing).toMatchObject({
      fileName: "[nvme-01] kid/kid.vmdk",
      parent: { fileName: "[nvme-01] base/base.vmdk" },
    });
    expect(is).toMatchObject({
      uuid,
      annotation: "installed by somebody",
      template: false,
      hardware: { memoryMB: 2048, numCPU: 2 },
    });
    expect([extra(is, "lab.mark"), extra(is, "lab.gone"), extra(is, "lab.own")]).toEqual([
      "source",
      undefined,
      "clone",
    ]);
    expect(is.instanceUuid).not.toBe(was.instanceUuid);
    expect(nicOf(is).macAddress).not.toBe(nicOf(was).macAddress);
    expect(nicOf(is).macAddress).toMatch(/^00:50:56:[89ab]/);
  });

  test("a child disk needs a snapshot, as a template needs a pool", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { vm, snapshot } = await createBase(client, "base");
    const { folder, pool } = await inventoryOf(client);
    const spec = await linkedSpec(client, snapshot);
    const clone = (changed: Data<"VirtualMachineCloneSpec">) =>
      faultOf(client.run("CloneVM_Task", vm, { folder, name: "kid", spec: changed }));
    expect(await clone({ ...spec, snapshot: undefined })).toMatchObject({
      _type: "InvalidArgument",
      invalidProperty: "spec.snapshot",
    });
    expect(await clone({ ...spec, location: { diskMoveType: "createNewChildDiskBacking" } })).toMatchObject({
      _type: "InvalidArgument",
      invalidProperty: "spec.location.pool",
    });
    expect(await clone({ ...spec, location: { pool, diskMoveType: "link" } })).toMatchObject({
      invalidProperty: "spec.location.diskMoveType",
    });
    expect(await client.read(folder, "childEntity")).toEqual({ childEntity: [vm] });
  });

  test("without a snapshot, sharing copies the child-most disk; by default chains are merged", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client, machines } = sandbox;
    const source = await createVm(client, "base");
    await client.run("PowerOnVM_Task", source, {});
    machines[0]!.disks[0]!.content.write("OS:/etc/release", "installed");
    await client.run("PowerOffVM_Task", source, {});
    const { folder, pool } = await inventoryOf(client);
    const clone = async (name: string, diskMoveType: string | undefined): Promise<DiskInfo["backing"]> => {
      const spec = { location: { pool, ...(diskMoveType && { diskMoveType }) }, template: false, powerOn: true };
      const vm = (await client.run("CloneVM_Task", source, { folder, name, spec })) as MoRef;
      return diskOf(await configOf(client, vm)).backing;
    };
    expect((await clone("shared", "moveAllDiskBackingsAndAllowSharing")).parent).toBeUndefined();
    expect((await clone("full", undefined)).parent).toBeUndefined();
    await client.run("CreateSnapshot_Task", source, { name: "s", memory: false, quiesce: false });
    // The child-most disk is now an empty delta, and what it hangs on may be shared.
    expect((await clone("delta", "moveAllDiskBackingsAndAllowSharing")).parent?.fileName).toBe(
      "[nvme-01] base/base.vmdk",
    );
    expect((await clone("merged", undefined)).parent).toBeUndefined();
    const seen = machines
      .slice(1)
      .map(({ disks }) => Buffer.from(disks[0]!.content.read("OS:/etc/release") ?? "").toString());
    expect(seen).toEqual(["installed", "installed", "installed", "installed"]);
  });

  test("clones write to their own disks only", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client, machines } = sandbox;
    const { vm, snapshot } = await createBase(client, "base");
    const { folder } = await inventoryOf(client);
    const spec = { ...(await linkedSpec(client, snapshot)), powerOn: true };
    await client.run("CloneVM_Task", vm, { folder, name: "a", spec });
    await client.run("CloneVM_Task", vm, { folder, name: "b", spec });
    const [a, b] = machines.map(({ disks }) => disks[0]!.content);
    a!.write("STATE:/x", "a");
    b!.write("STATE:/y", "b");
    b!.remove("STATE:/x");
    expect([a!.paths(), b!.paths()]).toEqual([["STATE:/x"], ["STATE:/y"]]);
  });

  test("a taken name is DuplicateName with its owner, and leaves nothing behind", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { vm, snapshot } = await createBase(client, "base");
    const { folder } = await inventoryOf(client);
    const taken = await createVm(client, "kid");
    const fault = await faultOf(
      client.run("CloneVM_Task", vm, { folder, name: "kid", spec: await linkedSpec(client, snapshot) }),
    );
    expect(fault).toMatchObject({ _type: "DuplicateName", name: "kid", object: taken });
    expect(await client.read(folder, "childEntity")).toEqual({ childEntity: [vm, taken] });
  });

  test("one that fails, or is cancelled, takes its half-made VM and files away", async () => {
    await using sandbox = await startSandboxVcenter({ inventory: { datastoreCapacityBytes: 2 ** 20 } });
    const { client, machines } = sandbox;
    const source = await createVm(client, "base");
    await client.run("PowerOnVM_Task", source, {});
    machines[0]!.disks[0]!.content.write("OS:/big", Buffer.alloc(600 * 1024));
    await client.run("PowerOffVM_Task", source, {});
    const { folder, pool, datastore } = await inventoryOf(client);
    const free = await client.read(datastore, "summary.freeSpace");
    const spec = { location: { pool }, template: false, powerOn: false };
    const fault = await faultOf(client.run("CloneVM_Task", source, { folder, name: "kid", spec }));
    expect(fault).toMatchObject({ _type: "NoDiskSpace", datastore: "nvme-01" });
    expect(await client.read(folder, "childEntity")).toEqual({ childEntity: [source] });
    expect(await client.read(datastore, "summary.freeSpace")).toEqual(free);
  });

  test("a VM that asks for a taken instanceUuid gets another, a taken uuid is no matter", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { vm, snapshot } = await createBase(client, "base");
    const { folder } = await inventoryOf(client);
    const { uuid, instanceUuid } = await configOf(client, vm);
    const spec = { ...(await linkedSpec(client, snapshot)), config: { uuid, instanceUuid } };
    const kid = await configOf(client, (await client.run("CloneVM_Task", vm, { folder, name: "kid", spec })) as MoRef);
    expect(kid.uuid).toBe(uuid);
    expect(kid.instanceUuid).not.toBe(instanceUuid);
  });
});
