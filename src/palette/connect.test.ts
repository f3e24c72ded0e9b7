import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { startHttps } from "../../test/kit/https-server.ts";
import { apiKey, project, refusal, scriptPalette, signal } from "../../test/kit/scripted-palette.ts";
import { Secret } from "../core/secret.ts";
import { connectPalette } from "./index.ts";

describe("connectPalette", () => {
  test("sends the key everywhere, and the project to project-scoped calls only", async () => {
    await using server = await scriptPalette({
      "GET /v1/dashboard/projects/metadata": [
        { json: { items: [{ metadata: { name: "default", uid: "no" } }, { metadata: project }] } },
      ],
      "GET /v1/edgehosts/tokens": [{ json: { items: [] } }],
      "GET /v1/registries/metadata": [{ json: { items: [] } }],
    });
    const palette = await server.connect();
    expect(palette.project).toEqual(project);
    await palette.tokens.list({ signal });
    await palette.registries.list({ signal });
    expect(server.seen.map(({ path, headers }) => [path, headers["apikey"], headers["projectuid"]])).toEqual([
      ["/v1/dashboard/projects/metadata", apiKey, undefined],
      ["/v1/edgehosts/tokens", apiKey, undefined],
      ["/v1/registries/metadata", apiKey, project.uid],
    ]);
    expect(palette.requests).toBe(3);
  });

  test("names the projects that there are", async () => {
    await using server = await scriptPalette({});
    await expect(server.connect({ project: "Defalt" })).rejects.toMatchObject({
      code: "NOT_FOUND",
      details: { next: 'Did you mean "Default"?' },
    });
  });

  test("without a project, refuses project-scoped calls before they are sent", async () => {
    await using server = await scriptPalette({});
    const palette = await server.connect({ project: undefined });
    await expect(palette.registries.list({ signal })).rejects.toThrow("needs a connection with a project");
    expect(palette.requests).toBe(1);
  });

  test("a refused key is told as such, and is in no error, even when the server repeats it", async () => {
    await using server = await scriptPalette({
      "GET /v1/dashboard/projects/metadata": [refusal(401, "UnAuthorizedAccess", `key ${apiKey} is not valid`)],
    });
    const error = await server.connect().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "API_KEY_REFUSED", status: 401, apiCode: "UnAuthorizedAccess", ref: "ref-1" });
    expect(`${inspect(error, { depth: 10 })} ${JSON.stringify(error)}`).not.toContain(apiKey);
    expect(server.seen).toHaveLength(1);
  });

  test.each([
    ["with a\nbreak", "white space"],
    ["", "empty"],
  ])("a key that cannot be a header is refused here: %j", async (key, why) => {
    const settings = { endpoint: "https://127.0.0.1:9", apiKey: new Secret(key), tls: { insecure: false } };
    const error = (await connectPalette(settings, { signal }).catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: "API_KEY_REFUSED" });
    expect(error.message).toContain(why);
  });

  test.each([
    "http://palette.example",
    "palette.example",
    "https://palette.example/v1",
    "https://me:secret@palette.example",
  ])("refuses %s as an endpoint", async (endpoint) => {
    const settings = { endpoint, apiKey: new Secret(apiKey), tls: { insecure: false } };
    const error = (await connectPalette(settings, { signal }).catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: "LAB_INVALID" });
    expect(error.message).not.toContain("secret");
  });

  test("says soon that nobody is there", async () => {
    const closed = await startHttps(() => undefined);
    await closed[Symbol.asyncDispose]();
    await using server = await scriptPalette({});
    const { clock } = server;
    const settings = { endpoint: closed.url, apiKey: new Secret(apiKey), tls: { insecure: false }, clock };
    await expect(connectPalette(settings, { signal })).rejects.toMatchObject({
      code: "UNREACHABLE",
      message: expect.stringContaining("nothing listens there") as string,
    });
    expect(clock.slept).toHaveLength(2);
  });

  test("stops at once when aborted, also while waiting for an answer", async () => {
    const abort = new AbortController();
    await using server = await scriptPalette({ "GET /v1/registries/metadata": ["silence"] });
    const palette = await server.connect();
    const pending = palette.registries.list({ signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(pending).rejects.toThrow("enough");
  });
});

describe("certificates", () => {
  const trusted = { "GET /v1/registries/metadata": [{ json: { items: [] } }] };

  test("one of an unknown authority is refused with its fingerprint, before the key is sent", async () => {
    await using server = await scriptPalette(trusted);
    const error = (await server.connect({ tls: { insecure: false } }).catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
    expect(error.message).toMatch(/fingerprint is ([0-9A-F]{2}:){31}[0-9A-F]{2}/);
    expect(server.seen).toHaveLength(0);
    expect(server.clock.slept).toHaveLength(0);
  });

  test("the fingerprint found can be pinned, in any spelling; another is refused", async () => {
    await using server = await scriptPalette(trusted);
    const error = (await server.connect({ tls: { insecure: false } }).catch((reason: unknown) => reason)) as Error;
    const fingerprint = /([0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(error.message)![0];
    const pin = (text: string) => server.connect({ tls: { fingerprint: text, insecure: false } });
    await expect(pin(fingerprint)).resolves.toBeDefined();
    await expect(pin(fingerprint.replaceAll(":", "").toLowerCase())).resolves.toBeDefined();
    const wrong = fingerprint.replace(/^../, (first) => (first === "00" ? "11" : "00"));
    await expect(pin(wrong)).rejects.toMatchObject({
      code: "CERTIFICATE_UNTRUSTED",
      message: expect.stringContaining("not the pinned one") as string,
    });
  });

  test("`insecure` trusts this one connection", async () => {
    await using server = await scriptPalette(trusted);
    await expect(server.connect({ tls: { insecure: true } })).resolves.toBeDefined();
    await expect(server.connect({ tls: { insecure: false } })).rejects.toMatchObject({ code: "CERTIFICATE_UNTRUSTED" });
  });
});
