export interface MenuOptions {
  readonly product: "Palette" | "Kairos";
  /** Make the interactive installer the default entry, as FORCE_INTERACTIVE_INSTALL does. */
  readonly interactive: boolean;
  /** @default 5, as on a real one */
  readonly timeoutSeconds?: number | undefined;
  /** Kernel arguments beside those of the real menu. */
  readonly extraArguments?: readonly string[] | undefined;
  /** First line, a comment that says what this is. */
  readonly remark: string;
}

/** The menu of CanvOS' overlay: titles, order, timeout and the kernel arguments that decide what happens. */
export function grubMenu({
  product,
  interactive,
  timeoutSeconds = 5,
  extraArguments = [],
  remark,
}: MenuOptions): string {
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
    $linux ($root)/boot/kernel ${[common, argument, ...extraArguments].filter(Boolean).join(" ")}
    echo Loading initrd...
    $initrd ($root)/boot/initrd
}`,
  );
  return `# ${remark}
search --no-floppy --file --set=root /boot/kernel
set default=${interactive ? 2 : 0}
set timeout=${timeoutSeconds}
set linux=linux
set initrd=initrd
${menu.join("\n")}
menuentry "edgelab stand-in: this is not the real installer" { halt }
`;
}

/** What GRUB reads where firmware finds it, to get from there to the menu. */
export const grubStub = `search --no-floppy --file --set=root /boot/kernel
set prefix=($root)/boot/grub2
configfile ($root)/boot/grub2/grub.cfg
`;
