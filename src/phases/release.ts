import { withDeadline } from "../core/abort.ts";
import { EdgelabError, hasCode } from "../core/errors.ts";
import type { StepContext } from "../engine/graph.ts";
import type { EdgeHost, Palette } from "../palette/index.ts";

/** How long Palette may take to release the hosts of a cluster that is gone. */
const releaseMs = 120_000;

/**
 * The Edge host once no cluster holds it, undefined when it is gone. A cluster lets go of its hosts a moment after it is
 * gone itself; deleting a host that is in use is nothing that Palette documents.
 *
 * @throws {EdgelabError} TIMED_OUT, naming the cluster that holds it
 */
export async function untilReleased(
  { name }: Pick<EdgeHost, "name">,
  palette: Pick<Palette, "watchHosts">,
  step: StepContext,
): Promise<EdgeHost | undefined> {
  let users = "";
  try {
    return await withDeadline(releaseMs, `waiting for ${name}`, step, async (options) => {
      // all hosts that are asked for share one request
      for await (const hosts of palette.watchHosts([name], options)) {
        const host = hosts.get(name);
        if (host === undefined || host.inUseBy.length === 0) return host;
        users = host.inUseBy.map((cluster) => `"${cluster.name}"`).join(", ");
        step.waiting(name, "its release", `in use by ${users}`);
      }
      throw new TypeError("a watch ends by its signal or by leaving it");
    });
  } catch (error) {
    if (!hasCode(error, "TIMED_OUT") || step.signal.aborted) throw error;
    throw new EdgelabError("TIMED_OUT", {
      what: `Edge host ${name} was not released in ${releaseMs / 1000} s.`,
      why: users === "" ? "Palette did not answer." : `It is in use by cluster ${users}.`,
      next: "Remove that cluster in Palette, then run the command again.",
      cause: error,
    });
  }
}
