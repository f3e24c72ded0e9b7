import { availableParallelism } from "node:os";
import type { Abortable } from "../core/abort.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import { sha256 } from "../core/sha256.ts";
import { type Chunk, type ChunkTask, chunkSize, type WriteWorkerData } from "./chunk.ts";
import type { Compression } from "./compression.ts";
import { Crew } from "./crew.ts";
import type { DataRange } from "./data-ranges.ts";
import { VmdkFileWriter, type VmdkSink, type WrittenVmdk } from "./file-writer.ts";

/** A raw disk to read from. Worker threads open it themselves. */
export interface RawDisk {
  readonly path: string;
  /** Bytes of the disk. Its capacity becomes the next multiple of 1 MiB; what is added is zero. */
  readonly sizeBytes: number;
  /** Byte of the file where the disk begins. @default 0 */
  readonly offset?: number | undefined;
  /** Parts of the disk that hold data, ascending: the rest is zero and is not read. @default all of it is read */
  readonly dataRanges?: readonly DataRange[] | undefined;
}

export interface WriteOptions extends Abortable {
  /** @default "default" */
  readonly compression?: Compression | undefined;
  /** Threads that read and compress. @default one for each processor, at most 8 */
  readonly workers?: number | undefined;
  /** The content id is derived from it. @default the disk's size and first MiB, where the identifiers of its partition table are */
  readonly contentIdSeed?: string | undefined;
  /** Name in the VMDK's own descriptor; nobody looks for a file of that name. @default "disk.vmdk" */
  readonly diskName?: string | undefined;
  /** Bytes of the disk; holes count as done when they are passed. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

/** Partitions are aligned to it, and open-vmdk hangs on a disk that ends within a grain. */
const capacityUnit = 1 << 20;
const mostWorkers = 8;
/** Each thread has one chunk at work, one waiting, and one on its way into the file. */
const chunksPerWorker = 3;

/**
 * Writes a raw disk as a streamOptimized VMDK in one pass: threads read and compress, this one orders, hashes and hands
 * on. Grains of zeros are left out. The same disk and options give the same bytes, however many threads there are and
 * whatever the version of Node.
 *
 * @throws {EdgelabError} FILE_UNUSABLE when the disk cannot be read to its end. Whatever is thrown, the sink has a part
 * of the file, and no thread is left.
 */
export async function writeVmdk(disk: RawDisk, sink: VmdkSink, options: WriteOptions): Promise<WrittenVmdk> {
  const { path, offset: start = 0, sizeBytes } = disk;
  if (!(sizeBytes > 0)) throw new RangeError("a disk of no bytes has no VMDK");
  const { signal, compression = "default", workers = Math.min(availableParallelism(), mostWorkers) } = options;
  const { diskName: name = "disk.vmdk", contentIdSeed: seed = await identity(disk) } = options;
  const capacityBytes = Math.ceil(sizeBytes / capacityUnit) * capacityUnit;

  const workerData: WriteWorkerData = { path, offset: start, sizeBytes, compression };
  await using crew = new Crew<ChunkTask, Chunk>("write-worker", workers, workerData, { signal });
  const file = await VmdkFileWriter.begin(sink, { name, seed, capacityBytes });
  const spare: ArrayBuffer[] = [];
  const underWay: { readonly offset: number; readonly chunk: Promise<Chunk> }[] = [];

  const takeFirst = async () => {
    const { offset, chunk } = underWay.shift()!;
    const { buffer, length, sectors } = await chunk;
    await file.addGrains(offset, new Uint8Array(buffer, 0, length), sectors);
    signal.throwIfAborted();
    spare.push(buffer);
    options.onProgress?.(Math.min(offset + chunkSize, sizeBytes), sizeBytes);
  };
  for (const offset of chunksOf(disk)) {
    if (underWay.length >= workers * chunksPerWorker) await takeFirst();
    const buffer = spare.pop();
    underWay.push({ offset, chunk: crew.run({ offset, buffer }, buffer ? [buffer] : []) });
  }
  while (underWay.length > 0) await takeFirst();
  const written = await file.finish();
  options.onProgress?.(sizeBytes, sizeBytes);
  return written;
}

/** Offsets of the chunks that may hold something, ascending. */
function* chunksOf({ sizeBytes, dataRanges = [{ offset: 0, length: sizeBytes }] }: RawDisk): Generator<number> {
  let next = 0;
  for (const { offset, length } of dataRanges) {
    const end = Math.min(offset + length, sizeBytes);
    for (next = Math.max(next, offset - (offset % chunkSize)); next < end; next += chunkSize) yield next;
  }
}

async function identity({ path, offset = 0, sizeBytes }: RawDisk): Promise<string> {
  await using file = await openRandomAccess(path);
  return `${sizeBytes} ${sha256(await file.read(offset, Math.min(sizeBytes, 1 << 20)))}`;
}
