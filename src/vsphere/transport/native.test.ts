import { setMaxListeners } from "node:events";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { startHttps } from "../../../test/kit/https-server.ts";
import { NativeTransport } from "./native.ts";
import { TransportError } from "./transport.ts";

const envelope = '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"/>';
const options = { signal: AbortSignal.timeout(20_000) };
const request = { body: "<a/>", action: "urn:vim25/8.0.3.0", timeoutMs: 10_000 };
const failure = async (work: Promise<unknown>) => (await work.catch((error: unknown) => error)) as TransportError;

test("posts the envelope, keeps the session's cookie and reads compressed answers", async () => {
  const seen: {
    readonly cookie: string | undefined;
    readonly action: string | undefined;
    readonly url: string | undefined;
  }[] = [];
  await using server = await startHttps(({ headers, url }, response) => {
    seen.push({ cookie: headers.cookie, action: headers["soapaction"] as string, url });
    response.writeHead(200, {
      "Set-Cookie": ['other="1"; Path=/', 'vmware_soap_session="abc"; Path=/; HttpOnly; Secure'],
      "Content-Encoding": "gzip",
    });
    response.end(gzipSync(envelope));
  });
  const transport = new NativeTransport(new URL(`${server.url}/sdk`), { insecure: false, ca: server.ca });
  expect(await transport.soap(request, options)).toEqual({ status: 200, body: envelope });
  await transport.soap(request, options);
  transport.forgetSession();
  await transport.soap(request, options);
  transport.close();
  expect(seen.map(({ cookie }) => cookie)).toEqual([undefined, 'vmware_soap_session="abc"', undefined]);
  expect(seen[0]).toMatchObject({ action: "urn:vim25/8.0.3.0", url: "/sdk" });
});

test("sends nothing to a server that it does not trust", async () => {
  let requests = 0;
  await using server = await startHttps((_, response) => {
    requests += 1;
    response.end(envelope);
  });
  const url = new URL(`${server.url}/sdk`);
  const untrusted = await failure(new NativeTransport(url, { insecure: false }).soap(request, options));
  expect(untrusted).toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
  const fingerprint = /(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(untrusted.message)?.[0] ?? "";
  const wrong = fingerprint.replaceAll("A", "B").replaceAll("1", "2");
  const pinnedWrong = await failure(
    new NativeTransport(url, { insecure: false, fingerprint: wrong }).soap(request, options),
  );
  expect(pinnedWrong).toMatchObject({
    code: "CERTIFICATE_UNTRUSTED",
    details: { why: expect.stringContaining(wrong) as string },
  });
  expect(requests).toBe(0);
  for (const tls of [
    { insecure: true },
    { insecure: false, fingerprint },
    { insecure: false, fingerprint: fingerprint.toLowerCase() },
  ]) {
    const transport = new NativeTransport(url, tls);
    expect((await transport.soap(request, options)).status).toBe(200);
    transport.close();
  }
});

test("a certificate for another name is refused although its authority is trusted", async () => {
  await using server = await startHttps((_, response) => response.end(envelope));
  const url = new URL(`${server.url.replace("127.0.0.1", "127.0.0.2")}/sdk`);
  const refused = await failure(new NativeTransport(url, { insecure: false, ca: server.ca }).soap(request, options));
  // 127.0.0.2 reaches the same server only where loopback is a whole network, as on Linux.
  expect(["CERTIFICATE_UNTRUSTED", "UNREACHABLE"]).toContain(refused.code);
});

test("an answer that is no SOAP names the status and how it begins", async () => {
  await using server = await startHttps((_, response) => {
    response.writeHead(503);
    response.end("<html>no healthy upstream</html>");
  });
  const error = await failure(new NativeTransport(new URL(server.url), { insecure: true }).soap(request, options));
  expect(error).toMatchObject({ code: "UNREACHABLE", isTemporary: true });
  expect(error.message).toContain("no healthy upstream");
});

test("tells a call that surely failed from one that may have succeeded", async () => {
  await using server = await startHttps((incoming) => incoming.socket.destroy());
  const cut = await failure(new NativeTransport(new URL(server.url), { insecure: true }).soap(request, options));
  expect(cut).toMatchObject({ code: "UNREACHABLE", maySucceed: true, isTemporary: true });
  const { port } = new URL(server.url);
  await server[Symbol.asyncDispose]();
  const refused = await failure(
    new NativeTransport(new URL(`https://127.0.0.1:${port}`), { insecure: true }).soap(request, options),
  );
  expect(refused).toMatchObject({ code: "UNREACHABLE", maySucceed: false });
});

test("reads no more than it was told to, compressed or not", async () => {
  await using server = await startHttps(({ url }, response) => {
    const body = envelope + " ".repeat(100_000);
    if (url === "/plain") return response.end(body);
    response.writeHead(200, { "Content-Encoding": "gzip" });
    return response.end(gzipSync(body));
  });
  for (const path of ["plain", "packed"]) {
    const transport = new NativeTransport(new URL(`${server.url}/${path}`), { insecure: true }, { maxBytes: 50_000 });
    expect(await failure(transport.soap(request, options))).toMatchObject({ code: "UNREACHABLE", isTemporary: false });
    transport.close();
  }
});

test("keeps its deadline, and rejects with the caller's reason when told to stop", async () => {
  await using server = await startHttps(() => undefined);
  const transport = new NativeTransport(new URL(server.url), { insecure: true });
  const late = await failure(transport.soap({ ...request, timeoutMs: 50 }, options));
  expect(late).toMatchObject({ code: "UNREACHABLE", maySucceed: true });
  const stop = new AbortController();
  const waiting = transport.soap(request, stop);
  const reason = new Error("enough");
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  transport.close();
});

test("many calls share sixteen sockets", async () => {
  setMaxListeners(0, options.signal);
  const sockets = new Set<unknown>();
  await using server = await startHttps((incoming, response) => {
    sockets.add(incoming.socket);
    incoming.resume().on("end", () => response.end(envelope));
  });
  const transport = new NativeTransport(new URL(server.url), { insecure: true });
  await Promise.all(Array.from({ length: 100 }, async () => transport.soap(request, options)));
  transport.close();
  expect(sockets.size).toBeLessThanOrEqual(16);
});
