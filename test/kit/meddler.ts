import { type IncomingMessage, request as httpRequest, type ServerResponse } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { MethodName } from "../../src/vim25/index.ts";
import { type HttpsServer, startHttps } from "./https-server.ts";

/** What happens to the traffic between a client and its vCenter. */
export interface Meddling {
  /** Cuts the connection instead of answering: before the call has reached the vCenter, or after it took effect. */
  cut?: (method: MethodName) => "before" | "after" | undefined;
  /** Another answer than the vCenter's own. */
  answer?: (method: MethodName, xml: string) => string;
  /** Deals with a file of a lease, or leaves it to the vCenter. */
  file?: (request: IncomingMessage, response: ServerResponse, passOn: () => Promise<void>) => void | Promise<void>;
}

export interface Meddler extends AsyncDisposable {
  /** `https://127.0.0.1:port`; the vCenter that is seen through it is at `/sdk`. */
  readonly url: string;
  /** PEM texts: of the authority, and of its own. */
  readonly ca: string;
  readonly certificate: string;
  readonly meddling: Meddling;
  /** Calls that the client has made, oldest first. */
  readonly calls: MethodName[];
}

/** Stands between a client and a vCenter, and between a client and the files of leases. */
export async function startMeddler(vcenter: string): Promise<Meddler> {
  const upstream = new URL(vcenter);
  const agent = upstream.protocol === "https:" ? new Agent({ rejectUnauthorized: false, keepAlive: true }) : undefined;
  const calls: MethodName[] = [];
  const meddling: Meddling = {};

  const forward = async (request: IncomingMessage, body?: string): Promise<IncomingMessage> =>
    await new Promise((resolve, reject) => {
      const { "accept-encoding": _, host: _host, ...headers } = request.headers;
      const { hostname, port } = upstream;
      const target = { hostname, port, path: request.url, method: request.method, headers };
      const sent = agent ? httpsRequest({ ...target, agent }, resolve) : httpRequest(target, resolve);
      sent.on("error", reject);
      if (body === undefined) pipeline(request, sent).catch(reject);
      else sent.end(body);
    });

  const soap = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const method = /Body><(\w+)/.exec(body)?.[1] as MethodName;
    calls.push(method);
    const cut = meddling.cut?.(method);
    if (cut === "before") return void request.socket.destroy();
    const answer = await forward(request, body);
    const xml = await text(answer);
    if (cut === "after") return void request.socket.destroy();
    const changed = meddling.answer?.(method, xml) ?? xml;
    const { "content-length": _, "transfer-encoding": _encoding, ...headers } = answer.headers;
    response.writeHead(changed.includes("Fault>") ? 500 : (answer.statusCode ?? 502), headers);
    response.end(changed);
  };

  const passOn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await forward(request);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    await pipeline(answer, response);
  };

  const server: HttpsServer = await startHttps((request, response) => {
    const { socket } = request;
    const isFile = request.url?.startsWith("/nfc/") === true;
    const work = async (): Promise<void> => {
      if (request.url?.startsWith("/sdk") === true) await soap(request, response);
      else if (isFile && meddling.file) await meddling.file(request, response, () => passOn(request, response));
      else await passOn(request, response);
    };
    work().catch(() => socket.destroy()); // one side has gone
  });
  return {
    url: server.url,
    ca: server.ca,
    certificate: server.certificate,
    meddling,
    calls,
    async [Symbol.asyncDispose]() {
      agent?.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}
