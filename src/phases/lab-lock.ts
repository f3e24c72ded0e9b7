import { Lock, type LockHolder, readHolder } from "./lock.ts";
import type { Abortable } from "../core/abort.ts";
import type { LabRef, RunOptions } from "./results.ts";
import { labDatastore, lockStore, places, type Session, thisProcess } from "./session.ts";

/**
 * Runs `work` as the only `up` or `down` of this lab. Its signal also aborts when the lock is lost.
 *
 * @throws {EdgelabError} LAB_LOCKED, saying who holds it and since when
 */
export async function withLabLock<T>(
  lab: LabRef,
  session: Session,
  { signal, emit, adoptLock }: RunOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { files } = await labDatastore(lab, session, { signal });
  await using lock = await Lock.acquire(lockStore(files, session.vsphere), {
    signal,
    path: places.labLock(session.labUuid),
    subject: `lab "${lab.name}" of ${lab.instance}`,
    lab: session.labUuid,
    self: thisProcess(),
    adopt: adoptLock,
    warn: (message) => emit({ type: "warning", code: "LOCK_TAKEN_OVER", message }),
  });
  return await work(AbortSignal.any([signal, lock.lost]));
}

/** Who works on the lab now. No SOAP call but what finds the datastore. */
export async function labLockHolder(
  lab: LabRef,
  session: Session,
  options: Abortable,
): Promise<LockHolder | undefined> {
  const { files } = await labDatastore(lab, session, options);
  return readHolder(lockStore(files, session.vsphere), places.labLock(session.labUuid), options);
}
