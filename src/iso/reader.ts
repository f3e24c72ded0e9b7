import type { RandomAccess } from "../core/random-access.ts";
import { type BootSupport, readBootSupport } from "./boot-catalog.ts";
import { BoundedSource, invalid } from "./bounded-source.ts";
import { extentsAsSource } from "./extents.ts";
import { readSelf, recordsOf } from "./raw-record.ts";
import { sectorSize } from "./sector.ts";
import { SuspReader, suspSkip } from "./susp.ts";
import { labelOf, readVolume, type Volume } from "./volume.ts";
import { type IsoEntry, type IsoNames, Walk } from "./walk.ts";

export type { BootImage, BootSupport, DiskPartition } from "./boot-catalog.ts";
export type { IsoEntry, IsoNames } from "./walk.ts";

export interface IsoImage {
  /** Of the primary descriptor, without padding. */
  readonly volumeId: string;
  /** As libblkid and the kernel's by-label links show it: Joliet's when there is one. */
  readonly label: string;
  /** Bytes that the volume says it has; the source has fewer when it was cut short. */
  readonly declaredBytes: number | undefined;
  /** Whose names the entries have: those Linux would show. */
  readonly names: IsoNames;
  readonly boot: BootSupport;
  /** By path, a directory before what is in it; without the root. */
  readonly entries: ReadonlyMap<string, IsoEntry>;
  /**
   * The bytes of a file, read as they are asked for.
   *
   * @throws {EdgelabError} ISO_INVALID when there is no such file, or it is stored compressed
   */
  open(path: string): RandomAccess;
  /**
   * @throws {EdgelabError} ISO_INVALID as `open`, or when it has more than `maxBytes` (default 16 MiB)
   */
  readFile(path: string, options?: { readonly maxBytes?: number }): Promise<Uint8Array>;
}

/**
 * Reads the tree of an ISO 9660 volume with Rock Ridge, Joliet or plain names.
 * Every offset is checked against the image, loops and absurd sizes are refused, links are not followed.
 *
 * @throws {EdgelabError} ISO_INVALID
 */
export async function readIso(image: RandomAccess): Promise<IsoImage> {
  const source = new BoundedSource(image);
  const volume = await readVolume(source);
  const { names, root, susp } = await chooseHierarchy(source, volume);
  const entries = await new Walk(source, names, susp).from(root);
  const open = (path: string): RandomAccess => {
    const entry = entries.get(path);
    if (entry?.kind !== "file") throw invalid(`there is no file ${path}`);
    if (entry.isCompressed) throw invalid(`${path} is stored in the compressed form of zisofs, which is not read here`);
    return extentsAsSource(source, entry);
  };
  return {
    volumeId: volume.volumeId,
    label: labelOf(volume),
    declaredBytes: volume.declaredBytes,
    names,
    boot: await readBootSupport(source, volume.bootCatalog),
    entries,
    open,
    readFile: async (path, { maxBytes = 16 << 20 } = {}) => {
      const file = open(path);
      if (file.size > maxBytes) throw invalid(`${path} has ${file.size} bytes, more than the ${maxBytes} looked for`);
      return file.read(0, file.size);
    },
  };
}

/**
 * The one that Linux shows: Rock Ridge's when it is announced, else Joliet's, else the plain one. A primary hierarchy with
 * nothing in it gives way to Joliet's.
 *
 * @see Linux, fs/isofs/inode.c, isofs_fill_super
 */
async function chooseHierarchy(source: BoundedSource, { primaryRoot, joliet }: Volume) {
  const self = await readSelf(source, primaryRoot);
  const skip = suspSkip(self.systemUse);
  const susp = skip === undefined ? undefined : new SuspReader(source, skip);
  const isAnnounced = (await susp?.decode(self.systemUse, { isRootSelf: true }))?.isAnnounced ?? false;
  if (joliet && (!isAnnounced || (await isEmpty(source, primaryRoot)))) {
    return { names: "joliet", root: joliet.root, susp: undefined } as const;
  }
  return { names: susp ? "rock-ridge" : "plain", root: primaryRoot, susp } as const;
}

async function isEmpty(source: BoundedSource, { extent, size }: Volume["primaryRoot"]): Promise<boolean> {
  const first = await source.read(extent, Math.min(size, sectorSize), "the root directory");
  return recordsOf(first).next().done === true;
}
