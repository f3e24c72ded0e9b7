/** The vSphere client: a session, one watcher, and verbs on what lives in a vCenter. Knows nothing of labs. */
export { connect } from "./connect.ts";
export type { ConnectOptions, RecordedExchange, TraceEvent, VsphereLimits } from "./options.ts";
export { Vsphere } from "./vsphere.ts";
export type { CallOptions, CallStats } from "./session.ts";
export type { PropertyValue, Row, Snapshot } from "./property.ts";
export { FaultError, isFault, type Reaction } from "./fault-error.ts";
export { TransportError } from "./transport/transport.ts";

export { Inventory, type FolderContent, type Place, type PlaceRequest } from "./inventory.ts";
export type { Compute, Datacenter, Datastore, Host, Named, Network, Pool } from "./topology.ts";
export { decodeName, encodeName } from "./inventory-path.ts";

export { VirtualMachines } from "./machines.ts";
export type { ClonedMachine, CloneOptions, CloneProgress, CloneSpec } from "./vm/clone.ts";
export type { MachineConfig } from "./vm/config-spec.ts";
export type { BootDevice, CreateMachineSpec } from "./vm/create.ts";
export type { DestroyOptions } from "./vm/destroy.ts";
export {
  backingFiles,
  cloneKind,
  type Device,
  devicesOf,
  diskFiles,
  folderOf,
  type DiskFile,
  macsOf,
  type NicInput,
  type ScsiController,
} from "./vm/devices.ts";
export { guestAddresses, type GuestAddress } from "./vm/guest-addresses.ts";
export { extraConfigOf, type MachineFacts, type MachineIdentity, type PowerState } from "./vm/identity.ts";
export type { CloneSource, SnapshotFacts } from "./vm/source.ts";

export { Packages } from "./nfc/packages.ts";
export type { ImportedFile, ImportedPackage, ImportPackageSpec } from "./nfc/import.ts";
export type { MachineImportSpec } from "./nfc/import-spec.ts";
export type { CompareDigests } from "./nfc/lease-manifest.ts";
export type { PackageContent } from "./nfc/package-content.ts";
export type { ExportedFile, ExportedMachine, ExportMachineSpec } from "./nfc/export.ts";
export type { ExportFile, ExportSink } from "./nfc/download.ts";

export {
  DatastoreFiles,
  type FileEntry,
  type Uploaded,
  type UploadOptions,
  type UploadSource,
} from "./datastore-files.ts";
export { Watcher, type WatchListener } from "./watcher.ts";
export {
  OutcomeUnknownError,
  type TaskMethod,
  type TaskOptions,
  type TaskProgress,
  Tasks,
} from "./task.ts";
