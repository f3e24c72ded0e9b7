import { rm } from "node:fs/promises";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import { Limit } from "../core/limit.ts";
import { Graph, type Node, type StepContext, type StepReport } from "../engine/graph.ts";
import { tokenName } from "../lab/names.ts";
import type { EdgeHost, Profile, Token } from "../palette/index.ts";
import type { DatastoreFiles, MachineIdentity } from "../vsphere/index.ts";
import { withLabLock } from "./lab-lock.ts";
import { claim, Lock, type LockStore, readHolder } from "./lock.ts";
import { type FoundMachine, machinesIn, untilComplete } from "./machines.ts";
import { isOurs, ownerOf, readMark } from "./marks.ts";
import {
  findCluster,
  findLabFolder,
  findRecords,
  type FoundCluster,
  type FoundFolder,
  templatesPath,
} from "./observe.ts";
import { kubeconfigFile } from "./provision.ts";
import { untilReleased } from "./release.ts";
import { removeCluster } from "./remove-cluster.ts";
import { type DownOptions, type DownResult, type Kept, LeftBehindError, type LabRef } from "./results.ts";
import { labDatastore, lockStore, places, type Session, thisProcess } from "./session.ts";

const phase = "down";
/** Machines destroyed at a time. */
const destroys = 16;

interface Found {
  readonly cluster: FoundCluster | undefined;
  readonly profiles: readonly Pick<Profile, "uid" | "name" | "version">[];
  readonly records: readonly EdgeHost[];
  readonly token: Token | undefined;
  readonly folder: FoundFolder;
  /** Half-made templates of this lab. */
  readonly builders: readonly FoundMachine[];
  readonly kept: readonly Kept[];
  readonly files: DatastoreFiles;
}

/**
 * Removes all that carries the lab's mark: first the cluster, while its hosts run and can clean up, then what Palette
 * knows, then the machines, their files and their folder. Needs no lab file.
 *
 * @throws {LeftBehindError} when anything that should be gone is still there
 */
export async function runDown(lab: LabRef, session: Session, options: DownOptions): Promise<DownResult> {
  const began = performance.now();
  const { emit } = options;
  return withLabLock(lab, session, options, async (signal) => {
    const found = await observe(lab, session, { signal });
    const removal = new Removal(lab, session, found, options);
    const graph = removal.graph();
    const { name, instance, target } = lab;
    emit({ type: "run:start", command: "down", lab: name, instance, target, steps: graph.size });
    const reports: StepReport[] = [];
    let outcome: "done" | "failed" | "interrupted" = "failed";
    try {
      await graph.apply({ signal, emit, ended: (report) => reports.push(report) });
      outcome = removal.leftBehind.length === 0 ? "done" : "failed";
    } catch (error) {
      if (options.signal.aborted) outcome = "interrupted";
      throw error;
    } finally {
      emit({ type: "run:end", outcome, durationMs: performance.now() - began });
    }
    const result: DownResult = {
      lab: name,
      instance,
      target,
      removed: removal.removed,
      kept: found.kept,
      leftBehind: removal.leftBehind,
      timings: reports.map((report) => ({ phase: report.phase, step: report.step, durationMs: report.durationMs })),
      durationMs: performance.now() - began,
    };
    if (result.leftBehind.length > 0) throw new LeftBehindError(result, removal.firstFailure);
    return result;
  });
}

async function observe(lab: LabRef, session: Session, options: Abortable): Promise<Found> {
  const { palette, labUuid } = session;
  const { files } = await labDatastore(lab, session, options);
  const [cluster, profiles, records, token, folder, { builders, kept }] = await Promise.all([
    findCluster(palette, labUuid, undefined, options),
    palette.profiles.listByLabels({ "edgelab-id": labUuid }, options),
    findRecords(palette, labUuid, [], options),
    findOwnToken(lab, session, options),
    findSettled(lab, session, options),
    findShared(lab, session, files, options),
  ]);
  return {
    cluster,
    profiles,
    records: [...records.values()],
    token: token.own,
    folder,
    builders,
    files,
    kept: [...kept, ...token.kept],
  };
}

async function findSettled(lab: LabRef, { vsphere, labUuid }: Session, options: Abortable): Promise<FoundFolder> {
  const folder = await findLabFolder(lab, labUuid, vsphere, options);
  const { taskTimeoutMs: timeoutMs } = lab.limits;
  const waited = await untilComplete(folder.unfinished, vsphere, { ...options, timeoutMs });
  return waited ? findLabFolder(lab, labUuid, vsphere, options) : folder;
}

/** A token of the lab's name that is somebody else's is neither touched nor an error: it simply is not ours. */
async function findOwnToken(
  lab: LabRef,
  { palette, labUuid }: Session,
  options: Abortable,
): Promise<{ readonly own: Token | undefined; readonly kept: readonly Kept[] }> {
  const name = tokenName(lab);
  try {
    const token = (await palette.tokens.list(options)).find((candidate) => isOurs(candidate.labels, labUuid));
    return { own: token, kept: [] };
  } catch (error) {
    if (!hasCode(error, "PRIVILEGE_MISSING")) throw error;
    const why = "the API key may not see registration tokens, so there may be none; a tenant administrator can look";
    return { own: undefined, kept: [{ what: `registration token "${name}"`, why }] };
  }
}

/** What labs share, and what of it is this lab's after all: a template that its own killed run left half-made. */
async function findShared(
  lab: LabRef,
  { vsphere, labUuid }: Session,
  files: DatastoreFiles,
  options: Abortable,
): Promise<{ readonly builders: readonly FoundMachine[]; readonly kept: readonly Kept[] }> {
  const folder = await vsphere.inventory.tryFolder(templatesPath(lab), lab.vcenter.datacenter, options);
  let machines = folder ? (await machinesIn(folder, vsphere, options)).machines : [];
  const ours = machines.filter(({ isComplete }) => !isComplete);
  if (folder && (await untilComplete(ours, vsphere, { ...options, timeoutMs: lab.limits.taskTimeoutMs }))) {
    machines = (await machinesIn(folder, vsphere, options)).machines;
  }
  const isos = await files.list("edgelab/iso", options);
  const why = "shared with other labs, and ready for the next one; nothing of this lab is in it";
  return {
    builders: machines.filter(({ mark }) => mark?.role === "builder" && mark.lab === labUuid),
    kept: [
      ...machines
        .filter(({ mark }) => mark?.role === "template")
        .map(({ path }) => ({ what: `template ${path}`, why })),
      ...(isos ?? []).map(({ name }) => ({ what: `ISO ${files.path(`edgelab/iso/${name}`)}`, why })),
    ],
  };
}

class Removal {
  readonly removed: string[] = [];
  readonly leftBehind: Kept[] = [];
  firstFailure: unknown;
  readonly #lab: LabRef;
  readonly #session: Session;
  readonly #found: Found;
  readonly #options: DownOptions;
  readonly #graph = new Graph();
  readonly #destroys = new Limit(destroys);

  constructor(lab: LabRef, session: Session, found: Found, options: DownOptions) {
    this.#lab = lab;
    this.#session = session;
    this.#found = found;
    this.#options = options;
  }

  graph(): Graph {
    const { profiles, records, token, folder, builders } = this.#found;
    const cluster = this.#addCluster();
    const after = cluster ? [cluster] : [];
    const palette = [
      ...profiles.map((profile) => this.#addProfile(profile, after)),
      ...records.map((record) => this.#addRecord(record, after)),
    ];
    if (token) this.#addToken(token, palette);
    const machines = [...folder.hosts, ...builders].map((machine) => this.#addMachine(machine, [...after, ...palette]));
    const files = this.#addFiles(machines);
    this.#addFolder([...machines, files]);
    this.#addLocal(after);
    return this.#graph;
  }

  #addCluster(): Node<unknown> | undefined {
    const { cluster, folder } = this.#found;
    if (cluster === undefined) return undefined;
    const { palette } = this.#session;
    const timeoutMs = this.#options.deleteTimeoutMs ?? this.#lab.limits.deleteTimeoutMs;
    const hostsAreGone = !folder.hosts.some(({ power }) => power === "poweredOn");
    // not among what may be left behind: as long as the cluster is there, its hosts must stay, so nothing else can go
    return this.#graph.add({
      phase,
      id: "down/cluster",
      title: `remove cluster ${cluster.name}`,
      after: [],
      run: async (step) => {
        await removeCluster(
          cluster,
          { palette },
          { timeoutMs, force: this.#options.force ?? false, hostsAreGone },
          step,
        );
        this.removed.push(`cluster ${cluster.name}`);
      },
    });
  }

  #addProfile({ uid, name, version }: Pick<Profile, "uid" | "name" | "version">, after: readonly Node<unknown>[]) {
    const what = `cluster profile ${name} ${version}`;
    return this.#add(`profile/${name}-${version}`, what, after, async (step) => {
      await this.#session.palette.profiles.delete(uid, step);
      return true;
    });
  }

  #addRecord(record: EdgeHost, after: readonly Node<unknown>[]) {
    const { palette, labUuid } = this.#session;
    const what = `Edge host ${record.labels["edgelab-host"] ?? ""} ${record.name}`.replace("  ", " ");
    return this.#add(`edge-host/${record.name}`, what, after, async (step) => {
      const current = await untilReleased(record, palette, step);
      if (current === undefined) return false;
      if (!isOurs(current.labels, labUuid)) {
        throw new EdgelabError("NOT_OURS", {
          what: `${what} is not this lab's any more.`,
          why: ownerOf(current.labels),
        });
      }
      await palette.edgeHosts.delete(current.uid, step);
      return true;
    });
  }

  #addToken({ uid, name }: Token, after: readonly Node<unknown>[]) {
    return this.#add("token", `registration token ${name}`, after, async (step) => {
      await this.#session.palette.tokens.delete(uid, step);
      return true;
    });
  }

  #addMachine({ ref, name, path, mark }: FoundMachine, after: readonly Node<unknown>[]) {
    const { vsphere, labUuid } = this.#session;
    const destroy = async (step: StepContext) => {
      const isOurs = (machine: MachineIdentity) => isMachineOf(machine, labUuid);
      // an import whose sender has died would go on for minutes
      const cancelsOthers = mark?.role === "builder";
      return (await vsphere.machines.destroy(ref, { ...step, isOurs, cancelsOthers })) === "destroyed";
    };
    return this.#add(`vm/${name}`, `VM ${path}`, after, (step) => this.#destroys.run(step, () => destroy(step)));
  }

  /** The lab's seeds, and what a killed run left of its locks. */
  #addFiles(after: readonly Node<unknown>[]) {
    const { files } = this.#found;
    const folder = places.lab(this.#session.labUuid);
    return this.#add("files", `folder ${files.path(folder)}`, after, async (step) => {
      await this.#clearLocks(step);
      return (await files.delete(folder, step)) === "deleted";
    });
  }

  /** Locks beside the lab's own: a killed run cannot give back the template's, or the one for choosing an address. */
  async #clearLocks(step: StepContext): Promise<void> {
    const { files } = this.#found;
    const { labUuid, vsphere } = this.#session;
    const store = lockStore(files, vsphere);
    const locks = (await files.list(places.locks, step)) ?? [];
    await Promise.all(
      locks.map(async ({ name }) => {
        if (name === labUuid) return;
        const path = `${places.locks}/${name}`;
        const holder = await readHolder(store, path, step);
        if (holder === undefined && !name.includes(".")) return this.#clearNameless(path, store, step);
        // a name with a dot was moved aside by a run that took the lock over, and then died
        const isAside = name.includes(".");
        const isOurs = holder?.lab === labUuid || (isAside && name.startsWith(labUuid));
        if (!isOurs) return;
        const self = thisProcess();
        if (isAside || (holder && claim(holder, await store.serverTime(step), { self })))
          await store.remove(path, step);
      }),
    );
  }

  /** Nobody knows whose it was: whoever may take it over may also take it away. */
  async #clearNameless(path: string, store: LockStore, step: StepContext): Promise<void> {
    const subject = `the lock ${path}`;
    try {
      const { signal } = step;
      await using _ = await Lock.acquire(store, {
        signal,
        path,
        subject,
        lab: this.#session.labUuid,
        self: thisProcess(),
      });
    } catch (error) {
      if (!hasCode(error, "LAB_LOCKED", "TIMED_OUT")) throw error;
    }
  }

  #addFolder(after: readonly Node<unknown>[]) {
    const { folder: found } = this.#found;
    const { folder } = found;
    if (folder === undefined) return;
    this.#add("folder", `folder ${folder.path}`, after, async (step) => {
      const done = await this.#session.vsphere.inventory.destroyFolderIfEmpty(folder, step);
      if (done !== "not empty") return done === "destroyed";
      const others = [
        ...found.foreign.map(({ name, unmarked }) => `"${name}" (${unmarked ?? "it belongs to another lab"})`),
        ...found.folders.map(({ name }) => `folder "${name}"`),
      ];
      throw new EdgelabError("NOT_OURS", {
        what: `The folder ${folder.path} is not empty.`,
        why: others.length > 0 ? `It holds ${others.join(", ")}.` : "Something has been put into it meanwhile.",
      });
    });
  }

  /** Credentials of a cluster that is gone. */
  #addLocal(after: readonly Node<unknown>[]) {
    this.#graph.add({
      phase,
      id: "down/kubeconfig",
      title: "delete the kubeconfig",
      after: [],
      dependsOn: after,
      run: () => rm(kubeconfigFile(this.#lab), { force: true }),
    });
  }

  /** A removal whose failure leaves its object behind and the others free to go on. `run` tells whether it removed it. */
  #add(
    id: string,
    what: string,
    after: readonly Node<unknown>[],
    run: (step: StepContext) => Promise<boolean>,
  ): Node<unknown> {
    return this.#graph.add({
      phase,
      id: `down/${id}`,
      title: `remove ${what}`,
      after: [],
      dependsOn: after,
      run: async (step) => {
        try {
          if (!(await run(step))) return;
          this.removed.push(what);
          step.changed();
        } catch (error) {
          if (step.signal.aborted || !(error instanceof EdgelabError)) throw error;
          this.firstFailure ??= error;
          this.leftBehind.push({ what, why: error.details.why ?? error.message });
          step.warn(error.code, `${what}: ${error.message}`);
        }
      },
    });
  }
}

function isMachineOf({ extraConfig, instanceUuid }: MachineIdentity, labUuid: string): boolean {
  const judged = readMark(Object.fromEntries(extraConfig), instanceUuid);
  return "mark" in judged && judged.mark.lab === labUuid && judged.mark.role !== "template";
}
