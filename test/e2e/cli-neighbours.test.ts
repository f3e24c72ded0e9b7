import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Ended, pick } from "../kit/cli.ts";
import { type CliOnStage, openCliOnStage } from "./cli-on-stage.ts";
import { isShared, signal } from "./lab-on-sandbox.ts";

let cli: CliOnStage;
let before: readonly string[];
beforeAll(async () => {
  cli = await openCliOnStage();
});
afterAll(() => cli[Symbol.asyncDispose]());
beforeEach(async () => {
  before = await own();
});

const own = async () => (await cli.stage.inventory()).filter((line) => !isShared(line));
const good = { exitCode: 0 };

test("anna and ben bring the same lab up at the same time; ben's down leaves anna's alone", {
  timeout: 120_000,
}, async () => {
  const lab = await cli.lab("single-node", "shared");
  const both = <T>(work: (instance: string) => Promise<T>) => Promise.all(["anna", "ben"].map(work));
  const ups = await both((instance) => cli.run("up", lab, instance));
  for (const up of ups) expect(up, up.stderr).toMatchObject({ ...good, result: { notDone: [] } });
  expect(new Set(ups.flatMap((up) => pick(up, "hosts", "address"))).size).toBe(2);
  expect(new Set(ups.map((up) => (up.result!["cluster"] as { vip: string }).vip)).size).toBe(2);
  const { result } = await cli.run("list", lab, "anna");
  expect(result).toMatchObject({
    labs: [
      { instance: "anna", hosts: 1 },
      { instance: "ben", hosts: 1 },
    ],
  });
  const annas = (await cli.run("plan", lab, "anna")).result!["where"] as string;
  const uuid = annas.slice(-36);
  const there = (await own()).filter((line) => !before.includes(line));
  expect(await cli.run("down", lab, "ben")).toMatchObject({ ...good, result: { leftBehind: [] } });
  const isAnnas = (line: string) => line.includes("-anna") || line.includes(uuid);
  expect((await own()).filter((line) => !before.includes(line))).toEqual(there.filter(isAnnas));
  expect(await cli.run("plan", lab, "anna", "--check")).toMatchObject(good);
  expect(await cli.run("down", lab, "anna")).toMatchObject({ ...good, result: { leftBehind: [] } });
  expect(await own()).toEqual(before);
});

test("runs of one lab at the same time: one works, the other is told who does", { timeout: 90_000 }, async () => {
  const lab = await cli.lab("single-node", "twice");
  const first = cli.start("up", lab, "twice");
  await first.until((event) => event.type === "run:start");
  const second = await cli.run("down", lab, "twice");
  expect(second).toMatchObject({
    exitCode: 4,
    error: { code: "LAB_LOCKED", what: expect.stringContaining('lab "single-node" of twice') },
  });
  expect(await first.ended).toMatchObject(good);
  expect(await cli.run("down", lab, "twice")).toMatchObject(good);
});

describe("a foreign twin of", () => {
  /** `up` stops at the twin's name before it makes anything. */
  async function refusedByName(lab: string, instance: string, what: RegExp): Promise<Ended> {
    const there = await cli.stage.inventory();
    const up = await cli.run("up", lab, instance);
    expect(up, up.stderr).toMatchObject({ exitCode: 5, error: { code: "NAME_TAKEN" } });
    expect(up.error!.what).toMatch(what);
    expect(up.error!.next).toMatch(/\S/);
    expect(await own()).toEqual(there.filter((line) => !isShared(line)));
    const down = await cli.run("down", lab, instance);
    expect(down, down.stderr).toMatchObject(good);
    expect(await own()).toEqual(there.filter((line) => !isShared(line)));
    return up;
  }

  test("the registration token is left alone, and named", { timeout: 60_000 }, async () => {
    const { tokens, project } = cli.stage.palette;
    const spec = {
      name: "edgelab-single-node-tok",
      defaultProjectUid: project!.uid,
      expiresAt: new Date(Date.now() + 1e9),
    };
    const { uid } = await tokens.create(spec, { signal });
    await refusedByName(await cli.lab("single-node", "tok"), "tok", /registration token "edgelab-single-node-tok"/);
    await tokens.delete(uid, { signal });
  });

  test("the cluster profile is left alone, and named", { timeout: 60_000 }, async () => {
    const mine = await cli.lab("single-node", "prof");
    const theirs = await cli.lab("single-node", "prof-other", {
      "lab.yaml": (text) => text.replace(/^name: .*$/m, "name: other"),
    });
    expect(await cli.run("up", theirs, "prof", "--until", "model")).toMatchObject(good);
    await refusedByName(mine, "prof", /profile "?single-node-k3s-prof/);
    expect(await cli.run("down", theirs, "prof")).toMatchObject(good);
    expect(await own()).toEqual(before);
  });

  test("the cluster is left alone, and named", { timeout: 120_000 }, async () => {
    const own = (name: string) => ({
      "lab.yaml": (text: string) => text.replace(/^name: .*$/m, `name: ${name}`),
      "profile.yaml": (text: string) => text.replace(/^name: .*$/m, `name: profile-of-${name}`),
    });
    const mine = await cli.lab("single-node", "clu", own("mine"));
    const theirs = await cli.lab("single-node", "clu-other", own("theirs"));
    expect(await cli.run("up", theirs, "clu")).toMatchObject(good);
    await refusedByName(mine, "clu", /cluster "?single-node-clu/);
    expect(await cli.run("down", theirs, "clu")).toMatchObject(good);
  });

  test("a host's VM, elsewhere, does not matter; in the lab's own folder it is named", {
    timeout: 120_000,
  }, async () => {
    const lab = await cli.lab("single-node", "vm");
    const { inventory, machines } = cli.stage.vsphere;
    const place = await inventory.place({ ...where, cluster: "Edge" }, { signal });
    const plain = {
      name: "edge-1-vm",
      version: "vmx-14",
      guestId: "otherLinux64Guest",
      firmware: "bios",
      scsiController: "pvscsi",
      disks: [{ capacityBytes: 1 << 30, thin: true }],
      isos: [],
      bootOrder: ["disk"],
      config: { cpus: 1, memoryMiB: 512, nics: [] },
    } as const;
    const beside = await inventory.ensureFolder("Labs/edge", place.datacenter, { signal });
    const twin = await machines.create({ ...plain, place, folder: beside }, { signal });
    const withTwin = await own();
    expect(await cli.run("up", lab, "vm")).toMatchObject(good);
    expect(await cli.run("down", lab, "vm")).toMatchObject(good);
    expect(await own()).toEqual(withTwin);

    const path = (await cli.run("plan", lab, "vm")).result!["where"] as string;
    const inside = await inventory.ensureFolder(path.slice(path.indexOf("Labs/")), place.datacenter, { signal });
    const second = await machines.create({ ...plain, place, folder: inside }, { signal });
    const there = await own();
    const up = await cli.run("up", lab, "vm");
    expect(up).toMatchObject({
      exitCode: 5,
      error: { code: "NAME_TAKEN", what: expect.stringContaining("edge-1-vm") },
    });
    const down = await cli.run("down", lab, "vm");
    expect(down).toMatchObject({ exitCode: 5, error: { code: "LEFT_BEHIND" }, result: { removed: [] } });
    expect(pick(down, "leftBehind", "why")).toEqual([expect.stringMatching(/"edge-1-vm"/)]);
    expect(await own()).toEqual(there);
    for (const ref of [twin, second]) await machines.destroy(ref, { signal, isOurs: () => true });
    expect(await cli.run("down", lab, "vm")).toMatchObject(good);
    expect(await own()).toEqual(before);
  });

  test("the Edge host's record is refused or left, never deleted", { timeout: 90_000 }, async () => {
    const lab = await cli.lab("single-node", "rec");
    const { result } = await cli.run("plan", lab, "rec");
    const id = (result!["items"] as { details: { edgeHostId?: string } }[]).flatMap(
      ({ details }) => details.edgeHostId ?? [],
    )[0]!;
    const uid = await cli.stage.palette.edgeHosts.precreate({ id, labels: { owner: "somebody" } }, { signal });
    const up = await cli.run("up", lab, "rec");
    expect(up.exitCode).toBe(4);
    expect(up.error).toMatchObject({
      code: "NOT_OURS",
      what: expect.stringContaining(id),
      next: expect.stringContaining("stale"),
    });
    expect(await cli.run("down", lab, "rec")).toMatchObject(good);
    const [record] = await cli.stage.palette.edgeHosts.search({ ids: [id] }, { signal });
    expect(record).toMatchObject({ uid, labels: { owner: "somebody" } });
    await cli.stage.palette.edgeHosts.delete(uid, { signal });
    expect(await own()).toEqual(before);
  });
});

const where = {
  datacenter: "DC0",
  host: undefined,
  resourcePool: "edge-lab",
  folder: "Labs/edge",
  datastore: "nvme-01",
  network: "VM Network",
};
