import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/clock.ts";
import type { MethodName } from "../../vim25/schema.ts";
import type { Machine } from "../machine.ts";
import type { Injections } from "./injections.ts";

export interface VcenterOptions {
  readonly clock: Clock;
  /** Folder for the bytes of datastore files. Made if missing. */
  readonly dataDir: string;
  /** What an earlier {@link Vcenter.save} returned. Without it the default inventory is made. */
  readonly saved?: unknown;
  /** Called after each change of what `save` would return. */
  readonly changed?: () => void;
  readonly credentials: readonly { readonly username: string; readonly password: string }[];
  /** Starts the guest of a machine that has just been powered on. */
  readonly powerOn: (machine: Machine) => void;
  /** `https://127.0.0.1:8989`, for URLs and the about text. */
  readonly baseUrl: string;
  /** Milliseconds of the clock that tasks take. */
  readonly durations?: Partial<Durations>;
  /** Provisioning units of each host: a full clone costs 4, a linked clone 1, never more than 8 at a time. @default 16 */
  readonly hostCloneUnits?: number;
  /** Privileges granted by user name. A user without an entry has all of them. */
  readonly privileges?: Readonly<Record<string, readonly string[]>>;
  readonly inventory?: Partial<InventoryOptions>;
}

export interface Durations {
  readonly linkedCloneMs: number;
  readonly fullCloneMs: number;
  readonly powerOnMs: number;
  readonly powerOffMs: number;
  readonly reconfigureMs: number;
  readonly createMs: number;
  readonly snapshotMs: number;
  readonly destroyMs: number;
  /** Datastore searches, file deletes and moves. */
  readonly fileMs: number;
  readonly fileCopyMs: number;
}

/** The inventory that a new sandbox starts with. The names are the tutorial's. */
export interface InventoryOptions {
  readonly datacenter: string;
  readonly cluster: string;
  readonly hosts: number;
  readonly resourcePool: string;
  readonly datastore: string;
  readonly datastoreCapacityBytes: number;
  readonly network: string;
  /** Path below the datacenter's VM folder. */
  readonly folder: string;
  /** VMs of somebody else's, in the VM folder `foreign`, to be left alone. @default 0 */
  readonly foreignVms: number;
}

export interface Vcenter {
  readonly instanceUuid: string;
  /** Serves `/sdk`, `/folder`, `/screen`; answers 404 to the rest. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Inventory, virtual disks and the list of datastore files as plain JSON. Sessions and tasks are not part of it. */
  save(): unknown;
  /** Cuts the power of all machines without changing what `save` returns, ends all waits and sessions. */
  close(): Promise<void>;
  /** For tests: what goes wrong on purpose. */
  readonly faults: Injections;
  /** For tests and the bench: SOAP calls answered so far, by method. */
  readonly calls: ReadonlyMap<MethodName, number>;
  /** For tests: open sessions, by user name. */
  sessions(): readonly string[];
  /** For tests: ends all sessions as if they had idled too long. */
  expireSessions(): void;
  /** For tests and messages: the last lines on the VM's serial console. */
  consoleLines(vmName: string): readonly string[];
}

/** A vCenter in this process: its inventory, its SOAP endpoint and its datastore files. Nothing listens until asked. */
export function createVcenter(_options: VcenterOptions): Vcenter {
  throw new Error("not written yet");
}
