import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import type { StepContext } from "../engine/graph.ts";
import type { MoRef } from "../vim25/index.ts";
import type { DatastoreFiles, MachineIdentity, Named, Place } from "../vsphere/index.ts";
import { Lock } from "./lock.ts";
import { type FoundMachine, machinesIn } from "./machines.ts";
import { type Mark, markToConfig, readMark } from "./marks.ts";
import { templatesPath } from "./observe.ts";
import type { LabRef } from "./results.ts";
import { lockStore, places, type Session, thisProcess } from "./session.ts";
import { type TemplateSource, templateAmong, usable } from "./template.ts";

/** For whom a template is made. A lab is one. */
export type TemplateOwner = Pick<LabRef, "name" | "instance" | "target" | "vcenter" | "limits">;

/** A template by its content address. */
export interface TemplateAddress {
  /** Name of the VM. */
  readonly name: string;
  /** SHA-256 of all that goes into it. */
  readonly key: string;
}

/** 10 minutes are usual on a vCenter, and the tutorial's builder waits 20. */
export function installDeadlineMs({ installTimeoutMs = 30 * 60 * 1000 }: TemplateOwner["limits"]): number {
  return installTimeoutMs;
}

/** Where a template is made. */
export interface TemplateRoom {
  readonly folder: Named;
  readonly place: Place;
  readonly files: DatastoreFiles;
}

/**
 * One content address among the templates that all labs share. Whoever needs the same template at the same time waits for
 * it and uses it; whatever way the machine is made, it ends the same: a snapshot, the mark of a template, and marked as one.
 */
export class TemplateStore {
  readonly #owner: TemplateOwner;
  readonly #session: Pick<Session, "vsphere" | "labUuid">;
  readonly #address: TemplateAddress;

  constructor(owner: TemplateOwner, session: Pick<Session, "vsphere" | "labUuid">, address: TemplateAddress) {
    this.#owner = owner;
    this.#session = session;
    this.#address = address;
  }

  /**
   * The template, made by `make` unless it is there. `make` gives a machine that is powered off, carries {@link builderMark}
   * and has no CD left in it; it runs under the template's lock.
   */
  async obtain(
    step: StepContext,
    make: (room: TemplateRoom, step: StepContext) => Promise<MoRef>,
  ): Promise<TemplateSource> {
    const { place, files } = await this.place(step);
    await using lock = await this.#lock(files, step);
    const locked = { ...step, signal: AbortSignal.any([step.signal, lock.lost]) };
    return await this.#obtainLocked({ place, files }, locked, make);
  }

  async place(options: Abortable): Promise<{ readonly place: Place; readonly files: DatastoreFiles }> {
    const { vsphere } = this.#session;
    const place = await vsphere.inventory.place(this.#owner.vcenter, options);
    return { place, files: vsphere.datastore(place.datastore) };
  }

  /** extraConfig of a machine in the making: it belongs to whoever makes it, whose `down` removes what is left of it. */
  builderMark(instanceUuid: string): Record<string, string> {
    const { name, instance } = this.#owner;
    return this.#markOf({ role: "builder", lab: this.#session.labUuid, name, instance }, instanceUuid);
  }

  /** Whether this is the machine of {@link builderMark}, perhaps of an earlier run. */
  isBuilder({ extraConfig, instanceUuid }: MachineIdentity): boolean {
    const judged = readMark(Object.fromEntries(extraConfig), instanceUuid);
    return "mark" in judged && judged.mark.role === "builder" && judged.mark.inputs === this.#address.key;
  }

  /** One builder at a time for one content address; the others wait for it. */
  async #lock(files: DatastoreFiles, step: StepContext): Promise<Lock> {
    const { name, key } = this.#address;
    const subject = `template "${name}"`;
    return Lock.acquirePatiently(lockStore(files, this.#session.vsphere), {
      signal: step.signal,
      path: places.templateLock(key),
      subject,
      lab: this.#session.labUuid,
      self: thisProcess(),
      warn: (message) => step.warn("LOCK_TAKEN_OVER", message),
      patienceMs: 2 * installDeadlineMs(this.#owner.limits),
      onWait: (why) => step.waiting(subject, "another run that is building it", why),
    });
  }

  async #obtainLocked(
    { place, files }: Pick<TemplateRoom, "place" | "files">,
    step: StepContext,
    make: (room: TemplateRoom, step: StepContext) => Promise<MoRef>,
  ): Promise<TemplateSource> {
    const { vsphere } = this.#session;
    const folder = await vsphere.inventory.ensureFolder(templatesPath(this.#owner), place.datacenter, step);
    const found = templateAmong((await machinesIn(folder, vsphere, step)).machines, this.#address.key);
    if (found?.state === "ready") return this.#source(found.machine.ref, folder, step);
    if (found?.state === "unmarked") {
      await vsphere.machines.markAsTemplate(found.machine.ref, step);
      step.changed("finished what an earlier run had begun");
      return this.#source(found.machine.ref, folder, step);
    }
    if (found) {
      // the lock that was taken is on this owner's datastore: whoever builds on another one holds another lock
      if (found.machine.datastore !== place.datastore.name) throw builtElsewhere(found.machine);
      step.note(`Removing "${found.machine.name}", which an earlier run left half-made.`);
      // an import whose sender has died would go on for minutes
      const isOurs = (machine: MachineIdentity) => this.isBuilder(machine);
      await vsphere.machines.destroy(found.machine.ref, { ...step, isOurs, cancelsOthers: true });
    }
    const ref = await make({ folder, place, files }, step);
    step.progress({ message: "taking the snapshot" });
    await vsphere.machines.createSnapshot(ref, "edgelab", {
      ...step,
      description: "What edgelab's linked clones are made from. Do not remove.",
    });
    await this.#promote(ref, step);
    await vsphere.machines.markAsTemplate(ref, step);
    step.changed();
    return this.#source(ref, folder, step);
  }

  /** From builder, which belongs to somebody, to template, which belongs to none. */
  async #promote(ref: MoRef, step: StepContext): Promise<void> {
    const { machines } = this.#session.vsphere;
    const { instanceUuid } = await machines.source(ref, step);
    if (instanceUuid === undefined) throw new TypeError("a machine that was created has an instanceUuid");
    await machines.reconfigure(ref, { extraConfig: this.#markOf({ role: "template" }, instanceUuid) }, step);
  }

  #markOf(mark: Pick<Mark, "role"> & Partial<Mark>, instanceUuid: string): Record<string, string> {
    const nobody = { lab: undefined, name: undefined, instance: undefined, host: undefined };
    return markToConfig({ ...nobody, ...mark, inputs: this.#address.key }, instanceUuid);
  }

  async #source(ref: MoRef, folder: Named, options: Abortable): Promise<TemplateSource> {
    const source = await this.#session.vsphere.machines.source(ref, options);
    return usable(source, `${folder.path}/${source.name}`);
  }
}

function builtElsewhere({ path, datastore, mark }: FoundMachine): EdgelabError {
  const owner = mark?.name === undefined ? "another lab" : `lab "${mark.name}" of ${mark.instance ?? "somebody"}`;
  return new EdgelabError("TEMPLATE_UNUSABLE", {
    what: `The template "${path}" is not finished.`,
    why: `It is being built for ${owner} on datastore "${datastore ?? "unknown"}", or was left there half-made.`,
    next: "Wait until that run has ended and run `up` again. If it is dead, `down` of that lab removes what it left.",
  });
}
