import { existsSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, root, timed } from "./process.mjs";
import { median, report, seconds, times } from "./table.mjs";

/** A template built with QEMU from the stand-in installer, and again: the second time nothing is to be done. */
export async function run({ quick }) {
  const home = await mkdtemp(join(tmpdir(), "edgelab-bench-build-"));
  const env = { HOME: home, EDGELAB_SANDBOX_DIR: join(home, "sandbox"), NO_COLOR: "1" };
  const edgelab = (...args) => timed(process.execPath, [cli, ...args], { env });
  try {
    const unpacked = join(root, ".peers/stand-in");
    const packages = existsSync(join(unpacked, "complete")) ? ["--packages", unpacked] : [];
    const [iso, ova] = [join(home, "stand-in.iso"), join(home, "edge.ova")];
    await edgelab("iso", "stand-in", "-o", iso, ...packages);
    const build = () => edgelab("template", "build", "--iso", iso, "-o", ova);
    const first = await build();
    const before = await stat(ova);
    const again = [];
    for (let round = 0; round < (quick ? 1 : 5); round += 1) again.push((await build()).ms);
    const after = await stat(ova);
    const isUntouched = after.ino === before.ino && after.mtimeMs === before.mtimeMs;
    const ms = median(again);
    report({
      what: "template build, the second time",
      measured: `${seconds(ms)}${isUntouched ? ", the package untouched" : ", the package WRITTEN ANEW"}`,
      beside: `the first ${seconds(first.ms)}`,
      ratio: times(first.ms / ms),
      bound: "at most 2 s, no byte moved",
      ok: ms <= 2000 && isUntouched,
    });
    await edgelab("template", "import", ova);
    const imports = [];
    for (let round = 0; round < (quick ? 1 : 5); round += 1) {
      imports.push((await edgelab("template", "import", ova)).ms);
    }
    report({
      what: "template import, the second time",
      measured: seconds(median(imports)),
      beside: "a look at the sandbox's templates",
      bound: "at most 2 s",
      ok: median(imports) <= 2000,
    });
  } finally {
    await edgelab("sandbox", "stop", "--purge").catch(() => undefined); // it may never have run
    await rm(home, { recursive: true, force: true });
  }
}
