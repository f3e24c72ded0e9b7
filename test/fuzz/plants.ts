import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FindingKind } from "./finding.ts";

/** A bug that readers of this kind have had elsewhere, made by taking one check out of a copy of ours. */
export interface Plant {
  /** Compiled module, from the root of the build. */
  readonly module: string;
  /** The check, of which the module has exactly one. */
  readonly check: RegExp;
  readonly without: string;
  /** How it shows. */
  readonly shows: readonly FindingKind[];
}

export const plants: Readonly<Record<string, Plant>> = {
  iso: { module: "src/iso/susp.js", check: /length < 4 \|\|/, without: "", shows: ["hang", "growth"] },
  vmdk: {
    module: "src/vmdk/grain-index.js",
    check: /start < 1 \|\| start \+ sectors > this\.#fileSectors/,
    without: "false",
    shows: ["outside"],
  },
  ovf: { module: "src/ovf/file-name.js", check: /\/\[\/\\\\:/, without: "/[\\\\:", shows: ["path"] },
  ova: {
    module: "src/ovf/tar-index.js",
    check: /sizeBytes > archive\.size - offset/,
    without: "false",
    shows: ["outside"],
  },
  qcow2: {
    module: "src/disk/bounded-source.js",
    check: /offset >= 0 && length >= 0 && offset \+ length <= this\.size/,
    without: "true",
    shows: ["outside", "error"],
  },
  partitions: { module: "src/disk/gpt.js", check: /entryBytes < 128 \|\|/, without: "", shows: ["hang", "growth"] },
  ext: {
    module: "src/disk/ext/directory.js",
    check: /length < recordHeader \|\|/,
    without: "",
    shows: ["hang", "growth"],
  },
  simulated: {
    module: "src/disk/simulated.js",
    check: /\|\| offset \+ length > source\.size/,
    without: "",
    shows: ["outside"],
  },
  fat: {
    module: "src/disk/fat/cluster-chain.js",
    check: /count < maxClusters/,
    without: "true",
    shows: ["hang", "growth"],
  },
};

export interface Planted extends AsyncDisposable {
  readonly worker: URL;
}

/** A copy of the build with the bug in it, until disposed. */
export async function plantBug({ module, check, without }: Plant, project: string): Promise<Planted> {
  const copy = join(project, `.fuzz/planted-${process.pid}-${module.replaceAll("/", "-")}`);
  await cp(join(project, ".fuzz/build"), copy, { recursive: true });
  const path = join(copy, module);
  const code = await readFile(path, "utf8");
  const times = code.split(check).length - 1;
  if (times !== 1) throw new Error(`${module} has the check ${check} ${times} times, expected once: change plants.ts`);
  await writeFile(
    path,
    code.replace(check, () => without),
  );
  return {
    worker: pathToFileURL(join(copy, "test/fuzz/worker.js")),
    [Symbol.asyncDispose]: () => rm(copy, { recursive: true, force: true }),
  };
}
