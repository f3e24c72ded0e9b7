export { findQemu, type FindQemuOptions, type Qemu } from "./find.ts";
export { type Accelerator, probeAccelerator } from "./accelerator.ts";
export {
  installDisk,
  type Installed,
  type InstallSpec,
  smallestDiskBytes,
  usualDiskBytes,
} from "./install-disk.ts";
export type { InstallProgress } from "./progress.ts";
export { bootDisk, type Booted, type BootSpec } from "./boot-disk.ts";
export type { ScsiController } from "./machine-arguments.ts";
export { PrivateFolder } from "./private-folder.ts";
