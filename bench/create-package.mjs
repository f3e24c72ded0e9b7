// node create-package.mjs DISK OVA COMPRESSION: makes a package and says how much memory it took. Run by package.mjs.
import { createPackage } from "../dist/ovf/index.js";
import { stat } from "node:fs/promises";

const [path, ova, compression] = process.argv.slice(2);
const { size: sizeBytes } = await stat(path);
const hardware = {
  cpus: 2,
  memoryMiB: 8192,
  firmware: "bios",
  guestId: "ubuntu64Guest",
  version: "vmx-14",
  scsiController: "pvscsi",
};
const spec = { name: "bench", hardware, disk: { path, sizeBytes } };
const { disk } = await createPackage(spec, ova, { compression, signal: AbortSignal.timeout(600_000) });
console.log(JSON.stringify({ vmdkBytes: disk.sizeBytes, rssKiB: process.resourceUsage().maxRSS }));
