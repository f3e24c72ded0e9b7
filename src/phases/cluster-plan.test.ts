import { expect, test } from "vitest";
import { decideCluster, type WantedCluster } from "./cluster-plan.ts";
import type { FoundCluster } from "./observe.ts";

const labels = { "edgelab-id": "uuid-1", "edgelab-settings": "9b7f3c21aa04" };
const wanted: WantedCluster = {
  name: "cluster-mia",
  description: "",
  labels,
  vips: ["10.0.20.100", "10.0.20.101"],
  ntpServers: [],
  sshKeys: [],
  pools: [
    { name: "control-plane-pool", role: "control-plane", hosts: [{ uid: "edge-1" }] },
    { name: "worker-pool", role: "worker", hosts: [{ uid: "edge-2" }, { uid: "edge-3" }] },
  ],
};
const found: FoundCluster = {
  uid: "c1",
  name: "cluster-mia",
  labels,
  annotations: {},
  state: "Running",
  health: "Healthy",
  isHealthy: true,
  hasKubeconfig: true,
  conditions: [{ type: "BootstrappingDone", status: "True", reason: undefined, message: undefined }],
  packs: [],
  apiEndpoints: [],
  services: [],
  cloudConfigUid: "cc1",
  profileUids: ["p1"],
  createdAt: undefined,
  vip: "10.0.20.101",
  pools: [
    { name: "worker-pool", isControlPlane: false, hostUids: ["edge-3", "edge-2"] },
    { name: "control-plane-pool", isControlPlane: true, hostUids: ["edge-1"] },
  ],
};
const failing = {
  ...found,
  state: "Provisioning",
  isHealthy: false,
  conditions: [{ type: "BootstrappingDone", status: "False", reason: "Waiting", message: "for edge-1" }],
};
const host = { edgeHostId: "edge-2", name: "demo-2" };

test.each<[string, FoundCluster | undefined, string, readonly string[], boolean]>([
  ["nothing there", undefined, "create", [], false],
  ["as wanted, in any order", found, "keep", [], false],
  ["not running yet", failing, "change", ["state", "conditions.BootstrappingDone"], false],
  ["being deleted", { ...found, state: "Deleting" }, "replace", ["state"], false],
  ["failed", { ...found, state: "Error" }, "replace", ["state"], true],
  ["another address", { ...found, vip: "10.0.20.9" }, "replace", ["vip"], true],
  ["another name", { ...found, name: "old-mia" }, "replace", ["name"], true],
  ["another pool", { ...found, pools: found.pools.slice(0, 1) }, "replace", ["pools"], true],
  [
    "other keys",
    { ...found, labels: { ...labels, "edgelab-settings": "0" } },
    "replace",
    ["sshKeys, ntpServers or useAsWorker"],
    true,
  ],
  ["another profile", { ...found, profileUids: ["p0"] }, "change", ["profile"], false],
  ["other tags", { ...found, labels: { ...labels, "edgelab-id": "old" } }, "change", ["tags"], false],
])("%s", (_, cluster, action, fields, needsConsent) => {
  const decision = decideCluster(wanted, cluster, { lostHosts: [], profileUid: "p1" });
  expect(decision).toMatchObject({ action, needsConsent });
  expect(decision.reasons.map(({ field }) => field)).toEqual(fields);
});

test("does not survive the replacement of one of its hosts", () => {
  const decide = (edgeHostId: string) =>
    decideCluster(wanted, found, { lostHosts: [{ ...host, edgeHostId }], profileUid: "p1" });
  expect(decide("edge-2")).toMatchObject({
    action: "replace",
    needsConsent: true,
    reasons: [{ field: "host demo-2" }],
  });
  expect(decide("edge-9")).toMatchObject({ action: "keep" });
});
