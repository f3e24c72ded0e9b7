// The clone step of the register phase, through edgelab's public API. Usage: clone-hosts.mjs N TEMPLATE FOLDER PREFIX
import { cloneHosts, Secret } from "../dist/index.js";

const [count, template, folder, prefix] = process.argv.slice(2);
const { hosts } = await cloneHosts({
  vcenter: {
    server: process.env.GOVC_URL,
    username: process.env.GOVC_USERNAME,
    password: new Secret(process.env.GOVC_PASSWORD),
    tls: { insecure: true },
    transport: process.env.BENCH_TRANSPORT ?? "native",
    cluster: "DC0_C0",
    resourcePool: "DC0_C0/Resources",
    network: "VM Network",
    folder,
  },
  template,
  hosts: Array.from({ length: Number(count) }, (_, at) => ({ name: `${prefix}-${at + 1}`, memoryMiB: 8000 })),
  signal: AbortSignal.timeout(300_000),
});
for (const { name, edgeHostId, power } of hosts) {
  if (power !== "poweredOn") throw new Error(`${name} is ${power}`);
  console.log(name, edgeHostId);
}
