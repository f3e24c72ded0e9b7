import { inflateSync } from "node:zlib";
import { EdgelabError } from "../core/errors.ts";
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
 * @throws {EdgelabError} VMDK_INVALID for what {@link compressedLength} refuses, for bytes that do not inflate, and for
 * those that inflate to more or less than the grain
 */
export function inflateGrain(record: Uint8Array, place: GrainPlace): Uint8Array {
  const compressed = record.subarray(grainMarkerSize, grainMarkerSize + compressedLength(record, place));
  const most = place.grainSectors * sectorSize;
  try {
    const bytes = inflateSync(compressed, { maxOutputLength: most, chunkSize: Math.max(most, 64) });
    return bytes.subarray(0, usedLength(bytes.length, place));
  } catch (error) {
    if (error instanceof EdgelabError) throw error;
    throw isTooLong(error) ? tooLong(place) : damaged(place);
  }
}

function isTooLong(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}

/** @throws {EdgelabError} VMDK_INVALID for the marker of another grain, and for a length that cannot be */
export function compressedLength(record: Uint8Array, { number, grainSectors }: GrainPlace): number {
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
  return compressedBytes;
}

/**
 * What counts of the bytes that a grain inflated to: qemu and open-vmdk compress only what the disk has of its last
 * grain, VirtualBox all of it.
 */
export function usedLength(inflated: number, { number, grainSectors, capacity }: GrainPlace): number {
  const whole = grainSectors * sectorSize;
  const rest = Math.min(whole, (capacity - number * grainSectors) * sectorSize);
  if (inflated !== whole && inflated !== rest) {
    throw invalid(`grain ${number} inflates to ${inflated} bytes instead of ${whole}`);
  }
  return rest;
}

export function damaged({ number }: GrainPlace): EdgelabError {
  return invalid(`grain ${number} is damaged`);
}

export function tooLong({ number, grainSectors }: GrainPlace): EdgelabError {
  return invalid(`grain ${number} inflates to more than ${grainSectors * sectorSize} bytes`);
}
