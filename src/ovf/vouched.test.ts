import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { built } from "../../test/kit/built.ts";
import { createPackage } from "./create-package.ts";
import { openPackage } from "./package.ts";
import { vouchedDigests } from "./vouched.ts";

const signal = AbortSignal.timeout(60_000);
const hardware = {
  cpus: 2,
  memoryMiB: 2048,
  firmware: "bios",
  guestId: "ubuntu64Guest",
  version: "vmx-14",
  scsiController: "pvscsi",
} as const;
let folder: string;
beforeAll(() => void built("vmdk/write-worker.js"));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-vouched-"));
  const disk = { path: join(folder, "disk.raw"), sizeBytes: 1 << 20 };
  await writeFile(disk.path, Buffer.alloc(disk.sizeBytes, "disk"));
  await createPackage({ name: "edge", hardware, disk }, join(folder, "edge"), { signal, workers: 1 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const fileAt = (name: string) => join(folder, "edge", name);

async function digests() {
  await using opened = await openPackage(fileAt("edge.ovf"));
  return await vouchedDigests(opened, { signal });
}

/** A line of the manifest for each file, by another algorithm than ours. */
async function vouchBy(algorithm: string, ...names: string[]): Promise<void> {
  const lines = names.map(async (name) => {
    const digest = createHash(algorithm)
      .update(await readFile(fileAt(name)))
      .digest("hex");
    return `${algorithm.toUpperCase()}(${name})= ${digest}\n`;
  });
  await writeFile(fileAt("edge.mf"), (await Promise.all(lines)).join(""));
}

test("what the manifest has of the disk is to be compared on its way", async () => {
  const sha256 = createHash("sha256")
    .update(await readFile(fileAt("edge-disk1.vmdk")))
    .digest("hex");
  expect(await digests()).toEqual(new Map([["edge-disk1.vmdk", sha256]]));
});

test("a package without a manifest is refused", async () => {
  await rm(fileAt("edge.mf"));
  await expect(digests()).rejects.toMatchObject({ code: "OVF_INVALID", message: /has no manifest/ });
});

test("a manifest with a gap is refused", async () => {
  await vouchBy("sha256", "edge.ovf");
  await expect(digests()).rejects.toMatchObject({ code: "OVF_INVALID", message: /does not vouch for "edge-disk1/ });
});

test("a descriptor that was changed is refused", async () => {
  const text = await readFile(fileAt("edge.ovf"), "utf8");
  await writeFile(fileAt("edge.ovf"), text.replace("vmx-14", "vmx-15"));
  await expect(digests()).rejects.toMatchObject({ code: "VERIFY_FAILED", message: /edge\.ovf/ });
});

test.each(["sha512", "sha1"])("a disk of which the manifest has %s is compared at once", async (algorithm) => {
  await vouchBy(algorithm, "edge.ovf", "edge-disk1.vmdk");
  expect(await digests()).toEqual(new Map());
  const disk = await readFile(fileAt("edge-disk1.vmdk"));
  disk[disk.length - 600]! ^= 1;
  await writeFile(fileAt("edge-disk1.vmdk"), disk);
  await expect(digests()).rejects.toMatchObject({ code: "VERIFY_FAILED", message: /edge-disk1\.vmdk/ });
});
