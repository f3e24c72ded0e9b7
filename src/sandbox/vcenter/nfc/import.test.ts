import { createHash } from "node:crypto";
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import {
  blobsOf,
  capacityBytes,
  configOf,
  errorOf,
  freeSpace,
  lookFor,
  openImport,
  pathOf,
  ready,
  sha256,
  type Spec,
  specFor,
  startForLeases,
  stateOf,
  streamVmdk,
  vmdk,
} from "../../../../test/kit/leases.ts";
import { manualClock } from "../../../../test/kit/manual-clock.ts";
import { faultOf, inventoryOf, startSandboxVcenter } from "../../../../test/kit/sandbox-vcenter.ts";
import { type Data, moRef, type MoRef } from "../../../vim25/index.ts";
import { defaultInventory } from "../inventory/site.ts";

type Disk = Data<"VirtualDisk"> & { readonly backing: Data<"VirtualDiskFlatVer2BackingInfo"> };

describe("ImportVApp", () => {
  test("a package becomes a machine: what it is, where its disk lies, and what arrived", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { lease, info, fileItem } = await openImport(client, "edge", (spec) => ({
      ...spec,
      configSpec: { ...spec.configSpec, extraConfig: [{ key: "edgelab.mark", value: "mine" }] },
    }));
    expect(fileItem).toMatchObject([
      { deviceId: "/edge/ParaVirtualSCSIController0:0", path: "x.vmdk", size: vmdk.length, cimType: 17, create: false },
    ]);
    expect(info).toMatchObject({ leaseTimeout: 300, totalDiskCapacityInKB: capacityBytes / 1024 });
    expect(info.deviceUrl).toMatchObject([{ importKey: fileItem[0]!.deviceId, disk: true }]);

    // The machine is there with its mark while it is being imported, and cannot be used yet.
    const during = await configOf(client, info.entity);
    expect(during.extraConfig).toContainEqual(expect.objectContaining({ key: "edgelab.mark", value: "mine" }));
    expect(await faultOf(client.run("PowerOnVM_Task", info.entity, {}))).toMatchObject({ _type: "TaskInProgress" });
    expect(await faultOf(client.call("HttpNfcLeaseComplete", lease, {}))).toMatchObject({ _type: "InvalidState" });

    expect((await client.http("POST", pathOf(info), vmdk, streamVmdk)).status).toBe(201);
    expect(await client.call("HttpNfcLeaseGetManifest", lease, {})).toMatchObject([
      {
        key: info.deviceUrl![0]!.key,
        sha1: createHash("sha1").update(vmdk).digest("hex"),
        checksum: sha256(vmdk),
        checksumType: "sha256",
        size: vmdk.length,
        disk: true,
        capacity: capacityBytes,
        populatedSize: 2 * 65536,
      },
    ]);
    await client.call("HttpNfcLeaseProgress", lease, { percent: 100 });
    await client.call("HttpNfcLeaseComplete", lease, {});
    expect(await stateOf(client, lease)).toBe("done");

    const config = await configOf(client, info.entity);
    expect(config).toMatchObject({
      name: "edge",
      version: "vmx-14",
      guestId: "ubuntu64Guest",
      hardware: { numCPU: 2, memoryMB: 512 },
    });
    const disk = config.hardware.device!.find(({ _type }) => _type === "VirtualDisk") as unknown as Disk;
    expect(disk.capacityInKB).toBe(capacityBytes / 1024);
    expect(disk.backing).toMatchObject({ fileName: "[nvme-01] edge/disk-0.vmdk", thinProvisioned: true });
    const nic = config.hardware.device!.find(({ _type }) => _type === "VirtualVmxnet3") as Data<"VirtualVmxnet3">;
    expect(nic.backing).toMatchObject({ deviceName: "VM Network" });
    expect(blobsOf(sandbox)).toEqual([sha256(vmdk)]);
    const { "summary.storage.committed": committed } = await client.read(info.entity, "summary.storage.committed");
    expect(committed).toBe(2 * 65536 + 65536);
    await client.run("PowerOnVM_Task", info.entity, {});
    expect(sandbox.machines).toHaveLength(1);
  });

  test("the task beside the lease shows its progress and ends with it", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { lease, info } = await openImport(client, "edge");
    const { pool } = await inventoryOf(client);
    const [task] = (await client.read(pool, "recentTask"))["recentTask"] as MoRef[];
    await client.call("HttpNfcLeaseProgress", lease, { percent: 42 });
    expect((await client.read(task!, "info"))["info"]).toMatchObject({
      descriptionId: "ResourcePool.ImportVAppLRO",
      state: "running",
      progress: 42,
    });
    await client.http("POST", pathOf(info), vmdk, streamVmdk);
    await client.call("HttpNfcLeaseComplete", lease, {});
    expect(await client.end(task!)).toEqual(info.entity);
  });

  test("the same disk twice is kept once, and goes with the last machine that has it", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const free = await freeSpace(client);
    const machines: MoRef[] = [];
    for (const name of ["one", "two"]) {
      const { lease, info } = await openImport(client, name);
      await client.http("POST", pathOf(info), vmdk, streamVmdk);
      await client.call("HttpNfcLeaseComplete", lease, {});
      machines.push(info.entity);
    }
    const copy = "/folder/copy.vmdk?dcPath=DC0&dsName=nvme-01";
    expect((await client.http("PUT", copy, vmdk)).status).toBe(201);
    expect(blobsOf(sandbox)).toEqual([sha256(vmdk)]);
    await client.run("Destroy_Task", machines[0]!, {});
    expect(blobsOf(sandbox)).toEqual([sha256(vmdk)]);
    await client.http("DELETE", copy);
    await client.run("Destroy_Task", machines[1]!, {});
    expect(blobsOf(sandbox)).toEqual([]);
    expect(await freeSpace(client)).toBe(free);
  });

  test("an abort leaves nothing: no machine, no directory, no bytes", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const free = await freeSpace(client);
    const { lease, info } = await openImport(client, "edge");
    await client.http("POST", pathOf(info), vmdk, streamVmdk);
    const reason = { fault: { _type: "FileFault" as const, file: "x.vmdk" }, localizedMessage: "gave up" };
    await client.call("HttpNfcLeaseAbort", lease, { fault: reason });
    expect(await stateOf(client, lease)).toBe("error");
    expect(await errorOf(client, lease)).toMatchObject({ fault: { _type: "FileFault" }, localizedMessage: "gave up" });
    expect(await lookFor(client, "DC0/vm/Labs/edge/edge")).toBeUndefined();
    expect([blobsOf(sandbox), await freeSpace(client)]).toEqual([[], free]);
    expect((await client.http("POST", pathOf(info), vmdk, streamVmdk)).status).toBe(404);
    expect(await faultOf(client.call("HttpNfcLeaseProgress", lease, { percent: 1 }))).toMatchObject({
      _type: "InvalidState",
    });
    await client.call("HttpNfcLeaseAbort", lease, {}); // twice is no mistake
  });

  test("a lease that is not renewed for 300 s is over; each renewal gives it 300 s more", async () => {
    const clock = manualClock();
    await using sandbox = await startSandboxVcenter({ clock });
    const { client } = sandbox;
    const { pool, folder } = await inventoryOf(client);
    const { importSpec } = await specFor(client, "edge");
    const lease = await client.call("ImportVApp", pool, { spec: importSpec as Spec, folder });
    await clock.advance(1000);
    const info = await ready(client, lease);
    await clock.advance(299_000);
    await client.call("HttpNfcLeaseProgress", lease, { percent: 0 });
    await clock.advance(299_000);
    expect(await stateOf(client, lease)).toBe("ready");
    await clock.advance(2000);
    expect(await stateOf(client, lease)).toBe("error");
    expect(await errorOf(client, lease)).toMatchObject({ fault: { _type: "Timedout" } });
    for (const late of [
      client.call("HttpNfcLeaseProgress", lease, { percent: 1 }),
      client.call("HttpNfcLeaseComplete", lease, {}),
      client.call("HttpNfcLeaseGetManifest", lease, {}),
    ]) {
      expect(await faultOf(late)).toMatchObject({ _type: "Timedout" });
    }
    expect((await client.http("POST", pathOf(info), vmdk, streamVmdk)).status).toBe(404);
    expect(await lookFor(client, "DC0/vm/Labs/edge/edge")).toBeUndefined();
  });

  test("the lease goes with its session, and the half-made machine with it", async () => {
    await using sandbox = await startForLeases();
    const other = await sandbox.connect().login();
    const { lease } = await openImport(other, "edge");
    expect(await faultOf(sandbox.client.call("HttpNfcLeaseProgress", lease, { percent: 1 }))).toMatchObject({
      _type: "ManagedObjectNotFound",
    });
    await other.call("Logout", moRef("SessionManager", "SessionManager"), {});
    expect(await lookFor(sandbox.client, "DC0/vm/Labs/edge/edge")).toBeUndefined();
  });

  test("a name that is taken, a vApp, a missing privilege: refused before there is a lease", async () => {
    await using sandbox = await startForLeases({
      privileges: { guest: ["Datastore.AllocateSpace", "Network.Assign"] },
    });
    const { client } = sandbox;
    const { folder, pool } = await inventoryOf(client);
    const { lease, info } = await openImport(client, "edge");
    expect(await faultOf(openImport(client, "edge"))).toMatchObject({ _type: "DuplicateName", name: "edge" });
    await client.http("POST", pathOf(info), vmdk, streamVmdk);
    await client.call("HttpNfcLeaseComplete", lease, {});
    const guest = await sandbox.connect().login("guest", "guest");
    expect(await faultOf(openImport(guest, "other"))).toMatchObject({
      _type: "NoPermission",
      privilegeId: "VApp.Import",
    });
    const vApp = {
      _type: "VirtualAppImportSpec" as const,
      name: "x",
      vAppConfigSpec: {},
      resourcePoolSpec: {
        cpuAllocation: {},
        memoryAllocation: {},
      },
    };
    expect(await faultOf(client.call("ImportVApp", pool, { spec: vApp, folder }))).toMatchObject({
      _type: "NotSupported",
    });
  });

  test("restarted in the middle of an import, the sandbox knows nothing of it", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { info } = await openImport(client, "edge");
    await client.http("POST", pathOf(info), vmdk, streamVmdk);
    const saved = JSON.parse(JSON.stringify(sandbox.vcenter.save())) as unknown;
    await using again = await startForLeases({ saved, dataDir: sandbox.dataDir });
    expect(await lookFor(again.client, "DC0/vm/Labs/edge/edge")).toBeUndefined();
    expect(blobsOf(again)).toEqual([]);
    expect(await freeSpace(again.client)).toBe(defaultInventory.datastoreCapacityBytes);
  });

  test("restarted afterwards, it has the machine, its disk and what it takes", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { lease, info } = await openImport(client, "edge");
    await client.http("POST", pathOf(info), vmdk, streamVmdk);
    await client.call("HttpNfcLeaseComplete", lease, {});
    const free = await freeSpace(client);
    const saved = JSON.parse(JSON.stringify(sandbox.vcenter.save())) as unknown;
    await using again = await startForLeases({ saved, dataDir: sandbox.dataDir });
    expect([blobsOf(again), await freeSpace(again.client)]).toEqual([[sha256(vmdk)], free]);
  });
});

describe("uploads", () => {
  test("only by POST, with a length, of a file that the lease has", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { info } = await openImport(client, "edge");
    const path = pathOf(info);
    expect((await client.http("PUT", path, vmdk, streamVmdk)).status).toBe(405);
    expect((await client.http("POST", `${path}x`, vmdk, streamVmdk)).status).toBe(404);
    expect((await client.http("POST", path.replace(/\/nfc\/[^/]+/, "/nfc/other"), vmdk)).status).toBe(404);
    const chunked = await client.http("POST", path, vmdk, { ...streamVmdk, "Transfer-Encoding": "chunked" });
    expect(chunked.status).toBe(411);
    // The ticket in the URL is enough: the host behind it knows no sessions.
    expect((await sandbox.connect().http("POST", path, vmdk, streamVmdk)).status).toBe(201);
  });

  test("what is no streamOptimized VMDK ends the lease", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    for (const wrong of [Buffer.alloc(4096, "not a disk"), vmdk.subarray(0, vmdk.length - 512)]) {
      const { lease, info } = await openImport(client, "edge");
      expect((await client.http("POST", pathOf(info), wrong, streamVmdk)).status).toBe(500);
      expect(await errorOf(client, lease)).toMatchObject({ fault: { _type: "InvalidDiskFormat" } });
      expect(await lookFor(client, "DC0/vm/Labs/edge/edge")).toBeUndefined();
    }
    expect(blobsOf(sandbox)).toEqual([]);
  });

  test("one that breaks off leaves nothing and can be sent again; a changed byte shows in the manifest", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { lease, info } = await openImport(client, "edge");
    const path = pathOf(info);
    sandbox.vcenter.faults.addTransfer({ pathEnd: ".vmdk", cutAfterBytes: 700 });
    await expect(client.http("POST", path, vmdk, streamVmdk)).rejects.toThrow(/ECONNRESET|hang up|EPIPE/);
    const headers = { "Content-Length": vmdk.length };
    const sent = request({ port: sandbox.port, host: "127.0.0.1", method: "POST", path, headers });
    sent.on("error", () => undefined);
    sent.write(vmdk.subarray(0, 1000));
    await expect.poll(() => blobsOf(sandbox)).toHaveLength(1);
    sent.destroy();
    await expect.poll(() => blobsOf(sandbox)).toEqual([]);
    expect(await client.call("HttpNfcLeaseGetManifest", lease, {})).toEqual([]);
    // Inside of a grain's padding, where no format notices.
    sandbox.vcenter.faults.addTransfer({ corruptByteAt: 511 });
    expect((await client.http("POST", path, vmdk, streamVmdk)).status).toBe(201);
    const [entry] = (await client.call("HttpNfcLeaseGetManifest", lease, {})) ?? [];
    expect(entry?.checksum).not.toBe(sha256(vmdk));
    expect((await client.http("POST", path, vmdk, streamVmdk)).status).toBe(201);
    const [again] = (await client.call("HttpNfcLeaseGetManifest", lease, {})) ?? [];
    expect(again?.checksum).toBe(sha256(vmdk));
    await client.call("HttpNfcLeaseComplete", lease, {});
  });

  test("a full datastore ends the lease", async () => {
    await using sandbox = await startForLeases({ inventory: { datastoreCapacityBytes: 150_000 } });
    const { client } = sandbox;
    const { lease, info } = await openImport(client, "edge");
    await client.http("POST", pathOf(info), vmdk, streamVmdk);
    expect(await faultOf(client.call("HttpNfcLeaseComplete", lease, {}))).toMatchObject({ _type: "NoDiskSpace" });
    expect(await errorOf(client, lease)).toMatchObject({ fault: { _type: "NoDiskSpace" } });
    expect(await freeSpace(client)).toBe(150_000);
  });

  test("an ISO of the package goes into the drive, by PUT and only with Overwrite: t", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { pool, folder } = await inventoryOf(client);
    const iso = Buffer.alloc(4096, "iso");
    const { importSpec, fileItem = [] } = await specFor(client, "edge", {
      descriptor: { iso: { path: "seed.iso", sizeBytes: iso.length } },
    });
    expect(fileItem.map(({ path, create }) => [path, create])).toEqual([
      ["x.vmdk", false],
      ["seed.iso", true],
    ]);
    const lease = await client.call("ImportVApp", pool, { spec: importSpec as Spec, folder });
    const info = await ready(client, lease);
    const urlOf = (path: string) => {
      const { deviceId } = fileItem.find((item) => item.path === path)!;
      return new URL(info.deviceUrl!.find(({ importKey }) => importKey === deviceId)!.url).pathname;
    };
    await client.http("POST", urlOf("x.vmdk"), vmdk, streamVmdk);
    expect((await client.http("PUT", urlOf("seed.iso"), iso)).status).toBe(409);
    expect((await client.http("PUT", urlOf("seed.iso"), iso, { Overwrite: "t" })).status).toBe(201);
    await client.call("HttpNfcLeaseComplete", lease, {});
    await client.run("PowerOnVM_Task", info.entity, {});
    const [cd] = sandbox.machines[0]!.cds();
    expect(Buffer.from(await cd!.read(0, 4096)).equals(iso)).toBe(true);
  });
});
