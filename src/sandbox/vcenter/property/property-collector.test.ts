import { describe, expect, test } from "vitest";
import { type Data, moRef, type MoRef, type Params } from "../../../vim25/index.ts";
import {
  collector,
  createVm,
  faultOf,
  inventoryOf,
  startSandboxVcenter,
  type VimCaller,
} from "../../../../test/kit/sandbox-vcenter.ts";

type FilterSpec = Data<"PropertyFilterSpec">;
type Reconfig = Params<"ReconfigVM_Task">;

const viewManager = moRef("ViewManager", "ViewManager");

async function watch(
  client: VimCaller,
  spec: FilterSpec,
  partialUpdates = false,
): Promise<{ own: MoRef; filter: MoRef }> {
  const own = await client.call("CreatePropertyCollector", collector, {});
  return { own, filter: await client.call("CreateFilter", own, { spec, partialUpdates }) };
}

const look = (client: VimCaller, own: MoRef, version = "", options: Data<"WaitOptions"> = { maxWaitSeconds: 0 }) =>
  client.call("WaitForUpdatesEx", own, { version, options });

const objectSetOf = (set: Data<"UpdateSet"> | undefined) =>
  set?.filterSet?.flatMap(({ objectSet }) => objectSet ?? []) ?? [];

const vmsBelow = (view: MoRef, ...pathSet: string[]): FilterSpec => ({
  propSet: [{ type: "VirtualMachine", pathSet }],
  objectSet: [
    {
      obj: view,
      skip: true,
      selectSet: [{ _type: "TraversalSpec", type: "ContainerView", path: "view", skip: false }],
    },
  ],
});

describe("RetrievePropertiesEx", () => {
  test("walks up by a named traversal that refers to itself, and unites the property specs of a type", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const vm = await createVm(client, "edge-1");
    const spec: FilterSpec = {
      propSet: [
        { type: "ManagedEntity", pathSet: ["name", "parent"] },
        { type: "VirtualMachine", pathSet: ["runtime.powerState"] },
      ],
      objectSet: [
        {
          obj: vm,
          selectSet: [
            {
              _type: "TraversalSpec",
              name: "up",
              type: "ManagedEntity",
              path: "parent",
              skip: false,
              selectSet: [{ name: "up" }],
            },
          ],
        },
      ],
    };
    const found = await client.call("RetrievePropertiesEx", collector, { specSet: [spec], options: {} });
    const names = found?.objects.map(({ propSet }) => propSet?.find(({ name }) => name === "name")?.val);
    expect(names).toEqual(["edge-1", "edge", "Labs", "vm", "DC0", "Datacenters"]);
    expect(found?.objects[0]?.propSet?.map(({ name }) => name)).toEqual(["name", "parent", "runtime.powerState"]);
  });

  test("a type matches its subtypes; an element of an array is read by its key; what is unset is left out", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { cluster } = await inventoryOf(client);
    const spec = {
      propSet: [{ type: "ComputeResource", pathSet: ["name", "summary.numHosts"] }],
      objectSet: [{ obj: cluster }],
    };
    const found = await client.call("RetrievePropertiesEx", collector, { specSet: [spec], options: {} });
    expect(found?.objects[0]?.propSet).toMatchObject([
      { name: "name", val: "Edge" },
      { name: "summary.numHosts", val: 4 },
    ]);
    const vm = await createVm(client, "edge-1", { extraConfig: [{ key: "a.b", value: "c" }] });
    const paths = [
      "config.hardware.device[4000].macAddress",
      'config.extraConfig["a.b"].value',
      "config.hardware.device[9999]",
      "parentVApp",
    ];
    expect(await client.read(vm, ...paths)).toEqual({
      "config.hardware.device[4000].macAddress": expect.stringMatching(/^00:50:56/) as unknown,
      'config.extraConfig["a.b"].value': "c",
    });
  });

  test("pages hold as many objects as asked for; a token works once", async () => {
    await using sandbox = await startSandboxVcenter({ inventory: { foreignVms: 7 } });
    const { client } = sandbox;
    const container = await client.find("DC0/vm");
    const view = await client.call("CreateContainerView", viewManager, {
      container,
      type: ["VirtualMachine"],
      recursive: true,
    });
    const specSet = [vmsBelow(view, "name")];
    const first = await client.call("RetrievePropertiesEx", collector, { specSet, options: { maxObjects: 3 } });
    const second = await client.call("ContinueRetrievePropertiesEx", collector, { token: first!.token! });
    const third = await client.call("ContinueRetrievePropertiesEx", collector, { token: second.token! });
    expect([first?.objects.length, second.objects.length, third.objects.length, third.token]).toEqual([
      3,
      3,
      1,
      undefined,
    ]);
    const again = client.call("ContinueRetrievePropertiesEx", collector, { token: first!.token! });
    expect(await faultOf(again)).toMatchObject({ _type: "InvalidArgument", invalidProperty: "token" });
  });

  test("what can never match is refused by name", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { folder } = await inventoryOf(client);
    const read = (spec: FilterSpec) =>
      faultOf(client.call("RetrievePropertiesEx", collector, { specSet: [spec], options: {} }));
    const objectSet = [{ obj: folder }];
    expect(await read({ propSet: [{ type: "Folder", pathSet: ["nam"] }], objectSet })).toMatchObject({
      _type: "InvalidProperty",
      name: "nam",
    });
    expect(await read({ propSet: [{ type: "Foler", pathSet: [] }], objectSet })).toMatchObject({
      _type: "InvalidType",
    });
    const gone = moRef("VirtualMachine", "vm-9999");
    const missing: FilterSpec = {
      propSet: [{ type: "ManagedEntity", pathSet: ["name"] }],
      objectSet: [{ obj: gone }, ...objectSet],
    };
    expect(await read(missing)).toMatchObject({ _type: "ManagedObjectNotFound", obj: gone });
    const specSet = [{ ...missing, reportMissingObjectsInResults: true }];
    const found = await client.call("RetrievePropertiesEx", collector, { specSet, options: {} });
    expect(found?.objects.map(({ obj }) => obj)).toEqual([folder]);
  });
});

describe("WaitForUpdatesEx", () => {
  test("begins with everything, then tells only what changed, and nothing when nothing did", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const vm = await createVm(client, "edge-1");
    const spec = {
      propSet: [{ type: "VirtualMachine", pathSet: ["runtime.powerState", "name"] }],
      objectSet: [{ obj: vm }],
    };
    const { own } = await watch(client, spec);
    const first = await look(client, own);
    expect(objectSetOf(first)).toMatchObject([
      {
        kind: "enter",
        obj: vm,
        changeSet: [
          { name: "runtime.powerState", op: "assign", val: "poweredOff" },
          { name: "name", val: "edge-1" },
        ],
      },
    ]);
    expect(await look(client, own, first?.version)).toBeUndefined();
    const waiting = look(client, own, first?.version, {});
    await client.run("PowerOnVM_Task", vm, {});
    expect(objectSetOf(await waiting)).toMatchObject([
      { kind: "modify", obj: vm, changeSet: [{ name: "runtime.powerState", op: "assign", val: "poweredOn" }] },
    ]);
  });

  test("objects enter and leave a view; a property that goes is reported without a value", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client, machines } = sandbox;
    const container = await client.find("DC0/vm");
    const view = await client.call("CreateContainerView", viewManager, {
      container,
      type: ["VirtualMachine"],
      recursive: true,
    });
    const { own } = await watch(client, vmsBelow(view, "guest.ipAddress"));
    const vm = await createVm(client, "edge-1");
    const first = await look(client, own);
    expect(objectSetOf(first)).toMatchObject([{ kind: "enter", obj: vm }]);
    await client.run("PowerOnVM_Task", vm, {});
    const macAddress = machines[0]!.nics[0]!.macAddress;
    machines[0]!.reportGuest({
      toolsRunning: true,
      nics: [{ macAddress, addresses: [{ ip: "10.0.20.11", prefix: 24 }] }],
    });
    const second = await look(client, own, first?.version);
    expect(objectSetOf(second)).toMatchObject([
      { kind: "modify", changeSet: [{ name: "guest.ipAddress", val: "10.0.20.11" }] },
    ]);
    machines[0]!.powerOff();
    const third = await look(client, own, second?.version);
    expect(objectSetOf(third)[0]?.changeSet).toEqual([
      expect.objectContaining({ name: "guest.ipAddress", op: "indirectRemove" }),
    ]);
    await client.run("Destroy_Task", vm, {});
    expect(objectSetOf(await look(client, own, third?.version))).toMatchObject([{ kind: "leave", obj: vm }]);
  });

  test("partial updates name the element that changed", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const vm = await createVm(client, "edge-1", {
      extraConfig: [
        { key: "a", value: "1" },
        { key: "b", value: "1" },
      ],
    });
    const spec = { propSet: [{ type: "VirtualMachine", pathSet: ["config"] }], objectSet: [{ obj: vm }] };
    const { own } = await watch(client, spec, true);
    const first = await look(client, own);
    const extraConfig = [
      { key: "a", value: "2" },
      { key: "b", value: "" },
      { key: "c", value: "3" },
    ];
    await client.run("ReconfigVM_Task", vm, { spec: { extraConfig } } satisfies Reconfig);
    const changes = objectSetOf(await look(client, own, first?.version))[0]?.changeSet ?? [];
    expect(changes.filter(({ name }) => name.startsWith("config.extraConfig"))).toEqual([
      expect.objectContaining({ name: 'config.extraConfig["b"]', op: "remove" }),
      expect.objectContaining({
        name: 'config.extraConfig["a"]',
        op: "assign",
        val: expect.objectContaining({ value: "2" }) as unknown,
      }),
      expect.objectContaining({
        name: 'config.extraConfig["c"]',
        op: "add",
        val: expect.objectContaining({ value: "3" }) as unknown,
      }),
    ]);
    expect(changes.map(({ name }) => name)).toContain("config.changeVersion");
    expect(changes.map(({ name }) => name)).not.toContain("config.hardware");
  });

  test("more than a page is truncated; its version works once", async () => {
    await using sandbox = await startSandboxVcenter({ inventory: { foreignVms: 130 } });
    const { client } = sandbox;
    const container = await client.find("DC0/vm");
    const view = await client.call("CreateContainerView", viewManager, {
      container,
      type: ["VirtualMachine"],
      recursive: true,
    });
    const { own } = await watch(client, vmsBelow(view, "name"));
    const first = await look(client, own);
    expect([objectSetOf(first).length, first?.truncated]).toEqual([100, true]);
    const second = await look(client, own, first?.version);
    expect([objectSetOf(second).length, second?.truncated]).toEqual([30, false]);
    expect(await faultOf(look(client, own, first?.version))).toMatchObject({ _type: "InvalidCollectorVersion" });
    const small = await look(client, own, "", { maxWaitSeconds: 0, maxObjectUpdates: 7 });
    expect([objectSetOf(small).length, small?.truncated]).toEqual([7, true]);
  });

  test("an answer that was lost is given again", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const vm = await createVm(client, "edge-1");
    const { own } = await watch(client, {
      propSet: [{ type: "VirtualMachine", pathSet: ["name"] }],
      objectSet: [{ obj: vm }],
    });
    const first = await look(client, own);
    await client.run("Rename_Task", vm, { newName: "renamed" });
    const lost = await look(client, own, first?.version);
    expect(await look(client, own, first?.version)).toEqual(lost);
    expect(await look(client, own, lost?.version)).toBeUndefined();
    expect(await faultOf(look(client, own, "4711"))).toMatchObject({ _type: "InvalidCollectorVersion" });
  });

  test("a wait ends when it is cancelled, when its session does, and when its time is up", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const { folder } = await inventoryOf(client);
    const { own } = await watch(client, {
      propSet: [{ type: "Folder", pathSet: ["name"] }],
      objectSet: [{ obj: folder }],
    });
    const first = await look(client, own);
    const cancelled = faultOf(look(client, own, first?.version, {}));
    await client.call("CurrentTime", moRef("ServiceInstance", "ServiceInstance"), {});
    await client.call("CancelWaitForUpdates", own, {});
    expect(await cancelled).toMatchObject({ _type: "RequestCanceled" });
    expect(await look(client, own, first?.version, { maxWaitSeconds: 60 })).toBeUndefined();
    const ended = faultOf(look(client, own, first?.version, {}));
    await client.call("CurrentTime", moRef("ServiceInstance", "ServiceInstance"), {});
    sandbox.vcenter.expireSessions();
    expect(await ended).toMatchObject({ _type: "RequestCanceled" });
    expect(await faultOf(look(client, own, first?.version))).toMatchObject({ _type: "NotAuthenticated" });
  });

  test("collectors, filters and views are nobody else's and end with their session", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const other = await sandbox.connect().login();
    const { folder } = await inventoryOf(client);
    const { own, filter } = await watch(client, {
      propSet: [{ type: "Folder", pathSet: ["name"] }],
      objectSet: [{ obj: folder }],
    });
    expect(await faultOf(look(other, own))).toMatchObject({ _type: "ManagedObjectNotFound" });
    expect(await faultOf(other.call("DestroyPropertyFilter", filter, {}))).toMatchObject({
      _type: "ManagedObjectNotFound",
    });
    await client.call("DestroyPropertyFilter", filter, {});
    expect(await look(client, own)).toBeUndefined();
  });

  test("a list view follows what is put into it", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client } = sandbox;
    const [one, two] = [await createVm(client, "one"), await createVm(client, "two")];
    const view = await client.call("CreateListView", viewManager, { obj: [one, moRef("VirtualMachine", "vm-4711")] });
    const spec: FilterSpec = {
      propSet: [{ type: "VirtualMachine", pathSet: ["name"] }],
      objectSet: [{ obj: view, skip: true, selectSet: [{ _type: "TraversalSpec", type: "ListView", path: "view" }] }],
    };
    const { own } = await watch(client, spec);
    const first = await look(client, own);
    expect(objectSetOf(first)).toMatchObject([{ kind: "enter", obj: one }]);
    await client.call("ModifyListView", view, { add: [two], remove: [one] });
    const second = objectSetOf(await look(client, own, first?.version));
    expect(second).toMatchObject([
      { kind: "leave", obj: one },
      { kind: "enter", obj: two },
    ]);
  });
});

test("the older ways to read and wait answer as well", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const { folder } = await inventoryOf(client);
  const spec = { propSet: [{ type: "Folder", pathSet: ["name"] }], objectSet: [{ obj: folder }] };
  const found = await client.call("RetrieveProperties", collector, { specSet: [spec] });
  expect(found).toMatchObject([{ obj: folder, propSet: [{ name: "name", val: "edge" }] }]);
  await client.call("CreateFilter", collector, { spec, partialUpdates: false });
  const first = await client.call("CheckForUpdates", collector, {});
  expect(first?.filterSet?.[0]?.objectSet).toMatchObject([{ kind: "enter", obj: folder }]);
  expect(await client.call("CheckForUpdates", collector, { version: first!.version })).toBeUndefined();
  expect(await client.call("Fetch", folder, { prop: "name" })).toBe("edge");
  expect(await faultOf(client.call("Fetch", folder, { prop: "nam" }))).toMatchObject({
    _type: "InvalidProperty",
    name: "nam",
  });
});
