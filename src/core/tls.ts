import { Agent, type AgentOptions, type RequestOptions } from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import { EdgelabError } from "./errors.ts";

/** How one server's certificate is verified: by the system's authorities unless something is given. */
export interface TlsSettings {
  /** PEM text of additional authorities. */
  readonly ca?: string | undefined;
  /** SHA-256 fingerprint of the server's own certificate, `AB:CD:...`; decides alone, whoever signed and whatever the name. */
  readonly fingerprint?: string | undefined;
  /** Trust anything on this one connection. */
  readonly insecure: boolean;
}

export interface VerifyingAgentOptions extends AgentOptions {
  /** TCP and TLS handshake together, in milliseconds. @default 15_000 */
  readonly connectTimeoutMs?: number | undefined;
}

/**
 * A keep-alive agent that hands a socket over only after its certificate was accepted, so that not even a request's
 * headers, which hold credentials, reach a server that is not trusted. Fails with CERTIFICATE_UNTRUSTED, which names
 * the fingerprint found.
 */
export class VerifyingAgent extends Agent {
  readonly #tls: TlsSettings;
  readonly #connectTimeoutMs: number;
  readonly #context: SecureContext;

  constructor(tls: TlsSettings, { connectTimeoutMs = 15_000, ...options }: VerifyingAgentOptions = {}) {
    super({ keepAlive: true, ...options });
    this.#tls = tls;
    this.#connectTimeoutMs = connectTimeoutMs;
    // One context for all sockets: parsing the authorities again for each would cost milliseconds.
    this.#context = createSecureContext(tls.ca === undefined ? {} : { ca: [...rootCertificates, tls.ca] });
  }

  override createConnection(
    { host, port, servername }: RequestOptions,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const hostname = host ?? "localhost";
    const socket = connect({
      host: hostname,
      port: Number(port),
      ALPNProtocols: ["http/1.1"],
      secureContext: this.#context,
      rejectUnauthorized: false, // judged below, before the socket is handed over
      ...(isIP(hostname) ? {} : { servername: servername ?? hostname }),
    });
    const settle = (error?: Error) => {
      clearTimeout(timer);
      socket.removeListener("error", settle);
      socket.removeListener("close", onClose);
      if (error) socket.on("error", () => undefined).destroy(); // the failure is already reported
      callback?.(error ?? null, socket);
    };
    const onClose = () => settle(systemError("ECONNRESET", `${hostname}:${port} closed the connection`));
    const timer = setTimeout(
      () =>
        settle(systemError("ETIMEDOUT", `no TLS connection to ${hostname}:${port} in ${this.#connectTimeoutMs} ms`)),
      this.#connectTimeoutMs,
    );
    socket.setNoDelay(true);
    socket.once("error", settle);
    socket.once("close", onClose);
    socket.once("secureConnect", () => {
      const { fingerprint256 } = socket.getPeerCertificate();
      const problem = untrusted(this.#tls, socket.authorized ? undefined : socket.authorizationError, fingerprint256);
      settle(problem === undefined ? undefined : certificateUntrusted(`${hostname}:${port}`, problem, fingerprint256));
    });
    return undefined;
  }
}

function untrusted(tls: TlsSettings, refusal: unknown, fingerprint: string): string | undefined {
  if (tls.insecure) return undefined;
  if (tls.fingerprint !== undefined) {
    return normalize(tls.fingerprint) === normalize(fingerprint)
      ? undefined
      : `Its fingerprint is not the pinned ${tls.fingerprint}.`;
  }
  // Node declares an Error here and gives the code as a string for failures of the chain.
  return refusal === undefined ? undefined : (reasons[String(refusal)] ?? `The reason is ${String(refusal)}.`);
}

const normalize = (fingerprint: string) => fingerprint.replaceAll(":", "").toLowerCase();

const reasons: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: "Its authority is not among those trusted here.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "Its authority is not among those trusted here.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Its authority is not among those trusted here.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "It is signed by itself.",
  CERT_HAS_EXPIRED: "It has expired.",
  CERT_NOT_YET_VALID: "It is not valid yet.",
  ERR_TLS_CERT_ALTNAME_INVALID: "It was issued for another name.",
};

function certificateUntrusted(server: string, problem: string, fingerprint: string): EdgelabError {
  return new EdgelabError("CERTIFICATE_UNTRUSTED", {
    what: `The certificate of ${server} is not trusted.`,
    why: `${problem} Its SHA-256 fingerprint is ${fingerprint}.`,
    next: "Give the file of its authority as `ca`, or, once you have compared the fingerprint with the server's own, pin it as `fingerprint`.",
  });
}

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
