import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Machine } from "../../src/sandbox/machine.ts";
import { createVcenter, type Vcenter, type VcenterOptions } from "../../src/sandbox/vcenter/index.ts";
import {
  type Data,
  decodeResponse,
  encodeRequest,
  type MethodName,
  moRef,
  type MoRef,
  type Params,
  type Returned,
  SoapFault,
  soapAction,
} from "../../src/vim25/index.ts";
import { quickClock } from "./quick-clock.ts";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One HTTP client of a vCenter, with its own session. */
export class VimCaller {
  readonly #port: number;
  readonly version: string;
  cookie: string | undefined;

  constructor(port: number, version = "8.0.3.0") {
    this.#port = port;
    this.version = version;
  }

  async http(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    return await new Promise((resolve, reject) => {
      const cookie = this.cookie === undefined ? {} : { Cookie: `vmware_soap_session="${this.cookie}"` };
      const sent = request(
        { port: this.#port, host: "127.0.0.1", method, path, headers: { ...cookie, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  /** Posts an envelope as it is. */
  async post(xml: string): Promise<Reply> {
    return await this.http("POST", "/sdk", xml, { "Content-Type": "text/xml", SOAPAction: soapAction(this.version) });
  }

  async call<M extends MethodName>(method: M, self: MoRef, params: Params<M>): Promise<Returned<M>> {
    const reply = await this.post(encodeRequest(method, self, params, { version: this.version }));
    const cookie = /vmware_soap_session="([^"]+)"/.exec(reply.headers["set-cookie"]?.join() ?? "")?.[1];
    if (cookie !== undefined) this.cookie = cookie;
    return decodeResponse(method, reply.body.toString());
  }

  async login(userName = "root", password = "secret"): Promise<this> {
    await this.call("Login", moRef("SessionManager", "SessionManager"), { userName, password });
    return this;
  }

  /** Properties of one object, by path. */
  async read(object: MoRef, ...paths: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const spec = { propSet: [{ type: object.type, pathSet: paths }], objectSet: [{ obj: object }] };
    const found = await this.call("RetrievePropertiesEx", collector, { specSet: [spec], options: {} });
    return Object.fromEntries((found?.objects[0]?.propSet ?? []).map(({ name, val }) => [name, val]));
  }

  /** How a task ended: its result, or its fault thrown as a {@link SoapFault}. */
  async end(task: MoRef): Promise<unknown> {
    const own = await this.call("CreatePropertyCollector", collector, {});
    const spec = { propSet: [{ type: "Task", pathSet: ["info"] }], objectSet: [{ obj: task }] };
    await this.call("CreateFilter", own, { spec, partialUpdates: false });
    for (let version = ""; ; ) {
      const news = await this.call("WaitForUpdatesEx", own, { version });
      version = news?.version ?? version;
      const info = news?.filterSet?.[0]?.objectSet?.[0]?.changeSet?.at(-1)?.val as Data<"TaskInfo"> | undefined;
      if (info?.state !== "success" && info?.state !== "error") continue;
      await this.call("DestroyPropertyCollector", own, {});
      if (info.error) throw new SoapFault(info.error.fault as SoapFault["fault"], info.error.localizedMessage ?? "");
      return info.result;
    }
  }

  /** Calls a `_Task` method and waits for the task's end. */
  async run<M extends MethodName & `${string}_Task`>(method: M, self: MoRef, params: Params<M>): Promise<unknown> {
    return await this.end((await this.call(method, self, params)) as unknown as MoRef);
  }

  async find(path: string): Promise<MoRef> {
    const found = await this.call("FindByInventoryPath", moRef("SearchIndex", "SearchIndex"), { inventoryPath: path });
    if (!found) throw new Error(`nothing at ${path}`);
    return found;
  }
}

export const collector = moRef("PropertyCollector", "propertyCollector");

export interface SandboxVcenter extends AsyncDisposable {
  readonly vcenter: Vcenter;
  /** Logged in as `root`, who may do everything. */
  readonly client: VimCaller;
  readonly port: number;
  readonly dataDir: string;
  /** Machines that got power, in order. */
  readonly machines: readonly Machine[];
  /** Another client, not logged in. */
  connect(version?: string): VimCaller;
}

/** A vCenter of the sandbox behind plain HTTP on loopback; time passes at once unless `clock` says otherwise. */
export async function startSandboxVcenter(options: Partial<VcenterOptions> = {}): Promise<SandboxVcenter> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "edgelab-vcenter-")));
  const machines: Machine[] = [];
  const vcenter = createVcenter({
    clock: quickClock(),
    dataDir,
    credentials: [
      { username: "root", password: "secret" },
      { username: "guest", password: "guest" },
    ],
    powerOn: (machine) => void machines.push(machine),
    baseUrl: "http://127.0.0.1",
    ...options,
  });
  const server = createServer((request_, response) => vcenter.handle(request_, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const connect = (version?: string): VimCaller => new VimCaller(port, version);
  return {
    vcenter,
    client: await connect().login(),
    port,
    dataDir,
    machines,
    connect,
    async [Symbol.asyncDispose]() {
      await vcenter.close();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** References of the inventory that every new sandbox has. */
export async function inventoryOf(client: VimCaller) {
  const [folder, pool, datastore, cluster, datacenter] = await Promise.all(
    ["vm/Labs/edge", "host/Edge/Resources/edge-lab", "datastore/nvme-01", "host/Edge", ""].map((path) =>
      client.find(`DC0/${path}`),
    ),
  );
  return { folder: folder!, pool: pool!, datastore: datastore!, cluster: cluster!, datacenter: datacenter! };
}

/** Creates a VM with a disk of 1 GiB on a pvscsi controller, a NIC, and a CD drive when there is an ISO for it. */
export async function createVm(
  client: VimCaller,
  name: string,
  { iso, ...more }: Partial<Data<"VirtualMachineConfigSpec">> & { readonly iso?: string } = {},
): Promise<MoRef> {
  const { folder, pool } = await inventoryOf(client);
  const config: Data<"VirtualMachineConfigSpec"> = {
    name,
    files: { vmPathName: "[nvme-01]" },
    memoryMB: 1024,
    numCPUs: 2,
    version: "vmx-14",
    deviceChange: [
      {
        operation: "add",
        device: { _type: "ParaVirtualSCSIController", key: -1, busNumber: 0, sharedBus: "noSharing" },
      },
      {
        operation: "add",
        fileOperation: "create",
        device: {
          _type: "VirtualDisk",
          key: -2,
          controllerKey: -1,
          unitNumber: -1,
          capacityInKB: 2 ** 20,
          backing: {
            _type: "VirtualDiskFlatVer2BackingInfo",
            fileName: "",
            diskMode: "persistent",
            thinProvisioned: true,
          },
        },
      },
      {
        operation: "add",
        device: {
          _type: "VirtualVmxnet3",
          key: -3,
          backing: { _type: "VirtualEthernetCardNetworkBackingInfo", deviceName: "VM Network" },
        },
      },
      ...(iso === undefined
        ? []
        : [
            {
              operation: "add" as const,
              device: {
                _type: "VirtualCdrom" as const,
                key: -4,
                backing: { _type: "VirtualCdromIsoBackingInfo" as const, fileName: iso },
                connectable: { startConnected: true, allowGuestControl: true, connected: true },
              },
            },
          ]),
    ],
    ...more,
  };
  return (await client.run("CreateVM_Task", folder, { config, pool })) as MoRef;
}

/** A VM with one snapshot; a template when told so. */
export async function createBase(client: VimCaller, name: string, { template = true } = {}) {
  const vm = await createVm(client, name);
  const snapshot = (await client.run("CreateSnapshot_Task", vm, {
    name: "base",
    memory: false,
    quiesce: false,
  })) as MoRef;
  if (template) await client.call("MarkAsTemplate", vm, {});
  return { vm, snapshot };
}

/** The spec of a linked clone into the default pool. */
export async function linkedSpec(client: VimCaller, snapshot: MoRef): Promise<Data<"VirtualMachineCloneSpec">> {
  const { pool } = await inventoryOf(client);
  return { location: { pool, diskMoveType: "createNewChildDiskBacking" }, template: false, powerOn: false, snapshot };
}

/** The fault that a call or task ends with; fails when it succeeds. */
export async function faultOf(
  outcome: Promise<unknown>,
): Promise<SoapFault["fault"] & Readonly<Record<string, unknown>>> {
  try {
    await outcome;
  } catch (error) {
    if (error instanceof SoapFault) return error.fault as SoapFault["fault"] & Readonly<Record<string, unknown>>;
    throw error;
  }
  throw new Error("it succeeded");
}
