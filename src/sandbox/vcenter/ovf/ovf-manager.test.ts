import { describe, expect, test } from "vitest";
import { configOf, lookFor, ovfManager, pathOf, ready, startForLeases, vmdk } from "../../../../test/kit/leases.ts";
import { inventoryOf, type VimCaller } from "../../../../test/kit/sandbox-vcenter.ts";
import { createDescriptor, type DescriptorSpec } from "../../../ovf/index.ts";
import type { Data, Params } from "../../../vim25/index.ts";

type Spec = Data<"VirtualMachineImportSpec"> & { readonly _type: "VirtualMachineImportSpec" };

const package_: DescriptorSpec = {
  name: "edge",
  hardware: {
    cpus: 4,
    coresPerSocket: 2,
    memoryMiB: 8192,
    firmware: "efi",
    guestId: "ubuntu64Guest",
    version: "vmx-14",
    scsiController: "lsilogic-sas",
  },
  product: { name: "Edge host", vendor: "somebody", version: "1.2", facts: { inputs: "sha256-abc" } },
  annotation: "made for a test",
  disks: [{ fileName: "edge-disk-1.vmdk", sizeBytes: vmdk.length, capacityBytes: 1024 ** 3, populatedBytes: 131072 }],
};

async function specOf(client: VimCaller, text: string, params: Partial<Params<"CreateImportSpec">["cisp"]> = {}) {
  const { pool, datastore } = await inventoryOf(client);
  const cisp = { locale: "US", deploymentOption: "", entityName: "edge-1", ...params };
  const found = { ovfDescriptor: text, resourcePool: pool, datastore, cisp };
  return await client.call("CreateImportSpec", ovfManager, found);
}

const withItem = (inner: string, attributes = ""): string =>
  createDescriptor(package_).replace(
    "</VirtualHardwareSection>",
    `<Item${attributes}><rasd:ElementName>strange thing</rasd:ElementName><rasd:InstanceID>99</rasd:InstanceID>${inner}</Item></VirtualHardwareSection>`,
  );

describe("CreateImportSpec", () => {
  test("firmware, devices, products and settings of a package are those of the machine", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const network = await client.find("DC0/network/VM Network");
    const text = createDescriptor(package_);
    const { importSpec, fileItem, error, warning } = await specOf(client, text, {
      networkMapping: [{ name: "VM Network", network }],
      diskProvisioning: "thick",
    });
    expect([error ?? [], warning ?? []]).toEqual([[], []]);
    expect(fileItem).toMatchObject([
      { deviceId: "/edge-1/VirtualLsiLogicSASController0:0", path: "edge-disk-1.vmdk", cimType: 17, create: false },
    ]);
    const { configSpec } = importSpec as Spec;
    expect(configSpec).toMatchObject({
      name: "edge-1",
      version: "vmx-14",
      guestId: "ubuntu64Guest",
      firmware: "efi",
      numCPUs: 4,
      numCoresPerSocket: 2,
      memoryMB: 8192,
      annotation: "made for a test",
      bootOptions: { efiSecureBootEnabled: false },
    });
    expect(configSpec.deviceChange?.map(({ device }) => device._type)).toEqual([
      "VirtualLsiLogicSASController",
      "VirtualAHCIController",
      "VirtualCdrom",
      "VirtualVmxnet3",
      "VirtualDisk",
    ]);

    const { pool, folder } = await inventoryOf(client);
    const lease = await client.call("ImportVApp", pool, { spec: importSpec as Spec, folder });
    const info = await ready(client, lease);
    await client.http("POST", pathOf(info), vmdk);
    await client.call("HttpNfcLeaseComplete", lease, {});
    const config = await configOf(client, info.entity);
    expect(config).toMatchObject({ firmware: "efi", annotation: "made for a test" });
    expect(config.vAppConfig).toMatchObject({
      product: [{ name: "Edge host", vendor: "somebody", version: "1.2" }, { classId: "edgelab" }],
      property: [{ classId: "edgelab", id: "inputs", defaultValue: "sha256-abc", userConfigurable: false }],
    });
    const { ovfDescriptor } = await client.call("CreateDescriptor", ovfManager, { obj: info.entity, cdp: {} });
    expect(ovfDescriptor).toMatch(/<Property ovf:key="inputs" ovf:type="string" [^>]*ovf:value="sha256-abc"/);
  });

  test("a network that is not mapped gets the host's first one, with a warning", async () => {
    await using sandbox = await startForLeases();
    const { warning, importSpec } = await specOf(sandbox.client, createDescriptor({ ...package_, network: "lab" }));
    expect(warning).toMatchObject([{ fault: { _type: "OvfInvalidValue", elementName: "Network", value: "lab" } }]);
    expect(warning?.[0]?.localizedMessage).toMatch(/'lab'.*'VM Network' is used/);
    expect(importSpec).toBeDefined();
  });

  test("what cannot be had is an error, or a warning where the package can do without it", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const first = async (text: string, kind: "error" | "warning", params = {}) =>
      (await specOf(client, text, params))[kind]?.map(({ fault }) => fault._type);
    const sound = "<rasd:ResourceType>35</rasd:ResourceType>";
    expect(await first(withItem(sound), "error")).toEqual(["OvfUnsupportedType"]);
    expect(await first(withItem(sound, ' ovf:required="false"'), "warning")).toContain("OvfUnsupportedType");
    const nic = "<rasd:ResourceSubType>Ne2000</rasd:ResourceSubType><rasd:ResourceType>10</rasd:ResourceType>";
    expect(await first(withItem(nic), "error")).toEqual(["OvfUnsupportedSubType"]);
    const usb = "<rasd:ResourceSubType>vmware.usb.xhci</rasd:ResourceSubType><rasd:ResourceType>23</rasd:ResourceType>";
    expect(await first(withItem(usb), "error")).toBeUndefined();
    const text = createDescriptor(package_);
    expect(await first(text.replace("vmx-14", "vmx-22"), "error")).toEqual(["OvfNoSupportedHardwareFamily"]);
    expect(await first(text.replace("vmx-14", "vmx-22 vmx-17"), "error")).toBeUndefined();
    expect(await first(text, "error", { diskProvisioning: "seSparse" })).toEqual(["OvfUnsupportedDiskProvisioning"]);
    expect(await first(text.replace("ovf:href", 'ovf:compression="gzip" ovf:href'), "error")).toEqual([
      "OvfUnsupportedAttribute",
    ]);
    const strange = "<StrangeSection><Info>?</Info></StrangeSection></VirtualSystem>";
    expect(await first(text.replace("</VirtualSystem>", strange), "error")).toEqual(["OvfUnsupportedElement"]);
    expect(await first(`<!DOCTYPE x>${text}`, "error")).toEqual(["OvfXmlFormat"]);
    expect(await first(text.replace(/ovf:capacity="\d+"/, 'ovf:capacity="99999999999999999999"'), "error")).toEqual([
      "OvfXmlFormat",
    ]);
  });

  test("firmware settings in the package are a file of their own", async () => {
    await using sandbox = await startForLeases();
    const { client } = sandbox;
    const text = createDescriptor(package_)
      .replace("</References>", '<File ovf:id="file9" ovf:href="edge.nvram" ovf:size="8"/></References>')
      .replace(
        "</VirtualHardwareSection>",
        '<vmw:ExtraConfig ovf:required="false" vmw:key="nvram" vmw:value="ovf:/file/file9"/></VirtualHardwareSection>',
      );
    const { importSpec, fileItem } = await specOf(client, text);
    expect(fileItem?.[1]).toMatchObject({ deviceId: "/edge-1/nvram", path: "edge.nvram", create: true });
    const { pool, folder } = await inventoryOf(client);
    const lease = await client.call("ImportVApp", pool, { spec: importSpec as Spec, folder });
    const info = await ready(client, lease);
    expect(info.deviceUrl?.map(({ importKey }) => importKey)).toEqual(fileItem?.map(({ deviceId }) => deviceId));
    await client.http("POST", pathOf(info), vmdk);
    expect((await client.http("PUT", pathOf(info, 1), "settings", { Overwrite: "t" })).status).toBe(201);
    await client.call("HttpNfcLeaseComplete", lease, {});
    const stored = await client.http("GET", "/folder/edge-1/edge-1.nvram?dcPath=DC0&dsName=nvme-01");
    expect(stored.body.toString()).toBe("settings");
  });
});

test("ParseDescriptor tells what a wizard asks", async () => {
  await using sandbox = await startForLeases();
  const pdp = { locale: "", deploymentOption: "" };
  const parse = (ovfDescriptor: string) => sandbox.client.call("ParseDescriptor", ovfManager, { ovfDescriptor, pdp });
  expect(await parse(createDescriptor(package_))).toMatchObject({
    defaultEntityName: "edge",
    annotation: "made for a test",
    network: [{ name: "VM Network" }],
    productInfo: { name: "Edge host" },
    approximateDownloadSize: vmdk.length,
    approximateFlatDeploymentSize: 1024 ** 3,
    approximateSparseDeploymentSize: 131072,
    virtualApp: false,
  });
  expect((await parse("<Envelope/>")).error).toMatchObject([{ fault: { _type: "OvfXmlFormat" } }]);
});

test("an injected fault ends the lease; a lost answer leaves a lease that its session ends", async () => {
  await using sandbox = await startForLeases();
  const { client, vcenter } = sandbox;
  const { importSpec } = await specOf(client, createDescriptor(package_));
  const { pool, folder } = await inventoryOf(client);
  const open = () => client.call("ImportVApp", pool, { spec: importSpec as Spec, folder });
  vcenter.faults.add({ method: "ImportVApp", at: "task", fault: { _type: "InsufficientResourcesFault" } });
  const lease = await open();
  await expect.poll(async () => (await client.read(lease, "state"))["state"]).toBe("error");
  expect((await client.read(lease, "error"))["error"]).toMatchObject({
    fault: { _type: "InsufficientResourcesFault" },
  });
  vcenter.faults.add({ method: "ImportVApp", drop: "after" });
  await expect(open()).rejects.toThrow(/hang up|ECONNRESET/);
  await expect.poll(() => lookFor(client, "DC0/vm/Labs/edge/edge-1")).toBeDefined();
  vcenter.expireSessions();
  expect(await lookFor(await sandbox.connect().login(), "DC0/vm/Labs/edge/edge-1")).toBeUndefined();
});
