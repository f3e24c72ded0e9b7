import type { Abortable } from "../../core/abort.ts";
import { EdgelabError, hasCode } from "../../core/errors.ts";
import type { TlsSettings } from "../../core/tls.ts";
import type { Session } from "../session.ts";
import type { HttpsEndpoint } from "../transport/https-endpoint.ts";
import { type HttpAnswer, type HttpRequest, TransportError } from "../transport/transport.ts";
import type { DeviceUrl } from "./lease.ts";

/**
 * The servers that hold the files of leases: the vCenter itself, or the ESXi hosts it names. A host is trusted by the
 * certificate that the lease, which came over a trusted connection, tells of, and by nothing else; before its
 * certificate has been compared not a byte is sent. It gets no cookie: the path of a file is its own ticket.
 */
export class LeaseServers {
  readonly #session: Session;
  readonly #hosts = new Map<string, HttpsEndpoint>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Any status resolves. */
  async request(
    device: DeviceUrl,
    request: Omit<HttpRequest, "path">,
    options: Abortable,
  ): Promise<HttpAnswer & { readonly host: string }> {
    const url = urlOf(device);
    const isVcenter = isSameServer(url, this.#session.url);
    const host = isVcenter ? this.#session.url.host : url.host;
    const path = `${url.pathname}${url.search}`;
    try {
      const server = isVcenter ? undefined : this.#hostOf(url, device);
      return { ...(await this.#session.http({ ...request, path }, options, server)), host };
    } catch (error) {
      throw isVcenter ? error : explain(error, url);
    }
  }

  #hostOf(url: URL, { sslThumbprint, sslCertificate }: DeviceUrl): HttpsEndpoint {
    const key = [url.host, sslThumbprint, sslCertificate].join(" ");
    const known = this.#hosts.get(key);
    if (known) return known;
    const host = this.#session.otherServer(
      url,
      trustOf(given(sslThumbprint), given(sslCertificate), this.#session.tls),
    );
    this.#hosts.set(key, host);
    return host;
  }
}

/** `*` stands for the server that one is connected to, with its port. */
function urlOf({ url, key }: DeviceUrl): URL {
  const parsed = URL.canParse(url.replace("//*", "//any.invalid"))
    ? new URL(url.replace("//*", "//any.invalid"))
    : undefined;
  if (parsed?.protocol === "https:") return parsed;
  throw new EdgelabError("PROTOCOL", {
    what: `The vCenter gave an address for ${key} that cannot be used.`,
    why: parsed === undefined ? "It is no URL." : `It is ${parsed.protocol}//, not https://.`,
  });
}

function isSameServer(url: URL, vcenter: URL): boolean {
  return url.hostname === "any.invalid" || url.host === vcenter.host;
}

const given = (text: string | undefined): string | undefined => (text?.trim() ? text : undefined);

/** Without a certificate in the lease the host is verified as any server is; the vCenter's own fingerprint is not its. */
function trustOf(
  thumbprint: string | undefined,
  certificate: string | undefined,
  { ca, insecure }: TlsSettings,
): TlsSettings {
  if (thumbprint !== undefined || certificate !== undefined)
    return { insecure: false, expected: { thumbprint, certificate } };
  return { insecure, ca };
}

function explain(error: unknown, { hostname, port }: URL): unknown {
  const server = `${hostname}:${port || 443}`;
  if (hasCode(error, "CERTIFICATE_UNTRUSTED")) {
    return new EdgelabError("CERTIFICATE_UNTRUSTED", {
      what: `The ESXi host ${server} does not show the certificate that the vCenter says it has.`,
      why: (error as EdgelabError).details.why,
      next: "Look for a proxy between this machine and the host; after a change of its certificate, reconnect the host in the vCenter.",
      cause: error,
    });
  }
  if (!(error instanceof TransportError) || error.maySucceed) return error;
  return new TransportError(
    {
      what: `Cannot connect to the ESXi host ${server}, which the vCenter names for the transfer of disks.`,
      why: error.details.why,
      next: `Disks travel between this machine and the host itself: let this machine reach ${server} (name, route, firewall).`,
      cause: error,
    },
    error,
  );
}
