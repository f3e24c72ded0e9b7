import { createIso, type IsoFile } from "../../src/iso/index.ts";

const sector = 2048;

/** An ISO with an El Torito catalog, so that a machine's firmware starts from it. By default nothing is in its boot image. */
export function createBootableIso({
  volumeId,
  files,
  uefi = false,
  bootImage = new Uint8Array(),
}: {
  readonly volumeId: string;
  readonly files: readonly IsoFile[];
  readonly uefi?: boolean;
  /** Real-mode code for a BIOS, at most 2048 bytes. */
  readonly bootImage?: Uint8Array;
}): Buffer {
  // The catalog is the last file, where it can be found again, and right behind the boot image.
  const padded = new Uint8Array(sector);
  padded.set(bootImage);
  const boot = [
    { path: "/zy-boot.img", content: padded },
    { path: "/zz-boot.cat", content: new Uint8Array(sector) },
  ];
  const image = Buffer.from(createIso({ volumeId, files: [...files, ...boot.slice(bootImage.length > 0 ? 0 : 1)] }));
  const catalog = image.length - sector;
  image.copy(image, 18 * sector, 17 * sector, 18 * sector); // the terminator gives way to Joliet
  image.fill(0, 17 * sector, 18 * sector);
  image.write("\0CD001\x01EL TORITO SPECIFICATION", 17 * sector, "latin1");
  image.writeUInt32LE(catalog / sector, 17 * sector + 71);
  image[19 * sector] = 255;
  image.write("CD001", 19 * sector + 1);
  image.set([1, 0], catalog);
  image.set([0x55, 0xaa], catalog + 30);
  image[catalog + 32] = 0x88;
  if (bootImage.length > 0) {
    image.writeUInt16LE(sector / 512, catalog + 38);
    image.writeUInt32LE(catalog / sector - 1, catalog + 40);
  }
  if (uefi) {
    image.set([0x91, 0xef, 1, 0], catalog + 64);
    image[catalog + 96] = 0x88;
  }
  return image;
}

/** What a Palette Edge installer looks like to edgelab and to a simulated machine, without being the stand-in. */
export function createPaletteInstaller(): Buffer {
  const menu = `set default=0
menuentry "Palette eXtended Kubernetes Edge Installer" {
  linux /boot/kernel nodepair.enable
}
`;
  return createBootableIso({
    volumeId: "COS_LIVE",
    files: [
      { path: "/boot/grub2/grub.cfg", content: menu },
      { path: "/opt/spectrocloud/content/Readme.txt", content: "bundles\n" },
    ],
  });
}
