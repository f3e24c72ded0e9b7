import { env } from "node:process";
import { Secret } from "../../src/core/secret.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { connect } from "../../src/vsphere/index.ts";
import { describePeer } from "../kit/peers.ts";
import { startVcsim } from "../kit/vcsim.ts";
import { type OpenTarget, vsphereContract, type VsphereTarget } from "./vsphere.contract.ts";

const vcsim = (path: string): VsphereTarget => ({
  name: "vcsim",
  skip: {
    "tells a linked clone from a full one by what was made":
      "vcsim ignores diskMoveType and snapshot: every disk is a new one",
    "edits a clone's NIC and memory in the clone itself": "vcsim does not apply a changed macAddress in a clone spec",
    "escapes slashes in names": "vcsim escapes the percent sign of an escape sequence again",
    "takes a picture of the console": "vcsim has neither /screen nor CreateScreenshot_Task",
  },
  async open(): Promise<OpenTarget> {
    const server = await startVcsim(path, ["-vm", "1", "-standalone-host", "0"]);
    const connection = {
      url: server.url,
      username: server.username,
      password: new Secret(server.password),
      tls: { insecure: true },
    };
    const place = { datacenter: "DC0", cluster: "DC0_C0", datastore: "LocalDS_0", network: "VM Network" };
    return {
      connection,
      place,
      folder: "",
      addForeignMachines: (count) => addClones({ connection, place }, "/DC0/vm/DC0_C0_RP0_VM0", count),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
});

const sandbox: VsphereTarget = {
  name: "sandbox",
  skip: {},
  async open(): Promise<OpenTarget> {
    const server = await startSandbox({ speed: 1000, vcenter: { inventory: { foreignVms: 1 } } });
    const { vcenterUrl, username, password, caPem, defaults } = server.connection;
    const connection = {
      url: vcenterUrl,
      username,
      password: new Secret(password),
      tls: { insecure: false, ca: caPem },
    };
    return {
      connection,
      place: defaults,
      folder: defaults.folder,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};

/** A real one, by EDGELAB_TEST_VCENTER_URL, ..._USERNAME, ..._PASSWORD, and the names of where machines may be made. */
const vcenter = (url: string): VsphereTarget => ({
  name: "vCenter",
  skip: {},
  async open(): Promise<OpenTarget> {
    const setting = (name: string) => env[`EDGELAB_TEST_VCENTER_${name}`];
    const fingerprint = setting("FINGERPRINT");
    return {
      connection: {
        url,
        username: setting("USERNAME") ?? "",
        password: new Secret(setting("PASSWORD") ?? ""),
        tls: { fingerprint, insecure: false },
      },
      place: {
        datacenter: setting("DATACENTER"),
        cluster: setting("CLUSTER"),
        resourcePool: setting("RESOURCE_POOL"),
        datastore: setting("DATASTORE"),
        network: setting("NETWORK"),
      },
      folder: setting("FOLDER") ?? "",
      [Symbol.asyncDispose]: async () => undefined,
    };
  },
});

/** Somebody else's machines, beside their source. */
async function addClones(
  { connection, place }: Pick<OpenTarget, "connection" | "place">,
  source: string,
  count: number,
): Promise<void> {
  const options = { signal: AbortSignal.timeout(60_000) };
  await using vsphere = await connect({ ...connection, operationId: "foreign" }, options);
  const where = await vsphere.inventory.place(place, options);
  const found = await vsphere.inventory.machine(source, where.datacenter, options);
  const folder = { ref: where.datacenter.vmFolder, name: "vm", path: `${where.datacenter.path}/vm` };
  const specs = Array.from({ length: count }, (_, index) => ({
    name: `foreign-${index}`,
    folder,
    place: where,
    config: {},
    powerOn: false,
  }));
  const results = await vsphere.machines.cloneMany(await vsphere.machines.source(found.ref, options), specs, options);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

const transports = ["native", "node-vsphere-soap"] as const;

describePeer("vcsim", "the client on vcsim", (path) => {
  for (const transport of transports) vsphereContract(vcsim(path), transport);
});
for (const transport of transports) vsphereContract(sandbox, transport);

const url = env["EDGELAB_TEST_VCENTER_URL"];
if (url !== undefined) for (const transport of transports) vsphereContract(vcenter(url), transport);
