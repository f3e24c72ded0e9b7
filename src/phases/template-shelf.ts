import type { Abortable } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import type { StepContext } from "../engine/graph.ts";
import type { MoRef } from "../vim25/index.ts";
import {
  backingFiles,
  type Datastore,
  type DatastoreFiles,
  folderOf,
  type MachineIdentity,
  type Place,
} from "../vsphere/index.ts";
import { Lock } from "./lock.ts";
import { type FoundMachine, isosIn, machinesIn } from "./machines.ts";
import { readMark } from "./marks.ts";
import { templatesPath } from "./observe.ts";
import type { Kept, LabRef } from "./results.ts";
import { lockStore, places, type Session, thisProcess } from "./session.ts";
import { templateAmong } from "./template.ts";
import { removeLeftovers } from "./template-leftovers.ts";

type Vcenter = Pick<Session, "vsphere" | "labUuid">;
type Shelf = Pick<LabRef, "vcenter">;

/** A template that edgelab made or imported. */
export interface TemplateSummary {
  readonly name: string;
  readonly path: string;
  /** SHA-256 of what went into it. */
  readonly key: string;
  /** `building` is half-made, by a run that goes on or by one that died. */
  readonly state: "ready" | "unmarked" | "building";
  readonly datastore: string | undefined;
  /** Machines whose disks stand on this one's. It cannot go before they are gone. */
  readonly linkedClones: readonly string[];
  /** Whose run is making it, while it is made. */
  readonly builder: string | undefined;
}

/** An ISO that was uploaded for installations on the vCenter. */
export interface IsoSummary {
  /** Datastore path. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modified: Date | undefined;
  /** Machines that have it in a drive. */
  readonly usedBy: readonly string[];
}

export interface ShelfContent {
  readonly templates: readonly TemplateSummary[];
  readonly isos: readonly IsoSummary[];
}

/**
 * All templates of the place, and the ISOs on its datastore. Who uses them is asked of every machine on the datastores
 * concerned: a linked clone may be anywhere in the inventory, and vSphere keeps no list of them.
 */
export async function listShelf(shelf: Shelf, session: Vcenter, options: Abortable): Promise<ShelfContent> {
  const { templates, isos } = await lookAtShelf(shelf, session, options);
  return { templates: templates.map(({ summary }) => summary), isos };
}

interface Looked {
  readonly templates: readonly { readonly summary: TemplateSummary; readonly machine: FoundMachine }[];
  readonly isos: readonly IsoSummary[];
  /** Names of machines that may turn out to be clones of any of the templates. */
  readonly unfinished: readonly string[];
  readonly place: Place;
  readonly files: DatastoreFiles;
}

async function lookAtShelf(shelf: Shelf, { vsphere }: Vcenter, options: Abortable): Promise<Looked> {
  const place = await vsphere.inventory.place(shelf.vcenter, options);
  const files = vsphere.datastore(place.datastore);
  const [folder, isoFiles] = await Promise.all([
    vsphere.inventory.tryFolder(templatesPath(shelf), place.datacenter, options),
    files.list("edgelab/iso", options),
  ]);
  const machines = folder === undefined ? [] : (await machinesIn(folder, vsphere, options)).machines;
  const marked = machines.filter(({ mark }) => mark?.role === "template" || mark?.role === "builder");
  const { datastores } = await vsphere.inventory.topology(options);
  const names = new Set([place.datastore.name, ...marked.map(({ datastore }) => datastore)]);
  const neighbours = await machinesOn(
    datastores.filter(({ name }) => names.has(name)),
    vsphere,
    options,
  );
  const templates = marked.map((machine) => {
    const own = neighbours.find(({ ref }) => ref.value === machine.ref.value)?.files ?? [];
    const folders = new Set(own.map(folderOf));
    const clones = neighbours.filter(
      ({ ref, files: theirs }) => ref.value !== machine.ref.value && theirs.some((file) => folders.has(folderOf(file))),
    );
    const { name, path, datastore, mark } = machine;
    const key = mark?.inputs ?? "";
    const summary: TemplateSummary = {
      name,
      path,
      key,
      state: templateAmong([machine], key)?.state ?? "building",
      datastore,
      linkedClones: clones.map((clone) => clone.name),
      builder: mark?.role === "builder" ? `${mark.name ?? "somebody"} of ${mark.instance ?? "somebody"}` : undefined,
    };
    return { machine, summary };
  });
  const isos = (isoFiles ?? [])
    .filter(({ isFolder }) => !isFolder)
    .map(({ name, sizeBytes, modified }): IsoSummary => {
      const path = files.path(`edgelab/iso/${name}`);
      const usedBy = neighbours.filter(({ isos: inDrives }) => inDrives.includes(path)).map((machine) => machine.name);
      return { path, sizeBytes, modified, usedBy };
    });
  const unfinished = neighbours.filter(({ isBeingMade }) => isBeingMade).map(({ name }) => name);
  return { templates, isos, unfinished, place, files };
}

interface Neighbour {
  readonly ref: MoRef;
  readonly name: string;
  readonly files: readonly string[];
  readonly isos: readonly string[];
  /** Of what disks it will have nothing is known yet. */
  readonly isBeingMade: boolean;
}

/** Two calls for all datastores and machines together. */
async function machinesOn(
  datastores: readonly Datastore[],
  vsphere: Vcenter["vsphere"],
  options: Abortable,
): Promise<readonly Neighbour[]> {
  const rows = await vsphere.read(
    datastores.map(({ ref }) => ref),
    "Datastore",
    ["vm"],
    options,
  );
  const refs = new Map(rows.flatMap(({ props }) => props.vm ?? []).map((ref) => [ref.value, ref]));
  if (refs.size === 0) return [];
  const machines = await vsphere.read(
    [...refs.values()],
    "VirtualMachine",
    ["name", "config.hardware.device", "runtime.connectionState"],
    options,
  );
  return machines.map(({ ref, props }) => {
    const devices = props["config.hardware.device"];
    return {
      ref,
      name: props.name ?? ref.value,
      files: backingFiles(devices ?? []),
      isos: isosIn(devices ?? []),
      // one that is lost to its host has no devices either, and waiting for it would never end
      isBeingMade: devices === undefined && props["runtime.connectionState"] === "connected",
    };
  });
}

export interface PruneResult {
  readonly removed: readonly string[];
  /** What would be removed, with `dryRun`. */
  readonly unused: readonly string[];
  readonly kept: readonly Kept[];
}

export interface PruneOptions {
  readonly dryRun: boolean;
  /** Nothing but these, by their names in {@link PruneResult.unused}. @default all that is unused */
  readonly only?: readonly string[] | undefined;
}

const notAgreed = "nobody uses it any more, but it was not among what was asked for";

/** An ISO that was uploaded a moment ago may be about to be put into a drive. */
const youngIsoMs = 60 * 60 * 1000;

/**
 * Removes the templates that no machine stands on, the ISOs that are in no drive, and what killed runs have left. Each
 * template is looked at again under its own lock just before it goes.
 */
export async function pruneShelf(
  shelf: Shelf,
  session: Vcenter,
  { dryRun, only }: PruneOptions,
  step: StepContext,
): Promise<PruneResult> {
  const look = await lookAtShelf(shelf, session, step);
  const { templates, isos, files, place } = look;
  const isAgreed = (what: string) => only === undefined || only.includes(what);
  const now = (await session.vsphere.serverTime(step)).getTime();
  const kept: Kept[] = [];
  const unused: string[] = [];
  const removed: string[] = [];
  for (const { summary, machine } of templates) {
    const what = `template ${summary.path}`;
    const users = usersOf(summary, look);
    if (users !== undefined) {
      kept.push({ what, why: users });
      continue;
    }
    if (summary.state === "building" && summary.datastore !== place.datastore.name) {
      // whoever makes it holds a lock there, which is not the one that would be taken here
      const where = `datastore "${summary.datastore ?? "unknown"}"`;
      kept.push({ what, why: `${summary.builder ?? "somebody"} makes it on ${where}: prune it from there` });
      continue;
    }
    if (dryRun) {
      unused.push(what);
      continue;
    }
    if (!isAgreed(what)) {
      kept.push({ what, why: notAgreed });
      continue;
    }
    const why = await removeTemplate(machine, shelf, session, { files }, step);
    if (why === undefined) removed.push(what);
    else kept.push({ what, why });
  }
  for (const { path, usedBy, modified } of isos) {
    const what = `ISO ${path}`;
    if (usedBy.length > 0) kept.push({ what, why: `it is in a drive of ${listed(usedBy)}` });
    else if (now - (modified?.getTime() ?? now) < youngIsoMs) {
      kept.push({ what, why: "it was uploaded within the last hour: somebody may be about to use it" });
    } else if (dryRun) unused.push(what);
    else if (!isAgreed(what)) kept.push({ what, why: notAgreed });
    else {
      await files.delete(path.replace(/^\[[^\]]*\] /, ""), step);
      removed.push(what);
    }
  }
  const left = await removeLeftovers(session, files, { dryRun, isAgreed }, step);
  removed.push(...left.removed);
  unused.push(...left.unused);
  kept.push(...left.kept);
  if (removed.length > 0) step.changed(`${removed.length} removed`);
  return { removed, unused, kept };
}

/** Who needs a template, as a clause; undefined when nobody does. */
function usersOf({ linkedClones }: TemplateSummary, { unfinished }: Pick<Looked, "unfinished">): string | undefined {
  if (linkedClones.length > 0) return `${listed(linkedClones)} stand on its disk`;
  if (unfinished.length > 0) return `${listed(unfinished)} are being created, and may be clones of it: try again soon`;
  return undefined;
}

/** Returns why it stays, or undefined when it is gone. */
async function removeTemplate(
  machine: FoundMachine,
  shelf: Shelf,
  session: Vcenter,
  { files }: { readonly files: DatastoreFiles },
  step: StepContext,
): Promise<string | undefined> {
  const key = machine.mark?.inputs ?? "";
  const subject = `template "${machine.name}"`;
  try {
    await using lock = await Lock.acquire(lockStore(files, session.vsphere), {
      signal: step.signal,
      path: places.templateLock(key),
      subject,
      lab: session.labUuid,
      self: thisProcess(),
    });
    const signal = AbortSignal.any([step.signal, lock.lost]);
    const again = await lookAtShelf(shelf, session, { signal });
    const found = again.templates.find(({ machine: { ref } }) => ref.value === machine.ref.value);
    const users = found && usersOf(found.summary, again);
    if (users !== undefined) return users;
    step.progress({ message: `removing ${machine.name}` });
    await session.vsphere.machines.destroy(machine.ref, {
      signal,
      isOurs: (identity) => isTemplateOf(identity, key),
      // under its lock nobody makes it: what still goes on is an import whose sender has died, and would for minutes
      cancelsOthers: machine.mark?.role === "builder",
    });
    const { lab } = machine.mark ?? {};
    // the user-data of an installation that was killed
    if (lab !== undefined) await files.delete(places.work(lab, places.templateLock(key)), { signal });
    return undefined;
  } catch (error) {
    if (!hasCode(error, "LAB_LOCKED") || !(error instanceof EdgelabError)) throw error;
    return `it is being made: ${error.details.why ?? error.message}`;
  }
}

function isTemplateOf({ extraConfig, instanceUuid }: MachineIdentity, key: string): boolean {
  const judged = readMark(Object.fromEntries(extraConfig), instanceUuid);
  return "mark" in judged && judged.mark.role !== "host" && judged.mark.inputs === key;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
