import type { VmdkDisk } from "../../../vmdk/index.ts";
import type { Stored } from "./blobs.ts";
import type { DiskImage } from "./disk-image.ts";

/** What the sandbox keeps of an uploaded disk beside its bytes. */
export async function readDiskImage({ blob, size }: Stored, vmdk: VmdkDisk): Promise<DiskImage> {
  const { capacityBytes, populatedBytes } = vmdk;
  return { blob, sizeBytes: size, capacityBytes, populatedBytes, files: new Map() };
}
