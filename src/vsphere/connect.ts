import type { Abortable } from "../core/abort.ts";
import { EdgelabError } from "../core/errors.ts";
import { type ConnectOptions, defaultLimits } from "./options.ts";
import { Session } from "./session.ts";
import { NativeTransport } from "./transport/native.ts";
import type { Transport } from "./transport/transport.ts";
import { Vsphere } from "./vsphere.ts";

/**
 * Logs in to a vCenter.
 *
 * @throws {EdgelabError} UNREACHABLE, CERTIFICATE_UNTRUSTED, LOGIN_REFUSED, UNSUPPORTED for a standalone ESXi host,
 * TRANSPORT_NOT_INSTALLED
 */
export async function connect(options: ConnectOptions, { signal }: Abortable): Promise<Vsphere> {
  const url = endpointUrl(options.url);
  const transport = await openTransport(url, options);
  try {
    const session = await Session.open(transport, { ...options, url: url.href }, { signal });
    return new Vsphere(session, url, { ...defaultLimits, ...definedOnly(options.limits ?? {}) });
  } catch (error) {
    transport.close();
    throw error;
  }
}

/** `/sdk` is the path of every vCenter, and https its only scheme. */
function endpointUrl(text: string): URL {
  const full = text.includes("://") ? text : `https://${text}`;
  if (!URL.canParse(full) || new URL(full).hostname === "") {
    throw new EdgelabError("USAGE", {
      what: `"${text}" is not the address of a vCenter.`,
      next: "Write it as https://vcenter.example.org.",
    });
  }
  const url = new URL(full);
  if (url.protocol !== "https:") {
    throw new EdgelabError("USAGE", {
      what: `The address ${url.origin} is not https.`,
      why: "The password would be readable on the way.",
    });
  }
  if (url.pathname === "/") url.pathname = "/sdk";
  url.username = "";
  url.password = "";
  return url;
}

async function openTransport(url: URL, { transport, tls }: ConnectOptions): Promise<Transport> {
  if (transport !== "node-vsphere-soap") return new NativeTransport(url, tls);
  const { NodeVsphereSoapTransport } = await import("./transport/node-vsphere-soap.ts");
  return await NodeVsphereSoapTransport.load(url, tls);
}

function definedOnly<T extends object>(object: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
