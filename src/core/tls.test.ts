import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { startHttps } from "../../test/kit/https-server.ts";
import { type ExpectedCertificate, VerifyingAgent } from "./tls.ts";

/** Status of a GET through the agent. */
function get(url: string, agent: VerifyingAgent): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => response.resume().once("end", () => resolve(response.statusCode ?? 0)))
      .once("error", reject)
      .end();
  });
}

/** A TCP server that never says a word. */
async function startMute() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("VerifyingAgent", () => {
  test("keeps the connection for the next request", async () => {
    const ports = new Set<number | undefined>();
    await using server = await startHttps(({ socket }, response) => {
      ports.add(socket.remotePort);
      response.end();
    });
    const agent = new VerifyingAgent({ ca: server.ca, insecure: false });
    expect([await get(server.url, agent), await get(server.url, agent)]).toEqual([200, 200]);
    expect(ports.size).toBe(1);
    agent.destroy();
  });

  test("trusts the certificate that somebody trusted has told of, and no other", async () => {
    await using server = await startHttps((_, response) => response.end());
    const { fingerprint, fingerprint256 } = new X509Certificate(server.certificate);
    const wrong = fingerprint.replace(/^../, fingerprint.startsWith("00") ? "01" : "00");
    const outcome = (expected: ExpectedCertificate) =>
      get(server.url, new VerifyingAgent({ expected, insecure: false })).catch((error: unknown) => error as Error);
    for (const right of [
      { thumbprint: fingerprint },
      { thumbprint: fingerprint.toLowerCase() },
      { thumbprint: fingerprint256 },
      { certificate: server.certificate },
      { thumbprint: fingerprint, certificate: server.certificate },
    ])
      expect(await outcome(right)).toBe(200);
    for (const other of [
      {},
      { thumbprint: "" },
      { thumbprint: wrong },
      { thumbprint: wrong, certificate: server.certificate },
      { thumbprint: fingerprint, certificate: server.ca },
      { certificate: "no certificate" },
    ])
      expect(await outcome(other)).toMatchObject({
        code: "CERTIFICATE_UNTRUSTED",
        message: expect.stringContaining(fingerprint256) as string,
      });
  });

  test("several first connections at once all find out what to trust", async () => {
    await using server = await startHttps((_, response) => response.end());
    const agent = new VerifyingAgent({ ca: server.ca, insecure: false });
    expect(await Promise.all([1, 2, 3, 4].map(() => get(server.url, agent)))).toEqual([200, 200, 200, 200]);
    agent.destroy();
  });

  test("further connections take the shorter handshake, and only to a server that was trusted", async () => {
    const reused: boolean[] = [];
    await using server = await startHttps(({ socket }, response) => {
      reused.push((socket as TLSSocket).isSessionReused());
      response.setHeader("Connection", "close").end();
    });
    const agent = new VerifyingAgent({ ca: server.ca, insecure: false });
    expect([await get(server.url, agent), await get(server.url, agent)]).toEqual([200, 200]);
    expect(reused).toEqual([false, true]);
    agent.destroy();
    const stranger = new VerifyingAgent({ insecure: false });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(get(server.url, stranger)).rejects.toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
    }
    expect(reused).toHaveLength(2);
  });

  test("a server that never shakes hands costs the time it may cost, and no more", async () => {
    await using mute = await startMute();
    const agent = new VerifyingAgent({ insecure: false }, { connectTimeoutMs: 50 });
    await expect(get(mute.url, agent)).rejects.toMatchObject({ code: "ETIMEDOUT" });
  });

  test("destroying it ends handshakes, too", async () => {
    await using mute = await startMute();
    const agent = new VerifyingAgent({ insecure: false });
    const pending = get(mute.url, agent);
    agent.destroy();
    await expect(pending).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});
