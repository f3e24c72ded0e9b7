import type { EdgeFiles, EdgeLabel } from "./edge-files.ts";
import { grubVariable } from "./grub.ts";
import { type PartitionTable, partitionTypes } from "./partition.ts";

/** Whether a disk is one that a Palette Edge installer has finished. */
export interface EdgeSystem {
  /** Its partitions, its system image and its user data are there. */
  readonly installed: boolean;
  /** What was found of an installed system, as `COS_OEM:/90_custom.yaml`. */
  readonly present: readonly string[];
  /** What was not found. A disk can be `installed` and lack some of what installers usually leave. */
  readonly missing: readonly string[];
  /** Where the merged user data are: `COS_OEM:/90_custom.yaml`. */
  readonly userData?: string | undefined;
  /** The menu entry that the disk starts with: `registration` on a fresh one. */
  readonly savedEntry?: string | undefined;
}

interface Part {
  readonly name: string;
  /** Without it the disk is not an installed system. */
  readonly isEssential: boolean;
  readonly isPresent: () => boolean | Promise<boolean>;
}

const userData = { label: "COS_OEM", path: "/90_custom.yaml" } as const;
const grubEnv = { label: "COS_OEM", path: "/grubenv" } as const;
/** An environment block has 1024 bytes. */
const grubEnvBytes = 64 << 10;
const dataPartitions = ["COS_OEM", "COS_RECOVERY", "COS_STATE", "COS_PERSISTENT"] as const;

/** Compares a disk with what kairos-agent and Palette's own after-install steps leave behind. */
export async function inspectEdgeSystem(table: PartitionTable, files: EdgeFiles): Promise<EdgeSystem> {
  const [present, missing]: [string[], string[]] = [[], []];
  let installed = true;
  for (const part of parts(table, files)) {
    const isPresent = await part.isPresent();
    (isPresent ? present : missing).push(part.name);
    if (part.isEssential && !isPresent) installed = false;
  }
  const environment = await files.read(grubEnv.label, grubEnv.path, grubEnvBytes);
  const userDataPlace = `${userData.label}:${userData.path}`;
  return {
    installed,
    present,
    missing,
    userData: present.includes(userDataPlace) ? userDataPlace : undefined,
    savedEntry: environment && grubVariable(environment, "saved_entry"),
  };
}

function parts(table: PartitionTable, files: EdgeFiles): Part[] {
  const file = (label: EdgeLabel, path: string, isEssential = false): Part => ({
    name: `${label}:${path}`,
    isEssential,
    isPresent: async () => {
      const stat = await files.stat(label, path);
      return stat?.kind === "file" && stat.size > 0;
    },
  });
  return [
    { name: "a GPT", isEssential: true, isPresent: () => table.kind === "gpt" },
    { name: "a boot partition (efi or bios)", isEssential: true, isPresent: () => hasBootPartition(table) },
    ...dataPartitions.map((label) => ({
      name: label,
      isEssential: true,
      isPresent: () => files.volume(label)?.fileSystem?.type.startsWith("ext") ?? false,
    })),
    {
      name: "COS_PERSISTENT as the last partition",
      isEssential: false,
      isPresent: () => isPersistentLast(table, files),
    },
    file("COS_STATE", "/cOS/active.img", true),
    file("COS_STATE", "/cOS/passive.img"),
    {
      name: "COS_RECOVERY:/cOS/recovery.img or recovery.squashfs",
      isEssential: false,
      isPresent: async () => {
        const names = (await files.list("COS_RECOVERY", "/cOS")).map(({ name }) => name);
        return names.includes("recovery.img") || names.includes("recovery.squashfs");
      },
    },
    file("COS_STATE", "/grubmenu"),
    file(userData.label, userData.path, true),
    file(grubEnv.label, grubEnv.path),
    file("COS_PERSISTENT", "/installer.log"),
  ];
}

function hasBootPartition({ partitions }: PartitionTable): boolean {
  const types: readonly (string | undefined)[] = [partitionTypes.biosBoot, partitionTypes.efiSystem];
  return partitions.some(({ typeGuid }) => types.includes(typeGuid));
}

/** The last one is grown to fill the disk at every boot. */
function isPersistentLast({ partitions }: PartitionTable, files: EdgeFiles): boolean {
  const persistent = files.volume("COS_PERSISTENT")?.partition;
  return persistent !== undefined && partitions.every(({ offset }) => offset <= persistent.offset);
}
