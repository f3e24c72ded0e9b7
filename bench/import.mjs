import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { govc, root, startVcsim, timed } from "./process.mjs";
import { median, report, seconds, times } from "./table.mjs";

const mebibyte = 1024 * 1024;

/** An OVA as large as a template's: the descriptor is real, and the disk stands for one, since vcsim reads none. */
async function makeOva(folder, mebibytes) {
  const hash = createHash("sha256");
  const block = randomBytes(mebibyte);
  const disk = await open(join(folder, "bench-disk-1.vmdk"), "w");
  for (let at = 0; at < mebibytes; at += 1) {
    block.writeUInt32LE(at);
    hash.update(block);
    await disk.write(block);
  }
  await disk.close();
  const sizeBytes = mebibytes * mebibyte;
  const { createDescriptor, formatManifest } = await import("../dist/ovf/index.js");
  const descriptor = createDescriptor({
    name: "bench",
    hardware: {
      cpus: 2,
      memoryMiB: 2048,
      firmware: "bios",
      guestId: "ubuntu64Guest",
      version: "vmx-14",
      scsiController: "pvscsi",
      cdrom: "ide",
    },
    disks: [{ fileName: "bench-disk-1.vmdk", sizeBytes, capacityBytes: 60 * 1024 ** 3, populatedBytes: sizeBytes }],
  });
  const manifest = formatManifest([
    { name: "bench.ovf", sha256: createHash("sha256").update(descriptor).digest("hex") },
    { name: "bench-disk-1.vmdk", sha256: hash.digest("hex") },
  ]);
  await writeFile(join(folder, "bench.ovf"), descriptor);
  await writeFile(join(folder, "bench.mf"), manifest);
  const path = join(folder, "bench.ova");
  await timed("tar", ["-C", folder, "--format=ustar", "-cf", path, "bench.ovf", "bench.mf", "bench-disk-1.vmdk"]);
  return path;
}

export async function run({ quick }) {
  const mebibytes = quick ? 128 : 1024;
  const folder = await mkdtemp(join(tmpdir(), "edgelab-bench-ova-"));
  const vcsim = await startVcsim(["-vm", "1", "-standalone-host", "0"]);
  try {
    const ova = await makeOva(folder, mebibytes);
    const { env } = vcsim;
    await timed(govc, ["folder.create", "/DC0/vm/bench"], { env });
    const place = ["-folder", "/DC0/vm/bench", "-pool", "/DC0/host/DC0_C0/Resources", "-ds", "LocalDS_0"];
    const found = { edgelab: [], govc: [], sha256sum: [] };
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      const script = join(root, "bench/import-package.mjs");
      found.edgelab.push((await timed(process.execPath, [script, ova, `edgelab-${round}`], { env })).ms);
      found.govc.push((await timed(govc, ["import.ova", ...place, "-name", `govc-${round}`, ova], { env })).ms);
    }
    for (let round = 0; round < (quick ? 1 : 3); round += 1) found.sha256sum.push((await timed("sha256sum", [ova])).ms);
    const ours = median(found.edgelab);
    const theirs = median(found.govc);
    report({
      what: `import of an OVA of ${mebibytes} MiB, digests checked`,
      measured: seconds(ours),
      beside: `govc import.ova, none checked ${seconds(theirs)}`,
      ratio: times(theirs / ours),
      bound: "aim: at least 1x",
      ok: theirs >= ours,
    });
    const both = theirs + median(found.sha256sum);
    report({
      what: "the same",
      measured: seconds(ours),
      beside: `govc import.ova and sha256sum ${seconds(both)}`,
      ratio: times(both / ours),
      bound: "at least 1x",
      ok: both >= ours,
    });
  } finally {
    await vcsim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
