/** What is on a disk, read from any random-access source. Nothing here writes, mounts, or trusts what it reads. */
export type { Booted } from "./booted.ts";
export type { Boots } from "./boots.ts";
export type { EdgeSystem } from "./edge-system.ts";
export type { DirectoryEntry, EntryKind, FileStat, FileSystem, FileSystemType } from "./file-system.ts";
export { type DiskInspection, type InspectedPartition, inspectDisk, standInDiskMark } from "./inspect.ts";
export { openFileSystem } from "./open-file-system.ts";
export { type Qcow2, readQcow2 } from "./qcow2.ts";
export { type Recognised, recognise } from "./recognise.ts";
export { encodeSimulatedDisk, readSimulatedDisk, type SimulatedFile, simulatedDiskMark } from "./simulated.ts";
