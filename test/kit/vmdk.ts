import { deflateSync } from "node:zlib";
import { type VmdkSink, VmdkFileWriter } from "../../src/vmdk/file-writer.ts";
import { grainMarkerSize, grainSize, sectorSize, sectorsFor } from "../../src/vmdk/layout.ts";
import { encodeGrainMarker } from "../../src/vmdk/marker.ts";

/** A grain as text that compresses. */
export function textGrain(text: string): Buffer {
  return Buffer.alloc(grainSize, text);
}

/** Takes what is written into memory. */
export function memorySink(): VmdkSink & { bytes(): Buffer } {
  const parts: Buffer[] = [];
  return { write: (chunk) => void parts.push(Buffer.from(chunk)), bytes: () => Buffer.concat(parts) };
}

/** The record of a grain: marker, zlib stream, zeros. `stream` puts other bytes in the place of the stream. */
export function grainRecord(number: number, grain: Uint8Array, stream: Uint8Array = deflateSync(grain)): Buffer {
  const record = Buffer.alloc(sectorsFor(grainMarkerSize + stream.length) * sectorSize);
  encodeGrainMarker(record, (number * grainSize) / sectorSize, stream.length);
  record.set(stream, grainMarkerSize);
  return record;
}

/** A VMDK of ours, made without threads: grains by number. */
export async function smallVmdk(grains: ReadonlyMap<number, Uint8Array>, capacityBytes = 64 << 20): Promise<Buffer> {
  const sink = memorySink();
  const file = await VmdkFileWriter.begin(sink, { name: "disk.vmdk", seed: "test", capacityBytes });
  for (const [number, grain] of grains) {
    const record = grainRecord(number, grain);
    await file.addGrains(number * grainSize, record, [record.length / sectorSize]);
  }
  await file.finish();
  return sink.bytes();
}

export interface ForeignVmdk {
  readonly version?: number;
  readonly flags?: number;
  readonly descriptor: string;
  readonly capacityBytes?: number;
  /** Whole records, in the order in which they are to be in the file. */
  readonly records: readonly { readonly number: number; readonly record: Uint8Array }[];
  readonly eos?: boolean;
}

/** A VMDK as qemu-img and open-vmdk lay it out: directory and tables in front, without markers and without a footer. */
export function tablesInFront(disk: ForeignVmdk): Buffer {
  const { version = 3, flags = 0x30001, descriptor, capacityBytes = 64 << 20, records, eos = true } = disk;
  const tables = Math.ceil(capacityBytes / grainSize / 512);
  const [directoryAt, tablesAt, overhead] = [21, 22, 128];
  const front = Buffer.alloc(overhead * sectorSize);
  front.write("KDMV", "latin1");
  front.writeUInt32LE(version, 4);
  front.writeUInt32LE(flags, 8);
  const u64 = { 12: capacityBytes / sectorSize, 20: 128, 28: 1, 36: 20, 56: directoryAt, 64: overhead };
  for (const [offset, value] of Object.entries(u64)) front.writeBigUInt64LE(BigInt(value), Number(offset));
  front.writeUInt32LE(512, 44);
  front.write("\n \r\n", 73, "latin1");
  front.writeUInt16LE(1, 77);
  front.write(descriptor, sectorSize, "utf8");
  for (let table = 0; table < tables; table += 1) {
    front.writeUInt32LE(tablesAt + 4 * table, directoryAt * sectorSize + 4 * table);
  }
  let sector = overhead;
  for (const { number, record } of records) {
    front.writeUInt32LE(sector, tablesAt * sectorSize + 4 * number);
    sector += record.length / sectorSize;
  }
  return Buffer.concat([front, ...records.map(({ record }) => record), Buffer.alloc(eos ? sectorSize : 0)]);
}

/** The grains of a raw disk that are not all zeros. */
export function grainsOf(disk: Uint8Array): Map<number, Uint8Array> {
  const grains = new Map<number, Uint8Array>();
  for (let offset = 0; offset < disk.length; offset += grainSize) {
    const grain = Buffer.alloc(grainSize);
    grain.set(disk.subarray(offset, offset + grainSize));
    if (grain.some((byte) => byte !== 0)) grains.set(offset / grainSize, grain);
  }
  return grains;
}
