import { describe, expect, test } from "vitest";
import { encodeRequest, moRef, SoapFault } from "../../vim25/index.ts";
import { manualClock } from "../../../test/kit/manual-clock.ts";
import {
  createBase,
  createVm,
  faultOf,
  inventoryOf,
  linkedSpec,
  startSandboxVcenter,
} from "../../../test/kit/sandbox-vcenter.ts";

const service = moRef("ServiceInstance", "ServiceInstance");
const sessionManager = moRef("SessionManager", "SessionManager");

describe("sessions", () => {
  test("the content is for everybody, the rest for those who logged in", async () => {
    await using sandbox = await startSandboxVcenter();
    const stranger = sandbox.connect();
    const { about, rootFolder } = await stranger.call("RetrieveServiceContent", service, {});
    expect(about).toMatchObject({
      apiType: "VirtualCenter",
      apiVersion: "8.0.3.0",
      instanceUuid: sandbox.vcenter.instanceUuid,
    });
    expect(await faultOf(stranger.read(rootFolder, "name"))).toMatchObject({ _type: "NotAuthenticated" });
  });

  test("a wrong password, an unknown user and a second login look the same", async () => {
    await using sandbox = await startSandboxVcenter();
    const logins = [
      sandbox.connect().login("root", "wrong"),
      sandbox.connect().login("nobody", "secret"),
      sandbox.client.login(),
    ];
    for (const login of logins) expect(await faultOf(login)).toMatchObject({ _type: "InvalidLogin" });
  });

  test("a session ends by logout, and after half an hour without a call", async () => {
    const clock = manualClock();
    await using sandbox = await startSandboxVcenter({ clock });
    const { client } = sandbox;
    const { rootFolder } = await client.call("RetrieveServiceContent", service, {});
    await clock.advance(29 * 60_000);
    await client.read(rootFolder, "name");
    await clock.advance(29 * 60_000);
    expect(await client.read(sessionManager, "currentSession.userName")).toEqual({ "currentSession.userName": "root" });
    await clock.advance(31 * 60_000);
    expect(await faultOf(client.read(rootFolder, "name"))).toMatchObject({ _type: "NotAuthenticated" });
    await client.login();
    await client.call("Logout", sessionManager, {});
    expect(await faultOf(client.read(rootFolder, "name"))).toMatchObject({ _type: "NotAuthenticated" });
    expect(sandbox.vcenter.sessions()).toEqual([]);
  });

  test("no session carries its cookie where others can read it", async () => {
    await using sandbox = await startSandboxVcenter();
    const list = JSON.stringify(await sandbox.client.read(sessionManager, "sessionList"));
    expect(list).toContain("root");
    expect(list).not.toContain(sandbox.client.cookie);
  });
});

describe("strictness", () => {
  const request = (xml: string) =>
    `<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>${xml}</Body></Envelope>`;
  const refused = async (xml: string, version?: string): Promise<string> => {
    await using sandbox = await startSandboxVcenter();
    const caller = await sandbox.connect(version).login();
    const reply = await caller.post(request(xml));
    expect(reply.status).toBe(500);
    return reply.body.toString();
  };

  test("an element out of order, an unknown one and a missing one are InvalidRequest naming the tag", async () => {
    const create = (params: string) =>
      `<CreateContainerView xmlns="urn:vim25"><_this type="ViewManager">ViewManager</_this>${params}</CreateContainerView>`;
    const container = '<container type="Folder">group-d1</container>';
    for (const [params, tag] of [
      [`${container}<recursive>true</recursive><type>VirtualMachine</type>`, "type"],
      [`${container}<kind>VirtualMachine</kind><recursive>true</recursive>`, "kind"],
      [container, "recursive"],
    ] as const) {
      const body = await refused(create(params));
      expect(body).toMatch(/xsi:type="InvalidRequest"/);
      expect(body).toContain(tag);
    }
  });

  test("a method that does not exist is MethodNotFound, one that is not there on this object as well", async () => {
    expect(await refused('<Frobnicate xmlns="urn:vim25"><_this type="Folder">group-d1</_this></Frobnicate>')).toMatch(
      /<MethodNotFoundFault[^>]*xsi:type="MethodNotFound"/,
    );
    const onFolder = encodeRequest("PowerOnVM_Task", moRef("Folder", "group-d1"), {}, { version: "8.0.3.0" });
    await using sandbox = await startSandboxVcenter();
    const reply = await sandbox.client.post(onFolder);
    expect(reply.body.toString()).toMatch(/<method>PowerOnVM_Task<\/method>/);
  });

  test("fields newer than the caller speaks are refused in requests and left out of answers", async () => {
    await using sandbox = await startSandboxVcenter();
    const { pool } = await inventoryOf(sandbox.client);
    const old = await sandbox.connect("6.7").login();
    const about = (
      await old.post(encodeRequest("RetrieveServiceContent", service, {}, { version: "6.7" }))
    ).body.toString();
    expect(about).toContain("<apiVersion>8.0.3.0</apiVersion>");
    const { folder } = await inventoryOf(old);
    const config = { name: "x", files: { vmPathName: "[nvme-01]" }, sevEnabled: true };
    const tooNew = encodeRequest("CreateVM_Task", folder, { config, pool }, { version: "7.0.1.0" });
    expect((await old.post(tooNew)).body.toString()).toMatch(/InvalidRequest/);
  });
});

describe("privileges", () => {
  test("what a user lacks is named with the object", async () => {
    const granted = [
      "VirtualMachine.Provisioning.DeployTemplate",
      "VirtualMachine.Inventory.CreateFromExisting",
      "Datastore.AllocateSpace",
    ];
    await using sandbox = await startSandboxVcenter({ privileges: { guest: granted } });
    const { vm, snapshot } = await createBase(sandbox.client, "base");
    const { folder, pool, datastore } = await inventoryOf(sandbox.client);
    const guest = await sandbox.connect().login("guest", "guest");
    const spec = await linkedSpec(sandbox.client, snapshot);
    expect(await faultOf(guest.call("CloneVM_Task", vm, { folder, name: "kid", spec }))).toMatchObject({
      _type: "NoPermission",
      object: pool,
      privilegeId: "Resource.AssignVMToPool",
    });
    expect(await faultOf(guest.call("PowerOnVM_Task", vm, {}))).toMatchObject({
      object: vm,
      privilegeId: "VirtualMachine.Interact.PowerOn",
    });
    expect((await guest.http("PUT", "/folder/x?dcPath=DC0&dsName=nvme-01", "x")).status).toBe(403);
    const { key } = (await guest.read(sessionManager, "currentSession"))["currentSession"] as { key: string };
    const asked = await guest.call("HasPrivilegeOnEntities", moRef("AuthorizationManager", "AuthorizationManager"), {
      entity: [datastore],
      sessionId: key,
      privId: ["Datastore.AllocateSpace", "Datastore.FileManagement"],
    });
    expect(asked?.[0]?.privAvailability?.map(({ isGranted }) => isGranted)).toEqual([true, false]);
  });
});

describe("injected trouble", () => {
  test("a fault in the nth call, in its task, or on one object only", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client, vcenter } = sandbox;
    const [one, two] = [await createVm(client, "one"), await createVm(client, "two")];
    vcenter.faults.add({ method: "PowerOnVM_Task", nth: 2, fault: { _type: "FileLocked", file: "x" } });
    await client.run("PowerOnVM_Task", one, {});
    expect(await faultOf(client.call("PowerOnVM_Task", two, {}))).toMatchObject({ _type: "FileLocked" });
    await client.run("PowerOnVM_Task", two, {});
    vcenter.faults.add({ method: "PowerOffVM_Task", object: two.value, at: "task", fault: { _type: "InvalidState" } });
    await client.run("PowerOffVM_Task", one, {});
    const task = await client.call("PowerOffVM_Task", two, {});
    expect(await faultOf(client.end(task))).toMatchObject({ _type: "InvalidState" });
    expect(await client.read(two, "runtime.powerState")).toEqual({ "runtime.powerState": "poweredOn" });
  });

  test("an answer that is lost after the call took effect, or before it ran", async () => {
    await using sandbox = await startSandboxVcenter();
    const { client, vcenter } = sandbox;
    const { folder } = await inventoryOf(client);
    const create = (name: string) => client.call("CreateFolder", folder, { name });
    vcenter.faults.add({ method: "CreateFolder", drop: "after" });
    await expect(create("a")).rejects.toThrow(/hang up|ECONNRESET/);
    expect(await faultOf(create("a"))).toMatchObject({ _type: "DuplicateName" });
    vcenter.faults.add({ method: "CreateFolder", drop: "before" });
    await expect(create("b")).rejects.toThrow(/hang up|ECONNRESET/);
    await create("b");
    vcenter.faults.add({ method: "CurrentTime", httpStatus: 503 });
    await expect(client.call("CurrentTime", service, {})).rejects.not.toBeInstanceOf(SoapFault);
    expect(vcenter.calls.get("CreateFolder")).toBe(4);
  });
});

test("the list of versions names one namespace; REST clients get a quick no", async () => {
  await using sandbox = await startSandboxVcenter();
  const versions = await sandbox.connect().http("GET", "/sdk/vimServiceVersions.xml");
  expect(versions.body.toString().match(/<name>/g)).toHaveLength(1);
  expect(versions.body.toString()).toContain("<version>8.0.3.0</version>");
  expect((await sandbox.connect().http("POST", "/rest/com/vmware/cis/session", "{}")).status).toBe(404);
});
