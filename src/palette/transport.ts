import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request } from "node:https";
import { createGunzip } from "node:zlib";
import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { type TlsSettings, VerifyingAgent } from "../core/tls.ts";

export interface HttpRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** For the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** No usable answer came. */
export class ConnectionFailure extends Error {
  override readonly name = "ConnectionFailure";
  /** The request may have reached the server, which may have done what it asks for. */
  readonly mayHaveArrived: boolean;

  constructor(
    message: string,
    { mayHaveArrived, cause }: { readonly mayHaveArrived: boolean; readonly cause?: unknown },
  ) {
    super(message, { cause });
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** An idle socket is dropped before a load balancer would drop it, which would look like a lost answer. */
const idleMs = 20_000;
const maxAnswerBytes = 64 * 1024 * 1024;

/** HTTPS to one server over kept-alive sockets. Knows nothing of Palette. */
export class HttpsTransport {
  readonly #url: URL;
  readonly #agent: VerifyingAgent;

  constructor(url: URL, tls: TlsSettings) {
    this.#url = url;
    this.#agent = new VerifyingAgent(tls, { maxSockets: 16, scheduling: "lifo", timeout: idleMs });
  }

  /**
   * @throws {ConnectionFailure}
   * @throws {EdgelabError} CERTIFICATE_UNTRUSTED, or PROTOCOL for an answer above 64 MiB
   */
  async send({ method, path, headers, body, timeoutMs }: HttpRequest, { signal }: Abortable): Promise<HttpAnswer> {
    signal.throwIfAborted();
    return await new Promise<HttpAnswer>((resolve, reject) => {
      let isConnected = false;
      const outgoing = request({
        agent: this.#agent,
        host: this.#url.hostname.replace(/^\[|\]$/g, ""),
        port: this.#url.port || 443,
        method,
        path,
        headers: {
          ...headers,
          Accept: "application/json, application/octet-stream",
          "Accept-Encoding": "gzip",
          ...(body !== undefined && { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
        },
      });
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        finish();
      };
      const fail = (error: Error) => {
        settle(() => reject(error));
        outgoing.destroy(error);
      };
      const lost = (cause: Error) =>
        cause instanceof EdgelabError
          ? cause
          : new ConnectionFailure(describe(cause), { mayHaveArrived: isConnected, cause });
      const onAbort = () => fail(signal.reason as Error);
      const timer = setTimeout(
        () => fail(new ConnectionFailure(`no answer in ${timeoutMs / 1000} s`, { mayHaveArrived: isConnected })),
        timeoutMs,
      );
      signal.addEventListener("abort", onAbort, { once: true });
      outgoing.once("socket", () => (isConnected = true)); // the agent hands out sockets that are connected and trusted
      outgoing.on("error", (cause) => fail(lost(cause)));
      outgoing.once("response", (incoming) => {
        readAll(incoming).then(
          (text) => settle(() => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text })),
          (cause: Error) => fail(lost(cause)),
        );
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  const stream = incoming.headers["content-encoding"] === "gzip" ? incoming.pipe(createGunzip()) : incoming;
  if (stream !== incoming) incoming.once("error", (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) {
      incoming.destroy();
      throw new EdgelabError("PROTOCOL", {
        what: "Palette's answer is larger than any that is expected.",
        why: `More than ${maxAnswerBytes / 1024 / 1024} MiB came.`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function describe(error: NodeJS.ErrnoException): string {
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: "its name is not known to DNS",
    EAI_AGAIN: "DNS gave no answer for its name",
    ECONNREFUSED: "nothing listens there",
    ECONNRESET: "the connection was cut",
    EHOSTUNREACH: "there is no route to it",
    ENETUNREACH: "there is no route to it",
    EPROTO: "it does not speak TLS there",
    ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS there",
    ERR_SSL_PACKET_LENGTH_TOO_LONG: "it does not speak TLS there",
  };
  return known[error.code ?? ""] ?? error.message;
}
