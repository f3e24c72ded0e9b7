import { grubMenu, grubStub } from "./stand-in/menu.ts";
import { createIso, type IsoFile } from "./writer.ts";

/** Is on every stand-in, and on nothing else. */
export const standInMark = "/EDGELAB-STAND-IN.txt";

const notice = `This is edgelab's stand-in for a Palette Edge installer. It is not a product of Spectro Cloud.
It has the layout of an installer ISO but no kernel and no operating system, so it starts on no real machine:
only the simulated machines of edgelab's sandbox can use it.
`;

export interface StandInOptions {
  /** Cloud-config to embed, as a CanvOS build does with its `user-data` file. @default none */
  readonly userData?: string | undefined;
  /** What kind of installer to stand in for. @default "palette" */
  readonly kind?: "palette" | "palette-uki" | "kairos" | undefined;
  /** Make the interactive installer the default menu entry, as FORCE_INTERACTIVE_INSTALL does. @default false */
  readonly interactive?: boolean | undefined;
  readonly date?: Date | undefined;
}

/** An ISO with the files and the boot menu of a Palette Edge installer, marked as a stand-in, and not bootable. */
export function createStandIn({
  userData,
  kind = "palette",
  interactive = false,
  date,
}: StandInOptions = {}): Uint8Array {
  const isUki = kind === "palette-uki";
  const embedded: IsoFile[] =
    userData === undefined ? [] : [{ path: isUki ? "/config.yaml" : "/files-iso/config.yaml", content: userData }];
  const files = [
    { path: standInMark, content: notice },
    ...(isUki ? ukiFiles() : standardFiles(kind === "palette", interactive)),
    ...embedded,
  ].map((file) => ({ ...file, mode: 0o755 }));
  return createIso({ volumeId: isUki ? "UKI_ISO_INSTALL" : "COS_LIVE", files, ...(date && { date }) });
}

function standardFiles(isPalette: boolean, interactive: boolean): IsoFile[] {
  const remark = "edgelab stand-in installer: not a product, and there is no kernel on this medium";
  const content = "Content bundles go here.\n";
  return [
    {
      path: "/boot/grub2/grub.cfg",
      content: grubMenu({ product: isPalette ? "Palette" : "Kairos", interactive, remark }),
    },
    { path: "/EFI/BOOT/grub.cfg", content: grubStub },
    { path: "/rootfs.squashfs", content: notice },
    ...(isPalette ? [{ path: "/opt/spectrocloud/content/Readme.txt", content }] : []),
  ];
}

function ukiFiles(): IsoFile[] {
  return ["/stylus-image.tar", "/luet", "/efiboot.img"].map((path) => ({ path, content: notice }));
}
