import type { Abortable } from "../../core/abort.ts";
import { cut, HttpsEndpoint } from "./https-endpoint.ts";
import type { TlsSettings } from "../../core/tls.ts";
import {
  type HttpAnswer,
  type HttpRequest,
  type SoapAnswer,
  type SoapRequest,
  type Traffic,
  type Transport,
  TransportError,
} from "./transport.ts";

/** The largest answer that is read, compressed or not. 10,000 VMs with all their properties are a tenth of it. */
export const maxAnswerBytes = 512 * 1024 * 1024;

/** `node:https` and nothing else: undici would cost 100 ms at every start. */
export class NativeTransport implements Transport {
  readonly name = "native";
  readonly #endpoint: HttpsEndpoint;
  readonly #path: string;
  readonly #maxBytes: number;

  constructor(url: URL, tls: TlsSettings, { maxBytes = maxAnswerBytes } = {}) {
    this.#maxBytes = maxBytes;
    this.#endpoint = new HttpsEndpoint(url, tls);
    this.#path = url.pathname;
  }

  get traffic(): Traffic {
    return this.#endpoint.traffic;
  }

  async soap(request: SoapRequest, options: Abortable): Promise<SoapAnswer> {
    return await this.#endpoint.calls.run(options, () => this.#post(request, options));
  }

  async #post({ body, action, timeoutMs }: SoapRequest, options: Abortable): Promise<SoapAnswer> {
    const bytes = Buffer.from(body);
    const response = await this.#endpoint.exchange(
      {
        method: "POST",
        path: this.#path,
        headers: {
          "Content-Type": 'text/xml; charset="utf-8"',
          "Content-Length": bytes.length,
          SOAPAction: action,
          "Accept-Encoding": "gzip, deflate",
        },
        body: bytes,
        timeoutMs,
      },
      options,
    );
    const status = response.statusCode ?? 0;
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > this.#maxBytes) throw tooLarge(this.#endpoint.server.host, this.#maxBytes);
        chunks.push(chunk);
      }
    } catch (error) {
      options.signal.throwIfAborted();
      throw error instanceof TransportError ? error : cut(this.#endpoint.server, error, true);
    }
    const text = (
      await decompress(Buffer.concat(chunks), response.headers["content-encoding"], this.#maxBytes)
    ).toString("utf8");
    return soapAnswer(status, text, this.#endpoint.server.host);
  }

  async http(request: HttpRequest, options: Abortable): Promise<HttpAnswer> {
    return await this.#endpoint.http(request, options);
  }

  forgetSession(): void {
    this.#endpoint.forgetCookie();
  }

  close(): void {
    this.#endpoint.close();
  }
}

/** Only HTTP 200 and 500 carry SOAP; the rest is a proxy's or a web server's own. */
export function soapAnswer(status: number, body: string, host: string): SoapAnswer {
  if ((status === 200 || status === 500) && /<(?:[\w.-]+:)?Envelope[\s>]/.test(body.slice(0, 2000)))
    return { status, body };
  const isTemporary = status === 502 || status === 503 || status === 504;
  throw new TransportError(
    {
      what: `${host} answered with HTTP ${status} instead of SOAP.`,
      why: `It begins with ${JSON.stringify(body.replaceAll(/\s+/g, " ").trim().slice(0, 120))}.`,
      next: isTemporary
        ? "The vCenter may be starting; try again in some minutes."
        : "Check that the address is that of a vCenter and ends in /sdk.",
    },
    { maySucceed: status >= 500, isTemporary },
  );
}

async function decompress(bytes: Buffer, encoding: string | undefined, maxOutputLength: number): Promise<Buffer> {
  if (encoding === undefined || encoding === "identity") return bytes;
  const { gunzip, inflate } = await import("node:zlib");
  const unpack = encoding === "gzip" ? gunzip : inflate;
  return await new Promise((resolve, reject) =>
    unpack(bytes, { maxOutputLength }, (error, result) =>
      error
        ? reject(
            new TransportError(
              { what: "The compressed answer could not be read.", why: error.message, cause: error },
              { maySucceed: true, isTemporary: false },
            ),
          )
        : resolve(result),
    ),
  );
}

function tooLarge(host: string, maxBytes: number): TransportError {
  return new TransportError(
    { what: `The answer of ${host} is larger than ${Math.round(maxBytes / 1024)} KiB.` },
    { maySucceed: true, isTemporary: false },
  );
}
