import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SandboxConnection, startSandbox } from "./index.ts";

let stateDir: string;
beforeEach(async () => {
  stateDir = join(await mkdtemp(join(tmpdir(), "edgelab-")), "sandbox");
});
afterEach(() => rm(join(stateDir, ".."), { recursive: true }));

async function call(
  url: string,
  { caPem, ...options }: { caPem: string; method?: string; headers?: Record<string, string>; body?: string },
) {
  const sent = request(url, { ...options, ca: caPem, agent: false }).end(options.body);
  const [response] = await once(sent, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode as number, text: Buffer.concat(chunks).toString("utf8") };
}

const projects = ({ paletteEndpoint, caPem, apiKey }: SandboxConnection) =>
  call(`${paletteEndpoint}/v1/dashboard/projects/metadata`, { caPem, headers: { ApiKey: apiKey } });

function serviceContent({ vcenterUrl, caPem }: SandboxConnection) {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent></Body></Envelope>`;
  const headers = { "Content-Type": "text/xml", SOAPAction: '"urn:vim25/7.0"' };
  return call(vcenterUrl, { caPem, method: "POST", headers, body });
}

async function modes(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const pairs = entries.map(
    async ({ name }) => [name, ((await stat(join(folder, name))).mode & 0o777).toString(8)] as const,
  );
  return Object.fromEntries(await Promise.all(pairs));
}

describe("startSandbox", () => {
  test("serves a vCenter and a Palette on loopback, to those who trust its authority", async () => {
    await using sandbox = await startSandbox();
    const { connection } = sandbox;
    expect((await serviceContent(connection)).text).toContain("<productLineId>vpx</productLineId>");
    const answer = await projects(connection);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"name":"Default"');
    expect((await projects({ ...connection, apiKey: "wrong" })).status).toBe(401);
    expect(await readFile(connection.caFile, "utf8")).toBe(connection.caPem);
  });

  test("has other passwords, keys and authorities every time it is new", async () => {
    await using first = await startSandbox();
    await using second = await startSandbox();
    for (const key of ["password", "apiKey", "caPem", "vcenterUrl"] as const) {
      expect(second.connection[key]).not.toBe(first.connection[key]);
    }
  });

  test("survives a restart with the same addresses, passwords and identity", async () => {
    const first = await startSandbox({ stateDir });
    const before = {
      connection: first.connection,
      uuid: first.vcenter.instanceUuid,
      uid: first.palette.projectUid("Default"),
    };
    const lease = first.network.lease("VM Network", "00:50:56:00:00:01", { signal: new AbortController().signal });
    await call(`${first.connection.paletteEndpoint}/v1/edgehosts/tokens`, {
      caPem: first.connection.caPem,
      method: "POST",
      headers: { ApiKey: first.connection.apiKey, "Content-Type": "application/json" },
      body: JSON.stringify({
        metadata: { name: "kept" },
        spec: { defaultProjectUid: before.uid, expiry: "2099-01-01T00:00:00.000Z" },
      }),
    });
    await first[Symbol.asyncDispose]();
    await using second = await startSandbox({ stateDir });
    expect(second.connection).toEqual(before.connection);
    expect(second.palette.projectUid("Default")).toBe(before.uid);
    const tokens = await call(`${second.connection.paletteEndpoint}/v1/edgehosts/tokens`, {
      caPem: second.connection.caPem,
      headers: { ApiKey: second.connection.apiKey },
    });
    expect(tokens.text).toContain('"name":"kept"');
    expect(
      second.network.lease("VM Network", "00:50:56:00:00:02", { signal: new AbortController().signal })?.ip,
    ).not.toBe(lease?.ip);
  });

  test("keeps everything to its user", async () => {
    const sandbox = await startSandbox({ stateDir });
    await sandbox[Symbol.asyncDispose]();
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700);
    const files = await modes(stateDir);
    expect(files).toMatchObject({ "identity.json": "600", "ca.pem": "600", "palette.json": "600" });
    expect(Object.entries(files).filter(([name, mode]) => mode !== (name === "datastores" ? "700" : "600"))).toEqual(
      [],
    );
  });

  test("leaves nothing behind when it was told no folder", async () => {
    const sandbox = await startSandbox();
    const folder = join(sandbox.connection.caFile, "..");
    await sandbox[Symbol.asyncDispose]();
    await expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });
    await expect(projects(sandbox.connection)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("logs no secret", async () => {
    const lines: string[] = [];
    const sandbox = await startSandbox({ stateDir, log: (line) => lines.push(line) });
    await sandbox[Symbol.asyncDispose]();
    expect(lines.join("\n")).toMatch(/vCenter on https[^]*stopped/);
    for (const secret of [sandbox.connection.password, sandbox.connection.apiKey])
      expect(lines.join("\n")).not.toContain(secret);
  });

  test("says which file is damaged, and frees its ports", async () => {
    const first = await startSandbox({ stateDir });
    await first[Symbol.asyncDispose]();
    await writeFile(join(stateDir, "palette.json"), "{");
    await expect(startSandbox({ stateDir })).rejects.toMatchObject({
      code: "SANDBOX",
      message: expect.stringContaining(join(stateDir, "palette.json")),
    });
    const ports = { vcenter: Number(new URL(first.connection.vcenterUrl).port) };
    await using second = await startSandbox({ ports });
    await expect(startSandbox({ ports })).rejects.toMatchObject({ code: "SANDBOX" });
    expect(second.connection.vcenterUrl).toBe(first.connection.vcenterUrl);
  });
});
