import { expect, test } from "vitest";
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

const snap = async (client: VimCaller, vm: MoRef, name: string): Promise<MoRef> =>
  (await client.run("CreateSnapshot_Task", vm, { name, memory: false, quiesce: false })) as MoRef;

async function chainOf(client: VimCaller, vm: MoRef): Promise<readonly string[]> {
  const files: string[] = [];
  const read = await client.read(vm, "config.hardware.device[2000].backing");
  let at = read["config.hardware.device[2000].backing"] as Data<"VirtualDiskFlatVer2BackingInfo"> | undefined;
  for (; at; at = at.parent) files.push(at.fileName);
  return files;
}

test("snapshots form a tree; each leaves a read-only disk below a new one", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const vm = await createVm(client, "edge-1");
  expect(await client.read(vm, "snapshot")).toEqual({});
  const first = await snap(client, vm, "first");
  const second = await snap(client, vm, "second");
  const { snapshot } = (await client.read(vm, "snapshot")) as { snapshot: Data<"VirtualMachineSnapshotInfo"> };
  expect(snapshot.currentSnapshot).toEqual(second);
  expect(snapshot.rootSnapshotList).toMatchObject([
    { snapshot: first, name: "first", childSnapshotList: [{ snapshot: second }] },
  ]);
  expect(await chainOf(client, vm)).toEqual([
    "[nvme-01] edge-1/edge-1-000002.vmdk",
    "[nvme-01] edge-1/edge-1-000001.vmdk",
    "[nvme-01] edge-1/edge-1.vmdk",
  ]);
});

test("going back forgets what was written since; removing a snapshot keeps it", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  const vm = await createVm(client, "edge-1");
  const boot = async () => {
    await client.run("PowerOnVM_Task", vm, {});
    return machines.at(-1)!.disks[0]!.content;
  };
  (await boot()).write("OS:/a", "before");
  const first = await snap(client, vm, "first");
  // A machine that runs writes on, to the new disk.
  machines.at(-1)!.disks[0]!.content.write("OS:/b", "after");
  machines.at(-1)!.disks[0]!.content.remove("OS:/a");
  await client.run("RevertToSnapshot_Task", first, {});
  expect(await client.read(vm, "runtime.powerState")).toEqual({ "runtime.powerState": "poweredOff" });
  const content = await boot();
  expect(content.paths()).toEqual(["OS:/a"]);
  content.write("OS:/c", "kept");
  await client.run("RemoveSnapshot_Task", first, { removeChildren: false });
  expect(machines.at(-1)!.disks[0]!.content.paths()).toEqual(["OS:/a", "OS:/c"]);
  expect(await chainOf(client, vm)).toEqual(["[nvme-01] edge-1/edge-1.vmdk"]);
  expect(await client.read(vm, "snapshot")).toEqual({});
});

test("a snapshot that clones hang on can be removed; its disk stays for them", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const { vm, snapshot } = await createBase(client, "base", { template: false });
  const { folder } = await inventoryOf(client);
  const spec = await linkedSpec(client, snapshot);
  const kid = (await client.run("CloneVM_Task", vm, { folder, name: "kid", spec })) as MoRef;
  await client.run("RemoveAllSnapshots_Task", vm, {});
  expect(await chainOf(client, kid)).toEqual(["[nvme-01] kid/kid.vmdk", "[nvme-01] base/base.vmdk"]);
  await client.run("PowerOnVM_Task", kid, {});
  await client.run("PowerOnVM_Task", vm, {});
});

test("a template takes no snapshot", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const { vm } = await createBase(client, "base");
  expect(await faultOf(snap(client, vm, "late"))).toMatchObject({ _type: "MethodDisabled" });
});

test("after going back and removing all, one disk is left with what was written", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  const vm = await createVm(client, "edge-1");
  const write = async (path: string) => {
    await client.run("PowerOnVM_Task", vm, {});
    machines.at(-1)!.disks[0]!.content.write(path, path);
    await client.run("PowerOffVM_Task", vm, {});
  };
  await write("OS:/zero");
  const first = await snap(client, vm, "first");
  await write("OS:/one");
  await snap(client, vm, "second");
  await client.run("RevertToSnapshot_Task", first, {});
  await write("OS:/other");
  await client.run("RemoveSnapshot_Task", first, { removeChildren: false });
  await client.run("RemoveAllSnapshots_Task", vm, {});
  expect(await chainOf(client, vm)).toEqual(["[nvme-01] edge-1/edge-1.vmdk"]);
  await client.run("PowerOnVM_Task", vm, {});
  expect(machines.at(-1)!.disks[0]!.content.paths()).toEqual(["OS:/other", "OS:/zero"]);
  const { datastore } = await inventoryOf(client);
  const browser = (await client.read(datastore, "browser"))["browser"] as MoRef;
  const found = await client.run("SearchDatastore_Task", browser, { datastorePath: "[nvme-01] edge-1" });
  expect((found as { file: { path: string }[] }).file.map(({ path }) => path)).toEqual(["edge-1.vmdk", "edge-1.vmx"]);
});
