import { randomUUID } from "node:crypto";
import type { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { type Abortable, orAborted } from "../../core/abort.ts";
import { EdgelabError } from "../../core/errors.ts";
import { cut, HttpsEndpoint } from "./https-endpoint.ts";
import { maxAnswerBytes, soapAnswer } from "./native.ts";
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

/** The parts of soap's client that are used; the packages carry no types of their own for them. */
interface SoapClient extends EventEmitter {
  setEndpoint(url: string): void;
  setSecurity(security: { addHeaders(headers: Record<string, string>): void; toXML(): string }): void;
  wsdl: { xmlToObject: (xml: string) => unknown };
  Any(
    args: object,
    callback: (error: (Error & { response?: HttpResponse }) | null, result: unknown, raw: string | undefined) => void,
    options: object,
    headers: Readonly<Record<string, string>>,
  ): void;
}
interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}
interface Soap {
  createClient(wsdl: string, options: object, callback: (error: Error | null, client: SoapClient) => void): void;
}
type VsphereClient = new (host: string, user: string, password: string, sslVerify: boolean) => EventEmitter;

/** Serves any operation: the envelope is encoded by vim25, soap only carries it. The server's own WSDL is not needed. */
const wsdl = `<?xml version="1.0"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:vim25="urn:vim25" targetNamespace="urn:vim25">
  <types><xsd:schema targetNamespace="urn:vim25" elementFormDefault="qualified">
    <xsd:element name="Any"><xsd:complexType><xsd:sequence><xsd:any/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="AnyResponse"><xsd:complexType><xsd:sequence><xsd:any/></xsd:sequence></xsd:complexType></xsd:element>
  </xsd:schema></types>
  <message name="AnyRequest"><part name="parameters" element="vim25:Any"/></message>
  <message name="AnyAnswer"><part name="parameters" element="vim25:AnyResponse"/></message>
  <portType name="VimPortType"><operation name="Any"><input message="vim25:AnyRequest"/><output message="vim25:AnyAnswer"/></operation></portType>
  <binding name="VimBinding" type="vim25:VimPortType"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Any"><soap:operation soapAction="urn:vim25"/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <service name="VimService"><port name="VimPort" binding="vim25:VimBinding"><soap:address location="https://localhost/sdk"/></port></service>
</definitions>`;

const oldestSoap = "1.13.0";

/**
 * node-vsphere-soap's client carries the same encoded envelopes as the native transport. It is told to verify
 * certificates (otherwise its constructor turns verification off for the whole process) and gets our agent, which does
 * the verifying per connection; its own connecting, which throws where nobody can catch it, is replaced.
 */
export class NodeVsphereSoapTransport implements Transport {
  readonly name = "node-vsphere-soap";
  readonly #endpoint: HttpsEndpoint;
  readonly #client: SoapClient;

  private constructor(endpoint: HttpsEndpoint, client: SoapClient) {
    this.#endpoint = endpoint;
    this.#client = client;
  }

  /**
   * @param from where the packages are looked for, as a module there would find them
   * @throws {EdgelabError} TRANSPORT_NOT_INSTALLED when the package is missing or brings a soap that is too old
   */
  static async load(url: URL, tls: TlsSettings, from: string = import.meta.url): Promise<NodeVsphereSoapTransport> {
    const { Client, soap } = loadPackages(from);
    const endpoint = new HttpsEndpoint(url, tls);
    class EdgelabClient extends Client {
      client: SoapClient | undefined;
      /** Called by the constructor. */
      _connect(): void {
        this.client = undefined;
      }
    }
    const vsphere = new EdgelabClient(url.host, "", "", true);
    vsphere.client = await new Promise<SoapClient>((resolve, reject) =>
      soap.createClient(wsdl, { disableCache: true }, (error, client) => (error ? reject(error) : resolve(client))),
    );
    vsphere.client.setEndpoint(url.href);
    vsphere.client.setSecurity({
      addHeaders: (headers) => {
        if (endpoint.cookie !== undefined) headers["Cookie"] = endpoint.cookie;
      },
      toXML: () => "",
    });
    vsphere.client.wsdl.xmlToObject = () => ({ Body: {} }); // vim25 decodes the raw answer
    return new NodeVsphereSoapTransport(endpoint, vsphere.client);
  }

  get traffic(): Traffic {
    return this.#endpoint.traffic;
  }

  async soap(request: SoapRequest, options: Abortable): Promise<SoapAnswer> {
    return await this.#endpoint.calls.run(options, () => this.#post(request, options));
  }

  async #post({ body, action, timeoutMs }: SoapRequest, { signal }: Abortable): Promise<SoapAnswer> {
    signal.throwIfAborted();
    const exchangeId = randomUUID();
    let response: HttpResponse | undefined;
    const onResponse = (_body: unknown, answer: HttpResponse | undefined, id: string) => {
      if (id === exchangeId) response = answer;
    };
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const options = {
      exchangeId,
      postProcess: () => body,
      httpsAgent: this.#endpoint.agent,
      proxy: false,
      maxRedirects: 0,
      maxContentLength: maxAnswerBytes,
      maxBodyLength: Number.POSITIVE_INFINITY,
      signal: deadline,
    };
    const headers = {
      SOAPAction: action,
      "Content-Type": 'text/xml; charset="utf-8"',
      "Accept-Encoding": "gzip, deflate",
    };
    this.#client.on("response", onResponse);
    try {
      const raw = await orAborted(
        new Promise<string>((resolve, reject) =>
          this.#client.Any(
            {},
            (error, _result, text) =>
              typeof text === "string" ? resolve(text) : reject(error ?? new Error("empty answer")),
            options,
            headers,
          ),
        ),
        { signal },
      );
      this.traffic.bytesOut += Buffer.byteLength(body);
      this.traffic.bytesIn += Buffer.byteLength(raw);
      const cookies = response?.headers["set-cookie"];
      this.#endpoint.takeCookie(typeof cookies === "string" ? [cookies] : cookies);
      return soapAnswer(response?.status ?? 200, raw, this.#endpoint.server.host);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TransportError) throw error;
      if (error instanceof Error && error.cause instanceof EdgelabError) throw error.cause;
      throw cut(this.#endpoint.server, error, true);
    } finally {
      this.#client.off("response", onResponse);
    }
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

function loadPackages(from: string): { readonly Client: VsphereClient; readonly soap: Soap } {
  const ours = createRequire(from);
  let entry: string;
  try {
    entry = ours.resolve("node-vsphere-soap/lib/client.js");
  } catch (cause) {
    throw new EdgelabError("TRANSPORT_NOT_INSTALLED", {
      what: "The transport node-vsphere-soap is not installed.",
      next: "Run `npm install node-vsphere-soap`, or leave out --transport to use the built-in one.",
      cause,
    });
  }
  const theirs = createRequire(entry);
  const { version } = theirs("soap/package.json") as { version: string };
  if (version.localeCompare(oldestSoap, "en", { numeric: true }) < 0) {
    throw new EdgelabError("TRANSPORT_NOT_INSTALLED", {
      what: `The transport node-vsphere-soap found soap ${version}, and needs ${oldestSoap} or newer.`,
      next: 'Add `"overrides": { "node-vsphere-soap": { "soap": "^1.13.0" } }` to your package.json and run `npm install`.',
    });
  }
  return { Client: (theirs(entry) as { Client: VsphereClient }).Client, soap: theirs("soap") as Soap };
}
