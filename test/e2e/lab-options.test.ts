import { afterAll, beforeAll, expect, test } from "vitest";
import { down, type Lab, plan, up } from "../../src/index.ts";
import { isShared, openStage, recorder, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
let before: readonly string[];
const quiet = { signal, emit: () => undefined };
const own = async () => (await stage.inventory()).filter((line) => !isShared(line));

beforeAll(async () => {
  stage = await openStage();
  before = await own();
}, 60_000);
afterAll(() => stage[Symbol.asyncDispose](), 60_000);

const precreated = (lab: Lab): Lab => ({ ...lab, registration: { ...lab.registration, mode: "precreate" } });

test("hosts that are added by their ID first are paired, also after a run that ended in between", {
  timeout: 120_000,
}, async () => {
  const lab = await stage.lab("tutorial", "pair", precreated);
  const ids = (await plan(lab, { signal })).items.flatMap(({ details }) => details["edgeHostId"] ?? []);
  const run = recorder((event) => event.type === "step:start" && event.step === "register/clone");
  await expect(up(lab, { signal: run.signal, emit: run.emit })).rejects.toBe(run.reason);
  const added = await stage.palette.edgeHosts.search({}, { signal });
  expect(added.map(({ name, state }) => `${name} ${state}`).sort()).toEqual(ids.map((id) => `${id} unpaired`).sort());
  const { hosts, checks } = await up(lab, quiet);
  expect(hosts.map(({ edgeHostId, state, health }) => [edgeHostId, state, health])).toEqual(
    ids.map((id) => [id, "in-use", "healthy"]),
  );
  expect(checks).toMatchObject([{ status: 200 }]);
  expect((await plan(lab, { signal })).pending).toBe(false);
  await down(lab, quiet);
  expect(await own()).toEqual(before);
});

test("a host with two NICs has both, each with a MAC address of its own in VMware's range", {
  timeout: 120_000,
}, async () => {
  const lab = await stage.lab("single-node", "nics", (made) => ({
    ...made,
    hosts: made.hosts.map((host) => ({
      ...host,
      nics: [...host.nics, { name: "ens192", network: undefined, address: "dhcp" as const }],
    })),
  }));
  const { hosts } = await up(lab, { ...quiet, until: "register" });
  const { inventory, machines } = stage.vsphere;
  const { ref } = await inventory.machine(hosts[0]!.vmPath!, lab.vcenter.datacenter, { signal });
  const { devices } = await machines.source(ref, { signal });
  const macs = devices.flatMap((device) => ("macAddress" in device ? [String(device.macAddress)] : []));
  expect(new Set(macs).size).toBe(2);
  for (const mac of macs) expect(mac).toMatch(/^00:50:56:[0-3][0-9a-f](:[0-9a-f]{2}){2}$/);
  expect(await plan(lab, { signal }).then(({ items }) => items.find(({ kind }) => kind === "Edge host"))).toMatchObject(
    {
      action: "keep",
    },
  );
  await down(lab, quiet);
  expect(await own()).toEqual(before);
});

test("user-data of one host replaces that host alone", { timeout: 120_000 }, async () => {
  const lab = await stage.lab("tutorial", "data");
  await up(lab, { ...quiet, until: "register" });
  const changed: Lab = {
    ...lab,
    hosts: lab.hosts.map((host) =>
      host.name === "demo-2" ? { ...host, userData: "#cloud-config\nwrite_files: []\n" } : host,
    ),
  };
  const actions = async () => (await plan(changed, { signal })).items.filter(({ kind }) => kind === "Edge host");
  expect((await actions()).map(({ name, action }) => `${name} ${action}`)).toEqual([
    "demo-1 keep",
    "demo-2 replace",
    "demo-3 keep",
  ]);
  const { hosts } = await up(changed, { ...quiet, until: "register", replace: true });
  expect(hosts.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
  expect((await actions()).map(({ action }) => action)).toEqual(["keep", "keep", "keep"]);
  await down(changed, quiet);
  expect(await own()).toEqual(before);
});

test("without the manifest there is no application, and the check says so", { timeout: 120_000 }, async () => {
  const lab = await stage.lab("single-node", "bare", (made) => ({
    ...made,
    profile: { ...made.profile, packs: made.profile.packs.filter(({ manifests }) => manifests.length === 0) },
    checks: made.checks.map((check) => ({ ...check, timeoutMs: 2_000 })),
  }));
  await expect(up(lab, quiet)).rejects.toMatchObject({
    code: "CHECK_FAILED",
    message: expect.stringContaining("hello-universe-service"),
  });
  await down(lab, quiet);
  expect(await own()).toEqual(before);
});
