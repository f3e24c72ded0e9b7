import type { ClientRequest, IncomingMessage } from "node:http";
import { type Agent, request as httpsRequest, type RequestOptions } from "node:https";
import type { Abortable } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import { Limit } from "../../core/limit.ts";
import { type TlsSettings, VerifyingAgent } from "../../core/tls.ts";
import { type HttpAnswer, type HttpRequest, type Traffic, TransportError } from "./transport.ts";

/** Calls under way, and with them sockets, towards one server. More bring nothing: it works off its calls no faster. */
const maxCalls = 16;
/** Files on their way, on sockets of their own. */
const maxFiles = 8;
const connectTimeoutMs = 20_000;
const sessionCookie = "vmware_soap_session";

interface Server {
  readonly host: string;
  readonly port: number;
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: HttpRequest["body"];
  /** Until the headers of the answer; counts anew with each piece of a streamed body. */
  readonly timeoutMs: number;
}

/** One HTTPS server: its sockets, whom to trust, and the session's cookie. */
export class HttpsEndpoint {
  readonly server: Server;
  readonly traffic: Traffic = { bytesIn: 0, bytesOut: 0 };
  readonly agent: Agent;
  /** Agents count only sockets that are open, not those that are being opened: this is what keeps to the number. */
  readonly calls = new Limit(maxCalls);
  readonly #files = new Limit(maxFiles);
  /** Files travel on sockets of their own, so that an upload never delays a call. */
  readonly #fileAgent: Agent;
  #cookie: string | undefined;

  constructor(url: URL, tls: TlsSettings) {
    this.server = { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 443) };
    this.agent = this.#newAgent(tls);
    this.#fileAgent = this.#newAgent(tls);
  }

  #newAgent(tls: TlsSettings): Agent {
    return new VerifyingAgent(tls, {
      maxFreeSockets: maxCalls,
      scheduling: "lifo",
      // of idle sockets: dropped before the server drops them, which would look like a lost answer
      timeout: 30_000,
      connectTimeoutMs,
      unreachable: (cause) => unreachable(this.server, cause),
    });
  }

  get cookie(): string | undefined {
    return this.#cookie;
  }

  /** Keeps the session's cookie, whatever attributes and quotes it comes with; all others are ignored. */
  takeCookie(setCookie: readonly string[] | undefined): void {
    for (const line of setCookie ?? []) {
      const match = new RegExp(`^\\s*${sessionCookie}\\s*=\\s*([^;]*)`).exec(line);
      if (match?.[1] !== undefined) this.#cookie = `${sessionCookie}=${match[1].trim()}`;
    }
  }

  forgetCookie(): void {
    this.#cookie = undefined;
  }

  /** Resolves when the headers of the answer are there. */
  async exchange(exchange: Exchange, { signal }: Abortable): Promise<IncomingMessage> {
    signal.throwIfAborted();
    const { method, path, headers, body, timeoutMs } = exchange;
    const { host, port } = this.server;
    const isFile = body !== undefined && !(body instanceof Uint8Array);
    const options: RequestOptions = {
      agent: isFile || method === "GET" ? this.#fileAgent : this.agent,
      host,
      port,
      method,
      path,
      headers: { ...headers, ...(this.#cookie === undefined ? {} : { Cookie: this.#cookie }) },
    };
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpsRequest(options);
      let sent = false;
      const stop = (reason: unknown) => {
        request.destroy(reason instanceof Error ? reason : new Error(String(reason)));
        if (isFile && "stream" in body) body.stream.destroy();
        finish(() => reject(reason as Error));
      };
      const late = () =>
        stop(
          new TransportError(
            {
              what: `${host}:${port} did not answer within ${timeoutMs / 1000} s.`,
              next: "Look at the server's load, or try again.",
            },
            { maySucceed: sent, isTemporary: true },
          ),
        );
      const onAbort = () => stop(signal.reason);
      let timer = setTimeout(late, timeoutMs);
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        settle();
      };
      signal.addEventListener("abort", onAbort, { once: true });
      request.once("socket", () => (sent = true)); // the agent hands out sockets that are connected and trusted
      request.on("error", (cause) =>
        finish(() => reject(cause instanceof EdgelabError ? cause : cut(this.server, cause, sent))),
      );
      request.once("response", (response) => {
        this.takeCookie(response.headers["set-cookie"]);
        response.on("data", (chunk: Buffer) => (this.traffic.bytesIn += chunk.length)).pause();
        this.#watchBody(response, exchange, signal);
        // A refusal may come before all has been sent; nobody wants the rest then.
        response.once("end", () => request.writableEnded || request.destroy());
        finish(() => resolve(response));
      });
      if (!isFile) {
        if (body) this.traffic.bytesOut += body.length;
        request.end(body);
        return;
      }
      const restart = (chunk: Uint8Array) => {
        this.traffic.bytesOut += chunk.length;
        clearTimeout(timer);
        timer = setTimeout(late, timeoutMs);
      };
      if ("send" in body) {
        const write = async (chunk: Uint8Array): Promise<void> => {
          await written(request, chunk, (cause) => cut(this.server, cause, sent));
          restart(chunk);
        };
        body.send(write).then(() => request.end(), stop);
        return;
      }
      body.stream.on("data", restart);
      body.stream.once("error", stop);
      if (body.stream.errored) return stop(body.stream.errored);
      body.stream.pipe(request);
    });
  }

  /** After its headers an answer may stall or be given up, too. */
  #watchBody(response: IncomingMessage, { timeoutMs }: Exchange, signal: AbortSignal): void {
    const onAbort = () => response.destroy(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    response.once("close", () => signal.removeEventListener("abort", onAbort));
    response.setTimeout(timeoutMs, () =>
      response.destroy(
        new TransportError(
          { what: `The answer of ${this.server.host} stalled.` },
          { maySucceed: true, isTemporary: true },
        ),
      ),
    );
  }

  async http({ method, path, headers, body, idleTimeoutMs }: HttpRequest, options: Abortable): Promise<HttpAnswer> {
    const length = body === undefined ? undefined : body instanceof Uint8Array ? body.length : body.sizeBytes;
    const exchange: Exchange = {
      method,
      path,
      headers: { ...headers, ...(length === undefined ? {} : { "Content-Length": length }) },
      ...(body === undefined ? {} : { body }),
      timeoutMs: idleTimeoutMs,
    };
    const response = await this.#files.run(options, () => this.exchange(exchange, options));
    return { status: response.statusCode ?? 0, headers: response.headers, body: response };
  }

  close(): void {
    this.agent.destroy();
    this.#fileAgent.destroy();
  }
}

/** Rejects only when the request is over, so that its own error, which knows the reason, comes first. */
function written(request: ClientRequest, chunk: Uint8Array, failure: (cause: unknown) => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    if (request.closed) return reject(failure(new Error("The request is over.")));
    const onClose = () => reject(failure(new Error("The connection was closed.")));
    request.once("close", onClose);
    request.write(chunk, (cause) => {
      if (cause) return;
      request.removeListener("close", onClose);
      resolve();
    });
  });
}

export function cut({ host }: Server, cause: unknown, maySucceed: boolean): TransportError {
  return new TransportError(
    {
      what: `The connection to ${host} was cut before the answer came.`,
      why: cause instanceof Error ? cause.message : String(cause),
      next: "Try again; if it happens often, look for a proxy or firewall with a short idle time.",
      cause,
    },
    { maySucceed, isTemporary: true },
  );
}

function unreachable({ host, port }: Server, cause: NodeJS.ErrnoException): TransportError {
  const code = cause.code ?? "";
  const why: Record<string, string> = {
    ENOTFOUND: `The name "${host}" is not known to DNS.`,
    EAI_AGAIN: `DNS gave no answer for "${host}".`,
    ECONNREFUSED: `Nothing listens on port ${port}.`,
    ETIMEDOUT: `No answer within ${connectTimeoutMs / 1000} s.`,
    ECONNRESET: "The connection was closed during the TLS handshake.",
    EPROTO: `Port ${port} does not speak TLS.`,
    ERR_SSL_WRONG_VERSION_NUMBER: `Port ${port} does not speak TLS.`,
    ERR_SSL_PACKET_LENGTH_TOO_LONG: `Port ${port} does not speak TLS.`,
  };
  return new TransportError(
    {
      what: `Cannot connect to ${host}:${port}.`,
      why: why[code] ?? cause.message,
      next: "Check the address, and that this machine has a route to it (VPN, firewall).",
      cause,
    },
    {
      maySucceed: false,
      isTemporary: ["EAI_AGAIN", "ETIMEDOUT", "ECONNRESET", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"].includes(
        code,
      ),
    },
  );
}
