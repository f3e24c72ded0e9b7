import { describe, expect, test } from "vitest";
import { blobsOf, importVm, startForLeases } from "../../../../test/kit/leases.ts";
import {
  createBase,
  faultOf,
  inventoryOf,
  linkedSpec,
  startSandboxVcenter,
  type VimCaller,
} from "../../../../test/kit/sandbox-vcenter.ts";
import { moRef, type MoRef } from "../../../vim25/index.ts";

const disks = moRef("VirtualDiskManager", "virtualDiskManager");
const files = moRef("FileManager", "FileManager");
const parentDisk = "[nvme-01] base/base.vmdk";

async function cloneOf(client: VimCaller, vm: MoRef, snapshot: MoRef, name: string): Promise<MoRef> {
  const { folder } = await inventoryOf(client);
  const spec = await linkedSpec(client, snapshot);
  return (await client.run("CloneVM_Task", vm, { folder, name, spec })) as MoRef;
}

describe("a disk that linked clones hang on", () => {
  test("cannot be deleted or moved, by whatever name, also when no machine runs", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { vm, snapshot } = await createBase(client, "base");
    await cloneOf(client, vm, snapshot, "kid");
    const refused = [
      client.run("DeleteVirtualDisk_Task", disks, { name: parentDisk }),
      client.run("MoveVirtualDisk_Task", disks, { sourceName: parentDisk, destName: "[nvme-01] kid/taken.vmdk" }),
      client.run("DeleteDatastoreFile_Task", files, { name: parentDisk }),
      client.run("DeleteDatastoreFile_Task", files, { name: "[nvme-01] base" }),
      client.run("MoveDatastoreFile_Task", files, { sourceName: "[nvme-01] base", destinationName: "[nvme-01] x" }),
    ];
    for (const outcome of refused)
      expect(await faultOf(outcome)).toMatchObject({ _type: "FileLocked", file: parentDisk });
    expect((await client.http("DELETE", "/folder/base/base.vmdk?dcPath=DC0&dsName=nvme-01")).status).toBe(423);
    const copy = { sourceName: parentDisk, destName: "[nvme-01] base/copy.vmdk" };
    expect(await client.run("CopyVirtualDisk_Task", disks, copy)).toBe(copy.destName);
  });

  test("stays when its machine is destroyed, and can go when the last clone has gone", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { vm, snapshot } = await createBase(client, "base");
    const kid = await cloneOf(client, vm, snapshot, "kid");
    await client.run("Destroy_Task", vm, {});
    await client.run("PowerOnVM_Task", kid, {});
    await client.run("PowerOffVM_Task", kid, {});
    expect(await faultOf(client.run("DeleteVirtualDisk_Task", disks, { name: parentDisk }))).toMatchObject({
      _type: "FileLocked",
    });
    await client.run("Destroy_Task", kid, {});
    await client.run("DeleteVirtualDisk_Task", disks, { name: parentDisk });
  });

  test("stays for a clone that is in no inventory", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { vm, snapshot } = await createBase(client, "base");
    await client.call("UnregisterVM", await cloneOf(client, vm, snapshot, "kid"), {});
    await client.run("Destroy_Task", vm, {});
    expect((await client.http("GET", "/folder/base/base.vmdk?dcPath=DC0&dsName=nvme-01")).status).toBe(200);
  });

  test("keeps what was uploaded for it; the bytes go with the last disk", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const vm = await importVm(client, "base");
    const snapshot = (await client.run("CreateSnapshot_Task", vm, {
      name: "s",
      memory: false,
      quiesce: false,
    })) as MoRef;
    const kid = await cloneOf(client, vm, snapshot, "kid");
    await client.run("Destroy_Task", vm, {});
    expect(blobsOf(sandbox)).toHaveLength(1);
    await client.run("Destroy_Task", kid, {});
    await client.run("DeleteDatastoreFile_Task", files, { name: "[nvme-01] base" });
    expect(blobsOf(sandbox)).toEqual([]);
  });

  test("a machine with a tree of snapshots is destroyed whole", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { vm, snapshot } = await createBase(client, "base", { template: false });
    const snap = (name: string) => client.run("CreateSnapshot_Task", vm, { name, memory: false, quiesce: false });
    await snap("one");
    await client.run("RevertToSnapshot_Task", snapshot, {});
    await snap("other");
    await client.run("Destroy_Task", vm, {});
    expect((await client.http("GET", "/folder/base/base.vmdk?dcPath=DC0&dsName=nvme-01")).status).toBe(404);
  });
});
