export { type Compression, compressions } from "./compression.ts";
export { type DataRange, findDataRanges } from "./data-ranges.ts";
export type { VmdkDescriptor } from "./descriptor.ts";
export { type ExtractedDisk, extractVmdk, type ExtractOptions, type VmdkPlace } from "./extract.ts";
export type { VmdkSink, WrittenVmdk } from "./file-writer.ts";
export { openVmdk, type VmdkDisk, type VmdkLayout } from "./reader.ts";
export { type RawDisk, type WriteOptions, writeVmdk } from "./writer.ts";
