import { afterAll, beforeAll, expect, test } from "vitest";
import { down, type Lab, plan, up } from "../../src/index.ts";
import { changes, openStage, recorder, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
let lab: Lab;
const quiet = { signal, emit: () => undefined };

beforeAll(async () => {
  // long enough to be seen, on a clock that runs 60 times as fast
  stage = await openStage({ palette: { durations: { clusterDelete: 60_000 } } });
  lab = await stage.lab("tutorial", "qa");
  await up(lab, quiet);
}, 120_000);
afterAll(() => stage[Symbol.asyncDispose](), 60_000);

async function pending(changed: Lab): Promise<string[]> {
  const { items } = await plan(changed, { signal });
  return items
    .filter(({ action }) => action !== "keep")
    .map(({ kind, name, action, reasons, needsConsent }) =>
      [`${kind} ${name}: ${action}`, needsConsent && "(--replace)", reasons.map(({ field }) => field).join(", ")]
        .filter(Boolean)
        .join(" "),
    );
}

function withHosts(change: (host: Lab["hosts"][number], index: number) => Partial<Lab["hosts"][number]>): Lab {
  return { ...lab, hosts: lab.hosts.map((host, index) => ({ ...host, ...change(host, index) })) };
}

test("tags are changed live", { timeout: 60_000 }, async () => {
  const changed = withHosts((_, index) => (index === 0 ? { tags: { city: "london" } } : {}));
  expect(await pending(changed)).toEqual(["Edge host demo-1: change tags"]);
  const { events, emit } = recorder();
  const { hosts } = await up(changed, { signal, emit });
  expect(changes(events)).toEqual(["register/demo-1/ready", "provision/kubeconfig"]);
  const [record] = await stage.palette.edgeHosts.search({ ids: [hosts[0]!.edgeHostId] }, { signal });
  expect(record!.labels["city"]).toBe("london");
  expect(await pending(changed)).toEqual([]);
});

test("memory needs a restart, and the host stays the same", { timeout: 60_000 }, async () => {
  const changed = withHosts((_, index) => (index === 2 ? { memoryMiB: 12_288 } : {}));
  expect(await pending(changed)).toEqual(["Edge host demo-3: restart memoryMiB"]);
  const before = await stage.inventory();
  const { events, emit } = recorder();
  await up(changed, { signal, emit });
  expect(changes(events)).toContain("register/demo-3/machine");
  expect(await stage.inventory()).toEqual(before);
  expect(await pending(changed)).toEqual([]);
  lab = changed;
});

test("a changed manifest is published and applied to the running cluster", { timeout: 60_000 }, async () => {
  const packs = lab.profile.packs.map((pack) => ({
    ...pack,
    manifests: pack.manifests.map(({ name, content }) => ({ name, content: content.replace("1.3.1", "1.3.2") })),
  }));
  const changed = { ...lab, profile: { ...lab.profile, packs } };
  expect(await pending(changed)).toEqual([
    "cluster profile docs-ubuntu-k3s-qa 1.0.0: change packs.hello-universe.values or manifests",
  ]);
  const old = await up(lab, quiet);
  const { checks, cluster } = await up(changed, quiet);
  expect(cluster!.uid).toBe(old.cluster!.uid);
  expect(checks[0]!.sha256).not.toBe(old.checks[0]!.sha256);
  expect(await pending(changed)).toEqual([]);
  lab = changed;
});

test("another version of the profile takes the old one's place", { timeout: 60_000 }, async () => {
  const changed = { ...lab, profile: { ...lab.profile, version: "1.1.0" } };
  expect(await pending(changed)).toEqual([
    "cluster profile docs-ubuntu-k3s-qa 1.1.0: create",
    "cluster profile docs-ubuntu-k3s-qa 1.0.0: delete profile",
    "cluster docs-tutorial-cluster-qa: change profile",
  ]);
  await up(changed, quiet);
  expect(await pending(changed)).toEqual([]);
  lab = changed;
});

test("other user-data replaces hosts and cluster, and only on request", { timeout: 120_000 }, async () => {
  const changed = withHosts((_, index) => (index === 1 ? { userData: "#cloud-config\nstylus:\n  debug: true\n" } : {}));
  const wanted = [
    "Edge host demo-2: replace (--replace) userData",
    "cluster docs-tutorial-cluster-qa: replace (--replace) host demo-2",
  ];
  expect(await pending(changed)).toEqual(wanted);
  const before = await stage.inventory();
  const { notDone } = await up(changed, quiet);
  expect(notDone.map(({ what }) => what)).toEqual(["replace demo-2", "replace cluster docs-tutorial-cluster-qa"]);
  expect(await stage.inventory()).toEqual(before);
  expect(await pending(changed)).toEqual(wanted);
  const { hosts, checks } = await up(changed, { ...quiet, replace: true });
  expect(hosts.map(({ state }) => state)).toEqual(["in-use", "in-use", "in-use"]);
  expect(checks).toMatchObject([{ status: 200 }]);
  expect(await pending(changed)).toEqual([]);
  lab = changed;
});

test("a host less is a smaller cluster, on request", { timeout: 120_000 }, async () => {
  const { cluster, hosts } = lab;
  const changed = {
    ...lab,
    hosts: hosts.slice(0, 2),
    cluster: { ...cluster, workers: cluster.workers.map((pool) => ({ ...pool, hosts: ["demo-2"] })) },
  };
  expect(await pending(changed)).toEqual([
    "Edge host demo-3: delete hosts",
    "cluster docs-tutorial-cluster-qa: replace (--replace) pools",
  ]);
  const before = await stage.inventory();
  await up(changed, quiet);
  expect(await stage.inventory()).toEqual(before);
  await up(changed, { ...quiet, replace: true });
  expect(await pending(changed)).toEqual([]);
  expect(await stage.inventory()).not.toContainEqual(expect.stringContaining("demo-3"));
  lab = changed;
});

test("a machine that somebody switched off is started again", { timeout: 60_000 }, async () => {
  const { vsphere } = stage;
  const { name, path } = await machine("demo-2-qa");
  const datacenter = await vsphere.inventory.datacenter(undefined, { signal });
  const { ref } = await vsphere.inventory.machine(path, datacenter, { signal });
  await vsphere.machines.powerOff(ref, { signal });
  expect((await pending(lab))[0]).toMatch(/^Edge host demo-2: change power/);
  await up(lab, quiet);
  expect(await pending(lab)).toEqual([]);
  expect((await machine(name)).line).toMatch(/poweredOn$/);
});

test("a cluster that is being deleted is awaited, then made anew", { timeout: 120_000 }, async () => {
  await up(lab, quiet);
  const run = recorder((event) => event.type === "waiting" && event.phase === "down");
  await expect(down(lab, { signal: run.signal, emit: run.emit })).rejects.toBe(run.reason);
  expect((await pending(lab)).at(-1)).toMatch(/^cluster .*: replace state$/);
  const { checks } = await up(lab, quiet);
  expect(checks).toMatchObject([{ status: 200 }]);
  expect(await pending(lab)).toEqual([]);
});

test("a cluster that lost the VM of a host is made anew on request, and down works without", {
  timeout: 120_000,
}, async () => {
  const { vsphere } = stage;
  const { path } = await machine("demo-2-qa");
  const datacenter = await vsphere.inventory.datacenter(undefined, { signal });
  const { ref } = await vsphere.inventory.machine(path, datacenter, { signal });
  await vsphere.machines.destroy(ref, { signal, isOurs: () => true });
  await expect(up(lab, quiet)).rejects.toMatchObject({
    code: "REGISTRATION_FAILED",
    details: { next: expect.stringContaining("--replace") },
  });
  const gone = await down(lab, { ...quiet, force: true });
  expect(gone.leftBehind).toEqual([]);
});

test("hosts from a template by name, with addresses of their own", { timeout: 120_000 }, async () => {
  const single = await stage.lab("single-node", "fixed");
  const template = (await stage.inventory()).find((line) => line.startsWith("VM") && line.includes("palette-edge-"))!;
  const ens160 = { ip: "10.0.20.210", prefix: 24, gateway: "10.0.20.1", nameservers: ["10.0.20.1"] };
  const fixed = {
    ...single,
    template: { ...single.template, builder: "existing" as const, name: template.split(" ")[1] },
    hosts: single.hosts.map((host) => ({ ...host, nics: [{ name: "ens160", network: undefined, address: ens160 }] })),
  };
  const { hosts } = await up(fixed, quiet);
  expect(hosts).toMatchObject([{ address: "10.0.20.210", clone: "linked" }]);
  expect(await pending(fixed)).toEqual([]);
  expect((await down(fixed, quiet)).leftBehind).toEqual([]);
  expect(await stage.inventory()).toContain(template);
});

async function machine(name: string) {
  const line = (await stage.inventory()).find((text) => text.startsWith("VM") && text.includes(`/${name} `))!;
  return { line, name, path: line.split(" ").slice(1, -2).join(" ") };
}
