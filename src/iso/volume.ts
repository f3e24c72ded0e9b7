import { type BoundedSource, invalid } from "./bounded-source.ts";
import { bootSystemId } from "./el-torito.ts";
import { type Place, parseRecord } from "./raw-record.ts";
import { firstDescriptor, readBoth32, sectorSize, viewOf } from "./sector.ts";
import { ucs2Text } from "./volume-descriptor.ts";

/** Volume descriptors that are read before their list counts as endless. */
const mostDescriptors = 64;

/** What the volume descriptors say. */
export interface Volume {
  /** Of the primary descriptor, without padding. */
  readonly volumeId: string;
  /** In bytes; what is missing at the end of a truncated download. Undefined when the descriptor contradicts itself. */
  readonly declaredBytes: number | undefined;
  readonly primaryRoot: Place;
  readonly joliet: { readonly volumeId: string; readonly root: Place } | undefined;
  /** Sector of the boot catalog. */
  readonly bootCatalog: number | undefined;
}

/** @throws {EdgelabError} ISO_INVALID */
export async function readVolume(source: BoundedSource): Promise<Volume> {
  let primary: Pick<Volume, "volumeId" | "declaredBytes" | "primaryRoot"> | undefined;
  let joliet: Volume["joliet"];
  let bootCatalog: number | undefined;
  for (let sector = firstDescriptor; sector < firstDescriptor + mostDescriptors; sector += 1) {
    const bytes = await source.read(sector, sectorSize, "the list of volume descriptors");
    if (latin1(bytes, 1, 5) !== "CD001") throw invalid(`sector ${sector} holds no volume descriptor`);
    const type = bytes[0];
    if (type === 255) break;
    if (type === 0 && latin1(bytes, 7, bootSystemId.length) === bootSystemId) {
      bootCatalog ??= viewOf(bytes).getUint32(71, true);
    } else if (type === 1) {
      primary ??= primaryOf(bytes);
    } else if (type === 2 && /^%\/[@CE]/.test(latin1(bytes, 88, 3))) {
      joliet ??= { volumeId: trimmed(ucs2Text(bytes.subarray(40, 72))), root: rootOf(bytes) };
    }
  }
  if (!primary) throw invalid("it has no primary volume descriptor");
  return { ...primary, joliet, bootCatalog };
}

function primaryOf(bytes: Uint8Array): Pick<Volume, "volumeId" | "declaredBytes" | "primaryRoot"> {
  const view = viewOf(bytes);
  if (view.getUint16(128, true) !== sectorSize) throw invalid("its blocks are not of 2048 bytes");
  const space = readBoth32(view, 80);
  return {
    volumeId: trimmed(latin1(bytes, 40, 32)),
    declaredBytes: space === undefined ? undefined : space * sectorSize,
    primaryRoot: rootOf(bytes),
  };
}

function rootOf(descriptor: Uint8Array): Place {
  const record = parseRecord(descriptor.subarray(156, 190));
  if (!record.isDirectory) throw invalid("its root is not a directory");
  return record;
}

/** As libblkid shows it: Joliet's label, completed from the primary one where its 16 characters were not enough. */
export function labelOf({ volumeId, joliet }: Volume): string {
  if (!joliet?.volumeId) return volumeId;
  const alike = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
  const isPrefix = alike(volumeId.slice(0, joliet.volumeId.length)) === alike(joliet.volumeId);
  return isPrefix && joliet.volumeId.length === 16 ? joliet.volumeId + volumeId.slice(16) : joliet.volumeId;
}

function latin1(bytes: Uint8Array, offset: number, length: number): string {
  return Buffer.from(bytes.subarray(offset, offset + length)).toString("latin1");
}

function trimmed(label: string): string {
  return label.replace(/[\0 ]+$/, "");
}
