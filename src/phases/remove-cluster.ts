import { type Abortable, withDeadline } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import type { StepContext } from "../engine/graph.ts";
import type { ClusterView } from "../palette/index.ts";
import type { Session } from "./session.ts";

/** The time after which Palette itself offers to force a deletion (its user interface, documentation). */
const forceAfterMs = 15 * 60_000;

interface RemovalOptions {
  /** For the whole removal. */
  readonly timeoutMs: number;
  /** Do not wait for the hosts' own clean-up. */
  readonly force: boolean;
  /** No machine is left that could do the clean-up. */
  readonly hostsAreGone?: boolean;
}

/**
 * Deletes a cluster and waits until it is gone. Its hosts clean up, so they must still run; when they cannot, or take
 * longer than Palette grants them, the deletion is forced.
 */
export async function removeCluster(
  cluster: Pick<ClusterView, "uid" | "name" | "state">,
  { palette }: Pick<Session, "palette">,
  { timeoutMs, force, hostsAreGone = false }: RemovalOptions,
  step: StepContext,
): Promise<void> {
  const { clusters } = palette;
  const { uid, name } = cluster;
  let last = cluster.state;
  const gone = async (options: Abortable) => {
    for await (const view of palette.watchCluster(uid, options)) {
      if (view === undefined) return;
      const open = view.conditions.filter(({ status }) => status !== "True");
      last = [view.state, ...open.map(({ type, message }) => (message ? `${type}: ${message}` : type))].join(", ");
      step.waiting(`cluster ${name}`, "its hosts to clean up", last);
    }
  };
  // `Deleting` is not asked again: the first request counts
  if (cluster.state !== "Deleting") await clusters.delete(uid, step);
  step.changed();
  try {
    if (!force && !hostsAreGone) {
      await withDeadline(Math.min(forceAfterMs, timeoutMs), `waiting for cluster "${name}" to be gone`, step, gone);
      return;
    }
  } catch (error) {
    if (!hasCode(error, "TIMED_OUT") || step.signal.aborted) throw error;
    step.warn("FORCED", `Cluster "${name}" is still being deleted; its deletion is now forced.`);
  }
  if (hostsAreGone) await clusters.reportCleanedUp(uid, step);
  await clusters.delete(uid, { signal: step.signal, force: true });
  try {
    await withDeadline(timeoutMs, `waiting for cluster "${name}" to be gone`, step, gone);
  } catch (error) {
    if (!hasCode(error, "TIMED_OUT") || step.signal.aborted) throw error;
    throw new EdgelabError("TIMED_OUT", {
      what: `Cluster "${name}" was not gone ${timeoutMs / 1000} s after its forced deletion.`,
      why: `Last seen: ${last}.`,
      next: "Look at the cluster in Palette, then run `edgelab down` again.",
      cause: error,
    });
  }
}
