import { randomBytes } from "node:crypto";
import { Secret } from "../../src/core/secret.ts";
import { describePeer } from "../kit/peers.ts";
import { startVcsim } from "../kit/vcsim.ts";
import type { VsphereTarget } from "./vsphere.contract.ts";
import { nfcContract } from "./vsphere-nfc.contract.ts";

const vcsim = (path: string): VsphereTarget => ({
  name: "vcsim",
  skip: {},
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

const transports = ["native", "node-vsphere-soap"] as const;

describePeer("vcsim", "disks on vcsim", (path) => {
  for (const transport of transports) nfcContract(vcsim(path), transport, () => randomBytes(3_000_017));
});
