import type { Abortable } from "../core/abort.ts";
import type { Data, ManagedObjectName, MethodName, MoRef, Params, Returned } from "../vim25/index.ts";
import { DatastoreFiles } from "./datastore-files.ts";
import { Inventory } from "./inventory.ts";
import { VirtualMachines } from "./machines.ts";
import { Packages } from "./nfc/packages.ts";
import type { VsphereLimits } from "./options.ts";
import { readRows, type Row } from "./property.ts";
import type { CallOptions, CallStats, Session } from "./session.ts";
import { Tasks } from "./task.ts";
import type { Datastore } from "./topology.ts";
import { Watcher } from "./watcher.ts";

/** One session on one vCenter, and everything that can be done with it. Disposing logs out, also after a failure. */
export class Vsphere implements AsyncDisposable {
  readonly inventory: Inventory;
  readonly machines: VirtualMachines;
  readonly packages: Packages;
  readonly watcher: Watcher;
  readonly tasks: Tasks;
  /** Host name as it was given, with the port unless it is 443. */
  readonly host: string;
  readonly #session: Session;

  constructor(session: Session, url: URL, limits: VsphereLimits) {
    this.#session = session;
    this.host = url.host;
    this.watcher = new Watcher(session);
    this.tasks = new Tasks(session, this.watcher, limits);
    this.inventory = new Inventory(session, this.tasks);
    this.packages = new Packages({ session, watcher: this.watcher, tasks: this.tasks, limits });
    this.machines = new VirtualMachines(session, this.watcher, this.tasks, this.inventory, limits);
  }

  get about(): Data<"AboutInfo"> {
    return this.#session.content.about;
  }

  /** Of the vCenter itself, lower case: the namespace of every derived uuid. */
  get instanceUuid(): string {
    return (this.about.instanceUuid ?? "").toLowerCase();
  }

  /** `VirtualCenter`, or `HostAgent` for a standalone host. */
  get apiType(): string {
    return this.about.apiType;
  }

  /** The version spoken, which is at most the server's. */
  get apiVersion(): string {
    return this.#session.version;
  }

  get stats(): CallStats {
    return this.#session.stats;
  }

  async call<M extends MethodName>(
    method: M,
    self: MoRef,
    params: Params<M>,
    options: CallOptions,
  ): Promise<Returned<M>> {
    return await this.#session.call(method, self, params, options);
  }

  /** Chosen properties of chosen objects in one call; objects that are gone are left out. */
  async read<N extends ManagedObjectName, P extends string>(
    refs: readonly MoRef[],
    type: N,
    paths: readonly P[],
    options: Abortable,
  ): Promise<readonly Row<N, P>[]> {
    return await readRows(this.#session, refs, type, paths, options);
  }

  /** Files of a datastore. */
  datastore(datastore: Datastore): DatastoreFiles {
    return new DatastoreFiles(this.#session, this.tasks, datastore);
  }

  /** The vCenter's own clock. */
  async serverTime(options: Abortable): Promise<Date> {
    return await this.#session.serverTime(options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.tasks.close();
    await this.watcher.close();
    await this.#session.close();
  }
}
