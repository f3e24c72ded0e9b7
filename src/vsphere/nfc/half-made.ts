import { type Abortable, withDeadline } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import type { MoRef } from "../../vim25/index.ts";
import { encodeName } from "../inventory-path.ts";
import type { Session } from "../session.ts";
import type { Tasks } from "../task.ts";
import type { Named } from "../topology.ts";
import { destroyMachine } from "../vm/destroy.ts";
import { type MachineIdentity, readIdentity } from "../vm/identity.ts";

export interface HalfMade {
  readonly name: string;
  readonly folder: Named;
  /** Set in the spec that creates it: no other machine has it. Lower case. */
  readonly instanceUuid: string;
  /** As the lease names it, once it has said so. */
  readonly entity?: MoRef | undefined;
}

const removalTimeoutMs = 120_000;

/** The machine of that name in that folder. */
export async function findChild(
  session: Session,
  folder: Named,
  name: string,
  { signal }: Abortable,
): Promise<MachineIdentity | MoRef | undefined> {
  const { searchIndex } = session.content;
  if (searchIndex === undefined) return undefined;
  const what = `look for "${name}" in ${folder.path}`;
  const ref = await session.call(
    "FindChild",
    searchIndex,
    { entity: folder.ref, name: encodeName(name) },
    { signal, what },
  );
  return ref?.type === "VirtualMachine" ? await readIdentity(session, ref, { signal }) : ref;
}

/**
 * An abort takes the half-made machine along on a vCenter. Looks whether it did, and removes what is left: only the
 * lease's own entity, or a machine that has the very `instanceUuid` that was to be given to it. Its import is cancelled
 * where it goes on by itself, as after a lost answer.
 *
 * @returns whether there was anything left
 */
async function removeHalfMade(
  session: Session,
  tasks: Tasks,
  { name, folder, instanceUuid, entity }: HalfMade,
  { signal }: Abortable,
): Promise<boolean> {
  const found = entity === undefined ? await findChild(session, folder, name, { signal }) : undefined;
  const isOurs = (machine: MachineIdentity) => entity !== undefined || machine.instanceUuid === instanceUuid;
  const ref = entity ?? (found !== undefined && "ref" in found && isOurs(found) ? found.ref : undefined);
  if (ref === undefined) return false;
  await destroyMachine(session, tasks, ref, { signal, isOurs, cancelsOthers: true });
  return true;
}

/**
 * The same after a failure, under a deadline of its own: an abort does not stop it.
 *
 * @returns whether there was anything left
 * @throws {EdgelabError} LEFT_BEHIND, caused by `failure`, when the machine cannot be removed
 */
export async function removeAfter(failure: unknown, session: Session, tasks: Tasks, made: HalfMade): Promise<boolean> {
  const own = { signal: new AbortController().signal };
  try {
    return await withDeadline(removalTimeoutMs, `removing what is left of "${made.name}"`, own, (options) =>
      removeHalfMade(session, tasks, made, options),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EdgelabError("LEFT_BEHIND", {
      what: `The import of "${made.name}" failed, and the half-made machine could not be removed.`,
      why: `${failure instanceof Error ? failure.message : String(failure)} Then: ${why}`,
      next: `Remove "${made.name}" from ${made.folder.path} in the vCenter, then run the command again.`,
      cause: failure,
    });
  }
}
