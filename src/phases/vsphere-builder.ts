import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import type { StepContext } from "../engine/graph.ts";
import { createSeedIso } from "../iso/index.ts";
import type { MoRef } from "../vim25/index.ts";
import { type CreateMachineSpec, type DatastoreFiles, OutcomeUnknownError } from "../vsphere/index.ts";
import { Lock } from "./lock.ts";
import { lockStore, places, type Session, thisProcess } from "./session.ts";
import type { TemplateSource } from "./template.ts";
import { installDeadlineMs, type TemplateOwner, type TemplateRoom, TemplateStore } from "./template-store.ts";
import { annotationOf, type BuiltTemplate } from "./wanted.ts";

const gib = 1024 ** 3;
const clearTimeoutMs = 30_000;

/** Makes a template on the vCenter: a new machine boots the ISO there, installs itself and powers off. */
export class VsphereBuilder {
  readonly #owner: TemplateOwner & { readonly workDir: string };
  readonly #session: Pick<Session, "vsphere" | "labUuid">;
  readonly #wanted: BuiltTemplate;
  readonly #store: TemplateStore;

  constructor(
    owner: TemplateOwner & { readonly workDir: string },
    session: Pick<Session, "vsphere" | "labUuid">,
    wanted: BuiltTemplate,
  ) {
    this.#owner = owner;
    this.#session = session;
    this.#wanted = wanted;
    this.#store = new TemplateStore(owner, session, wanted);
  }

  /**
   * Named by its digest: a complete name means complete bytes, and the same ISO is never sent twice, not even by two runs
   * at the same time. It goes by way of the lab's own folder, so that `down` finds what a killed run has sent of it.
   */
  async uploadIso(step: StepContext): Promise<string> {
    const { files } = await this.#store.place(step);
    const { installer } = this.#wanted;
    const path = places.iso(installer.digest);
    if (await this.#isThere(files, path, step)) return files.path(path);
    await using lock = await this.#lockIso(files, step);
    const locked = { ...step, signal: AbortSignal.any([step.signal, lock.lost]) };
    if (!(await this.#isThere(files, path, locked))) await this.#send(files, path, locked);
    return files.path(path);
  }

  async #lockIso(files: DatastoreFiles, step: StepContext): Promise<Lock> {
    const { installer } = this.#wanted;
    const { vsphere, labUuid } = this.#session;
    const subject = `ISO "${installer.name}"`;
    return Lock.acquirePatiently(lockStore(files, vsphere), {
      signal: step.signal,
      path: places.isoLock(installer.digest),
      subject,
      lab: labUuid,
      self: thisProcess(),
      warn: (message) => step.warn("LOCK_TAKEN_OVER", message),
      patienceMs: 2 * installDeadlineMs(this.#owner.limits),
      onWait: (why) => step.waiting(subject, "another run that is uploading it", why),
    });
  }

  async #send(files: DatastoreFiles, path: string, step: StepContext): Promise<void> {
    const { installer } = this.#wanted;
    const work = places.work(this.#session.labUuid, places.isoLock(installer.digest));
    await files.delete(work, step); // what a killed run has sent
    await Promise.all([files.ensureFolder(work, step), files.ensureFolder(folderOf(path), step)]);
    try {
      const sent = await files.upload(
        { open: () => installer.open(), sizeBytes: installer.sizeBytes },
        `${work}/installer.iso`,
        { signal: step.signal, onProgress: (done, total) => step.progress({ done, total, unit: "bytes" }) },
      );
      if (sent.sha256 !== installer.digest) {
        throw new EdgelabError("ISO_INVALID", {
          what: `${installer.name} changed while it was being uploaded.`,
          next: "Wait until whatever writes it has finished, then run the command again.",
        });
      }
      await files.move(sent.path, path, step);
      step.changed(`${(sent.sizeBytes / 1e6).toFixed(1)} MB`);
    } finally {
      await clearWork(files, work, step);
    }
  }

  async #isThere(files: DatastoreFiles, path: string, options: Abortable): Promise<boolean> {
    return (await files.stat(path, options))?.sizeBytes === this.#wanted.installer.sizeBytes;
  }

  async build(step: StepContext, isoPath: string): Promise<TemplateSource> {
    return this.#store.obtain(step, (room, locked) => this.#make(room, isoPath, locked));
  }

  async #make(room: TemplateRoom, isoPath: string, step: StepContext): Promise<MoRef> {
    const { vsphere, labUuid } = this.#session;
    const { files } = room;
    const work = places.work(labUuid, places.templateLock(this.#wanted.key));
    const seed = `${work}/${this.#wanted.name}.iso`;
    await files.ensureFolder(work, step);
    await files.putSmall(seed, createSeedIso({ userData: this.#wanted.userData }), step);
    const ref = await this.#create(room, [isoPath, files.path(seed)], step);
    await this.#install(ref, step);
    step.progress({ message: "removing the CDs" });
    await vsphere.machines.ejectCds(ref, step);
    await files.delete(work, step);
    return ref;
  }

  async #create({ folder, place }: TemplateRoom, isos: readonly string[], step: StepContext): Promise<MoRef> {
    const { name, hardware } = this.#wanted;
    const instanceUuid = randomUUID();
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
        annotation: annotationOf(this.#wanted),
        nics: [{ network: place.network }],
        extraConfig: this.#store.builderMark(instanceUuid),
      },
      isOurs: (machine) => this.#store.isBuilder(machine),
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
    const installTimeoutMs = installDeadlineMs(this.#owner.limits);
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
      ? `It was still powered on after ${installDeadlineMs(this.#owner.limits) / 1000} s.`
      : "It powered itself off.";
    const screen = cause ? await this.#screenshot(ref, step) : undefined;
    return new EdgelabError("INSTALL_FAILED", {
      what: `The installation of template "${name}" failed.`,
      why: [end, disk, screen && `Its last screen is in ${screen}.`].filter(Boolean).join(" "),
      next:
        grown !== undefined && grown <= 0
          ? `Check that ${installer.name} is an Edge installer that boots with ${this.#wanted.hardware.firmware} firmware, then run the command again.`
          : "Look at the last screen, check the user-data (install.poweroff must be true), then run the command again.",
      cause,
    });
  }

  /** Evidence is worth having, but its lack must not hide the failure itself. */
  async #screenshot(ref: MoRef, step: StepContext): Promise<string | undefined> {
    try {
      const png = await this.#session.vsphere.machines.screenshot(ref, step);
      const folder = join(this.#owner.workDir, "evidence");
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
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** Under a deadline of its own: the run may have been stopped. What stays all the same, the next run clears. */
async function clearWork(files: DatastoreFiles, work: string, { warn }: Pick<StepContext, "warn">): Promise<void> {
  const own = { signal: new AbortController().signal };
  try {
    await withDeadline(clearTimeoutMs, `removing ${files.path(work)}`, own, (options) => files.delete(work, options));
  } catch (error) {
    if (!(error instanceof EdgelabError)) throw error;
    warn("LEFT_BEHIND", `${files.path(work)} stays until the next run: ${error.message}`);
  }
}
