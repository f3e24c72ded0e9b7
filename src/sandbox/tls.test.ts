import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { request } from "node:https";
import { expect, test } from "vitest";
import { Listener } from "./listener.ts";
import { createServerIdentity } from "./tls.ts";

const identity = await createServerIdentity(Date.parse("2026-01-01T00:00:00Z"));

test("the certificate is valid for every name of loopback and signed by the authority", () => {
  const certificate = new X509Certificate(identity.certPem);
  const authority = new X509Certificate(identity.caPem);
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.checkIssued(authority)).toBe(true);
  expect(authority.ca).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(certificate.checkHost("localhost")).toBe("localhost");
  expect(["127.0.0.1", "::1"].map((ip) => certificate.checkIP(ip))).toEqual(["127.0.0.1", "::1"]);
});

test("a client that trusts the authority, and nothing else, is served", async () => {
  const fresh = await createServerIdentity(Date.now());
  const listener = await Listener.open(fresh, undefined);
  listener.handle((_, response) => response.end("hello"));
  const call = request(listener.url, { ca: fresh.caPem, agent: false }).end();
  const [response] = await once(call, "response");
  expect(response.statusCode).toBe(200);
  response.resume();
  await expect(once(request(listener.url, { agent: false }).end(), "response")).rejects.toMatchObject({
    code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  });
  await listener.close();
});

test("a fixed port that is taken is an error, a remembered one is given up", async () => {
  const first = await Listener.open(identity, undefined);
  await expect(Listener.open(identity, { port: first.port, isFixed: true })).rejects.toMatchObject({ code: "SANDBOX" });
  const second = await Listener.open(identity, { port: first.port, isFixed: false });
  expect(second.port).not.toBe(first.port);
  await Promise.all([first.close(), second.close()]);
});
