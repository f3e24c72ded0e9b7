import { randomBytes } from "node:crypto";
import { Secret } from "../../src/core/secret.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { describePeer } from "../kit/peers.ts";
import { smallVmdk } from "../kit/vmdk.ts";
import { startVcsim } from "../kit/vcsim.ts";
import type { VsphereTarget } from "./vsphere.contract.ts";
import { nfcContract } from "./vsphere-nfc.contract.ts";

const vcsim = (path: string): VsphereTarget => ({
  name: "vcsim",
  skip: {
    exports: "vcsim has neither ExportVm nor CreateDescriptor",
    "hears at once when somebody else ends the lease": "vcsim does not tell who watches it: the next renewal finds out",
  },
  async open() {
    const server = await startVcsim(path, ["-vm", "1", "-standalone-host", "0"]);
    return {
      connection: {
        url: server.url,
        username: server.username,
        password: new Secret(server.password),
        tls: { insecure: true },
      },
      place: { datacenter: "DC0", cluster: "DC0_C0", datastore: "LocalDS_0", network: "VM Network" },
      folder: "",
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
});

const sandbox: VsphereTarget = {
  name: "sandbox",
  skip: {},
  async open() {
    const server = await startSandbox({ speed: 1000 });
    const { vcenterUrl: url, username, password, caPem: ca, defaults } = server.connection;
    return {
      connection: { url, username, password: new Secret(password), tls: { insecure: false, ca } },
      place: defaults,
      folder: defaults.folder,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};

/** 3 MB that do not compress, of a disk of 1 GiB. */
const disk = await smallVmdk(
  new Map(Array.from({ length: 48 }, (_, index) => [3 * index, randomBytes(65_536)] as const)),
  1024 ** 3,
);

const transports = ["native", "node-vsphere-soap"] as const;

describePeer("vcsim", "disks on vcsim", (path) => {
  for (const transport of transports) nfcContract(vcsim(path), transport, disk);
});
for (const transport of transports) nfcContract(sandbox, transport, disk);
