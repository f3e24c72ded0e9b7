import { firstDescriptor, sectorSize, viewOf } from "./sector.ts";

/** The firmware that an entry of the boot catalog is for. */
export const platforms = { bios: 0x00, efi: 0xef } as const;

export const bootSystemId = "EL TORITO SPECIFICATION";

/** First byte of an entry that firmware starts. */
export const bootable = 0x88;
const [moreHeaders, lastHeader] = [0x90, 0x91];

/** A boot image without emulation. */
export interface CatalogEntry {
  readonly platform: number;
  /** First sector of the image. */
  readonly sector: number;
  /** Units of 512 bytes that the firmware loads; with EFI, 0 is all that follows. */
  readonly loadUnits: number;
  /** 0 is the usual 0x7C0. */
  readonly loadSegment: number;
}

/** Descriptor that tells where the catalog is. */
export function encodeBootRecord(catalogSector: number): Uint8Array {
  const bytes = new Uint8Array(sectorSize);
  bytes.set(Buffer.from("\0CD001\x01", "latin1"));
  bytes.set(Buffer.from(bootSystemId, "latin1"), 7);
  viewOf(bytes).setUint32(71, catalogSector, true);
  return bytes;
}

/** One sector: the first entry is the default one, each other one has a section of its own. */
export function encodeCatalog([initial, ...others]: readonly [CatalogEntry, ...CatalogEntry[]]): Uint8Array {
  const bytes = new Uint8Array(sectorSize);
  const view = viewOf(bytes);
  const entry = (at: number, { sector, loadUnits, loadSegment }: CatalogEntry) => {
    bytes[at] = bootable;
    view.setUint16(at + 2, loadSegment, true);
    view.setUint16(at + 6, loadUnits, true);
    view.setUint32(at + 8, sector, true);
  };
  bytes.set([1, initial.platform]);
  bytes.set([0x55, 0xaa], 30);
  view.setUint16(28, 0x1_0000 - wordSum(bytes.subarray(0, 32)), true);
  entry(32, initial);
  for (const [index, other] of others.entries()) {
    const at = 64 + index * 64;
    bytes.set([index === others.length - 1 ? lastHeader : moreHeaders, other.platform, 1, 0], at);
    entry(at + 32, other);
  }
  return bytes;
}

/** Sum of 16-bit words, modulo 2^16: 0 for a sound validation entry. */
export function wordSum(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let sum = 0;
  for (let at = 0; at + 2 <= bytes.length; at += 2) sum += view.getUint16(at, true);
  return sum & 0xffff;
}

const infoTable = { at: 8, end: 64 };

/**
 * A copy of a BIOS boot image with the boot info table: how ISOLINUX and GRUB find the rest of themselves on the medium.
 *
 * @param grub2 also tell GRUB's disk loader, at byte 2548, where its core goes on when started from a disk
 * @see genisoimage(1), "EL TORITO BOOT INFORMATION TABLE"; xorrisofs(1), --grub2-boot-info
 */
export function withBootInfo(image: Uint8Array, sector: number, { grub2 = false } = {}): Uint8Array {
  const bytes = Uint8Array.from(image);
  const view = viewOf(bytes);
  if (grub2) view.setBigUint64(2548, BigInt(sector) * 4n + 5n, true);
  bytes.fill(0, infoTable.at, infoTable.end);
  let sum = 0;
  for (let at = infoTable.end; at < bytes.length; at += 4) {
    // the last word of an image that does not fill it goes on with zeros
    const word = at + 4 <= bytes.length ? view.getUint32(at, true) : lastWord(bytes.subarray(at));
    sum = (sum + word) >>> 0;
  }
  [firstDescriptor, sector, bytes.length, sum].forEach((value, index) =>
    view.setUint32(infoTable.at + index * 4, value, true),
  );
  return bytes;
}

function lastWord(rest: Uint8Array): number {
  return rest.reduceRight((word, byte) => word * 256 + byte, 0);
}
