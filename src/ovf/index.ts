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
export type { Check, Finding } from "./finding.ts";
export {
  checkCoverage,
  type DigestAlgorithm,
  formatManifest,
  type Manifest,
  type ManifestEntry,
  parseManifest,
} from "./manifest.ts";
export { type MemberSink, type OvaSpec, OvaWriter, type WrittenFile } from "./ova-writer.ts";
export { openPackage, type OvfPackage, type PackageFile } from "./package.ts";
export {
  checkOutput,
  type CreatedPackage,
  createPackage,
  type CreatePackageOptions,
  type PackageSpec,
} from "./create-package.ts";
export { type ExtractedPackage, extractPackage, type ExtractPackageOptions } from "./extract-package.ts";
export type { CheckedDisk, SecretsAllowed } from "./check-disk.ts";
export type { CheckedFile } from "./check-package.ts";
export { type PackageReport, verifyPackage, type VerifyPackageOptions } from "./verify-package.ts";
export { receivePackage, type ReceivedFile, type ReceivedPackage, type ReceivedSpec } from "./received-package.ts";
export { withFacts } from "./create-descriptor.ts";
export { vouchedDigests } from "./vouched.ts";
