import { afterAll, beforeAll, expect, test } from "vitest";
import { down, type Lab, LeftBehindError, plan, up } from "../../src/index.ts";
import { createPlainMachine, isShared, openStage, recorder, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
const quiet = { signal, emit: () => undefined };

beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose](), 60_000);

const own = (lines: readonly string[]) => lines.filter((line) => !isShared(line));

async function where(lab: Lab) {
  const { inventory } = stage.vsphere;
  const place = await inventory.place(lab.vcenter, { signal });
  const { where: text } = await plan(lab, { signal });
  const folder = await inventory.ensureFolder(text.slice(text.indexOf("Labs/")), place.datacenter, { signal });
  return { place, folder };
}

/** A powered-off VM without any mark. */
async function foreignMachine(lab: Lab, name: string, folder: Awaited<ReturnType<typeof where>>["folder"]) {
  const { place } = await where(lab);
  return createPlainMachine(stage.vsphere, { name, folder, place }, { signal });
}

test("two people bring the same lab up at the same time; neither sees the other", { timeout: 120_000 }, async () => {
  const [mia, tom] = await Promise.all([stage.lab("tutorial", "mia"), stage.lab("tutorial", "tom")]);
  const before = own(await stage.inventory());
  const [a, b] = await Promise.all([up(mia, quiet), up(tom, quiet)]);
  expect(a.cluster!.vip).not.toBe(b.cluster!.vip);
  expect([...a.hosts, ...b.hosts].map(({ state }) => state)).toEqual(Array(6).fill("in-use"));
  expect(new Set([...a.hosts, ...b.hosts].map(({ address }) => address)).size).toBe(6);
  expect(
    (await stage.inventory()).filter((line) => line.startsWith("VM") && line.includes("palette-edge-")),
  ).toHaveLength(1);
  const toms = (await plan(tom, { signal })).where.slice(-36);
  const isMias = (line: string) => !/-tom\b/.test(line) && !line.includes(toms);
  const all = own(await stage.inventory());
  await down(tom, quiet);
  expect(own(await stage.inventory())).toEqual(all.filter(isMias));
  expect((await plan(mia, { signal })).pending).toBe(false);
  await down(mia, quiet);
  expect(own(await stage.inventory())).toEqual(before);
});

test("foreign twins of every name are the same after up and down", { timeout: 120_000 }, async () => {
  const lab = await stage.lab("single-node", "eve");
  const { place } = await where(lab);
  const { inventory } = stage.vsphere;
  const elsewhere = await inventory.ensureFolder("Labs/other", place.datacenter, { signal });
  await foreignMachine(lab, "edge-1-eve", elsewhere);
  const files = stage.vsphere.datastore(place.datastore);
  await files.ensureFolder("edgelab/labs/11111111-2222-5333-8444-555555555555", { signal });
  await files.putSmall("edgelab/labs/11111111-2222-5333-8444-555555555555/edge-1.iso", "theirs", { signal });
  const labels = {
    "edgelab-lab": "single-node",
    "edgelab-instance": "eve",
    "edgelab-id": "11111111-2222-5333-8444-555555555555",
  };
  await stage.palette.edgeHosts.precreate({ id: "edge-11112222333344445555666677778888", labels }, { signal });
  const before = own(await stage.inventory());
  await up(lab, quiet);
  await down(lab, quiet);
  expect(own(await stage.inventory()).filter((line) => !line.includes("single-node-eve"))).toEqual(
    before.filter((line) => !line.includes("single-node-eve")),
  );
});

test("a VM's name that is taken in the lab's own folder is an error that names it", { timeout: 60_000 }, async () => {
  const lab = await stage.lab("single-node", "name");
  const { folder } = await where(lab);
  await foreignMachine(lab, "edge-1-name", folder);
  const before = await stage.inventory();
  await expect(up(lab, quiet)).rejects.toMatchObject({
    code: "NAME_TAKEN",
    details: { what: expect.stringContaining("edge-1-name"), why: expect.stringContaining("carries no mark") },
  });
  expect(await stage.inventory()).toEqual(before);
});

test("what somebody puts into the lab's folder survives down, which says so", { timeout: 120_000 }, async () => {
  const lab = await stage.lab("single-node", "guest");
  await up(lab, { ...quiet, until: "register" });
  const { folder, place } = await where(lab);
  const { machines } = stage.vsphere;
  // a colleague's copy of a host: it inherits the mark with all extraConfig
  const host = await stage.vsphere.inventory.machine(`${folder.path}/edge-1-guest`, place.datacenter, { signal });
  const source = await machines.source(host.ref, { signal });
  const copy = await machines.clone(
    source,
    { name: "copy of edge-1", folder, place, config: {}, powerOn: false },
    { signal },
  );
  expect(copy.extraConfig.get("edgelab.lab")).toBe(source.extraConfig.get("edgelab.lab"));
  const planned = await plan(lab, { signal });
  expect(planned.items.filter(({ action }) => action === "delete")).toEqual([]);
  const error = await down(lab, quiet).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LeftBehindError);
  expect(error).toMatchObject({
    code: "LEFT_BEHIND",
    result: {
      leftBehind: [{ why: expect.stringMatching(/"copy of edge-1" \(its mark was made for another machine/) }],
    },
  });
  const left = own(await stage.inventory()).filter((line) => line.includes("-guest"));
  expect(left.map((line) => line.split(" ")[0])).toEqual(["VM", "folder"]);
  await machines.destroy(copy.ref, { signal, isOurs: () => true });
  expect((await down(lab, quiet)).removed).toEqual([expect.stringContaining("folder")]);
});

test("a profile's and a cluster's name that is taken is an error before anything is made", {
  timeout: 60_000,
}, async () => {
  const lab = await stage.lab("single-node", "taken");
  const other = { ...lab, name: "other" };
  await up(other, { ...quiet, until: "model" });
  const before = await stage.inventory();
  await expect(up(lab, quiet)).rejects.toMatchObject({
    code: "NAME_TAKEN",
    details: { what: expect.stringContaining("cluster profile"), why: expect.stringContaining('lab "other" of taken') },
  });
  expect(await stage.inventory()).toEqual(before);
  await down(other, quiet);
});

test("two labs that need the same template build it once", { timeout: 120_000 }, async () => {
  const memory = (lab: Lab): Lab => ({
    ...lab,
    template: { ...lab.template, hardware: { ...lab.template.hardware, memoryMiB: 9216 } },
  });
  const labs = await Promise.all(["one", "two", "three"].map((instance) => stage.lab("single-node", instance, memory)));
  const runs = labs.map(() => recorder());
  await Promise.all(labs.map((lab, index) => up(lab, { signal, emit: runs[index]!.emit, until: "install" })));
  const built = runs.filter(({ events }) =>
    events.some(
      (event) => event.type === "step:end" && event.step === "install/template" && event.outcome === "changed",
    ),
  );
  expect(built).toHaveLength(1);
  for (const lab of labs) await down(lab, quiet);
});
