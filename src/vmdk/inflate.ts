import { inflateSync } from "node:zlib";
import { invalid } from "./invalid.ts";
import { grainMarkerSize, largestCompressed, sectorSize } from "./layout.ts";
import { decodeGrainMarker } from "./marker.ts";

/** What is known of a grain before it is read. */
export interface GrainPlace {
  readonly number: number;
  /** Of its grains, a power of two. */
  readonly grainSectors: number;
  /** Sectors of the whole disk: the last grain may be shorter. */
  readonly capacity: number;
}

/**
 * The plain bytes of a grain: all of it, or what the disk has of its last one.
 *
 * @param record the file from the grain's marker to whatever comes next, or more than it can need
 * @throws {EdgelabError} VMDK_INVALID for a marker of another grain, impossible lengths, bytes that do not inflate, or
 * that inflate to more or less than the grain
 */
export function inflateGrain(record: Uint8Array, { number, grainSectors, capacity }: GrainPlace): Uint8Array {
  const marker = decodeGrainMarker(record);
  const first = number * grainSectors;
  if (marker?.diskSector !== first) {
    throw invalid(`grain ${number} has the marker of sector ${marker?.diskSector ?? "none"}, not of ${first}`);
  }
  const { compressedBytes } = marker;
  if (compressedBytes === 0 || compressedBytes > largestCompressed(grainSectors)) {
    throw invalid(`grain ${number} claims ${compressedBytes} compressed bytes`);
  }
  if (grainMarkerSize + compressedBytes > record.length) {
    throw invalid(`grain ${number} has ${compressedBytes} compressed bytes and reaches into what follows`);
  }
  const whole = grainSectors * sectorSize;
  const rest = Math.min(whole, (capacity - first) * sectorSize);
  const bytes = inflate(record.subarray(grainMarkerSize, grainMarkerSize + compressedBytes), whole, number);
  // qemu and open-vmdk compress only what the disk has of its last grain, VirtualBox all of it
  if (bytes.length !== whole && bytes.length !== rest) {
    throw invalid(`grain ${number} inflates to ${bytes.length} bytes instead of ${whole}`);
  }
  return bytes.subarray(0, rest);
}

function inflate(compressed: Uint8Array, most: number, number: number): Uint8Array {
  try {
    return inflateSync(compressed, { maxOutputLength: most, chunkSize: Math.max(most, 64) });
  } catch (error) {
    const bomb = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw invalid(bomb ? `grain ${number} inflates to more than ${most} bytes` : `grain ${number} is damaged`, error);
  }
}
