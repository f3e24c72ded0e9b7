import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { Abortable } from "../core/abort.ts";
import { slice } from "../core/random-access.ts";
import { openRandomAccess } from "../core/random-access-file.ts";
import { Crew } from "./crew.ts";
import { type ExtractWorkerData, type GrainBatch, grainsPerBatch } from "./grain-batch.ts";
import type { GrainIndex } from "./grain-index.ts";
import { invalid } from "./invalid.ts";
import { sectorSize } from "./layout.ts";
import { openVmdk } from "./reader.ts";

export interface VmdkPlace {
  readonly path: string;
  /** Byte of the file where the VMDK begins: a member of an OVA. */
  readonly offset: number;
  readonly sizeBytes: number;
}

export interface ExtractOptions extends Abortable {
  /** Threads that inflate and write. @default one for each processor, at most 8 */
  readonly workers?: number | undefined;
  /** Bytes of the VMDK. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

export interface ExtractedDisk {
  readonly capacityBytes: number;
  readonly populatedBytes: number;
  /** Of the VMDK's bytes as they were read. The caller compares it with a manifest before trusting the disk. */
  readonly sha256: string;
}

const mostWorkers = 8;
const batchesPerWorker = 3;
const hashedAtOnce = 1 << 20;

/**
 * Writes the disk of a VMDK to a file: threads inflate and write, this one hashes the VMDK meanwhile. Holes stay holes.
 *
 * @param output empty, open for writing
 * @throws {EdgelabError} VMDK_INVALID. Whatever is thrown, the output has a part of the disk, and no thread is left.
 */
export async function extractVmdk(
  vmdk: VmdkPlace,
  output: FileHandle,
  { signal, workers = Math.min(availableParallelism(), mostWorkers), onProgress }: ExtractOptions,
): Promise<ExtractedDisk> {
  await using file = await openRandomAccess(vmdk.path);
  const source = slice(file, vmdk.offset, vmdk.sizeBytes);
  const disk = await openVmdk(source);
  await output.truncate(disk.capacityBytes);

  const { path, offset } = vmdk;
  const grainSectors = disk.layout.grainSize / sectorSize;
  const capacity = disk.capacityBytes / sectorSize;
  const workerData: ExtractWorkerData = { path, offset, output: output.fd, grainSectors, capacity };
  const stop = new AbortController();
  const bounded = { signal: AbortSignal.any([signal, stop.signal]) };
  await using crew = new Crew<GrainBatch, undefined>("extract-worker", workers, workerData, bounded);
  const inflated = async () => {
    const underWay: Promise<undefined>[] = [];
    for (const batch of batchesOf(disk.index)) {
      if (underWay.length >= workers * batchesPerWorker) await underWay.shift();
      underWay.push(crew.run(batch));
    }
    await Promise.all(underWay);
  };
  const hashed = async () => {
    const hash = createHash("sha256");
    await using handle = await open(path, "r");
    // one buffer for all: a new one for each part is garbage faster than it is collected
    const buffer = Buffer.allocUnsafeSlow(hashedAtOnce);
    for (let at = 0; at < vmdk.sizeBytes; ) {
      const wanted = Math.min(hashedAtOnce, vmdk.sizeBytes - at);
      const { bytesRead } = await handle.read(buffer, 0, wanted, offset + at);
      bounded.signal.throwIfAborted();
      if (bytesRead === 0) throw invalid("it was cut short while it was read");
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
      onProgress?.(at, vmdk.sizeBytes);
    }
    return hash.digest("hex");
  };
  const both = [hashed(), inflated()] as const;
  try {
    const [sha256] = await Promise.all(both);
    return { capacityBytes: disk.capacityBytes, populatedBytes: disk.populatedBytes, sha256 };
  } finally {
    stop.abort();
    await Promise.allSettled(both);
  }
}

function* batchesOf({ numbers, sectors, ends }: GrainIndex): Generator<GrainBatch> {
  for (let at = 0; at < numbers.length; ) {
    const from = at;
    do at += 1;
    while (at - from < grainsPerBatch && numbers[at] === numbers[at - 1]! + 1);
    yield { first: numbers[from]!, sectors: sectors.slice(from, at), ends: ends.slice(from, at) };
  }
}
