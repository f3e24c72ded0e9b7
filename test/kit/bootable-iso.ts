import { createIso, type IsoFile } from "../../src/iso/index.ts";

/** An ISO with an El Torito catalog, so that a machine's firmware starts from it. By default nothing is in its boot images. */
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
  const image = new Uint8Array(2048);
  image.set(bootImage);
  return Buffer.from(
    createIso({
      volumeId,
      files: [
        ...files,
        { path: "/boot/eltorito.img", content: image },
        ...(uefi ? [{ path: "/boot/uefi.img", content: image }] : []),
      ],
      boot: {
        bios: { image: "/boot/eltorito.img", bootInfoTable: false },
        ...(uefi && { uefi: { image: "/boot/uefi.img" } }),
      },
    }),
  );
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
