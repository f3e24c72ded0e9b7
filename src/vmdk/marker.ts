import { grainMarkerSize, sectorSize, viewOf } from "./layout.ts";

const markerType = { endOfStream: 0, table: 1, directory: 2, footer: 3 } as const;
export type MarkerName = keyof typeof markerType;

/** A sector that says what the next `payloadSectors` hold. The end of the stream is a sector of zeros. */
export function encodeMarker(name: MarkerName, payloadSectors: number): Uint8Array {
  const bytes = new Uint8Array(sectorSize);
  const view = viewOf(bytes);
  view.setBigUint64(0, BigInt(payloadSectors), true);
  view.setUint32(12, markerType[name], true);
  return bytes;
}

/** True for a marker of that kind. The number of sectors is not compared: some writers leave it 0. */
export function isMarker(name: MarkerName, bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  return bytes.length >= 16 && view.getUint32(8, true) === 0 && view.getUint32(12, true) === markerType[name];
}

/** Puts a grain's marker at the beginning of `record`; the compressed bytes belong behind it. */
export function encodeGrainMarker(record: Uint8Array, diskSector: number, compressedBytes: number): void {
  const view = viewOf(record);
  view.setBigUint64(0, BigInt(diskSector), true);
  view.setUint32(8, compressedBytes, true);
}

export interface GrainMarker {
  readonly diskSector: number;
  readonly compressedBytes: number;
}

export function decodeGrainMarker(record: Uint8Array): GrainMarker | undefined {
  if (record.length < grainMarkerSize) return undefined;
  const view = viewOf(record);
  return { diskSector: Number(view.getBigUint64(0, true)), compressedBytes: view.getUint32(8, true) };
}
