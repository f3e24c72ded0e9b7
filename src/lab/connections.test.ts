import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatProblem } from "../core/problem.ts";
import { formatPath } from "../core/yaml-source.ts";
import { connections } from "./connections.ts";
import { labRef } from "./index.ts";
import { labSchema } from "./schema.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "edgelab-connections-"));
});
afterEach(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();
const key = { PALETTE_API_KEY: "k3y" };
const login = { GOVC_USERNAME: "anna", GOVC_PASSWORD: "pw" };

async function settle(
  file: { vcenter?: object; palette?: object },
  env: Record<string, string>,
  target: "vsphere" | "sandbox" = "vsphere",
) {
  const problems: string[] = [];
  const found = await connections(
    target,
    {
      vcenter: labSchema.shape.vcenter.parse(file.vcenter ?? {}),
      palette: labSchema.shape.palette.parse(file.palette ?? {}),
    },
    {
      env,
      cwd: folder,
      folder,
      signal,
      report: (path, finding) =>
        problems.push(formatProblem({ severity: "error", path: formatPath(path), ...finding })),
    },
  );
  return { ...found, problems };
}

describe("a real vCenter", () => {
  it.each([
    ["vc.example.com", "https://vc.example.com/sdk"],
    ["vc.example.com:8443", "https://vc.example.com:8443/sdk"],
    ["https://vc.example.com/", "https://vc.example.com/sdk"],
    ["https://vc.example.com/proxied/sdk", "https://vc.example.com/proxied/sdk"],
    ["administrator@vsphere.local:p@vc.example.com", "https://vc.example.com/sdk"],
  ])("is at GOVC_URL %s", async (url, server) => {
    const { vcenter, problems } = await settle({}, { GOVC_URL: url, ...login, ...key });
    expect(problems).toEqual([]);
    expect(vcenter.server).toBe(server);
  });

  it("has the user of its URL when there is no other, decoded", async () => {
    const { vcenter } = await settle(
      {},
      { GOVC_URL: "https://administrator%40vsphere.local:100%25%3A@vc.example.com/sdk", ...key },
    );
    expect(vcenter.username).toBe("administrator@vsphere.local");
    expect(vcenter.password?.reveal()).toBe("100%:");
    const bare = await settle({}, { GOVC_URL: "anna:100%@vc.example.com", ...key });
    expect(bare.vcenter.password?.reveal()).toBe("100%");
  });

  it("takes GOVC_USERNAME and GOVC_PASSWORD from files, as govc does", async () => {
    await writeFile(join(folder, "user"), "anna\n");
    await writeFile(join(folder, "secret"), "p w\n");
    const { vcenter } = await settle(
      {},
      { GOVC_URL: "vc", GOVC_USERNAME: "user", GOVC_PASSWORD: join(folder, "secret"), ...key },
    );
    expect([vcenter.username, vcenter.password?.reveal()]).toEqual(["anna", "p w"]);
  });

  it("takes the rest from GOVC_* too, where the file says nothing", async () => {
    await writeFile(join(folder, "ca.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    const place = {
      GOVC_DATACENTER: "DC9",
      GOVC_CLUSTER: "C",
      GOVC_DATASTORE: "ds",
      GOVC_RESOURCE_POOL: "/DC9/host/C/Resources/rp",
      GOVC_FOLDER: "/DC9/vm/Labs/edge/",
      GOVC_NETWORK: "net",
      GOVC_INSECURE: "1",
      GOVC_TLS_CA_CERTS: "ca.pem",
    };
    const { vcenter, problems } = await settle(
      { vcenter: { datastore: "nvme" } },
      { GOVC_URL: "vc", ...login, ...key, ...place },
    );
    expect(problems).toEqual([]);
    expect(vcenter).toMatchObject({
      datacenter: "DC9",
      cluster: "C",
      datastore: "nvme",
      resourcePool: "/DC9/host/C/Resources/rp",
      folder: "Labs/edge",
      network: "net",
      tls: { insecure: true, ca: expect.stringContaining("MIIB") as string },
    });
  });

  it("never gets the password of another one", async () => {
    const { vcenter, problems } = await settle(
      { vcenter: { server: "mine.example.com" } },
      { GOVC_URL: "https://u:p@other.example.com", ...login, ...key },
    );
    expect([vcenter.username, vcenter.password]).toEqual([undefined, undefined]);
    const reason = "GOVC_URL names another server, other.example.com, so GOVC_* are not used";
    expect(problems).toEqual([
      `vcenter.username: missing; expected it here or in GOVC_USERNAME; ${reason}`,
      `vcenter.password: missing; expected it here or in GOVC_PASSWORD; ${reason}`,
    ]);
  });

  it.each<[string, { vcenter?: object; palette?: object }, Record<string, string>, string[]]>([
    [
      "no address",
      {},
      { ...login, ...key },
      ["vcenter.server: missing; expected the vCenter's host name, here or in GOVC_URL; or set the target to sandbox"],
    ],
    ["no key", {}, { GOVC_URL: "vc", ...login }, ["palette.apiKey: missing; expected an API key in PALETTE_API_KEY"]],
    [
      "plain http",
      {},
      { GOVC_URL: "http://vc.example.com", ...login, ...key },
      ["vcenter.server: http would carry the password in the clear; expected https"],
    ],
    [
      "an endpoint with a path",
      {},
      { GOVC_URL: "vc", ...login, ...key, PALETTE_ENDPOINT: "api.example.com/v1" },
      ["palette.endpoint: not valid; expected a host name with an optional port, such as api.spectrocloud.com"],
    ],
    [
      "a CA file that is none",
      { vcenter: { tls: { caFile: "ca.pem" } } },
      { GOVC_URL: "vc", ...login, ...key },
      ["vcenter.tls.caFile: no such file: CA"],
    ],
    [
      "one end real and the other not",
      {},
      { GOVC_URL: "https://127.0.0.1:8989/sdk", ...login, ...key },
      [
        "palette.endpoint: the vCenter is on this machine and Palette is not: both are real, or both are the sandbox; if it is a tunnel to a real one, give it a host name instead of a loopback address",
      ],
    ],
    [
      "the other way round",
      { palette: { endpoint: "localhost:8443" } },
      { GOVC_URL: "vc.example.com", ...login, ...key },
      [
        "vcenter.server: Palette is on this machine and the vCenter is not: both are real, or both are the sandbox; if it is a tunnel to a real one, give it a host name instead of a loopback address",
      ],
    ],
  ])("with %s is refused", async (_, file, env, expected) => {
    const { problems } = await settle(file, env);
    expect(problems.map((problem) => problem.replace(join(folder, "ca.pem"), "CA"))).toEqual(expected);
  });

  it("shows no secret", async () => {
    const found = await settle(
      { vcenter: { server: "http://u:s3cr3t@vc.example.com" } },
      { PALETTE_API_KEY: "s3cr3t", PALETTE_ENDPOINT: "https://u:s3cr3t@x/y" },
    );
    expect(JSON.stringify(found)).not.toContain("s3cr3t");
  });
});

describe("Palette", () => {
  it("is the vendor's own unless said otherwise, and the file wins", async () => {
    const env = { GOVC_URL: "vc", ...login, ...key };
    expect((await settle({}, env)).palette).toMatchObject({
      endpoint: "https://api.spectrocloud.com",
      project: "Default",
    });
    const exported = {
      ...env,
      PALETTE_ENDPOINT: "palette.example.com:8443",
      PALETTE_PROJECT: "QA",
      PALETTE_INSECURE: "true",
    };
    expect((await settle({}, exported)).palette).toMatchObject({
      endpoint: "https://palette.example.com:8443",
      project: "QA",
      tls: { insecure: true },
    });
    expect(
      (await settle({ palette: { endpoint: "https://p.example.com/", project: "X" } }, exported)).palette,
    ).toMatchObject({ endpoint: "https://p.example.com", project: "X" });
  });
});

it("the sandbox reads neither file nor environment", async () => {
  const { vcenter, palette, problems } = await settle(
    { vcenter: { server: "vc", datastore: "x", transport: "node-vsphere-soap" } },
    { GOVC_URL: "vc", ...login, ...key },
    "sandbox",
  );
  expect(problems).toEqual([]);
  expect(vcenter).toMatchObject({
    server: undefined,
    username: undefined,
    datastore: "nvme-01",
    transport: "node-vsphere-soap",
  });
  expect(palette).toMatchObject({ endpoint: undefined, apiKey: undefined });
});

it("two ends on this machine are a pair", async () => {
  const { problems } = await settle(
    {},
    { GOVC_URL: "https://127.0.0.1:8989/sdk", PALETTE_ENDPOINT: "127.0.0.1:8990", ...login, ...key },
  );
  expect(problems).toEqual([]);
});

describe("a lab by its name", () => {
  const options = { name: "demo", cwd: "/w", user: "anna", signal };

  it("has its ends from the environment alone", async () => {
    const env = { GOVC_URL: "vc", EDGELAB_TARGET: "vsphere", EDGELAB_SANDBOX_DIR: "/s", ...login, ...key };
    expect(await labRef({ ...options, env, folder: "Labs" })).toMatchObject({
      name: "demo",
      instance: "anna",
      target: "vsphere",
      workDir: "/w/.edgelab/demo-anna",
      sandboxDir: "/s",
      vcenter: { server: "https://vc/sdk", folder: "Labs" },
      limits: { deleteTimeoutMs: 1_800_000 },
    });
  });

  it("says what the environment lacks", async () => {
    await expect(labRef({ ...options, env: { EDGELAB_TARGET: "vsphere" } })).rejects.toThrow(
      'The environment does not say where lab "demo" is. vcenter.server: missing;',
    );
  });
});
