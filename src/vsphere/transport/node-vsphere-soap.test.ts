import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { startHttps } from "../../../test/kit/https-server.ts";
import { NodeVsphereSoapTransport } from "./node-vsphere-soap.ts";

const options = { signal: AbortSignal.timeout(20_000) };
const request = { body: "<soapenv:Envelope>ours</soapenv:Envelope>", action: "urn:vim25/8.0.3.0", timeoutMs: 10_000 };
const answer =
  '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">x</soapenv:Envelope>';

test("carries our own bytes both ways, with the cookie, and weakens nothing in the process", async () => {
  const before = [
    env["NODE_TLS_REJECT_UNAUTHORIZED"],
    process.listenerCount("beforeExit"),
    process.listenerCount("uncaughtException"),
  ];
  const seen: { body: string; cookie: string | undefined; action: string | undefined }[] = [];
  await using server = await startHttps((incoming, response) => {
    let body = "";
    incoming.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    incoming.on("end", () => {
      seen.push({ body, cookie: incoming.headers.cookie, action: incoming.headers["soapaction"] as string });
      response.writeHead(seen.length === 2 ? 500 : 200, { "Set-Cookie": 'vmware_soap_session="abc"; Path=/' });
      response.end(answer);
    });
  });
  const transport = await NodeVsphereSoapTransport.load(new URL(`${server.url}/sdk`), {
    insecure: false,
    ca: server.ca,
  });
  expect((await transport.soap(request, options)).body).toContain(">x<");
  expect((await transport.soap(request, options)).status).toBe(500);
  transport.close();
  expect(seen).toEqual([
    { body: request.body, cookie: undefined, action: request.action },
    { body: request.body, cookie: 'vmware_soap_session="abc"', action: request.action },
  ]);
  const strict = await NodeVsphereSoapTransport.load(new URL(`${server.url}/sdk`), { insecure: false });
  await expect(strict.soap(request, options)).rejects.toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
  expect(seen).toHaveLength(2);
  expect([
    env["NODE_TLS_REJECT_UNAUTHORIZED"],
    process.listenerCount("beforeExit"),
    process.listenerCount("uncaughtException"),
  ]).toEqual(before);
});

test("rejects with the caller's reason, and with what went wrong", async () => {
  await using server = await startHttps(({ url, socket }) => void (url === "/cut" && socket.destroy()));
  const load = (path: string) => NodeVsphereSoapTransport.load(new URL(`${server.url}${path}`), { insecure: true });
  const stop = new AbortController();
  const waiting = (await load("/silent")).soap(request, stop);
  const reason = new Error("enough");
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect((await load("/cut")).soap(request, options)).rejects.toMatchObject({
    code: "UNREACHABLE",
    maySucceed: true,
  });
  await expect((await load("/late")).soap({ ...request, timeoutMs: 50 }, options)).rejects.toMatchObject({
    code: "UNREACHABLE",
  });
});

test("says how to install it, and that an old soap will not do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "edgelab-transport-"));
  const load = (place: string) => {
    const from = pathToFileURL(join(place, "module.js")).href;
    return NodeVsphereSoapTransport.load(new URL("https://vc.example/sdk"), { insecure: false }, from);
  };
  try {
    // not the new folder: whatever is installed above it would be found
    await expect(load("/nowhere")).rejects.toMatchObject({
      code: "TRANSPORT_NOT_INSTALLED",
      details: { next: expect.stringContaining("npm install node-vsphere-soap") as string },
    });
    for (const [name, version] of [
      ["node-vsphere-soap", "0.0.2-5"],
      ["soap", "0.8.0"],
    ] as const) {
      const home = join(folder, "node_modules", name);
      await mkdir(join(home, "lib"), { recursive: true });
      await writeFile(join(home, "package.json"), JSON.stringify({ name, version }));
      await writeFile(join(home, "lib/client.js"), "module.exports = {};");
    }
    await expect(load(folder)).rejects.toMatchObject({
      code: "TRANSPORT_NOT_INSTALLED",
      details: { what: expect.stringContaining("soap 0.8.0") as string },
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
