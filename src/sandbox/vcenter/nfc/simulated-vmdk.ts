import { deflateSync } from "node:zlib";
import { encodeSimulatedDisk } from "../../../disk/index.ts";
import { VmdkFileWriter } from "../../../vmdk/file-writer.ts";
import { grainMarkerSize, grainSize, sectorSize, sectorsFor } from "../../../vmdk/layout.ts";
import { encodeGrainMarker } from "../../../vmdk/marker.ts";
import type { VirtualDisk } from "../files/virtual-disk.ts";

const mib = 2 ** 20;

/**
 * A disk without an image of its own as a streamOptimized VMDK: what simulated guests wrote to it in an area of edgelab's own,
 * which a sandbox understands and nobody else; an empty disk as what it is.
 */
export async function simulatedVmdk(disk: VirtualDisk): Promise<{ bytes: Uint8Array; populatedBytes: number }> {
  const chunks: Uint8Array[] = [];
  const sink = { write: (chunk: Uint8Array) => void chunks.push(Uint8Array.from(chunk)) };
  // A disk may be too small for the list of what was written to it; what the descriptor says of its capacity counts.
  const parts = partsOf(disk);
  const end = parts.reduce((most, { offset, bytes }) => Math.max(most, offset + bytes.length), disk.capacityBytes);
  const capacityBytes = Math.ceil(end / mib) * mib;
  const file = await VmdkFileWriter.begin(sink, { name: "disk.vmdk", seed: disk.contentId, capacityBytes });
  for (const { offset, bytes } of parts) {
    for (let at = 0; at < bytes.length; at += grainSize) {
      const grain = Buffer.alloc(grainSize);
      grain.set(bytes.subarray(at, at + grainSize));
      const stream = deflateSync(grain);
      const record = Buffer.alloc(sectorsFor(grainMarkerSize + stream.length) * sectorSize);
      encodeGrainMarker(record, (offset + at) / sectorSize, stream.length);
      record.set(stream, grainMarkerSize);
      await file.addGrains(offset + at, record, [record.length / sectorSize]);
    }
  }
  const { populatedBytes } = await file.finish();
  return { bytes: Buffer.concat(chunks), populatedBytes };
}

function partsOf(disk: VirtualDisk): ReturnType<typeof encodeSimulatedDisk> {
  const files = [...disk.visibleFiles()].toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (files.length === 0) return [];
  return encodeSimulatedDisk(files.map(([path, { size, bytes }]) => ({ path, sizeBytes: size, bytes })));
}
