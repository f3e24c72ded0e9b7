export {
  type BytesContent,
  createIso,
  type IsoBoot,
  type IsoFile,
  type IsoLink,
  type IsoSink,
  type IsoSpec,
  type LocalFile,
  type StreamContent,
  writeIso,
  type WriteIsoOptions,
  type WrittenIso,
} from "./writer.ts";
export {
  readIso,
  type BootImage,
  type BootSupport,
  type DiskPartition,
  type IsoEntry,
  type IsoImage,
} from "./reader.ts";
export {
  type ChecksumResult,
  inspectIso,
  type InspectIsoOptions,
  type IsoFinding,
  type IsoReport,
} from "./inspect-iso.ts";
export { writeSeedFile, type WrittenSeed } from "./seed-file.ts";
export { createSeedIso, type SeedContent } from "./seed.ts";
export { createStandIn, standInMark, type StandInOptions } from "./stand-in.ts";
export {
  createBootableStandIn,
  type BootableStandInOptions,
  type Misbehaviour,
  misbehaviours,
  type StandInOutput,
} from "./stand-in/bootable.ts";
export { inspectInstaller, type InstallerInspection } from "./installer.ts";
