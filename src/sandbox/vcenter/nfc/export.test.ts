import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  blobsOf,
  importVm,
  ovfManager,
  pathOf,
  ready,
  sha256,
  startForLeases,
  stateOf,
  vmdk,
} from "../../../../test/kit/leases.ts";
import { createVm, faultOf, type VimCaller } from "../../../../test/kit/sandbox-vcenter.ts";
import { fromBytes } from "../../../core/random-access.ts";
import { inspectDisk, readSimulatedDisk } from "../../../disk/index.ts";
import { parseDescriptor } from "../../../ovf/index.ts";
import type { MoRef } from "../../../vim25/index.ts";
import { openVmdk } from "../../../vmdk/index.ts";

async function exportVm(client: VimCaller, vm: MoRef) {
  const lease = await client.call("ExportVm", vm, {});
  const info = await ready(client, lease);
  const { status, headers, body } = await client.http("GET", pathOf(info));
  const manifest = await client.call("HttpNfcLeaseGetManifest", lease, {});
  await client.call("HttpNfcLeaseComplete", lease, {});
  return { lease, info, status, headers, body, manifest };
}

describe("ExportVm", () => {
  test("an imported disk goes out as it came, with the manifest of what was sent", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const vm = await importVm(client, "edge");
    const { lease, info, status, headers, body, manifest } = await exportVm(client, vm);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ "content-type": "application/x-vnd.vmware-streamVmdk" });
    expect(headers["content-length"]).toBeUndefined();
    expect(body.equals(vmdk)).toBe(true);
    expect(info.deviceUrl).toMatchObject([
      {
        key: `/${vm.value}/ParaVirtualSCSIController0:0`,
        importKey: "",
        disk: true,
        targetId: "disk-0.vmdk",
        fileSize: vmdk.length,
      },
    ]);
    expect(manifest).toMatchObject([
      {
        key: info.deviceUrl![0]!.key,
        sha1: createHash("sha1").update(vmdk).digest("hex"),
        checksum: sha256(vmdk),
        checksumType: "sha256",
        size: vmdk.length,
        capacity: 1024 ** 3,
        populatedSize: 2 * 65536,
      },
    ]);
    expect(await stateOf(client, lease)).toBe("done");
    expect((await client.http("GET", pathOf(info))).status).toBe(404);
  });

  test("what a simulated guest wrote comes back in a sandbox, and says to all others what it is", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const vm = await createVm(client, "installed");
    await client.run("PowerOnVM_Task", vm, {});
    const [machine] = sandbox.machines;
    machine!.disks[0]!.content.write("COS_OEM:/90_custom.yaml", "#cloud-config\n");
    machine!.disks[0]!.content.write("GPT:/partitions", "1 bios - - 1\n2 oem COS_OEM ext4 64\n");
    machine!.powerOff();
    const { body } = await exportVm(client, vm);
    const disk = await openVmdk(fromBytes(body));
    expect(disk.capacityBytes).toBe(1024 ** 3);
    expect(Buffer.from(await disk.read(0, 100)).toString()).toMatch(/^edgelab sandbox: simulated disk\n/);
    expect(await inspectDisk(disk)).toMatchObject({ simulated: true, boots: { bios: { ok: false } } });

    const again = await importVm(client, "again", body);
    await client.run("PowerOnVM_Task", again, {});
    const { content } = sandbox.machines[1]!.disks[0]!;
    expect(content.paths()).toEqual(["COS_OEM:/90_custom.yaml", "GPT:/partitions"]);
    expect(Buffer.from(content.read("COS_OEM:/90_custom.yaml")!).toString()).toBe("#cloud-config\n");
    await client.run("PowerOffVM_Task", again, {});
    expect((await exportVm(client, again)).body.equals(body)).toBe(true);
  });

  test("an imported disk that a guest has changed goes out as a simulated one, with a warning", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const vm = await importVm(client, "edge");
    expect((await client.call("CreateDescriptor", ovfManager, { obj: vm, cdp: {} })).warning ?? []).toEqual([]);
    await client.run("PowerOnVM_Task", vm, {});
    sandbox.machines[0]!.disks[0]!.content.write("COS_OEM:/new", "x");
    await client.run("PowerOffVM_Task", vm, {});
    const { body } = await exportVm(client, vm);
    const files = await readSimulatedDisk(await openVmdk(fromBytes(body)));
    expect(files?.map(({ path }) => path)).toEqual(["COS_OEM:/new"]);
    const { warning } = await client.call("CreateDescriptor", ovfManager, { obj: vm, cdp: {} });
    expect(warning).toMatchObject([{ localizedMessage: expect.stringContaining("simulated disk") as string }]);
  });

  test("an empty disk is an empty VMDK", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const { body } = await exportVm(client, await createVm(client, "empty"));
    const disk = await openVmdk(fromBytes(body));
    expect([disk.capacityBytes, disk.populatedBytes]).toEqual([1024 ** 3, 0]);
  });

  test("only of a machine that is off; meanwhile it can be cloned, not started or deleted", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const vm = await importVm(client, "edge");
    await client.run("PowerOnVM_Task", vm, {});
    expect(await faultOf(client.call("ExportVm", vm, {}))).toMatchObject({
      _type: "InvalidPowerState",
      existingState: "poweredOn",
    });
    await client.run("PowerOffVM_Task", vm, {});
    const lease = await client.call("ExportVm", vm, {});
    await ready(client, lease);
    expect(await faultOf(client.run("PowerOnVM_Task", vm, {}))).toMatchObject({ _type: "TaskInProgress" });
    expect(await faultOf(client.run("Destroy_Task", vm, {}))).toMatchObject({ _type: "TaskInProgress" });
    await client.call("HttpNfcLeaseAbort", lease, {});
    await client.run("Destroy_Task", vm, {});
    expect(blobsOf(sandbox)).toEqual([]);
  });

  test("of a snapshot while the machine runs", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const vm = await importVm(client, "edge");
    const snapshot = (await client.run("CreateSnapshot_Task", vm, {
      name: "base",
      memory: false,
      quiesce: false,
    })) as MoRef;
    await client.run("PowerOnVM_Task", vm, {});
    sandbox.machines[0]!.disks[0]!.content.write("COS_OEM:/later", "x");
    const info = await ready(client, await client.call("ExportSnapshot", snapshot, {}));
    expect((await client.http("GET", pathOf(info))).body.equals(vmdk)).toBe(true);
  });

  test("a transfer that is cut shows in no manifest and can be fetched again", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const lease = await client.call("ExportVm", await importVm(client, "edge"), {});
    const info = await ready(client, lease);
    sandbox.vcenter.faults.addTransfer({ direction: "download", cutAfterBytes: 1000 });
    await expect(client.http("GET", pathOf(info))).rejects.toThrow(/aborted|ECONNRESET/);
    expect(await client.call("HttpNfcLeaseGetManifest", lease, {})).toEqual([]);
    expect((await client.http("GET", pathOf(info))).body.equals(vmdk)).toBe(true);
  });
});

describe("CreateDescriptor", () => {
  test("describes the machine around the files that were fetched, for any OVF reader", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const vm = await importVm(client, "edge");
    const spec = { annotation: 'a & b < "c"', firmware: "efi", extraConfig: [{ key: "lab.mark", value: "mine" }] };
    await client.run("ReconfigVM_Task", vm, { spec });
    const { info } = await exportVm(client, vm);
    const { key: deviceId } = info.deviceUrl![0]!;
    const file = { deviceId, path: "edge-disk-0.vmdk", size: vmdk.length, populatedSize: 131072 };
    const cdp = { name: "renamed", ovfFiles: [file], exportOption: ["extraconfig"] };
    const { ovfDescriptor, error } = await client.call("CreateDescriptor", ovfManager, { obj: vm, cdp });
    expect(error ?? []).toEqual([]);
    const envelope = parseDescriptor(ovfDescriptor);
    expect(envelope).toMatchObject({
      files: [{ href: "edge-disk-0.vmdk", sizeBytes: vmdk.length }],
      disks: [{ capacityBytes: 1024 ** 3, populatedBytes: 131072 }],
      networks: [{ name: "VM Network" }],
      system: { id: "renamed", osType: "ubuntu64Guest", osId: 94, annotation: 'a & b < "c"' },
    });
    const { hardware } = envelope.system;
    expect(hardware).toMatchObject({ version: "vmx-14", extraConfig: { "lab.mark": "mine" } });
    expect(hardware.config["firmware"]).toBe("efi");
    expect(hardware.items.map(({ kind, subTypes }) => [kind, ...subTypes])).toEqual([
      ["cpu"],
      ["memory"],
      ["controller", "VirtualSCSI"],
      ["disk"],
      ["nic", "VmxNet3"],
    ]);
  });

  test("a file of no device is an error in the result", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const cdp = { ovfFiles: [{ deviceId: "/vm-1/Other0:0", path: "x.vmdk", size: 1 }] };
    const { error } = await client.call("CreateDescriptor", ovfManager, { obj: await createVm(client, "vm"), cdp });
    expect(error).toMatchObject([{ fault: { _type: "OvfSystemFault" } }]);
  });
});
