export { createIso, type IsoFile, type IsoSpec } from "./writer.ts";
export { readIso, type IsoEntry, type IsoImage } from "./reader.ts";
export { createSeedIso, type SeedContent } from "./seed.ts";
export { createStandIn, standInMark, type StandInOptions } from "./stand-in.ts";
export { inspectInstaller, type InstallerInspection } from "./installer.ts";
