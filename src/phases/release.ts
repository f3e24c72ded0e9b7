import { withDeadline } from "../core/abort.ts";
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
  { uid, name }: Pick<EdgeHost, "uid" | "name">,
  palette: Pick<Palette, "edgeHosts" | "watchHosts">,
  step: StepContext,
): Promise<EdgeHost | undefined> {
  const current = await palette.edgeHosts.tryGet(uid, step);
  if (current === undefined || current.inUseBy.length === 0) return current;
  const cluster = current.inUseBy.map((user) => user.name).join(", ");
  return withDeadline(releaseMs, `waiting for cluster "${cluster}" to release ${name}`, step, async (options) => {
    for await (const hosts of palette.watchHosts([name], options)) {
      const host = hosts.get(name);
      if (host === undefined || host.inUseBy.length === 0) return host;
      step.waiting(name, "its release", `in use by ${host.inUseBy.map((user) => user.name).join(", ")}`);
    }
    throw new TypeError("a watch ends by its signal or by leaving it");
  });
}
