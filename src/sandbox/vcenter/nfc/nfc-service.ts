import { X509Certificate } from "node:crypto";
import type { HttpNfcLease } from "./lease.ts";

/** Where leases' URLs point, and which lease a URL belongs to. */
export class NfcService {
  /** `https://127.0.0.1:8989`, or `https://*`: whatever host the client has connected to. */
  readonly baseUrl: string;
  /** SHA-1 of the certificate behind the URLs, as `AB:CD:…`; empty without TLS. */
  readonly thumbprint: string;
  readonly #leases = new Map<string, HttpNfcLease>();

  constructor({ baseUrl, certPem }: { readonly baseUrl: string; readonly certPem: string | undefined }) {
    this.baseUrl = baseUrl;
    this.thumbprint = certPem === undefined ? "" : new X509Certificate(certPem).fingerprint;
  }

  add(lease: HttpNfcLease): HttpNfcLease {
    this.#leases.set(lease.ticket, lease);
    return lease;
  }

  find(ticket: string): HttpNfcLease | undefined {
    return this.#leases.get(ticket);
  }

  /** A lease is over: its URLs lead nowhere. */
  forget(lease: HttpNfcLease): void {
    this.#leases.delete(lease.ticket);
  }
}
