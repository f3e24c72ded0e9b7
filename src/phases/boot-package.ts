import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { extractPackage, type Finding, openPackage, type PackageReport } from "../ovf/index.ts";
import { bootDisk, PrivateFolder } from "../qemu/index.ts";

export interface BootPackageOptions extends Abortable {
  /** Where the disk is unpacked for the time being, and pictures of failed starts are kept. */
  readonly cacheDir: string;
  readonly accelerator?: "auto" | "kvm" | "tcg" | undefined;
  /** Until the kernel has started, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

/** A kernel's first line, or for one that is told to be quiet the line of an Edge agent. */
const started = /Linux version \d|MachineID: /;

/**
 * Starts the disk of a package from itself in QEMU, by each firmware for which it has a loader. What the system writes is
 * thrown away: the package stays one that was never started.
 *
 * @param report of `verifyPackage`, which knows the loaders
 * @throws {EdgelabError} PROGRAM_MISSING, QEMU_FAILED. That it does not start is in the findings
 */
export async function bootPackage(
  { path, disk }: Pick<PackageReport, "path" | "disk">,
  options: BootPackageOptions,
): Promise<readonly Finding[]> {
  const { cacheDir, accelerator, timeoutMs, signal, onProgress } = options;
  const boots = disk?.inspection?.boots;
  const firmwares = (["bios", "efi"] as const).filter((firmware) => boots?.[firmware].ok);
  if (firmwares.length === 0) return [];
  const memoryMiB = await memoryOf(path);
  const work = join(cacheDir, "work");
  await mkdir(work, { recursive: true });
  await using folder = await PrivateFolder.create({ root: work });
  const raw = folder.file("disk.raw");
  await extractPackage(path, raw, { signal, onProgress });
  const findings: Finding[] = [];
  for (const firmware of firmwares) {
    const wish = { firmware, disk: raw, cpus: 2, memoryMiB, accelerator, timeoutMs, until: started };
    const evidenceFolder = join(cacheDir, "evidence");
    findings.push(
      await tryBoot(firmware, () => bootDisk({ ...wish, evidenceFolder, temporaryFolder: folder.path }, { signal })),
    );
  }
  return findings;
}

async function tryBoot(
  firmware: "bios" | "efi",
  boot: () => Promise<{ readonly line?: string | undefined }>,
): Promise<Finding> {
  const name = firmware === "efi" ? "UEFI" : "BIOS";
  try {
    const { line } = await boot();
    return {
      severity: "info",
      check: "boot",
      message: `It was started by ${name} in QEMU, as far as "${line?.trim()}".`,
    };
  } catch (error) {
    if (!(error instanceof EdgelabError) || (error.code !== "VERIFY_FAILED" && error.code !== "TIMED_OUT")) throw error;
    return { severity: "error", check: "boot", message: `It does not start by ${name} in QEMU: ${error.message}` };
  }
}

/** Enough for any kernel to begin with, and no more than a laptop has. */
async function memoryOf(path: string): Promise<number> {
  await using found = await openPackage(path);
  const item = found.envelope.system.hardware.items.find(({ kind }) => kind === "memory");
  const wanted = item?.kind === "memory" ? item.memoryBytes / 2 ** 20 : 2048;
  return Math.max(512, Math.min(2048, Math.round(wanted)));
}
