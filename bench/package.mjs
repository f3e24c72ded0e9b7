import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, timed } from "./process.mjs";
import { makeRawDisk } from "./raw-disk.mjs";
import { median, report, seconds, times } from "./table.mjs";

/** Two processors for everybody, as the bounds are stated. */
const onTwoCores = (command, args, options) => timed("taskset", ["-c", "0,1", command, ...args], options);
const script = (name, args) => onTwoCores(process.execPath, [join(root, "bench", `${name}.mjs`), ...args]);
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const mostRssKiB = 200 * 1000;

/** qemu-img, then what a package needs besides: a digest and an archive. */
async function byHand(disk, folder) {
  const vmdk = join(folder, "qemu.vmdk");
  const options = ["-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized"];
  const steps = [
    await onTwoCores("qemu-img", ["convert", ...options, disk, vmdk]),
    await onTwoCores("sha256sum", [vmdk]),
    await onTwoCores("tar", ["-C", folder, "-cf", join(folder, "qemu.ova"), "qemu.vmdk"]),
  ];
  return { ms: steps.reduce((sum, { ms }) => sum + ms, 0), vmdkBytes: (await stat(vmdk)).size };
}

async function ours(disk, folder, compression) {
  const ova = join(folder, `${compression}.ova`);
  await rm(ova, { force: true });
  const { ms, stdout } = await script("create-package", [disk, ova, compression]);
  return { ms, ...JSON.parse(stdout) };
}

/** The disks are read once before, and each round starts with files that are not there. */
export async function run({ quick }) {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-bench-disk-"));
  const rounds = quick ? 1 : 5;
  try {
    const { path: disk } = await makeRawDisk(folder);
    const found = { hand: [], default: [], fast: [] };
    await onTwoCores("sha256sum", [disk]);
    for (let round = 0; round < rounds; round += 1) {
      found.default.push(await ours(disk, folder, "default"));
      found.fast.push(await ours(disk, folder, "fast"));
      found.hand.push(await byHand(disk, folder));
    }
    const ms = Object.fromEntries(
      Object.entries(found).map(([name, runs]) => [name, median(runs.map((run) => run.ms))]),
    );
    const bytes = found.hand[0].vmdkBytes;
    for (const [compression, least, aim, most] of [
      ["default", 4, 4.5, 1],
      ["fast", 6.5, 7, 1.07],
    ]) {
      const ratio = ms.hand / ms[compression];
      const row = { what: `raw disk to OVA, ${compression}`, measured: seconds(ms[compression]), ratio: times(ratio) };
      const beside = `qemu-img, sha256sum, tar ${seconds(ms.hand)}`;
      report({ ...row, beside, bound: `at least ${least}x`, ok: ratio >= least });
      report({ ...row, beside, bound: `aim: at least ${aim}x`, ok: ratio >= aim });
      const { vmdkBytes } = found[compression][0];
      report({
        what: `its VMDK, ${compression}`,
        measured: megabytes(vmdkBytes),
        beside: `qemu-img's ${megabytes(bytes)}`,
        ratio: (vmdkBytes / bytes).toFixed(4),
        bound: `at most ${most}`,
        ok: vmdkBytes / bytes <= most,
      });
      const rss = Math.max(...found[compression].map(({ rssKiB }) => rssKiB));
      report({
        what: `its memory, ${compression}`,
        measured: megabytes(rss * 1024),
        beside: "the whole process",
        bound: "at most 200 MB",
        ok: rss <= mostRssKiB,
      });
    }
    await back(folder, rounds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same package both ways: qemu-img gets the VMDK as a file of its own, and compares no digest. */
async function back(folder, rounds) {
  const [ova, raw, vmdk] = ["default.ova", "back.raw", "back.vmdk"].map((name) => join(folder, name));
  await timed("tar", ["-C", folder, "--transform", "s/.*/back.vmdk/", "-xf", ova, "bench-disk1.vmdk"]);
  const found = { edgelab: [], qemu: [] };
  let rss = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ["edgelab", "qemu"]) {
      await rm(raw, { force: true });
      const { ms, stdout } =
        name === "edgelab"
          ? await script("extract-package", [ova, raw])
          : await onTwoCores("qemu-img", ["convert", "-f", "vmdk", "-O", "raw", vmdk, raw]);
      found[name].push(ms);
      if (name === "edgelab") rss = Math.max(rss, JSON.parse(stdout).rssKiB);
    }
  }
  const ratio = median(found.qemu) / median(found.edgelab);
  report({
    what: "OVA to raw disk, digest compared",
    measured: seconds(median(found.edgelab)),
    beside: `qemu-img convert ${seconds(median(found.qemu))}`,
    ratio: times(ratio),
    bound: "at least 1x",
    ok: ratio >= 1,
  });
  report({
    what: "its memory",
    measured: megabytes(rss * 1024),
    beside: "the whole process",
    bound: "at most 200 MB",
    ok: rss <= mostRssKiB,
  });
}
