import type { Abortable } from "../core/abort.ts";
import { OutputFile } from "../core/output-file.ts";
import { unwritable } from "../core/unwritable.ts";
import { extractVmdk } from "../vmdk/index.ts";
import type { OvfDisk } from "./envelope.ts";
import { invalid, shown } from "./invalid.ts";
import { openPackage, type OvfPackage, type PackageFile } from "./package.ts";
import { compareWithManifest } from "./vouched.ts";

export interface ExtractPackageOptions extends Abortable {
  /** Replace a file that has the name already. @default false */
  readonly overwrite?: boolean | undefined;
  /** Threads that inflate. @default one for each processor */
  readonly workers?: number | undefined;
  /** Bytes of the disk's file in the package. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

export interface ExtractedPackage {
  readonly path: string;
  readonly capacityBytes: number;
  /** Of the disk's file in the package. */
  readonly sha256: string;
  /** Whether a manifest vouched for it. */
  readonly isVouchedFor: boolean;
}

/**
 * Writes the disk of a package as a raw disk. It gets its name only when its digest is that of the manifest.
 *
 * @throws {EdgelabError} OVF_INVALID, VMDK_INVALID, FILE_EXISTS, FILE_UNUSABLE; VERIFY_FAILED when the manifest has another digest
 */
export async function extractPackage(
  path: string,
  output: string,
  { signal, overwrite, workers, onProgress }: ExtractPackageOptions,
): Promise<ExtractedPackage> {
  await using opened = await openPackage(path);
  const { disk, file } = onlyDisk(opened);
  await using raw = await OutputFile.create(output, { overwrite });
  const extracted = await extractVmdk(file, raw.handle, { signal, workers, onProgress }).catch((error: unknown) => {
    throw unwritable(output, error);
  });
  if (extracted.capacityBytes > disk.capacityBytes) {
    throw invalid(
      `${shown(file.name)} holds ${extracted.capacityBytes} bytes, its descriptor says ${disk.capacityBytes}`,
    );
  }
  // an importer makes the disk as large as the descriptor says
  if (extracted.capacityBytes < disk.capacityBytes) await raw.handle.truncate(disk.capacityBytes);
  const isVouchedFor = await compareWithManifest(opened, file, { signal, sha256: extracted.sha256 });
  await raw.commit();
  return { path: output, capacityBytes: disk.capacityBytes, sha256: extracted.sha256, isVouchedFor };
}

/** @throws {EdgelabError} OVF_INVALID when the package has another number of disks, or its disk is created empty */
export function onlyDisk({ envelope, files }: OvfPackage): { readonly disk: OvfDisk; readonly file: PackageFile } {
  const filled = envelope.disks.filter(({ fileRef }) => fileRef !== undefined);
  const [disk] = filled;
  if (!disk || filled.length > 1) throw invalid(`it has ${filled.length} disks with something on them, expected one`);
  if (disk.parentRef !== undefined) throw invalid("its disk continues another");
  const reference = envelope.files.find(({ id }) => id === disk.fileRef)!;
  if (reference.compression !== undefined && reference.compression !== "identity") {
    throw invalid(`${shown(reference.href)} is compressed once more (${shown(reference.compression)})`);
  }
  return { disk, file: files.find(({ name }) => name === reference.href)! };
}
