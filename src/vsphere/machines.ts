import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { MoRef } from "../vim25/index.ts";
import { TransportError } from "./transport/transport.ts";
import { DatastoreFiles } from "./datastore-files.ts";
import type { Inventory } from "./inventory.ts";
import type { VsphereLimits } from "./options.ts";
import { isFault } from "./fault-error.ts";
import { readRows } from "./property.ts";
import type { Session } from "./session.ts";
import { OutcomeUnknownError, type Tasks } from "./task.ts";
import type { Host, Named } from "./topology.ts";
import { type ClonedMachine, Cloner, type CloneOptions, type CloneSpec } from "./vm/clone.ts";
import { configSpec, type MachineConfig } from "./vm/config-spec.ts";
import { bootOrder, type BootDevice, createMachine, type CreateMachineSpec } from "./vm/create.ts";
import { type DestroyOptions, destroyMachine } from "./vm/destroy.ts";
import { type Device, ejectCdChanges } from "./vm/devices.ts";
import { type GuestAddress, guestAddresses } from "./vm/guest-addresses.ts";
import { type MachineFacts, type PowerState, readFacts } from "./vm/identity.ts";
import { powerOff, powerOn, shutdown, untilPower } from "./vm/power.ts";
import { parseDatastorePath, screenPage } from "./vm/screenshot.ts";
import { type CloneSource, readSource } from "./vm/source.ts";
import type { Watcher } from "./watcher.ts";

/** The verbs on virtual machines. Each waits until its task has ended. */
export class VirtualMachines {
  readonly #session: Session;
  readonly #watcher: Watcher;
  readonly #tasks: Tasks;
  readonly #inventory: Inventory;
  readonly #cloner: Cloner;

  constructor(session: Session, watcher: Watcher, tasks: Tasks, inventory: Inventory, limits: VsphereLimits) {
    this.#session = session;
    this.#watcher = watcher;
    this.#tasks = tasks;
    this.#inventory = inventory;
    this.#cloner = new Cloner(session, watcher, tasks, limits);
  }

  /** What clones are made from, read once. */
  async source(ref: MoRef, options: Abortable): Promise<CloneSource> {
    return await readSource(this.#session, ref, options);
  }

  /** What tells machines apart and how they stand, by moid; those that are gone are left out. One call. */
  async facts(refs: readonly MoRef[], options: Abortable): Promise<ReadonlyMap<string, MachineFacts>> {
    return await readFacts(this.#session, refs, options);
  }

  /** Clones all of them at once within the limits, and settles every one. See {@link Cloner.cloneMany}. */
  async cloneMany(
    source: CloneSource,
    specs: readonly CloneSpec[],
    options: CloneOptions,
  ): Promise<readonly PromiseSettledResult<ClonedMachine>[]> {
    return await this.#cloner.cloneMany(source, specs, options);
  }

  async clone(source: CloneSource, spec: CloneSpec, options: CloneOptions): Promise<ClonedMachine> {
    const [result] = await this.cloneMany(source, [spec], options);
    if (result?.status !== "fulfilled") throw result?.reason;
    return result.value;
  }

  /** Creates a machine and sets its boot order. */
  async create(spec: CreateMachineSpec, options: Abortable): Promise<MoRef> {
    const ref = await createMachine(this.#session, this.#tasks, spec, options);
    await this.setBootOrder(ref, spec.bootOrder, options);
    return ref;
  }

  async reconfigure(ref: MoRef, config: MachineConfig, options: Abortable): Promise<void> {
    const needsDevices = config.nics !== undefined || config.cdIso !== undefined;
    const spec = configSpec(config, needsDevices ? await this.#devices(ref, options) : []);
    await this.#tasks.run("ReconfigVM_Task", ref, { spec }, { ...options, what: `reconfigure ${ref.value}` });
  }

  async setBootOrder(ref: MoRef, order: readonly BootDevice[], options: Abortable): Promise<void> {
    const spec = { bootOptions: { bootOrder: bootOrder(await this.#devices(ref, options), order) } };
    await this.#tasks.run(
      "ReconfigVM_Task",
      ref,
      { spec },
      { ...options, what: `set the boot order of ${ref.value}`, isRepeatable: true },
    );
  }

  /** Empties all CD drives. Nothing in them is success. */
  async ejectCds(ref: MoRef, options: Abortable): Promise<void> {
    const deviceChange = ejectCdChanges(await this.#devices(ref, options));
    if (deviceChange.length === 0) return;
    await this.#tasks.run(
      "ReconfigVM_Task",
      ref,
      { spec: { deviceChange } },
      { ...options, what: `eject the CDs of ${ref.value}`, isRepeatable: true },
    );
  }

  async #devices(ref: MoRef, options: Abortable): Promise<readonly Device[]> {
    const [row] = await readRows(this.#session, [ref], "VirtualMachine", ["config.hardware.device"], options);
    if (row === undefined) throw new EdgelabError("NOT_FOUND", { what: `The virtual machine ${ref.value} is gone.` });
    return row.props["config.hardware.device"] ?? [];
  }

  /** Of the disks alone, without memory. After a lost answer the newest snapshot of that name is it. */
  async createSnapshot(
    ref: MoRef,
    name: string,
    options: Abortable & { readonly description?: string },
  ): Promise<MoRef> {
    const { description, signal } = options;
    const params = { name, memory: false, quiesce: false, ...(description === undefined ? {} : { description }) };
    const what = `take the snapshot "${name}" of ${ref.value}`;
    try {
      return await this.#tasks.run("CreateSnapshot_Task", ref, params, { signal, what });
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error;
      const { snapshots } = await readSource(this.#session, ref, { signal });
      const made = snapshots.filter((snapshot) => snapshot.name === name).at(-1);
      return made?.ref ?? (await this.#tasks.run("CreateSnapshot_Task", ref, params, { signal, what }));
    }
  }

  /** The snapshot alone; those above it stay. Gone already is success. */
  async removeSnapshot(snapshot: MoRef, { signal }: Abortable): Promise<void> {
    const params = { removeChildren: false, consolidate: true };
    const what = `remove the snapshot ${snapshot.value}`;
    try {
      await this.#tasks.run("RemoveSnapshot_Task", snapshot, params, { signal, what, isRepeatable: true });
    } catch (error) {
      if (!isFault(error, "ManagedObjectNotFound")) throw error;
    }
  }

  /** Already on is success. */
  async powerOn(ref: MoRef, options: Abortable): Promise<void> {
    await powerOn(this.#tasks, ref, options);
  }

  /** At once, as by pulling the plug. Already off is success. */
  async powerOff(ref: MoRef, options: Abortable): Promise<void> {
    await powerOff(this.#tasks, ref, options);
  }

  /** Asks the guest, and cuts the power when it has no VMware Tools or takes longer than `graceMs`. */
  async shutdown(
    ref: MoRef,
    options: Abortable & { readonly graceMs: number },
  ): Promise<"shut down" | "powered off" | "already off"> {
    return await shutdown({ session: this.#session, watcher: this.#watcher, tasks: this.#tasks }, ref, options);
  }

  /** Waits for the power state. Pushed by the vCenter, not polled. */
  async untilPower(ref: MoRef, state: PowerState, options: Abortable): Promise<void> {
    await untilPower(this.#watcher, ref, state, options);
  }

  /** Being one already is success. */
  async markAsTemplate(ref: MoRef, { signal }: Abortable): Promise<void> {
    const what = `mark ${ref.value} as a template`;
    await this.#mark(ref, true, { signal }, () => this.#session.call("MarkAsTemplate", ref, {}, { signal, what }));
  }

  /** Being no template already is success. */
  async markAsVm(
    ref: MoRef,
    { pool, host }: { readonly pool: Named; readonly host?: Host | undefined },
    { signal }: Abortable,
  ): Promise<void> {
    const params = { pool: pool.ref, ...(host === undefined ? {} : { host: host.ref }) };
    const what = `turn the template ${ref.value} into a machine`;
    await this.#mark(ref, false, { signal }, () =>
      this.#session.call("MarkAsVirtualMachine", ref, params, { signal, what }),
    );
  }

  /** What failed may have been done: by a call whose answer was lost, or by somebody else. */
  async #mark(ref: MoRef, isTemplate: boolean, options: Abortable, call: () => Promise<undefined>): Promise<void> {
    try {
      await call();
    } catch (error) {
      options.signal.throwIfAborted();
      const [row] = await readRows(this.#session, [ref], "VirtualMachine", ["config.template"], options);
      if (row?.props["config.template"] === isTemplate) return;
      if (!(error instanceof TransportError)) throw error;
      await call();
    }
  }

  /** What VMware Tools report of the machine's own NICs: no link-local addresses, no container bridges. */
  async guestAddresses(
    ref: MoRef,
    options: Abortable & { readonly cidr?: string | undefined },
  ): Promise<readonly GuestAddress[]> {
    const [row] = await readRows(this.#session, [ref], "VirtualMachine", ["guest.net"], options);
    return guestAddresses(row?.props["guest.net"], options.cidr);
  }

  /** The console as PNG: from `/screen`, or from a file that the vCenter is asked to write, which is deleted again. */
  async screenshot(ref: MoRef, options: Abortable): Promise<Uint8Array> {
    const page = await screenPage(this.#session, ref, options);
    if (page !== undefined) return page;
    const [row] = await readRows(this.#session, [ref], "VirtualMachine", ["datastore"], options);
    const place = parseDatastorePath(
      await this.#tasks.run("CreateScreenshot_Task", ref, {}, { ...options, what: `take a picture of ${ref.value}` }),
    );
    const { datastores } = await this.#inventory.topology(options);
    const datastore = datastores.find(
      ({ ref: store, name }) =>
        name === place?.datastore && row?.props.datastore?.some(({ value }) => value === store.value),
    );
    if (place === undefined || datastore === undefined)
      throw new EdgelabError("NOT_FOUND", { what: `The picture of ${ref.value} is on no datastore that can be read.` });
    const files = new DatastoreFiles(this.#session, this.#tasks, datastore);
    const chunks: Buffer[] = [];
    for await (const chunk of (await files.download(place.file, options)).stream as AsyncIterable<Buffer>)
      chunks.push(chunk);
    await files.delete(place.file, options);
    return Buffer.concat(chunks);
  }

  /** Powers off, detaches disks that are not the machine's own, destroys. See {@link destroyMachine}. */
  async destroy(ref: MoRef, options: DestroyOptions): Promise<"destroyed" | "gone"> {
    return await destroyMachine(this.#session, this.#tasks, ref, options);
  }
}
