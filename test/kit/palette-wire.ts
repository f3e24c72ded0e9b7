import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../src/core/clock.ts";
import { Secret } from "../../src/core/secret.ts";
import { connectPalette, type Palette as Client, type PaletteSettings } from "../../src/palette/index.ts";
import { createPalette, type Palette as Tenant, type PaletteOptions } from "../../src/sandbox/palette/index.ts";
import { startHttps } from "./https-server.ts";
import { createOpenApi } from "./openapi.ts";

export const adminKey = "key-of-the-tenant-administrator";

/** One for all: reading the description takes longer than most tests. */
const openApi = createOpenApi();

export interface PaletteWire extends AsyncDisposable {
  readonly tenant: Tenant;
  readonly url: string;
  readonly ca: string;
  connect(settings?: Partial<PaletteSettings>): Promise<Client>;
}

/**
 * A sandbox Palette over TLS whose whole wire is held against the vendor's description: every request of whatever
 * client, and every answer. Disposing fails when anything did not fit. Its clusters' Kubernetes API passes through.
 *
 * @param options `speed` 20 makes a second of the tenant's time last a twentieth of one
 */
export async function openPaletteWire({
  speed = 20,
  ...options
}: Partial<PaletteOptions> & { readonly speed?: number } = {}): Promise<PaletteWire> {
  const problems: unknown[] = [];
  const inner = createServer((request, response) => tenant.handle(request, response));
  await new Promise<void>((resolve) => inner.listen(0, "127.0.0.1", resolve));
  const { port } = inner.address() as AddressInfo;

  const check = (validate: () => unknown) => {
    try {
      validate();
    } catch (error) {
      problems.push(error);
    }
  };
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", headers } = request;
    const url = new URL(request.url ?? "/", "https://palette");
    const isChecked = url.pathname.startsWith("/v1/");
    const sent = await readAll(request);
    if (isChecked) check(() => openApi.validateRequest(method, url.pathname, url.searchParams, parsed(sent)));
    const outgoing = httpRequest({ host: "127.0.0.1", port, method, path: request.url, headers });
    outgoing.on("error", () => response.socket?.destroy()); // the tenant cut it: so does the wire
    outgoing.on("response", (incoming) => {
      const { statusCode: status = 0 } = incoming;
      const forward = async () => {
        const body = await readAll(incoming);
        // The body of a 429 is in no document.
        if (isChecked && status !== 429)
          check(() => openApi.validateResponse(method, url.pathname, status, parsed(body)));
        response.writeHead(status, incoming.headers).end(body);
      };
      forward().catch(() => response.socket?.destroy());
    });
    outgoing.end(sent);
  };
  const front = await startHttps((request, response) => {
    pass(request, response).catch((error: unknown) => {
      problems.push(error);
      response.socket?.destroy();
    });
  });
  const tenant: Tenant = createPalette({
    clock: systemClock({ speed }),
    changed: () => undefined,
    apiKeys: [{ key: adminKey, tenantAdmin: true }],
    baseUrl: () => front.url,
    caPem: front.ca,
    rateLimitFactor: Number.POSITIVE_INFINITY,
    ...options,
  });
  const clients: Client[] = [];
  return {
    tenant,
    url: front.url,
    ca: front.ca,
    async connect(settings) {
      const client = await connectPalette(
        {
          endpoint: front.url,
          apiKey: new Secret(adminKey),
          tls: { ca: front.ca, insecure: false },
          project: "Default",
          clock: systemClock({ speed }),
          poll: { minMs: 200, maxMs: 1_000 },
          ...settings,
        },
        { signal: AbortSignal.timeout(30_000) },
      );
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client[Symbol.asyncDispose]();
      tenant.close();
      await front[Symbol.asyncDispose]();
      inner.closeAllConnections();
      await new Promise((resolve) => inner.close(resolve));
      if (problems.length > 0) throw problems[0];
    },
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): unknown {
  const text = body.toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text; // kubeconfigs are no JSON
    throw error;
  }
}
