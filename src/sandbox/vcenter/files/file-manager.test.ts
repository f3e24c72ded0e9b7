import { expect, test } from "vitest";
import { moRef } from "../../../vim25/index.ts";
import { createVm, faultOf, startSandboxVcenter, type VimCaller } from "../../../../test/kit/sandbox-vcenter.ts";

const fileManager = moRef("FileManager", "FileManager");
const put = (client: VimCaller, path: string, text: string) =>
  client.http("PUT", `/folder/${path}?dcPath=DC0&dsName=nvme-01`, text);
const get = async (client: VimCaller, path: string): Promise<string | undefined> => {
  const { status, body } = await client.http("GET", `/folder/${path}?dcPath=DC0&dsName=nvme-01`);
  return status === 200 ? body.toString() : undefined;
};
const rename = (client: VimCaller, sourceName: string, destinationName: string, force = false) =>
  client.run("MoveDatastoreFile_Task", fileManager, { sourceName, destinationName, force });

test("of several who make one directory, one succeeds", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const make = (createParentDirectories: boolean) =>
    client.call("MakeDirectory", fileManager, { name: "[nvme-01] edgelab/locks/one", createParentDirectories });
  expect(await faultOf(make(false))).toMatchObject({ _type: "FileNotFound" });
  const outcomes = await Promise.allSettled([make(true), make(true), make(true)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await faultOf(make(true))).toMatchObject({ _type: "FileAlreadyExists", file: "[nvme-01] edgelab/locks/one" });
});

test("a directory is renamed with all that is in it, never into or over another", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  await put(client, "locks/one/holder", "somebody");
  await put(client, "locks/two/holder", "somebody else");
  for (const force of [false, true]) {
    expect(await faultOf(rename(client, "[nvme-01] locks/one", "[nvme-01] locks/two", force))).toMatchObject({
      _type: "FileAlreadyExists",
      file: "[nvme-01] locks/two",
    });
  }
  await rename(client, "[nvme-01] locks/one", "[nvme-01] locks/taken-over");
  expect([await get(client, "locks/one/holder"), await get(client, "locks/taken-over/holder")]).toEqual([
    undefined,
    "somebody",
  ]);
});

test("a file is replaced by a move only when told so; a copy stays when its source goes", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  await put(client, "a", "one");
  await put(client, "b", "two");
  expect(await faultOf(rename(client, "[nvme-01] a", "[nvme-01] b"))).toMatchObject({ _type: "FileAlreadyExists" });
  await rename(client, "[nvme-01] a", "[nvme-01] b", true);
  const copy = { sourceName: "[nvme-01] b", destinationName: "[nvme-01] c" };
  await client.run("CopyDatastoreFile_Task", fileManager, copy);
  await client.run("DeleteDatastoreFile_Task", fileManager, { name: "[nvme-01] b" });
  expect([await get(client, "b"), await get(client, "c")]).toEqual([undefined, "one"]);
  expect(await faultOf(client.run("DeleteDatastoreFile_Task", fileManager, { name: "[nvme-01] b" }))).toMatchObject({
    _type: "FileNotFound",
    file: "[nvme-01] b",
  });
});

test("virtual disks are copied and deleted by their own manager, not while a machine writes to them", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const disks = moRef("VirtualDiskManager", "virtualDiskManager");
  const vm = await createVm(client, "edge-1");
  await client.run("PowerOnVM_Task", vm, {});
  const copy = () =>
    client.run("CopyVirtualDisk_Task", disks, {
      sourceName: "[nvme-01] edge-1/edge-1.vmdk",
      destName: "[nvme-01] edge-1/copy.vmdk",
    });
  expect(await faultOf(copy())).toMatchObject({ _type: "FileLocked", file: "[nvme-01] edge-1/edge-1.vmdk" });
  await client.run("PowerOffVM_Task", vm, {});
  expect(await copy()).toBe("[nvme-01] edge-1/copy.vmdk");
  await client.run("DeleteVirtualDisk_Task", disks, { name: "[nvme-01] edge-1/edge-1.vmdk" });
  expect(await faultOf(client.run("PowerOnVM_Task", vm, {}))).toMatchObject({ _type: "FileNotFound" });
});

test("paths without a datastore, to an unknown one or above the root are refused", async () => {
  await using sandbox = await startSandboxVcenter();
  const make = (name: string) => faultOf(sandbox.client.call("MakeDirectory", fileManager, { name }));
  expect(await make("a/b")).toMatchObject({ _type: "InvalidArgument", invalidProperty: "name" });
  expect(await make("[other] a")).toMatchObject({ _type: "InvalidDatastorePath", datastorePath: "[other] a" });
  expect(await make("[nvme-01] a/../../b")).toMatchObject({ _type: "InvalidArgument" });
});
