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
export { readIso, type IsoEntry, type IsoImage } from "./reader.ts";
export { createSeedIso, type SeedContent } from "./seed.ts";
export { createStandIn, standInMark, type StandInOptions } from "./stand-in.ts";
export { inspectInstaller, type InstallerInspection } from "./installer.ts";
