import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { sha256 } from "../../core/sha256.ts";
import { moRef, SoapFault } from "../../vim25/index.ts";
import { FaultError } from "../fault-error.ts";
import { defaultLimits } from "../options.ts";
import type { Session } from "../session.ts";
import type { HttpRequest } from "../transport/transport.ts";
import type { Watcher } from "../watcher.ts";
import { type ExportDependencies, type ExportMachineSpec, MachineExport } from "./export.ts";

const options = { signal: AbortSignal.timeout(30_000) };
const vm = moRef("VirtualMachine", "vm-1");
const lease = moRef("HttpNfcLease", "lease-1");
const disks = [randomBytes(300_000), randomBytes(1000)];

/** A vCenter with one machine to export, which keeps to `script` where it has something to say. */
function scripted(script: Readonly<Record<string, (params: never) => unknown>> = {}) {
  const calls: string[] = [];
  const deviceUrl = [
    { key: "/vm-1/VirtualLsiLogicController0:0", disk: true, targetId: "../../etc/passwd.vmdk" },
    { key: "/vm-1/nvram", disk: false, targetId: "vm.nvram", fileSize: 8684 },
    { key: "/vm-1/VirtualLsiLogicController0:1", disk: true, targetId: "disk-1.vmdk" },
  ].map((device, index) => ({ importKey: "", sslThumbprint: "", url: `https://*/nfc/ticket/${index}`, ...device }));
  const info = { lease, entity: vm, deviceUrl, totalDiskCapacityInKB: 2048, leaseTimeout: 300 };
  const usual: Readonly<Record<string, (params: never) => unknown>> = {
    ExportVm: () => lease,
    ExportSnapshot: () => lease,
    HttpNfcLeaseGetManifest: () =>
      disks.map((disk, index) => ({
        key: deviceUrl[2 * index]?.key,
        sha1: "",
        checksum: sha256(disk).toUpperCase(),
        checksumType: "sha256",
        size: disk.length,
        disk: true,
        capacity: 2 ** 30,
        populatedSize: 4096,
      })),
    CreateDescriptor: ({ cdp }: { readonly cdp: unknown }) => ({ ovfDescriptor: JSON.stringify(cdp) }),
    RetrievePropertiesEx: () => ({
      objects: [{ obj: lease, propSet: [{ name: "state", val: "ready" }] }],
    }),
    http: ({ path }: { readonly path: string }) => answer(disks[Number(path.at(-1)) / 2] ?? Buffer.alloc(0)),
  };
  const run = async (name: string, params: unknown) => {
    calls.push(name);
    return await (script[name] ?? usual[name])?.(params as never);
  };
  const session = {
    content: { ovfManager: moRef("OvfManager", "OvfManager"), propertyCollector: moRef("PropertyCollector", "pc") },
    names: new Map(),
    url: new URL("https://vcenter.example.org/sdk"),
    tls: { insecure: false },
    call: async (method: string, _self: unknown, params: unknown) => await run(method, params),
    http: async (request: HttpRequest) => await run("http", request),
  };
  const state = new Map<string, unknown>([
    ["state", "ready"],
    ["info", info],
  ]);
  const watcher = {
    watch: () => ({ [Symbol.dispose]: () => undefined }),
    until: async (_ref: unknown, _paths: unknown, test: (state: unknown) => unknown) => test(state),
  };
  const dependencies: ExportDependencies = {
    session: session as unknown as Session,
    watcher: watcher as unknown as Watcher,
    limits: defaultLimits,
  };
  return { calls, dependencies };
}

function answer(content: Uint8Array, { status = 200, length = content.length } = {}) {
  return {
    status,
    headers: { "content-length": String(length) },
    body: Readable.from([content], { objectMode: false }),
  };
}

/** Files in memory; what is committed, and what was thrown away. */
function memory() {
  const committed = new Map<string, Buffer>();
  const opened: string[] = [];
  let isOpen = 0;
  const sink: ExportMachineSpec["sink"] = ({ name, attempt }) => {
    opened.push(`${name} ${attempt}`);
    isOpen += 1;
    const chunks: Uint8Array[] = [];
    return {
      write: (chunk) => void chunks.push(chunk),
      commit: () => void committed.set(name, Buffer.concat(chunks)),
      async [Symbol.asyncDispose]() {
        isOpen -= 1;
      },
    };
  };
  return { sink, committed, opened, open: () => isOpen };
}

test("fetches the disks under names of our own, and has them described", async () => {
  const { dependencies, calls } = scripted();
  const { sink, committed, opened, open } = memory();
  const progress: (readonly [number, number])[] = [];
  const onProgress = (done: number, total: number) => void progress.push([done, total]);
  const spec = { name: "../edge template", sink, onProgress };
  const { descriptor, files, warnings } = await new MachineExport(dependencies, vm, spec).run(options);
  expect(opened).toEqual(["edge-template-disk-1.vmdk 1", "edge-template-disk-2.vmdk 1"]);
  expect([...committed.values()]).toEqual(disks);
  expect(open()).toBe(0);
  expect(files.map(({ sha256: digest, isConfirmed }) => [digest, isConfirmed])).toEqual(
    disks.map((disk) => [sha256(disk), true]),
  );
  expect(JSON.parse(descriptor)).toMatchObject({
    name: "../edge template",
    ovfFiles: [
      {
        deviceId: "/vm-1/VirtualLsiLogicController0:0",
        path: "edge-template-disk-1.vmdk",
        size: 300_000,
        capacity: 2 ** 30,
        populatedSize: 4096,
      },
      { deviceId: "/vm-1/VirtualLsiLogicController0:1", path: "edge-template-disk-2.vmdk", size: 1000 },
    ],
  });
  expect(warnings).toEqual([]);
  expect(progress.at(-1)).toEqual([301_000, 301_000]);
  expect(calls.filter((call) => call !== "http")).toEqual([
    "ExportVm",
    "HttpNfcLeaseGetManifest",
    "HttpNfcLeaseComplete",
    "CreateDescriptor",
  ]);
});

test("exports a snapshot, and says so to whoever describes it", async () => {
  const { dependencies, calls } = scripted();
  const snapshot = moRef("VirtualMachineSnapshot", "snapshot-1");
  const { descriptor } = await new MachineExport(dependencies, vm, { name: "x", snapshot, ...memory() }).run(options);
  expect(calls[0]).toBe("ExportSnapshot");
  expect(JSON.parse(descriptor)).toMatchObject({ snapshot });
});

test("begins a file anew in another sink when it was cut", async () => {
  let cuts = 0;
  const half = () =>
    Readable.from(
      (function* () {
        yield disks[0]?.subarray(0, 1000);
        throw new Error("ECONNRESET");
      })(),
    );
  const { dependencies } = scripted({
    http: ({ path }: { readonly path: string }) => {
      if (path.endsWith("0") && cuts++ === 0) return { ...answer(Buffer.alloc(0)), body: half() };
      return answer(disks[Number(path.at(-1)) / 2] ?? Buffer.alloc(0));
    },
  });
  const { sink, committed, opened, open } = memory();
  await new MachineExport(dependencies, vm, { name: "x", sink }).run(options);
  expect(opened).toEqual(["x-disk-1.vmdk 1", "x-disk-1.vmdk 2", "x-disk-2.vmdk 1"]);
  expect(committed.get("x-disk-1.vmdk")).toEqual(disks[0]);
  expect(open()).toBe(0);
});

test.each([
  [
    "another digest",
    "VERIFY_FAILED",
    {
      HttpNfcLeaseGetManifest: () => [
        {
          key: "/vm-1/VirtualLsiLogicController0:0",
          sha1: "",
          checksumType: "SHA-256",
          checksum: "0".repeat(64),
          size: 300_000,
          disk: true,
        },
      ],
    },
  ],
  [
    "another size",
    "VERIFY_FAILED",
    { HttpNfcLeaseGetManifest: () => [{ key: "/vm-1/VirtualLsiLogicController0:1", sha1: "", size: 5, disk: true }] },
  ],
  ["fewer bytes than announced", "VERIFY_FAILED", { http: () => answer(Buffer.alloc(10), { length: 20 }) }],
  ["a refusal", "FAULT", { http: () => answer(Buffer.from("<p>no</p>"), { status: 403 }) }],
  [
    "a descriptor that cannot be made",
    "FAULT",
    {
      CreateDescriptor: () => ({
        ovfDescriptor: "",
        error: [{ fault: { _type: "OvfHardwareExport", vmPath: "x" }, localizedMessage: "a serial port" }],
      }),
    },
  ],
  [
    "a machine that is on",
    "FAULT",
    {
      ExportVm: () => {
        throw fault("InvalidPowerState");
      },
    },
  ],
] as const)("leaves no file after %s", async (_, code, script) => {
  const { dependencies, calls } = scripted(script);
  const { sink, committed, open } = memory();
  await expect(new MachineExport(dependencies, vm, { name: "x", sink }).run(options)).rejects.toMatchObject({ code });
  expect(committed.size).toBe(0);
  expect(open()).toBe(0);
  const isOver = calls.includes("HttpNfcLeaseAbort") || calls.includes("HttpNfcLeaseComplete") || calls.length === 1;
  expect(isOver).toBe(true);
});

test("leaves no file when it is aborted, and ends the lease", async () => {
  const stop = new AbortController();
  const reason = new Error("Ctrl-C");
  const { dependencies, calls } = scripted();
  const { sink, committed, open } = memory();
  const onProgress = () => stop.abort(reason);
  await expect(new MachineExport(dependencies, vm, { name: "x", sink, onProgress }).run(stop)).rejects.toBe(reason);
  expect(committed.size).toBe(0);
  expect(open()).toBe(0);
  expect(calls).toContain("HttpNfcLeaseAbort");
});

test("does not leave the connection of a file open that cannot be written", async () => {
  const bodies: Readable[] = [];
  const { dependencies, calls } = scripted({
    http: () => {
      const body = Readable.from([disks[0], disks[1]]);
      bodies.push(body);
      return { ...answer(Buffer.alloc(0)), body };
    },
  });
  const full = new Error("ENOSPC");
  const sink = () => ({
    write: () => Promise.reject(full),
    commit: () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  });
  await expect(new MachineExport(dependencies, vm, { name: "x", sink }).run(options)).rejects.toBe(full);
  expect(bodies.map(({ destroyed }) => destroyed)).toEqual([true]);
  expect(calls).toContain("HttpNfcLeaseAbort");
});

function fault(type: string): FaultError {
  return new FaultError(new SoapFault({ _type: type } as never, "no"), { method: "ExportVm", object: vm });
}
