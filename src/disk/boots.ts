import { EdgelabError } from "../core/errors.ts";
import type { BoundedSource } from "./bounded-source.ts";
import { efiMachine, findGrubFault, type Stretch } from "./grub.ts";
import { type PartitionTable, partitionTypes } from "./partition.ts";
import type { Volume } from "./volumes.ts";

/** Whether a machine with this firmware starts from the disk alone. */
export interface Boots {
  readonly ok: boolean;
  /** What was found, or what is missing. */
  readonly why: string;
}

const firstSectorBytes = 512;
const amd64 = 0x8664;
const efiLoader = "/EFI/BOOT/BOOTX64.EFI";
/** Enough of a loader to see what it is. */
const loaderHeadBytes = 4096;
/** Where installers put GRUB's configuration, from the root of the partition that holds it. */
const configurations = ["/grub2/grub.cfg", "/grub/grub.cfg", "/boot/grub/grub.cfg", "/boot/grub2/grub.cfg"];

/** BIOS: GRUB in the first sector, its core image in the BIOS boot partition or before the first one, a configuration. */
export async function inspectBiosBoot(
  source: BoundedSource,
  table: PartitionTable,
  volumes: readonly Volume[],
): Promise<Boots> {
  if (table.kind === "none") return no("there is no partition table");
  const room = roomForCore(table);
  if (room.length === 0) return no("there is no BIOS boot partition");
  const fault = await findGrubFault(source, room);
  if (fault !== undefined) return no(fault);
  for (const { name, fileSystem } of volumes) {
    for (const path of fileSystem ? configurations : []) {
      if ((await attempt(() => fileSystem!.stat(path)))?.kind === "file") return yes(`GRUB, with ${name}:${path}`);
    }
  }
  return no(`GRUB is there, but no partition that can be read has one of ${configurations.join(", ")}`);
}

function roomForCore({ kind, partitions }: PartitionTable): Stretch[] {
  if (kind === "gpt") return partitions.filter(({ typeGuid }) => typeGuid === partitionTypes.biosBoot);
  const first = Math.min(...partitions.map(({ offset }) => offset));
  return Number.isFinite(first) ? [{ offset: firstSectorBytes, sizeBytes: first - firstSectorBytes }] : [];
}

/** EFI: the loader that firmware takes when it has no entry of its own, since a disk does not carry those. */
export async function inspectEfiBoot(volumes: readonly Volume[]): Promise<Boots> {
  const systems = volumes.filter(
    ({ partition }) => partition.typeGuid === partitionTypes.efiSystem || partition.mbrType === 0xef,
  );
  if (systems.length === 0) return no("there is no EFI system partition");
  for (const { name, fileSystem, problem } of systems) {
    if (fileSystem?.type !== "vfat")
      return no(`the EFI system partition holds no FAT file system${problem ? `: ${problem}` : ""}`);
    const head = await attempt(async () => (await fileSystem.open(efiLoader)).read(0, loaderHeadBytes));
    if (!head) continue;
    const machine = efiMachine(head);
    if (machine === amd64) return yes(`${name}:${efiLoader}`);
    return no(`${name}:${efiLoader} is ${machine === undefined ? "no EFI program" : "for another kind of processor"}`);
  }
  return no(`the EFI system partition has no ${efiLoader}`);
}

/** undefined instead of damage: a file that cannot be read boots nothing. */
async function attempt<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof EdgelabError && error.code === "DISK_INVALID") return undefined;
    throw error;
  }
}

const yes = (why: string): Boots => ({ ok: true, why });
const no = (why: string): Boots => ({ ok: false, why });
