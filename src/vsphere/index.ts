/**
 * The vSphere client: a session, one watcher, and verbs on what lives in a vCenter. Knows nothing of labs.
 *
 * SURFACE FIRST: this file is declarations until the bodies land; names and signatures stay.
 */
import type { Readable } from "node:stream";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { Secret } from "../core/secret.ts";
import type { Data, ManagedObjectName, MethodName, MoRef, Params, Poly, Returned } from "../vim25/index.ts";

// --- connecting -------------------------------------------------------------------------------------------------

export interface ConnectOptions {
  /** `https://host[:port][/sdk]`. */
  readonly url: string;
  readonly username: string;
  readonly password: Secret;
  readonly tls: { readonly ca?: string | undefined; readonly fingerprint?: string | undefined; readonly insecure: boolean };
  /** @default "native" */
  readonly transport?: "native" | "node-vsphere-soap" | undefined;
  /** Prefix of the operation IDs that show up in the server's logs: `edgelab-up-3f2a`. */
  readonly operationId: string;
  readonly limits?: Partial<VsphereLimits> | undefined;
  /** A standalone ESXi host is refused unless this is set. @default false */
  readonly allowStandaloneHost?: boolean | undefined;
  /** Called for each exchange, credentials masked. */
  readonly trace?: ((event: TraceEvent) => void) | undefined;
  /** Called with each whole exchange, scrubbed of credentials, cookies and uuids' owners. */
  readonly record?: ((exchange: RecordedExchange) => void) | undefined;
}
export interface VsphereLimits {
  /** Cost units per ESXi host: a full clone costs 2, a linked clone 1. @default 8 */
  readonly hostCloneUnits: number;
  /** Power-ons in flight. @default 16 */
  readonly powerOns: number;
  /** How long a task may be `running`. Time in the queue does not count. @default 1_800_000 */
  readonly taskTimeoutMs: number;
}
export interface TraceEvent {
  readonly method: string;
  readonly object: string;
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly error?: string | undefined;
}
export interface RecordedExchange {
  readonly method: string;
  readonly request: string;
  readonly response: string | undefined;
  readonly status: number | undefined;
}
export interface CallStats {
  /** SOAP calls by method. */
  readonly calls: ReadonlyMap<string, number>;
  readonly total: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}
export declare function connect(options: ConnectOptions, abortable: Abortable): Promise<Vsphere>;

export declare class Vsphere implements AsyncDisposable {
  readonly about: Data<"AboutInfo">;
  /** Of the vCenter, lower case. Namespace of every derived uuid. */
  readonly instanceUuid: string;
  readonly apiType: string;
  readonly apiVersion: string;
  /** Host name of the vCenter as it was given, for messages. */
  readonly host: string;
  readonly stats: CallStats;
  readonly inventory: Inventory;
  readonly machines: VirtualMachines;
  readonly watcher: Watcher;
  readonly tasks: Tasks;
  call<M extends MethodName>(method: M, self: MoRef, params: Params<M>, options: CallOptions): Promise<Returned<M>>;
  /** Chosen properties of chosen objects in one call; objects that are gone are left out. */
  read<N extends ManagedObjectName, P extends string>(refs: readonly MoRef[], type: N, paths: readonly P[], options: Abortable): Promise<readonly Row<N, P>[]>;
  datastore(datastore: Datastore): DatastoreFiles;
  serverTime(options: Abortable): Promise<Date>;
  /** Logs out under its own deadline, even after failure. */
  [Symbol.asyncDispose](): Promise<void>;
}
export interface CallOptions extends Abortable {
  /** What the call is for, as in `Cannot ${what}.`: `clone "demo-1-anna"`. */
  readonly what?: string | undefined;
  /** Deadline of one attempt. @default 120_000 */
  readonly timeoutMs?: number | undefined;
}
/** One object with the properties that were asked for. A property that is unset is absent. */
export interface Row<N extends ManagedObjectName, P extends string> {
  readonly ref: MoRef;
  readonly props: { readonly [K in P]?: PropertyValue<N, K> };
  /** Paths that could not be read (no privilege), with the fault's type. */
  readonly unreadable: ReadonlyMap<string, string>;
}
/** Type of the property at a path: `PropertyValue<"VirtualMachine", "config.uuid">` is string. Keyed paths are unknown. */
export type PropertyValue<N extends ManagedObjectName, P extends string> = import("./property.ts").PropertyValue<N, P>;

// --- inventory --------------------------------------------------------------------------------------------------

export interface Named {
  readonly ref: MoRef;
  /** As people write it: `%2f` already decoded. */
  readonly name: string;
  /** `/DC0/host/Edge/Resources/edge-lab` */
  readonly path: string;
}
export interface Datacenter extends Named {
  readonly vmFolder: MoRef;
}
export interface Compute extends Named {
  readonly isCluster: boolean;
  readonly rootPool: MoRef;
  readonly hosts: readonly MoRef[];
}
export interface Host extends Named {
  readonly compute: Compute;
}
export interface Datastore extends Named {
  readonly datacenter: Datacenter;
}
export interface Network extends Named {
  readonly kind: "standard" | "distributed" | "opaque";
}
/** Names or inventory paths; what is undefined is "the only one". */
export interface PlaceRequest {
  readonly datacenter?: string | undefined;
  readonly cluster?: string | undefined;
  readonly host?: string | undefined;
  readonly resourcePool?: string | undefined;
  readonly datastore?: string | undefined;
  readonly network?: string | undefined;
}
export interface Place {
  readonly datacenter: Datacenter;
  readonly compute: Compute;
  readonly host: Host | undefined;
  readonly pool: Named;
  readonly datastore: Datastore;
  readonly network: Network;
}
export interface FolderContent<P extends string> {
  readonly machines: readonly Row<"VirtualMachine", P | "name">[];
  readonly folders: readonly Named[];
}
/** Errors are NOT_FOUND (with the nearest name and the candidates) and AMBIGUOUS. One call reads all but VMs and their folders; it is kept. */
export declare class Inventory {
  place(request: PlaceRequest, options: Abortable): Promise<Place>;
  datacenter(name: string | undefined, options: Abortable): Promise<Datacenter>;
  datastore(name: string | undefined, datacenter: Datacenter, options: Abortable): Promise<Datastore>;
  network(name: string | undefined, datacenter: Datacenter, options: Abortable): Promise<Network>;
  /** `path` is below the datacenter's vm folder, or absolute: `/DC0/vm/Labs/edge`. One call. */
  folder(path: string, datacenter: Datacenter, options: Abortable): Promise<Named>;
  tryFolder(path: string, datacenter: Datacenter, options: Abortable): Promise<Named | undefined>;
  /** The same with the datacenter by name, without reading the inventory first: one call. */
  folderByPath(datacenter: string | undefined, path: string, options: Abortable): Promise<Named | undefined>;
  /** Makes the missing parts of the path. */
  ensureFolder(path: string, datacenter: Datacenter, options: Abortable): Promise<Named>;
  /** A VM or template by path (below the vm folder, or absolute), or by name in `folder` and then directly in the vm folder. */
  machine(path: string, datacenter: Datacenter, options: Abortable & { readonly folder?: Named | undefined }): Promise<Named>;
  tryMachine(path: string, datacenter: Datacenter, options: Abortable & { readonly folder?: Named | undefined }): Promise<Named | undefined>;
  /** Children of this folder only. VMs with `name` and the chosen leaf properties. One call. */
  listFolder<P extends string>(folder: Named, paths: readonly P[], options: Abortable): Promise<FolderContent<P>>;
  /** The folder's subfolders with their VMs. One call. */
  listSubfolders<P extends string>(folder: Named, paths: readonly P[], options: Abortable): Promise<readonly (Named & FolderContent<P>)[]>;
  /** Reads it again first; a folder that holds anything is left alone. `Destroy_Task` would take the content along. */
  destroyFolderIfEmpty(folder: Named, options: Abortable): Promise<"destroyed" | "gone" | "not empty">;
  /** VMs by `config.instanceUuid`; at most one on a healthy vCenter. */
  findByInstanceUuid(uuid: string, options: Abortable): Promise<MoRef | undefined>;
}

// --- virtual machines -------------------------------------------------------------------------------------------

export interface NicInput {
  /** Undefined: that of the source. */
  readonly network?: Network | undefined;
  /** `00:50:56:..`; undefined: the vCenter's choice. */
  readonly mac?: string | undefined;
}
export interface MachineConfig {
  readonly uuid?: string | undefined;
  readonly instanceUuid?: string | undefined;
  readonly annotation?: string | undefined;
  readonly cpus?: number | undefined;
  readonly coresPerSocket?: number | undefined;
  readonly memoryMiB?: number | undefined;
  /** An empty string removes the key. */
  readonly extraConfig?: Readonly<Record<string, string>> | undefined;
  /** In order. NICs that the machine has are edited, more are added; undefined leaves all as they are. */
  readonly nics?: readonly NicInput[] | undefined;
  /** Datastore path of an ISO, `[nvme-01] edgelab/x.iso`: in the first CD drive, which is added if there is none. `null` ejects all. */
  readonly cdIso?: string | null | undefined;
}
/** What clones are made from, read once. */
export interface CloneSource {
  readonly ref: MoRef;
  readonly name: string;
  readonly isTemplate: boolean;
  readonly power: PowerState;
  /** `vmx-14` */
  readonly hardwareVersion: string;
  readonly uuid: string;
  readonly instanceUuid: string | undefined;
  readonly extraConfig: ReadonlyMap<string, string>;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly devices: readonly Poly<"VirtualDevice">[];
  /** Oldest first, the whole tree. */
  readonly snapshots: readonly { readonly ref: MoRef; readonly name: string; readonly createTime: Date; readonly isCurrent: boolean }[];
}
export type PowerState = "poweredOn" | "poweredOff" | "suspended";
export interface CloneSpec {
  readonly name: string;
  readonly folder: Named;
  readonly place: Pick<Place, "pool" | "datastore" | "compute"> & { readonly host?: Host | undefined };
  /** Of the source: a linked clone. Undefined: a full copy. */
  readonly snapshot?: MoRef | undefined;
  readonly config: MachineConfig;
  readonly powerOn: boolean;
  /**
   * Asked when a machine of this name is in the folder although we made none: after a lost answer, or DuplicateName.
   * True adopts it as the result; false or absent ends in NAME_TAKEN.
   */
  readonly isOurs?: ((machine: MachineIdentity) => boolean) | undefined;
}
export interface MachineIdentity {
  readonly ref: MoRef;
  readonly name: string;
  readonly uuid: string | undefined;
  readonly instanceUuid: string | undefined;
  readonly extraConfig: ReadonlyMap<string, string>;
}
/** As read back from the vCenter, not as asked for. */
export interface ClonedMachine extends MachineIdentity {
  readonly clone: "linked" | "full";
  readonly power: PowerState;
  readonly hardwareVersion: string;
  readonly macs: readonly string[];
  readonly adopted: boolean;
}
export interface CloneProgress {
  readonly name: string;
  readonly state: "waiting" | "queued" | "cloning" | "cloned" | "powering-on" | "done";
  readonly percent?: number | undefined;
}
export interface CreateMachineSpec {
  readonly name: string;
  readonly folder: Named;
  readonly place: Place;
  readonly version: string;
  readonly guestId: string;
  readonly firmware: "bios" | "efi";
  readonly scsiController: "pvscsi" | "lsilogic-sas" | "lsilogic";
  readonly disks: readonly { readonly capacityBytes: number; readonly thin: boolean }[];
  /** Each in a SATA CD drive of its own, in this order. */
  readonly isos: readonly string[];
  readonly bootOrder: readonly ("disk" | "cdrom")[];
  readonly config: MachineConfig & { readonly cpus: number; readonly memoryMiB: number; readonly nics: readonly NicInput[] };
  readonly isOurs?: ((machine: MachineIdentity) => boolean) | undefined;
}
export interface GuestAddress {
  readonly mac: string;
  readonly ip: string;
  readonly prefix: number | undefined;
}
export declare class VirtualMachines {
  source(ref: MoRef, options: Abortable): Promise<CloneSource>;
  /**
   * Clones all of them at once within the limits, reads each back, corrects a `uuid` that differs, then powers on those
   * that ask for it. Settles every one; rejects with an AggregateError-caused error after all have ended.
   */
  cloneMany(source: CloneSource, specs: readonly CloneSpec[], options: Abortable & { readonly onProgress?: (progress: CloneProgress) => void }): Promise<readonly PromiseSettledResult<ClonedMachine>[]>;
  clone(source: CloneSource, spec: CloneSpec, options: Abortable & { readonly onProgress?: (progress: CloneProgress) => void }): Promise<ClonedMachine>;
  create(spec: CreateMachineSpec, options: Abortable): Promise<MoRef>;
  reconfigure(ref: MoRef, config: MachineConfig, options: Abortable): Promise<void>;
  setBootOrder(ref: MoRef, order: readonly ("disk" | "cdrom")[], options: Abortable): Promise<void>;
  ejectCds(ref: MoRef, options: Abortable): Promise<void>;
  createSnapshot(ref: MoRef, name: string, options: Abortable & { readonly description?: string }): Promise<MoRef>;
  removeSnapshot(snapshot: MoRef, options: Abortable): Promise<void>;
  /** Already on is success. */
  powerOn(ref: MoRef, options: Abortable): Promise<void>;
  powerOff(ref: MoRef, options: Abortable): Promise<void>;
  /** Asks the guest, and cuts the power when it has no Tools or takes longer than `graceMs`. */
  shutdown(ref: MoRef, options: Abortable & { readonly graceMs: number }): Promise<"shut down" | "powered off" | "already off">;
  /** Waits for the power state. Pushed by the vCenter, not polled. */
  untilPower(ref: MoRef, state: PowerState, options: Abortable): Promise<void>;
  markAsTemplate(ref: MoRef, options: Abortable): Promise<void>;
  markAsVm(ref: MoRef, place: Pick<Place, "pool"> & { readonly host?: Host | undefined }, options: Abortable): Promise<void>;
  /** What VMware Tools report of the machine's own NICs: no link-local, no container bridges. */
  guestAddresses(ref: MoRef, options: Abortable & { readonly cidr?: string | undefined }): Promise<readonly GuestAddress[]>;
  /** PNG. */
  screenshot(ref: MoRef, options: Abortable): Promise<Uint8Array>;
  /**
   * Powers off, detaches disks that are not the machine's own, destroys. Success when it is gone already.
   * @throws {EdgelabError} NOT_OURS when `isOurs` says no to what was read just before
   */
  destroy(ref: MoRef, options: Abortable & { readonly isOurs: (machine: MachineIdentity) => boolean }): Promise<"destroyed" | "gone">;
}

// --- datastore files --------------------------------------------------------------------------------------------

export interface FileEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  readonly modified: Date | undefined;
}
export interface UploadOptions extends Abortable {
  readonly onProgress?: ((done: number, total: number, bytesPerSecond: number) => void) | undefined;
}
/** Paths are relative to the datastore's root: `edgelab/iso/x.iso`. */
export declare class DatastoreFiles {
  /** `[nvme-01] edgelab/x.iso`, as devices and tasks name it. */
  path(path: string): string;
  stat(path: string, options: Abortable): Promise<FileEntry | undefined>;
  /** Undefined when there is no such folder. */
  list(path: string, options: Abortable): Promise<readonly FileEntry[] | undefined>;
  /** With parents; existing is fine. */
  ensureFolder(path: string, options: Abortable): Promise<void>;
  /** Atomic: false when it exists already. Parents must exist. The primitive for locks. */
  tryMakeFolder(path: string, options: Abortable): Promise<boolean>;
  /**
   * Sends the file to a temporary name, hashes the bytes on the way, checks the size, and moves it to its final name.
   * @param final the name; given the digest when it is a function
   */
  upload(file: string | { readonly open: () => Readable; readonly sizeBytes: number }, final: string | ((sha256: string) => string), options: UploadOptions): Promise<{ readonly path: string; readonly sha256: string; readonly sizeBytes: number }>;
  putSmall(path: string, content: string | Uint8Array, options: Abortable): Promise<void>;
  /** Undefined when there is none. At most a MiB. */
  getSmall(path: string, options: Abortable): Promise<Uint8Array | undefined>;
  download(path: string, options: Abortable): Promise<{ readonly stream: Readable; readonly sizeBytes: number | undefined }>;
  /** Files and folders with all they hold. Gone already is success. */
  delete(path: string, options: Abortable): Promise<"deleted" | "gone">;
  /** Atomic. FileNotFound of the source and FileAlreadyExists of the target are FaultErrors. */
  move(from: string, to: string, options: Abortable & { readonly overwrite?: boolean }): Promise<void>;
}

// --- watching, tasks, faults ------------------------------------------------------------------------------------

export type Snapshot = ReadonlyMap<string, unknown>;
export declare class Watcher {
  /** The listener gets the whole known state after each change, and `undefined` once the object is gone. Dispose to stop. */
  watch(refs: readonly MoRef[], paths: readonly string[], listener: (ref: MoRef, state: Snapshot | undefined) => void): Disposable;
  /** Resolves with what `test` returns as soon as that is not undefined. @throws NOT_FOUND when the object goes away */
  until<T>(ref: MoRef, paths: readonly string[], test: (state: Snapshot) => T | undefined, options: Abortable): Promise<T>;
}
export type TaskMethod = Extract<MethodName, `${string}_Task`>;
export type TaskResult<M extends TaskMethod> = import("./task.ts").TaskResult<M>;
export interface TaskOptions extends CallOptions {
  /** Of `running` alone. */
  readonly taskTimeoutMs?: number | undefined;
  readonly onProgress?: ((progress: { readonly state: "queued" | "running"; readonly percent: number | undefined }) => void) | undefined;
}
export declare class Tasks {
  /** Starts and waits. Aborting cancels the task when it can be cancelled. */
  run<M extends TaskMethod>(method: M, self: MoRef, params: Params<M>, options: TaskOptions): Promise<TaskResult<M>>;
}
/** A fault of the vCenter, with what it means for a user. Faults keep their type: match on `is`, never on text. */
export declare class FaultError extends EdgelabError {
  readonly fault: Poly<"MethodFault">;
  readonly method: string;
  readonly object: MoRef;
  readonly reaction: "retry" | "relogin" | "adopt" | "stop";
  /** This fault, or one in its chain of causes, is of this type or extends it. */
  is(type: string): boolean;
}
/** True when the error is a FaultError of this type. */
export declare function isFault(error: unknown, ...types: readonly string[]): error is FaultError;
