import { X509Certificate } from "node:crypto";
import { Agent, type AgentOptions, type RequestOptions } from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import * as tls from "node:tls";
import { callbackify } from "node:util";
import { EdgelabError } from "./errors.ts";

/** How one server's certificate is verified: by the system's authorities unless something is given. */
export interface TlsSettings {
  /** PEM text of additional authorities. */
  readonly ca?: string | undefined;
  /** SHA-256 fingerprint of the server's own certificate, `AB:CD:...`; decides alone, whoever signed and whatever the name. */
  readonly fingerprint?: string | undefined;
  /** The server's own certificate as a trusted third party describes it; decides alone, like `fingerprint`. */
  readonly expected?: ExpectedCertificate | undefined;
  /** Trust anything on this one connection. */
  readonly insecure: boolean;
}

/** As vSphere names the certificate of an ESXi host. What is given must all be true. */
export interface ExpectedCertificate {
  /** SHA-1 or SHA-256 fingerprint, told apart by its length: `AB:CD:...`. */
  readonly thumbprint?: string | undefined;
  /** PEM text. */
  readonly certificate?: string | undefined;
}

export interface VerifyingAgentOptions extends AgentOptions {
  /** TCP and TLS handshake together, in milliseconds. @default 15_000 */
  readonly connectTimeoutMs?: number | undefined;
  /** Makes the error for a server that cannot be reached at all: no byte of a request has left. @default the cause itself */
  readonly unreachable?: ((cause: NodeJS.ErrnoException) => Error) | undefined;
}

/**
 * A keep-alive agent that hands a socket over only after its certificate was accepted, so that not even a request's
 * headers, which hold credentials, reach a server that is not trusted. Fails with CERTIFICATE_UNTRUSTED, which names
 * the fingerprint found.
 */
export class VerifyingAgent extends Agent {
  readonly #tls: TlsSettings;
  readonly #connectTimeoutMs: number;
  readonly #unreachable: (cause: NodeJS.ErrnoException) => Error;
  /** Authorities from the cheapest set to the widest, and the first that has been enough so far. */
  readonly #trust: readonly Trust[];
  #level = 0;
  /** Of trusted servers, by `host:port`: further connections take a shorter handshake. */
  readonly #tickets = new Map<string, Buffer>();
  readonly #shaking = new Set<tls.TLSSocket>();

  constructor(
    settings: TlsSettings,
    { connectTimeoutMs = 15_000, unreachable = (cause) => cause, ...options }: VerifyingAgentOptions = {},
  ) {
    super({ keepAlive: true, ...options });
    const { ca } = settings;
    this.#tls = settings;
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#unreachable = unreachable;
    this.#trust = [...(ca === undefined ? [] : [trust(() => [ca])]), trust(() => undefined), ...systemTrust()];
  }

  override createConnection(
    { host, port, servername }: RequestOptions,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const server = { host: host ?? "localhost", port: Number(port), servername };
    callbackify(() => this.#connect(server))((error, socket) => callback?.(error, socket));
    return undefined;
  }

  /** Also ends connections that are still being made. */
  override destroy(): void {
    for (const socket of this.#shaking) socket.destroy();
    super.destroy();
  }

  async #connect(server: Server): Promise<tls.TLSSocket> {
    const name = `${server.host}:${server.port}`;
    for (let level = this.#level; ; level += 1) {
      const socket = open(server, this.#trust[level]!(), this.#tickets.get(name));
      this.#shaking.add(socket);
      try {
        await secured(socket, this.#connectTimeoutMs);
      } catch (cause) {
        throw this.#unreachable(cause as NodeJS.ErrnoException);
      } finally {
        this.#shaking.delete(socket);
      }
      const refusal = refusalOf(socket, this.#tls);
      if (refusal === undefined) {
        this.#level = Math.max(this.#level, level);
        socket.on("session", (ticket) => this.#tickets.set(name, ticket));
        return socket;
      }
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.destroy();
      if (!unknownAuthority.has(refusal) || level === this.#trust.length - 1) {
        throw new UntrustedCertificateError(server, refusal, fingerprint256, this.#tls.fingerprint ?? pinOf(this.#tls));
      }
    }
  }
}

/** Gives a context made at first use: parsing authorities takes milliseconds. */
type Trust = () => tls.SecureContext;

function trust(authorities: () => readonly string[] | undefined): Trust {
  let context: tls.SecureContext | undefined;
  return () => {
    if (context) return context;
    const ca = authorities();
    context = tls.createSecureContext(ca === undefined ? {} : { ca: [...ca] });
    return context;
  };
}

/** The operating system's authorities, where Node can read them (22.15 and later). */
function systemTrust(): Trust[] {
  const { getCACertificates } = tls as { getCACertificates?: (store: "system") => readonly string[] };
  return getCACertificates ? [trust(() => [...tls.rootCertificates, ...getCACertificates("system")])] : [];
}

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly servername: string | undefined;
}

/** With `rejectUnauthorized` off Node verifies all the same, and leaves verdict and certificate to be looked at. */
function open(
  { host, port, servername }: Server,
  secureContext: tls.SecureContext,
  session: Buffer | undefined,
): tls.TLSSocket {
  const name = isIP(host) ? {} : { servername: servername ?? host };
  return tls
    .connect({ host, port, ...name, secureContext, rejectUnauthorized: false, ...(session && { session }) })
    .setNoDelay(true);
}

function secured(socket: tls.TLSSocket, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      socket.destroy(Object.assign(new Error(`no TLS connection in ${timeoutMs / 1000} s`), { code: "ETIMEDOUT" }));
    }, timeoutMs);
    const onClose = () => reject(Object.assign(new Error("closed during the TLS handshake"), { code: "ECONNRESET" }));
    // Stays: between this promise and the request that takes the socket nobody else listens.
    socket.on("error", reject);
    socket.once("close", () => clearTimeout(late)).once("close", onClose);
    socket.once("secureConnect", () => {
      clearTimeout(late);
      socket.removeListener("close", onClose);
      resolve();
    });
  });
}

/** The code of what is wrong with the certificate, or undefined when it is to be trusted. */
function refusalOf(socket: tls.TLSSocket, { fingerprint, expected, insecure }: TlsSettings): string | undefined {
  // only a server that was trusted before holds the key of the session
  if (insecure || socket.isSessionReused()) return undefined;
  if (expected !== undefined) return isExpected(socket.getPeerCertificate(), expected) ? undefined : notPinned;
  if (fingerprint !== undefined) {
    return plain(socket.getPeerCertificate().fingerprint256) === plain(fingerprint) ? undefined : notPinned;
  }
  // Declared as an Error; failures of the chain are given as the code alone.
  return socket.authorized ? undefined : String(socket.authorizationError);
}

function isExpected(found: tls.PeerCertificate, { thumbprint, certificate }: ExpectedCertificate): boolean {
  if (thumbprint === undefined && certificate === undefined) return false;
  const isRightPrint =
    thumbprint === undefined || [found.fingerprint256, found.fingerprint].map(plain).includes(plain(thumbprint));
  return isRightPrint && (certificate === undefined || derOf(certificate)?.equals(found.raw) === true);
}

/** Undefined when it is no certificate. */
function derOf(pem: string): Buffer | undefined {
  try {
    return new X509Certificate(pem).raw;
  } catch {
    return undefined;
  }
}

/** The SHA-256 fingerprint to compare with, where it is known. */
function pinOf({ expected }: TlsSettings): string | undefined {
  if (expected?.certificate !== undefined && derOf(expected.certificate) !== undefined)
    return new X509Certificate(expected.certificate).fingerprint256;
  return expected?.thumbprint;
}

const plain = (fingerprint: string) =>
  fingerprint
    .replace(/^sha-?(?:256|1)[:=/]/i, "")
    .replaceAll(/[^0-9a-f]/gi, "")
    .toLowerCase();

const notPinned = "not pinned";

const unknownAuthority: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

function reason(refusal: string): string {
  if (unknownAuthority.has(refusal)) return "it is signed by an authority that is not known here";
  const known: Readonly<Record<string, string>> = {
    [notPinned]: "it is not the pinned one",
    CERT_HAS_EXPIRED: "it has expired",
    CERT_NOT_YET_VALID: "it is not valid yet",
    ERR_TLS_CERT_ALTNAME_INVALID: "it was issued for another name",
  };
  return known[refusal] ?? refusal;
}

/** CERTIFICATE_UNTRUSTED, with what is needed to ask a person. */
export class UntrustedCertificateError extends EdgelabError {
  /** `host:port` as connected to. */
  readonly server: string;
  /** SHA-256 of the certificate found, `AB:CD:...`. */
  readonly fingerprint: string;
  /** Another fingerprint was pinned: the certificate changed, or somebody is in between. */
  readonly isPinned: boolean;

  constructor({ host, port }: Server, refusal: string, found: string, pinned: string | undefined) {
    super("CERTIFICATE_UNTRUSTED", {
      what: `The certificate of ${host}:${port} is not trusted: ${reason(refusal)}.`,
      why: `Its SHA-256 fingerprint is ${found}${pinned === undefined ? "" : `, the pinned one is ${pinned}`}.`,
      next:
        pinned === undefined
          ? "Name the CA file of its authority, or compare the fingerprint with the one its administrator gives you and pin it."
          : "Find out why the certificate changed before you pin the new fingerprint.",
    });
    this.server = `${host}:${port}`;
    this.fingerprint = found;
    this.isPinned = pinned !== undefined;
  }
}
