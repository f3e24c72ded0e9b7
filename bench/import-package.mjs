// Imports a package through the client, digest checked on the way. Usage: import-package.mjs PACKAGE NAME
import { Secret } from "../dist/core/secret.js";
import { openPackage } from "../dist/ovf/package.js";
import { connect } from "../dist/vsphere/index.js";

const [path, name] = process.argv.slice(2);
const options = { signal: AbortSignal.timeout(300_000) };
const vsphere = await connect(
  {
    url: process.env.GOVC_URL,
    username: process.env.GOVC_USERNAME,
    password: new Secret(process.env.GOVC_PASSWORD),
    tls: { insecure: true },
    operationId: "bench",
  },
  options,
);
const opened = await openPackage(path);
const wanted = { datacenter: "DC0", cluster: "DC0_C0", datastore: "LocalDS_0", network: "VM Network" };
const place = await vsphere.inventory.place(wanted, options);
const { files } = await vsphere.packages.importPackage(
  {
    descriptor: opened.descriptor.text,
    name,
    place,
    folder: await vsphere.inventory.folder("bench", place.datacenter, options),
    networks: Object.fromEntries(opened.envelope.networks.map((network) => [network.name, place.network])),
    file: (href) => {
      const file = opened.files.find((candidate) => candidate.name === href);
      const sha256 = opened.manifest?.entries.find((entry) => entry.fileName === href)?.digest;
      return file && { ...file, sha256 };
    },
  },
  options,
);
if (files.length === 0) throw new Error("nothing was sent");
await opened[Symbol.asyncDispose]();
await vsphere[Symbol.asyncDispose]();
