import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { down, hosts, type Lab, list, plan, status, up, type UpResult } from "../../src/index.ts";
import { changes, isShared, openStage, recorder, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
let lab: Lab;
let before: readonly string[];
let result: UpResult;
let upEvents: ReturnType<typeof recorder>;

beforeAll(async () => {
  stage = await openStage();
  lab = await stage.lab("tutorial", "mia");
  before = await stage.inventory();
  upEvents = recorder();
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose](), 60_000);

test("a plan names every Edge host ID before anything exists, and changes nothing", { timeout: 60_000 }, async () => {
  const planned = await plan(lab, { signal });
  expect(planned.pending).toBe(true);
  expect(planned.items.map(({ kind, action }) => `${kind}: ${action}`)).toEqual([
    "cluster profile: create",
    "template: create",
    "registration token: create",
    "Edge host: create",
    "Edge host: create",
    "Edge host: create",
    "cluster: create",
  ]);
  expect(await stage.inventory()).toEqual(before);
  result = await up(lab, { signal, emit: upEvents.emit });
  const ids = planned.items.flatMap(({ details }) => details["edgeHostId"] ?? []);
  expect(result.hosts.map(({ edgeHostId }) => edgeHostId)).toEqual(ids);
});

test("up ends with hosts in use, a healthy cluster and an application that answers", () => {
  expect(result.hosts).toHaveLength(3);
  for (const host of result.hosts) {
    expect(host).toMatchObject({
      power: "poweredOn",
      state: "in-use",
      health: "healthy",
      clone: "linked",
      waitingFor: undefined,
    });
    expect(host.address).toMatch(/^10\.0\.20\./);
  }
  expect(result.cluster).toMatchObject({ state: "Running", openConditions: [] });
  expect(result.checks).toMatchObject([{ service: "hello-universe-service", status: 200 }]);
  expect(result.notDone).toEqual([]);
});

test("the kubeconfig is for its owner's eyes only", async () => {
  expect(result.kubeconfig).toBeDefined();
  expect((await stat(result.kubeconfig!)).mode & 0o777).toBe(0o600);
});

test("no secret is in an event, a result, the work folder or on a machine", async () => {
  const token = (await stage.palette.tokens.list({ signal })).find(({ name }) => name.endsWith("-mia"));
  const secrets = [token!.secret!.reveal(), stage.sandbox.connection.password, stage.sandbox.connection.apiKey];
  const notes = await Promise.all(
    (await readdir(lab.workDir))
      .filter((name) => name !== "kubeconfig")
      .map((name) => readFile(join(lab.workDir, name), "utf8")),
  );
  const { inventory, machines } = stage.vsphere;
  const refs = await Promise.all(
    result.hosts.map(async ({ vmPath }) => (await inventory.machine(vmPath!, undefined, { signal })).ref),
  );
  const facts = await machines.facts(refs, { signal });
  const written = [...facts.values()].map(({ extraConfig }) => [...extraConfig]);
  expect(written.flat()).toContainEqual(["edgelab.role", "host"]);
  const said = JSON.stringify([upEvents.events, result, notes, written]);
  for (const secret of secrets) expect(said).not.toContain(secret);
  expect(await stage.inventory()).not.toContainEqual(expect.stringMatching(/demo-\d\.iso/));
});

test("then nothing is pending, and up again changes nothing but the kubeconfig", { timeout: 60_000 }, async () => {
  const planned = await plan(lab, { signal });
  expect(planned.items.filter(({ action }) => action !== "keep")).toEqual([]);
  const there = await stage.inventory();
  const { emit, events } = recorder();
  await up(lab, { signal, emit });
  expect(changes(events)).toEqual(["provision/kubeconfig"]);
  expect(await stage.inventory()).toEqual(there);
});

test("status, hosts and list tell where it stands, in few calls", { timeout: 60_000 }, async () => {
  const seen = await status(lab, { signal });
  expect(seen.phases.map(({ phase, state }) => `${phase}: ${state}`)).toEqual([
    "model: done",
    "install: done",
    "register: done",
    "provision: done",
    "validate: unknown",
  ]);
  expect(seen.lock).toBeUndefined();
  expect(seen.soapCalls).toBeLessThan(6); // and the logout
  expect(await hosts(lab, { signal })).toEqual(result.hosts);
  const { name, instance, target, workDir, sandboxDir, vcenter, palette, limits } = lab;
  const withoutFile = { name, instance, target, workDir, sandboxDir, vcenter, palette, limits };
  expect(await hosts(withoutFile, { signal })).toEqual(result.hosts);
  expect(await list(lab, { signal })).toMatchObject([
    { name: "docs-tutorial", instance: "mia", hosts: 3, poweredOn: 3 },
  ]);
});

test("down needs no lab file, leaves only what labs share, and says so", { timeout: 60_000 }, async () => {
  const { name, instance, target, workDir, sandboxDir, vcenter, palette, limits } = lab;
  const { emit } = recorder();
  const gone = await down({ name, instance, target, workDir, sandboxDir, vcenter, palette, limits }, { signal, emit });
  expect(gone.leftBehind).toEqual([]);
  expect(gone.removed.filter((what) => what.startsWith("VM"))).toHaveLength(3);
  expect(gone.kept.map(({ what }) => what.split(" ")[0])).toEqual(["template", "ISO"]);
  expect((await stage.inventory()).filter((line) => !isShared(line))).toEqual(before);
  await expect(stat(result.kubeconfig!)).rejects.toMatchObject({ code: "ENOENT" });
});

test("down of nothing removes nothing; the next up builds no template again", { timeout: 60_000 }, async () => {
  expect((await down(lab, { signal, emit: () => undefined })).removed).toEqual([]);
  const { emit, events } = recorder();
  await up(lab, { signal, emit, until: "install" });
  expect(changes(events)).toEqual(["model/profile"]);
  await down(lab, { signal, emit });
});
