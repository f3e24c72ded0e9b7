import { EdgelabError, hasCode } from "../core/errors.ts";
import type { StepContext } from "../engine/graph.ts";
import type { DatastoreFiles } from "../vsphere/index.ts";
import { claim, Lock, readHolder } from "./lock.ts";
import type { Kept } from "./results.ts";
import { lockStore, places, type Session, thisProcess } from "./session.ts";

export interface Leftovers {
  readonly removed: readonly string[];
  readonly unused: readonly string[];
  readonly kept: readonly Kept[];
}

/**
 * What runs without a lab leave on the datastore when they are killed: parts of an ISO, a CD with user-data, locks. Each
 * folder has the name of the lock under which somebody works in it: whoever gets the lock may remove it.
 */
export async function removeLeftovers(
  { vsphere, labUuid }: Pick<Session, "vsphere" | "labUuid">,
  files: DatastoreFiles,
  { dryRun, isAgreed }: { readonly dryRun: boolean; readonly isAgreed: (what: string) => boolean },
  step: StepContext,
): Promise<Leftovers> {
  const store = lockStore(files, vsphere);
  const removed: string[] = [];
  const unused: string[] = [];
  const kept: Kept[] = [];
  const folders = (await files.list(places.lab(labUuid), step)) ?? [];
  for (const { name } of folders.filter(({ isFolder }) => isFolder)) {
    const lockPath = `${places.locks}/${name}`;
    const folder = places.work(labUuid, lockPath);
    const what = `folder ${files.path(folder)}`;
    if (dryRun) {
      const holder = await readHolder(store, lockPath, step);
      const isHeld = holder && claim(holder, await store.serverTime(step), { self: thisProcess() }) === undefined;
      if (isHeld) kept.push({ what, why: "a run that goes on works in it" });
      else unused.push(what);
      continue;
    }
    if (!isAgreed(what)) continue; // it has come since the look that was agreed to
    try {
      const { signal } = step;
      await using lock = await Lock.acquire(store, {
        signal,
        path: lockPath,
        subject: what,
        lab: labUuid,
        self: thisProcess(),
      });
      await files.delete(folder, { signal: AbortSignal.any([signal, lock.lost]) });
      removed.push(what);
    } catch (error) {
      if (!hasCode(error, "LAB_LOCKED") || !(error instanceof EdgelabError)) throw error;
      kept.push({ what, why: `a run that goes on works in it: ${error.details.why ?? error.message}` });
    }
  }
  return { removed, unused, kept };
}
