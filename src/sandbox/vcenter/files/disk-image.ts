/** A file of an uploaded disk. Large ones are listed without their bytes. */
export interface ImageFile {
  readonly size: number;
  readonly bytes?: Uint8Array | undefined;
}

/** A disk as it was uploaded: the VMDK itself, and what simulated guests can find on it. Never changes. */
export interface DiskImage {
  /** SHA-256 of the VMDK: its name among the datastore's blobs. */
  readonly blob: string;
  /** Of the VMDK. */
  readonly sizeBytes: number;
  /** Of the disk, as the VMDK says. */
  readonly capacityBytes: number;
  /** Grains that hold data, inflated: what a thin disk takes. */
  readonly populatedBytes: number;
  /** It came from a sandbox and holds no real system: see src/disk/simulated.ts. */
  readonly isSimulated: boolean;
  /** By `LABEL:/path`. */
  readonly files: ReadonlyMap<string, ImageFile>;
}

export interface DiskImageState {
  readonly blob: string;
  readonly sizeBytes: number;
  readonly capacityBytes: number;
  readonly populatedBytes: number;
  readonly isSimulated: boolean;
  /** Base64 of the bytes, or the size of a file without them. */
  readonly files: Readonly<Record<string, string | number>>;
}

export function saveImage({ files, ...image }: DiskImage): DiskImageState {
  const saved = [...files].map(
    ([path, { size, bytes }]) => [path, bytes ? Buffer.from(bytes).toString("base64") : size] as const,
  );
  return { ...image, files: Object.fromEntries(saved) };
}

export function restoreImage({ files, ...image }: DiskImageState): DiskImage {
  const restored = Object.entries(files).map(([path, saved]): [string, ImageFile] => {
    if (typeof saved === "number") return [path, { size: saved }];
    const bytes = Buffer.from(saved, "base64");
    return [path, { size: bytes.length, bytes }];
  });
  return { ...image, files: new Map(restored) };
}
