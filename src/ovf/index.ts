export {
  createDescriptor,
  type DescriptorDisk,
  type DescriptorSpec,
  type PackageHardware,
  type PackageProduct,
  streamOptimizedFormat,
} from "./create-descriptor.ts";
export type * from "./envelope.ts";
export { parseDescriptor, type ParseOptions } from "./parse-descriptor.ts";
