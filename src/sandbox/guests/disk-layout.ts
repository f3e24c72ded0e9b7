import { bootsPath, type DiskContent, type Machine, partitionTablePath } from "../machine.ts";

type Disk = Machine["disks"][number];

const mib = 1024 * 1024;

/**
 * What a Palette installation puts on a disk before any persistent space: a 64 MiB boot partition, 5,120 for OEM,
 * 20,680 for recovery and 25,576 for state.
 */
export const systemMiB = 51_440;

/** Files of an installed Edge host, by partition label. */
export const diskPaths = {
  partitionTable: partitionTablePath,
  activeImage: "COS_STATE:/cOS/active.img",
  passiveImage: "COS_STATE:/cOS/passive.img",
  grubMenu: "COS_STATE:/grubmenu",
  recoveryImage: "COS_RECOVERY:/cOS/recovery.img",
  grubEnv: "COS_OEM:/grubenv",
  customConfig: "COS_OEM:/90_custom.yaml",
  /** Site user-data, once taken. Older Kairos wrote the second. */
  siteData: "COS_OEM:/95_userdata/userdata.yaml",
  olderSiteData: "COS_OEM:/userdata",
  agentState: "COS_OEM:/.stylus-state",
  installerLog: "COS_PERSISTENT:/installer.log",
  machineId: "COS_PERSISTENT:/etc/machine-id",
  efiLoader: "COS_GRUB:/EFI/boot/bootx64.efi",
} as const;

/**
 * Whether the disk holds an installed system that this firmware can start: one made under the other kind it cannot. A disk
 * that was uploaded has to have a loader as well.
 */
export function isBootable({ content }: Disk, firmware: Machine["firmware"]): boolean {
  if (!content.has(diskPaths.activeImage)) return false;
  const boots = readText(content, bootsPath);
  if (boots !== undefined) return new RegExp(`^${firmware} yes`, "m").test(boots);
  const table = readText(content, diskPaths.partitionTable);
  const first = /^1 (\S+)/m.exec(table ?? "")?.[1];
  return first === (firmware === "efi" ? "efi" : "bios");
}

/** The partitions an installation makes, in order: number, name, label, file system, MiB. */
export function partitionTable(capacityBytes: number, firmware: Machine["firmware"]): string {
  const rest = Math.floor(capacityBytes / mib) - systemMiB;
  return [
    "disk 2ceff841-4c1d-5a14-8e46-ed3aeb621093",
    firmware === "efi" ? "1 efi COS_GRUB vfat 64" : "1 bios - - 1",
    "2 oem COS_OEM ext4 5120",
    "3 recovery COS_RECOVERY ext4 20680",
    "4 state COS_STATE ext4 25576",
    `5 persistent COS_PERSISTENT ext4 ${rest}`,
    "",
  ].join("\n");
}

/** Boot menu entries of an installed Palette system. */
export const grubMenuText = `menuentry "Palette eXtended Kubernetes Edge Registration" --id registration { set extra_cmdline="stylus.registration" }
menuentry "Palette eXtended Kubernetes Edge Reset" --id statereset { set extra_cmdline="kairos.reset" }
`;

export function readText(content: DiskContent, path: string): string | undefined {
  const bytes = content.read(path);
  return bytes && Buffer.from(bytes).toString("utf8");
}

export function wipe(content: DiskContent): void {
  for (const path of content.paths()) content.remove(path);
}

export function toMiB(bytes: number): number {
  return Math.floor(bytes / mib);
}
