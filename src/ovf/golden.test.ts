import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { built } from "../../test/kit/built.ts";
import type { PackageHardware } from "./create-descriptor.ts";
import { createPackage } from "./create-package.ts";

/**
 * The packages in ovf/golden/ byte for byte, up to the digest of the disk. That disk is empty: what compresses grains
 * may change with Node. After a wanted change, `npx vitest run src/ovf/golden.test.ts -u` writes them anew.
 */
const root = new URL("../../ovf/", import.meta.url).pathname;
let folder: string;
beforeAll(async () => {
  built("vmdk/write-worker.js");
  folder = await mkdtemp(join(tmpdir(), "edgelab-golden-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ["palette-edge-bios", {}],
  ["palette-edge-efi", { firmware: "efi", scsiController: "lsilogic-sas", version: "vmx-20", coresPerSocket: 2 }],
] as const)("%s", async (name, change) => {
  const settings = parse(await readFile(join(root, "palette-edge.yaml"), "utf8")) as PackageHardware & {
    readonly diskGiB: number;
  };
  const disk = { path: join(folder, `${name}.raw`), sizeBytes: settings.diskGiB * 2 ** 30, dataRanges: [] };
  await using file = await open(disk.path, "w");
  await file.truncate(disk.sizeBytes);
  const hardware = { ...settings, ...change };
  const { path } = await createPackage(
    {
      name,
      hardware,
      product: {
        name: "Palette Edge host",
        vendor: "edgelab",
        version: "1.0",
        facts: { inputs: "0123456789abcdef", firmware: hardware.firmware, builder: "qemu" },
      },
      annotation: "An installed Edge system that was never started.",
      disk,
    },
    join(folder, name),
    { signal: AbortSignal.timeout(60_000), workers: 1 },
  );
  for (const ending of [".ovf", ".mf"]) {
    const text = await readFile(path.replace(/\.ovf$/, ending), "utf8");
    await expect(text).toMatchFileSnapshot(join(root, "golden", `${name}${ending}`));
  }
});
