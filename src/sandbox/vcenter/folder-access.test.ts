import { request } from "node:http";
import { expect, test } from "vitest";
import { collector, inventoryOf, startSandboxVcenter } from "../../../test/kit/sandbox-vcenter.ts";

const at = (path: string): string => `/folder/${path}?dcPath=DC0&dsName=nvme-01`;

test("a file comes back as it went, whole or in part; its directory is made on the way", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, index) => index % 251));
  expect((await client.http("PUT", at("a/b/c%20d.iso"), bytes)).status).toBe(201);
  expect((await client.http("PUT", at("a/b/c%20d.iso"), bytes)).status).toBe(200);
  const whole = await client.http("GET", at("a/b/c%20d.iso"));
  expect([whole.status, whole.body.equals(bytes)]).toEqual([200, true]);
  const part = await client.http("GET", at("a/b/c%20d.iso"), undefined, { Range: "bytes=1000-1009" });
  expect([part.status, part.headers["content-range"]]).toEqual([206, "bytes 1000-1009/600000"]);
  expect(part.body.equals(bytes.subarray(1000, 1010))).toBe(true);
  expect((await client.http("HEAD", at("a/b/c%20d.iso"))).headers["content-length"]).toBe("600000");
  expect((await client.http("DELETE", at("a/b/c%20d.iso"))).status).toBe(204);
  expect((await client.http("GET", at("a/b/c%20d.iso"))).status).toBe(404);
});

test("only with a session, only on a datastore that exists, never above it", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client } = sandbox;
  expect((await sandbox.connect().http("GET", at("x"))).status).toBe(401);
  expect((await client.http("PUT", "/folder/x?dcPath=DC0&dsName=other", "x")).status).toBe(404);
  expect((await client.http("PUT", "/folder/x?dcPath=DC1&dsName=nvme-01", "x")).status).toBe(404);
  expect((await client.http("PUT", at("a/..%2F..%2Fx"), "x")).status).toBe(400);
});

test("a full datastore refuses, and says what is free", async () => {
  await using sandbox = await startSandboxVcenter({ inventory: { datastoreCapacityBytes: 1000 } });
  const { client } = sandbox;
  const { datastore } = await inventoryOf(client);
  expect((await client.http("PUT", at("a"), Buffer.alloc(900))).status).toBe(201);
  expect((await client.http("PUT", at("b"), Buffer.alloc(101))).status).toBe(507);
  expect(await client.read(datastore, "summary.freeSpace", "info.freeSpace")).toEqual({
    "summary.freeSpace": 100,
    "info.freeSpace": 100,
  });
  await client.http("DELETE", at("a"));
  expect((await client.http("PUT", at("b"), Buffer.alloc(101))).status).toBe(201);
});

test("an upload that breaks off leaves a file cut short", async () => {
  await using sandbox = await startSandboxVcenter();
  const { client, port } = sandbox;
  const spec = {
    propSet: [{ type: "Datastore", pathSet: ["summary.freeSpace"] }],
    objectSet: [{ obj: (await inventoryOf(client)).datastore }],
  };
  const own = await client.call("CreatePropertyCollector", collector, {});
  await client.call("CreateFilter", own, { spec, partialUpdates: false });
  const first = await client.call("WaitForUpdatesEx", own, { version: "" });
  const headers = { Cookie: `vmware_soap_session="${client.cookie}"`, "Content-Length": 100_000 };
  const upload = request({ port, host: "127.0.0.1", method: "PUT", path: at("cut.iso"), headers });
  upload.on("error", () => undefined);
  upload.write(Buffer.alloc(1000));
  let version = first!.version;
  const told = async (): Promise<void> => {
    version = (await client.call("WaitForUpdatesEx", own, { version }))!.version;
  };
  const size = async (): Promise<number> =>
    Number((await client.http("HEAD", at("cut.iso"))).headers["content-length"] ?? -1);
  while ((await size()) < 1000) await new Promise((resolve) => setImmediate(resolve));
  upload.destroy();
  await told();
  expect(await size()).toBe(1000);
  while ((await client.http("DELETE", at("cut.iso"))).status === 423)
    await new Promise((resolve) => setImmediate(resolve));
  expect(await size()).toBe(-1);
});
