import type { Readable } from "node:stream";
import type { Abortable } from "../../core/abort.ts";
import { EdgelabError, type ErrorDetails } from "../../core/errors.ts";

/** How bytes reach the vCenter. Implementations share one contract suite and know nothing of vim25. */
export interface Transport {
  readonly name: "native" | "node-vsphere-soap";
  readonly traffic: Traffic;
  /** Posts one envelope to `/sdk`. Resolves with any answer that carries SOAP: HTTP 200 and 500. */
  soap(request: SoapRequest, options: Abortable): Promise<SoapAnswer>;
  /** Anything beside SOAP on the same server, with the session's cookie: `/folder`, `/screen`. Any status resolves. */
  http(request: HttpRequest, options: Abortable): Promise<HttpAnswer>;
  /** Forgets the session's cookie, as before a new login. */
  forgetSession(): void;
  /** Closes the sockets. */
  close(): void;
}

/** Bytes of bodies, as they went over the wire. */
export interface Traffic {
  bytesIn: number;
  bytesOut: number;
}

export interface SoapRequest {
  readonly body: string;
  /** Value of the `SOAPAction` header: `urn:vim25/8.0.3.0`. */
  readonly action: string;
  /** For the whole exchange. */
  readonly timeoutMs: number;
}

export interface SoapAnswer {
  readonly status: number;
  readonly body: string;
}

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | StreamedBody | SentBody;
  /** How long no byte may move in either direction. */
  readonly idleTimeoutMs: number;
}

export interface StreamedBody {
  readonly stream: Readable;
  readonly sizeBytes: number;
}

/** A body whose maker wants to know what has left, as to use its memory again. */
export interface SentBody {
  readonly sizeBytes: number;
  /** Resolves when all has been written. A write resolves when the system has taken its bytes, and rejects after a cut. */
  send(write: (chunk: Uint8Array) => Promise<void>): Promise<void>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** To be read to the end, or destroyed. */
  readonly body: Readable;
}

/** The exchange did not come to an end: no connection, a cut one, or an answer that is no SOAP. */
export class TransportError extends EdgelabError {
  override readonly name = "TransportError";
  /** False when the request surely did not reach the server, so that even a creating call may be repeated. */
  readonly maySucceed: boolean;
  /** Worth another attempt: the network's fault, not the configuration's. */
  readonly isTemporary: boolean;

  constructor(details: ErrorDetails, { maySucceed, isTemporary }: { maySucceed: boolean; isTemporary: boolean }) {
    super("UNREACHABLE", details);
    this.maySucceed = maySucceed;
    this.isTemporary = isTemporary;
  }
}
