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
  const stub = `search --no-floppy --file --set=root /boot/kernel\nset prefix=($root)/boot/grub2\nconfigfile ($root)/boot/grub2/grub.cfg\n`;
  const content = "Content bundles go here.\n";
  return [
    { path: "/boot/grub2/grub.cfg", content: grubMenu(isPalette ? "Palette" : "Kairos", interactive) },
    { path: "/EFI/BOOT/grub.cfg", content: stub },
    { path: "/rootfs.squashfs", content: notice },
    ...(isPalette ? [{ path: "/opt/spectrocloud/content/Readme.txt", content }] : []),
  ];
}

function ukiFiles(): IsoFile[] {
  return ["/stylus-image.tar", "/luet", "/efiboot.img"].map((path) => ({ path, content: notice }));
}

/** The menu of CanvOS' overlay: titles, order, timeout and the kernel arguments that decide what happens. */
function grubMenu(product: "Palette" | "Kairos", interactive: boolean): string {
  const common =
    "cdroot root=live:CDLABEL=COS_LIVE rd.live.dir=/ rd.live.squashimg=rootfs.squashfs net.ifnames=1 console=tty1 console=ttyS0 rd.cos.disable selinux=0 rd.immucore.sysrootwait=600";
  const entries =
    product === "Palette"
      ? [
          ["Palette eXtended Kubernetes Edge Installer", "nodepair.enable"],
          ["Palette eXtended Kubernetes Edge Installer (manual)", ""],
          ["Palette Edge Interactive Installer", "interactive-install"],
        ]
      : [
          ["Kairos", "install-mode"],
          ["Kairos (manual)", ""],
          ["kairos (interactive install)", "interactive-install"],
        ];
  const menu = entries.map(
    ([title, argument]) => `menuentry "${title}" --class os --unrestricted {
    echo Loading kernel...
    $linux ($root)/boot/kernel ${[common, argument].filter(Boolean).join(" ")}
    echo Loading initrd...
    $initrd ($root)/boot/initrd
}`,
  );
  return `# edgelab stand-in installer: not a product, and there is no kernel on this medium
search --no-floppy --file --set=root /boot/kernel
set default=${interactive ? 2 : 0}
set timeout=5
set linux=linux
set initrd=initrd
${menu.join("\n")}
menuentry "edgelab stand-in: this is not the real installer" { halt }
`;
}
