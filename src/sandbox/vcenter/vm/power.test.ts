import { expect, test } from "vitest";
import { swapUuid } from "../../../core/uuid.ts";
import type { MoRef } from "../../../vim25/index.ts";
import {
  createBase,
  createVm,
  faultOf,
  inventoryOf,
  linkedSpec,
  startSandboxVcenter,
  type VimCaller,
} from "../../../../test/kit/sandbox-vcenter.ts";

const iso = "[nvme-01] iso/seed.iso";

async function upload(client: VimCaller, path: string, text: string): Promise<number> {
  return (await client.http("PUT", `/folder/${path}?dcPath=DC0&dsName=nvme-01`, text)).status;
}

test("power-on hands the guest its hardware, and what Tools report can be read", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  expect(await upload(client, "iso/seed.iso", "the seed")).toBe(201);
  const uuid = "4238f297-b433-f698-aa8d-ec90c3437c28";
  const vm = await createVm(client, "edge-1", {
    iso,
    uuid,
    extraConfig: [{ key: "guestinfo.greeting", value: "hello" }],
  });
  await client.run("PowerOnVM_Task", vm, {});
  const [machine] = machines;
  expect(machine).toMatchObject({
    name: "edge-1",
    productUuid: swapUuid(uuid),
    cpus: 2,
    memoryMiB: 1024,
    firmware: "bios",
  });
  expect(machine?.guestInfo("guestinfo.greeting")).toBe("hello");
  const [cd] = machine?.cds() ?? [];
  expect(Buffer.from((await cd?.read(4, 100)) ?? []).toString()).toBe("seed");
  const [{ macAddress } = { macAddress: "" }] = machine?.nics ?? [];
  machine?.reportGuest({
    toolsRunning: true,
    hostName: "edge-1",
    nics: [
      {
        macAddress,
        addresses: [
          { ip: "fe80::1", prefix: 64 },
          { ip: "10.0.20.11", prefix: 24 },
        ],
      },
    ],
  });
  const read = await client.read(vm, "guest.ipAddress", "guest.toolsRunningStatus", "guest.net", "runtime.powerState");
  expect(read).toMatchObject({
    "guest.ipAddress": "10.0.20.11",
    "guest.toolsRunningStatus": "guestToolsRunning",
    "guest.net": [{ macAddress, network: "VM Network", ipAddress: ["fe80::1", "10.0.20.11"] }],
    "runtime.powerState": "poweredOn",
  });
});

test("hardware before version 13 shows its UUID in plain order", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  const uuid = "4238f297-b433-f698-aa8d-ec90c3437c28";
  await client.run("PowerOnVM_Task", await createVm(client, "old", { uuid, version: "vmx-11" }), {});
  expect(machines[0]?.productUuid).toBe(uuid);
});

test("a guest that turns itself off leaves a VM without power, address or locks", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  await upload(client, "iso/seed.iso", "x");
  const vm = await createVm(client, "edge-1", { iso });
  await client.run("PowerOnVM_Task", vm, {});
  const erase = () => client.http("DELETE", "/folder/iso/seed.iso?dcPath=DC0&dsName=nvme-01");
  expect((await erase()).status).toBe(423);
  machines[0]?.powerOff();
  expect(machines[0]?.power.aborted).toBe(true);
  expect(await client.read(vm, "runtime.powerState", "guest.ipAddress")).toEqual({
    "runtime.powerState": "poweredOff",
  });
  expect((await erase()).status).toBe(204);
});

test("the wrong power state is named, a template is in no state for it", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const { vm: template } = await createBase(client, "base");
  expect(await faultOf(client.run("PowerOnVM_Task", template, {}))).toMatchObject({ _type: "InvalidState" });
  const vm = await createVm(client, "edge-1");
  expect(await faultOf(client.run("PowerOffVM_Task", vm, {}))).toMatchObject({
    _type: "InvalidPowerState",
    requestedState: "poweredOff",
    existingState: "poweredOff",
  });
  await client.run("PowerOnVM_Task", vm, {});
  const state = { _type: "InvalidPowerState", existingState: "poweredOn" };
  expect(await faultOf(client.run("PowerOnVM_Task", vm, {}))).toMatchObject(state);
  expect(await faultOf(client.run("Destroy_Task", vm, {}))).toMatchObject(state);
  expect(await faultOf(client.call("MarkAsTemplate", vm, {}))).toMatchObject(state);
  expect(await faultOf(client.call("ShutdownGuest", vm, {}))).toMatchObject({ _type: "ToolsUnavailable" });
});

test("two machines cannot run on one disk, and a missing disk is named", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const first = await createVm(client, "one");
  const fileName = "[nvme-01] one/one.vmdk";
  const backing = { _type: "VirtualDiskFlatVer2BackingInfo" as const, fileName, diskMode: "persistent" };
  const second = await createVm(client, "two", {
    deviceChange: [
      {
        operation: "add",
        device: { _type: "ParaVirtualSCSIController", key: -1, busNumber: 0, sharedBus: "noSharing" },
      },
      {
        operation: "add",
        device: { _type: "VirtualDisk", key: -2, controllerKey: -1, unitNumber: 0, capacityInKB: 0, backing },
      },
    ],
  });
  await client.run("PowerOnVM_Task", first, {});
  expect(await faultOf(client.run("PowerOnVM_Task", second, {}))).toMatchObject({
    _type: "FileLocked",
    file: fileName,
  });
  await client.run("PowerOffVM_Task", first, {});
  await client.run("Destroy_Task", first, {});
  // The other VM still needs the disk, so it stayed.
  await client.run("PowerOnVM_Task", second, {});
});

test("destroying the base leaves the disk that its clones need, and nothing else", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  const { vm: base, snapshot } = await createBase(client, "base", { template: false });
  await client.run("PowerOnVM_Task", base, {});
  machines[0]!.disks[0]!.content.write("OS:/after", "the snapshot");
  await client.run("PowerOffVM_Task", base, {});
  const { folder, datastore } = await inventoryOf(client);
  const spec = await linkedSpec(client, snapshot);
  const kid = (await client.run("CloneVM_Task", base, { folder, name: "kid", spec })) as MoRef;
  await client.run("Destroy_Task", base, {});
  const browser = (await client.read(datastore, "browser"))["browser"] as MoRef;
  const files = async () => {
    const found = await client.run("SearchDatastoreSubFolders_Task", browser, { datastorePath: "[nvme-01]" });
    return (found as { file?: { path: string }[] }[]).flatMap(({ file }) => (file ?? []).map(({ path }) => path));
  };
  expect(await files()).toEqual(["base", "kid", "base.vmdk", "kid.vmdk", "kid.vmx"]);
  await client.run("PowerOnVM_Task", kid, {});
  expect(machines[1]?.disks[0]?.content.paths()).toEqual([]);
  await client.run("PowerOffVM_Task", kid, {});
  await client.run("Destroy_Task", kid, {});
  expect(await files()).toEqual(["base", "base.vmdk"]);
});

test("a busy VM names the task that it is busy with", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  const [first, second] = await Promise.all([
    client.call("PowerOnVM_Task", vm, {}),
    client.call("ReconfigVM_Task", vm, { spec: { annotation: "x" } }),
  ]);
  const outcomes = await Promise.allSettled([client.end(first), client.end(second)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const [loser, winner] = outcomes[0]!.status === "rejected" ? [first, second] : [second, first];
  expect(await faultOf(client.end(loser))).toMatchObject({ _type: "TaskInProgress", task: winner });
});
