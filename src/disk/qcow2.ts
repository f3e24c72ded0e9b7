import type { RandomAccess } from "../core/random-access.ts";
import { BoundedSource, invalid } from "./bounded-source.ts";
import { joined, latin1, viewOf } from "./bytes.ts";

/** A qcow2 image that stands on its own, so that converting it opens no other file. */
export interface Qcow2 {
  readonly version: 2 | 3;
  /** What the guest sees, in bytes. */
  readonly capacityBytes: number;
  readonly clusterBytes: number;
  readonly compression: "zlib" | "zstd";
  /** It was not closed: qemu-img repairs its counts before it reads. */
  readonly isDirty: boolean;
}

const bigEndian32 = (bytes: Uint8Array, offset: number) => viewOf(bytes).getUint32(offset);
const bigEndian64 = (bytes: Uint8Array, offset: number) =>
  joined(bigEndian32(bytes, offset), bigEndian32(bytes, offset + 4));

const [version2Bytes, version3Bytes] = [72, 104];
const incompatible = { dirty: 1, corrupt: 2, externalData: 4, compression: 8, extendedL2: 16 };
const encryptions: Readonly<Record<number, string>> = { 1: "AES", 2: "LUKS" };
const extension = { end: 0, externalData: 0x4441_5441, encryption: 0x0537_be77 };
const extensionLimit = 64;
const compressions = ["zlib", "zstd"] as const;

/**
 * Reads a qcow2 header (QEMU, docs/interop/qcow2.txt) and refuses what would make a converter open another file, ask for
 * a key, or choose between states: a backing file, an external data file, encryption, internal snapshots.
 *
 * @throws {EdgelabError} DISK_INVALID naming what it has, or what is wrong with it
 */
export async function readQcow2(source: RandomAccess): Promise<Qcow2> {
  const bounded = new BoundedSource(source);
  const start = await bounded.read(0, version2Bytes, "the header of the qcow2 image");
  if (latin1(start, 0, 4) !== "QFI\xfb") throw invalid("it is no qcow2 image");
  const version = bigEndian32(start, 4);
  if (version !== 2 && version !== 3) throw invalid(`it is a qcow2 image of version ${version}, and 2 and 3 are known`);
  const header = version === 2 ? start : await readVersion3(bounded);
  const refused = await refusals(bounded, header, version);
  if (refused.length > 0) throw invalid(`the qcow2 image has ${refused.join(", and ")}`);
  const [clusterBits, capacityBytes] = [bigEndian32(header, 20), bigEndian64(header, 24)];
  if (clusterBits < 9 || clusterBits > 21) throw invalid(`the qcow2 image has clusters of 2^${clusterBits} bytes`);
  if (!Number.isSafeInteger(capacityBytes)) throw invalid("the qcow2 image is said to be larger than any disk");
  const compression = compressions[header.length > version3Bytes ? header[version3Bytes]! : 0];
  if (!compression) throw invalid(`the qcow2 image is compressed by an unknown method (${header[version3Bytes]})`);
  const isDirty = version === 3 && (bigEndian32(header, 76) & incompatible.dirty) !== 0;
  return { version, capacityBytes, clusterBytes: 2 ** clusterBits, compression, isDirty };
}

async function readVersion3(source: BoundedSource): Promise<Uint8Array> {
  const fixed = await source.read(0, version3Bytes, "the header of the qcow2 image");
  const length = bigEndian32(fixed, 100);
  if (length < version3Bytes || length > 4096 || length % 8 !== 0) {
    throw invalid(`the qcow2 image's header says it has ${length} bytes`);
  }
  return source.read(0, length, "the header of the qcow2 image");
}

async function refusals(source: BoundedSource, header: Uint8Array, version: 2 | 3): Promise<string[]> {
  const found: string[] = [];
  if (bigEndian64(header, 8) !== 0) found.push(`a backing file (${JSON.stringify(await backingName(source, header))})`);
  const encryption = bigEndian32(header, 32);
  if (encryption !== 0) found.push(`encryption (${encryptions[encryption] ?? encryption})`);
  const snapshots = bigEndian32(header, 60);
  if (snapshots !== 0) found.push(`${snapshots} internal snapshot${snapshots === 1 ? "" : "s"}`);
  const types = await extensionTypes(source, header.length);
  const flags = version === 3 ? bigEndian32(header, 76) : 0;
  if (flags & incompatible.externalData || types.includes(extension.externalData)) found.push("an external data file");
  if (encryption === 0 && types.includes(extension.encryption)) found.push("an encryption header");
  if (flags & incompatible.corrupt) found.push("the mark of a damaged image: run qemu-img check on it");
  const known = Object.values(incompatible).reduce((all, bit) => all | bit, 0);
  const unknown = (flags & ~known) >>> 0;
  const high = version === 3 ? bigEndian32(header, 72) : 0;
  if (unknown !== 0 || high !== 0)
    found.push(`features that edgelab does not know (0x${joined(high, unknown).toString(16)})`);
  return found;
}

/** For the message only; never opened. */
async function backingName(source: BoundedSource, header: Uint8Array): Promise<string> {
  const [offset, length] = [bigEndian64(header, 8), bigEndian32(header, 16)];
  if (length > 1023 || offset + length > source.size) return "?";
  return latin1(await source.read(offset, length, "the name of the backing file"), 0, length);
}

/** Kinds of the header's extensions, up to the end mark. */
async function extensionTypes(source: BoundedSource, start: number): Promise<number[]> {
  const types: number[] = [];
  let at = start;
  for (let count = 0; at + 8 <= source.size; count += 1) {
    if (count === extensionLimit) throw invalid(`the qcow2 image's header has more than ${extensionLimit} extensions`);
    const head = await source.read(at, 8, "an extension of the qcow2 header");
    const [type, length] = [bigEndian32(head, 0), bigEndian32(head, 4)];
    if (type === extension.end) break;
    types.push(type);
    at += 8 + Math.ceil(length / 8) * 8;
  }
  return types;
}
