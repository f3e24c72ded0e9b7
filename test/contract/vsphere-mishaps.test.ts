import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Secret } from "../../src/core/secret.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import type { Injection } from "../../src/sandbox/vcenter/injections.ts";
import {
  type CloneSource,
  type CloneSpec,
  connect,
  type CreateMachineSpec,
  type MachineIdentity,
  type Named,
  type Place,
  type Vsphere,
} from "../../src/vsphere/index.ts";

const options = { signal: AbortSignal.timeout(120_000) };
const mark = "edgelab.lab";

interface Bench extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly vsphere: Vsphere;
  readonly place: Place;
  readonly folder: Named;
  readonly source: CloneSource;
  spec(name: string, more?: Partial<CloneSpec>): CloneSpec;
  readonly isOurs: (machine: MachineIdentity) => boolean;
  names(): Promise<readonly string[]>;
}

async function openBench({
  settings = {},
  limits = {},
}: {
  readonly settings?: Parameters<typeof startSandbox>[0];
  readonly limits?: Parameters<typeof connect>[0]["limits"];
} = {}): Promise<Bench> {
  const sandbox = await startSandbox({ speed: 1000, ...settings });
  const { vcenterUrl: url, username, password, caPem: ca, defaults } = sandbox.connection;
  const vsphere = await connect(
    { url, username, password: new Secret(password), tls: { insecure: false, ca }, operationId: "mishaps", limits },
    options,
  );
  const place = await vsphere.inventory.place(defaults, options);
  const folder = await vsphere.inventory.ensureFolder(`${defaults.folder}/mishaps`, place.datacenter, options);
  const isOurs = ({ extraConfig }: MachineIdentity) => extraConfig.get(mark) === "mishaps";
  const create: CreateMachineSpec = {
    name: "base",
    folder,
    place,
    version: "vmx-14",
    guestId: "ubuntu64Guest",
    firmware: "bios",
    scsiController: "pvscsi",
    disks: [{ capacityBytes: 1024 ** 3, thin: true }],
    isos: [],
    bootOrder: ["disk"],
    config: { cpus: 1, memoryMiB: 256, nics: [{ network: place.network }], extraConfig: { [mark]: "mishaps" } },
    isOurs,
  };
  sandbox.vcenter.faults.add({ method: "CreateVM_Task", drop: "after" });
  const base = await vsphere.machines.create(create, options);
  await vsphere.machines.createSnapshot(base, "base", options);
  const source = await vsphere.machines.source(base, options);
  return {
    sandbox,
    vsphere,
    place,
    folder,
    source,
    isOurs,
    spec: (name, more = {}) => ({
      name,
      folder,
      place,
      snapshot: source.snapshots[0]?.ref,
      config: { uuid: randomUUID(), extraConfig: { [mark]: "mishaps" } },
      powerOn: false,
      isOurs,
      ...more,
    }),
    names: async () => {
      const { machines } = await vsphere.inventory.listFolder(folder, [], options);
      return machines.map(({ props }) => props.name ?? "").sort();
    },
    async [Symbol.asyncDispose]() {
      await vsphere[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

describe("when something goes wrong on the way", () => {
  let bench: Bench;
  const inject = (rule: Injection) => bench.sandbox.vcenter.faults.add(rule);
  const made = (method: Injection["method"]) => bench.sandbox.vcenter.calls.get(method) ?? 0;

  beforeAll(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.sandbox.vcenter.faults.clear());
  afterAll(async () => bench?.[Symbol.asyncDispose]());

  test.each(["after", "before"] as const)(
    "a clone whose connection was cut %s it was begun is there once",
    async (drop) => {
      inject({ method: "CloneVM_Task", drop });
      const spec = bench.spec(`lost-${drop}`, { powerOn: true });
      const machine = await bench.vsphere.machines.clone(bench.source, spec, options);
      expect(machine).toMatchObject({ uuid: spec.config.uuid, power: "poweredOn", adopted: false });
      expect((await bench.names()).filter((name) => name === spec.name)).toHaveLength(1);
    },
  );

  test("without a way to tell its own, an unknown outcome is not tried again", async () => {
    inject({ method: "CloneVM_Task", drop: "before" });
    const lost = bench.vsphere.machines.clone(bench.source, bench.spec("unknown", { isOurs: undefined }), options);
    await expect(lost).rejects.toMatchObject({ code: "UNREACHABLE" });
    expect(await bench.names()).not.toContain("unknown");
  });

  test("a task that fails for a passing reason is run again", async () => {
    inject({ method: "CloneVM_Task", fault: { _type: "FileLocked", file: "[nvme-01] base/base.vmdk" }, at: "task" });
    const before = made("CloneVM_Task");
    await bench.vsphere.machines.clone(bench.source, bench.spec("locked"), options);
    expect(made("CloneVM_Task") - before).toBe(2);
  });

  test("a task that fails for good tells why, and nothing is left", async () => {
    const fault = { _type: "NoDiskSpace", file: "[nvme-01] full/full.vmdk", datastore: "nvme-01" };
    inject({ method: "CloneVM_Task", fault, at: "task" });
    await expect(bench.vsphere.machines.clone(bench.source, bench.spec("full"), options)).rejects.toMatchObject({
      code: "DATASTORE_FULL",
      details: { what: 'Cannot clone "full" from "base".' },
    });
    expect(await bench.names()).not.toContain("full");
  });

  test("one clone that fails leaves the others alone", async () => {
    inject({ method: "CloneVM_Task", nth: 2, fault: { _type: "InsufficientResourcesFault" }, at: "task" });
    const specs = [1, 2, 3].map((index) => bench.spec(`some-${index}`));
    const results = await bench.vsphere.machines.cloneMany(bench.source, specs, options);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
  });

  test("a missing privilege is named with its object", async () => {
    const { ref } = bench.source;
    inject({
      method: "CreateSnapshot_Task",
      fault: { _type: "NoPermission", object: ref, privilegeId: "VirtualMachine.State.CreateSnapshot" },
    });
    const refused = bench.vsphere.machines.createSnapshot(ref, "no", options);
    await expect(refused).rejects.toMatchObject({
      code: "PRIVILEGE_MISSING",
      details: {
        why: `The user lacks the privilege VirtualMachine.State.CreateSnapshot on VirtualMachine "base" (${ref.value}).`,
      },
    });
  });

  test("power, marks, snapshots and folders whose answer was lost are done once", async () => {
    const { vsphere } = bench;
    const { ref } = await vsphere.machines.clone(bench.source, bench.spec("once"), options);
    inject({ method: "PowerOnVM_Task", drop: "after" });
    await vsphere.machines.powerOn(ref, options);
    inject({ method: "PowerOffVM_Task", drop: "after" });
    await vsphere.machines.powerOff(ref, options);
    inject({ method: "CreateSnapshot_Task", drop: "after" });
    await vsphere.machines.createSnapshot(ref, "only", options);
    inject({ method: "MarkAsTemplate", drop: "after" });
    await vsphere.machines.markAsTemplate(ref, options);
    const source = await vsphere.machines.source(ref, options);
    expect(source).toMatchObject({ isTemplate: true, power: "poweredOff" });
    expect(source.snapshots.filter(({ name }) => name === "only")).toHaveLength(1);
    inject({ method: "CreateFolder", drop: "after" });
    const made_ = await vsphere.inventory.ensureFolder(`${bench.folder.path}/lost`, bench.place.datacenter, options);
    inject({ method: "Destroy_Task", drop: "after" });
    expect(await vsphere.inventory.destroyFolderIfEmpty(made_, options)).toMatch(/destroyed|gone/);
    inject({ method: "Destroy_Task", drop: "after" });
    expect(await vsphere.machines.destroy(ref, { ...options, isOurs: bench.isOurs })).toMatch(/destroyed|gone/);
    expect(await bench.names()).not.toContain("once");
  });

  test("a move whose answer was lost is looked up", async () => {
    const files = bench.vsphere.datastore(bench.place.datastore);
    await files.ensureFolder("mishaps", options);
    await files.putSmall("mishaps/a", "a", options);
    inject({ method: "MoveDatastoreFile_Task", drop: "after" });
    await files.move("mishaps/a", "mishaps/b", options);
    inject({ method: "DeleteDatastoreFile_Task", drop: "after" });
    expect(await files.delete("mishaps", options)).toMatch(/deleted|gone/);
    expect(await files.list("mishaps", options)).toBeUndefined();
  });

  test.each<Omit<Injection, "method">>([
    { drop: "before" },
    { drop: "after" },
    { httpStatus: 503 },
    { fault: { _type: "InvalidCollectorVersion" } },
    { fault: { _type: "ManagedObjectNotFound", obj: { type: "PropertyCollector", value: "x" } } },
    { fault: { _type: "NotAuthenticated", object: { type: "Folder", value: "x" }, privilegeId: "System.View" } },
  ])("the watcher survives %j", async (mishap) => {
    const { ref } = await bench.vsphere.machines.clone(bench.source, bench.spec(`watched-${randomUUID()}`), options);
    inject({ ...mishap, method: "WaitForUpdatesEx" });
    const heard = bench.vsphere.machines.untilPower(ref, "poweredOn", options);
    await bench.vsphere.machines.powerOn(ref, options);
    await heard;
    const off = bench.vsphere.machines.untilPower(ref, "poweredOff", options);
    await bench.vsphere.machines.powerOff(ref, options);
    await off;
  });

  test("a proxy's 503 is waited out", async () => {
    inject({ method: "FindByInventoryPath", httpStatus: 503 });
    expect(await bench.vsphere.inventory.tryFolder(bench.folder.path, bench.place.datacenter, options)).toBeDefined();
  });
});

test("aborting cancels the task, and waits until it is over", async () => {
  await using bench = await openBench({
    settings: { speed: 1, vcenter: { durations: { ...quick, linkedCloneMs: 600_000 } } },
  });
  const stop = new AbortController();
  const reason = new Error("Ctrl-C");
  const cloning = bench.vsphere.machines.clone(bench.source, bench.spec("stopped"), {
    signal: stop.signal,
    onProgress: ({ state }) => state === "cloning" && stop.abort(reason),
  });
  await expect(cloning).rejects.toBe(reason);
  expect(await bench.names()).toEqual(["base"]);
});

test("time in the queue is not the task's", async () => {
  await using bench = await openBench({
    settings: {
      speed: 1,
      vcenter: { hostCloneUnits: 4, durations: { ...quick, fullCloneMs: 600 }, inventory: { hosts: 1 } },
    },
    limits: { hostCloneUnits: 64, taskTimeoutMs: 1500 },
  });
  const states = new Set<string>();
  const specs = [1, 2, 3, 4].map((index) => bench.spec(`queued-${index}`, { snapshot: undefined }));
  const results = await bench.vsphere.machines.cloneMany(bench.source, specs, {
    ...options,
    onProgress: ({ state }) => states.add(state),
  });
  expect(results.map(({ status }) => status)).toEqual(Array(4).fill("fulfilled"));
  expect(states).toContain("queued");
});

test("a task that runs for too long is cancelled and named", async () => {
  await using bench = await openBench({
    settings: { speed: 1, vcenter: { durations: { ...quick, linkedCloneMs: 600_000 } } },
    limits: { taskTimeoutMs: 300 },
  });
  await expect(bench.vsphere.machines.clone(bench.source, bench.spec("slow"), options)).rejects.toMatchObject({
    code: "TIMED_OUT",
    message: expect.stringContaining('clone "slow" from "base"') as string,
  });
  expect(await bench.names()).toEqual(["base"]);
});

const quick = {
  linkedCloneMs: 1,
  fullCloneMs: 1,
  powerOnMs: 1,
  powerOffMs: 1,
  reconfigureMs: 1,
  createMs: 1,
  snapshotMs: 1,
  destroyMs: 1,
  fileMs: 1,
  fileCopyMs: 1,
};
