import { createHash } from "node:crypto";
import { isIP } from "node:net";
import * as tls from "node:tls";
import { EdgelabError } from "../../core/errors.ts";
import { TransportError } from "./transport.ts";

/** Whom to trust on one connection. */
export interface TlsSettings {
  /** PEM text of authorities, in addition to the system's. */
  readonly ca?: string | undefined;
  /** SHA-256 fingerprint of the server's certificate, `AB:CD:...`. Nothing else is checked then. */
  readonly fingerprint?: string | undefined;
  /** Trust anything on this connection. */
  readonly insecure: boolean;
}

export interface Server {
  readonly host: string;
  readonly port: number;
}

const connectTimeoutMs = 20_000;

/**
 * Opens TLS connections to one server. A socket is handed out only after the certificate was found trustworthy, so no
 * byte of a request ever goes to anybody else. Authorities are tried from the cheapest set to the widest.
 */
export class TlsConnector {
  readonly #server: Server;
  readonly #tls: TlsSettings;
  readonly #trustSets: (() => readonly string[] | undefined)[];
  #context: tls.SecureContext | undefined;
  #ticket: Buffer | undefined;

  constructor(server: Server, settings: TlsSettings) {
    this.#server = server;
    this.#tls = settings;
    const { ca } = settings;
    this.#trustSets = [...(ca === undefined ? [] : [() => [ca]]), () => undefined, ...systemAuthorities()];
  }

  async connect(): Promise<tls.TLSSocket> {
    const socket = await this.#handshake();
    const refusal = this.#refusal(socket);
    if (refusal === undefined) {
      socket.on("session", (ticket) => (this.#ticket = ticket));
      return socket;
    }
    const fingerprint = fingerprintOf(socket);
    socket.destroy();
    if (refusal.isUnknownAuthority && this.#trustSets.length > 1) {
      this.#trustSets.shift();
      this.#context = undefined;
      return await this.connect();
    }
    throw untrusted(this.#server, refusal, fingerprint, this.#tls.fingerprint);
  }

  /** With `rejectUnauthorized` off Node still verifies, and leaves the verdict and the certificate to be looked at. */
  async #handshake(): Promise<tls.TLSSocket> {
    const { host, port } = this.#server;
    const ca = this.#trustSets[0]?.();
    this.#context ??= tls.createSecureContext(ca === undefined ? {} : { ca: [...ca] });
    const socket = tls.connect({
      host,
      port,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      secureContext: this.#context,
      rejectUnauthorized: false,
      ...(this.#ticket === undefined ? {} : { session: this.#ticket }),
    });
    socket.setNoDelay(true);
    return await new Promise((resolve, reject) => {
      const late = setTimeout(
        () => socket.destroy(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" })),
        connectTimeoutMs,
      );
      socket.once("error", (cause: NodeJS.ErrnoException) => {
        clearTimeout(late);
        reject(unreachable(this.#server, cause));
      });
      socket.once("secureConnect", () => {
        clearTimeout(late);
        socket.removeAllListeners("error");
        // Between here and the request that takes the socket nobody else listens, and an unheard error ends the process.
        socket.on("error", () => socket.destroy());
        resolve(socket);
      });
    });
  }

  #refusal(socket: tls.TLSSocket): { readonly reason: string; readonly isUnknownAuthority: boolean } | undefined {
    const { fingerprint, insecure } = this.#tls;
    if (socket.isSessionReused()) return undefined; // only a server that was trusted before holds the session's key
    if (fingerprint !== undefined) {
      const matches = plain(fingerprintOf(socket)) === plain(fingerprint);
      return matches ? undefined : { reason: "its fingerprint is not the pinned one", isUnknownAuthority: false };
    }
    if (insecure || socket.authorized) return undefined;
    const { authorizationError: error } = socket as { authorizationError: string | (Error & { code?: string }) };
    const code = typeof error === "string" ? error : (error?.code ?? String(error));
    return { reason: reasons[code] ?? code, isUnknownAuthority: unknownAuthority.has(code) };
  }
}

const unknownAuthority = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
]);

const reasons: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "it is signed by an authority that this machine does not know",
  UNABLE_TO_GET_ISSUER_CERT: "it is signed by an authority that this machine does not know",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "it is signed by an authority that this machine does not know",
  SELF_SIGNED_CERT_IN_CHAIN: "it is signed by an authority that this machine does not know",
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is signed by itself",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "it was issued for another name",
};

/** The operating system's authorities, where Node can read them (22.15 and later). */
function systemAuthorities(): (() => readonly string[])[] {
  const { getCACertificates } = tls as { getCACertificates?: (store: "system") => readonly string[] };
  return getCACertificates ? [() => [...tls.rootCertificates, ...getCACertificates("system")]] : [];
}

/** `AB:CD:...`, SHA-256 of the certificate as sent. */
export function fingerprintOf(socket: tls.TLSSocket): string {
  const { raw } = socket.getPeerCertificate();
  const hex = createHash("sha256").update(raw).digest("hex").toUpperCase();
  return hex.match(/../g)?.join(":") ?? "";
}

const plain = (fingerprint: string) =>
  fingerprint
    .replace(/^sha-?256[:=/]/i, "")
    .replaceAll(/[^0-9a-f]/gi, "")
    .toLowerCase();

function untrusted(
  { host, port }: Server,
  { reason }: { readonly reason: string },
  found: string,
  pinned: string | undefined,
): EdgelabError {
  return new EdgelabError("CERTIFICATE_UNTRUSTED", {
    what: `The certificate of ${host}:${port} is not trusted: ${reason}.`,
    why: `Its SHA-256 fingerprint is ${found}${pinned === undefined ? "" : `, the pinned one is ${pinned}`}.`,
    next:
      pinned === undefined
        ? "Compare the fingerprint with the one the server's administrator gives you and pin it, or name the authority's CA file."
        : "Find out why the certificate changed before pinning the new fingerprint.",
  });
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
