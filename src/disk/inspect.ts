import type { RandomAccess } from "../core/random-access.ts";
import { type Booted, inspectBooted } from "./booted.ts";
import { type Boots, inspectBiosBoot, inspectEfiBoot } from "./boots.ts";
import { BoundedSource } from "./bounded-source.ts";
import { EdgeFiles } from "./edge-files.ts";
import { type EdgeSystem, inspectEdgeSystem } from "./edge-system.ts";
import type { Partition } from "./partition.ts";
import { readPartitionTable } from "./partition-table.ts";
import { readSimulatedDisk, type SimulatedFile } from "./simulated.ts";
import { simulatedVolumes } from "./simulated-volumes.ts";
import { openVolume, type Volume } from "./volumes.ts";

/**
 * A file of this name at the root of COS_STATE marks a disk that edgelab's stand-in installer made: the same name as on
 * the stand-in's own medium.
 */
export const standInDiskMark = "/EDGELAB-STAND-IN.txt";

export interface InspectedPartition extends Partition {
  /** As libblkid names it. Those other than ext2, ext3, ext4 and vfat are recognised and not read. */
  readonly fileSystem?:
    | { readonly type: string; readonly label: string; readonly uuid: string; readonly isDirty: boolean }
    | undefined;
  /** Why a file system that is there cannot be read. */
  readonly problem?: string | undefined;
}

export interface DiskInspection {
  readonly table: "gpt" | "mbr" | "none";
  /** Lower case; only of a GPT. */
  readonly diskGuid?: string | undefined;
  /** A disk without a table that holds a file system has one partition, of number 0. */
  readonly partitions: readonly InspectedPartition[];
  /** Whether a machine starts from the disk alone, by firmware. */
  readonly boots: { readonly bios: Boots; readonly efi: Boots };
  readonly edge: EdgeSystem;
  readonly booted: Booted;
  /** Made by edgelab's stand-in installer, so no product. */
  readonly standIn: boolean;
  /** Exported by edgelab's sandbox: it holds what a simulated machine wrote, and starts on no machine. */
  readonly simulated: boolean;
  /** What is odd and did not stop the reading, as clauses: a damaged backup table, a journal to be replayed. */
  readonly notes: readonly string[];
}

/**
 * What is on a raw disk: partitions, file systems, whether it boots, whether an Edge system is installed on it, and
 * whether that was ever started. Reads a few kilobytes, and changes nothing.
 *
 * @throws {EdgelabError} DISK_INVALID when the partition table cannot be trusted. Damage inside a partition is told in
 * the answer
 */
export async function inspectDisk(source: RandomAccess): Promise<DiskInspection> {
  const simulated = await readSimulatedDisk(source);
  if (simulated) return await inspectSimulated(simulated);
  const bounded = new BoundedSource(source);
  const table = await readPartitionTable(bounded);
  const volumes: Volume[] = [];
  for (const partition of table.partitions) volumes.push(await openVolume(source, partition));
  if (table.kind === "none") volumes.push(...(await wholeDisk(source)));
  const files = new EdgeFiles(volumes);
  const edge = await inspectEdgeSystem(table, files);
  const booted = await inspectBooted(files);
  const standIn = (await files.stat("COS_STATE", standInDiskMark)) !== undefined;
  return {
    table: table.kind,
    diskGuid: table.diskGuid,
    partitions: volumes.map(describe),
    boots: { bios: await inspectBiosBoot(bounded, table, volumes), efi: await inspectEfiBoot(volumes) },
    edge,
    booted,
    standIn,
    simulated: false,
    notes: [...table.notes, ...volumes.flatMap(notesOn), ...files.problems],
  };
}

async function inspectSimulated(contents: readonly SimulatedFile[]): Promise<DiskInspection> {
  const { table, volumes } = simulatedVolumes(contents);
  const files = new EdgeFiles(volumes);
  const boots = { ok: false, why: "it is a simulated disk of edgelab's sandbox" };
  return {
    table: table.kind,
    diskGuid: table.diskGuid,
    partitions: volumes.map(describe),
    boots: { bios: boots, efi: boots },
    edge: await inspectEdgeSystem(table, files),
    booted: await inspectBooted(files),
    standIn: (await files.stat("COS_STATE", standInDiskMark)) !== undefined,
    simulated: true,
    notes: ["it is a simulated disk of edgelab's sandbox: it starts on no machine", ...files.problems],
  };
}

async function wholeDisk(source: RandomAccess): Promise<Volume[]> {
  const partition = {
    number: 0,
    name: "",
    typeGuid: undefined,
    guid: undefined,
    mbrType: undefined,
    offset: 0,
    sizeBytes: source.size,
  };
  const volume = await openVolume(source, partition);
  const isEmpty = !volume.fileSystem && volume.otherType === undefined && volume.problem === undefined;
  return isEmpty ? [] : [volume];
}

function describe({ partition, fileSystem, otherType, problem }: Volume): InspectedPartition {
  if (fileSystem) {
    const { type, label, uuid, isDirty } = fileSystem;
    return { ...partition, fileSystem: { type, label, uuid, isDirty } };
  }
  if (otherType !== undefined) {
    return { ...partition, fileSystem: { type: otherType, label: "", uuid: "", isDirty: false } };
  }
  return problem === undefined ? partition : { ...partition, problem };
}

function notesOn({ name, fileSystem, problem }: Volume): string[] {
  if (problem !== undefined) return [`${name}: ${problem}`];
  return fileSystem?.isDirty ? [`${name} was not unmounted: its newest changes may be missing here`] : [];
}
