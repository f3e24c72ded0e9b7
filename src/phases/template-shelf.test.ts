import { expect, test } from "vitest";
import { Graph, type StepContext } from "../engine/graph.ts";
import { moRef } from "../vim25/index.ts";
import type { Vsphere } from "../vsphere/index.ts";
import { markToConfig } from "./marks.ts";
import { pruneShelf } from "./template-shelf.ts";

const signal = AbortSignal.timeout(10_000);
const key = "c0".repeat(32);
const instanceUuid = "5029a1c4-0000-4000-8000-000000000001";
const datastores = ["here", "there"].map((name, at) => ({ name, ref: moRef("Datastore", `datastore-${at}`) }));

/** A vCenter with one template in the making, which holds nothing that can be removed or locked. */
function vcenter(datastore: string): Vsphere {
  const mark = { role: "builder", lab: "lab-1", name: "demo", instance: "anna", host: undefined, inputs: key } as const;
  const extraConfig = Object.entries(markToConfig(mark, instanceUuid)).map(([name, value]) => ({ key: name, value }));
  const props = {
    name: "palette-edge-c0c0c0c0c0c0",
    "config.uuid": instanceUuid,
    "config.instanceUuid": instanceUuid,
    "config.extraConfig": extraConfig,
    "config.files.vmPathName": `[${datastore}] palette-edge/palette-edge.vmx`,
  };
  const machines = [{ ref: moRef("VirtualMachine", "vm-1"), props }];
  const place = { datastore: datastores[0], datacenter: {} };
  const inventory = {
    place: async () => place,
    tryFolder: async () => ({ path: "edgelab-templates" }),
    listFolder: async () => ({ machines, folders: [] }),
    topology: async () => ({ datastores }),
  };
  const read = async () => [];
  const serverTime = async () => new Date();
  return { inventory, read, serverTime, datastore: () => ({ list: async () => [] }) } as unknown as Vsphere;
}

test("a template that somebody makes on another datastore is left to whoever prunes there", async () => {
  const session = { vsphere: vcenter("there"), labUuid: "lab-2" };
  const results: unknown[] = [];
  const run = async (step: StepContext) =>
    void results.push(await pruneShelf({ vcenter: {} as never }, session, { dryRun: false }, step));
  const graph = new Graph();
  graph.add({ phase: "install", id: "prune", title: "prune", after: [], run });
  await graph.apply({ signal, emit: () => undefined });
  expect(results).toMatchObject([
    { removed: [], kept: [{ why: expect.stringContaining('demo of anna makes it on datastore "there"') as string }] },
  ]);
});
