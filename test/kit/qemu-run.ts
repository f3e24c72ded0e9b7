import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSeedIso } from "../../src/iso/index.ts";
import type { InstallSpec } from "../../src/qemu/index.ts";

/** A folder for one test of QEMU, with what a machine of a few instructions needs. */
export interface QemuRoom extends AsyncDisposable {
  readonly folder: string;
  /** Where private folders of runs are made: empty when nothing was left behind. */
  readonly temporaryFolder: string;
  readonly evidenceFolder: string;
  /** The disk that {@link spec} makes. */
  readonly disk: string;
  /** An installation of seconds from an ISO with this content, by the emulation, with short limits. */
  spec(iso: Uint8Array): Promise<InstallSpec>;
  /** Names of files that runs have left: beside the disk, and in the temporary folder. */
  leftBehind(): Promise<string[]>;
  /** Command lines of the QEMUs that have a file of this folder open on their command line. */
  processes(): Promise<string[]>;
}

export async function openQemuRoom(): Promise<QemuRoom> {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-test-qemu-"));
  const temporaryFolder = join(folder, "tmp");
  const disks = join(folder, "disks");
  await Promise.all([mkdir(temporaryFolder), mkdir(disks)]);
  const iso = join(folder, "installer.iso");
  const evidenceFolder = join(folder, "evidence");
  const disk = join(disks, "disk.raw");
  return {
    folder,
    temporaryFolder,
    evidenceFolder,
    disk,
    spec: async (content) => {
      await writeFile(iso, content);
      return {
        iso,
        seed: createSeedIso({ userData: "#cloud-config\ninstall: { poweroff: true }\n" }),
        disk,
        temporaryFolder,
        evidenceFolder,
        firmware: "bios",
        cpus: 1,
        memoryMiB: 64,
        accelerator: "tcg",
        timeoutMs: 30_000,
        idleTimeoutMs: 10_000,
      };
    },
    leftBehind: async () => [...(await readdir(disks)), ...(await readdir(temporaryFolder))],
    processes: async () => {
      const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
      const lines = await Promise.all(ids.map(async (id) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")));
      return lines.filter((line) => line.includes(folder) && line.includes("qemu-system"));
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
