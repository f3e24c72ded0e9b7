// The smallest honest client: what clone + power on + read-back of N machines costs on the wire, with XML built by hand,
// 16 sockets and no limits, faults or retries. Usage: smallest-client.mjs N SOURCE-MOID FOLDER-MOID POOL-MOID PREFIX
import { Agent, request } from "node:https";

const [count, source, folder, pool, prefix] = process.argv.slice(2);
const url = new URL(process.env.GOVC_URL);
const agent = new Agent({ keepAlive: true, maxSockets: 16, rejectUnauthorized: false });
let cookie = "";

function soap(body) {
  return new Promise((done, failed) => {
    const text = `<?xml version="1.0"?><Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><Body>${body}</Body></Envelope>`;
    const sent = request(
      url,
      {
        agent,
        method: "POST",
        headers: {
          "Content-Type": "text/xml",
          SOAPAction: "urn:vim25/6.5",
          "Content-Length": Buffer.byteLength(text),
          ...(cookie && { Cookie: cookie }),
        },
      },
      (answer) => {
        const set = answer.headers["set-cookie"]?.[0];
        if (set) cookie = set.split(";")[0];
        let xml = "";
        answer.setEncoding("utf8").on("data", (part) => (xml += part));
        answer.on("end", () => (answer.statusCode === 200 ? done(xml) : failed(new Error(xml))));
      },
    );
    sent.on("error", failed).end(text);
  });
}

const call = (method, type, id, inner = "") =>
  soap(`<${method} xmlns="urn:vim25"><_this type="${type}">${id}</_this>${inner}</${method}>`);
const returned = (xml) => /<returnval[^>]*>([^<]*)</.exec(xml)[1];
const read = (type, ids, paths) =>
  call(
    "RetrievePropertiesEx",
    "PropertyCollector",
    "propertyCollector",
    `<specSet><propSet><type>${type}</type>${paths.map((path) => `<pathSet>${path}</pathSet>`).join("")}</propSet>${ids.map((id) => `<objectSet><obj type="${type}">${id}</obj></objectSet>`).join("")}</specSet><options/>`,
  );

async function finished(tasks) {
  const results = new Map();
  const filter = await call(
    "CreateFilter",
    "PropertyCollector",
    collector,
    `<spec><propSet><type>Task</type><pathSet>info.state</pathSet><pathSet>info.result</pathSet></propSet>${tasks.map((id) => `<objectSet><obj type="Task">${id}</obj></objectSet>`).join("")}</spec><partialUpdates>false</partialUpdates>`,
  );
  let version = "";
  while (results.size < tasks.length) {
    const xml = await call("WaitForUpdatesEx", "PropertyCollector", collector, `<version>${version}</version>`);
    version = /<version>([^<]*)</.exec(xml)[1];
    for (const [, id, rest] of xml.matchAll(/<obj [^>]*>([^<]*)<\/obj>(.*?)<\/objectSet>/gs)) {
      if (rest.includes(">error<")) throw new Error(rest);
      if (rest.includes(">success<")) results.set(id, /info\.result<\/name>.*?<val[^>]*>([^<]*)</s.exec(rest)?.[1]);
    }
  }
  await call("DestroyPropertyFilter", "PropertyFilter", returned(filter));
  return tasks.map((id) => results.get(id));
}

await call(
  "Login",
  "SessionManager",
  "SessionManager",
  `<userName>${process.env.GOVC_USERNAME}</userName><password>${process.env.GOVC_PASSWORD}</password>`,
);
const collector = returned(await call("CreatePropertyCollector", "PropertyCollector", "propertyCollector"));
await read("VirtualMachine", [source], ["config.version", "snapshot"]);
const names = Array.from({ length: Number(count) }, (_, at) => `${prefix}-${at + 1}`);
const tasks = await Promise.all(
  names.map((name) =>
    call(
      "CloneVM_Task",
      "VirtualMachine",
      source,
      `<folder type="Folder">${folder}</folder><name>${name}</name><spec><location><pool type="ResourcePool">${pool}</pool></location><template>false</template><config><memoryMB>8000</memoryMB><extraConfig xsi:type="OptionValue"><key>bench</key><value xsi:type="xsd:string">yes</value></extraConfig></config><powerOn>false</powerOn></spec>`,
    ).then(returned),
  ),
);
const machines = await finished(tasks);
await finished(await Promise.all(machines.map((id) => call("PowerOnVM_Task", "VirtualMachine", id).then(returned))));
const xml = await read("VirtualMachine", machines, ["config.uuid", "runtime.powerState"]);
const ids = [...xml.matchAll(/config\.uuid<\/name><val[^>]*>([^<]*)/g)].map(([, uuid]) => uuid);
const on = xml.match(/poweredOn/g)?.length;
if (ids.length !== names.length || on !== names.length) throw new Error(`${ids.length} machines, ${on} on`);
await call("Logout", "SessionManager", "SessionManager");
for (const [at, uuid] of ids.entries()) console.log(names[at], uuid);
agent.destroy();
