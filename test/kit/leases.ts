import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { type Data, moRef, type MoRef, type Params } from "../../src/vim25/index.ts";
import { ovfDescriptor } from "./ovf-descriptor.ts";
import { inventoryOf, type SandboxVcenter, startSandboxVcenter, type VimCaller } from "./sandbox-vcenter.ts";
import { smallVmdk, textGrain } from "./vmdk.ts";

export const streamVmdk = { "Content-Type": "application/x-vnd.vmware-streamVmdk" };
export const ovfManager = moRef("OvfManager", "OvfManager");
export const capacityBytes = 1024 ** 3;
/** A disk of 1 GiB with two grains. */
export const vmdk = await smallVmdk(
  new Map([
    [3, textGrain("installed")],
    [9000, textGrain("more")],
  ]),
  capacityBytes,
);
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Leases live in real time; tasks are over at once. */
export const startForLeases = (options: Parameters<typeof startSandboxVcenter>[0] = {}) =>
  startSandboxVcenter({ clock: systemClock({ speed: 1000 }), ...options });

export async function specFor(
  client: VimCaller,
  name: string,
  { params = {}, descriptor = {} }: { params?: Partial<Params<"CreateImportSpec">["cisp"]>; descriptor?: object } = {},
) {
  const { pool, datastore } = await inventoryOf(client);
  const network = await client.find("DC0/network/VM Network");
  return await client.call("CreateImportSpec", ovfManager, {
    ovfDescriptor: ovfDescriptor({ disk: { path: "x.vmdk", sizeBytes: vmdk.length }, capacityBytes, ...descriptor }),
    resourcePool: pool,
    datastore,
    cisp: {
      locale: "US",
      deploymentOption: "",
      entityName: name,
      networkMapping: [{ name: "lab network", network }],
      diskProvisioning: "thin",
      ...params,
    },
  });
}

export type Spec = Data<"VirtualMachineImportSpec"> & { readonly _type: "VirtualMachineImportSpec" };

export async function openImport(client: VimCaller, name: string, adjust: (spec: Spec) => Spec = (spec) => spec) {
  const { pool, folder } = await inventoryOf(client);
  const { importSpec, fileItem = [] } = await specFor(client, name);
  const lease = await client.call("ImportVApp", pool, { spec: adjust(importSpec as Spec), folder });
  return { lease, fileItem, info: await ready(client, lease) };
}

export async function stateOf(client: VimCaller, lease: MoRef) {
  return (await client.read(lease, "state"))["state"];
}

export async function ready(client: VimCaller, lease: MoRef): Promise<Data<"HttpNfcLeaseInfo">> {
  await expect.poll(() => stateOf(client, lease)).toBe("ready");
  return (await client.read(lease, "info"))["info"] as Data<"HttpNfcLeaseInfo">;
}

export const pathOf = (info: Data<"HttpNfcLeaseInfo">, index = 0): string =>
  new URL(info.deviceUrl![index]!.url).pathname;

export async function configOf(client: VimCaller, vm: MoRef): Promise<Data<"VirtualMachineConfigInfo">> {
  return (await client.read(vm, "config"))["config"] as Data<"VirtualMachineConfigInfo">;
}

export const errorOf = async (client: VimCaller, lease: MoRef) =>
  (await client.read(lease, "error"))["error"] as Data<"LocalizedMethodFault">;

export const blobsOf = ({ dataDir }: SandboxVcenter) => readdirSync(join(dataDir, "nvme-01")).toSorted();

export async function freeSpace(client: VimCaller): Promise<number> {
  const { datastore } = await inventoryOf(client);
  return (await client.read(datastore, "summary.freeSpace"))["summary.freeSpace"] as number;
}

export const lookFor = (client: VimCaller, path: string) =>
  client.call("FindByInventoryPath", moRef("SearchIndex", "SearchIndex"), { inventoryPath: path });

/** A machine whose disk is this VMDK. */
export async function importVm(client: VimCaller, name: string, disk: Uint8Array = vmdk): Promise<MoRef> {
  const { lease, info } = await openImport(client, name);
  await client.http("POST", pathOf(info), disk, streamVmdk);
  await client.call("HttpNfcLeaseComplete", lease, {});
  return info.entity;
}
