import { EdgelabError } from "../../../core/errors.ts";
import { slice, type RandomAccess } from "../../../core/random-access.ts";
import {
  type DiskInspection,
  type FileSystem,
  inspectDisk,
  openFileSystem,
  readSimulatedDisk,
} from "../../../disk/index.ts";
import type { VmdkDisk } from "../../../vmdk/index.ts";
import { bootsPath, partitionTablePath } from "../../machine.ts";
import type { Stored } from "./blobs.ts";
import type { DiskImage, ImageFile } from "./disk-image.ts";

/** Of files whose bytes are kept: settings, logs and keys of a guest, no images. */
const keptFileBytes = 256 * 1024;
const keptBytes = 2 * 2 ** 20;
/** Of files that are listed at all. A disk that has just been installed has some hundred outside of its images. */
const listedFiles = 5_000;
const deepest = 16;

/**
 * What the sandbox keeps of an uploaded disk beside its bytes: the names of its files by `LABEL:/path`, the bytes of the
 * small ones, its partitions, and which firmware it starts with. A disk that edgelab cannot read has no files.
 */
export async function readDiskImage({ blob, size }: Stored, vmdk: VmdkDisk): Promise<DiskImage> {
  const { capacityBytes, populatedBytes } = vmdk;
  const simulated = await simulatedFiles(vmdk);
  const files = simulated ?? (await realFiles(vmdk));
  return { blob, sizeBytes: size, capacityBytes, populatedBytes, isSimulated: simulated !== undefined, files };
}

/** Those of a disk that a sandbox exported. */
async function simulatedFiles(disk: RandomAccess): Promise<Map<string, ImageFile> | undefined> {
  const found = await orDamaged(() => readSimulatedDisk(disk));
  return found && new Map(found.map(({ path, sizeBytes, bytes }) => [path, { size: sizeBytes, bytes }]));
}

async function realFiles(disk: RandomAccess): Promise<Map<string, ImageFile>> {
  const inspection = await orDamaged(() => inspectDisk(disk));
  const listing = new Listing();
  if (!inspection || inspection.table === "none") return listing.files;
  listing.add(partitionTablePath, Buffer.from(tableText(inspection)));
  listing.add(bootsPath, Buffer.from(bootsText(inspection)));
  for (const { fileSystem, offset, sizeBytes } of inspection.partitions) {
    if (!fileSystem?.label) continue;
    const opened = await orDamaged(() => openFileSystem(slice(disk, offset, sizeBytes)));
    if (opened) await listing.read(opened, "/", 0);
  }
  return listing.files;
}

/** Damage is the disk's own affair: the guest sees what can be read. */
async function orDamaged<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EdgelabError && error.code === "DISK_INVALID") return undefined;
    throw error;
  }
}

class Listing {
  readonly files = new Map<string, ImageFile>();
  #kept = 0;

  add(path: string, bytes: Uint8Array): void {
    this.#kept += bytes.length;
    this.files.set(path, { size: bytes.length, bytes });
  }

  async read(fileSystem: FileSystem, directory: string, depth: number): Promise<void> {
    if (depth > deepest) return;
    for (const { name, kind } of (await orDamaged(() => fileSystem.list(directory))) ?? []) {
      if (this.files.size >= listedFiles) return;
      const path = directory === "/" ? `/${name}` : `${directory}/${name}`;
      if (kind === "directory") await this.read(fileSystem, path, depth + 1);
      else if (kind === "file") await orDamaged(() => this.#file(fileSystem, path));
    }
  }

  async #file(fileSystem: FileSystem, path: string): Promise<void> {
    const place = `${fileSystem.label}:${path}`;
    const size = (await fileSystem.stat(path))?.size ?? 0;
    if (size > keptFileBytes || this.#kept + size > keptBytes) this.files.set(place, { size });
    else this.add(place, await fileSystem.readFile(path, { maxBytes: keptFileBytes }));
  }
}

/** As the simulated installer writes it: number, name, label, file system, MiB. */
function tableText({ diskGuid, partitions }: DiskInspection): string {
  const lines = partitions.map(({ number, name, fileSystem, sizeBytes }) =>
    [number, name || "-", fileSystem?.label || "-", fileSystem?.type ?? "-", Math.floor(sizeBytes / 2 ** 20)].join(" "),
  );
  return [`disk ${diskGuid ?? "-"}`, ...lines, ""].join("\n");
}

/** Firmware by firmware: whether it starts the disk, and why. */
function bootsText({ boots }: DiskInspection): string {
  const lines = (["bios", "efi"] as const).map((firmware) => {
    const { ok, why } = boots[firmware];
    return `${firmware} ${ok ? "yes" : "no"} ${why}`;
  });
  return [...lines, ""].join("\n");
}
