import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CliHome, changedSteps, openHome, pick } from "../kit/cli.ts";
import { describePeer } from "../kit/peers.ts";
import { paletteObjects, vcenterObjects } from "../kit/sandbox-view.ts";

let home: CliHome;
beforeAll(async () => {
  home = await openHome({ EDGELAB_INSTANCE: "mia" });
});
afterAll(() => home[Symbol.asyncDispose]());

/** A lab's whole life, in a sandbox that may not run yet. */
async function liveThrough(name: string, count: number): Promise<void> {
  const path = `labs/${name}`;
  const ask = (...args: string[]) => home.edgelab([...args, path, "--json"]);

  const up = await ask("up");
  expect(up).toMatchObject({ exitCode: 0, stderr: "" });
  expect(pick(up, "hosts", "state")).toEqual(Array(count).fill("in-use"));
  expect(pick(up, "hosts", "health")).toEqual(Array(count).fill("healthy"));
  expect(pick(up, "checks", "status")).toEqual([200]);
  expect(up.result).toMatchObject({ cluster: { state: "Running", health: "Healthy" }, notDone: [] });
  const { hosts, cluster, lab } = up.result!;

  const [check, status, listed, seen] = await Promise.all([
    ask("plan", "--check"),
    ask("status"),
    ask("hosts"),
    ask("list"),
  ]);
  expect(check).toMatchObject({ exitCode: 0, stderr: "", result: { pending: false } });
  expect(status).toMatchObject({ exitCode: 0, stderr: "", result: { hosts, cluster } });
  expect(pick(status, "phases", "state")).toEqual(["done", "done", "done", "done", "unknown"]);
  expect(listed).toMatchObject({ exitCode: 0, stderr: "", result: { hosts } });
  expect(seen).toMatchObject({ exitCode: 0, stderr: "" });
  const own = (seen.result!["labs"] as { name: string }[]).filter((row) => row.name === lab);
  expect(own).toMatchObject([{ instance: "mia", hosts: count, poweredOn: count }]);

  const again = await ask("up");
  expect(again).toMatchObject({ exitCode: 0, stderr: "", result: { hosts, cluster } });
  expect(changedSteps(again)).toEqual(["provision/kubeconfig"]);

  const down = await ask("down");
  expect(down).toMatchObject({ exitCode: 0, stderr: "", result: { leftBehind: [] } });
  const removed = (down.result!["removed"] as string[]).join("\n");
  expect(removed.match(/^VM /gm)).toHaveLength(count);
  expect(removed.match(/^Edge host /gm)).toHaveLength(count);
  expect(removed).toMatch(/^cluster .*-mia$/m);
  expect(removed).toMatch(/^cluster profile .*-mia 1\.0\.0$/m);
  expect(removed).toMatch(/^registration token edgelab-.*-mia$/m);
  for (const what of pick(down, "kept", "what")) expect(what).toMatch(/^(template .*\/edgelab-templates\/|ISO )/);
  expect(new Set(pick(down, "kept", "why"))).toEqual(
    new Set(["shared with other labs, and ready for the next one; nothing of this lab is in it"]),
  );

  const after = await ask("plan", "--check");
  expect(after).toMatchObject({ exitCode: 7, error: { code: "CHANGES_PENDING" } });
  const kept = (after.result!["items"] as { kind: string; action: string }[]).filter(({ action }) => action === "keep");
  expect(kept.map(({ kind }) => kind)).toEqual(["template"]);
}

describe("the built command, from a machine where no sandbox runs", () => {
  test("labs/tutorial comes up, answers, and goes", { timeout: 120_000 }, () => liveThrough("tutorial", 3));

  test.concurrent.each([
    ["single-node", 1],
    ["ha", 5],
    ["custom-registry", 2],
    ["qa-matrix", 4],
  ])("labs/%s comes up beside the others with %i hosts, answers, and goes", { timeout: 180_000 }, liveThrough);

  test("Palette holds nothing of any of them", { timeout: 60_000 }, async () => {
    expect(await paletteObjects(home)).toEqual([]);
    expect((await home.edgelab(["list", "--json"])).result).toEqual({ type: "result", labs: [] });
  });

  describePeer("govc", "by govc's eyes", (path) => {
    test("the vCenter holds templates and ISOs, and nothing else", { timeout: 60_000 }, async () => {
      const objects = await vcenterObjects(path, home);
      const machines = objects.filter((line) => line.startsWith("VirtualMachine:"));
      for (const machine of machines)
        expect(machine).toMatch(/ \/DC0\/vm\/Labs\/edge\/edgelab-templates\/palette-edge-\w{12}$/);
      const folders = objects.flatMap((line) => /^Folder:\S+ +(.*)$/.exec(line)?.[1] ?? []);
      expect(folders).toEqual(["/DC0/vm", "/DC0/vm/Labs", "/DC0/vm/Labs/edge", "/DC0/vm/Labs/edge/edgelab-templates"]);
      const files = objects.filter((line) => !/^(VirtualMachine|Folder):/.test(line));
      expect(files.filter((line) => !/palette-edge-\w{12}|^\w{64}\.iso$/.test(line))).toEqual([
        "[nvme-01]:",
        "edgelab",
        "[nvme-01] edgelab/:",
        "iso",
        "labs",
        "locks",
        "[nvme-01] edgelab/iso/:",
        "[nvme-01] edgelab/labs/:",
        "[nvme-01] edgelab/locks/:",
      ]);
    });
  });
});

test("with node-vsphere-soap, too, a lab comes up and goes", { timeout: 120_000 }, async () => {
  const via = ["labs/tutorial", "--transport", "node-vsphere-soap", "--json"];
  const up = await home.edgelab(["up", ...via]);
  expect(up).toMatchObject({ exitCode: 0, stderr: "" });
  expect(pick(up, "checks", "status")).toEqual([200]);
  const down = await home.edgelab(["down", ...via]);
  expect(down).toMatchObject({ exitCode: 0, stderr: "", result: { leftBehind: [] } });
  expect(await paletteObjects(home)).toEqual([]);
});
