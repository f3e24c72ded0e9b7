import { expect, test } from "vitest";
import { Graph, type StepContext } from "../../src/engine/graph.ts";
import { down, up } from "../../src/index.ts";
import { labUuid } from "../../src/lab/identity.ts";
import { listShelf, pruneShelf } from "../../src/phases/template-shelf.ts";
import { type Stage, openStage, signal } from "./lab-on-sandbox.ts";

const emit = () => undefined;

async function inStep<T>(work: (step: StepContext) => Promise<T>): Promise<T> {
  const results: T[] = [];
  const graph = new Graph();
  const run = async (step: StepContext) => void results.push(await work(step));
  graph.add({ phase: "install", id: "step", title: "step", after: [], run });
  await graph.apply({ signal, emit });
  return results[0] as T;
}

function sessionOf({ vsphere }: Stage) {
  return { vsphere, labUuid: labUuid({ name: "(templates)", instance: "mia" }, vsphere.instanceUuid) };
}

test("a template that hosts stand on is kept, and goes when they are gone", { timeout: 120_000 }, async () => {
  await using stage = await openStage();
  const lab = await stage.lab("tutorial", "mia");
  await up(lab, { signal, emit, until: "register" });
  const session = sessionOf(stage);

  const used = await listShelf(lab, session, { signal });
  expect(used.templates).toMatchObject([{ state: "ready", key: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(used.templates[0]!.linkedClones.toSorted()).toEqual(["demo-1-mia", "demo-2-mia", "demo-3-mia"]);
  expect(used.isos).toMatchObject([{ usedBy: [] }]);
  const kept = await inStep((step) => pruneShelf(lab, session, { dryRun: false }, step));
  expect(kept.removed).toEqual([]);
  expect(kept.kept.map(({ why }) => why)).toEqual([
    expect.stringContaining("stand on its disk"),
    expect.stringContaining("within the last hour"),
  ]);

  await down(lab, { signal, emit });
  const look = await inStep((step) => pruneShelf(lab, session, { dryRun: true }, step));
  expect(look).toMatchObject({ removed: [], unused: [expect.stringContaining("palette-edge-")] });
  expect((await listShelf(lab, session, { signal })).templates).toHaveLength(1);
  const pruned = await inStep((step) => pruneShelf(lab, session, { dryRun: false }, step));
  expect(pruned.removed).toEqual([expect.stringContaining("palette-edge-")]);
  expect((await listShelf(lab, session, { signal })).templates).toEqual([]);
});

test("what carries no mark is neither listed nor touched", { timeout: 120_000 }, async () => {
  await using stage = await openStage();
  const lab = await stage.lab("tutorial", "mia");
  await up(lab, { signal, emit, until: "install" });
  const { inventory, machines } = stage.vsphere;
  const [template] = (await listShelf(lab, sessionOf(stage), { signal })).templates;
  const { ref } = await inventory.machine(template!.path, lab.vcenter.datacenter, { signal });
  await machines.reconfigure(ref, { extraConfig: { "edgelab.bearer": "another" } }, { signal });
  expect((await listShelf(lab, sessionOf(stage), { signal })).templates).toEqual([]);
  const pruned = await inStep((step) => pruneShelf(lab, sessionOf(stage), { dryRun: false }, step));
  expect(pruned.removed).toEqual([]);
  await inventory.machine(template!.path, lab.vcenter.datacenter, { signal });
});
