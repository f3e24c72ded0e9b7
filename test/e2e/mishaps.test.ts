import { afterEach, beforeEach, expect, test } from "vitest";
import { down, plan, up } from "../../src/index.ts";
import { isShared, openStage, recorder, signal, type Stage } from "./lab-on-sandbox.ts";

let stage: Stage;
let before: readonly string[];
const quiet = { signal, emit: () => undefined };

beforeEach(async () => {
  stage = await openStage();
  before = await stage.inventory();
}, 60_000);
afterEach(() => stage[Symbol.asyncDispose](), 60_000);

/** What changes something on a vCenter during an up and a down. */
const methods = [
  "CloneVM_Task",
  "CreateFolder",
  "CreateSnapshot_Task",
  "CreateVM_Task",
  "DeleteDatastoreFile_Task",
  "Destroy_Task",
  "MakeDirectory",
  "MarkAsTemplate",
  "MoveDatastoreFile_Task",
  "PowerOffVM_Task",
  "PowerOnVM_Task",
  "ReconfigVM_Task",
  "SearchDatastore_Task",
] as const;

/** What changes something in Palette. */
const requests = [
  ["POST", "/v1/clusterprofiles"],
  ["POST", "/v1/edgehosts/tokens"],
  ["POST", "/v1/spectroclusters/edge-native"],
  ["DELETE", "/v1/spectroclusters/"],
  ["DELETE", "/v1/clusterprofiles/"],
  ["DELETE", "/v1/edgehosts/"],
] as const;

async function throughUpAndDown(): Promise<void> {
  const lab = await stage.lab("tutorial", "bumpy");
  const { checks, hosts } = await up(lab, quiet);
  expect(checks).toMatchObject([{ status: 200 }]);
  expect(hosts.map(({ waitingFor }) => waitingFor)).toEqual([undefined, undefined, undefined]);
  expect((await plan(lab, { signal })).pending).toBe(false);
  expect((await down(lab, quiet)).leftBehind).toEqual([]);
  expect((await stage.inventory()).filter((line) => !isShared(line))).toEqual(before);
}

test.each(["before", "after"] as const)(
  "every kind of call to the vCenter is cut off once, %s it takes effect",
  { timeout: 120_000 },
  async (drop) => {
    // the first power-on is the installer's: here it would be through before the client asks again
    for (const method of methods) {
      stage.sandbox.vcenter.faults.add({ method, drop, nth: method === "PowerOnVM_Task" ? 2 : 1 });
    }
    await throughUpAndDown();
  },
);

test("the vCenter is busy, and a proxy answers in its place", { timeout: 120_000 }, async () => {
  const { vcenter } = stage.sandbox;
  for (const method of methods) vcenter.faults.add({ method, httpStatus: 503 });
  vcenter.faults.add({ method: "WaitForUpdatesEx", httpStatus: 502 });
  vcenter.faults.add({ method: "RetrievePropertiesEx", nth: 3, httpStatus: 503 });
  await throughUpAndDown();
});

test("the vCenter forgets the session in the middle", { timeout: 120_000 }, async () => {
  for (const method of ["CloneVM_Task", "WaitForUpdatesEx", "CreateSnapshot_Task"] as const) {
    stage.sandbox.vcenter.faults.add({
      method,
      fault: { _type: "NotAuthenticated", object: { type: "Folder", value: "group-d1" }, privilegeId: "System.View" },
    });
  }
  await throughUpAndDown();
});

test.each(["before", "after"] as const)(
  "every kind of request to Palette is cut off once, %s it takes effect",
  { timeout: 120_000 },
  async (cut) => {
    for (const [method, path] of requests) {
      stage.sandbox.palette.inject({ method, path: new RegExp(`^${path}`), effect: { cut } });
    }
    await throughUpAndDown();
  },
);

test("Palette has had enough for a moment, and is away for another", { timeout: 120_000 }, async () => {
  const { palette } = stage.sandbox;
  for (const [method, path] of requests) {
    palette.inject({ method, path: new RegExp(`^${path}`), effect: { status: 429, headers: { "Retry-After": "0" } } });
    palette.inject({ method, path: new RegExp(`^${path}`), effect: { status: 503 } });
  }
  await throughUpAndDown();
});

test("a business error of Palette ends the run, says what it said, and the next one goes on", {
  timeout: 120_000,
}, async () => {
  const lab = await stage.lab("single-node", "business");
  stage.sandbox.palette.inject({
    method: "POST",
    path: /^\/v1\/spectroclusters\/edge-native$/,
    effect: { status: 500, code: "ClusterQuotaExceeded", message: "The tenant may have no more clusters" },
  });
  await expect(up(lab, quiet)).rejects.toMatchObject({
    code: "PALETTE",
    message: expect.stringContaining("The tenant may have no more clusters"),
  });
  expect((await up(lab, quiet)).checks).toMatchObject([{ status: 200 }]);
});

test("a full datastore ends the run, names it, and the next one goes on", { timeout: 120_000 }, async () => {
  const lab = await stage.lab("tutorial", "full");
  const fault = { _type: "NoDiskSpace", file: "[nvme-01] demo-2-full/demo-2-full.vmdk", datastore: "nvme-01" };
  stage.sandbox.vcenter.faults.add({ method: "CloneVM_Task", nth: 2, at: "task", fault });
  const { events, emit } = recorder();
  await expect(up(lab, { signal, emit })).rejects.toMatchObject({
    code: "DATASTORE_FULL",
    message: expect.stringMatching(/demo-\d-full.*nvme-01/),
  });
  expect(events.at(-1)).toMatchObject({ type: "run:end", outcome: "failed" });
  expect((await up(lab, quiet)).checks).toMatchObject([{ status: 200 }]);
});
