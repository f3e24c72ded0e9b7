import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import type { Graph, Node, StepContext } from "../engine/graph.ts";
import { createSeedIso } from "../iso/index.ts";
import type { Lab } from "../lab/lab.ts";
import type { MoRef } from "../vim25/index.ts";
import {
  type CreateMachineSpec,
  type DatastoreFiles,
  isFault,
  type MachineIdentity,
  type Named,
  OutcomeUnknownError,
  type Place,
} from "../vsphere/index.ts";
import { Lock } from "./lock.ts";
import { type FoundMachine, machinesIn } from "./machines.ts";
import { markToConfig, readMark } from "./marks.ts";
import { templatesPath } from "./observe.ts";
import { lockStore, places, type Session, thisProcess } from "./session.ts";
import { existingTemplate, type FoundTemplate, type TemplateSource, templateAmong, usable } from "./template.ts";
import type { WantedTemplate } from "./wanted.ts";

const phase = "install";
const gib = 1024 ** 3;

interface InstallContext {
  readonly lab: Lab;
  readonly session: Session;
  readonly wanted: WantedTemplate;
  readonly found: FoundTemplate | undefined;
}

/** Adds what gives the register phase something to clone. */
export function addInstall(graph: Graph, context: InstallContext): Node<TemplateSource> {
  const { lab, session, wanted, found } = context;
  const { vsphere } = session;
  if (wanted.builder === "existing") {
    return graph.add({
      phase,
      id: "install/template",
      title: `use template ${wanted.name}`,
      after: [],
      run: async (step) => {
        const datacenter = await vsphere.inventory.datacenter(lab.vcenter.datacenter, step);
        return existingTemplate(wanted, datacenter, vsphere, step);
      },
    });
  }
  if (found?.state === "ready") {
    const { ref, path } = found.machine;
    return graph.add({
      phase,
      id: "install/template",
      title: `use template ${wanted.name}`,
      after: [],
      timingKey: "install/template-read",
      run: async (step) => usable(await vsphere.machines.source(ref, step), path),
    });
  }
  const builder = new TemplateBuilder(lab, session, wanted);
  const iso = graph.add({
    phase,
    id: "install/iso",
    title: `upload ${wanted.installer.name}`,
    after: [],
    run: (step) => builder.uploadIso(step),
  });
  return graph.add({
    phase,
    id: "install/template",
    title: `install template ${wanted.name}`,
    after: [iso],
    run: (step, isoPath) => builder.build(step, isoPath),
  });
}

/** Makes one template. Whoever needs the same one at the same time waits for it and uses it. */
class TemplateBuilder {
  readonly #lab: Lab;
  readonly #session: Session;
  readonly #wanted: Extract<WantedTemplate, { builder: "vsphere" }>;

  constructor(lab: Lab, session: Session, wanted: Extract<WantedTemplate, { builder: "vsphere" }>) {
    this.#lab = lab;
    this.#session = session;
    this.#wanted = wanted;
  }

  /**
   * Named by its digest: a complete name means complete bytes, and the same ISO is never sent twice. It goes by way of the
   * lab's own folder, so that `down` finds what a killed run has sent of it.
   */
  async uploadIso(step: StepContext): Promise<string> {
    const { files } = await this.#place(step);
    const { installer } = this.#wanted;
    const path = places.iso(installer.digest);
    if (await this.#isThere(files, path, step)) return files.path(path);
    const own = places.lab(this.#session.labUuid);
    await Promise.all([files.ensureFolder(own, step), files.ensureFolder(folderOf(path), step)]);
    await removeParts(files, own, step);
    const sent = await files.upload(
      { open: () => installer.open(), sizeBytes: installer.sizeBytes },
      `${own}/${installer.digest}.iso`,
      { signal: step.signal, onProgress: (done, total) => step.progress({ done, total, unit: "bytes" }) },
    );
    if (sent.sha256 !== installer.digest) {
      await files.delete(sent.path, step);
      throw new EdgelabError("ISO_INVALID", {
        what: `${installer.name} changed while it was being uploaded.`,
        next: "Wait until whatever writes it has finished, then run the command again.",
      });
    }
    try {
      await files.move(sent.path, path, step);
    } catch (error) {
      // another lab was faster with the same bytes
      if (!isFault(error, "FileAlreadyExists") || !(await this.#isThere(files, path, step))) throw error;
      await files.delete(sent.path, step);
    }
    step.changed(`${(sent.sizeBytes / 1e6).toFixed(1)} MB`);
    return files.path(path);
  }

  async #isThere(files: DatastoreFiles, path: string, options: Abortable): Promise<boolean> {
    return (await files.stat(path, options))?.sizeBytes === this.#wanted.installer.sizeBytes;
  }

  async build(step: StepContext, isoPath: string): Promise<TemplateSource> {
    const { files } = await this.#place(step);
    await using lock = await this.#lock(files, step);
    const signal = AbortSignal.any([step.signal, lock.lost]);
    return await this.#buildLocked({ ...step, signal }, isoPath);
  }

  /** One builder at a time for one content address; the others wait for it. */
  async #lock(files: DatastoreFiles, step: StepContext): Promise<Lock> {
    const { name, key } = this.#wanted;
    const subject = `template "${name}"`;
    return Lock.acquirePatiently(lockStore(files, this.#session.vsphere), {
      signal: step.signal,
      path: places.templateLock(key),
      subject,
      lab: this.#session.labUuid,
      self: thisProcess(),
      warn: (message) => step.warn("LOCK_TAKEN_OVER", message),
      patienceMs: 2 * this.#lab.limits.installTimeoutMs,
      onWait: (why) => step.waiting(subject, "another run that is building it", why),
    });
  }

  async #buildLocked(step: StepContext, isoPath: string): Promise<TemplateSource> {
    const { vsphere, labUuid } = this.#session;
    const { name, key } = this.#wanted;
    const { place, files } = await this.#place(step);
    const folder = await vsphere.inventory.ensureFolder(templatesPath(this.#lab), place.datacenter, step);
    const found = templateAmong((await machinesIn(folder, vsphere, step)).machines, key);
    if (found?.state === "ready") return this.#source(found.machine.ref, folder, step);
    if (found?.state === "unmarked") {
      await vsphere.machines.markAsTemplate(found.machine.ref, step);
      step.changed("finished what an earlier run had begun");
      return this.#source(found.machine.ref, folder, step);
    }
    if (found) {
      // the lock that was taken is on this lab's datastore: whoever builds on another one holds another lock
      if (found.machine.datastore !== place.datastore.name) throw builtElsewhere(found.machine);
      step.note(`Removing "${found.machine.name}", which an earlier run left half-made.`);
      await vsphere.machines.destroy(found.machine.ref, { ...step, isOurs: (machine) => this.#isOurs(machine) });
    }
    const seed = `${places.lab(labUuid)}/${name}.iso`;
    await files.ensureFolder(places.lab(labUuid), step);
    await files.putSmall(seed, createSeedIso({ userData: this.#wanted.userData }), step);
    const ref = await this.#create(folder, place, [isoPath, files.path(seed)], step);
    await this.#install(ref, step);
    step.progress({ message: "removing the CDs, taking the snapshot" });
    await vsphere.machines.ejectCds(ref, step);
    await files.delete(seed, step);
    await vsphere.machines.createSnapshot(ref, "edgelab", {
      ...step,
      description: "What edgelab's linked clones are made from. Do not remove.",
    });
    await this.#promote(ref, step);
    await vsphere.machines.markAsTemplate(ref, step);
    step.changed();
    return this.#source(ref, folder, step);
  }

  async #create(folder: Named, place: Place, isos: readonly string[], step: StepContext): Promise<MoRef> {
    const { hardware } = this.#lab.template;
    const { name, key, installer } = this.#wanted;
    const instanceUuid = randomUUID();
    const mark = {
      role: "builder" as const,
      lab: this.#session.labUuid,
      name: this.#lab.name,
      instance: this.#lab.instance,
      host: undefined,
      inputs: key,
    };
    step.progress({ message: "creating the machine" });
    const spec: CreateMachineSpec = {
      name,
      folder,
      place,
      version: hardware.version,
      guestId: hardware.guestId,
      firmware: hardware.firmware,
      scsiController: hardware.scsiController,
      disks: [{ capacityBytes: hardware.diskGiB * gib, thin: true }],
      isos,
      // the empty disk cannot boot, so the first start falls through to the CD, and every later one does not
      bootOrder: ["disk", "cdrom"],
      config: {
        instanceUuid,
        cpus: hardware.cpus,
        coresPerSocket: hardware.coresPerSocket,
        memoryMiB: hardware.memoryMiB,
        annotation: `Palette Edge host template, made by edgelab from ${installer.digest.slice(0, 12)}. Never boot it.`,
        nics: [{ network: place.network }],
        extraConfig: markToConfig(mark, instanceUuid),
      },
      isOurs: (machine) => this.#isOurs(machine),
    };
    const { machines } = this.#session.vsphere;
    try {
      return await machines.create(spec, step);
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error;
      // asked again, it is made now, or its name is taken by what the first call made: then that is adopted
      return await machines.create(spec, step);
    }
  }

  async #install(ref: MoRef, step: StepContext): Promise<void> {
    const { machines } = this.#session.vsphere;
    const { name } = this.#wanted;
    const { installTimeoutMs } = this.#lab.limits;
    const before = await this.#written(ref, step);
    await machines.powerOn(ref, step);
    step.progress({ message: "the installer is running" });
    step.waiting(name, "the installer to finish and power the machine off", "powered on");
    try {
      await withDeadline(installTimeoutMs, `waiting for "${name}" to power itself off`, step, (options) =>
        machines.untilPower(ref, "poweredOff", options),
      );
    } catch (error) {
      if (!hasCode(error, "TIMED_OUT")) throw error;
      throw await this.#failure(ref, before, error, step);
    }
    const written = await this.#written(ref, step);
    if (written !== undefined && written <= (before ?? 0)) {
      throw await this.#failure(ref, before, undefined, step);
    }
  }

  /** What the disk's file takes on the datastore, in bytes; undefined when the server does not say. */
  async #written(ref: MoRef, options: Abortable): Promise<number | undefined> {
    const [row] = await this.#session.vsphere.read([ref], "VirtualMachine", ["layoutEx"], options);
    const extents = row?.props.layoutEx?.file?.filter(({ type }) => type.startsWith("disk"));
    return extents && extents.length > 0 ? extents.reduce((sum, { size }) => sum + size, 0) : undefined;
  }

  async #failure(ref: MoRef, before: number | undefined, cause: unknown, step: StepContext): Promise<EdgelabError> {
    const { name, installer } = this.#wanted;
    const now = await this.#written(ref, step);
    const grown = now === undefined ? undefined : now - (before ?? 0);
    const disk =
      grown === undefined
        ? "Whether it wrote to its disk is not known."
        : grown <= 0
          ? "The guest never wrote to its disk."
          : `It wrote ${(grown / 1e6).toFixed(1)} MB to its disk.`;
    const end = cause
      ? `It was still powered on after ${this.#lab.limits.installTimeoutMs / 1000} s.`
      : "It powered itself off.";
    const screen = cause ? await this.#screenshot(ref, step) : undefined;
    return new EdgelabError("INSTALL_FAILED", {
      what: `The installation of template "${name}" failed.`,
      why: [end, disk, screen && `Its last screen is in ${screen}.`].filter(Boolean).join(" "),
      next:
        grown !== undefined && grown <= 0
          ? `Check that ${installer.name} is an Edge installer that boots with ${this.#lab.template.hardware.firmware} firmware, then run the command again.`
          : "Look at the last screen, check the user-data (install.poweroff must be true), then run the command again.",
      cause,
    });
  }

  /** Evidence is worth having, but its lack must not hide the failure itself. */
  async #screenshot(ref: MoRef, step: StepContext): Promise<string | undefined> {
    try {
      const png = await this.#session.vsphere.machines.screenshot(ref, step);
      const folder = join(this.#lab.workDir, "evidence");
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${this.#wanted.name}.png`);
      await writeFile(file, png);
      return file;
    } catch (error) {
      step.signal.throwIfAborted();
      step.warn("NO_SCREENSHOT", `No screenshot of ${this.#wanted.name}: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** From builder, which belongs to a lab, to template, which belongs to none. */
  async #promote(ref: MoRef, step: StepContext): Promise<void> {
    const { machines } = this.#session.vsphere;
    const { instanceUuid } = await machines.source(ref, step);
    if (instanceUuid === undefined) throw new TypeError("a machine that was created has an instanceUuid");
    const mark = {
      role: "template" as const,
      lab: undefined,
      name: undefined,
      instance: undefined,
      host: undefined,
      inputs: this.#wanted.key,
    };
    await machines.reconfigure(ref, { extraConfig: markToConfig(mark, instanceUuid) }, step);
  }

  async #source(ref: MoRef, folder: Named, options: Abortable): Promise<TemplateSource> {
    const source = await this.#session.vsphere.machines.source(ref, options);
    return usable(source, `${folder.path}/${source.name}`);
  }

  #isOurs({ extraConfig, instanceUuid }: MachineIdentity): boolean {
    const judged = readMark(Object.fromEntries(extraConfig), instanceUuid);
    return "mark" in judged && judged.mark.role === "builder" && judged.mark.inputs === this.#wanted.key;
  }

  async #place(options: Abortable): Promise<{ readonly place: Place; readonly files: DatastoreFiles }> {
    const { vsphere } = this.#session;
    const place = await vsphere.inventory.place(this.#lab.vcenter, options);
    return { place, files: vsphere.datastore(place.datastore) };
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

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** What killed uploads left. Only one run at a time works on a lab, so nobody is sending these. */
async function removeParts(files: DatastoreFiles, folder: string, options: Abortable): Promise<void> {
  const stale =
    (await files.list(folder, options))?.filter(({ name }) => /\.part$|^[0-9a-f]{64}\.iso$/.test(name)) ?? [];
  await Promise.all(stale.map(({ name }) => files.delete(`${folder}/${name}`, options)));
}
