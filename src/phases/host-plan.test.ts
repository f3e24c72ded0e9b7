import { expect, test } from "vitest";
import type { EdgeHost } from "../palette/index.ts";
import { decideHost, hasLabels } from "./host-plan.ts";
import { formatInputs } from "./inputs.ts";
import { describeSight, waitOf } from "./late-host.ts";
import type { FoundMachine } from "./machines.ts";
import type { WantedHost } from "./wanted.ts";

const inputs = { template: "3f2a9c0d11ee", userData: "9b7f3c21aa04", networks: "000000000000" };
const host: WantedHost = {
  settings: {
    name: "demo-1",
    group: "demo",
    cpus: undefined,
    memoryMiB: 8192,
    nics: [{ name: "ens160", network: undefined, address: "dhcp" }],
    tags: {},
    userData: undefined,
  },
  name: "demo-1",
  vmName: "demo-1-mia",
  uuid: "4238f297-b433-f698-aa8d-ec90c3437c28",
  instanceUuid: "5012f297-b433-f698-aa8d-ec90c3437c28",
  edgeHostId: "edge-97f2384233b498f6aa8dec90c3437c28",
  labels: { "edgelab-id": "uuid-1", city: "london" },
  inputs,
};
const machine: FoundMachine = {
  ref: { type: "VirtualMachine", value: "vm-1" },
  name: "demo-1-mia",
  path: "/DC0/vm/Labs/edge/lab/demo-1-mia",
  isComplete: true,
  isTemplate: false,
  power: "poweredOn",
  uuid: host.uuid,
  instanceUuid: host.instanceUuid,
  datastore: "nvme-01",
  hardwareVersion: "vmx-14",
  cpus: 4,
  memoryMiB: 8192,
  macs: ["00:50:56:00:00:01"],
  addresses: ["10.0.20.31"],
  isos: [],
  question: undefined,
  clone: "linked",
  hasSnapshot: false,
  mark: { role: "host", lab: "uuid-1", name: "lab", instance: "mia", host: "demo-1", inputs: formatInputs(inputs) },
  unmarked: undefined,
};
const record: EdgeHost = {
  uid: host.edgeHostId,
  name: host.edgeHostId,
  state: "ready",
  health: "healthy",
  healthMessage: undefined,
  agentVersion: undefined,
  labels: { ...host.labels, "added-by-palette": "x" },
  inUseBy: [],
  address: "10.0.20.31",
  macAddress: undefined,
  project: undefined,
  hostState: undefined,
  architecture: "amd64",
};
const inUse = { ...record, state: "in-use", inUseBy: [{ uid: "c1", name: "cluster" }] };

test.each<
  [
    string,
    FoundMachine | undefined,
    EdgeHost | undefined,
    string,
    readonly string[],
    { consent?: boolean; seed?: boolean },
  ]
>([
  ["nothing there", undefined, undefined, "create", [], {}],
  ["a record of an earlier life", undefined, record, "create", ["VM"], {}],
  ["the VM of a cluster's host is gone", undefined, inUse, "replace", ["VM"], { consent: true }],
  ["all as wanted", machine, record, "keep", [], {}],
  ["in use", machine, inUse, "keep", [], {}],
  ["not registered yet", machine, undefined, "change", ["registration"], {}],
  ["added by its ID, not paired", machine, { ...record, state: "unpaired" }, "change", ["registration"], {}],
  ["unhealthy", machine, { ...record, health: "unhealthy" }, "change", ["health"], {}],
  ["switched off", { ...machine, power: "poweredOff" }, record, "change", ["power"], {}],
  ["other tags", machine, { ...record, labels: {} }, "change", ["tags"], {}],
  ["its seed still in the drive", { ...machine, isos: ["[ds] x.iso"] }, record, "change", ["seed CD"], {}],
  ["its seed still on the datastore", machine, record, "change", ["seed CD"], { seed: true }],
  ["less memory", { ...machine, memoryMiB: 4096 }, record, "restart", ["memoryMiB"], {}],
  ["another template, registered", withInputs({ template: "0" }), record, "replace", ["template"], { consent: true }],
  ["another template, never seen", withInputs({ template: "0" }), undefined, "replace", ["template"], {}],
  [
    "other user-data and a NIC less",
    { ...withInputs({ userData: "0" }), macs: [] },
    inUse,
    "replace",
    ["userData", "nics"],
    { consent: true },
  ],
  [
    "a wrong UUID before its first boot",
    { ...machine, uuid: "x", power: "poweredOff" },
    undefined,
    "change",
    ["config.uuid", "power", "registration"],
    {},
  ],
  ["a wrong UUID after it", { ...machine, uuid: "x" }, undefined, "replace", ["config.uuid"], {}],
])("%s", (_, found, known, action, fields, { consent = false, seed = false }) => {
  const decision = decideHost(host, found, known, { hasSeed: seed });
  expect(decision).toMatchObject({ action, needsConsent: consent });
  expect(decision.reasons.map(({ field }) => field)).toEqual(fields);
});

function withInputs(change: Partial<typeof inputs>): FoundMachine {
  return { ...machine, mark: { ...machine.mark!, inputs: formatInputs({ ...inputs, ...change }) } };
}

test("Palette may add labels of its own", () => {
  expect(hasLabels({ a: "1", b: "2" }, { a: "1" })).toBe(true);
  expect(hasLabels({ a: "2" }, { a: "1" })).toBe(false);
  expect(hasLabels({}, { a: "1" })).toBe(false);
});

const off = { ...machine, power: "poweredOff" as const };
const mute = { ...machine, addresses: [], isos: ["[ds] demo-1.iso"] };

test.each([
  ["its VM", { machine: undefined, record: undefined }],
  ["power", { machine: off, record: undefined }],
  ["power", { machine: off, record }],
  [
    "an answer to the question of its virtual hardware",
    { machine: { ...mute, question: "moved or copied?" }, record: undefined },
  ],
  ["its seed CD", { machine: { ...mute, isos: [] }, record: undefined }],
  ["an address", { machine: mute, record: undefined }],
  ["registration", { machine: { ...mute, addresses: ["10.0.20.31"] }, record: undefined }],
  ['registration in this project, not in "Other"', { machine: mute, record: undefined, otherProject: "Other" }],
  [
    "pairing with the record that was made for it",
    { machine, record: { ...record, state: "unpaired", health: undefined } },
  ],
  ["health", { machine, record: { ...record, health: undefined } }],
  ['release by cluster "cluster"', { machine, record: inUse, clusterUid: "own" }],
  [undefined, { machine, record }],
  [undefined, { machine, record: inUse, clusterUid: "c1" }],
])("a host waits for %s", (waitingFor, sight) => {
  expect(waitOf({ edgeHostId: host.edgeHostId, ...sight })?.waitingFor).toBe(waitingFor);
});

test("says the last thing seen", () => {
  const sight = { edgeHostId: host.edgeHostId, machine: mute, record: undefined };
  expect(describeSight(sight)).toBe("poweredOn, no address, CD [ds] demo-1.iso, unknown to Palette");
  const sick = { ...inUse, health: "unhealthy", healthMessage: "disk pressure" };
  expect(describeSight({ ...sight, machine, record: sick })).toBe(
    "poweredOn, 10.0.20.31, in-use, unhealthy: disk pressure, in use by cluster",
  );
});
