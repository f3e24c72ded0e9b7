import { expect, test } from "vitest";
import { moRef } from "../../../vim25/index.ts";
import { createVm, faultOf, inventoryOf, startSandboxVcenter } from "../../../../test/kit/sandbox-vcenter.ts";

const searchIndex = moRef("SearchIndex", "SearchIndex");

test("a name is unique in its folder only, and slashes are escaped", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const { folder } = await inventoryOf(client);
  const below = await client.call("CreateFolder", folder, { name: "a/b 100%" });
  expect(await client.read(below, "name")).toEqual({ name: "a%2fb 100%25" });
  expect(await faultOf(client.call("CreateFolder", folder, { name: "a%2fb 100%25" }))).toMatchObject({
    _type: "DuplicateName",
    object: below,
  });
  await client.call("CreateFolder", below, { name: "a%2fb 100%25" });
  expect(await client.find("DC0/vm/Labs/edge/a%2fb 100%25")).toEqual(below);
  expect(await faultOf(client.call("CreateFolder", folder, { name: "" }))).toMatchObject({ _type: "InvalidName" });
});

test("VMs are found by path, by UUID and by the address that their guest reports", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, machines } = sandbox;
  const uuid = "4238f297-b433-f698-aa8d-ec90c3437c28";
  const [one, two] = [await createVm(client, "one", { uuid }), await createVm(client, "two", { uuid })];
  const byUuid = (given: string, instanceUuid?: boolean) =>
    client.call("FindAllByUuid", searchIndex, {
      uuid: given,
      vmSearch: true,
      ...(instanceUuid !== undefined && { instanceUuid }),
    });
  expect(await byUuid(uuid.toUpperCase())).toEqual([one, two]);
  expect(await byUuid(uuid, true)).toEqual([]);
  const { "config.instanceUuid": own } = await client.read(two, "config.instanceUuid");
  expect(await byUuid(String(own), true)).toEqual([two]);
  await client.run("PowerOnVM_Task", one, {});
  const macAddress = machines[0]!.nics[0]!.macAddress;
  machines[0]!.reportGuest({
    toolsRunning: true,
    nics: [{ macAddress, addresses: [{ ip: "10.0.20.11", prefix: 24 }] }],
  });
  expect(await client.call("FindByIp", searchIndex, { ip: "10.0.20.11", vmSearch: true })).toEqual(one);
  expect(
    await client.call("FindByInventoryPath", searchIndex, { inventoryPath: "DC0/vm/Labs/nowhere" }),
  ).toBeUndefined();
});

test("a folder takes all VMs below along, unless one of them is on", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const { folder } = await inventoryOf(client);
  const lab = await client.call("CreateFolder", folder, { name: "lab" });
  const inner = await client.call("CreateFolder", lab, { name: "inner" });
  const vm = await createVm(client, "one");
  await client.run("MoveIntoFolder_Task", inner, { list: [vm] });
  expect(await client.read(vm, "parent")).toEqual({ parent: inner });
  await client.run("PowerOnVM_Task", vm, {});
  expect(await faultOf(client.run("Destroy_Task", lab, {}))).toMatchObject({ _type: "InvalidPowerState" });
  await client.run("PowerOffVM_Task", vm, {});
  await client.run("Destroy_Task", lab, {});
  for (const gone of [lab, inner, vm])
    expect(await faultOf(client.read(gone, "name"))).toMatchObject({ _type: "ManagedObjectNotFound", obj: gone });
});
