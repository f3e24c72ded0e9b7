import { EdgelabError } from "../core/errors.ts";
import { type StreamContent, sizeOf } from "./content.ts";
import { type CatalogEntry, encodeBootRecord, encodeCatalog, platforms, withBootInfo } from "./el-torito.ts";
import { sectorSize } from "./sector.ts";
import { type DirectoryNode, type FileNode, fileAt, type IsoFile } from "./tree.ts";

/** How a volume starts machines. Images are files of the volume. */
export interface IsoBoot {
  /** From CD by a BIOS, without emulation. */
  readonly bios?: {
    /** Path of the image: GRUB's `eltorito.img`, ISOLINUX's `isolinux.bin`. */
    readonly image: string;
    /** Units of 512 bytes that the BIOS loads. @default 4 */
    readonly loadUnits?: number | undefined;
    /** @default 0, the usual 0x7C0 */
    readonly loadSegment?: number | undefined;
    /** Write into the image where it is on the volume, as GRUB and ISOLINUX want. @default true */
    readonly bootInfoTable?: boolean | undefined;
    /** The image is GRUB's, and `hybrid.mbr` its `boot_hybrid.img`: tell each where it goes on. @default false */
    readonly grub2?: boolean | undefined;
  };
  /** From CD by EFI firmware. */
  readonly uefi?: {
    /** Path of the image, a FAT file system with `/EFI/BOOT/BOOTX64.EFI`. */
    readonly image: string;
  };
  /** From a disk that holds the same bytes: a GPT names the EFI image as EFI System Partition. */
  readonly hybrid?: {
    /** Boot code for BIOSes, at most 440 bytes of it. @default none */
    readonly mbr?: Uint8Array | undefined;
  };
  /** Path under which the boot catalog shows. @default it is on the volume without a name */
  readonly catalog?: string | undefined;
}

/** Where a file of the volume is. */
type SectorOf = (file: FileNode) => number;

/** The boot structures of a volume, whose contents are known once all is placed. */
export class BootPlan {
  readonly #boot: IsoBoot;
  readonly #bios: FileNode | undefined;
  readonly #uefi: FileNode | undefined;
  readonly #catalog: FileNode | undefined;

  /** @throws {EdgelabError} ISO_INVALID when an image is not among the files, or cannot be one */
  constructor(boot: IsoBoot, tree: DirectoryNode) {
    this.#boot = boot;
    this.#bios = boot.bios && imageAt(tree, boot.bios.image, boot.bios.grub2 ? 2556 : 64);
    this.#uefi = boot.uefi && imageAt(tree, boot.uefi.image, 1);
    this.#catalog = boot.catalog === undefined ? undefined : fileAt(tree, boot.catalog);
    if (!this.#bios && !this.#uefi) throw unbootable("a bootable volume needs an image for BIOS or for EFI");
  }

  /** Whether the catalog needs a place of its own. */
  get hidesCatalog(): boolean {
    return this.#catalog === undefined;
  }

  get uefi(): FileNode | undefined {
    return this.#uefi;
  }

  /** GRUB's image, when its code in the first block looks for it. */
  get grub2Core(): FileNode | undefined {
    return this.#boot.bios?.grub2 ? this.#bios : undefined;
  }

  bootRecord(sectorOf: SectorOf, hiddenCatalog: number): Uint8Array {
    return encodeBootRecord(this.#catalog ? sectorOf(this.#catalog) : hiddenCatalog);
  }

  catalog(sectorOf: SectorOf): Uint8Array {
    const entries: CatalogEntry[] = [];
    if (this.#bios) {
      const { loadUnits = 4, loadSegment = 0 } = this.#boot.bios ?? {};
      entries.push({ platform: platforms.bios, sector: sectorOf(this.#bios), loadUnits, loadSegment });
    }
    if (this.#uefi) {
      const units = Math.ceil(sizeOf(this.#uefi.content) / 512);
      const loadUnits = units > 0xffff ? 0 : units; // 0: all that follows, UEFI specification, 13.3.2.1
      entries.push({ platform: platforms.efi, sector: sectorOf(this.#uefi), loadUnits, loadSegment: 0 });
    }
    return encodeCatalog(entries as [CatalogEntry, ...CatalogEntry[]]);
  }

  /** What is on the volume instead of a file's own bytes. */
  replaced(file: FileNode, sectorOf: SectorOf): Uint8Array | undefined {
    if (file === this.#catalog) return this.catalog(sectorOf);
    const { bios } = this.#boot;
    if (file !== this.#bios || bios?.bootInfoTable === false) return undefined;
    if (!(file.content instanceof Uint8Array)) throw new TypeError("a BIOS boot image is read before it is placed");
    return withBootInfo(file.content, sectorOf(file), { grub2: bios?.grub2 === true });
  }
}

/** The catalog as one of the files, when it shall be seen. */
export function catalogFile({ catalog }: IsoBoot): IsoFile<StreamContent>[] {
  return catalog === undefined ? [] : [{ path: catalog, content: new Uint8Array(sectorSize), mode: 0o444 }];
}

function imageAt(tree: DirectoryNode, path: string, smallest: number): FileNode {
  const file = fileAt(tree, path);
  if (!file) throw unbootable(`the boot image ${path} is not among its files`);
  const size = sizeOf(file.content);
  if (size < smallest) throw unbootable(`the boot image ${path} has ${size} bytes, fewer than any boot image`);
  return file;
}

function unbootable(why: string): EdgelabError {
  return new EdgelabError("ISO_INVALID", { what: `The ISO cannot be made bootable: ${why}.` });
}
