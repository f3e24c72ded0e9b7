import { describe, expect, test } from "vitest";
import { instantClock } from "../../test/kit/instant-clock.ts";
import type { ClusterView } from "./cluster.ts";
import type { EdgeHost } from "./edge-hosts.ts";
import { Watcher } from "./watcher.ts";

const signal = AbortSignal.timeout(20_000);
const host = (name: string, state: string) => ({ uid: name, name, state }) as EdgeHost;
const view = (state: string) => ({ uid: "c1", state }) as ClusterView;

/** A Palette whose hosts and cluster are what `hosts` and `cluster` say at the given look, counted from 1. */
function world({
  hosts = () => [],
  cluster = () => undefined,
}: {
  hosts?: (look: number) => EdgeHost[];
  cluster?: (look: number) => ClusterView | undefined;
}) {
  const clock = instantClock();
  const asked: { ids: string[][]; clusters: string[] } = { ids: [], clusters: [] };
  const watcher = new Watcher({
    clock,
    poll: { minMs: 1_000, maxMs: 3_000 },
    edgeHosts: {
      async search({ ids }, options) {
        options.signal.throwIfAborted();
        asked.ids.push([...ids]);
        return hosts(asked.ids.length).filter(({ name }) => ids.includes(name));
      },
    },
    clusters: {
      async tryView(uid, options) {
        options.signal.throwIfAborted();
        asked.clusters.push(uid);
        return cluster(asked.clusters.length);
      },
    },
  });
  return { watcher, clock, asked };
}

describe("Watcher", () => {
  test("tells the state at once, then only what changes", async () => {
    const states = ["", "unpaired", "unpaired", "ready", "ready", "ready", "in-use"];
    const { watcher, asked } = world({ hosts: (look) => (states[look - 1] ? [host("a", states[look - 1]!)] : []) });
    const seen: (string | undefined)[] = [];
    for await (const hosts of watcher.hosts(["a"], { signal })) {
      seen.push(hosts.get("a")?.state);
      if (seen.at(-1) === "in-use") break;
    }
    expect(seen).toEqual([undefined, "unpaired", "ready", "in-use"]);
    expect(asked.ids).toHaveLength(7);
  });

  test("waits longer while nothing moves, and little again after a change", async () => {
    const { watcher, clock } = world({
      cluster: (look) => view(look < 6 ? "Provisioning" : look < 8 ? "Running" : "Deleting"),
    });
    for await (const cluster of watcher.cluster("c1", { signal })) if (cluster?.state === "Deleting") break;
    expect(clock.slept.slice(0, 7)).toEqual([1_500, 2_250, 3_000, 3_000, 3_000, 1_000, 1_500]);
  });

  test("asks once for all who wait", async () => {
    const { watcher, asked } = world({
      hosts: (look) => [host("a", look < 3 ? "unpaired" : "ready"), host("b", look < 5 ? "unpaired" : "ready")],
    });
    const ready = async (name: string) => {
      for await (const hosts of watcher.hosts([name], { signal }))
        if (hosts.get(name)?.state === "ready") return hosts.size;
      return 0;
    };
    expect(await Promise.all([ready("a"), ready("b"), ready("a")])).toEqual([1, 1, 1]);
    expect(asked.ids).toHaveLength(5);
    expect(asked.ids.map((ids) => ids.toSorted().join())).toEqual(["a,b", "a,b", "a,b", "b", "b"]);
  });

  test("a cluster that is gone is told as undefined", async () => {
    const { watcher } = world({ cluster: (look) => (look < 3 ? view("Deleting") : undefined) });
    const seen = [];
    for await (const cluster of watcher.cluster("c1", { signal })) {
      seen.push(cluster?.state);
      if (cluster === undefined) break;
    }
    expect(seen).toEqual(["Deleting", undefined]);
  });

  test("a failure reaches those whom it concerns and nobody else, and the next watch starts afresh", async () => {
    let isBroken = true;
    const { watcher } = world({
      hosts: () => {
        if (isBroken) throw new Error("no rights");
        return [host("a", "ready")];
      },
      cluster: (look) => view(look < 4 ? "Provisioning" : "Running"),
    });
    const hosts = (async () => {
      for await (const found of watcher.hosts(["a"], { signal })) return found.size;
      return 0;
    })();
    const cluster = (async () => {
      for await (const found of watcher.cluster("c1", { signal })) if (found?.state === "Running") return "there";
      return "never";
    })();
    await expect(hosts).rejects.toThrow("no rights");
    await expect(cluster).resolves.toBe("there");
    isBroken = false;
    for await (const found of watcher.hosts(["a"], { signal })) {
      expect(found.get("a")?.state).toBe("ready");
      break;
    }
  });

  test("stops asking when nobody waits, and ends with its signal", async () => {
    const { watcher, asked } = world({ hosts: () => [host("a", "ready")] });
    const abort = new AbortController();
    const watching = (async () => {
      for await (const _ of watcher.hosts(["a"], { signal: abort.signal })) abort.abort(new Error("enough"));
    })();
    await expect(watching).rejects.toThrow("enough");
    await watcher[Symbol.asyncDispose]();
    const { length } = asked.ids;
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked.ids).toHaveLength(length);
  });
});
