import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret } from "../dist/index.js";
import { connect } from "../dist/vsphere/index.js";
import { edgelab, withSandbox } from "./sandbox.mjs";
import { root } from "./process.mjs";
import { report } from "./table.mjs";

export async function run() {
  await withSandbox(async (env, folder) => {
    await cp(join(root, "labs"), join(folder, "labs"), { recursive: true });
    await cp(join(root, "ovf"), join(folder, "ovf"), { recursive: true });
    const lab = join(folder, "labs", "tutorial");
    await edgelab(["up", lab], env);
    const { result: sandbox } = await edgelab(["sandbox", "env"], env);
    const few = await statusWith(10);
    const many = await statusWith(2_000);
    report({
      what: "status of 3 hosts, SOAP calls",
      measured: String(many.soapCalls),
      beside: `${few.soapCalls} with 10 foreign VMs instead of 2,000`,
      bound: "at most 6, and the same",
      ok: many.soapCalls <= 6 && many.soapCalls === few.soapCalls,
    });
    report({
      what: "status of 3 hosts, SOAP bytes",
      measured: String(many.soapBytes),
      beside: `${few.soapBytes} with 10 foreign VMs instead of 2,000`,
      bound: "at most the same",
      ok: many.soapBytes === few.soapBytes,
    });

    async function statusWith(count) {
      await createForeign(sandbox, count);
      return (await edgelab(["status", lab], env)).result;
    }
  });
}

let made = 0;

/** Brings the number of machines that belong to nobody up to `count`, in a folder beside the lab's. */
async function createForeign(env, count) {
  const signal = AbortSignal.timeout(300_000);
  const tls = { insecure: false, ca: await readFile(env.GOVC_TLS_CA_CERTS, "utf8") };
  const vsphere = await connect(
    {
      url: env.GOVC_URL,
      username: env.GOVC_USERNAME,
      password: new Secret(env.GOVC_PASSWORD),
      tls,
      operationId: "bench",
    },
    { signal },
  );
  const { datacenter, pool, datastore } = await vsphere.inventory.place({}, { signal });
  const folder = await vsphere.inventory.ensureFolder("Labs/edge", datacenter, { signal });
  const create = (name) =>
    vsphere.tasks.run(
      "CreateVM_Task",
      folder.ref,
      {
        config: { name, guestId: "otherGuest64", memoryMB: 64, files: { vmPathName: `[${datastore.name}]` } },
        pool: pool.ref,
      },
      { signal, what: `create ${name}` },
    );
  const batch = [];
  for (; made < count; made += 1) batch.push(create(`foreign-${made}`));
  await Promise.all(batch);
  await vsphere[Symbol.asyncDispose]();
}
