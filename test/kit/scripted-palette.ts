import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { Secret } from "../../src/core/secret.ts";
import { connectPalette, type Palette, type PaletteSettings } from "../../src/palette/index.ts";
import { startHttps } from "./https-server.ts";
import { instantClock } from "./instant-clock.ts";
import { createOpenApi } from "./openapi.ts";

export const apiKey = "key-of-nobody-0123456789";
export const project = { uid: "66e0a1b2c3d4e5f601234567", name: "Default" };
export const signal = AbortSignal.timeout(60_000);

/** One for all: reading the description takes longer than a test. */
const openApi = createOpenApi();

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly text?: string;
      readonly gzip?: boolean;
    }
  /** The request arrives and is carried out; the connection ends before the answer. */
  | "cut"
  /** Nothing ever comes. */
  | "silence";

export type Script = readonly (Answer | ((seen: Seen) => Answer))[];

export interface ScriptedPalette extends AsyncDisposable {
  readonly url: string;
  readonly ca: string;
  readonly clock: ReturnType<typeof instantClock>;
  /** All but the first question for the project. */
  readonly seen: readonly Seen[];
  connect(settings?: Partial<PaletteSettings>): Promise<Palette>;
}

/**
 * A Palette that says what it is told to, route by route: `"GET /v1/edgehosts/a": [first, second]`, the last one again
 * and again. Every request is held against the vendor's description, and disposing fails for one that does not fit.
 */
export async function scriptPalette(routes: Readonly<Record<string, Script>>): Promise<ScriptedPalette> {
  const clock = instantClock();
  const seen: Seen[] = [];
  const problems: unknown[] = [];
  const turns = new Map<string, number>();
  const connectRoute = "GET /v1/dashboard/projects/metadata";
  const all: Readonly<Record<string, Script>> = {
    [connectRoute]: [{ json: { items: [{ metadata: project }] } }],
    ...routes,
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? "/", "https://palette");
    const route = `${request.method} ${url.pathname}`;
    const entry: Seen = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
    if (route !== connectRoute || routes[connectRoute]) seen.push(entry);
    openApi.validateRequest(entry.method, entry.path, entry.query, entry.body);
    const script = all[route];
    if (!script) throw new Error(`no answer is scripted for ${route}`);
    const turn = turns.get(route) ?? 0;
    turns.set(route, turn + 1);
    const next = script[Math.min(turn, script.length - 1)]!;
    const answer = typeof next === "function" ? next(entry) : next;
    if (answer === "silence") return;
    if (answer === "cut") {
      response.socket?.destroy();
      return;
    }
    const body = Buffer.from(answer.text ?? (answer.json === undefined ? "" : JSON.stringify(answer.json)));
    response.writeHead(answer.status ?? 200, { ...answer.headers, ...(answer.gzip && { "Content-Encoding": "gzip" }) });
    response.end(answer.gzip ? gzipSync(body) : body);
  };

  const server = await startHttps((request, response) => {
    handle(request, response).catch((error: unknown) => {
      problems.push(error);
      response.writeHead(500).end(JSON.stringify({ code: "ScriptError", message: String(error) }));
    });
  });
  const open: Palette[] = [];
  return {
    url: server.url,
    ca: server.ca,
    clock,
    seen,
    async connect(settings) {
      const tls = { ca: server.ca, insecure: false };
      const palette = await connectPalette(
        { endpoint: server.url, apiKey: new Secret(apiKey), tls, project: project.name, clock, ...settings },
        { signal },
      );
      open.push(palette);
      return palette;
    },
    async [Symbol.asyncDispose]() {
      for (const palette of open) await palette[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      if (problems.length > 0) throw problems[0];
    },
  };
}

/** `v1Error` */
export function refusal(
  status: number,
  code: string | number,
  message = "refused",
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, json: { code, message, ref: "ref-1", details: {} } };
}
