import type { RandomAccess } from "../core/random-access.ts";
import type { DataRange } from "./data-ranges.ts";
import { parseDiskDescriptor, type VmdkDescriptor } from "./descriptor.ts";
import { firstAbove, type GrainIndex, readGrainIndex } from "./grain-index.ts";
import { inflateGrain } from "./inflate.ts";
import { invalid } from "./invalid.ts";
import { grainMarkerSize, sectorSize, sectorsFor } from "./layout.ts";
import { decodeGrainMarker, isMarker } from "./marker.ts";
import { decodeSparseHeader, type SparseHeader } from "./sparse-header.ts";

/** Inflated grains that are kept: those of a directory and of the tables that lead to it. */
const cachedGrains = 32;

export interface VmdkLayout {
  /** Tables at the end; otherwise in front, as qemu-img and open-vmdk write them. */
  readonly footer: boolean;
  /** Whether the end of the stream is marked. qemu-img does not, and readers of streams may wait for it. */
  readonly eos: boolean;
  /** Whether grains are in the file in the order of the disk. VirtualBox reads no others. */
  readonly grainsOrdered: boolean;
  readonly version: number;
  /** Bytes of a grain. */
  readonly grainSize: number;
}

/** A streamOptimized VMDK as the disk that it holds: `size` is the disk's, holes read as zeros. */
export interface VmdkDisk extends RandomAccess {
  readonly capacityBytes: number;
  /** Bytes of the grains that are there. */
  readonly populatedBytes: number;
  readonly descriptor: VmdkDescriptor;
  readonly layout: VmdkLayout;
  readonly index: GrainIndex;
  /** Where the disk has grains, ascending, neighbours joined; everything else is zero. */
  dataRanges(): Generator<DataRange>;
}

/**
 * Opens a VMDK with tables in front or at the end, with or without the mark of its end. Only a disk that is whole in
 * this one file is accepted; everything in it is checked against the size of the file before it is believed.
 *
 * @throws {EdgelabError} VMDK_INVALID, also from `read` for a grain that is damaged
 */
export async function openVmdk(source: RandomAccess): Promise<VmdkDisk> {
  const { header, hasFooter } = await readHeader(source);
  const descriptor = await readDescriptor(source, header);
  const index = await readGrainIndex(source, header, hasFooter);
  return new Disk(source, header, descriptor, index, {
    footer: hasFooter,
    eos: hasFooter || (await isEndMarked(source, header, index)),
    grainsOrdered: index.isOrdered,
    version: header.version,
    grainSize: header.grainSectors * sectorSize,
  });
}

/** A sector of zeros behind the last grain: whether it was meant as a marker or fills up the file, it reads as one. */
async function isEndMarked(source: RandomAccess, header: SparseHeader, { sectors }: GrainIndex): Promise<boolean> {
  const last = sectors.reduce((highest, sector) => Math.max(highest, sector), 0);
  const marker = last === 0 ? undefined : decodeGrainMarker(await source.read(last * sectorSize, grainMarkerSize));
  const end = marker ? last + sectorsFor(grainMarkerSize + marker.compressedBytes) : header.overhead;
  if ((end + 1) * sectorSize > source.size) return false;
  const behind = await source.read(end * sectorSize, sectorSize);
  return behind.length === sectorSize && behind.every((byte) => byte === 0);
}

type CompleteHeader = SparseHeader & { readonly directoryOffset: number };

async function readHeader(source: RandomAccess): Promise<{ header: CompleteHeader; hasFooter: boolean }> {
  const front = decodeSparseHeader(await source.read(0, sectorSize));
  if (front.directoryOffset !== undefined) {
    return { header: { ...front, directoryOffset: front.directoryOffset }, hasFooter: false };
  }
  if (source.size < 4 * sectorSize) throw invalid(`it has ${source.size} bytes, too few for a header and a footer`);
  const tail = await source.read(source.size - 3 * sectorSize, 3 * sectorSize);
  const [marker, footer, end] = [0, 1, 2].map((at) => tail.subarray(at * sectorSize, (at + 1) * sectorSize));
  if (source.size % sectorSize !== 0 || !isMarker("footer", marker!) || !isMarker("endOfStream", end!)) {
    throw invalid("its last three sectors are no footer: it is cut short, or has something appended");
  }
  const back = decodeSparseHeader(footer!);
  const { directoryOffset } = back;
  if (directoryOffset === undefined) throw invalid("its footer does not say where the directory is");
  for (const field of ["capacity", "grainSectors", "entriesPerTable"] as const) {
    if (front[field] !== back[field])
      throw invalid(`header and footer differ: ${field} ${front[field]}, ${back[field]}`);
  }
  return { header: { ...front, directoryOffset }, hasFooter: true };
}

async function readDescriptor(source: RandomAccess, header: SparseHeader): Promise<VmdkDescriptor> {
  const [offset, length] = [header.descriptorOffset * sectorSize, header.descriptorSectors * sectorSize];
  if (offset === 0 || length === 0) throw invalid("it has no descriptor");
  if (offset + length > source.size) throw invalid("its descriptor is not inside the file");
  const descriptor = parseDiskDescriptor(await source.read(offset, length));
  if (descriptor.extentSectors !== header.capacity) {
    throw invalid(`its header has ${header.capacity} sectors, its descriptor ${descriptor.extentSectors}`);
  }
  return descriptor;
}

class Disk implements VmdkDisk {
  readonly size: number;
  readonly capacityBytes: number;
  readonly populatedBytes: number;
  readonly descriptor: VmdkDescriptor;
  readonly layout: VmdkLayout;
  readonly index: GrainIndex;
  readonly #source: RandomAccess;
  readonly #header: SparseHeader;
  /** By place in the index; the oldest first. */
  readonly #cache = new Map<number, Promise<Uint8Array>>();

  constructor(
    source: RandomAccess,
    header: SparseHeader,
    descriptor: VmdkDescriptor,
    index: GrainIndex,
    layout: VmdkLayout,
  ) {
    this.size = header.capacity * sectorSize;
    this.capacityBytes = this.size;
    this.populatedBytes = index.numbers.length * layout.grainSize;
    this.descriptor = descriptor;
    this.layout = layout;
    this.index = index;
    this.#source = source;
    this.#header = header;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.size);
    const bytes = Buffer.alloc(Math.max(0, end - offset));
    if (bytes.length === 0) return bytes;
    const { grainSize } = this.layout;
    const { numbers } = this.index;
    const [first, last] = [Math.floor(offset / grainSize), Math.floor((end - 1) / grainSize)];
    for (let at = firstAbove(numbers, first - 1); at < numbers.length && numbers[at]! <= last; at += 1) {
      const grain = await this.#grain(at);
      const start = numbers[at]! * grainSize;
      const from = Math.max(0, offset - start);
      bytes.set(grain.subarray(from, Math.max(from, end - start)), start + from - offset);
    }
    return bytes;
  }

  *dataRanges(): Generator<DataRange> {
    const { numbers } = this.index;
    const { grainSize } = this.layout;
    for (let at = 0; at < numbers.length; ) {
      const from = at;
      do at += 1;
      while (numbers[at] === numbers[at - 1]! + 1);
      const offset = numbers[from]! * grainSize;
      yield { offset, length: Math.min((at - from) * grainSize, this.size - offset) };
    }
  }

  #grain(at: number): Promise<Uint8Array> {
    const found = this.#cache.get(at) ?? this.#inflated(at);
    this.#cache.delete(at);
    this.#cache.set(at, found);
    if (this.#cache.size > cachedGrains) this.#cache.delete(this.#cache.keys().next().value!);
    return found;
  }

  async #inflated(at: number): Promise<Uint8Array> {
    const [sector, end] = [this.index.sectors[at]!, this.index.ends[at]!];
    const { grainSectors, capacity } = this.#header;
    const length = Math.min(end - sector, grainSectors + 1) * sectorSize;
    const record = await this.#source.read(sector * sectorSize, length);
    return inflateGrain(record, { number: this.index.numbers[at]!, grainSectors, capacity });
  }
}
